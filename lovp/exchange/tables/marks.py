"""What calamine does not tell of a sheet: how far it reaches, what is hidden, and what its cells really show.

How far a sheet reaches must be known before calamine reads it, because it makes room for every cell from the
first to the last: one value at the far end of an empty sheet would fill the memory. On the way the file is
found to be whole: calamine hangs where XML breaks off.
"""

import re
from collections.abc import Iterable, Mapping
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from xml.etree.ElementTree import Element
from xml.parsers import expat

from lovp.exchange.tables.rows import UNCALCULATED, column_letter

_DIGITS = "0123456789"
_BUILT_IN = {"9": "0%", "10": "0.00%"}
"""The formats for percentages that every workbook has, by their ids."""
_LITERAL = r'"[^"]*"|\\.|_.|\*.'
"""What a format shows as it stands, or as white space."""
_COVERED = "table:covered-table-cell"

Percent = tuple[int, int]
"""How a format shows a number before a sign of per cent: times so much, with so many decimals."""


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


class XlsxMarks:
    """A sheet of an .xlsx: its `rows` and `columns`, hidden rows, and what cells show beside their values.

    With `placeholders` the 0 of a formula only stands for what a spreadsheet would calculate.
    """

    def __init__(self, percents: Mapping[str, Percent], *, placeholders: bool) -> None:
        self.rows = self.columns = 0
        self.hidden: set[int] = set()
        self.shown: dict[int, dict[int, str]] = {}
        self._percents, self._placeholders = percents, placeholders
        self._row = self._column = -1
        self._kind = self._style = self._value = ""
        self._has_formula = False
        self._parser = expat.ParserCreate()

    def read(self, chunks: Iterable[bytes]) -> None:
        """Go through the sheet. Raises ExpatError or ValueError where it is damaged.

        Cells without a name follow each other, as rows do.
        """
        self._parser.StartElementHandler = self._start
        _parse(self._parser, chunks)

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        match tag.rpartition(":")[2]:
            case "c":
                self._start_cell(attributes)
            case "v" | "is":
                self._reach()
                self._parser.CharacterDataHandler = self._add if self._parser.EndElementHandler else None
            case "f":
                self._has_formula = True
                self._parser.EndElementHandler = self._end
            case "row":
                self._row, self._column = int(attributes.get("r", self._row + 2)) - 1, -1
                if attributes.get("hidden") in {"1", "true"} or attributes.get("ht") == "0":
                    self.hidden.add(self._row)

    def _start_cell(self, attributes: dict[str, str]) -> None:
        if name := attributes.get("r"):
            letters = name.rstrip(_DIGITS)
            self._row, self._column = int(name[len(letters) :]) - 1, _column(letters)
        else:
            self._column += 1
        self._kind, self._style = attributes.get("t", "n"), attributes.get("s", "")
        self._value, self._has_formula = "", False
        is_special = self._kind == "e" or self._style in self._percents
        self._parser.EndElementHandler = self._end if is_special else None

    def _add(self, text: str) -> None:
        self._value += text

    def _end(self, tag: str) -> None:
        if tag.endswith("v"):
            self._parser.CharacterDataHandler = None
        elif tag.rpartition(":")[2] == "c":
            self._parser.EndElementHandler = None
            if text := self._text(self._value.strip()):
                self._reach()
                self.shown.setdefault(self._row, {})[self._column] = text

    def _reach(self) -> None:
        if self._row >= self.rows or self._column >= self.columns:
            self.rows, self.columns = max(self._row + 1, self.rows), max(self._column + 1, self.columns)

    def _text(self, value: str) -> str:
        """What the cell shows, if that is not its value."""
        is_number = self._kind == "n"
        if self._kind == "e":
            return value or UNCALCULATED
        if self._has_formula and self._kind != "str" and not value:
            return UNCALCULATED
        if self._has_formula and self._placeholders and is_number and float(value) == 0:
            return UNCALCULATED
        if not (is_number and value and self._style in self._percents):
            return ""
        factor, decimals = self._percents[self._style]
        exact = Decimal(f"{float(value):.15g}") * factor
        return f"{exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP):f} %"


class OdsMarks:
    """The sheets of an .ods: their rows and columns, and the first cell of each that can't be read for sure.

    To calamine a percentage is a number, and an error or a formula without a value nothing; what is merged
    downwards or hidden it does not tell.
    """

    def __init__(self) -> None:
        self.extents: dict[str, tuple[int, int]] = {}
        self.wrong: dict[str, str] = {}
        self._sheet = ""
        self._rows = self._columns = 0
        self._is_hidden = False

    def read(self, chunks: Iterable[bytes]) -> None:
        """Go through all sheets. Raises as `XlsxMarks.read`."""
        parser = expat.ParserCreate()
        parser.StartElementHandler = self._start
        _parse(parser, chunks)

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        match tag:
            case "table:table":
                self._sheet, self._rows = attributes.get("table:name", ""), 0
            case "table:table-row":
                self._columns = 0
                self._rows += int(attributes.get("table:number-rows-repeated", 1))
                self._is_hidden = attributes.get("table:visibility", "visible") != "visible"
            case "table:table-cell" | "table:covered-table-cell":
                self._start_cell(attributes, is_unseen=self._is_hidden or tag == _COVERED)

    def _start_cell(self, attributes: dict[str, str], *, is_unseen: bool) -> None:
        name = f"{column_letter(self._columns)}{self._rows}"
        self._columns += int(attributes.get("table:number-columns-repeated", 1))
        kind = attributes.get("office:value-type")
        if kind:
            rows, columns = self.extents.get(self._sheet, (0, 0))
            self.extents[self._sheet] = (max(rows, self._rows), max(columns, self._columns))
        if (
            (kind and is_unseen)
            or kind == "percentage"
            or attributes.get("calcext:value-type") == "error"
            or ("table:formula" in attributes and not kind)
            or int(attributes.get("table:number-rows-spanned", 1)) > 1
        ):
            self.wrong.setdefault(self._sheet, name)


def _parse(parser: expat.XMLParserType, chunks: Iterable[bytes]) -> None:
    for chunk in chunks:
        parser.Parse(chunk, False)
    parser.Parse(b"", True)


@lru_cache(maxsize=1024)
def _column(letters: str) -> int:
    """The column with these letters, from 0."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1
