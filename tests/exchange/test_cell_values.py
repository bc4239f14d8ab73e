"""Cells of a workbook as numbers, days and words; what texts mean is tested in tests/words."""

from datetime import date, datetime, time
from decimal import Decimal

import pytest

from lovp.dates import AmbiguousDateError
from lovp.errors import LovpError
from lovp.exchange.tables.cells import UNCALCULATED, Cell, find_fault, read_date, read_number

DAY = date(2024, 12, 3)
MOMENT = datetime(2024, 12, 3, 14, 5)  # noqa: DTZ001


def test_numbers_and_days() -> None:
    assert [read_number(cell) for cell in (3, Decimal("3.0"), "3 st", "1 300")] == [3, 3, 3, 1300]
    # A number is exact, whatever its decimals could mean in a text.
    assert read_number(Decimal("1.234")) == Decimal("1.234")
    assert read_number("ca 20", approximate=True) == 20
    for cell in (DAY, MOMENT, 20241203, 241203, "3 december", "2024-12-03T23:30:00Z"):
        assert read_date(cell, (), 2024) == DAY
    with pytest.raises(AmbiguousDateError):
        read_date("12/3/2024", (), 2024)
    assert read_date("12/3/2024", ["M/D/YYYY"], 2024) == DAY


@pytest.mark.parametrize("cell", [None, True, time(3, 4), "soon", 10**15, DAY, MOMENT])
def test_what_is_no_number(cell: Cell) -> None:
    with pytest.raises(LovpError):
        read_number(cell)


@pytest.mark.parametrize("cell", [None, True, time(3, 4), "soon", 45363, Decimal("45363.5"), Decimal("12.1")])
def test_what_is_no_day_whatever_form_texts_have(cell: Cell) -> None:
    with pytest.raises(LovpError):
        read_date(cell, ["D/M"], 2024)


@pytest.mark.parametrize("cell", ["#SAKNAS!", "#DIV/0!", "#Fel:502", "#N/A", UNCALCULATED])
def test_what_shows_an_error(cell: str) -> None:
    assert find_fault(cell) is not None
    assert all(find_fault(other) is None for other in ("#1", "# 3", "#adm2+name", "Hjo", 3, None))
