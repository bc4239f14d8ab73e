"""The marks of a sheet in the formats that are XML: .xlsx and .xlsm, and .ods."""

import re
from collections.abc import Iterable
from functools import lru_cache
from xml.parsers import expat

from lovp.exchange.tables.marks import Extent, Marks
from lovp.exchange.tables.package import Package
from lovp.exchange.tables.rows import Place

_DIGITS = "0123456789"
_ODS_CELLS = {"table:table-cell", "table:covered-table-cell"}
_error = re.compile(r"#\S+|\w+:[0-9]+").search


def marks_of_xlsx(chunks: Iterable[bytes], file: str) -> Marks:
    """The errors of the sheet. Raises LovpError: it is too big; ExpatError, ValueError: it is damaged.

    Cells without a name follow each other, as rows do. What is merged calamine tells.
    """
    errors: dict[Place, str] = {}
    extent = Extent(file)
    row = column = -1
    shows_error = False

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal row, column, shows_error
        tag = tag.rpartition(":")[2]
        if tag == "c":
            name = attributes.get("r")
            if name is None:
                column += 1
            else:
                letters = name.rstrip(_DIGITS)
                row, column = int(name[len(letters) :]) - 1, _column(letters)
            shows_error = attributes.get("t") == "e"
            parser.CharacterDataHandler = None
        elif tag in {"v", "is"}:
            extent.add(row, column)
            if shows_error:
                parser.CharacterDataHandler = add
        elif tag == "row":
            row = int(attributes["r"]) - 1 if "r" in attributes else row + 1
            column = -1

    def add(text: str) -> None:
        errors[row, column] = errors.get((row, column), "") + text

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    _parse(parser, chunks)
    return Marks({place: text.strip() for place, text in errors.items()}, [])


def marks_of_ods(package: Package, file: str) -> dict[str, Marks]:
    """The errors and merged ranges of every sheet, by its name. It raises the same, and KeyError."""
    found = _Spreadsheet(file)
    _parse(found.parser, package.chunks("content.xml"))
    return found.sheets


class _Spreadsheet:
    """The sheets of an .ods, as its XML is gone through: cells and rows that repeat stand there once."""

    def __init__(self, file: str) -> None:
        self.sheets: dict[str, Marks] = {}
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler = self._start
        self._marks = Marks({}, [])
        self._extent = Extent(file)
        self._row = self._next_row = self._column = self._next_column = 0
        self._text = ""

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag in _ODS_CELLS:
            self._cell(attributes)
        elif tag == "table:table-row":
            self._row = self._next_row
            self._next_row += int(attributes.get("table:number-rows-repeated", 1))
            self._next_column = 0
        elif tag == "table:table":
            self._marks = self.sheets.setdefault(attributes.get("table:name", ""), Marks({}, []))
            self._extent.next_sheet()
            self._next_row = 0

    def _cell(self, attributes: dict[str, str]) -> None:
        self._column = self._next_column
        self._next_column += int(attributes.get("table:number-columns-repeated", 1))
        error = attributes.get("calcext:value-type") == "error"
        if error or "office:value-type" in attributes:
            self._extent.add(self._next_row - 1, self._next_column - 1)
        downwards = int(attributes.get("table:number-rows-spanned", 1))
        if downwards > 1:
            first = (self._row, self._column)
            self._marks.merged.append((first, (self._row + downwards - 1, self._column)))
        if error:
            self._text = ""
            self.parser.CharacterDataHandler, self.parser.EndElementHandler = self._add, self._end

    def _add(self, text: str) -> None:
        self._text += text

    def _end(self, tag: str) -> None:
        if tag not in _ODS_CELLS:
            return
        self.parser.CharacterDataHandler = self.parser.EndElementHandler = None
        shown = _error(self._text)
        text = f"#{shown[0].lstrip('#')}" if shown else "#?"
        for row in range(self._row, self._next_row):
            for column in range(self._column, self._next_column):
                self._marks.errors[row, column] = text


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
