"""Two years side by side, worked out by hand."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from lovp.dates import same_day
from lovp.model import Area, Coverage, Outcome, Plan, Share, Sum, Target
from lovp.progress.compare import Pair, compare
from tests.progress.build import REGION, TOWN, even, plan, progress, row, target, these


def year(number: int, *targets: Target, area: str = "work") -> Plan:
    own = [replace(each, calendar=even(number), area=area) for each in targets]
    return plan(year=number, areas=(Area(area, area.capitalize(), tuple(own)),))


def pairs(before: Plan, after: Plan, former: list[Outcome], later: list[Outcome]) -> list[Pair]:
    found = compare(
        progress(before, former, date(before.year, 5, 31)), progress(after, later, date(after.year, 5, 31))
    )
    return [pair for area in found.areas for pair in area.pairs]


def test_the_difference_is_what_the_later_year_has_more() -> None:
    (pair,) = pairs(
        year(2023, target(Sum(), 40)),
        year(2024, target(Sum(), 60)),
        [row("2023-03-01", 10), row("2023-06-01", 99)],
        [row("2024-03-01", 4), row("2024-05-31", 3)],
    )
    assert pair.before is not None
    assert pair.after is not None
    assert these(pair.before.outcome, pair.after.outcome, pair.difference, pair.alike) == (10, 7, -3, True)
    assert these(pair.before.fulfilment, pair.after.fulfilment) == (Fraction(1, 4), Fraction(7, 60))


def test_shares_differ_by_points_and_nothing_is_no_share() -> None:
    share = target(Share(TOWN), Decimal("0.5"))
    former = [row("2023-03-01", 2, "Ash", 8)]
    (pair,) = pairs(year(2023, share), year(2024, share), former, [row("2024-03-01", 3, "Ash", 6)])
    assert pair.difference == Fraction(1, 4)
    (pair,) = pairs(year(2023, share), year(2024, share), former, [])
    assert (pair.difference, pair.alike) == (None, True)
    # Three people could be recognised: there is no figure to compare with.
    (pair,) = pairs(year(2023, share), year(2024, share), former, [row("2024-03-01", 3, "Ash", 3)])
    assert pair.difference is None


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (target(Sum()), replace(target(Sum()), unit="others")),
        (target(Coverage(TOWN)), target(Coverage(REGION))),
        (target(Coverage(TOWN, 1)), target(Coverage(TOWN, 3))),
        (target(Sum()), target(Coverage(TOWN))),
    ],
)
def test_what_is_counted_in_another_way_is_not_compared(before: Target, after: Target) -> None:
    (pair,) = pairs(year(2023, before), year(2024, after), [], [])
    assert (pair.alike, pair.difference) == (False, None)
    assert pair.before is not None
    assert pair.after is not None


def test_a_target_that_moved_and_an_area_that_is_gone() -> None:
    one, other = target(Sum(), name="one"), target(Sum(), name="other")
    before = year(2023, one, other, area="former")
    after = year(2024, one, area="now")
    found = compare(progress(before, [], date(2023, 5, 31)), progress(after, [], date(2024, 5, 31)))
    assert [(area.id, [pair.target.id for pair in area.pairs]) for area in found.areas] == [
        ("now", ["one"]),
        ("former", ["other"]),
    ]
    assert found.areas[0].pairs[0].before is not None


@pytest.mark.parametrize(
    ("day", "year", "expected"),
    [
        (date(2024, 5, 31), 2023, date(2023, 5, 31)),
        (date(2024, 2, 29), 2023, date(2023, 2, 28)),
        (date(2024, 2, 29), 2028, date(2028, 2, 29)),
    ],
)
def test_the_same_day_of_another_year(day: date, year: int, expected: date) -> None:
    assert same_day(day, year) == expected
