"""A workbook (.xlsx, .xlsm, .ods) as rows: its cells by calamine, and what its XML tells beside them.

Formulas have the values last worked out, numbers fifteen figures, days the workbook's own calendar (that of
1900 or 1904). On the way through the XML the file is found to be whole: calamine hangs where XML breaks off.
"""

import io
import posixpath
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, TypeAlias
from xml.etree.ElementTree import Element, fromstring, iterparse
from zipfile import ZipFile

from python_calamine import CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from lovp.errors import LovpError
from lovp.exchange.tables.cells import UNCALCULATED, Cell, Row, Sheet, exact_number, tidy
from lovp.i18n import _
from lovp.numbers import format_number

_Range: TypeAlias = tuple[tuple[int, int], tuple[int, int]]
_Percent: TypeAlias = tuple[int, int]
"""How a style shows a percentage: how many per cent 1 is in it, and with how many decimals."""
MOST_CELLS = 8_000_000
"""From A1 to the last cell with a value: half a million rows of sixteen columns."""
_TRUE = {"1", "true"}
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_PARAGRAPH = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}p"
_VALUE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}value-type"
_CALC_VALUE = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}value-type"


@dataclass
class _Details:
    """What calamine does not tell of a sheet.

    The last row and column with a value, from 1; the hidden rows; and what cells show where that is not their
    value, by the row's number and the column's index.
    """

    rows: int = 0
    columns: int = 0
    hidden: set[int] = field(default_factory=set)
    shown: dict[tuple[int, int], str] = field(default_factory=dict)


def read_workbook(content: bytes) -> list[Sheet]:
    """The sheets of a workbook, hidden ones last; none if it is damaged. Raises LovpError, MemoryError."""
    try:
        return sorted(_sheets(content), key=lambda sheet: sheet.hidden)
    except (LovpError, MemoryError, KeyboardInterrupt):
        raise
    except BaseException:
        # Libraries raise whatever they like over a damaged file; a panic of calamine's is no Exception.
        return []


def _sheets(content: bytes) -> Iterator[Sheet]:
    archive = ZipFile(io.BytesIO(content))
    details = (_read_ods if "content.xml" in archive.namelist() else _read_xlsx)(archive)
    # calamine makes room for every cell, and that of all sheets of an .ods as it opens it.
    if sum(sheet.rows * sheet.columns for sheet in details.values()) > MOST_CELLS:
        raise MemoryError
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
    for each in workbook.sheets_metadata:
        if each.typ == SheetTypeEnum.WorkSheet:
            rows = _rows(workbook.get_sheet_by_name(each.name), details[each.name])
            yield Sheet(each.name, rows, each.visible != SheetVisibleEnum.Visible)


def _rows(sheet: CalamineSheet, details: _Details) -> list[Row]:
    """The rows that have something in them; one with nothing but what is merged into it is empty."""
    width = max(sheet.total_width, details.columns)
    height = max(sheet.total_height, details.rows)
    left = sheet.start[1] if sheet.start else 0
    values = sheet.iter_rows() if sheet.start else iter(())
    grid = list[list[Cell]]()
    for _number in range(height):
        cells = [*[None] * left, *map(_cell, next(values, ()))]
        grid.append(cells + [None] * (width - len(cells)))
    for (number, column), text in details.shown.items():
        grid[number - 1][column] = text
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


def _read_xlsx(archive: ZipFile) -> dict[str, _Details]:
    """The details of all sheets of an .xlsx by their names."""
    # expat limits what entities become.
    workbook, relations, styles = (
        fromstring(archive.read(part) if part in archive.namelist() else "<none/>")  # noqa: S314
        for part in ("xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml")
    )
    parts = {each.get("Id"): posixpath.join("/xl", each.get("Target", ""))[1:] for each in relations}
    percents = _percents(styles)
    uncalculated = any(each.get("fullCalcOnLoad") in _TRUE for each in workbook.iterfind(".//{*}calcPr"))
    found = {}
    for sheet in workbook.iterfind(".//{*}sheet"):
        (relation,) = (value for key, value in sheet.items() if key.endswith("}id"))
        found[sheet.get("name", "")] = _read_sheet(archive, parts[relation], percents, uncalculated)
    return found


def _percents(styles: Element) -> dict[str, _Percent]:
    """The styles that show a percentage, by their numbers."""
    codes = {"9": "0%", "10": "0.00%"}  # which every workbook has
    codes |= {
        each.get("numFmtId", ""): each.get("formatCode", "") for each in styles.iterfind(".//{*}numFmt")
    }
    found = {}
    for number, style in enumerate(styles.iterfind(".//{*}cellXfs/{*}xf")):
        # Which of its parts holds can depend on the number: [=0]"-";0%.
        parts = codes.get(style.get("numFmtId", ""), "").split(";")
        code = next((part for part in parts if "%" in part), "")
        # A sign that is shown as it stands, "%" or \%, does not make a hundred of one.
        plain = re.sub(r'"[^"]*"|\\.', "", code)
        decimals = re.search(r"\.([0#?]+)", plain)
        if "%" in code:
            found[str(number)] = (100 if "%" in plain else 1, len(decimals[1]) if decimals else 0)
    return found


def _read_sheet(
    archive: ZipFile, part: str, percents: Mapping[str, _Percent], uncalculated: bool
) -> _Details:
    """The details of a sheet; rows and cells without a name follow each other."""
    details = _Details()
    number = 0
    placeholders: list[tuple[int, int]] = []
    for _event, row in iterparse(archive.open(part)):  # noqa: S314
        if row.get("fullCalcOnLoad") in _TRUE:  # which a sheet can say for itself, after its rows
            details.shown |= dict.fromkeys(placeholders, UNCALCULATED)
        if not row.tag.endswith("}row"):
            continue
        number = int(row.get("r", number + 1))
        if row.get("hidden") in _TRUE or row.get("ht") == "0":
            details.hidden.add(number)
        # A cell without a child has nothing but a format, and most have nothing but a value.
        cells = [(at, cell) for at, cell in enumerate(row) if len(cell)]
        for at, cell in cells:
            percent = percents.get(cell.get("s", "0"))
            is_plain = len(cell) == 1 and cell.get("t") != "e" and not cell[0].tag.endswith("}f")
            if is_plain and not percent:
                continue
            place = number, _column(cell, at)
            if text := _shown(cell, percent, uncalculated):
                details.shown[place] = text
            if _shown(cell, percent, uncalculated=True) == UNCALCULATED:
                placeholders.append(place)
        if cells:
            at, cell = cells[-1]
            details.rows = max(number, details.rows)
            details.columns = max(_column(cell, at) + 1, details.columns)
        row.clear()
    return details


def _column(cell: Element, at: int) -> int:
    """The index of the cell's column; `at` if the cell has no name."""
    letters = cell.get("r", "").rstrip("0123456789")
    powers = ((ord(letter) - ord("@")) * 26**place for place, letter in enumerate(reversed(letters)))
    return sum(powers) - 1 if letters else at


def _shown(cell: Element, percent: _Percent | None, uncalculated: bool) -> str:
    """What the cell shows, if that is not its value; where `uncalculated` the 0 of a formula is none."""
    children = {child.tag.rpartition("}")[2]: child.text or "" for child in cell}
    kind = cell.get("t", "n")
    value = children.get("v", "").strip()
    if kind == "e":
        return value or UNCALCULATED
    number = exact_number(float(value)) if kind == "n" and value else None
    if "f" in children and kind != "str" and (not value or (uncalculated and number == 0)):
        return UNCALCULATED
    if not percent or not isinstance(number, int | Decimal):
        return ""
    times, decimals = percent
    rounded = (Decimal(number) * times).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    return f"{format_number(rounded)} %"


def _read_ods(archive: ZipFile) -> dict[str, _Details]:
    """The details of all sheets of an .ods by their names.

    Raises LovpError where calamine does not tell what it shows: to it a percentage is a number, an error or a
    formula without a value nothing, and it knows of nothing that is hidden or merged downwards.
    """
    found: dict[str, _Details] = {}
    details = _Details()
    number = 0
    for _event, element in iterparse(archive.open("content.xml")):  # noqa: S314
        if element.tag == _TABLE + "table":
            found[element.get(_TABLE + "name", "")] = details
            details = _Details()
            number = 0
        if element.tag != _TABLE + "table-row":
            continue
        column = 0
        before = number
        number += int(element.get(_TABLE + "number-rows-repeated", 1))
        for cell in element:
            column += int(cell.get(_TABLE + "number-columns-repeated", 1))
            if cell.get(_VALUE):
                details.rows, details.columns = number, max(column, details.columns)
        is_hidden = element.get(_TABLE + "visibility", "visible") != "visible" and details.rows == number
        if is_hidden or any(map(_is_untold, element)):
            message = _("Row {row} of the .ods shows what can't be read for sure.").format(row=before + 1)
            remedy = _("It is a percentage, an error, not calculated, merged or hidden: save it as .xlsx.")
            raise LovpError(message, remedy)
        element.clear()
    return found


def _is_untold(cell: Element) -> bool:
    """Whether calamine does not tell what the cell of an .ods shows."""
    kind = cell.get(_VALUE)
    is_formula = cell.get(_TABLE + "formula") is not None
    shown = "".join(text for each in cell.iterfind(_PARAGRAPH) for text in each.itertext())
    # Not every program says that a number is a percentage, an error, or true.
    is_word = kind == "float" and re.fullmatch(r"\D+", shown)
    is_odd = bool(is_word or re.fullmatch(r".*%.*|#.*|[A-Za-z]+:[0-9]+", shown))
    return (
        (kind is not None and cell.tag == _TABLE + "covered-table-cell")
        or kind == "percentage"
        or cell.get(_CALC_VALUE) == "error"
        or (kind is None and is_formula)
        or (is_odd and (kind != "string" or is_formula))
        or int(cell.get(_TABLE + "number-rows-spanned", 1)) > 1
    )
