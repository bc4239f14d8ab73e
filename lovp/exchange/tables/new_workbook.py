"""Workbooks that are zip archives (.xlsx, .xlsm, .xlsb, .ods): their cells by calamine."""

import io
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from python_calamine import CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from lovp.exchange.tables.file_kind import Kind
from lovp.exchange.tables.marks import Marks
from lovp.exchange.tables.marks_of_xlsb import marks_of_xlsb
from lovp.exchange.tables.marks_of_xml import marks_of_ods, marks_of_xlsx
from lovp.exchange.tables.package import Package
from lovp.exchange.tables.rows import Cell, Grid, exact_number, tidy


class NewWorkbook:
    """A workbook that is open: what calamine says of it, and what it does not."""

    def __init__(self, content: bytes, kind: Kind, file: str) -> None:
        """Raises LovpError if it is too big, and others, calamine's panics too, if it is damaged."""
        self._package, self._file = Package(content, file), file
        # calamine reads all sheets of an .ods as it opens it.
        self._ods = marks_of_ods(self._package, file) if kind == "ods" else None
        self._parts = {} if kind == "ods" else self._package.sheet_parts()
        self._calamine = CalamineWorkbook.from_filelike(io.BytesIO(content))
        there = [each for each in self._calamine.sheets_metadata if each.typ == SheetTypeEnum.WorkSheet]
        there.sort(key=lambda each: each.visible != SheetVisibleEnum.Visible)
        self.sheets = tuple(each.name for each in there)

    def grid(self, sheet: str) -> Grid:
        """The cells of the sheet. Raises as the class does."""
        marks = self._marks(sheet)
        cells = self._calamine.get_sheet_by_name(sheet)
        last = max((row for row, _column in marks.errors), default=-1)
        return Grid(
            _rows(cells, last), marks.errors, cells.merged_cell_ranges or marks.merged, cells.total_height
        )

    def _marks(self, sheet: str) -> Marks:
        if self._ods is not None:
            return self._ods[sheet]
        part = self._parts[sheet]
        if part.endswith(".bin"):
            return marks_of_xlsb(self._package.content(part), self._file)
        return marks_of_xlsx(self._package.chunks(part), self._file)


def _rows(sheet: CalamineSheet, last: int) -> Iterator[list[Cell]]:
    """Every row from the first one on to the last with a value, and on to row `last`."""
    below = 0
    if sheet.start is not None and sheet.end is not None:
        below = sheet.end[0] + 1
        before: list[Cell] = [None] * sheet.start[1]
        for values in sheet.iter_rows():
            yield [*before, *map(_cell, values)]
    yield from ([] for _row in range(below, last + 1))


def _cell(value: Any) -> Cell:
    """The cell as calamine gives it, made exact."""
    if type(value) is str:
        return tidy(value)
    if type(value) is float:
        return exact_number(value)
    if type(value) is timedelta:
        return _duration(value)
    return value  # type: ignore[no-any-return]


def _duration(value: timedelta) -> str:
    """Hours and minutes beyond a day's, as text: no cell of the record holds a length of time."""
    minutes, seconds = divmod(round(value.total_seconds()), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}" + (f":{seconds:02}" if seconds else "")
