"""Subregions and municipalities, worked out by hand: goals, small numbers, who has not reported."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from lovp.model import Activity, Area, Coverage, Level, Milestone, Outcome, Share, Sum
from lovp.progress.compute import select
from lovp.progress.values import Progress, Status
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


def test_a_subregion_without_a_goal_is_not_judged() -> None:
    north, south = stand(replace(COURSE, goals=(("North", 200),)), EVERYWHERE).places
    assert north.status is Status.ON_TRACK
    assert (south.goal, south.fulfilment, south.status) == (None, None, None)


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


def test_one_subregion_without_a_goal_is_not_judged_by_the_districts() -> None:
    south = stand(replace(COURSE, goals=()), EVERYWHERE, place="South")
    assert (south.goal, south.status, south.expected) == (None, Status.NO_GOAL, None)
    assert these(south.outcome, south.unplaced) == (40, 0)


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


def test_an_area_with_nothing_to_say_of_a_place_is_left_out() -> None:
    areas = (Area("one", "One", (target(Milestone()),)), Area("two", "Two", (target(Sum(), 1, name="s"),)))
    assert [area.id for area in progress(plan(areas=areas), [], MAY).areas] == ["one", "two"]
    assert [area.id for area in progress(plan(areas=areas), [], MAY, place="Ash").areas] == ["two"]


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


@pytest.mark.parametrize("measure", [Sum(), Activity(), Milestone(), Level()])
def test_nobody_is_missed_where_places_are_free(measure: Sum | Activity | Milestone | Level) -> None:
    assert stand(target(measure, 1), []).missing is None


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


def test_several_small_places_make_a_subregion_that_is_shown() -> None:
    rows = [row("2-1", 1, "Ash", 3), row("2-1", 1, "Birch", 2)]
    north = stand(YOUNG, rows, place="North")
    assert these(north.hidden, north.outcome, north.of) == (False, Fraction(2, 5), 5)
    assert [part.hidden for part in north.places] == [True, True, False]


def test_the_limit_for_small_numbers_is_the_plans() -> None:
    rows = [row("2-1", 1, "Ash", 9)]
    assert stand(plan(YOUNG, hide_below=10), rows, place="Ash").hidden is True
    assert stand(plan(YOUNG, hide_below=0), [row("2-1", 1, "Ash", 1)], place="Ash").hidden is False


def test_only_shares_are_hidden() -> None:
    seats = target(Coverage(TOWN, 3, "of"), 5)
    assert stand(seats, [row("2-1", 1, "Ash", 3)], place="Ash").hidden is False
    assert stand(target(Sum(), 5), [row("2-1", 1, "Ash")], place="Ash").outcome == 1


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


WHOLE: Progress = progress(
    plan(
        areas=(
            Area("one", "One", (target(Sum(), 100, name="a"), target(Sum(), 10, name="b"))),
            Area("two", "Two", (target(Sum(), 10, name="c"), target(Activity(), name="d"))),
        )
    ),
    [row("2-1", 10, series="b")],
    MAY,
    known_at="2024-06-01T00:00:00.000000Z",
    warnings=("careful",),
)


def ids(shown: Progress) -> list[tuple[str, list[str]]]:
    return [(area.id, [each.target.id for each in area.targets]) for area in shown.areas]


def test_select() -> None:
    assert ids(select(WHOLE, lambda each: each.status.lags)) == [("one", ["a"]), ("two", ["c"])]
    assert ids(select(WHOLE, lambda each: each.status is Status.REACHED)) == [("one", ["b"])]


def test_a_progress_says_what_it_is_about() -> None:
    north = progress(plan(COURSE), [], MAY, place="North", warnings=["one", "two"])
    assert (north.place, north.as_of, north.known_at) == ("North", MAY, None)
    assert north.warnings == ("one", "two")
    assert north.year_part == Fraction(152, 366)
    assert north.plan.places == PLACES
    parts = {date(2023, 12, 31): 0, date(2024, 1, 1): Fraction(1, 366), date(2024, 2, 29): Fraction(60, 366)}
    parts |= {date(2024, 12, 31): 1, date(2025, 6, 1): 1}
    assert {day: progress(plan(COURSE), [], day).year_part for day in parts} == parts
