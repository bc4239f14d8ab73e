"""A workbook of any kind as rows, read by calamine.

What Excel shows is what is read: formulas by the values last worked out, numbers with fifteen figures, days
by the workbook's own calendar (that of 1900 or 1904), rows that are hidden or filtered away like the others.
"""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from decimal import Decimal
from itertools import chain
from math import isfinite
from typing import Any

from python_calamine import CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from lovp.cells import printable
from lovp.errors import LovpError
from lovp.exchange.file_kind import Kind, damaged, has_password
from lovp.exchange.marks import Marks, Place
from lovp.exchange.marks_of_binary import marks_of_xls, marks_of_xlsb
from lovp.exchange.marks_of_xml import marks_of_ods, marks_of_xlsx
from lovp.exchange.package import Package
from lovp.exchange.rows import Cell, Row, Sheet, tidy
from lovp.folding import fold
from lovp.i18n import _

_WHOLE = 2**53
"""From here on a workbook's numbers are no longer counted one by one."""


def sheets_of(content: bytes, kind: Kind, file: str) -> tuple[str, ...]:
    """The sheets that hold cells: those that are seen first, then the hidden ones. Raises LovpError."""
    return _Workbook(content, kind, file).sheets


def read_workbook(content: bytes, kind: Kind, file: str, wanted: str | None) -> Sheet:
    """The sheet named, else the first that has rows. Raises LovpError: no such sheet, or nothing in it."""
    workbook = _Workbook(content, kind, file)
    for name in workbook.sheets if wanted is None else [_found(wanted, workbook.sheets, file)]:
        rows = workbook.rows(name)
        first = next(rows, None)
        if first is not None:
            return Sheet(name, chain([first], rows))
    raise LovpError(
        _("“{file}” has no rows.").format(file=file)
        if wanted is None
        else _("The sheet “{sheet}” in “{file}” has no rows.").format(sheet=wanted, file=file),
        _("Check that it is the right file, and that it was saved."),
    )


def _found(wanted: str, there: tuple[str, ...], file: str) -> str:
    found = [name for name in there if name == wanted] or [
        name for name in there if fold(name) == fold(wanted)
    ]
    if len(found) == 1:
        return found[0]
    raise LovpError(
        _("“{file}” has no sheet named “{sheet}”.").format(file=file, sheet=printable(wanted)),
        _("Its sheets are: {sheets}.").format(sheets=", ".join(map(printable, there))),
    )


class _Workbook:
    """A workbook that is open: what calamine says of it, and what it does not."""

    def __init__(self, content: bytes, kind: Kind, file: str) -> None:
        """Raises LovpError: too big, damaged, or with a password."""
        self._content, self._kind, self._file = content, kind, file
        if has_password(content, kind):
            raise LovpError(
                _("“{file}” has a password.").format(file=file),
                _("Open it in a spreadsheet, and save a copy without one."),
            )
        with _damaged_if_it_fails(file):
            self._package = None if kind == "xls" else Package(content, file)
            # calamine reads all sheets of an .ods as it opens it.
            self._ods = marks_of_ods(self._package, file) if self._package and kind == "ods" else {}
            self._calamine = CalamineWorkbook.from_filelike(io.BytesIO(content))
            there = [each for each in self._calamine.sheets_metadata if each.typ == SheetTypeEnum.WorkSheet]
        there.sort(key=lambda each: each.visible != SheetVisibleEnum.Visible)
        self.sheets = tuple(each.name for each in there)

    def rows(self, sheet: str) -> Iterator[Row]:
        """The rows of the sheet in which something stands. Raises LovpError."""
        with _damaged_if_it_fails(self._file):
            marks = self._marks(sheet)
            cells = self._calamine.get_sheet_by_name(sheet)
            merged = cells.merged_cell_ranges or marks.merged
        return _rows(cells, marks.errors, merged)

    def _marks(self, sheet: str) -> Marks:
        if self._package is None:
            return marks_of_xls(self._content, sheet)
        if self._kind == "ods":
            return self._ods[sheet]
        part = self._package.sheet_part(sheet)
        if self._kind == "xlsb":
            return marks_of_xlsb(self._package.content(part), self._file)
        return marks_of_xlsx(self._package.chunks(part), self._file)


@contextmanager
def _damaged_if_it_fails(file: str) -> Iterator[None]:
    """Whatever a library raises over the file, a panic of calamine's too, means that the file is damaged."""
    try:
        yield
    except LovpError:
        raise
    except BaseException as error:
        if isinstance(error, Exception) or type(error).__name__ == "PanicException":
            raise damaged(file) from error
        raise


def _rows(sheet: CalamineSheet, errors: dict[Place, str], merged: list[tuple[Place, Place]]) -> Iterator[Row]:
    """The rows, numbered from 1, with their errors, and with what is merged downwards in each of its rows.

    A title that is merged sideways stays in its first cell. So does a number that is merged downwards: it is
    one number, and not one for each of the rows. A row with nothing but what is merged into it is empty.
    """
    shown: dict[int, list[tuple[int, str]]] = {}
    for (row, column), error in errors.items():
        shown.setdefault(row, []).append((column, error))
    begin: dict[int, list[tuple[int, int]]] = {}
    for (first, column), (last, _last_column) in merged:
        if last > first:
            begin.setdefault(first, []).append((column, last))
    going_on: list[tuple[int, int, Cell]] = []
    for index, cells in enumerate(_grid(sheet, max(shown, default=-1))):
        for column, error in shown.get(index, ()):
            _put(cells, column, error)
        if index in begin:
            new = [(column, last, _at(cells, column)) for column, last in begin[index]]
            going_on += [each for each in new if not isinstance(each[2], int | Decimal | None)]
        if all(cell is None for cell in cells):
            continue
        if going_on:
            going_on = [each for each in going_on if index <= each[1]]
            for column, _last, value in going_on:
                _put(cells, column, value)
        yield Row(index + 1, tuple(cells))


def _grid(sheet: CalamineSheet, last: int) -> Iterator[list[Cell]]:
    """Every row from the first one on to the last with a value, and on to row `last`."""
    below = 0
    if sheet.start is not None and sheet.end is not None:
        below = sheet.end[0] + 1
        before: list[Cell] = [None] * sheet.start[1]
        for values in sheet.iter_rows():
            yield [*before, *map(_cell, values)]
    yield from ([] for _row in range(below, last + 1))


def _at(cells: list[Cell], column: int) -> Cell:
    return cells[column] if column < len(cells) else None


def _put(cells: list[Cell], column: int, value: Cell) -> None:
    cells += [None] * (column + 1 - len(cells))
    cells[column] = value


def _cell(value: Any) -> Cell:
    """The cell as calamine gives it, made exact."""
    if type(value) is str:
        return tidy(value)
    if type(value) is float:
        return _number(value)
    if type(value) is timedelta:
        return _duration(value)
    return value  # type: ignore[no-any-return]


def _number(value: float) -> Cell:
    """The number as a spreadsheet shows it: fifteen figures, beyond which only the noise of sums is left."""
    if not isfinite(value):
        return "#NUM!"
    if value.is_integer() and abs(value) <= _WHOLE:
        return int(value)
    exact = Decimal(f"{value:.15g}")
    return int(exact) if exact == exact.to_integral_value() else exact


def _duration(value: timedelta) -> str:
    """Hours and minutes beyond a day's, as text: no cell of the record holds a length of time."""
    minutes, seconds = divmod(round(value.total_seconds()), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}" + (f":{seconds:02}" if seconds else "")
