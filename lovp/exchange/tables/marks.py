"""What calamine does not tell of a sheet: how far it reaches, what is hidden, and what its cells really show.

How far a sheet reaches must be known before calamine reads it, because it makes room for every cell from the
first to the last: one value at the far end of an empty sheet would fill the memory. On the way the file is
found to be whole: calamine hangs where XML breaks off.
"""

import re
from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import IO
from xml.etree.ElementTree import Element, iterparse

from lovp.exchange.tables.rows import UNCALCULATED, column_letter

_BUILT_IN = {"9": "0%", "10": "0.00%"}
"""The formats for percentages that every workbook has, by their ids."""
_LITERAL = r'"[^"]*"|\\.|_.|\*.'
"""What a format shows as it stands, or as white space."""
_TRUE = {"1", "true"}
_OASIS = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
_TABLE, _OFFICE = _OASIS % "table", _OASIS % "office"
_CALC_TYPE = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}value-type"

Percent = tuple[int, int]
"""How a format shows a number before a sign of per cent: times so much, with so many decimals."""


class Marks:
    """A sheet's rows and columns, its hidden rows, and what cells show beside their values; all from 1.

    `untold` names the first cell of an .ods of which neither calamine nor this tells what it shows.
    """

    def __init__(self) -> None:
        self.rows = self.columns = 0
        self.hidden = set[int]()
        self.shown: dict[int, dict[int, str]] = {}
        self.untold = ""

    def reach(self, row: int, column: int) -> None:
        """Count with a cell; both from 1."""
        self.rows, self.columns = max(row, self.rows), max(column, self.columns)


def read_percents(styles: Element) -> dict[str, Percent]:
    """The styles of an .xlsx that show a percentage, by their numbers."""
    codes = {each.get("numFmtId", ""): each.get("formatCode", "") for each in styles.iterfind(".//{*}numFmt")}
    found = {}
    for number, style in enumerate(styles.iterfind(".//{*}cellXfs/{*}xf")):
        code = (_BUILT_IN | codes).get(style.get("numFmtId", ""), "").partition(";")[0]
        plain = re.sub(_LITERAL, "", code)
        if "%" in code:
            decimals = re.search(r"\.([0#?]+)", plain)
            found[str(number)] = (100 ** plain.count("%"), len(decimals[1]) if decimals else 0)
    return found


def read_xlsx(sheet: IO[bytes], percents: Mapping[str, Percent], *, placeholders: bool) -> Marks:
    """The marks of a sheet; with `placeholders` the 0 of a formula stands for what is to be calculated.

    Cells without a name follow each other, as rows do. Raises ParseError or ValueError where it is damaged.
    """
    marks, number = Marks(), 0
    for _event, row in iterparse(sheet):  # noqa: S314 - expat limits what entities become
        if not row.tag.endswith("}row"):
            continue
        number, column, last = int(row.get("r", number + 1)), 0, 0
        if row.get("hidden") in _TRUE or row.get("ht") == "0":
            marks.hidden.add(number)
        for cell in row:
            column = _column(cell.get("r", "").rstrip("0123456789")) or column + 1
            # A cell without a child has nothing but a format.
            last = column if len(cell) else last
            kind, percent = cell.get("t"), percents.get(cell.get("s", ""))
            is_plain = len(cell) == 0 or (len(cell) == 1 and not cell[0].tag.endswith("}f"))
            if (kind == "e" or percent or not is_plain) and (
                text := _shown(cell, percent, placeholders=placeholders)
            ):
                marks.shown.setdefault(number, {})[column] = text
        marks.reach(number if last else 0, last)
        row.clear()
    return marks


def _shown(cell: Element, percent: Percent | None, *, placeholders: bool) -> str:
    """What the cell shows, if that is not its value."""
    kind, children = cell.get("t", "n"), {child.tag.rpartition("}")[2]: child.text or "" for child in cell}
    value = children.get("v", "").strip()
    if kind == "e":
        return value or UNCALCULATED
    is_placeholder = placeholders and kind == "n" and value != "" and float(value) == 0
    if "f" in children and kind != "str" and (not value or is_placeholder):
        return UNCALCULATED
    if not (kind == "n" and value and percent):
        return ""
    exact = Decimal(f"{float(value):.15g}") * percent[0]
    return f"{exact.quantize(Decimal(1).scaleb(-percent[1]), ROUND_HALF_UP):f} %"


def read_ods(content: IO[bytes]) -> dict[str, Marks]:
    """The marks of all sheets of an .ods by their names. Raises as `read_xlsx`.

    To calamine a percentage is a number, and an error or a formula without a value nothing; what is merged
    downwards or hidden it does not tell.
    """
    found, marks, rows = dict[str, Marks](), Marks(), 0
    for _event, element in iterparse(content):  # noqa: S314
        if element.tag == _TABLE + "table":
            found[element.get(_TABLE + "name", "")] = marks
            marks, rows = Marks(), 0
        elif element.tag == _TABLE + "table-row":
            repeated = int(element.get(_TABLE + "number-rows-repeated", 1))
            is_hidden = element.get(_TABLE + "visibility", "visible") != "visible"
            column = 0
            for cell in element:
                name = f"{column_letter(column)}{rows + 1}"
                column += int(cell.get(_TABLE + "number-columns-repeated", 1))
                kind = cell.get(_OFFICE + "value-type")
                if kind:
                    marks.reach(rows + repeated, column)
                if not marks.untold and _is_untold(cell, kind, is_hidden=is_hidden):
                    marks.untold = name
            rows += repeated
            element.clear()
    return found


def _is_untold(cell: Element, kind: str | None, *, is_hidden: bool) -> bool:
    """Whether calamine does not tell what the cell of an .ods shows."""
    is_covered = cell.tag == _TABLE + "covered-table-cell"
    return (
        (kind is not None and (is_hidden or is_covered))
        or kind == "percentage"
        or cell.get(_CALC_TYPE) == "error"
        or (kind is None and cell.get(_TABLE + "formula") is not None)
        or int(cell.get(_TABLE + "number-rows-spanned", 1)) > 1
    )


@lru_cache(maxsize=1024)
def _column(letters: str) -> int:
    """The column with these letters, from 1; 0 without any."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
