"""Numbers and days as Swedish and English write them."""

from datetime import date
from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lovp.dates import Month
from lovp.i18n import speaking
from lovp.model import (
    Activity,
    Calendar,
    Coverage,
    Level,
    Measure,
    Milestone,
    PlaceKind,
    Share,
    Sum,
    Target,
)
from lovp.render import figures

NB = "\u00a0"
"""The space that does not break a line."""
MINUS = "\u2212"


def target(measure: Measure, decimals: int = 0, *, due: date | None = None, at_most: bool = False) -> Target:
    return Target(
        id="t",
        area="a",
        name="T",
        measure=measure,
        source="",
        calendar=Calendar("even", "even", ()),
        decimals=decimals,
        due=due,
        direction="at_most" if at_most else "at_least",
    )


SUM = target(Sum())
SHARE = target(Share(PlaceKind.MUNICIPALITY))
COVERAGE = target(Coverage(PlaceKind.MUNICIPALITY))
MILESTONE = target(Milestone(), due=date(2024, 6, 9))


@pytest.mark.parametrize(
    ("value", "decimals", "swedish", "english"),
    [
        ("0", 0, "0", "0"),
        ("999", 0, "999", "999"),
        ("260000", 0, f"260{NB}000", "260,000"),
        ("1234.5", 1, f"1{NB}234,5", "1,234.5"),
        # Halves go away from zero, also those that binary fractions can't hold.
        ("5/2", 0, "3", "3"),
        ("2.675", 2, "2,68", "2.68"),
        ("0.2499999999", 1, "0,2", "0.2"),
        ("-0.25", 1, f"{MINUS}0,3", f"{MINUS}0.3"),
        ("-5000", 0, f"{MINUS}5{NB}000", f"{MINUS}5,000"),
        ("999.96", 1, f"1{NB}000", "1,000"),
        # Zeros at the end go, and there is no minus nought.
        ("6.20", 2, "6,2", "6.2"),
        ("100", 3, "100", "100"),
        ("-1/300", 2, "0", "0"),
        ("2/3", 2, "0,67", "0.67"),
    ],
)
def test_numbers(value: str, decimals: int, swedish: str, english: str) -> None:
    with speaking("sv"):
        assert figures.number(Fraction(value), decimals) == swedish
    with speaking("en"):
        assert figures.number(Fraction(value), decimals) == english


def test_nothing_is_a_dash() -> None:
    texts = {figures.number(None), figures.percent(None), figures.amount(SHARE, None), figures.day(None)}
    texts |= {figures.expectation(SUM, None), figures.change(SUM, None), figures.outcome(SUM, None, None)}
    texts |= {figures.outcome(MILESTONE, None, None), figures.outcome(MILESTONE, Fraction(0), None)}
    texts |= {figures.goal(SUM, None), figures.goal(target(Sum(), at_most=True), None)}
    assert texts == {"–"}


def test_percent() -> None:
    values = [("0.624", 0), ("0.625", 0), ("12.5", 0), ("0.2464", 1), ("0.25", 1), ("-0.015", 0)]
    with speaking("sv"):
        swedish = [figures.percent(Fraction(value), decimals) for value, decimals in values]
    texts = ["62", "63", f"1{NB}250", "24,6", "25", f"{MINUS}2"]
    assert swedish == [f"{text}{NB}%" for text in texts]
    english = [figures.percent(Fraction(value), decimals) for value, decimals in values]
    assert english == ["62%", "63%", "1,250%", "24.6%", "25%", f"{MINUS}2%"]


@given(st.decimals(-(10**9), 10**9, places=8), st.integers(0, 6))
def test_rounding_as_the_decimal_module_does(value: Decimal, decimals: int) -> None:
    context = Context(prec=50, rounding=ROUND_HALF_UP)
    expected = value.quantize(Decimal(1).scaleb(-decimals), context=context)
    assert figures.rounded(Fraction(value), decimals) == expected


@given(st.integers(0, 10**24), st.sampled_from(["sv", "en"]))
def test_grouping_loses_no_digit(value: int, language: str) -> None:
    with speaking(language):
        text = figures.number(Fraction(value))
    groups = text.split(NB if language == "sv" else ",")
    assert int("".join(groups)) == value
    assert all(len(group) == 3 for group in groups[1:])
    assert 1 <= len(groups[0]) <= 3


def test_amounts() -> None:
    with speaking("sv"):
        assert figures.amount(SHARE, Fraction(17, 69)) == f"24,6{NB}%"  # and not the 25 % of the goal
        assert figures.amount(SHARE, Fraction(1, 4)) == f"25{NB}%"
        assert figures.amount(SUM, Fraction("361.18")) == "361"
        assert figures.amount(target(Sum(), 2), Fraction("6.255")) == "6,26"
        assert figures.amount(COVERAGE, Fraction(45)) == "45"


def test_expectations_are_shown_as_outcomes() -> None:
    assert figures.expectation(SUM, Fraction(9)) == "9"
    assert figures.expectation(target(Sum(), 1), Fraction("2.345")) == "2.3"
    assert figures.expectation(SHARE, Fraction(152, 366)) == "41.5%"


def test_what_is_achieved() -> None:
    assert figures.outcome(COVERAGE, Fraction(45), Fraction(55)) == "45/55"
    assert figures.outcome(COVERAGE, None, Fraction(15)) == "–"
    assert figures.outcome(SUM, Fraction(0), None) == "0"
    assert figures.outcome(SHARE, Fraction(2, 7), Fraction(7)) == "28.6%"
    assert figures.outcome(SHARE, None, None, hidden=True) == "•"
    assert figures.outcome(target(Level(), 1), Fraction("6.25"), None) == "6.3"


def test_a_milestone_is_done_or_on_its_way() -> None:
    assert figures.outcome(MILESTONE, Fraction(1, 2), None) == "50%"
    with speaking("sv"):
        done = figures.outcome(MILESTONE, Fraction(1), None)
        assert figures.goal(MILESTONE, Fraction(1)) == done
        assert figures.expectation(MILESTONE, Fraction(0)) == "9 jun"
    assert figures.outcome(MILESTONE, Fraction(1), None) == figures.goal(MILESTONE, Fraction(1)) == "done"
    assert done not in ("done", "", "1")
    assert figures.expectation(target(Milestone()), None) == "–"


def test_goals() -> None:
    assert figures.goal(SUM, Fraction(340)) == "340"
    assert figures.goal(SHARE, Fraction(1, 4)) == "25%"
    assert figures.goal(target(Level(), 1, at_most=True), Fraction("6.2")) == "≤ 6.2"


def test_what_is_not_added_up_changes_with_a_sign() -> None:
    assert figures.change(SUM, Fraction(12)) == figures.change(target(Activity()), Fraction(12)) == "12"
    assert figures.change(SUM, Fraction(0)) == figures.change(COVERAGE, Fraction(0)) == "0"
    assert figures.change(COVERAGE, Fraction(3)) == "+3"
    assert figures.change(COVERAGE, Fraction(-3)) == f"{MINUS}3"
    assert figures.change(SHARE, Fraction(1, 8)) == "+12.5 pp"
    assert figures.change(SHARE, Fraction(-1, 8)) == f"{MINUS}12.5 pp"
    assert figures.change(target(Level(), 1), Fraction("0.3")) == "+0.3"
    assert figures.change(MILESTONE, Fraction(1, 2)) == "50%"
    assert figures.change(MILESTONE, Fraction(0)) == "–"


def test_a_change_that_rounds_to_nothing_has_no_sign() -> None:
    assert figures.change(SHARE, Fraction(1, 4000)) == figures.change(SHARE, Fraction(-1, 4000)) == "0 pp"


def test_a_rate_is_at_least_one() -> None:
    assert figures.rate(Fraction(9, 10)) == "–"
    assert figures.rate(Fraction(1)) == "1"
    assert figures.rate(Fraction(9, 7)) == "1.3"
    assert figures.rate(None) == "–"


def test_key_dates_keep_their_preliminary() -> None:
    assert figures.key_date("Family day", preliminary=True) == "Family day (prel.)"
    assert figures.key_date("Family day", preliminary=False) == "Family day"


def test_days_and_months() -> None:
    days = [(date(2024, 3, 8), date(2024, 3, 8)), (date(2024, 5, 17), date(2024, 5, 20))]
    days += [(date(2024, 5, 30), date(2024, 6, 2))]
    with speaking("sv"):
        assert figures.day(date(2024, 5, 31)) == "31 maj 2024"
        assert figures.day(date(2024, 9, 7), short=True) == "7 sep"
        assert figures.month(Month(2024, 5)) == "maj 2024"
        assert [figures.span(*each) for each in days] == ["8 mars", "17–20 maj", "30 maj – 2 juni"]
        assert [figures.in_days(count) for count in (0, 1, 3)] == ["i dag", "i morgon", "om 3 dagar"]
    assert figures.day(date(2024, 5, 31)) == "31 May 2024"
    assert figures.month(Month(2024, 5)) == "May 2024"
    assert [figures.span(*each) for each in days] == ["8 March", "17–20 May", "30 May – 2 June"]


@pytest.mark.parametrize("language", ["sv", "en"])
@given(value=st.fractions(min_value=-(10**9), max_value=10**9), decimals=st.integers(0, 3))
def test_no_number_breaks_across_lines(language: str, value: Fraction, decimals: int) -> None:
    with speaking(language):
        assert not set(figures.percent(value, decimals)) & set(" \t\n")
        assert "-" not in figures.number(value, decimals)
