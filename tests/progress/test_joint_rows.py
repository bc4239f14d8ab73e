"""Districts' outcomes and changes in the words of the joint plan, and the month that they make together."""

from datetime import date
from decimal import Decimal

from lovp.dates import Month
from lovp.model import Change, Coverage, Plan, Share, Sum
from lovp.progress.daily import daily
from lovp.progress.joint import Joint
from lovp.progress.joint_rows import joint_changes, joint_days, joint_outcomes
from lovp.progress.summary import PlaceState, Reported, summarise
from tests.progress.build import TOWN, row, target, these
from tests.progress.joint_build import central, district, joined

SHARE = target(Share(TOWN), Decimal("0.25"), name="young")
ACTIVE = target(Coverage(TOWN, 3, "of"), 5, name="active", reads="young")


def one(own: Plan) -> Joint:
    return joined({"A": (own, [])})


def test_outcomes_get_their_central_id_and_the_rest_stays_away() -> None:
    own = district("A", central(target(Sum(), 4, name="visits"), "c"), target(Sum(), name="local"))
    rows = [
        row("1-10", 2, "A-Ash", series="visits"),
        row("1-11", 3, series="visits"),
        row("1-12", series="local"),
    ]
    found = list(joint_outcomes(own, one(own).names["A"], rows))
    assert [(each.target, each.place, each.value) for each in found] == [("c", "A-Ash", 2), ("c", "A", 3)]
    assert [each.id for each in found] == [each.id for each in rows[:2]]


def test_a_row_of_two_targets_stands_under_the_share_that_hides_it() -> None:
    own = district("A", central(SHARE, "s"), central(ACTIVE, "a"))
    few = row("1-10", 1, "A-Ash", 2, series="young")
    (found,) = joint_outcomes(own, one(own).names["A"], [few])
    assert found.target == "s"


def test_a_row_that_nothing_would_hide_stays_away() -> None:
    """Only the coverage is central: under it the two people of a board would be seen."""
    own = district("A", SHARE, central(ACTIVE, "a"))
    few, many = (row("1-10", 1, "A-Ash", of, series="young") for of in (2, 9))
    found = list(joint_outcomes(own, one(own).names["A"], [few, many]))
    assert [each.of for each in found] == [9]
    # The figure itself is nothing about people: a board of two is not active, one of nine is.
    days = joint_days(one(own), {"A": daily(own, [few])})
    assert [each.of for each in days["a"]] == [2]


def test_changes_are_told_as_far_as_they_concern_the_joint_plan() -> None:
    own = district("A", central(target(Sum(), 4, name="visits"), "c"), target(Sum(), name="local"))
    here, there = row("1-10", 2, series="visits"), row("1-10", 2, series="local")
    changes = [Change(None, here), Change(here, there), Change(there, None), Change(there, there)]
    found = list(joint_changes(own, one(own).names["A"], changes))
    assert [(bool(before), bool(after)) for before, after in found] == [(False, True), (True, False)]


def test_the_month_of_two_districts() -> None:
    """In April A brings 3 and 2, B brings 4; in March both brought 5. B's Birch told of something else."""
    own, other = (
        district(name, central(target(Sum(), goal, name="visits"), "c"), target(Sum(), name="local"))
        for name, goal in (("A", 50), ("B", 70))
    )
    first = [
        row("3-10", 5, "A-Ash", series="visits"),
        row("4-10", 3, "A-Ash", series="visits"),
        row("4-11", 2, series="visits"),
    ]
    second = [
        row("3-11", 5, "B-Elm", series="visits"),
        row("4-12", 4, "B-Dill", series="visits"),
        row("4-13", 9, "B-Birch", series="local"),
    ]
    joint = joined({"A": (own, first), "B": (other, second)})
    outcomes = [
        each
        for name, plan, rows in (("A", own, first), ("B", other, second))
        for each in joint_outcomes(plan, joint.names[name], rows)
    ]
    summary = summarise(
        joint.plan,
        outcomes,
        Month(2024, 4),
        days=joint_days(joint, {"A": daily(own, first), "B": daily(other, second)}),
        reported=[
            Reported(each.date, joint.names[name].places[each.place])
            for name, rows in (("A", first), ("B", second))
            for each in rows
        ],
    )
    ((month,),) = [area.targets for area in summary.areas]
    assert these(month.now.outcome, month.change, month.places) == (19, 9, (5, 4))
    assert these(*month.course[:5]) == (0, 0, 10, 19, None)
    # 121 of 366 days have passed by the end of April, for either goal.
    assert month.pace[3] == 39  # 120 * 121 / 366 = 39.7
    assert summary.silent == tuple(name for name in "A-Birch A-Cedar A-Dill A-Elm B-Ash B-Cedar".split())
    assert summary.silent_in_month == ()
    assert [each.date for each in summary.outcomes] == sorted(each.date for each in outcomes)


def test_municipalities_of_a_target_are_those_of_its_districts() -> None:
    own = district("A", central(SHARE, "s"))
    joint = joined({"A": (own, []), "B": (district("B", central(target(Sum(), 4), "c")), [])})
    rows = [row("1-10", 1, "A-Ash", 9, series="young")]
    days = joint_days(joint, {"A": daily(own, rows), "B": {}})
    summary = summarise(joint.plan, [], Month(2024, 1), days=days, as_of=date(2024, 1, 31))
    states = {each.now.target.id: each.municipalities for area in summary.areas for each in area.targets}["s"]
    assert states["A-Ash"] is PlaceState.REPORTED
    assert {name for name in states if name.startswith("B-")} == set()
