"""A workbook (.xlsx, .xlsm, .ods) as rows: its cells by calamine, as Excel shows them.

Formulas have the values last worked out, numbers fifteen figures, days the workbook's own calendar (that of
1900 or 1904). Hidden sheets and rows are told from the others.
"""

import io
import posixpath
import zipfile
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any
from xml.etree import ElementTree

from python_calamine import CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from lovp.errors import LovpError
from lovp.exchange.tables.marks import Marks, read_ods, read_percents, read_xlsx
from lovp.exchange.tables.rows import Cell, Row, Sheet, column_letter, exact_number, tidy
from lovp.i18n import _
from lovp.text import printable

MOST_CELLS = 8_000_000
"""From A1 to the last cell with a value: half a million rows of sixteen columns."""


def read_workbook(content: bytes, file: str, *, is_ods: bool) -> Iterator[Sheet]:
    """The sheets that hold cells: those that are seen first, then the hidden ones. Raises LovpError."""
    with _damaged_if_it_fails(file):
        archive = zipfile.ZipFile(io.BytesIO(content))
        marks_of = (_ods_reader if is_ods else _xlsx_reader)(archive, file)
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
        there = [each for each in workbook.sheets_metadata if each.typ == SheetTypeEnum.WorkSheet]
        hidden = {each.name: each.visible != SheetVisibleEnum.Visible for each in there}
    for name in sorted(hidden, key=lambda name: hidden[name]):
        with _damaged_if_it_fails(file):
            marks = marks_of(name)
            cells = workbook.get_sheet_by_name(name)
        if cells.start is not None or marks.shown:
            yield Sheet(name, _rows(cells, marks, file), cells.total_height, hidden[name])


def _ods_reader(archive: zipfile.ZipFile, file: str) -> Callable[[str], Marks]:
    """What gives the marks of a sheet of an .ods, by its name."""
    found = read_ods(archive.open("content.xml"))
    # calamine reads all sheets of an .ods as it opens it.
    _check_extent(file, *found.values())
    return lambda name: found.get(name, Marks())


def _xlsx_reader(archive: zipfile.ZipFile, file: str) -> Callable[[str], Marks]:
    """What reads the marks of a sheet of an .xlsx, by its name."""
    workbook, relations = _xml(archive, "xl/workbook.xml"), _xml(archive, "xl/_rels/workbook.xml.rels")
    targets = {each.get("Id"): each.get("Target", "") for each in relations}
    parts = {
        sheet.get("name"): posixpath.normpath(posixpath.join("/xl", targets[value])).lstrip("/")
        for sheet in workbook.iterfind(".//{*}sheet")
        for key, value in sheet.items()
        if key.endswith("}id")
    }
    has_styles = "xl/styles.xml" in archive.namelist()
    percents = read_percents(_xml(archive, "xl/styles.xml")) if has_styles else {}
    calculations = workbook.iterfind(".//{*}calcPr")
    placeholders = any(each.get("fullCalcOnLoad") in {"1", "true"} for each in calculations)

    def read(name: str) -> Marks:
        marks = read_xlsx(archive.open(parts[name]), percents, placeholders=placeholders)
        _check_extent(file, marks)
        return marks

    return read


def _xml(archive: zipfile.ZipFile, part: str) -> ElementTree.Element:
    return ElementTree.fromstring(archive.read(part))  # noqa: S314 - expat limits what entities become


@contextmanager
def _damaged_if_it_fails(file: str) -> Iterator[None]:
    """Whatever a library raises over the file, a panic of calamine's too, means that the file is damaged."""
    try:
        yield
    except LovpError:
        raise
    except BaseException as error:
        if isinstance(error, Exception) or type(error).__name__ == "PanicException":
            raise LovpError(
                _("“{file}” is damaged, only a part of it, or has a password.").format(file=file),
                _("Fetch it once more, or open it in a spreadsheet and save it as .xlsx without a password."),
            ) from error
        raise


def _check_extent(file: str, *sheets: Marks) -> None:
    """Raise LovpError where the sheets are too big to be read together."""
    if sum(sheet.rows * sheet.columns for sheet in sheets) > MOST_CELLS:
        last = max(sheets, key=lambda each: each.rows * each.columns)
        message = _("“{file}” is too big: it reaches to cell {cell}.")
        raise LovpError(
            message.format(file=file, cell=f"{column_letter(last.columns - 1)}{last.rows}"),
            _("Delete what stands far away from the rows, or save the rows as a file of their own."),
        )


def _rows(sheet: CalamineSheet, marks: Marks, file: str) -> Iterator[Row]:
    """The rows that have something in them, numbered from 1; what is merged downwards stands in each of them.

    What is merged sideways stands in its first cell alone, and nothing that lies under a merged cell is read.
    A row with nothing but what is merged into it is empty. Raises LovpError where an .ods does not tell what
    it shows, once the first row is asked for: it harms only those who read the sheet.
    """
    if marks.untold:
        message = _("“{file}”, sheet “{sheet}”: in an .ods it can't be told for sure what {cell} shows.")
        raise LovpError(
            message.format(file=file, sheet=printable(sheet.name), cell=marks.untold),
            _("It is a percentage, an error, not calculated, merged or hidden: save the file as .xlsx."),
        )
    width = max(sheet.total_width, marks.columns)
    height = max(sheet.total_height, marks.rows)
    merged = defaultdict[int, list[tuple[int, int, int]]](list)
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        for row in range(top, min(bottom + 1, height)) if left < width else ():
            merged[row].append((top, left, min(right + 1, width)))
    values = dict[tuple[int, int], Cell]()
    for row, cells in enumerate(_cells(sheet, width, height)):
        for column, text in marks.shown.get(row + 1, {}).items():
            cells[column - 1] = text
        from_above = dict[int, Cell]()
        for top, left, right in merged.get(row, ()):
            first = values.setdefault((top, left), cells[left])
            cells[left:right] = [first if row == top else None] + [None] * (right - left - 1)
            if row > top and first is not None:
                from_above[left] = first
        if any(cell is not None for cell in cells):
            for column, value in from_above.items():
                cells[column] = value
            yield Row(row + 1, tuple(cells), row + 1 in marks.hidden, frozenset(from_above))


def _cells(sheet: CalamineSheet, width: int, height: int) -> Iterator[list[Cell]]:
    """Every row from the first one on, as wide as the widest; at least so many."""
    begin, end = (sheet.start[1], sheet.end[0] + 1) if sheet.start and sheet.end else (0, 0)
    after = width - begin - sheet.width
    for values in sheet.iter_rows() if end else ():
        yield [*[None] * begin, *map(_cell, values), *[None] * after]
    for _row in range(end, height):
        yield [None] * width


def _cell(value: Any) -> Cell:
    """The cell as calamine gives it, made exact."""
    if type(value) is str:
        return tidy(value)
    if type(value) is float:
        return exact_number(value)
    # No cell of the record holds a length of time.
    return str(value) if type(value) is timedelta else value
