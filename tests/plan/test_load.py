"""The file itself: where it is, what it is, and which of its years is meant."""

import os
from datetime import date
from pathlib import Path

import pytest

from lovp.errors import LovpError, PlanError, UsageError
from lovp.plan.load import choose_year, find_plan, load_plans, parse_plans
from lovp.plan.words import entries
from tests.plan.mistakes import FULL
from tests.plan.test_full import SMALLEST

PLANS = parse_plans(FULL + "---\n" + SMALLEST, "targets.yaml")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "targets.yaml"


def error_of(path: Path) -> tuple[str, str]:
    with pytest.raises(LovpError) as caught:
        load_plans(path)
    assert caught.value.exit_code == 1
    return caught.value.message.replace(str(path), "PATH"), caught.value.remedy


def test_missing(path: Path) -> None:
    expected = ("PATH doesn't exist.", "Check the name, or make a new plan with lovp init.")
    assert error_of(path) == expected
    path.touch()
    assert error_of(path / "targets.yaml") == expected


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (PermissionError(13, "denied"), "there is no permission, or another program has the file open"),
        (OSError(5, "Input/output error"), "the disk or the network reported a fault"),
    ],
)
def test_a_file_that_can_t_be_opened(
    path: Path, monkeypatch: pytest.MonkeyPatch, error: OSError, reason: str
) -> None:
    path.touch()
    entries()  # the words are read from a file, too

    def fail(*_args: object, **_kwargs: object) -> None:
        raise error

    # The superuser, as whom tests may run, is refused nothing.
    monkeypatch.setattr(Path, "open", fail)
    remedy = "Check the disk or the network folder, or ask whoever owns the file to let you read it."
    assert error_of(path) == (f"PATH can't be read: {reason}.", remedy)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes in the file system")
def test_pipe_and_device(path: Path) -> None:
    os.mkfifo(path)
    remedy = "Put the plan there as a file, or name another with --plan."
    for found in (path, Path("/dev/zero")):
        assert error_of(found) == ("PATH is not an ordinary file.", remedy)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "the file is empty"),
        (b"#" * 1_000_001, "the file is too large for a plan: more than 1000000 bytes"),
        (FULL.encode() + b"#" * (1_000_000 - len(FULL.encode())), ""),
    ],
)
def test_empty_and_too_large(path: Path, content: bytes, message: str) -> None:
    path.write_bytes(content)
    if not message:
        assert load_plans(path)
        return
    with pytest.raises(PlanError) as caught:
        load_plans(path)
    assert [(each.line, each.column, each.message) for each in caught.value.problems] == [(0, 0, message)]


def test_the_plan_is_found_here_and_above(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    deep = tmp_path / "a" / "b"
    deep.mkdir(parents=True)
    with pytest.raises(LovpError) as caught:
        find_plan(deep)
    assert caught.value.message == f"There is no targets.yaml in {deep} or in a folder above it."
    assert caught.value.remedy == "Go to the plan's folder, or make a new one with lovp init."
    monkeypatch.chdir(deep)
    for folder in (tmp_path, tmp_path / "a"):
        (folder / "targets.yaml").touch()
        assert find_plan(deep) == find_plan(Path()) == folder / "targets.yaml"


@pytest.mark.parametrize(
    ("asked", "today", "chosen"),
    [
        (None, date(2024, 5, 1), 2024),
        (None, date(2023, 12, 31), 2023),
        (None, date(2025, 1, 1), 2024),
        (None, date(2020, 1, 1), 2024),
        (2023, date(2024, 5, 1), 2023),
    ],
)
def test_the_year_is_chosen(asked: int | None, today: date, chosen: int) -> None:
    assert choose_year(PLANS, asked, today).year == chosen


def test_a_year_that_is_not_there() -> None:
    with pytest.raises(UsageError) as caught:
        choose_year(PLANS, 2025, date(2024, 5, 1))
    assert caught.value.message == "There is no plan for 2025, only for 2023, 2024."
    assert caught.value.remedy == "Add the year with lovp plan new 2025."
