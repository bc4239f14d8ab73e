"""Districts together, worked out by hand: half of 2024's days have passed by 1 July (183 of 366)."""

from datetime import timedelta
from decimal import Decimal
from fractions import Fraction

import pytest

from lovp.model import Activity, Calendar, Coverage, Measure, Milestone, Share, Sum
from lovp.progress.joint import Why
from lovp.progress.values import DistrictState, Interval, Status
from tests.progress.build import TOWN, by_id, check, on, row, span, table, target
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


def test_the_part_of_a_thing_is_taken_away_once() -> None:
    """Of each 4 * 152 / 366 = 1.66 is expected: one of each, but three of both together."""
    four = target(Sum(), 4)
    both = reports(A=(four, [row("1-10", 2)]), B=(four, [row("1-10", 1)]))
    check(only(both), expected=3, outcome=3, status=Status.ON_TRACK)
    check(only(both, place="A"), expected=1)


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
    assert table(whole.districts, "state", "outcomes") == [
        (DistrictState.REPORTED, 1),
        (DistrictState.SILENT, 0),
        (DistrictState.UNREADABLE, 0),
    ]
    # Its goal counts, for that is known.
    if isinstance(measure, Sum | Coverage):
        assert found.goal == 8


def test_what_most_count_alike_is_added_without_the_others() -> None:
    hours, things, rows = target(Sum(), 4), target(Activity()), [row("1-10", 3)]
    most = reports(A=(hours, rows), B=(hours, rows), C=(things, rows))
    check(only(most), outcome=6, goal=8, without=("C",))
    (remark,) = joined(most).remarks
    check(remark, why=Why.UNLIKE, districts=("C",))
    assert [names for _target, names in remark.ways] == [("A", "B"), ("C",)]
    half = reports(A=(hours, rows), C=(things, rows))
    assert together(half).targets() == ()
    assert table(joined(half).remarks, "why") == [(Why.NO_MAJORITY,)]
