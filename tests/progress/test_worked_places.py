"""Subregions and municipalities, worked out by hand: goals, small numbers, who has not reported."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from lovp.model import Activity, Coverage, Level, Milestone, Outcome, Share, Sum
from lovp.progress.values import Status
from tests.progress.build import MAY, PLACES, REGION, TOWN, plan, progress, row, stand, target, these

COURSE = target(Sum(), 340, goals=(("North", 200), ("South", 100)))
YOUNG = target(Share(TOWN), Decimal("0.25"), standing=True, goals=(("North", Decimal("0.5")),))
EVERYWHERE = [
    row("2-1", 64, "Ash"),
    row("3-1", 16, "North"),  # by the subregion itself
    row("3-1", 40, "Dill"),
    row("4-1", 5),  # by the district
    row("4-2", 1, "Mars"),  # nowhere in the plan
]


def test_a_subregion_has_what_lies_in_it() -> None:
    now = stand(COURSE, EVERYWHERE)
    north, south = now.places
    assert now.outcome == 126
    assert these(north.place, north.outcome, north.reported) == ("North", 80, 2)
    assert these(south.place, south.outcome, south.reported) == ("South", 40, 1)
    assert now.unplaced == 5 + 1
    assert north.of is None


def test_goals_of_subregions_need_not_add_up() -> None:
    north, south = stand(COURSE, EVERYWHERE).places
    assert these(north.goal, south.goal) == (200, 100)
    assert north.fulfilment == Fraction(80, 200)
    # 200 * 152 / 366 = 83.06 and 100 * 152 / 366 = 41.5: 80 of 83 is 96 %, 40 of 41 is 98 %.
    assert (north.status, south.status) == (Status.ON_TRACK, Status.ON_TRACK)
    late = stand(COURSE, EVERYWHERE, date(2024, 7, 31))
    # 213 days: 116.4 and 58.2. 80 of 116 is 69 %, 40 of 58 is 69 %.
    assert [part.status for part in late.places] == [Status.BEHIND, Status.BEHIND]


def test_one_subregion_is_judged_by_its_own_goal() -> None:
    north = stand(COURSE, EVERYWHERE, place="North")
    assert north.outcome == 80
    assert north.goal == 200
    assert north.expected == 83  # 200 * 152 / 366 = 83.06
    assert north.left == 120
    assert north.needed_per_week == Fraction(120 * 7, 214)
    assert north.status is Status.ON_TRACK
    assert (north.reported, north.last_date) == (2, date(2024, 3, 1))
    assert [these(part.place, part.outcome) for part in north.places] == [
        ("Ash", 64),
        ("Birch", 0),
        ("Cedar", 0),
    ]
    assert north.unplaced == 16
    assert these(*north.months[1:3]) == (64, 16)


def test_one_municipality() -> None:
    ash = stand(COURSE, EVERYWHERE, place="Ash")
    assert these(ash.outcome, ash.places, ash.unplaced) == (64, (), 64)
    assert ash.status is Status.NO_GOAL
    assert stand(COURSE, EVERYWHERE, place="Elm").outcome == 0


@pytest.mark.parametrize(
    ("place", "names"),
    [
        (None, ["sum", "activity", "share", "seats", "organisers", "milestone", "level"]),
        ("North", ["sum", "activity", "share", "seats", "organisers"]),
        ("Ash", ["sum", "activity", "share", "seats"]),
    ],
)
def test_a_place_has_the_targets_that_can_be_said_of_it(place: str | None, names: list[str]) -> None:
    mixed = plan(
        target(Sum(), 1, name="sum"),
        target(Activity(), name="activity"),
        target(Share(TOWN), 1, name="share"),
        target(Coverage(TOWN), 5, name="seats"),
        target(Coverage(REGION), 2, name="organisers"),
        target(Milestone(), name="milestone"),
        target(Level(), 1, name="level"),
    )
    assert [each.target.id for each in progress(mixed, [], MAY, place=place).targets()] == names


def test_a_coverage_in_a_subregion_and_in_a_municipality() -> None:
    seats = target(Coverage(TOWN), 5, goals=(("North", 2),))
    rows = [row("2-1", 1, "Ash"), row("2-1", 1, "Dill")]
    north = stand(seats, rows, place="North")
    assert these(north.outcome, north.of, north.goal) == (1, 3, 2)
    assert north.status is Status.NOT_DUE  # 2 * 152 / 366 = 0.8: none yet
    assert [these(part.place, part.outcome, part.of) for part in north.places] == [
        ("Ash", 1, 1),
        ("Birch", 0, 1),
        ("Cedar", 0, 1),
    ]
    assert (north.missing, north.insufficient) == (("Birch", "Cedar"), ())
    dill = stand(seats, rows, place="Dill")
    assert these(dill.outcome, dill.of, dill.missing) == (1, 1, ())
    organisers = target(Coverage(REGION), 2)
    south = stand(organisers, [row("2-1", 1, "South")], place="South")
    assert these(south.outcome, south.of, south.missing, south.places) == (1, 1, (), ())


def test_who_has_not_reported() -> None:
    seats = target(Coverage(TOWN), 5)
    rows = [row("2-1", 0, "Cedar"), row("6-1", 1, "Ash")]
    # To report 0 is to report; what comes in June is not there in May.
    assert stand(seats, rows).missing == ("Ash", "Birch", "Dill", "Elm")
    assert stand(seats, rows, date(2024, 6, 1)).missing == ("Birch", "Dill", "Elm")
    assert stand(seats, []).missing == ("Ash", "Birch", "Cedar", "Dill", "Elm")
    shares = [row("2-1", 1, "Ash", 7)]
    assert stand(target(Share(TOWN), 1), shares, place="North").missing == ("Birch", "Cedar")
    assert stand(target(Coverage(REGION), 2), [row("2-1", 1, "North")]).missing == ("South",)


@pytest.mark.parametrize(("of", "hidden"), [(4, True), (5, False), (6, False)])
def test_a_share_of_few_people_is_not_shown(of: int, hidden: bool) -> None:
    rows = [row("2-1", 1, "Ash", of)]
    (north, south) = stand(YOUNG, rows).places
    (ash, _birch, _cedar) = stand(YOUNG, rows, place="North").places
    alone = stand(YOUNG, rows, place="Ash")
    in_north = stand(YOUNG, rows, place="North")
    for shown in (north, ash, alone, in_north):
        assert shown.hidden is hidden
        assert shown.reported == 1
        assert shown.outcome == (None if hidden else Fraction(1, of))
        assert shown.of == (None if hidden else of)
        if shown.goal is not None:
            assert (shown.fulfilment is None) == hidden
    assert (in_north.left is None) == hidden
    assert in_north.missing == ("Birch", "Cedar")
    assert south.hidden is False
    assert (south.reported, south.outcome) == (0, None)
    assert (north.goal, in_north.goal) == (Fraction(1, 2),) * 2


def test_a_total_includes_what_is_hidden_and_is_hidden_while_it_is_of_too_few() -> None:
    rows = [row("2-1", 1, "Ash", 3), row("2-1", 2, "Dill", 4)]
    now = stand(YOUNG, rows)
    assert now.hidden is False
    assert these(now.outcome, now.of) == (Fraction(3, 7), 7)
    assert [part.hidden for part in now.places] == [True, True]
    # One board of three alone: the district's figure would be that board's.
    few = stand(YOUNG, rows[:1])
    assert these(few.hidden, few.outcome, few.of) == (True, None, None)


@pytest.mark.parametrize(
    ("place", "rows"),
    [
        ("Ash", [row("1-15", 1, "Ash", 4), row("5-2", 2, "Ash", 7)]),
        ("North", [row("1-15", 1, "Ash", 3), row("5-2", 2, "Birch", 7)]),
    ],
)
def test_no_month_shows_a_share_of_few_people(place: str, rows: list[Outcome]) -> None:
    months = stand(YOUNG, rows, place=place).months
    assert months[:4] == (None,) * 4
    assert months[4] is not None


def test_a_share_that_is_hidden_now_was_not_when_there_were_more() -> None:
    now = stand(YOUNG, [row("1-15", 3, "Ash", 8), row("4-2", 1, "Ash", 4)], place="Ash")
    assert now.hidden
    assert these(*now.months[:5]) == (Fraction(3, 8), Fraction(3, 8), Fraction(3, 8), None, None)
    district = stand(YOUNG, [row("1-15", 1, "Ash", 3)])
    assert district.months[0] is None


def test_a_progress_says_what_it_is_about() -> None:
    north = progress(plan(COURSE), [], MAY, place="North", warnings=["one", "two"])
    assert (north.place, north.as_of, north.known_at) == ("North", MAY, None)
    assert north.warnings == ("one", "two")
    assert north.year_part == Fraction(152, 366)
    assert north.plan.places == PLACES
    parts = {date(2023, 12, 31): 0, date(2024, 1, 1): Fraction(1, 366), date(2024, 2, 29): Fraction(60, 366)}
    parts |= {date(2024, 12, 31): 1, date(2025, 6, 1): 1}
    assert {day: progress(plan(COURSE), [], day).year_part for day in parts} == parts
