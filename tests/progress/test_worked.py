"""Sums, activities and the figures around them, worked out by hand. 31 May is day 152 of 2024's 366."""

from datetime import date
from fractions import Fraction

import pytest

from lovp.model import Activity, Level, Measure, Milestone, Number, Sum
from lovp.progress.values import Status
from tests.progress.build import ALL_MEASURES, LAST, MAY, SCHOOL, plan, progress, row, stand, target

COURSE = target(Sum(), 340)
VISITS = target(Sum(), 662, calendar=SCHOOL)


def test_a_sum_in_the_middle_of_the_year() -> None:
    rows = [row("1-15", 90, "Ash"), row("3-2", 40, "Dill"), row("5-31", 20), row("6-1", 99)]
    now = stand(COURSE, rows)
    assert now.outcome == 90 + 40 + 20
    assert now.of is None
    assert now.goal == 340
    assert now.fulfilment == Fraction(150, 340)
    assert now.expected == 141  # 340 * 152 / 366 = 141.2, of which 141 are whole
    assert now.left == 340 - 150
    assert now.needed_per_week == Fraction(190 * 7, 366 - 152)  # 6.2
    assert now.status is Status.ON_TRACK
    assert now.last_date == date(2024, 5, 31)
    assert now.reported == 3
    assert now.missing is None


@pytest.mark.parametrize(
    ("outcome", "status"),
    [
        # 141.2 are expected: 141 whole ones. 141 * 0.95 = 133.95 and 141 * 0.8 = 112.8.
        (0, Status.BEHIND),
        (112, Status.BEHIND),
        (113, Status.AT_RISK),
        (133, Status.AT_RISK),
        (134, Status.ON_TRACK),  # though 141.2 * 0.95 = 134.1
        (339, Status.ON_TRACK),
        (340, Status.REACHED),
        (400, Status.REACHED),
    ],
)
def test_the_status_of_a_sum(outcome: int, status: Status) -> None:
    assert stand(COURSE, [row("5-1", outcome)]).status is status


def test_limits_are_those_of_the_plan() -> None:
    strict = plan(COURSE, limits=("1", "0.5"))
    assert stand(strict, [row("5-1", 141)]).status is Status.ON_TRACK
    assert stand(strict, [row("5-1", 140)]).status is Status.AT_RISK
    assert stand(strict, [row("5-1", 71)]).status is Status.AT_RISK  # 141 / 2 = 70.5
    assert stand(strict, [row("5-1", 70)]).status is Status.BEHIND


def test_one_thing_a_year_is_not_late_before_the_year_is_over() -> None:
    single = target(Sum(), 1)
    assert stand(single, [], date(2024, 12, 30)).status is Status.NOT_DUE
    assert stand(single, [], LAST).status is Status.MISSED
    assert stand(single, [row("12-31")], LAST).status is Status.REACHED


def test_the_first_day_of_the_year() -> None:
    now = stand(COURSE, [row("1-1", 2)], date(2024, 1, 1))
    assert now.outcome == 2
    assert now.expected == 0  # 340 / 366 = 0.93
    assert now.needed_per_week == Fraction(338 * 7, 365)
    assert now.forecast is None
    assert now.status is Status.ON_TRACK


@pytest.mark.parametrize(
    ("outcome", "status"),
    [
        (271, Status.MISSED),
        (272, Status.PARTLY),  # 80 % of 340
        (339, Status.PARTLY),
        (340, Status.REACHED),
        (341, Status.REACHED),
    ],
)
def test_the_last_day_of_the_year(outcome: int, status: Status) -> None:
    now = stand(COURSE, [row("12-31", outcome)], LAST)
    assert now.outcome == outcome
    assert now.expected == 340
    assert now.forecast == outcome
    assert now.needed_per_week is None
    assert now.status is status
    assert stand(COURSE, [row("12-31", outcome)], date(2025, 3, 1)).status is status


def test_the_middle_of_a_school_break() -> None:
    now = stand(VISITS, [row("2-1", 80, "Ash"), row("2-9", 20, "Elm")], date(2024, 2, 18))
    # 24 of 179 school days have been: 4 in the first week, and 4 weeks of 5.
    assert now.expected == 88  # 662 * 24 / 179 = 88.8
    assert now.needed_per_week == Fraction(562, 1) / Fraction(155, 5)  # 18.1 in each of 31 school weeks
    assert now.status is Status.ON_TRACK
    assert stand(VISITS, [row("2-1", 100)], date(2024, 2, 9)).expected == now.expected
    assert stand(VISITS, [row("2-1", 100)], date(2024, 2, 23)).expected == now.expected


@pytest.mark.parametrize(
    ("day", "outcome", "status"),
    [
        (date(2024, 6, 30), 9, Status.AT_RISK),  # the date itself is in time: 9 of 10
        (date(2024, 6, 30), 10, Status.REACHED),
        (date(2024, 7, 1), 9, Status.OVERDUE),
        (date(2024, 7, 1), 10, Status.REACHED),
        (date(2024, 12, 30), 9, Status.OVERDUE),
        (date(2024, 12, 31), 9, Status.PARTLY),
        (date(2024, 12, 31), 7, Status.MISSED),
    ],
)
def test_a_sum_with_a_due_date(day: date, outcome: int, status: Status) -> None:
    assert stand(target(Sum(), 10, due=date(2024, 6, 30)), [row("3-1", outcome)], day).status is status


AT_MOST = target(Sum(), 100, at_most=True)


@pytest.mark.parametrize(
    ("outcome", "day", "status"),
    [
        # 100 * 152 / 366 = 41.53, so 41 may be used: over 43.2 (41 / 0.95) is a risk, over 51.25 too much.
        (0, MAY, Status.ON_TRACK),
        (43, MAY, Status.ON_TRACK),
        (44, MAY, Status.AT_RISK),
        (51, MAY, Status.AT_RISK),
        (52, MAY, Status.BEHIND),
        (99, date(2024, 12, 30), Status.ON_TRACK),
        (0, date(2024, 12, 30), Status.ON_TRACK),
        (100, LAST, Status.REACHED),
        (0, LAST, Status.REACHED),
        (101, LAST, Status.PARTLY),
        (125, LAST, Status.PARTLY),  # 100 / 125 is 80 %
        (126, LAST, Status.MISSED),
    ],
)
def test_a_sum_that_may_not_grow_too_large(outcome: int, day: date, status: Status) -> None:
    assert stand(AT_MOST, [row("2-1", outcome)], day).status is status


@pytest.mark.parametrize("day", [date(2024, 7, 1), date(2024, 12, 30)])
def test_an_at_most_that_was_broken_is_not_reached_when_the_year_is_over(day: date) -> None:
    bounded = target(Sum(), 10, at_most=True, due=date(2024, 6, 30))
    assert stand(bounded, [row("3-1", 11)], day).status is Status.OVERDUE
    assert stand(bounded, [row("3-1", 11)], LAST).status is Status.PARTLY  # 10 / 11
    assert stand(bounded, [row("3-1", 13)], LAST).status is Status.MISSED  # 10 / 13


def test_an_activity_is_counted_and_never_judged() -> None:
    now = stand(target(Activity()), [row("2-1", 2, "Ash"), row("4-30", 5, "South"), row("3-1")])
    assert now.outcome == 2 + 5 + 1
    assert now.reported == 3
    assert now.last_date == date(2024, 4, 30)
    assert now.status is Status.NO_GOAL
    figures = (now.goal, now.fulfilment, now.expected, now.left, now.needed_per_week, now.forecast)
    assert figures == (None,) * 6
    assert stand(target(Activity()), [row("2-1", 2)], LAST).status is Status.NO_GOAL


@pytest.mark.parametrize("measure", ALL_MEASURES, ids=lambda measure: str(measure.kind))
@pytest.mark.parametrize(
    ("day", "status"),
    [
        (date(2024, 1, 1), Status.ON_TRACK),
        # 4 * 152 / 366 = 1.7: one is expected.
        (MAY, Status.BEHIND),
        (LAST, Status.MISSED),
    ],
)
def test_an_empty_record(measure: Measure, day: date, status: Status) -> None:
    goal: Number = 1 if measure.kind == "share" else 4
    now = stand(target(measure, None if isinstance(measure, Activity) else goal), [], day)
    if isinstance(measure, Activity):
        status = Status.NO_GOAL
    elif measure.kind == "share" or isinstance(measure, Level):
        status = Status.NO_DATA
    elif isinstance(measure, Milestone) and day < LAST:
        status = Status.NOT_DUE
    assert now.status is status
    unknown = status is Status.NO_DATA
    assert now.outcome == (None if unknown else 0)
    assert (now.fulfilment is None) == (unknown or now.goal is None)
    assert (now.reported, now.last_date) == (0, None)


def test_somebody_should_act_on_what_is_behind_overdue_or_not_reached() -> None:
    lagging = {Status.BEHIND, Status.OVERDUE, Status.PARTLY, Status.MISSED}
    assert {status for status in Status if status.lags} == lagging


def test_a_sum_can_read_the_rows_of_another() -> None:
    both = plan(COURSE, target(Sum(), 60, name="reader", reads="t"))
    rows = [row("2-1", 5), row("2-2", 6), row("2-1", 50, series="reader")]
    assert [each.outcome for each in progress(both, rows, MAY).targets()] == [11, 11]
