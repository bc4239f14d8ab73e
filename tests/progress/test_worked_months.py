"""Months, the summary of a month and the overview, worked out by hand."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from lovp.dates import Month
from lovp.model import Activity, Coverage, Level, Milestone, Share, Sum
from lovp.progress.summary import summarise
from tests.progress.build import LAST, MAY, TOWN, plan, row, stand, target, these

NOT_BEGUN = (None,) * 7
COURSE = target(Sum(), 340)


def test_the_months_of_a_sum_are_what_each_gained() -> None:
    rows = [row("1-31", 1), row("2-1", 2, "Ash"), row("2-29", 4), row("5-31", 8), row("6-1", 16)]
    assert these(*stand(COURSE, rows).months) == (1, 6, 0, 0, 8, *NOT_BEGUN)
    assert these(*stand(COURSE, rows, date(2024, 6, 1)).months) == (1, 6, 0, 0, 8, 16, *NOT_BEGUN[1:])
    assert these(*stand(COURSE, rows, date(2024, 2, 15)).months) == (1, 2, *NOT_BEGUN, None, None, None)
    assert these(*stand(COURSE, rows, LAST).months) == (1, 6, 0, 0, 8, 16, 0, 0, 0, 0, 0, 0)
    assert stand(COURSE, rows, date(2023, 12, 31)).months == (None,) * 12
    assert stand(target(Activity()), rows).months[1] == 6


def test_the_months_of_other_measures_are_where_they_stood_at_the_end() -> None:
    boards = [row("2-10", 1, "Ash", 10), row("4-1", 4, "Dill", 10), row("4-30", 3, "Ash", 10)]
    assert stand(target(Share(TOWN), 1), boards).months == (
        None,  # nobody has reported
        Fraction(1, 10),
        Fraction(1, 10),
        Fraction(7, 20),
        Fraction(7, 20),
        *NOT_BEGUN,
    )
    seats = [row("2-10", 1, "Ash"), row("4-1", 1, "Dill"), row("5-1", 0, "Ash")]
    assert these(*stand(target(Coverage(TOWN), 5), seats).months) == (0, 1, 1, 2, 1, *NOT_BEGUN)
    steps = [row("2-29", Decimal("0.5")), row("5-1", 1)]
    half = Fraction(1, 2)
    assert these(*stand(target(Milestone()), steps).months) == (0, half, half, half, 1, *NOT_BEGUN)
    assert these(*stand(target(Level(), 9), steps).months) == (None, half, half, half, 1, *NOT_BEGUN)


def test_summary_of_a_month() -> None:
    the_plan = plan(
        COURSE,
        target(Share(TOWN), Decimal("0.25"), name="young"),
        target(Coverage(TOWN), 5, name="seats"),
        target(Milestone(), name="step"),
        target(Level(), 9, name="level"),
        target(Activity(), name="talks"),
    )
    rows = [
        row("4-10", 30, "Ash"),
        row("5-1", 7, "Dill"),
        row("5-31", 5),
        row("2-1", 4),
        row("6-1", 90, "Dill"),
        row("3-1", 2, "Ash", 10, series="young"),
        row("5-9", 6, "Dill", 10, series="young"),
        row("4-1", 1, "Ash", series="seats"),
        row("4-1", 1, "Elm", series="seats"),
        row("5-2", 0, "Elm", series="seats"),
        row("5-2", Decimal("0.5"), series="step"),
        row("5-2", 4, series="level"),
        row("5-2", 3, "Ash", series="talks"),
    ]
    summary = summarise(the_plan, rows, Month(2024, 5), warnings=["careful"])
    (area,) = summary.areas
    course, young, seats, step, level, talks = area.targets
    assert these(course.now.outcome, course.change, course.places, course.unplaced) == (46, 12, (0, 7), 5)
    # From 2 of 10 to 8 of 20; South had not reported before.
    assert (young.now.outcome, young.change) == (Fraction(8, 20), Fraction(2, 5) - Fraction(1, 5))
    assert these(young.places, young.unplaced) == ((0, None), None)
    assert these(seats.now.outcome, seats.change, seats.places) == (1, -1, (0, -1))
    assert (step.change, step.places) == (Fraction(1, 2), ())
    assert these(level.now.outcome, level.change) == (4, None)
    assert these(talks.change, talks.places, talks.unplaced) == (3, (3, 0), 0)
    assert (area.id, area.name, summary.month) == ("work", "Work", Month(2024, 5))
    assert (summary.progress.as_of, summary.progress.warnings) == (MAY, ("careful",))
    assert [each.now for each in area.targets] == list(summary.progress.targets())


@pytest.mark.parametrize(("before", "after"), [(4, 9), (9, 4), (4, 4)])
def test_a_summary_tells_no_change_from_or_to_a_share_of_few_people(before: int, after: int) -> None:
    young = target(Share(TOWN), 1)
    rows = [row("4-1", 1, "Ash", before), row("5-1", 2, "Ash", after), row("1-1", 5, "Dill", 10)]
    (shown,) = summarise(plan(young), rows, Month(2024, 5)).areas[0].targets
    assert these(*shown.places) == (None, 0)
    assert shown.change == Fraction(7, 10 + after) - Fraction(6, 10 + before)
