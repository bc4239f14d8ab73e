"""The made-up year of the demonstration: plausible, the same every time, and never taken for a real one."""

from collections import Counter
from datetime import date

import pytest

from lovp.example import example_year
from lovp.model import Outcome, Plan, Sum
from lovp.progress.values import Status
from lovp.record.validation import validate
from tests.progress.build import LAST, progress


@pytest.fixture(scope="module")
def rows(real: Plan) -> list[Outcome]:
    return example_year(real)


def counting(rows: list[Outcome]) -> list[Outcome]:
    replaced = {row.replaces for row in rows}
    return [row for row in rows if row.id not in replaced and row.value is not None]


def test_1500_rows_each_marked(rows: list[Outcome]) -> None:
    assert len(rows) == 1500
    assert {row.note for row in rows} == {""}
    assert all(row.writer.startswith("exempel-") for row in rows)


def test_the_same_every_time_and_different_for_another_seed(real: Plan, rows: list[Outcome]) -> None:
    assert example_year(real) == rows
    assert example_year(real, seed=1) == rows
    other = example_year(real, seed=2)
    assert len(other) == 1500
    assert other != rows


def test_nothing_is_recorded_before_it_happened(rows: list[Outcome]) -> None:
    assert all(row.logged_at[:10] >= row.date.isoformat() for row in rows)
    assert any(row.logged_at[:10] > row.date.isoformat() for row in rows)


# In the years of these seeds chance picks a milestone as the row to correct.
@pytest.mark.parametrize("seed", [1, 2, 3, 103, 224, 381])
def test_every_row_fits_the_plan(real: Plan, seed: int) -> None:
    for row in example_year(real, seed):
        assert validate(real, row) is None, row


def test_some_targets_end_behind_and_some_are_reached(real: Plan, rows: list[Outcome]) -> None:
    whole = progress(real, counting(rows), LAST).targets()
    end = Counter(now.status for now in whole if isinstance(now.target.measure, Sum))
    assert end[Status.MISSED] >= 3
    assert end[Status.REACHED] >= 3
    middle = Counter(now.status for now in progress(real, counting(rows), date(2024, 5, 31)).targets())
    assert middle[Status.BEHIND] >= 1
    assert middle[Status.ON_TRACK] >= 1
