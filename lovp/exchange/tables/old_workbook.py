"""Workbooks of the kind before 2007 (.xls), by xlrd.

calamine reads them too, but on a damaged one it may end the whole process, and it does not tell of errors.
"""

import io
from collections.abc import Iterator
from datetime import datetime

import xlrd

from lovp.exchange.tables.rows import Cell, Grid, exact_number, tidy


class OldWorkbook:
    """A workbook that is open."""

    def __init__(self, content: bytes) -> None:
        """Raises xlrd's errors, and others, if it is damaged. The format limits how far a sheet reaches."""
        self._book = xlrd.open_workbook(
            file_contents=content, logfile=io.StringIO(), formatting_info=True, ragged_rows=True
        )
        there = sorted(self._book.sheets(), key=lambda each: bool(each.visibility))
        self.sheets = tuple(each.name for each in there)

    def grid(self, sheet: str) -> Grid:
        """The cells of the sheet. Raises as the class does."""
        cells = self._book.sheet_by_name(sheet)
        merged = [((first, left), (end - 1, right - 1)) for first, end, left, right in cells.merged_cells]
        return Grid(_rows(cells, self._book.datemode), {}, merged, cells.nrows)


def _rows(sheet: xlrd.sheet.Sheet, calendar: int) -> Iterator[list[Cell]]:
    for row in range(sheet.nrows):
        values = zip(sheet.row_types(row), sheet.row_values(row), strict=True)
        yield [_cell(kind, value, calendar) for kind, value in values]


def _cell(kind: int, value: float | str, calendar: int) -> Cell:
    """The cell as xlrd gives it, made exact; the calendar is 1 when days are counted from 1904."""
    if isinstance(value, str):
        return tidy(value)
    if kind == xlrd.XL_CELL_BOOLEAN:
        return bool(value)
    if kind == xlrd.XL_CELL_ERROR:
        return str(xlrd.error_text_from_code.get(value, "#?"))
    return _moment(value, calendar) if kind == xlrd.XL_CELL_DATE else exact_number(value)


def _moment(value: float, calendar: int) -> Cell:
    """The day, the time, or both."""
    try:
        moment: datetime = xlrd.xldate.xldate_as_datetime(value, calendar)
    except OverflowError:
        return exact_number(value)
    if value < 1:
        return moment.time()
    return moment.date() if value.is_integer() else moment
