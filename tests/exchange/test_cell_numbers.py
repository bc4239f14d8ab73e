"""A cell as a count: what a person means by it, or why nobody can say."""

from datetime import date, datetime, time
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from lovp import i18n
from lovp.errors import LovpError
from lovp.exchange.tables.cell_values import read_number, read_word
from lovp.exchange.tables.rows import Cell

DAY = date(2024, 12, 3)
MOMENT = datetime(2024, 12, 3, 14, 5)  # noqa: DTZ001


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        (3, 3),
        (0, 0),
        (-2, -2),
        (Decimal("3.0"), 3),
        (Decimal("1.5"), Decimal("1.5")),
        ("3", 3),
        (" 3 ", 3),
        ("007", 7),
        ("-2", -2),
        ("−2", -2),  # the minus of typographers
        ("3.0", 3),
        ("3,0", 3),
        ("1,5", Decimal("1.5")),
        ("1.25", Decimal("1.25")),
        ("0,125", Decimal("0.125")),
        ("1.2345", Decimal("1.2345")),
        ("1 234", 1234),
        ("1\u00a0234", 1234),
        ("1\u202f234\u202f567", 1234567),
        ("1 234,5", Decimal("1234.5")),
        ("1,234.5", Decimal("1234.5")),
        ("1.234,5", Decimal("1234.5")),
        ("1,234,567", 1234567),
        ("1.234.567", 1234567),
        ("1234", 1234),
        ("3 st", 3),
        ("3 st.", 3),
        ("3st", 3),
        ("3 Deltagare", 3),
        ("14 personer", 14),
        ("1 234 elever", 1234),
        ("2,5 timmar", Decimal("2.5")),
        ("tre", 3),
        ("Tre", 3),
        ("tre st", 3),
        ("TVÅ KURSER", 2),
        ("en", 1),
        ("ett", 1),
        ("noll", 0),
        ("åtta", 8),
        ("tolv", 12),
        ("zero", 0),
        ("twelve", 12),
        ("one visit", 1),
    ],
)
def test_numbers(cell: Cell, number: int | Decimal) -> None:
    found = read_number(cell)
    assert found == number
    assert type(found) is type(number)


@pytest.mark.parametrize(
    ("cell", "why"),
    [
        (None, "The cell is empty."),
        ("", "The cell is empty."),
        (" \u00a0", "The cell is empty."),
        (True, "The cell says true or false, and not a number."),
        (DAY, "The spreadsheet has made a date of it, 2024-12-03."),
        (MOMENT, "The spreadsheet has made a date of it, 2024-12-03."),
        (time(3, 4), "The cell is a time of day, 03:04."),
        ("#N/A", "The cell shows an error, #N/A."),
        ("#SAKNAS!", "The cell shows an error, #SAKNAS!."),
        ("#DIV/0!", "The cell shows an error, #DIV/0!."),
        ("#NAMN?", "The cell shows an error, #NAMN?."),
        ("#Fel:502", "The cell shows an error, #Fel:502."),
        ("25 %", "“25 %” is a percentage."),
        ("1.234", "“1.234” can be read as 1234 and as 1.234."),
        ("1,234", "“1,234” can be read as 1234 and as 1.234."),
        ("12.500 kr", "“12.500 kr” can be read as 12500 and as 12.500."),
    ],
)
def test_no_numbers_with_their_reasons(cell: Cell, why: str) -> None:
    with pytest.raises(LovpError) as error:
        read_number(cell)
    assert error.value.message == why
    assert error.value.remedy


def test_the_other_reading_in_swedish() -> None:
    i18n.use("sv")
    with pytest.raises(LovpError, match=r"”1\.234” kan läsas som 1234 och som 1,234"):
        read_number("1.234")


@pytest.mark.parametrize(
    "text",
    "ca 20|ca. 20|c:a 20|Cirka tjugo|ungefär 20|~20|≈ 20|20-25|20 – 25|20 till 25|20 eller 25|20+|20 +|>20|"
    "minst 20|över 20|drygt 20|20-tal|20 tal|about 20|at least 20|more than 20|3 ± 1|3 över|2 (ca)".split(
        "|"
    ),
)
def test_what_is_not_exact(text: str) -> None:
    with pytest.raises(LovpError) as error:
        read_number(text)
    assert error.value.message == f"“{text}” is not an exact number."


@pytest.mark.parametrize(
    "text",
    "många|3/4|½|x|-|–|3 4|12 34|1 2345|12 mars|3 maj|4 sept|3 deltagare och 2|tre deltagare till|5 tusen|"
    "2 dussin|ett par|ett hundra|tretton|3.|.5|3,|1,,5|1.2.3|1,234.567,8|0x10|1e3|٣|３|3\u20ac|inga|no|"
    "1234567890123456|99999999999999999999".split("|"),
)
def test_what_is_no_number(text: str) -> None:
    with pytest.raises(LovpError) as error:
        read_number(text)
    assert error.value.message == f"“{text}” is not a number."
    assert error.value.remedy == "Write it in figures and alone, such as 20."


@pytest.mark.parametrize(
    "text", ["ca 20", "Ca. 20", "c:a 20 st", "ungefär 20", "UNGEFÄR 20", "~20", "~ 20", "20"]
)
def test_about_where_the_mapping_takes_it(text: str) -> None:
    assert read_number(text, approximate=True) == 20


@pytest.mark.parametrize("text", ["20-25", "20+", "minst 20", "ca", "ca ca 20", "ca många", "caterpillar 3"])
def test_what_is_not_even_about(text: str) -> None:
    with pytest.raises(LovpError, match=f"“{text}”".replace("+", r"\+")):
        read_number(text, approximate=True)


@given(st.integers(-(10**15) + 1, 10**15 - 1), st.sampled_from(["", " st", " st.", "st", " deltagare"]))
def test_any_whole_number(number: int, unit: str) -> None:
    assert read_number(number) == number
    assert read_number(f"{number}{unit}") == number
    if abs(number) < 10**12:  # with its spaces it has fifteen signs
        assert read_number(f"{number:,}".replace(",", " ") + unit) == number


@given(st.decimals(0, 10**9, places=2, allow_nan=False), st.sampled_from([".", ","]))
def test_any_decimal_number(number: Decimal, point: str) -> None:
    found = read_number(str(number).replace(".", point))
    assert found == number
    assert read_number(number) == number
    assert isinstance(found, int) == (number == int(number))


@given(
    st.text(max_size=30)
    | st.text("0123456789 .,-+~/%tresca", max_size=12)
    | st.none()
    | st.booleans()
    | st.dates()
    | st.times()
    | st.datetimes()
)
@example("9" * 5000)
@example("1" * 59 + " ")
@example("1 " * 40)
def test_anything_is_a_number_or_refused(cell: Cell) -> None:
    for approximate in (False, True):
        try:
            number = read_number(cell, approximate=approximate)
        except LovpError as error:
            assert error.message  # noqa: PT017
            continue
        assert isinstance(cell, str)
        # The figures are those of the text, in their order, unless it was a word.
        figures = "".join(sign for sign in cell if sign in "0123456789")
        if figures:
            assert figures.strip("0") == f"{Decimal(number):f}".replace(".", "").strip("-0")


@pytest.mark.parametrize(
    ("cell", "word"),
    [
        (None, ""),
        (" \u00a0", ""),
        (" Skövde ", "Skövde"),
        ("#1", "#1"),
        (3, "3"),
        (Decimal("3.0"), "3"),
        (Decimal("0.5"), "0.5"),
        (Decimal("1E+20"), "100000000000000000000"),
        (True, "true"),
        (DAY, "2024-12-03"),
        (MOMENT, "2024-12-03 14:05:00"),
        (time(14, 5), "14:05:00"),
    ],
)
def test_words(cell: Cell, word: str) -> None:
    assert read_word(cell) == word


def test_an_error_is_no_word() -> None:
    with pytest.raises(LovpError, match="shows an error, #REF!"):
        read_word("#REF!")
