"""Subregions and municipalities, worked out by hand: goals, small numbers, who has not reported."""

from decimal import Decimal
from fractions import Fraction

import pytest

from lovp.model import Activity, Coverage, Level, Milestone, Outcome, Share, Sum
from lovp.progress.values import Status
from tests.progress.build import REGION, TOWN, check, on, plan, progress, row, stand, table, target, these

COURSE = target(Sum(), 340, goals=(("North", 200), ("South", 100)))
YOUNG = target(Share(TOWN), Decimal("0.25"), standing=True, goals=(("North", Decimal("0.5")),))
SEATS = target(Coverage(TOWN), 5, goals=(("North", 2),))
EVERYWHERE = [
    row("2-1", 64, "Ash"),
    row("3-1", 16, "North"),  # by the subregion itself
    row("3-1", 40, "Dill"),
    row("4-1", 5),  # by the district
    row("4-2", 1, "Mars"),  # nowhere in the plan
]


def test_a_subregion_has_what_lies_in_it_and_a_goal_of_its_own() -> None:
    """200 * 152 / 366 = 83.06 and 100 * 152 / 366 = 41.5: 80 of 83 is 96 %, 40 of 41 is 98 %."""
    now = stand(COURSE, EVERYWHERE)
    check(now, outcome=126, unplaced=6)
    assert table(now.places, "place", "outcome", "of", "goal", "fulfilment", "status", "reported") == [
        ("North", 80, None, 200, Fraction(80, 200), Status.ON_TRACK, 2),
        ("South", 40, None, 100, Fraction(40, 100), Status.ON_TRACK, 1),
    ]
    # 213 days: 116.4 and 58.2. 80 of 116 is 69 %, 40 of 58 is 69 %.
    late = stand(COURSE, EVERYWHERE, "7-31")
    assert table(late.places, "status") == [(Status.BEHIND,)] * 2


def test_one_subregion_and_one_municipality() -> None:
    north = stand(COURSE, EVERYWHERE, place="North")
    check(north, outcome=80, goal=200, expected=83, left=120, needed_per_week=Fraction(120 * 7, 214))
    check(north, status=Status.ON_TRACK, reported=2, last_date=on("3-1"), unplaced=16)
    assert table(north.places, "place", "outcome") == [("Ash", 64), ("Birch", 0), ("Cedar", 0)]
    assert these(*north.months[1:3]) == (64, 16)
    ash = stand(COURSE, EVERYWHERE, place="Ash")
    check(ash, outcome=64, places=(), unplaced=64, goal=None, status=Status.NO_GOAL)
    check(stand(COURSE, EVERYWHERE, place="Elm"), outcome=0)


@pytest.mark.parametrize(
    ("place", "names"),
    [
        (None, "sum activity share seats organisers milestone level"),
        ("North", "sum activity share seats organisers"),
        ("Ash", "sum activity share seats"),
    ],
)
def test_a_place_has_the_targets_that_can_be_said_of_it(place: str | None, names: str) -> None:
    mixed = plan(
        target(Sum(), 1, name="sum"),
        target(Activity(), name="activity"),
        target(Share(TOWN), 1, name="share"),
        target(Coverage(TOWN), 5, name="seats"),
        target(Coverage(REGION), 2, name="organisers"),
        target(Milestone(), name="milestone"),
        target(Level(), 1, name="level"),
    )
    assert [each.target.id for each in progress(mixed, [], "5-31", place=place).targets()] == names.split()


def test_a_coverage_in_a_subregion_and_in_a_municipality() -> None:
    rows = [row("2-1", 1, "Ash"), row("2-1", 0, "Cedar"), row("2-1", 1, "Dill")]
    north = stand(SEATS, rows, place="North")
    # 2 * 152 / 366 = 0.8: none yet.
    check(north, outcome=1, of=3, goal=2, status=Status.NOT_DUE, missing=("Birch",), insufficient=("Cedar",))
    assert table(north.places, "place", "outcome", "of") == [("Ash", 1, 1), ("Birch", 0, 1), ("Cedar", 0, 1)]
    check(stand(SEATS, rows, place="Dill"), outcome=1, of=1, missing=(), insufficient=())
    south = stand(target(Coverage(REGION), 2), [row("2-1", 1, "South")], place="South")
    check(south, outcome=1, of=1, missing=(), places=())


@pytest.mark.parametrize(("of", "hidden"), [(4, True), (5, False)])
def test_a_share_of_few_people_is_not_shown(of: int, hidden: bool) -> None:
    rows = [row("2-1", 1, "Ash", of)]
    north, south = stand(YOUNG, rows).places
    in_north, alone = (stand(YOUNG, rows, place=place) for place in ("North", "Ash"))
    outcome, fulfilment = (None, None) if hidden else (Fraction(1, of), Fraction(2, of))
    for shown in (north, in_north.places[0], alone, in_north):
        check(shown, hidden=hidden, reported=1, outcome=outcome, of=None if hidden else of)
    for shown in (north, in_north):
        check(shown, goal=Fraction(1, 2), fulfilment=fulfilment)
    assert (north.status, in_north.left is None) == (None if hidden else Status.BEHIND, hidden)
    check(in_north, missing=("Birch", "Cedar"))
    check(south, hidden=False, reported=0, outcome=None)


def test_a_total_includes_what_is_hidden_and_is_hidden_while_it_is_of_too_few() -> None:
    rows = [row("2-1", 1, "Ash", 3), row("2-1", 2, "Dill", 4)]
    now = stand(YOUNG, rows)
    check(now, hidden=False, outcome=Fraction(3, 7), of=7)
    assert table(now.places, "hidden") == [(True,), (True,)]
    # One board of three alone: the district's figure would be that board's.
    check(stand(YOUNG, rows[:1]), hidden=True, outcome=None, of=None, months=(None,) * 12)


@pytest.mark.parametrize(
    ("place", "rows", "shown"),
    [
        ("Ash", [row("1-15", 1, "Ash", 4), row("5-2", 2, "Ash", 7)], [None] * 4 + [Fraction(2, 7)]),
        ("North", [row("1-15", 1, "Ash", 3), row("5-2", 2, "Birch", 7)], [None] * 4 + [Fraction(3, 10)]),
        # Few now, and enough then.
        ("Ash", [row("1-15", 3, "Ash", 8), row("4-2", 1, "Ash", 4)], [Fraction(3, 8)] * 3 + [None] * 2),
    ],
)
def test_no_month_shows_a_share_of_few_people(place: str, rows: list[Outcome], shown: list[object]) -> None:
    assert [*stand(YOUNG, rows, place=place).months] == [*shown, *[None] * 7]
