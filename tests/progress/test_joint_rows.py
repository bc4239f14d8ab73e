"""Districts' outcomes and changes in the words of the joint plan, and the month that they make together."""

from decimal import Decimal

from lovp.dates import Month
from lovp.model import Coverage, Outcome, Plan, Share, Sum
from lovp.progress.joint_rows import joint_days, joint_outcomes
from lovp.progress.measures import daily
from lovp.progress.summary import summarise
from tests.progress.build import TOWN, check, row, table, target, these
from tests.progress.joint_build import central, district, joined

SHARE = target(Share(TOWN), Decimal("0.25"), name="young")
ACTIVE = target(Coverage(TOWN, 3, "of"), 5, name="active", reads="young")
VISITS, LOCAL = (central(target(Sum(), 50, name="visits")), target(Sum(), name="local"))
FEW, MANY = (row("1-10", 1, "A-Ash", of, series="young") for of in (2, 9))


def outcomes(own: Plan, *rows: Outcome) -> list[tuple[object, ...]]:
    """A district's outcomes as the joint plan has them."""
    found = joint_outcomes(own, joined({"A": (own, [])}).names["A"], rows)
    return table(found, "target", "place", "value", "of")


def test_outcomes_get_their_central_id_and_the_rest_stays_away() -> None:
    rows = [row("1-10", 2, "A-Ash", series="visits"), row("1-11", 3, series="visits")]
    rows.append(row("1-12", series="local"))
    found = outcomes(district("A", VISITS, LOCAL), *rows)
    assert found == [("c", "A-Ash", 2, None), ("c", "A", 3, None)]


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
        found += joint_outcomes(own, joint.names[name], rows)
        reported += [(each.date, joint.names[name].places[each.place]) for each in rows]
    days = joint_days(joint, {name: daily(own, rows) for name, (own, rows) in reports.items()})
    summary = summarise(joint.plan, found, Month(2024, 4), days=days, reported=reported)
    ((month,),) = [area.targets for area in summary.areas]
    check(month, change=9, places=(5, 4))
    assert these(month.now.outcome, *month.course[:5]) == (19, 0, 0, 10, 19, None)
    # 121 of 366 days have passed by the end of April, for either goal: 100 * 121 / 366 = 33.06.
    assert month.pace[3] == 33
    check(summary, silent=tuple("A-Birch A-Cedar A-Dill A-Elm B-Birch B-Cedar".split()), silent_in_month=())
    assert [each.date for each in summary.outcomes] == sorted(each.date for each in found)
