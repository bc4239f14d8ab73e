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
from lovp.exchange.tables.marks import Extent, XlsxMarks, read_ods_marks, read_percents
from lovp.exchange.tables.rows import Cell, Row, Sheet, exact_number, tidy
from lovp.i18n import _

LARGEST_PARTS = 500_000_000
"""Bytes of all parts, unpacked; a hundred thousand rows take a tenth of it, or a third as .ods."""

_CHUNK = 1 << 18


def read_workbook(content: bytes, kind: Kind, file: str) -> Iterator[Sheet]:
    """The sheets that hold cells: those that are seen first, then the hidden ones. Raises LovpError."""
    with _damaged_if_it_fails(file):
        archive = _Archive(content, file)
        # calamine reads all sheets of an .ods as it opens it.
        if kind == "ods" and b"encryption-data" in b"".join(archive.chunks("META-INF/manifest.xml")):
            refuse_password(file)
        wrong = read_ods_marks(archive.chunks("content.xml"), Extent(file)) if kind == "ods" else {}
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
        there = [each for each in workbook.sheets_metadata if each.typ == SheetTypeEnum.WorkSheet]
        hidden = {each.name: each.visible != SheetVisibleEnum.Visible for each in there}
        marks_of = _marks_reader(archive, file) if kind == "xlsx" else None
    for name in sorted(hidden, key=lambda name: hidden[name]):
        with _damaged_if_it_fails(file):
            marks = marks_of(name) if marks_of else None
            cells = workbook.get_sheet_by_name(name)
        if cells.start is None and not (marks and marks.shown):
            continue
        fault = _told_wrong(name, file, wrong[name]) if name in wrong else None
        rows = _rows(cells, marks.shown if marks else {}, marks.hidden if marks else set(), fault)
        yield Sheet(name, rows, cells.total_height, hidden[name])


class _Archive:
    """The parts of a workbook. Names count without capitals, and with either slash."""

    def __init__(self, content: bytes, file: str) -> None:
        """Raises LovpError where the archive would become too big, zipfile's errors where it is damaged."""
        self._zip = zipfile.ZipFile(io.BytesIO(content))
        self._parts = {_plain(part.filename): part for part in self._zip.infolist()}
        if sum(part.file_size for part in self._parts.values()) > LARGEST_PARTS:
            raise LovpError(
                _("“{file}” is too big: more than {megabytes} megabytes when it is unpacked.").format(
                    file=file, megabytes=LARGEST_PARTS // 1_000_000
                ),
                _("Save the rows that are needed as a file of their own."),
            )

    def chunks(self, part: str) -> Iterator[bytes]:
        """The content of the part, bit by bit. Raises KeyError, and what zipfile raises for a damaged one."""
        with self._zip.open(self._parts[_plain(part)]) as stream:
            while chunk := stream.read(_CHUNK):
                yield chunk

    def xml(self, part: str) -> ElementTree.Element:
        """The content of a small part; an empty element where there is no such part."""
        found = _plain(part) in self._parts
        content = b"".join(self.chunks(part)) if found else b"<none/>"
        return ElementTree.fromstring(content)  # noqa: S314 - expat limits what entities become


def _plain(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").casefold()


def _marks_reader(archive: _Archive, file: str) -> Callable[[str], XlsxMarks]:
    """What reads the marks of the sheet of an .xlsx with a name."""
    workbook = archive.xml("xl/workbook.xml")
    targets = {each.get("Id"): each.get("Target", "") for each in archive.xml("xl/_rels/workbook.xml.rels")}
    parts = {
        sheet.get("name"): posixpath.normpath(posixpath.join("/xl", targets[value]))
        for sheet in workbook.iterfind(".//{*}sheet")
        for key, value in sheet.items()
        if key.endswith("}id")
    }
    percents = read_percents(archive.xml("xl/styles.xml"))
    calculations = workbook.iterfind(".//{*}calcPr")
    placeholders = any(each.get("fullCalcOnLoad") in {"1", "true"} for each in calculations)

    def read(sheet: str) -> XlsxMarks:
        marks = XlsxMarks(Extent(file), percents, placeholders=placeholders)
        marks.read(archive.chunks(parts[sheet]))
        return marks

    return read


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
    """A merged cell that begins in some row: its columns, its last row, and its value."""

    column: int
    last_column: int
    last_row: int
    value: Cell


def _rows(
    sheet: CalamineSheet, shown: dict[int, dict[int, str]], hidden: set[int], fault: LovpError | None
) -> Iterator[Row]:
    """The rows that have something in them, numbered from 1; what is merged downwards stands in each of them.

    What is merged sideways stands in its first cell alone, and nothing that lies under a merged cell is read.
    A row with nothing but what is merged into it is empty. A `fault` is raised when the first row is asked
    for, so that it harms only those who read the sheet.
    """
    if fault:
        raise fault
    begin: dict[int, list[_Merged]] = {}
    for (row, column), (last_row, last_column) in sheet.merged_cell_ranges or ():
        begin.setdefault(row, []).append(_Merged(column, last_column, last_row, None))
    going_on: list[_Merged] = []
    for index, cells in enumerate(_cells(sheet, max(shown, default=-1))):
        for column, text in shown.get(index, {}).items():
            _put(cells, column, text)
        going_on = [each for each in going_on if index <= each.last_row]
        for each in going_on:
            _clear(cells, each.column, each.last_column)
        new = [each._replace(value=_at(cells, each.column)) for each in begin.get(index, ())]
        for each in new:
            _clear(cells, each.column + 1, each.last_column)
        if any(cell is not None for cell in cells):
            for each in going_on:
                _put(cells, each.column, each.value)
            merged = frozenset(each.column for each in going_on)
            yield Row(index + 1, tuple(cells), index in hidden, merged)
        going_on += [each for each in new if each.value is not None]


def _told_wrong(sheet: str, file: str, cell: str) -> LovpError:
    """The error for a sheet with a cell that does not say what it shows."""
    message = _("“{file}”, sheet “{sheet}”: in an .ods it can't be told for sure what {cell} shows.")
    return LovpError(
        message.format(file=file, sheet=printable(sheet), cell=cell),
        _("It is a percentage, an error, not calculated, merged or hidden: save the file as .xlsx."),
    )


def _cells(sheet: CalamineSheet, last: int) -> Iterator[list[Cell]]:
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
    # No cell of the record holds a length of time.
    return str(value) if type(value) is timedelta else value


def _at(cells: list[Cell], column: int) -> Cell:
    return cells[column] if column < len(cells) else None


def _clear(cells: list[Cell], first: int, last: int) -> None:
    for column in range(first, min(last + 1, len(cells))):
        cells[column] = None


def _put(cells: list[Cell], column: int, value: Cell) -> None:
    cells += [None] * (column + 1 - len(cells))
    cells[column] = value
