"""What calamine does not tell of a sheet: how far it reaches, what is hidden, and what its cells really show.

How far a sheet reaches must be known before calamine reads it, because it makes room for every cell from the
first to the last: one value at the far end of an empty sheet would fill the memory. On the way the file is
found to be whole: calamine hangs where XML breaks off.
"""

import re
from collections.abc import Iterable, Mapping
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import NamedTuple
from xml.etree.ElementTree import Element
from xml.parsers import expat

from lovp.errors import LovpError
from lovp.exchange.tables.rows import UNCALCULATED, column_letter
from lovp.i18n import _

MOST_CELLS = 8_000_000
"""From A1 to the last cell with a value: half a million rows of sixteen columns."""

_DIGITS = "0123456789"
_BUILT_IN = {"9": "0%", "10": "0.00%"}
"""The formats for percentages that every workbook has, by their ids."""
_LITERAL = r'"[^"]*"|\\.|_.|\*.'
"""What a format shows as it stands, or as white space."""
_COVERED = "table:covered-table-cell"
_TRUE = {"1", "true"}


class Percent(NamedTuple):
    """How a format shows a number: times `factor`, with so many decimals, before a sign of per cent."""

    factor: int
    decimals: int

    def show(self, value: str) -> str:
        """The number in the file as its cell shows it."""
        exact = Decimal(f"{float(value):.15g}") * self.factor
        return f"{exact.quantize(Decimal(1).scaleb(-self.decimals), ROUND_HALF_UP):f} %"


class Extent:
    """How far a sheet reaches, as it is gone through; rows and columns count from 0."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._others = self._rows = self._columns = 0

    def next_sheet(self) -> None:
        """Begin with another sheet, of a workbook that is read with all its sheets at once."""
        self._others += self._rows * self._columns
        self._rows = self._columns = 0

    def add(self, row: int, column: int) -> None:
        """Take in a cell with a value. Raises LovpError when the sheet becomes too big."""
        if row < self._rows and column < self._columns:
            return
        self._rows, self._columns = max(row + 1, self._rows), max(column + 1, self._columns)
        if self._others + self._rows * self._columns > MOST_CELLS:
            cell = _cell_name(self._rows - 1, self._columns - 1)
            raise LovpError(
                _("“{file}” is too big: it reaches to cell {cell}.").format(file=self._file, cell=cell),
                _("Delete what stands far away from the rows, or save the rows as a file of their own."),
            )


def read_percents(styles: Element) -> dict[str, Percent]:
    """The styles of an .xlsx that show a percentage, by their numbers."""
    codes = _BUILT_IN | {
        each.get("numFmtId", ""): each.get("formatCode", "") for each in styles.iterfind(".//{*}numFmt")
    }
    found = {}
    for number, style in enumerate(styles.iterfind(".//{*}cellXfs/{*}xf")):
        code = codes.get(style.get("numFmtId", ""), "").partition(";")[0]
        plain = re.sub(_LITERAL, "", code)
        if "%" in code:
            decimals = re.search(r"\.([0#?]+)", plain)
            found[str(number)] = Percent(100 ** plain.count("%"), len(decimals[1]) if decimals else 0)
    return found


class XlsxMarks:
    """What the cells of a sheet of an .xlsx show where calamine says something else, and its hidden rows.

    With `placeholders` the 0 of a formula only stands for what a spreadsheet would calculate.
    """

    def __init__(self, extent: Extent, percents: Mapping[str, Percent], *, placeholders: bool) -> None:
        self.shown: dict[int, dict[int, str]] = {}
        self.hidden: set[int] = set()
        self._extent, self._percents, self._placeholders = extent, percents, placeholders
        self._row = self._column = -1
        self._kind = self._style = self._value = ""
        self._has_formula = False
        self._parser = expat.ParserCreate()
        self._starts = {
            "row": self._start_row,
            "c": self._start_cell,
            "f": self._start_formula,
            "v": self._start_value,
            "is": self._start_value,
        }

    def read(self, chunks: Iterable[bytes]) -> None:
        """Go through the sheet. Raises LovpError: it is too big; ExpatError, ValueError: it is damaged.

        Cells without a name follow each other, as rows do.
        """
        self._parser.StartElementHandler = self._start
        _parse(self._parser, chunks)

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        if start := self._starts.get(tag.rpartition(":")[2]):
            start(attributes)

    def _start_row(self, attributes: dict[str, str]) -> None:
        self._row = int(attributes["r"]) - 1 if "r" in attributes else self._row + 1
        self._column = -1
        if attributes.get("hidden") in _TRUE or attributes.get("ht") == "0":
            self.hidden.add(self._row)

    def _start_cell(self, attributes: dict[str, str]) -> None:
        name = attributes.get("r")
        if name is None:
            self._column += 1
        else:
            letters = name.rstrip(_DIGITS)
            self._row, self._column = int(name[len(letters) :]) - 1, _column(letters)
        self._kind, self._style = attributes.get("t", "n"), attributes.get("s", "")
        self._value, self._has_formula = "", False
        is_special = self._kind == "e" or self._style in self._percents
        self._parser.EndElementHandler = self._end if is_special else None

    def _start_formula(self, _attributes: dict[str, str]) -> None:
        self._has_formula = True
        self._parser.EndElementHandler = self._end

    def _start_value(self, _attributes: dict[str, str]) -> None:
        self._extent.add(self._row, self._column)
        self._parser.CharacterDataHandler = self._add if self._parser.EndElementHandler else None

    def _add(self, text: str) -> None:
        self._value += text

    def _end(self, tag: str) -> None:
        name = tag.rpartition(":")[2]
        if name == "v":
            self._parser.CharacterDataHandler = None
        elif name == "c":
            self._parser.EndElementHandler = None
            if text := self._shown():
                self._extent.add(self._row, self._column)
                self.shown.setdefault(self._row, {})[self._column] = text

    def _shown(self) -> str:
        """What the cell shows, if that is not its value."""
        value = self._value.strip()
        if self._kind == "e":
            return value or UNCALCULATED
        is_number = self._kind == "n"
        if self._has_formula and self._kind != "str" and not value:
            return UNCALCULATED
        if self._has_formula and is_number and self._placeholders and float(value) == 0:
            return UNCALCULATED
        return (
            self._percents[self._style].show(value)
            if is_number and value and self._style in self._percents
            else ""
        )


def read_ods_marks(chunks: Iterable[bytes], extent: Extent) -> dict[str, str]:
    """The first cell of each sheet of an .ods that calamine reads otherwise than it shows, by the sheet.

    That is a percentage, an error, a formula without a value, and what is merged downwards or hidden. Raises
    as `XlsxMarks.read`.
    """
    found: dict[str, str] = {}
    sheet = ""
    next_row = next_column = 0
    is_hidden = False

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal sheet, next_row, next_column, is_hidden
        if tag in {"table:table-cell", _COVERED}:
            column = next_column
            next_column += int(attributes.get("table:number-columns-repeated", 1))
            has_value = "office:value-type" in attributes
            if has_value:
                extent.add(next_row - 1, next_column - 1)
            if (has_value and (is_hidden or tag == _COVERED)) or _is_told_wrong(attributes):
                found.setdefault(sheet, _cell_name(next_row - 1, column))
        elif tag == "table:table-row":
            next_column = 0
            next_row += int(attributes.get("table:number-rows-repeated", 1))
            is_hidden = attributes.get("table:visibility", "visible") != "visible"
        elif tag == "table:table":
            extent.next_sheet()
            sheet, next_row = attributes.get("table:name", ""), 0

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    _parse(parser, chunks)
    return found


def _is_told_wrong(cell: Mapping[str, str]) -> bool:
    """Whether calamine reads the cell of an .ods otherwise than it shows."""
    kind = cell.get("office:value-type")
    return (
        kind == "percentage"
        or cell.get("calcext:value-type") == "error"
        or ("table:formula" in cell and kind is None)
        or int(cell.get("table:number-rows-spanned", 1)) > 1
    )


def _parse(parser: expat.XMLParserType, chunks: Iterable[bytes]) -> None:
    for chunk in chunks:
        parser.Parse(chunk, False)
    parser.Parse(b"", True)


def _cell_name(row: int, column: int) -> str:
    """What a spreadsheet calls the cell: B3."""
    return f"{column_letter(column)}{row + 1}"


@lru_cache(maxsize=1024)
def _column(letters: str) -> int:
    """The column with these letters, from 0."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1
