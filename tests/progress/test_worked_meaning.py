"""What a figure means, worked out by hand. 31 May is day 152 of 2024's 366, 30 June is day 182."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from lovp.model import Coverage, Level, Milestone, Number, Share, Sum
from lovp.progress.values import Status
from lovp.render import figures
from lovp.render.data import figures_of
from tests.progress.build import LAST, MAY, REGION, SCHOOL, TOWN, row, stand, target, these
from tests.progress.joint_build import central, district, only

JUNE = date(2024, 6, 30)
MEMBERS = target(Level(), 3000, start=2900)
CARBON = target(Level(), Decimal("4.1"), start=Decimal("4.8"), at_most=True, decimals=1)
BUDGET = target(Sum(), Decimal("2.5"), at_most=True, decimals=1)


def test_outcome_expected_and_difference_add_up() -> None:
    op_eds = stand(target(Sum(), 60), [row("5-1", 14)])
    assert op_eds.expected == 24  # 60 * 152 / 366 = 24.9
    assert figures.difference(op_eds) == 14 - 24
    facts = figures_of(op_eds)
    assert (facts["outcome"], facts["expected"], facts["difference"]) == (14, 24, -10)


def test_what_has_decimals_adds_up_as_it_is_written() -> None:
    spent = stand(BUDGET, [row("5-1", Decimal("1.3"))])
    assert spent.expected == Fraction(25, 10) * Fraction(152, 366)  # 1.0383
    assert figures.difference(spent) == Fraction(3, 10)  # 1.3 less 1.0
    facts = figures_of(spent)
    assert (facts["outcome"], facts["expected"], facts["difference"]) == (1.3, 1.04, 0.26)
    young = target(Share(TOWN), Decimal("0.25"), standing=True)
    part = stand(young, [row("5-1", 4, "Ash", 17)])  # 23.529 %
    assert figures.difference(part) == Fraction(235, 1000) - Fraction(25, 100)
    facts = figures_of(part)
    assert (facts["outcome"], facts["expected"], facts["difference"]) == (0.2353, 0.25, -0.0147)


def test_a_roll_up_takes_the_part_of_a_thing_away_once() -> None:
    # Of each 4 * 152 / 366 = 1.66 is expected: one of each, but three of both together.
    four = central(target(Sum(), 4))
    both = {"A": (district("A", four), [row("1-10", 2)]), "B": (district("B", four), [row("1-10", 1)])}
    assert these(only(both).expected, only(both).outcome, only(both).status) == (3, 3, Status.ON_TRACK)
    assert only(both, place="A").expected == 1


@pytest.mark.parametrize(
    ("members", "fulfilment", "status"),
    [
        # 100 * 152 / 366 = 41.5, so 41 of the hundred are expected: 2941. 95 % of 41 is 38.95, 80 % 32.8.
        (2890, Fraction(0), Status.BEHIND),
        (2900, Fraction(0), Status.BEHIND),
        (2932, Fraction(32, 100), Status.BEHIND),
        (2933, Fraction(33, 100), Status.AT_RISK),
        (2939, Fraction(39, 100), Status.ON_TRACK),
        (3000, Fraction(1), Status.REACHED),
    ],
)
def test_a_level_that_moves_from_somewhere(members: int, fulfilment: Fraction, status: Status) -> None:
    now = stand(MEMBERS, [row("5-1", members)])
    assert these(now.expected, now.fulfilment, now.status) == (2941, fulfilment, status)
    assert these(now.left, now.expected_part) == (3000 - members, Fraction(41, 100))


def test_a_share_that_moves_from_somewhere() -> None:
    women = target(Share(TOWN), Decimal("0.4"), start=Decimal("0.3"))
    now = stand(women, [row("5-1", 33, "Ash", 100)], JUNE)
    assert now.expected == Fraction(3, 10) + Fraction(1, 10) * Fraction(182, 366)  # 34.97 %
    assert these(now.fulfilment, now.status) == (Fraction(3, 10), Status.BEHIND)  # 3 of 4.97 is 60 %


def test_a_level_over_places_adds_the_latest_of_each() -> None:
    members = target(Level(TOWN), 300, standing=True, goals=(("North", 200), ("Elm", 40)))
    rows = [row("2-1", 90, "Ash"), row("5-1", 80, "Ash"), row("3-1", 100, "Birch"), row("4-1", 50, "Elm")]
    now = stand(members, rows)
    assert these(now.outcome, now.reported, now.fulfilment) == (80 + 100 + 50, 4, Fraction(230, 300))
    assert [these(part.place, part.outcome, part.goal, part.status) for part in now.places] == [
        ("North", 180, 200, Status.AT_RISK),
        ("South", 50, None, None),
    ]
    assert (now.missing, now.insufficient, now.unplaced) == (("Cedar", "Dill"), None, None)
    assert these(*now.months[:5]) == (None, 90, 190, 240, 230)
    south = stand(members, rows, place="South")
    assert [these(part.place, part.outcome, part.goal, part.status) for part in south.places] == [
        ("Dill", None, None, None),
        ("Elm", 50, 40, Status.REACHED),
    ]
    assert stand(members, []).status is Status.NO_DATA


@pytest.mark.parametrize(("spent", "status"), [("1.0", Status.ON_TRACK), ("1.3", Status.BEHIND)])
def test_a_budget_lags_when_it_is_above_its_pace(spent: str, status: Status) -> None:
    now = stand(BUDGET, [row("5-1", Decimal(spent))])  # 1.0383 may be used
    assert now.status is status
    assert now.used == now.done == Fraction(spent) / Fraction("2.5")
    assert now.fulfilment == Fraction("2.5") / Fraction(spent)


@pytest.mark.parametrize(
    ("accidents", "day", "status"),
    [
        (0, MAY, Status.REACHED),
        (0, LAST, Status.REACHED),
        (1, MAY, Status.BEHIND),
        (1, LAST, Status.MISSED),
    ],
)
def test_no_accidents_at_all(accidents: int, day: date, status: Status) -> None:
    now = stand(target(Sum(), 0, at_most=True), [row("5-1", accidents)], day)
    assert now.status is status
    assert these(now.fulfilment, now.used, now.expected, now.left) == (None, None, 0, 0)


@pytest.mark.parametrize(
    ("result", "status"), [(-4, Status.REACHED), (-5, Status.REACHED), (-6, Status.BEHIND)]
)
def test_a_planned_deficit(result: int, status: Status) -> None:
    now = stand(target(Level(), -5, standing=True), [row("5-1", result)])
    assert these(now.fulfilment, now.expected, now.status) == (None, -5, status)
    over = stand(target(Level(), -5, standing=True), [row("5-1", result)], LAST)
    assert over.status is (Status.MISSED if status is Status.BEHIND else status)


ONE = target(Sum(), 1)


@pytest.mark.parametrize(
    ("what", "value", "day", "status"),
    [
        (ONE, 0, date(2024, 12, 30), Status.NOT_DUE),
        (ONE, 1, MAY, Status.REACHED),
        # Half of 366 days have passed on 1 July: then one of two is expected.
        (target(Sum(), 2), 0, JUNE, Status.NOT_DUE),
        (target(Sum(), 2), 0, date(2024, 7, 1), Status.BEHIND),
        (target(Sum(), 2), 1, date(2024, 7, 1), Status.ON_TRACK),
        # Three are no one-off: one of them is expected from the 122nd day, 1 May.
        (target(Sum(), 3), 0, date(2024, 4, 30), Status.ON_TRACK),
        (target(Sum(), 3), 0, date(2024, 5, 1), Status.BEHIND),
        (target(Coverage(REGION), 2), 0, MAY, Status.NOT_DUE),
        (target(Coverage(REGION), 2, standing=True), 0, MAY, Status.BEHIND),
        (target(Milestone()), 0, date(2024, 12, 30), Status.NOT_DUE),
        # The last day of school is 20 December.
        (target(Milestone(), calendar=SCHOOL), 0, date(2024, 12, 19), Status.NOT_DUE),
        (target(Milestone(), calendar=SCHOOL), 0, date(2024, 12, 20), Status.BEHIND),
        # At most one is a ceiling, and no one-off.
        (target(Sum(), 1, at_most=True), 0, MAY, Status.ON_TRACK),
    ],
)
def test_a_one_off_is_not_due_until_one_whole_thing_is_expected(
    what: object, value: Number, day: date, status: Status
) -> None:
    place = "North" if isinstance(getattr(what, "measure"), Coverage) else ""  # noqa: B009
    assert stand(what, [row("1-2", value, place)], day).status is status  # type: ignore[arg-type]


def test_a_unit_bends_with_its_number() -> None:
    visits = replace(target(Sum()), unit="visits", unit_one="visit")
    assert [figures.unit(visits, Fraction(number)) for number in (0, 1, 2)] == ["visits", "visit", "visits"]
    # The goal is what is counted against: 0 of 1 visit.
    assert figures.unit_of(stand(replace(visits, goal=1)), visits) == "visit"
    assert figures.unit_of(stand(replace(visits, goal=4), [row("5-1")]), visits) == "visits"
    assert figures.unit_of(stand(visits, [row("5-1")]), visits) == "visit"
    seats = replace(target(Coverage(TOWN)), unit="towns", unit_one="town")
    covered = stand(seats, [row("5-1", 1, "Ash")])
    # 1 of 5 towns, and in Ash 1 of 1 town.
    assert figures.unit_of(covered, seats) == "towns"
    assert figures.unit_of(stand(seats, [row("5-1", 1, "Ash")], place="Ash"), seats) == "town"
    assert figures.unit(target(Sum()), Fraction(1)) == "things"
