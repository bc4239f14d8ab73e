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


def error_of(path: Path) -> tuple[str, str]:
    with pytest.raises(LovpError) as caught:
        load_plans(path)
    assert caught.value.exit_code == 1
    return caught.value.message.replace(str(path), "PATH"), caught.value.remedy


def test_missing(tmp_path: Path) -> None:
    expected = ("PATH doesn't exist.", "Check the name, or make a new plan with lovp init.")
    assert error_of(tmp_path / "targets.yaml") == expected
    (tmp_path / "file").touch()
    assert error_of(tmp_path / "file" / "targets.yaml") == expected


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (PermissionError(13, "denied"), "there is no permission, or another program has the file open"),
        (OSError(5, "Input/output error"), "the disk or the network reported a fault"),
    ],
)
def test_a_file_that_can_t_be_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: OSError, reason: str
) -> None:
    path = tmp_path / "targets.yaml"
    path.touch()
    entries()  # the words are read from a file, too

    def fail(*_args: object, **_kwargs: object) -> None:
        raise error

    # The superuser, as whom tests may run, is refused nothing.
    monkeypatch.setattr(Path, "open", fail)
    assert error_of(path) == (
        f"PATH can't be read: {reason}.",
        "Check the disk or the network folder, or ask whoever owns the file to let you read it.",
    )


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes in the file system")
def test_pipe_and_device(tmp_path: Path) -> None:
    path = tmp_path / "targets.yaml"
    os.mkfifo(path)
    expected = (
        "PATH is not an ordinary file.",
        "Put the plan there as a file, or name another with --plan.",
    )
    assert error_of(path) == expected
    assert error_of(Path("/dev/zero")) == expected


def test_empty(tmp_path: Path) -> None:
    path = tmp_path / "targets.yaml"
    path.touch()
    with pytest.raises(PlanError) as caught:
        load_plans(path)
    (problem,) = caught.value.problems
    assert (problem.line, problem.column, problem.message) == (0, 0, "the file is empty")


def test_too_large(tmp_path: Path) -> None:
    path = tmp_path / "targets.yaml"
    path.write_bytes(b"#" * 1_000_001)
    with pytest.raises(PlanError) as caught:
        load_plans(path)
    assert caught.value.problems[0].message == "the file is too large for a plan: more than 1000000 bytes"
    path.write_bytes(FULL.encode() + b"#" * (1_000_000 - len(FULL.encode())))
    assert load_plans(path)


def test_the_plan_is_found_here_and_above(tmp_path: Path) -> None:
    deep = tmp_path / "a" / "b"
    deep.mkdir(parents=True)
    with pytest.raises(LovpError) as caught:
        find_plan(deep)
    assert caught.value.message == f"There is no targets.yaml in {deep} or in a folder above it."
    assert caught.value.remedy == "Go to the plan's folder, or make a new one with lovp init."
    above = tmp_path / "targets.yaml"
    above.touch()
    assert find_plan(deep) == above
    nearer = tmp_path / "a" / "targets.yaml"
    nearer.touch()
    assert find_plan(deep) == nearer


def test_the_plan_is_found_from_a_relative_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "targets.yaml").touch()
    (tmp_path / "a").mkdir()
    monkeypatch.chdir(tmp_path / "a")
    assert find_plan(Path()) == tmp_path / "targets.yaml"


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
