"""Numbers as people write them, to `lovp log` and in a cell alike: plainly a number, or refused by name."""

from contextlib import suppress
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from lovp.errors import UsageError
from lovp.model import Level, Milestone, PlaceKind, Share, Sum
from lovp.numbers import parse_number
from lovp.progress.value_text import parse_value
from tests.progress.build import target

COUNT = target(Sum(), unit="deltagare")
SHARE = target(Share(PlaceKind.MUNICIPALITY), unit="ledamöter")
MILESTONE = target(Milestone(), unit="")
SICK = target(Level(), unit="procent")
MEMBERS = target(Level(), unit="medlemmar")


@pytest.mark.parametrize(
    ("text", "number"),
    [
        (" 3 ", 3),
        ("1,5", Decimal("1.5")),
        ("1\u00a0300", 1300),
        ("1\u202f234\u202f567", 1234567),
        ("1 300,5", Decimal("1300.5")),
        ("3 St.", 3),
        ("1 234st", 1234),
        ("− 2 st", -2),
        ("-1,5", Decimal("-1.5")),
    ],
)
def test_figures_with_or_without_st(text: str, number: int | Decimal) -> None:
    for one in (None, COUNT, SHARE, SICK):
        found = parse_value(text, one)
        assert found == number
        assert type(found) is type(number)
    assert parse_number("–2") == -2


@pytest.mark.parametrize(
    ("text", "unit", "is_read"),
    [
        ("3 Delt.", "deltagare", True),
        ("3 presentation", "presentationer", True),
        ("3 mnkr", "mnkr", True),
        ("3 tusen", "tusen kronor", True),
        ("3 school visits", "school visits", True),
        ("3 deltagare", "", False),
        ("3 kurser", "deltagare i kurser", False),
        ("3 deltagare och 2", "deltagare", False),
        ("3 besökare", "besök", False),
        ("3 mnkr", "kronor", False),
        ("3 tiotal", "tio", False),
        ("3 mil", "miljöpriser", False),
        ("12 mars", "marscher", False),
    ],
)
def test_the_word_after_it_begins_as_the_targets_unit(text: str, unit: str, is_read: bool) -> None:
    if is_read:
        of_one = replace(target(Sum(), unit="besök"), unit_one=unit)
        assert parse_value(text, target(Sum(), unit=unit)) == parse_value(text, of_one) == 3
        return
    with pytest.raises(UsageError) as error:
        parse_value(text, target(Sum(), unit=unit))
    assert error.value.message == f"“{text}” is not a number."


@pytest.mark.parametrize(
    "text",
    "tre|ett tjugotal|två tredjedelar|3 tiotal|6½|½|3 mnkr|3 pct|3/4|–|3 4|12 34|1 2345|3.|.5|1,,5|1.2.3|"
    "1,234.5|0x10|1e3|1_000|٣|３|3€|20-25|20 – 25|20+|>20|minst 20|20-tal|n/a|klart|1 av 3|#3".split("|"),
)
def test_what_is_no_number(text: str) -> None:
    with pytest.raises(UsageError) as error:
        parse_value(text, COUNT)
    assert error.value.message == f"“{text}” is not a number."
    assert error.value.remedy == "Write figures alone, such as 12 or 2,5."


def test_other_reasons() -> None:
    two_ways = "can be read as thousands or as decimals"
    for text, message in (
        (" ", "is missing"),
        ("1" * 16, "15 digits"),
        ("1.234", two_ways),
        ("12,500", two_ways),
    ):
        with pytest.raises(UsageError, match=message):
            parse_value(text, COUNT)


@pytest.mark.parametrize("text", ["Ca. 20", "c:a 20 st", "ungefär 20", "~20", "≈ 20"])
def test_about_is_taken_where_the_mapping_says_so(text: str) -> None:
    with pytest.raises(UsageError, match="is not an exact number"):
        parse_value(text, COUNT)
    assert parse_value(text, COUNT, approximate=True) == 20
    for no_about in ("20-25", "ca", "ca ca 20", "caterpillar 3", "ca 20 %"):
        with pytest.raises(UsageError):
            parse_value(no_about, COUNT, approximate=True)


def test_how_far_a_milestone_is() -> None:
    assert parse_value("Klart", MILESTONE) == parse_value("100%", MILESTONE) == 1
    for half in ("50 %", "50 procent", "0,5"):
        assert parse_value(half, MILESTONE) == Decimal("0.5")


def test_a_percentage_is_the_figure_of_a_level_in_per_cent_alone() -> None:
    assert parse_value("7 procent", SICK) == parse_value("7%", target(Level(), unit="%")) == 7
    assert parse_value("6,2 %", target(Level(), unit="per cent of hours")) == Decimal("6.2")
    for other in (
        None,
        COUNT,
        SHARE,
        MEMBERS,
        target(Sum(), unit="procent"),
        target(Level(), unit="procentenheter"),
    ):
        with pytest.raises(UsageError) as error:
            parse_value("7 %", other)
        assert error.value.message == "“7 %” is a percentage."


@given(st.text(max_size=30) | st.text("0123456789 .,-+~/%strca½", max_size=12))
@example("9" * 5000)
@example("1 " * 40)
def test_anything_is_the_number_of_its_figures_or_refused(text: str) -> None:
    for one in (None, COUNT, MILESTONE, SICK):
        with suppress(UsageError):
            number = parse_value(text, one)
            figures = "".join(sign for sign in text if sign in "0123456789").strip("0")
            assert figures == f"{abs(Decimal(number)):f}".replace(".", "").strip("0") or one is MILESTONE
