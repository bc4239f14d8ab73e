"""Districts together, worked out by hand: half of 2024's days have passed by 1 July (183 of 366)."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest

from lovp.model import Activity, Calendar, Coverage, Level, Measure, Milestone, Share, Span, Sum
from lovp.progress.joint import Why
from lovp.progress.values import DistrictState, Interval, Status
from tests.progress.build import TOWN, row, target, these
from tests.progress.joint_build import central, district, joined, only, together

HALF = date(2024, 7, 1)
SPRING = Calendar("spring", "spring", (Span("spring", date(2024, 1, 1), date(2024, 4, 9)),))
"""A hundred days, all over by July."""


def test_sums_add_and_so_do_their_goals() -> None:
    sum_ = central(target(Sum(), 100))
    found = only(
        {
            "A": (district("A", sum_), [row("1-10", 30, "A-Ash"), row("6-30", 5)]),
            "B": (district("B", central(target(Sum(), 60))), [row("3-1", 28, "B-South")]),
        },
        HALF,
    )
    assert these(found.outcome, found.goal, found.left, found.reported) == (63, 160, 97, 3)
    assert these(found.fulfilment, found.expected) == (Fraction(63, 160), 80)
    # 63 of the 80 expected is less than 80 %.
    assert found.status is Status.BEHIND
    assert found.last_date == date(2024, 6, 30)
    assert [these(part.place, part.outcome, part.goal, part.status) for part in found.places] == [
        ("A", 35, 100, Status.BEHIND),
        ("B", 28, 60, Status.AT_RISK),
    ]
    assert found.unplaced == 0
    assert found.without == ()


def test_what_is_expected_is_what_is_expected_of_each() -> None:
    """A works evenly, and half of its 100 is due; B worked in the spring, and all of its 50 is."""
    found = only(
        {
            "A": (district("A", central(target(Sum(), 100))), [row("1-10", 40)]),
            "B": (district("B", central(target(Sum(), 50, calendar=SPRING))), [row("1-10", 50)]),
        },
        HALF,
    )
    assert these(found.expected, found.outcome, found.goal) == (100, 90, 150)
    assert found.status is Status.AT_RISK
    # The weeks left: 183 days of A's, none of B's, weighted by the goals.
    assert found.needed_per_week == Fraction(60) / (Fraction(183, 7) * Fraction(100, 150))


def test_the_forecast_is_made_of_what_all_did_together() -> None:
    """One a week by turns for half a year: 26 are to come, and the spread is 2/26 + 0.02, or 0.3113 squared.

    The cube roots of the ends over 26 are 0.9892 ± 0.1245: 16.8 and 35.9 more.
    """
    weeks = [row(f"{date(2024, 1, 3) + timedelta(weeks=number):%m-%d}", 1) for number in range(26)]
    goal = central(target(Sum(), 50))
    found = only({"A": (district("A", goal), weeks[::2]), "B": (district("B", goal), weeks[1::2])}, HALF)
    assert found.interval == Interval(Fraction(43), Fraction(62))
    assert found.forecast == 53


def test_a_share_pools_parts_and_wholes() -> None:
    share = central(target(Share(TOWN), Decimal("0.25")))
    found = only(
        {
            "A": (district("A", share), [row("1-10", 1, "A-Ash", 10), row("1-11", 2, "A-Elm", 10)]),
            "B": (district("B", share), [row("1-10", 9, "B-Ash", 20), row("2-1", 1, "B-Ash", 2)]),
        }
    )
    # The latest of each place: 1 of 10, 2 of 10 and 1 of 2, which is 4 of 22.
    assert these(found.outcome, found.of, found.goal) == (Fraction(4, 22), 22, Fraction(1, 4))
    # Two people in B could be recognised.
    assert [these(part.outcome, part.of, part.hidden) for part in found.places] == [
        (Fraction(3, 20), 20, False),
        (None, None, True),
    ]
    assert found.without == ()
    assert found.missing == tuple("A-Birch A-Cedar A-Dill B-Birch B-Cedar B-Dill B-Elm".split())


def test_a_milestone_is_how_many_districts_have_done_it() -> None:
    def of(due: date) -> dict[str, object]:
        milestone = central(target(Milestone(), due=due))
        return {
            "A": (district("A", milestone), [row("3-1", Decimal("0.5")), row("5-1", 1)]),
            "B": (district("B", milestone), [row("5-1", Decimal("0.5"))]),
            "C": (
                district("C", milestone, central(target(Activity(), name="x"), "x")),
                [row("1-1", 1, series="x")],
            ),
        }

    before, _activity = together(of(date(2024, 9, 1)), HALF).targets()  # type: ignore[arg-type]
    assert these(before.outcome, before.of, before.goal, before.expected) == (1, 3, 3, 0)
    assert before.status is Status.NOT_DUE
    assert (before.forecast, before.needed_per_week) == (None, None)
    # C has reported, and so nothing of this.
    assert [part.outcome for part in before.places] == [1, 0, 0]
    assert before.missing == ("C",)
    after, _activity = together(of(date(2024, 6, 1)), HALF).targets()  # type: ignore[arg-type]
    assert these(after.expected, after.status) == (3, Status.OVERDUE)


def test_levels_are_not_added() -> None:
    level = central(target(Level(), 6, at_most=True, standing=True))
    reports = {"A": (district("A", level), [row("1-10", 5)]), "B": (district("B", level), [row("1-10", 8)])}
    found = only(reports)
    assert these(found.outcome, found.goal, found.status, found.forecast) == (
        None,
        None,
        Status.NO_GOAL,
        None,
    )
    assert [these(part.outcome, part.goal, part.status) for part in found.places] == [
        (5, 6, Status.REACHED),
        (8, 6, Status.BEHIND),
    ]
    assert set(found.months) == {None}
    assert [remark.why for remark in joined(reports).remarks] == [Why.LEVEL]
    assert only(reports, place="B").outcome == 8


@pytest.mark.parametrize("measure", [Sum(), Coverage(TOWN), Share(TOWN), Milestone(), Activity()])
def test_a_district_that_has_not_reported_is_named_and_not_zero(measure: Measure) -> None:
    goal = None if isinstance(measure, Activity) else Decimal("0.5") if isinstance(measure, Share) else 4
    one = central(target(measure, goal))
    of = 10 if isinstance(measure, Share) else None
    place = "" if isinstance(measure, Milestone) else "A-Ash"
    reports = {"A": (district("A", one), [row("1-10", 1, place, of)]), "B": (district("B", one), [])}
    whole = together(reports, absent=["C"])
    (found,) = whole.targets()
    assert found.without == ("B", "C")
    assert [these(part.outcome, part.of, part.reported) for part in found.places[1:]] == [(None, None, 0)] * 2
    assert [each.state for each in whole.districts] == [
        DistrictState.REPORTED,
        DistrictState.SILENT,
        DistrictState.UNREADABLE,
    ]
    assert [each.reported for each in whole.districts] == [1, 0, 0]
    # Its goal counts, for that is known.
    if isinstance(measure, Sum | Coverage):
        assert found.goal == 8


def test_a_target_that_a_plan_lacks() -> None:
    one, other = central(target(Sum(), 4)), central(target(Sum(), 5, name="u"), "d")
    reports = {
        "A": (district("A", one, other), [row("1-10"), row("1-10", series="u")]),
        "B": (district("B", one), [row("1-10")]),
    }
    both, alone = together(reports).targets()
    assert these(both.outcome, both.goal, both.without) == (2, 8, ())
    assert these(alone.outcome, alone.goal, alone.without) == (1, 5, ("B",))
    assert [(each.why, each.about, each.districts) for each in joined(reports).remarks] == [
        (Why.LACKS, "d", ("B",))
    ]


def test_what_most_count_alike_is_added_without_the_others() -> None:
    hours, things = central(target(Sum(), 4)), central(target(Activity()))
    rows = [row("1-10", 3)]
    most = {
        "A": (district("A", hours), rows),
        "B": (district("B", hours), rows),
        "C": (district("C", things), rows),
    }
    found = only(most)
    assert these(found.outcome, found.goal, found.without) == (6, 8, ("C",))
    (remark,) = joined(most).remarks
    assert (remark.why, remark.districts) == (Why.UNLIKE, ("C",))
    assert [names for _target, names in remark.ways] == [("A", "B"), ("C",)]
    half = {name: most[name] for name in "AC"}
    assert together(half).targets() == ()
    assert [each.why for each in joined(half).remarks] == [Why.NO_MAJORITY]


def test_a_goal_is_of_the_same_districts_as_the_outcome() -> None:
    one, other = central(target(Sum(), 4)), central(target(Sum()))
    reports = {"A": (district("A", one), [row("1-10")]), "B": (district("B", other), [row("1-10")])}
    assert these(only(reports).outcome, only(reports).goal) == (2, None)
    (remark,) = joined(reports).remarks
    assert (remark.why, remark.districts) == (Why.NO_GOAL, ("B",))


def test_a_district_by_itself_has_its_own_targets_and_places() -> None:
    one = central(target(Sum(), 10, goals=(("A-North", 7),)))
    reports = {
        "A": (district("A", one), [row("1-10", 3, "A-Ash"), row("1-11", 2)]),
        "B": (district("B", central(target(Sum(), 90))), [row("1-10", 50)]),
    }
    found = only(reports, place="A")
    assert these(found.outcome, found.goal, found.unplaced) == (5, 10, 2)
    assert [these(part.place, part.outcome, part.goal) for part in found.places] == [
        ("A-North", 3, 7),
        ("A-South", 0, None),
    ]
    assert only(reports, place="A-North").outcome == 3


def test_places_that_are_called_alike_are_told_apart() -> None:
    one = central(target(Sum(), 4))
    same = district("X", one)
    reports = {"A": (same, [row("1-10", 1, "X-Ash")]), "B": (same, [row("1-10", 2, "X-Ash")])}
    found = together(reports)
    assert "X-Ash (A)" in found.plan.place_by_name
    assert only(reports, place="X-Ash (B)").outcome == 2
    (remark, *_others) = joined(reports).remarks
    assert (remark.why, remark.about, remark.districts) == (Why.SHARED_PLACE, "X-Ash", ("A", "B"))
