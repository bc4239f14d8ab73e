"""Numbers and days as Swedish and English write them."""

from dataclasses import replace
from datetime import date
from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lovp.dates import Month
from lovp.i18n import speaking
from lovp.model import Coverage, Level, Milestone, Share, Sum
from lovp.render import figures
from tests.progress.build import TOWN, target

NB = "\u00a0"
MINUS = "\u2212"
SUM = target(Sum())
DECIMALS = target(Level(), decimals=1)
SHARE = target(Share(TOWN))
COVERAGE = target(Coverage(TOWN))
MILESTONE = target(Milestone(), due=date(2024, 6, 9))


@pytest.mark.parametrize(
    ("value", "decimals", "swedish", "english"),
    [
        ("1234.5", 1, f"1{NB}234,5", "1,234.5"),
        # Halves go away from zero, also those that binary fractions can't hold.
        ("5/2", 0, "3", "3"),
        ("2.675", 2, "2,68", "2.68"),
        ("-0.25", 1, f"{MINUS}0,3", f"{MINUS}0.3"),
        ("999.96", 1, f"1{NB}000", "1,000"),
        ("1234567890", 0, f"1{NB}234{NB}567{NB}890", "1,234,567,890"),
        # Zeros at the end go, and there is no minus nought.
        ("6.20", 2, "6,2", "6.2"),
        ("-1/300", 2, "0", "0"),
    ],
)
def test_numbers(value: str, decimals: int, swedish: str, english: str) -> None:
    assert figures.number(Fraction(value), decimals) == english
    assert figures.percent(Fraction(value) / 100, decimals) == f"{english}%"
    with speaking("sv"):
        assert figures.number(Fraction(value), decimals) == swedish
        assert figures.percent(Fraction(value) / 100, decimals) == f"{swedish}{NB}%"


@given(st.decimals(-(10**9), 10**9, places=8), st.integers(0, 6))
def test_rounding_as_the_decimal_module_does(value: Decimal, decimals: int) -> None:
    context = Context(prec=50, rounding=ROUND_HALF_UP)
    expected = value.quantize(Decimal(1).scaleb(-decimals), context=context)
    assert figures.rounded(Fraction(value), decimals) == expected


def test_what_is_achieved_and_expected() -> None:
    assert figures.amount(SHARE, Fraction(17, 69)) == "24.6%"  # and not the 25 % of the goal
    assert figures.amount(SUM, Fraction("361.18")) == "361"
    assert figures.outcome(COVERAGE, Fraction(45), Fraction(55)) == "45/55"
    assert figures.outcome(SHARE, None, None, hidden=True) == "•"
    assert figures.outcome(DECIMALS, Fraction("6.25"), None) == "6.3"
    assert figures.outcome(MILESTONE, Fraction(1, 2), None) == "50%"
    assert figures.outcome(MILESTONE, Fraction(1), None) == figures.goal(MILESTONE, Fraction(1)) == "done"
    assert figures.goal(target(Level(), at_most=True, decimals=1), Fraction("6.2")) == "≤ 6.2"
    assert figures.expectation(MILESTONE, Fraction(0)) == "9 Jun"
    assert figures.expectation(SHARE, Fraction(152, 366)) == "41.5%"
    assert figures.rate(Fraction(9, 7)) == "1.3"


def test_changes_have_a_sign_unless_they_round_to_nothing() -> None:
    changes = [(COVERAGE, "3"), (COVERAGE, "-3"), (SHARE, "1/8"), (SHARE, "1/4000"), (SHARE, "-1/4000")]
    shown = [figures.signed(each, Fraction(value)) for each, value in changes]
    assert shown == ["+3", f"{MINUS}3", "+12.5 pp", "0 pp", "0 pp"]


def test_units_go_with_their_number() -> None:
    talks = replace(SUM, unit="talks", unit_one="talk")
    assert [figures.with_unit(talks, Fraction(number)) for number in (1, 2)] == ["1 talk", "2 talks"]
    with speaking("sv"):
        assert figures.with_unit(replace(SUM, unit="kurser", unit_one=None), Fraction(1)) == "1 st"
    assert figures.with_unit(SHARE, Fraction(1, 8)) == "12.5 pp"


def test_days_and_months() -> None:
    days = [(date(2024, 3, 8), date(2024, 3, 8)), (date(2024, 5, 17), date(2024, 5, 20))]
    days += [(date(2024, 5, 30), date(2024, 6, 2))]
    with speaking("sv"):
        assert figures.day(date(2024, 5, 31)) == "31 maj 2024"
        assert figures.day(date(2024, 9, 7), short=True) == "7 sep"
        assert figures.month(Month(2024, 5)) == "maj 2024"
        assert [figures.span(*each) for each in days] == ["8 mars", "17–20 maj", "30 maj – 2 juni"]
    assert [figures.span(*each) for each in days] == ["8 March", "17–20 May", "30 May – 2 June"]
    assert figures.key_date("Family day", preliminary=True) == "Family day (prel.)"
