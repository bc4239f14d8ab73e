"""Cells of a workbook as numbers, days and words; what texts mean is tested in tests/words."""

from datetime import date, datetime, time
from decimal import Decimal

import pytest

from lovp.dates import AmbiguousDateError
from lovp.errors import LovpError
from lovp.exchange.tables.cell_values import read_date, read_number, read_word
from lovp.exchange.tables.rows import UNCALCULATED, Cell

DAY = date(2024, 12, 3)
MOMENT = datetime(2024, 12, 3, 14, 5)  # noqa: DTZ001


def test_numbers() -> None:
    assert [read_number(cell) for cell in (3, 0, Decimal("3.0"), "3 st", " 1 300 ")] == [3, 0, 3, 3, 1300]
    # A number is exact, whatever its decimals could mean in a text.
    assert read_number(Decimal("1.234")) == Decimal("1.234")
    assert read_number("ca 20", approximate=True) == 20


def test_days() -> None:
    for cell in (DAY, MOMENT, 20241203, 241203, "3 december", "2024-12-03T23:30:00Z"):
        assert read_date(cell, (), 2024) == DAY
    with pytest.raises(AmbiguousDateError):
        read_date("12/3/2024", (), 2024)
    assert read_date("12/3/2024", ["M/D/YYYY"], 2024) == DAY


@pytest.mark.parametrize(
    ("cell", "why_no_number", "why_no_day"),
    [
        (None, "The cell is empty.", "The cell is empty."),
        (" \u00a0", "The cell is empty.", "The cell is empty."),
        (True, "The cell says true or false.", "The cell says true or false."),
        (time(3, 4), "The cell is a time of day, 03:04.", "The cell is a time of day, 03:04."),
        (DAY, "The spreadsheet has made a date of it, 2024-12-03.", ""),
        (MOMENT, "The spreadsheet has made a date of it, 2024-12-03.", ""),
        (45363, "", "“45363” is not a date."),
        (Decimal("45363.5"), "", "The cell is a number, 45363.5, and not a day."),
        (10**15, "The number has more than 15 digits.", "“1000000000000000” is not a date."),
        ("#SAKNAS!", "The cell shows an error, #SAKNAS!.", "The cell shows an error, #SAKNAS!."),
        ("#DIV/0!", "The cell shows an error, #DIV/0!.", "The cell shows an error, #DIV/0!."),
        ("#Fel:502", "The cell shows an error, #Fel:502.", "The cell shows an error, #Fel:502."),
        (UNCALCULATED, *["The file was never calculated: a formula has no value."] * 2),
    ],
)
def test_what_is_none(cell: Cell, why_no_number: str, why_no_day: str) -> None:
    for why, read in ((why_no_number, read_number), (why_no_day, lambda cell: read_date(cell, (), 2024))):
        if why:
            with pytest.raises(LovpError) as error:
                read(cell)
            assert error.value.message == why
            assert error.value.remedy


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
    for cell in ("#REF!", UNCALCULATED):
        with pytest.raises(LovpError):
            read_word(cell)
