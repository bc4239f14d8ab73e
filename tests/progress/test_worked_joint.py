"""Districts together, worked out by hand: half of 2024's days have passed by 1 July (183 of 366)."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from fractions import Fraction

import pytest

from lovp.dates import Month
from lovp.model import (
    Activity,
    Calendar,
    Coverage,
    Level,
    Limits,
    Measure,
    Milestone,
    Outcome,
    Plan,
    Share,
    Sum,
)
from lovp.progress.joint import join, joint_days, joint_outcomes
from lovp.progress.measures import daily
from lovp.progress.summary import summarise
from lovp.progress.values import Interval, Status
from tests.progress.build import TOWN, by_id, check, on, row, span, table, target, these
from tests.progress.joint_build import central, district, joined, only, reports, together

HALF = "7-1"
SPRING = Calendar("spring", "spring", (span("1-1", "4-9"),))
"""A hundred days, all over by July."""


def test_sums_add_and_so_do_their_goals() -> None:
    rows = [row("1-10", 30, "A-Ash"), row("6-30", 5)]
    both = reports(A=(target(Sum(), 100), rows), B=(target(Sum(), 60), [row("3-1", 28, "B-South")]))
    found = only(both, HALF)
    # 63 of the 80 expected is less than 80 %.
    check(found, outcome=63, goal=160, left=97, reported=3, expected=80, status=Status.BEHIND, unplaced=0)
    check(found, fulfilment=Fraction(63, 160), last_date=on("6-30"), without=())
    assert table(found.places, "place", "outcome", "goal", "status") == [
        ("A", 35, 100, Status.BEHIND),
        ("B", 28, 60, Status.AT_RISK),
    ]


def test_what_is_expected_is_what_is_expected_of_each() -> None:
    """A works evenly, and half of its 100 is due; B worked in the spring, and all of its 50 is."""
    spring = target(Sum(), 50, calendar=SPRING)
    found = only(reports(A=(target(Sum(), 100), [row("1-10", 40)]), B=(spring, [row("1-10", 50)])), HALF)
    check(found, expected=100, outcome=90, goal=150, status=Status.AT_RISK)
    # The weeks left: 183 days of A's, none of B's, weighted by the goals.
    check(found, needed_per_week=Fraction(60) / (Fraction(183, 7) * Fraction(100, 150)))


def test_the_forecast_is_made_of_what_all_did_together() -> None:
    """One a week by turns for half a year: 26 are to come, and the spread is 2/26 + 0.02, or 0.3113 squared.

    The cube roots of the ends over 26 are 0.9892 ± 0.1245: 16.8 and 35.9 more.
    """
    weeks = [row(str(on("1-3") + timedelta(weeks=number)), 1) for number in range(26)]
    goal = target(Sum(), 50)
    found = only(reports(A=(goal, weeks[::2]), B=(goal, weeks[1::2])), HALF)
    check(found, interval=Interval(Fraction(43), Fraction(62)), forecast=53)


def test_a_share_pools_parts_and_wholes() -> None:
    share = target(Share(TOWN), Decimal("0.25"))
    first = [row("1-10", 1, "A-Ash", 10), row("1-11", 2, "A-Elm", 10)]
    second = [row("1-10", 9, "B-Ash", 20), row("2-1", 1, "B-Ash", 2)]
    found = only(reports(A=(share, first), B=(share, second)))
    # The latest of each place: 1 of 10, 2 of 10 and 1 of 2, which is 4 of 22.
    check(found, outcome=Fraction(4, 22), of=22, goal=Fraction(1, 4), without=())
    # Two people in B could be recognised.
    places = [(Fraction(3, 20), 20, False), (None, None, True)]
    assert table(found.places, "outcome", "of", "hidden") == places
    assert found.missing == tuple("A-Birch A-Cedar A-Dill B-Birch B-Cedar B-Dill B-Elm".split())


@pytest.mark.parametrize(
    ("due", "expected", "word"), [("9-1", 0, Status.NOT_DUE), ("6-1", 3, Status.OVERDUE)]
)
def test_a_milestone_is_how_many_districts_have_done_it(due: str, expected: int, word: Status) -> None:
    step, other = central(target(Milestone(), due=due)), central(target(Activity(), name="x"), "x")
    half = Decimal("0.5")
    three = {
        "A": (district("A", step), [row("3-1", half), row("5-1", 1)]),
        "B": (district("B", step), [row("5-1", half)]),
        "C": (district("C", step, other), [row("1-1", 1, series="x")]),
    }
    found = by_id(together(three, HALF))["c"]
    check(found, outcome=1, of=3, goal=3, expected=expected, status=word)
    check(found, forecast=None, needed_per_week=None)
    # C has reported, and so nothing of this.
    assert table(found.places, "outcome") == [(1,), (0,), (0,)]
    assert found.missing == ("C",)
    assert (found.target.unit_one, found.target.unit) == ("district", "districts")


@pytest.mark.parametrize("measure", [Sum(), Coverage(TOWN), Share(TOWN), Milestone(), Activity()])
def test_a_district_that_has_not_reported_is_named_and_not_zero(measure: Measure) -> None:
    goal = {Activity: None, Share: Decimal("0.5")}.get(type(measure), 4)
    of = 10 if isinstance(measure, Share) else None
    place = "" if isinstance(measure, Milestone) else "A-Ash"
    what = target(measure, goal)
    whole = together(reports(A=(what, [row("1-10", 1, place, of)]), B=(what, [])), absent=["C"])
    (found,) = whole.targets()
    assert found.without == ("B", "C")
    assert table(found.places[1:], "outcome", "of", "reported") == [(None, None, 0)] * 2
    # Its goal counts, for that is known.
    if isinstance(measure, Sum | Coverage):
        assert found.goal == 8


def test_what_most_count_alike_is_added_without_the_others() -> None:
    hours, things, rows = target(Sum(), 4), target(Activity()), [row("1-10", 3)]
    most = reports(C=(things, rows), A=(hours, rows), B=(hours, rows))
    check(only(most), outcome=6, goal=8, without=("C",))
    assert {name: own.measure for name, own in joined(most).unlike["c"].items()} == {"C": Activity()}
    # Of as many, the first by name counts, wherever it was named.
    half = reports(C=(hours, rows), A=(things, rows))
    check(only(half), outcome=3, goal=None, without=("C",))


def test_the_measure_the_unit_and_the_direction_must_be_the_same() -> None:
    kinds = (target(Level(), 6), target(Sum(), 6, unit="hours"), target(Sum(), 6, at_most=True))
    for other in (*kinds, target(Sum(), 6, unit="Things", due="6-1", name="x")):
        found = joined(reports(A=(target(Sum(), 4), []), B=(target(Sum(), 4), []), C=(other, [])))
        expected = (["C"], 8) if other in kinds else ([], 14)
        assert (list(found.unlike["c"]), found.plan.target_by_id["c"].goal) == expected


def test_goals_that_do_not_add_up_are_none_together() -> None:
    """One that has none, shares that differ, and levels; shares that are the same are one."""
    half, third = (target(Share(TOWN), Decimal(each)) for each in ("0.5", "0.3"))
    pairs = [(target(Sum(), 4), target(Sum())), (half, third), (target(Level(), 4), target(Level(), 4))]
    pairs += [(half, half), (target(Level(TOWN), 4), target(Level(TOWN), 5))]
    plans = [joined(reports(A=(one, []), B=(other, []))).plan for one, other in pairs]
    assert [plan.target_by_id["c"].goal for plan in plans] == [None, None, None, Decimal("0.5"), 9]


def test_words_are_those_of_the_first_by_name() -> None:
    """Of what a figure depends on, those of most."""
    plans = {name: district(name, central(target(Sum(), 4, name=name))) for name in "CAB"}
    plans["A"] = replace(plans["A"], limits=Limits(Decimal("0.99"), Decimal("0.9")), hide_below=9)
    plan = join("All", 2024, plans).plan
    check(plan, limits=plans["B"].limits, hide_below=9)
    assert [target.name for target in plan.targets()] == ["A"]


def test_a_place_that_several_have_is_called_after_its_district_too() -> None:
    one = district("A", central(target(Sum(), 4)))
    plan = join("All", 2024, {"A": one, "B": one}).plan
    assert {"A-Ash (A)", "A-Ash (B)"} < set(plan.place_by_name)
    assert {each.name for each in plan.inside("B")} == {"B", *(f"{each.name} (B)" for each in one.places)}


SHARE = target(Share(TOWN), Decimal("0.25"), name="young")
ACTIVE = target(Coverage(TOWN, 3, "of"), 5, name="active", reads="young")
VISITS, LOCAL = (central(target(Sum(), 50, name="visits")), target(Sum(), name="local"))
FEW, MANY = (row("1-10", 1, "A-Ash", of, series="young") for of in (2, 9))


def outcomes(own: Plan, *rows: Outcome) -> list[tuple[object, ...]]:
    """A district's outcomes as the joint plan has them."""
    found = joint_outcomes(joined({"A": (own, [])}), "A", own, rows)
    return table(found, "target", "place", "value", "of")


def test_what_points_at_people_is_hidden_as_the_share_that_it_is() -> None:
    both = district("A", central(SHARE, "s"), central(ACTIVE, "a"))
    assert outcomes(both, FEW) == [("s", "A-Ash", 1, 2)]
    # If only the coverage is central, under it the two people of a board would be seen.
    active = district("A", SHARE, central(ACTIVE, "a"))
    assert outcomes(active, FEW, MANY) == [("a", "A-Ash", 1, 9)]
    # The figure itself is nothing about people: a board of two is not active, one of nine is.
    days = joint_days(joined({"A": (active, [])}), {"A": daily(active, [FEW])})
    assert table(days["a"], "of") == [(2,)]


def test_the_month_of_two_districts() -> None:
    """In April A brings 3 and 2, B brings 4; in March both brought 5. B's Ash told of something else."""
    values = {
        "A": [("3-10", 5, "A-Ash", "visits"), ("4-10", 3, "A-Ash", "visits"), ("4-11", 2, "", "visits")],
        "B": [("3-11", 5, "B-Elm", "visits"), ("4-12", 4, "B-Dill", "visits"), ("4-13", 9, "B-Ash", "local")],
    }
    reports = {
        name: (district(name, VISITS, LOCAL), [row(*each[:3], series=each[3]) for each in rows])
        for name, rows in values.items()
    }
    joint = joined(reports)
    found: list[Outcome] = []
    reported = []
    for name, (own, rows) in reports.items():
        found += joint_outcomes(joint, name, own, rows)
        reported += [(each.date, joint.places[name][each.place]) for each in rows]
    days = joint_days(joint, {name: daily(own, rows) for name, (own, rows) in reports.items()})
    summary = summarise(joint.plan, found, Month(2024, 4), days=days, reported=reported)
    ((month,),) = [area.targets for area in summary.areas]
    check(month, change=9, places=(5, 4))
    assert these(month.now.outcome, *month.course[:5]) == (19, 0, 0, 10, 19, None)
    # 121 of 366 days have passed by the end of April, for either goal: 100 * 121 / 366 = 33.06.
    assert month.pace[3] == 33
    check(summary, silent=tuple("A-Birch A-Cedar A-Dill A-Elm B-Birch B-Cedar".split()), silent_in_month=())
    assert [each.date for each in summary.outcomes] == sorted(each.date for each in found)
