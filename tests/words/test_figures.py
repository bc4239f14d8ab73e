"""Numbers and days as Swedish and English write them."""

from datetime import date
from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from lovp.i18n import speaking
from lovp.model import (
    Activity,
    Calendar,
    Coverage,
    Direction,
    Level,
    Measure,
    Milestone,
    PlaceKind,
    Share,
    Sum,
    Target,
)
from lovp.period import Month
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
        direction=Direction.AT_MOST if at_most else Direction.AT_LEAST,
    )


SUM = target(Sum())
SHARE = target(Share(PlaceKind.MUNICIPALITY))
COVERAGE = target(Coverage(PlaceKind.MUNICIPALITY))
MILESTONE = target(Milestone(), due=date(2024, 6, 9))


@pytest.mark.parametrize(
    ("value", "decimals", "swedish", "english"),
    [
        (Fraction(0), 0, "0", "0"),
        (Fraction(662), 0, "662", "662"),
        (Fraction(999), 0, "999", "999"),
        (Fraction(1000), 0, f"1{NB}000", "1,000"),
        (Fraction(260000), 0, f"260{NB}000", "260,000"),
        (Fraction("1234.5"), 1, f"1{NB}234,5", "1,234.5"),
        (Fraction(1234567), 2, f"1{NB}234{NB}567", "1,234,567"),
        # Halves go away from zero, also those that binary fractions can't hold.
        (Fraction(1, 2), 0, "1", "1"),
        (Fraction(3, 2), 0, "2", "2"),
        (Fraction(5, 2), 0, "3", "3"),
        (Fraction("2.675"), 2, "2,68", "2.68"),
        (Fraction("1.005"), 2, "1,01", "1.01"),
        (Fraction("0.25"), 1, "0,3", "0.3"),
        (Fraction("0.2499999999"), 1, "0,2", "0.2"),
        (Fraction("-0.25"), 1, f"{MINUS}0,3", f"{MINUS}0.3"),
        (Fraction(-1, 2), 0, f"{MINUS}1", f"{MINUS}1"),
        (Fraction(-5000), 0, f"{MINUS}5{NB}000", f"{MINUS}5,000"),
        (Fraction("999.96"), 1, f"1{NB}000", "1,000"),
        # Zeros at the end go, and there is no minus nought.
        (Fraction("6.20"), 2, "6,2", "6.2"),
        (Fraction(100), 3, "100", "100"),
        (Fraction(-1, 3), 0, "0", "0"),
        (Fraction(-1, 300), 2, "0", "0"),
        (Fraction(1, 3), 2, "0,33", "0.33"),
        (Fraction(2, 3), 2, "0,67", "0.67"),
        (
            Fraction(10**20 + 1),
            0,
            f"100{NB}000{NB}000{NB}000{NB}000{NB}000{NB}001",
            "100,000,000,000,000,000,001",
        ),
    ],
)
def test_numbers(value: Fraction, decimals: int, swedish: str, english: str) -> None:
    with speaking("sv"):
        assert figures.number(value, decimals) == swedish
    with speaking("en"):
        assert figures.number(value, decimals) == english


def test_nothing_is_a_dash() -> None:
    texts = {figures.number(None), figures.percent(None), figures.amount(SHARE, None), figures.day(None)}
    texts |= {figures.expectation(SUM, None), figures.change(SUM, None), figures.outcome(SUM, None, None)}
    texts |= {figures.outcome(MILESTONE, None, None), figures.outcome(MILESTONE, Fraction(0), None)}
    texts |= {figures.goal(SUM, None), figures.goal(target(Sum(), at_most=True), None)}
    assert texts == {"–"}


@pytest.mark.parametrize(
    ("value", "decimals", "swedish", "english"),
    [
        (Fraction("0.624"), 0, f"62{NB}%", "62%"),
        (Fraction("0.625"), 0, f"63{NB}%", "63%"),
        (Fraction(1), 0, f"100{NB}%", "100%"),
        (Fraction("12.5"), 0, f"1{NB}250{NB}%", "1,250%"),
        (Fraction("0.2464"), 1, f"24,6{NB}%", "24.6%"),
        (Fraction("0.2465"), 1, f"24,7{NB}%", "24.7%"),
        (Fraction("0.25"), 1, f"25{NB}%", "25%"),
        (Fraction("-0.015"), 0, f"{MINUS}2{NB}%", f"{MINUS}2%"),
    ],
)
def test_percent(value: Fraction, decimals: int, swedish: str, english: str) -> None:
    with speaking("sv"):
        assert figures.percent(value, decimals) == swedish
    with speaking("en"):
        assert figures.percent(value, decimals) == english


@given(st.fractions(min_value=-(10**15), max_value=10**15), st.integers(0, 6))
@example(Fraction(5, 1000), 2)
@example(Fraction(-15, 10), 0)
def test_rounding_half_up(value: Fraction, decimals: int) -> None:
    got = figures.rounded(value, decimals)
    assert abs(Fraction(got) - value) <= Fraction(1, 2 * 10**decimals)
    # The halves, and only they, are not the nearest by distance alone: they go away from zero.
    if abs(Fraction(got) - value) == Fraction(1, 2 * 10**decimals):
        assert abs(Fraction(got)) > abs(value)
    assert (Fraction(got) * 10**decimals).denominator == 1


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


@pytest.mark.parametrize(("value", "decimals", "text"), [("9", 0, "9"), ("2.345", 1, "2.3"), ("12", 1, "12")])
def test_expectations_are_shown_as_outcomes(value: str, decimals: int, text: str) -> None:
    assert figures.expectation(target(Sum(), decimals), Fraction(value)) == text


def test_expectation_of_a_share_is_in_percent() -> None:
    assert figures.expectation(SHARE, Fraction(152, 366)) == "41.5%"


def test_what_is_achieved() -> None:
    assert figures.outcome(COVERAGE, Fraction(45), Fraction(55)) == "45/55"
    assert figures.outcome(COVERAGE, Fraction(0), Fraction(55)) == "0/55"
    assert figures.outcome(SUM, Fraction(45), None) == "45"
    assert figures.outcome(SUM, Fraction(0), None) == "0"
    assert figures.outcome(SHARE, Fraction(2, 7), Fraction(7)) == "28.6%"
    assert figures.outcome(SHARE, Fraction(0), Fraction(7)) == "0%"
    assert figures.outcome(SHARE, None, None) == "–"
    assert figures.outcome(SHARE, None, None, hidden=True) == "•"
    assert figures.outcome(target(Level(), 1), Fraction("6.25"), None) == "6.3"
    hidden = figures.outcome(SHARE, Fraction(1, 3), Fraction(3), hidden=True)
    assert not any(character.isdigit() for character in hidden)


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


@pytest.mark.parametrize(
    ("language", "long", "short", "month"),
    [("sv", "31 maj 2024", "31 maj", "maj 2024"), ("en", "31 May 2024", "31 May", "May 2024")],
)
def test_days_and_months(language: str, long: str, short: str, month: str) -> None:
    with speaking(language):
        assert figures.day(date(2024, 5, 31)) == long
        assert figures.day(date(2024, 5, 31), short=True) == short
        assert figures.month(Month(2024, 5)) == month
        assert figures.day(date(2024, 9, 7), short=True).lower() == "7 sep"


@pytest.mark.parametrize(
    ("first", "last", "swedish", "english"),
    [
        (date(2024, 3, 8), date(2024, 3, 8), "8 mars", "8 March"),
        (date(2024, 5, 17), date(2024, 5, 20), "17–20 maj", "17–20 May"),
        (date(2024, 5, 1), date(2024, 6, 2), "1 maj – 2 juni", "1 May – 2 June"),
        (date(2024, 5, 30), date(2024, 6, 2), "30 maj – 2 juni", "30 May – 2 June"),
    ],
)
def test_spans(first: date, last: date, swedish: str, english: str) -> None:
    with speaking("sv"):
        assert figures.span(first, last) == swedish
    with speaking("en"):
        assert figures.span(first, last) == english


@pytest.mark.parametrize("language", ["sv", "en"])
@given(value=st.fractions(min_value=-(10**9), max_value=10**9), decimals=st.integers(0, 3))
def test_no_number_breaks_across_lines(language: str, value: Fraction, decimals: int) -> None:
    with speaking(language):
        assert not set(figures.percent(value, decimals)) & set(" \t\n")
        assert "-" not in figures.number(value, decimals)
