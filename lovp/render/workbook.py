"""A workbook for Excel: its sheets, its cells, and how they look. Texts are only ever texts, never formulas.

XlsxWriter writes each file of the archive with one fixed date, so that the same cells are the same bytes.
"""

import io
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from math import ceil
from typing import Any, NamedTuple

from lovp.i18n import _
from lovp.render import words
from lovp.render.grid import Bar, Column, StatusCell
from lovp.text import clean_text

MOST_IN_NAME = 31
"""How long the name of a sheet may be, in units of UTF-16, as Excel counts."""
_MOST_IN_HEADER, _MOST_IN_PROPERTY, _MOST_IN_CELL = 60, 255, 32_767
_RESERVED = ("history", "historik")
"""Names that Excel keeps for itself."""
_A4 = 9
_WIDEST = 380
"""The most pixels of a column; a longer text is broken over lines."""
_LINE = 15
"""The height of a line, in points."""
_COLOURS = {
    "good": {"font_color": "#005000", "bg_color": "#D9F0DD"},
    "unsure": {"font_color": "#5F4B00", "bg_color": "#FFF0C2"},
    "bad": {"font_color": "#8C0009", "bg_color": "#FBD9DC"},
}
DAY = "yyyy-mm-dd"


class Figure(NamedTuple):
    """A number as the JSON has it, with Excel's format for it; None is an empty cell."""

    value: float | None
    form: str


Cell = str | date | Figure | StatusCell | Bar | None


def sheet_name(text: str, taken: Iterable[str]) -> str:
    """The text as the name of a sheet: as long as may be, without forbidden signs, and like no other."""
    name = _cut(re.sub(r"[\[\]:*?/\\]", "-", safe(text)), MOST_IN_NAME)
    used = {other.casefold() for other in taken}
    found, number = name, 1
    while found.casefold() in used or found.casefold() in _RESERVED:
        number += 1
        ending = f" {number}"
        found = _cut(name, MOST_IN_NAME - len(ending)) + ending
    return found


def _cut(name: str, longest: int) -> str:
    """The beginning of the name; neither end may have an apostrophe, and nothing is a dash."""
    return _beginning(name, longest).strip(" '") or "–"


def _beginning(text: str, longest: int) -> str:
    """As much of the text as so many units of UTF-16 hold, without half a sign at its end."""
    if 2 * len(text) <= longest:
        return text
    return text.encode("utf-16-le")[: 2 * longest].decode("utf-16-le", "ignore")


def safe(text: str) -> str:
    """The text without what XML has no place for."""
    return re.sub("[\ufffe\uffff]", "\ufffd", clean_text(text))


class Book:
    """A workbook in the making; `close` gives its bytes."""

    def __init__(self, organisation: str, title: str, day: date) -> None:
        """Begin a workbook that says of itself that it was made on `day`."""
        from xlsxwriter import Workbook

        self._bytes = io.BytesIO()
        self.workbook = Workbook(self._bytes, {"in_memory": True})
        properties = {"title": title, "author": organisation}
        cut = {key: _cut(safe(text), _MOST_IN_PROPERTY) for key, text in properties.items()}
        self.workbook.set_properties(cut | {"created": datetime.combine(day, time())})
        self._head = f"&L{_printed(organisation)}&R{_printed(title)}"
        self._foot = "&L&A&R" + _("page {page} of {pages}").format(page="&P", pages="&N")
        self._looks: dict[tuple[tuple[str, Any], ...], Any] = {}
        self._sheets: list[Sheet] = []

    def sheet(self, name: str) -> "Sheet":
        """A new sheet, with a name made of this one."""
        sheet = Sheet(self, sheet_name(name, [sheet.name for sheet in self._sheets]))
        sheet.sheet.set_header(self._head)
        sheet.sheet.set_footer(self._foot)
        self._sheets.append(sheet)
        return sheet

    def look(self, **properties: Any) -> Any:
        """The format with these properties, one for all cells that look alike."""
        key = tuple(sorted(properties.items()))
        if key not in self._looks:
            self._looks[key] = self.workbook.add_format({"valign": "top", **properties})
        return self._looks[key]

    def close(self) -> bytes:
        """The whole workbook."""
        for sheet in self._sheets:
            sheet.sheet.autofit(_WIDEST)
        self.workbook.close()
        return self._bytes.getvalue()


def _printed(text: str) -> str:
    """The text in a header, where & gives orders (&G would be a picture, however often it is doubled)."""
    text = _cut(safe(text), _MOST_IN_HEADER)
    return re.sub(r"&(?=[G\[])", "& ", text).replace("&", "&&")


class Sheet:
    """A sheet that is written from the top, set up for A4 across."""

    def __init__(self, book: Book, name: str) -> None:
        """Begin the sheet."""
        self.name = name
        self.row = 0
        self.sheet = book.workbook.add_worksheet(name)
        self._look = book.look
        self.sheet.set_landscape()
        self.sheet.set_paper(_A4)
        self.sheet.fit_to_pages(1, 0)
        # A note that is a number stays a text, and Excel need not mark it as a mistake.
        self.sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})

    def line(self, text: str, **look: Any) -> None:
        """A text in the first column that goes on over those beside it; without one an empty line."""
        if text:
            self._text(0, text, self._look(**look))
        self.row += 1

    def rows(self, columns: Sequence[Column], rows: Iterable[Sequence[Cell]], *, wrap: bool = True) -> None:
        """The names of the columns, and a line for each row; with `wrap` long texts go on over lines."""
        looks = [_side(*pair) for pair in zip(columns, (None, *columns), strict=False)]
        for at, column in enumerate(columns):
            self._text(at, column.title, self._look(bold=True, bottom=1, **looks[at]))
        self.row += 1
        for row in rows:
            lines = [_lines(cell) if wrap else 1 for cell in row]
            for at, cell in enumerate(row):
                self._cell(at, cell, {**looks[at], "text_wrap": lines[at] > 1})
            if max(lines, default=1) > 1:
                self.sheet.set_row(self.row, _LINE * max(lines))
            self.row += 1

    def table(self, columns: Sequence[Column], rows: Sequence[Sequence[Cell]], name: str) -> None:
        """The rows as a table that Excel sorts, filters and sums; its header stays where it is."""
        first = self.row
        headers = [{"header": column.title} for column in columns]
        options = {"name": name, "columns": headers, "style": "Table Style Light 1"}
        self.sheet.add_table(first, 0, first + max(len(rows), 1), len(columns) - 1, options)
        self.sheet.freeze_panes(first + 1, 0)
        self.sheet.repeat_rows(first)
        self.rows(columns, rows, wrap=False)

    def _cell(self, at: int, cell: Cell, side: dict[str, Any]) -> None:
        look = self._look
        match cell:
            case Figure(value, form) if value is not None:
                self.sheet.write_number(self.row, at, value, look(num_format=form))
            case StatusCell(status) if status is not None:
                colours = _COLOURS.get(words.COLOURS.get(status, ""), {})
                self._text(at, f"{words.SIGNS[status]} {words.status(status)}", look(**colours, **side))
            case str() if cell:
                self._text(at, cell, look(**side))
            case date():
                self.sheet.write_datetime(self.row, at, cell, look(num_format=DAY, **side))

    def _text(self, at: int, text: str, look: Any) -> None:
        text = _beginning(safe(text), _MOST_IN_CELL)
        if text.startswith("<r>"):
            # XlsxWriter would take the text for its own markup, unless it is in two pieces.
            self.sheet.write_rich_string(self.row, at, text[:1], self._look(), text[1:], look)
        else:
            self.sheet.write_string(self.row, at, text, look)


def _lines(cell: Cell) -> int:
    """How many lines the cell takes in the widest column; LibreOffice does not see for itself."""
    from xlsxwriter.utility import cell_autofit_width

    return ceil(cell_autofit_width(safe(cell)) / _WIDEST) if isinstance(cell, str) and cell else 1


def _side(column: Column, before: Column | None) -> dict[str, Any]:
    """Where the column's texts stand: those on the left keep away from figures before them."""
    if column.number:
        return {"align": "right"}
    return {"align": "left", "indent": int(before is not None and before.number)}
