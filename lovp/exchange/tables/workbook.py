"""A workbook (.xlsx, .xlsm, .ods) as rows: its cells by calamine, and what its XML tells beside them.

Formulas have the values last worked out, numbers fifteen figures, days the workbook's own calendar (that of
1900 or 1904). Hidden sheets and rows are told from the others.
"""

import io
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from python_calamine import CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from lovp.errors import LovpError
from lovp.exchange.tables.rows import Cell, Row, Sheet, column_letter, exact_number, tidy, unreadable
from lovp.exchange.tables.sheet_xml import Details, read_ods, read_xlsx
from lovp.i18n import _

MOST_CELLS = 8_000_000
"""From A1 to the last cell with a value: half a million rows of sixteen columns."""


def read_workbook(content: bytes) -> list[Sheet]:
    """The sheets of the workbook: those that are seen first, then the hidden ones. Raises LovpError."""
    try:
        return sorted(_sheets(content), key=lambda sheet: sheet.hidden)
    except (LovpError, KeyboardInterrupt):
        raise
    except BaseException as error:
        # Libraries raise whatever they like over a damaged file; a panic of calamine's is no Exception.
        raise unreadable() from error


def _sheets(content: bytes) -> Iterator[Sheet]:
    archive = zipfile.ZipFile(io.BytesIO(content))
    details = (read_ods if "content.xml" in archive.namelist() else read_xlsx)(archive)
    # calamine makes room for every cell, and that of all sheets of an .ods as it opens it.
    if sum(sheet.rows * sheet.columns for sheet in details.values()) > MOST_CELLS:
        last = max(details.values(), key=lambda sheet: sheet.rows * sheet.columns)
        message = _("The file is too big: it reaches to cell {cell}.")
        raise LovpError(
            message.format(cell=f"{column_letter(last.columns - 1)}{last.rows}"),
            _("Delete what stands far away from the rows, or save the rows as a file of their own."),
        )
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
    for each in workbook.sheets_metadata:
        if each.typ == SheetTypeEnum.WorkSheet:
            cells = workbook.get_sheet_by_name(each.name)
            is_hidden = each.visible != SheetVisibleEnum.Visible
            yield Sheet(each.name, _rows(cells, details[each.name]), cells.total_height, is_hidden)


def _rows(sheet: CalamineSheet, details: Details) -> Iterator[Row]:
    """The rows that have something in them; what is merged downwards stands in each of them.

    What is merged sideways stands in its first cell alone, and nothing that lies under a merged cell is read.
    A row with nothing but what is merged into it is empty.
    """
    width, height = max(sheet.total_width, details.columns), max(sheet.total_height, details.rows)
    # For each cell that is merged the first one of its range.
    merged = {
        (row, column): first
        for first, last in sheet.merged_cell_ranges or ()
        for row in range(first[0], min(last[0] + 1, height))
        for column in range(first[1], min(last[1] + 1, width))
    }
    firsts = dict[tuple[int, int], Cell]()
    begin, values = (sheet.start[1], sheet.iter_rows()) if sheet.start else (0, iter(()))
    for row in range(height):
        cells = [*[None] * begin, *map(_cell, next(values, ()))]
        cells += [None] * (width - len(cells))
        for column, text in details.shown.get(row + 1, {}).items():
            cells[column] = text
        from_above = dict[int, Cell]()
        for column in range(width) if merged else ():
            first = merged.get((row, column))
            if first == (row, column):
                firsts[first] = cells[column]
            elif first:
                cells[column] = None
                if first[1] == column and firsts[first] is not None:
                    from_above[column] = firsts[first]
        if any(cell is not None for cell in cells):
            for column, cell in from_above.items():
                cells[column] = cell
            yield Row(row + 1, tuple(cells), row + 1 in details.hidden, frozenset(from_above))


def _cell(value: Any) -> Cell:
    """The cell as calamine gives it, made exact."""
    if type(value) is str:
        return tidy(value)
    if type(value) is float:
        return exact_number(value)
    # No cell of the record holds a length of time.
    return str(value) if type(value) is timedelta else value
