"""The figures of every measure, worked out by hand. 31 May is day 152 of 2024's 366, and 214 are left.

What must hold for any record is in test_against_sqlite.py and test_properties.py.
"""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from lovp.model import Activity, Coverage, Level, Milestone, Number, Share, Sum, Target
from lovp.progress.values import Status
from lovp.render.data import figures_of
from tests.progress.build import (
    SCHOOL,
    TOWN,
    check,
    on,
    plan,
    progress,
    row,
    stand,
    table,
    target,
    these,
)

COURSE = target(Sum(), 340)
YOUNG = target(Share(TOWN), Decimal("0.25"), name="young", standing=True)
BUDGET = target(Sum(), Decimal("2.5"), at_most=True, decimals=1)


def test_a_sum() -> None:
    rows = [row("1-15", 90, "Ash"), row("3-2", 40, "Dill"), row("5-31", 20), row("6-1", 99)]
    now = stand(COURSE, rows)
    check(now, outcome=150, of=None, goal=340, fulfilment=Fraction(150, 340), left=190, used=None)
    # 340 * 152 / 366 = 141.2, of which 141 are whole; 6.2 a week are needed.
    check(now, expected=141, expected_part=Fraction(141, 340), needed_per_week=Fraction(190 * 7, 214))
    check(now, reported=3, last_date=on("5-31"), missing=None, insufficient=None, hidden=False)
    first = stand(COURSE, [row("1-1", 2)], "1-1")  # 340 / 366 = 0.93
    check(first, expected=0, needed_per_week=Fraction(338 * 7, 365), forecast=None)
    last = stand(COURSE, [row("12-31", 300)], "12-31")
    check(last, expected=340, forecast=300, needed_per_week=None)


def test_a_sum_in_a_school_break() -> None:
    """24 of 179 school days have been: 4 in the first week, and 4 weeks of 5; 155 are left, 31 weeks."""
    visits = target(Sum(), 662, calendar=SCHOOL)
    for day in ("2-9", "2-18", "2-23"):
        now = stand(visits, [row("2-1", 80, "Ash"), row("2-9", 20, "Elm")], day)
        check(now, expected=88, needed_per_week=Fraction(562, 31))  # 662 * 24 / 179 = 88.8


def test_an_activity_is_counted_and_never_judged() -> None:
    now = stand(target(Activity()), [row("2-1", 2, "Ash"), row("4-30", 5, "South"), row("3-1")])
    check(now, outcome=8, reported=3, last_date=on("4-30"), status=Status.NO_GOAL)
    check(now, goal=None, fulfilment=None, expected=None, left=None, needed_per_week=None, forecast=None)


def test_one_board_is_reported_once_for_a_share_and_a_coverage() -> None:
    """A share is pooled, and never a mean of percentages; the latest report of each place counts."""
    both = plan(YOUNG, target(Coverage(TOWN, 3, "of"), 5, name="active", reads="young"))
    rows = [
        row("1-5", 5, "Dill", 5, series="young"),
        row("3-12", 2, "Ash", 7, series="young"),  # a board of 7 with 2 under 30
        row("3-13", 1, "Elm", 2, series="young"),  # two people are no active branch
        row("4-10", 0, "Dill", 3, series="young"),
        row("5-2", 1, "Ash", 2, series="young"),
    ]
    young, active = progress(both, rows, "5-1").targets()
    check(young, outcome=Fraction(3, 12), of=12, fulfilment=1, left=0, status=Status.REACHED, reported=4)
    check(young, expected=Fraction(1, 4), forecast=None, unplaced=None, last_date=on("4-10"))
    check(young, missing=("Birch", "Cedar"), insufficient=None, needed_per_week=None)
    check(active, outcome=2, of=5, reported=4, missing=("Birch", "Cedar"), insufficient=("Elm",))
    assert table(active.places, "outcome") == [(1,), (1,)]
    # In May the board in Ash has shrunk to two.
    young, active = progress(both, rows, "5-31").targets()
    check(young, outcome=Fraction(2, 7), of=7)
    check(active, outcome=1, insufficient=("Ash", "Elm"))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        # (date, logged at, id) of two reports; the second is the latest.
        (("3-01", "2024-03-09T12:00:00.000000Z", "9"), ("3-02", "2024-03-02T12:00:00.000000Z", "1")),
        (("3-01", "2024-03-01T12:00:00.000000Z", "9"), ("3-01", "2024-03-01T12:00:00.000001Z", "1")),
        (("3-01", "2024-03-01T12:00:00.000000Z", "1"), ("3-01", "2024-03-01T12:00:00.000000Z", "2")),
    ],
)
def test_latest_is_by_date_then_by_time_of_recording_then_by_id(
    first: tuple[str, str, str], second: tuple[str, str, str]
) -> None:
    values: list[Number] = [0, 1]
    for measure, of in ((Share(TOWN), 10), (Coverage(TOWN), None), (Milestone(), None), (Level(), None)):
        place = "Ash" if measure.over else ""
        rows = [
            row(day, value, place, of, logged=logged, key=key)
            for (day, logged, key), value in zip((first, second), values, strict=True)
        ]
        for order in (rows, rows[::-1]):
            assert stand(target(measure, 1), order).outcome == Fraction(1, of or 1)


def test_a_coverage_counts_places_and_not_rows() -> None:
    seats = target(Coverage(TOWN), 5)
    now = stand(
        seats, [row("2-1", 1, "Ash"), row("3-1", 1, "Ash"), row("3-1", 4, "Dill"), row("3-1", 0, "Elm")]
    )
    check(now, outcome=2, of=5, reported=4, fulfilment=Fraction(2, 5), left=3, forecast=None, unplaced=None)
    # 5 * 152 / 366 = 2.08; to report 0 is to report.
    check(now, expected=2, needed_per_week=Fraction(3 * 7, 214), missing=("Birch", "Cedar"))
    assert table(now.places, "place", "outcome", "of") == [("North", 1, 3), ("South", 1, 2)]
    check(stand(replace(seats, standing=True), [], "1-1"), expected=5)


@pytest.mark.parametrize(("members", "done"), [(2890, 0), (2900, 0), (2933, 33), (3000, 100)])
def test_a_level_that_moves_from_somewhere(members: int, done: int) -> None:
    """41 of the hundred on the way from 2900 to 3000 are expected (41.5)."""
    now = stand(target(Level(), 3000, start=2900), [row("5-1", members)])
    check(now, expected=2941, fulfilment=Fraction(done, 100), left=3000 - members)
    check(now, expected_part=Fraction(41, 100))
    carbon = target(Level(), Decimal("4.1"), start=Decimal("4.8"), at_most=True, decimals=1)
    check(stand(carbon, [row("5-1", Decimal("4.5"))]), fulfilment=Fraction(3, 7), left=Fraction("0.4"))


def test_a_level_over_places_adds_the_latest_of_each() -> None:
    members = target(Level(TOWN), 300, standing=True, goals=(("North", 200), ("Elm", 40)))
    rows = [row("2-1", 90, "Ash"), row("5-1", 80, "Ash"), row("3-1", 100, "Birch"), row("4-1", 50, "Elm")]
    now = stand(members, rows)
    check(now, outcome=230, reported=4, fulfilment=Fraction(230, 300), missing=("Cedar", "Dill"))
    check(now, insufficient=None, unplaced=None)
    places = [("North", 180, 200, Status.AT_RISK), ("South", 50, None, None)]
    assert table(now.places, "place", "outcome", "goal", "status") == places
    assert these(*now.months[:5]) == (None, 90, 190, 240, 230)
    # The start is that of all places together, so that one of them is judged as if it stood.
    moving = stand(replace(members, start=200, standing=False), rows)
    check(moving, fulfilment=Fraction(3, 10), expected=241)
    check(moving.places[0], fulfilment=Fraction(9, 10), status=Status.AT_RISK)
    south = [("Dill", None, None, None), ("Elm", 50, 40, Status.REACHED)]
    assert table(stand(members, rows, place="South").places, "place", "outcome", "goal", "status") == south


@pytest.mark.parametrize(("spent", "status"), [("1.0", Status.ON_TRACK), ("1.3", Status.BEHIND)])
def test_a_budget_lags_when_it_is_above_its_pace(spent: str, status: Status) -> None:
    now = stand(BUDGET, [row("5-1", Decimal(spent))])  # 1.0383 may be used
    part = Fraction(spent) / Fraction("2.5")
    check(now, status=status, used=part, done=part, fulfilment=1 / part)
    check(now, expected_part=Fraction(152, 366), needed_per_week=None)


def test_where_a_part_of_the_goal_has_no_meaning() -> None:
    accident = stand(target(Sum(), 0, at_most=True), [row("5-1", 1)])
    check(accident, fulfilment=None, used=None, expected=0, left=0)
    check(stand(target(Level(), -5, standing=True), [row("5-1", -6)]), fulfilment=None, expected=-5)


@pytest.mark.parametrize(
    ("what", "rows", "told"),
    [
        # 60 * 152 / 366 = 24.9; of 2.5, 1.0383, which is written 1.0; 4 of 17 are 23.529 %.
        (target(Sum(), 60), [row("5-1", 14)], (14, 24, -10)),
        (BUDGET, [row("5-1", Decimal("1.3"))], (1.3, 1.04, 0.26)),
        (YOUNG, [row("5-1", 4, "Ash", 17, series="young")], (0.2353, 0.25, -0.0147)),
    ],
)
def test_outcome_expected_and_difference_add_up_as_they_are_written(
    what: Target, rows: list[object], told: tuple[float, float, float]
) -> None:
    now = stand(what, rows)  # type: ignore[arg-type]
    facts = figures_of(now)
    assert (facts["outcome"], facts["expected"], facts["difference"]) == told
