"""A workbook (.xlsx, .xlsm, .ods) as rows: its cells by calamine, and what its XML tells beside them.

Formulas have the values last worked out, numbers fifteen figures, days the workbook's own calendar (that of
1900 or 1904). Hidden sheets and rows are told from the others.
"""

import io
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta
from typing import Any, TypeAlias

from python_calamine import CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from lovp.errors import LovpError
from lovp.exchange.tables.cells import Cell, Row, Sheet, exact_number, tidy, too_big
from lovp.exchange.tables.sheet_xml import Details, read_ods, read_xlsx

_Range: TypeAlias = tuple[tuple[int, int], tuple[int, int]]
MOST_CELLS = 8_000_000
"""From A1 to the last cell with a value: half a million rows of sixteen columns."""


def read_workbook(content: bytes) -> list[Sheet]:
    """The sheets of the workbook, hidden ones last; none where it is damaged. Raises LovpError for others."""
    try:
        return sorted(_sheets(content), key=lambda sheet: sheet.hidden)
    except (LovpError, KeyboardInterrupt):
        raise
    except BaseException:
        # Libraries raise whatever they like over a damaged file; a panic of calamine's is no Exception.
        return []


def _sheets(content: bytes) -> Iterator[Sheet]:
    archive = zipfile.ZipFile(io.BytesIO(content))
    details = (read_ods if "content.xml" in archive.namelist() else read_xlsx)(archive)
    # calamine makes room for every cell, and that of all sheets of an .ods as it opens it.
    if sum(sheet.rows * sheet.columns for sheet in details.values()) > MOST_CELLS:
        raise too_big()
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
    for each in workbook.sheets_metadata:
        if each.typ == SheetTypeEnum.WorkSheet:
            rows = _rows(workbook.get_sheet_by_name(each.name), details[each.name])
            yield Sheet(each.name, rows, each.visible != SheetVisibleEnum.Visible)


def _rows(sheet: CalamineSheet, details: Details) -> list[Row]:
    """The rows that have something in them; one with nothing but what is merged into it is empty."""
    width, height = max(sheet.total_width, details.columns), max(sheet.total_height, details.rows)
    left, values = (sheet.start[1], sheet.iter_rows()) if sheet.start else (0, iter(()))
    grid = list[list[Cell]]()
    for number in range(1, height + 1):
        cells = [*[None] * left, *map(_cell, next(values, ()))]
        cells += [None] * (width - len(cells))
        for column, text in details.shown.get(number, {}).items():
            cells[column] = text
        grid.append(cells)
    from_above = _take_merged(grid, sheet.merged_cell_ranges or ())
    rows = list[Row]()
    for number, cells in enumerate(grid, 1):
        if any(cell is not None for cell in cells):
            merged = from_above.get(number, {})
            for column, cell in merged.items():
                cells[column] = cell
            rows.append(Row(number, tuple(cells), number in details.hidden, frozenset(merged)))
    return rows


def _take_merged(grid: list[list[Cell]], ranges: Iterable[_Range]) -> Mapping[int, Mapping[int, Cell]]:
    """What is merged into rows from above, by their numbers and the column.

    Of each range the grid keeps the first cell alone: what lies under it is not seen.
    """
    from_above = defaultdict[int, dict[int, Cell]](dict)
    for (top, left), (bottom, right) in ranges:
        if top >= len(grid) or left >= len(grid[top]):
            continue  # so far out nothing stands
        first = grid[top][left]
        for number, cells in enumerate(grid[top : bottom + 1], top + 1):
            cells[left : right + 1] = [None] * len(cells[left : right + 1])
            if first is not None and number > top + 1:
                from_above[number][left] = first
        grid[top][left] = first
    return from_above


def _cell(value: Any) -> Cell:
    """The cell as calamine gives it, made exact."""
    if type(value) is str:
        return tidy(value)
    if type(value) is float:
        return exact_number(value)
    # No cell of the record holds a length of time.
    return str(value) if type(value) is timedelta else value
