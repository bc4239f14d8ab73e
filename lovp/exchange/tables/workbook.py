"""A workbook (.xlsx, .xlsm, .ods) as rows: its cells by calamine, as Excel shows them.

Formulas have the values last worked out, numbers fifteen figures, days the workbook's own calendar (that of
1900 or 1904). Hidden sheets and rows are told from the others.
"""

import io
import posixpath
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any, NamedTuple
from xml.etree import ElementTree

from python_calamine import CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from lovp.cells import printable
from lovp.errors import LovpError
from lovp.exchange.tables.file_kind import Kind, damaged, refuse_password
from lovp.exchange.tables.marks import OdsMarks, XlsxMarks, read_percents
from lovp.exchange.tables.rows import Cell, Row, Sheet, column_letter, exact_number, tidy
from lovp.i18n import _

LARGEST_PARTS = 500_000_000
"""Bytes of all parts, unpacked; a hundred thousand rows take a tenth of it, or a third as .ods."""

MOST_CELLS = 8_000_000
"""From A1 to the last cell with a value: half a million rows of sixteen columns."""

_CHUNK = 1 << 18


def read_workbook(content: bytes, kind: Kind, file: str) -> Iterator[Sheet]:
    """The sheets that hold cells: those that are seen first, then the hidden ones. Raises LovpError."""
    with _damaged_if_it_fails(file):
        archive = _open(content, file)
        ods = OdsMarks()
        if kind == "ods":
            if b"encryption-data" in archive.read("META-INF/manifest.xml"):
                refuse_password(file)
            ods.read(_chunks(archive, "content.xml"))
            # calamine reads all sheets of an .ods as it opens it.
            _check_extent(file, *ods.extents.values())
        marks_of = _marks_reader(archive) if kind == "xlsx" else None
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
        there = [each for each in workbook.sheets_metadata if each.typ == SheetTypeEnum.WorkSheet]
        hidden = {each.name: each.visible != SheetVisibleEnum.Visible for each in there}
    for name in sorted(hidden, key=lambda name: hidden[name]):
        with _damaged_if_it_fails(file):
            marks = marks_of(name) if marks_of else XlsxMarks({}, placeholders=False)
            _check_extent(file, (marks.rows, marks.columns))
            cells = workbook.get_sheet_by_name(name)
        if cells.start is None and not marks.shown:
            continue
        fault = _told_wrong(name, file, ods.wrong[name]) if name in ods.wrong else None
        yield Sheet(name, _rows(cells, marks, fault), cells.total_height, hidden[name])


def _open(content: bytes, file: str) -> zipfile.ZipFile:
    """The workbook's parts. Raises LovpError where they would become too big."""
    archive = zipfile.ZipFile(io.BytesIO(content))
    if sum(part.file_size for part in archive.infolist()) > LARGEST_PARTS:
        raise LovpError(
            _("“{file}” is too big: more than {megabytes} megabytes when it is unpacked.").format(
                file=file, megabytes=LARGEST_PARTS // 1_000_000
            ),
            _("Save the rows that are needed as a file of their own."),
        )
    return archive


def _check_extent(file: str, *sheets: tuple[int, int]) -> None:
    """Raise LovpError where the sheets, with so many rows and columns, are too big to be read together."""
    if sum(rows * columns for rows, columns in sheets) > MOST_CELLS:
        rows, columns = max(sheets, key=lambda each: each[0] * each[1])
        cell = f"{column_letter(columns - 1)}{rows}"
        raise LovpError(
            _("“{file}” is too big: it reaches to cell {cell}.").format(file=file, cell=cell),
            _("Delete what stands far away from the rows, or save the rows as a file of their own."),
        )


def _chunks(archive: zipfile.ZipFile, part: str) -> Iterator[bytes]:
    with archive.open(part) as stream:
        while chunk := stream.read(_CHUNK):
            yield chunk


def _marks_reader(archive: zipfile.ZipFile) -> Callable[[str], XlsxMarks]:
    """What reads the marks of the sheet of an .xlsx with a name."""
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

    def read(sheet: str) -> XlsxMarks:
        marks = XlsxMarks(percents, placeholders=placeholders)
        marks.read(_chunks(archive, parts[sheet]))
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
            raise damaged(file) from error
        raise


class _Merged(NamedTuple):
    """A merged cell: its columns (`right` is not one of them), its last row, and its value."""

    left: int
    right: int
    bottom: int
    value: Cell = None


def _rows(sheet: CalamineSheet, marks: XlsxMarks, fault: LovpError | None) -> Iterator[Row]:
    """The rows that have something in them, numbered from 1; what is merged downwards stands in each of them.

    What is merged sideways stands in its first cell alone, and nothing that lies under a merged cell is read.
    A row with nothing but what is merged into it is empty. A `fault` is raised when the first row is asked
    for, so that it harms only those who read the sheet.
    """
    if fault:
        raise fault
    width = max(sheet.total_width, marks.columns)
    begin: dict[int, list[_Merged]] = {}
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        if left < width:
            begin.setdefault(top, []).append(_Merged(left, min(right + 1, width), bottom))
    going_on: list[_Merged] = []
    for index, cells in enumerate(_cells(sheet, width, marks.rows)):
        for column, text in marks.shown.get(index, {}).items():
            cells[column] = text
        going_on = [each for each in going_on if index <= each.bottom]
        new = [each._replace(value=cells[each.left]) for each in begin.get(index, ())]
        for each in (*going_on, *new):
            cells[each.left : each.right] = [None] * (each.right - each.left)
        for each in new:
            cells[each.left] = each.value
        if any(cell is not None for cell in cells):
            for each in going_on:
                cells[each.left] = each.value
            merged = frozenset(each.left for each in going_on)
            yield Row(index + 1, tuple(cells), index in marks.hidden, merged)
        going_on += [each for each in new if each.value is not None]


def _told_wrong(sheet: str, file: str, cell: str) -> LovpError:
    """The error for a sheet with a cell that does not say what it shows."""
    message = _("“{file}”, sheet “{sheet}”: in an .ods it can't be told for sure what {cell} shows.")
    return LovpError(
        message.format(file=file, sheet=printable(sheet), cell=cell),
        _("It is a percentage, an error, not calculated, merged or hidden: save the file as .xlsx."),
    )


def _cells(sheet: CalamineSheet, width: int, height: int) -> Iterator[list[Cell]]:
    """Every row from the first one on, as wide as the widest; at least so many."""
    begin, end = (sheet.start[1], sheet.end[0] + 1) if sheet.start and sheet.end else (0, 0)
    if end:
        before: list[Cell] = [None] * begin
        after: list[Cell] = [None] * (width - begin - sheet.width)
        for values in sheet.iter_rows():
            yield [*before, *map(_cell, values), *after]
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
