"""Districts' outcomes and changes in the words of the joint plan, and the month that they make together."""

from decimal import Decimal

from lovp.dates import Month
from lovp.model import Coverage, Plan, Share, Sum
from lovp.progress.daily import daily
from lovp.progress.joint import Joint
from lovp.progress.joint_rows import joint_days, joint_outcomes
from lovp.progress.summary import Reported, summarise
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
