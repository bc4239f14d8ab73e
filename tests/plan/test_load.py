"""The file itself: where it is, what it is, and which of its years is meant."""

from datetime import date
from pathlib import Path

import pytest

from lovp.errors import LovpError, PlanError
from lovp.plan.load import choose_year, find_plan, load_plans, parse_plans
from tests.plan.mistakes import FULL
from tests.plan.test_full import SMALLEST

PLANS = parse_plans(FULL + "---\n" + SMALLEST, "targets.yaml")


def test_a_plan_has_at_most_a_megabyte(tmp_path: Path) -> None:
    path = tmp_path / "targets.yaml"
    path.write_bytes(FULL.encode().ljust(1_000_000, b"#"))
    assert load_plans(path)
    path.write_bytes(FULL.encode().ljust(1_000_001, b"#"))
    with pytest.raises(PlanError) as caught:
        load_plans(path)
    (problem,) = caught.value.problems
    assert problem.message == "the file is too large for a plan: more than 1000000 bytes"


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
