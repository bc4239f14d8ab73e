"""Two years side by side, worked out by hand."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from lovp.dates import same_day
from lovp.model import Area, Coverage, Outcome, Share, Sum, Target
from lovp.progress.compare import Pair, compare
from lovp.progress.values import Progress
from tests.progress.build import REGION, TOWN, check, even, on, plan, progress, row, target


def year(number: int, targets: list[Target], rows: list[Outcome], area: str = "work") -> Progress:
    own = tuple(replace(each, calendar=even(number), area=area) for each in targets)
    whole = plan(year=number, areas=(Area(area, area.capitalize(), own),))
    return progress(whole, rows, f"{number}-5-31")


def compared(one: Target, former: list[Outcome], other: Target, later: list[Outcome]) -> Pair:
    (pair,) = compare(year(2023, [one], former), year(2024, [other], later))["work"]
    return pair


def test_the_difference_is_what_the_later_year_has_more() -> None:
    former = [row("2023-03-01", 10), row("2023-06-01", 99)]
    later = [row("2024-03-01", 4), row("2024-05-31", 3)]
    pair = compared(target(Sum(), 40), former, target(Sum(), 60), later)
    check(pair, unlike=False, difference=-3)
    check(pair.before, outcome=10, fulfilment=Fraction(1, 4))
    check(pair.after, outcome=7, fulfilment=Fraction(7, 60))


@pytest.mark.parametrize(
    ("later", "difference"),
    [
        ([row("2024-03-01", 3, "Ash", 6)], Fraction(1, 4)),
        # Nothing is no share, and three people could be recognised.
        ([], None),
        ([row("2024-03-01", 3, "Ash", 3)], None),
    ],
)
def test_shares_differ_by_points(later: list[Outcome], difference: Fraction | None) -> None:
    share = target(Share(TOWN), Decimal("0.5"))
    pair = compared(share, [row("2023-03-01", 2, "Ash", 8)], share, later)
    check(pair, unlike=False, difference=difference)


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
    pair = compared(before, [], after, [])
    check(pair, unlike=True, difference=None)
    assert (pair.before and pair.before.target.measure) == before.measure


def test_a_target_that_moved_and_an_area_that_is_gone() -> None:
    one, other = target(Sum(), name="one"), target(Sum(), name="other")
    found = compare(year(2023, [one, other], [], "former"), year(2024, [one], [], "now"))
    assert {area: [pair.target.id for pair in pairs] for area, pairs in found.items()} == {
        "now": ["one"],
        "former": ["other"],
    }
    assert found["now"][0].before is not None


def test_the_same_day_of_another_year() -> None:
    assert same_day(on("5-31"), 2023) == on("2023-5-31")
    assert same_day(on("2-29"), 2023) == on("2023-2-28")
    assert same_day(on("2-29"), 2028) == on("2028-2-29")
