"""A workbook for Excel: its pages, its cells, and how they look. Texts are only ever texts, never formulas.

XlsxWriter writes each file of the archive with one fixed date, so that the same cells are the same bytes.
"""

import io
import math
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from lovp.cells import clean_text
from lovp.i18n import _
from lovp.render import words
from lovp.render.grid import Column, Sentence, StatusCell

MOST_IN_NAME = 31
"""How long the name of a sheet may be, in units of UTF-16, as Excel counts."""
_MOST_IN_HEADER, _MOST_IN_PROPERTY, _MOST_IN_CELL = 60, 255, 32_767
_RESERVED = ("history", "historik")
"""Names that Excel keeps for itself."""
_A4 = 9
_FONT = {"font_name": "Calibri", "font_size": 11, "valign": "vcenter"}
_LINE = {"bottom": 4, "bottom_color": "#BFBFBF"}
_HEADER = {"bold": True, "text_wrap": True, "valign": "bottom", "bg_color": "#DDE6F0", "bottom": 1}
_GROUP = {"bold": True, "font_color": "#44546A", "top": 1, "top_color": "#8497B0"}
_COLOURS = {
    "green": {"font_color": "#005000", "bg_color": "#D9F0DD"},
    "yellow": {"font_color": "#5F4B00", "bg_color": "#FFF0C2"},
    "red": {"font_color": "#8C0009", "bg_color": "#FBD9DC"},
}
_BAR = {
    "type": "data_bar",
    "bar_solid": True,
    "bar_color": "#9DC3E6",
    "data_bar_2010": True,
    "min_type": "num",
    "min_value": 0,
    "max_type": "num",
    "max_value": 1,
}
"""A bar over the cell, full where all is done, however much more there is."""
_NARROWEST, _WIDEST, _MARGIN = 5, 40, 2
"""The widths of columns in digits, and what is empty beside them."""
_LETTER = 0.9
"""How wide a letter is, in digits."""
_LINE_HEIGHT, _ROW_HEIGHT, _TITLE_HEIGHT, _HIGHEST = 15, 17, 21, 405
"""In points; Excel has no higher rows than 409."""
DAY = "yyyy-mm-dd"


class Figure(NamedTuple):
    """A number as the JSON has it, with Excel's format for it; None is an empty cell."""

    value: float | None
    form: str


Cell = str | date | Figure | StatusCell | None


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
        options = {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        }
        self.workbook = Workbook(self._bytes, options)
        created = datetime(day.year, day.month, day.day)  # noqa: DTZ001 - Excel knows no zones
        self.workbook.set_properties(
            {
                "title": _cut(safe(title), _MOST_IN_PROPERTY),
                "author": _cut(safe(organisation), _MOST_IN_PROPERTY),
                "created": created,
            }
        )
        self._title = title
        self._organisation = organisation
        self._formats: dict[tuple[tuple[str, Any], ...], Any] = {}
        self._pages: list[Page] = []

    def page(self, name: str) -> "Page":
        """A new sheet, with a name made of this one."""
        page = Page(self, sheet_name(name, [page.name for page in self._pages]))
        self._pages.append(page)
        return page

    def look(self, **properties: Any) -> Any:
        """The format with these properties, one for all cells that look alike."""
        key = tuple(sorted(properties.items()))
        if key not in self._formats:
            self._formats[key] = self.workbook.add_format(_FONT | properties)
        return self._formats[key]

    def print_heads(self) -> tuple[str, str]:
        """What stands on top of and below every printed page: whose paper, of when, which page."""
        head = f"&L{_printed(self._organisation)}&R{_printed(self._title)}"
        return head, "&L&A&R" + _("page {page} of {pages}").format(page="&P", pages="&N")

    def close(self) -> bytes:
        """The whole workbook."""
        for page in self._pages:
            page.finish()
        self.workbook.close()
        return self._bytes.getvalue()


def _printed(text: str) -> str:
    """The text in a header, where & gives orders (&G would be a picture, however often it is doubled)."""
    text = _cut(safe(text), _MOST_IN_HEADER)
    return re.sub(r"&(?=[G\[])", "& ", text).replace("&", "&&")


class Page:
    """A sheet that is written from the top; its columns become as wide as what is in them."""

    def __init__(self, book: Book, name: str) -> None:
        """Begin a sheet, set up for A4 across, as many pages long as it takes."""
        self.name = name
        self.row = 0
        self.sheet = book.workbook.add_worksheet(name)
        self._look = book.look
        self._widths: dict[int, int] = {}
        self._wrapped: list[tuple[int, range, int]] = []
        self._headers: set[int] = set()
        head, foot = book.print_heads()
        self.sheet.set_default_row(_ROW_HEIGHT)
        self.sheet.set_landscape()
        self.sheet.set_paper(_A4)
        self.sheet.fit_to_pages(1, 0)
        self.sheet.set_margins(left=0.4, right=0.4, top=0.8, bottom=0.7)
        self.sheet.set_header(head)
        self.sheet.set_footer(foot)
        self.sheet.hide_gridlines(2)
        # A note that is a number stays a text, and Excel need not mark it as a mistake.
        self.sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})

    def finish(self) -> None:
        """Give the columns their widths, and lines that are broken their heights."""
        for column, width in self._widths.items():
            self.sheet.set_column(column, column, width + _MARGIN)
        lines: dict[int, int] = {}
        for row, columns, length in self._wrapped:
            width = sum(self._widths.get(at, _NARROWEST) for at in columns) + _MARGIN * (len(columns) - 1)
            lines[row] = max(lines.get(row, 1), math.ceil(_LETTER * length / width))
        for row, count in lines.items():
            if count > 1 or row in self._headers:
                self.sheet.set_row(row, min((count - 1) * _LINE_HEIGHT + _ROW_HEIGHT, _HIGHEST))

    def skip(self) -> None:
        """Leave a line empty."""
        self.row += 1

    def title(self, text: str) -> None:
        """A heading over what follows."""
        self._text(self.row, 0, text, self._look(bold=True, font_size=14))
        self.sheet.set_row(self.row, _TITLE_HEIGHT)
        self.row += 1

    def across(self, text: str, columns: int, *, indent: int = 0, bold: bool = False) -> None:
        """A paragraph over so many columns."""
        look = self._look(text_wrap=True, indent=indent, bold=bold)
        self.sheet.merge_range(self.row, 0, self.row, columns - 1, "", look)
        self._text(self.row, 0, text, look)
        self._wrapped.append((self.row, range(columns), len(text) + 2 * indent))
        self.row += 1

    def sentences(self, sentences: Sequence[Sentence], columns: int) -> None:
        """The sentences that lead, each with its lines below it."""
        for sentence in sentences:
            self.across(sentence.text, columns)
            for line in sentence.lines:
                self.across(f"– {line}", columns, indent=2)

    def header(self, columns: Sequence[Column], *, freeze: int | None = None) -> None:
        """The names of the columns; with `freeze` they and so many columns stay where they are."""
        for at, column in enumerate(columns):
            self._text(self.row, at, column.title, self._look(**_HEADER, **_side(at, column)))
            self._widen(at, max(map(len, column.title.split()), default=0) + 1)
            self._wrapped.append((self.row, range(at, at + 1), len(column.title) + 1))
        self._headers.add(self.row)
        if freeze is not None:
            self.sheet.freeze_panes(self.row + 1, freeze)
            self.sheet.repeat_rows(self.row)
        self.row += 1

    def group(self, title: str, columns: int) -> None:
        """The name of the rows that follow, under the header that stands above them all."""
        look = self._look(**_GROUP)
        self._text(self.row, 0, title, look)
        for at in range(1, columns):
            self.sheet.write_blank(self.row, at, None, look)
        self.row += 1

    def rows(self, rows: Iterable[Sequence[Cell]], columns: Sequence[Column]) -> None:
        """A line for each row; texts in columns of numbers stand to the right, too."""
        for row in rows:
            for at, (cell, column) in enumerate(zip(row, columns, strict=True)):
                self._cell(at, cell, column)
            self.row += 1

    def table(self, rows: Sequence[Sequence[Cell]], columns: Sequence[Column], name: str) -> None:
        """The rows as a table that Excel sorts and filters; its header stays where it is."""
        first = self.row
        self.header(columns, freeze=1)
        self.rows(rows, columns)
        # The table writes its header anew, and would do so without its look.
        headers = [
            {"header": column.title, "header_format": self._look(**_HEADER, **_side(at, column))}
            for at, column in enumerate(columns)
        ]
        last = max(self.row - 1, first + 1)
        options = {"name": name, "columns": headers, "style": "Table Style Light 1"}
        self.sheet.add_table(first, 0, last, len(columns) - 1, options)

    def bars(self, column: int, first: int) -> None:
        """A bar in each cell of the column, from the row `first` to the last one written."""
        if self.row > first:
            self.sheet.conditional_format(first, column, self.row - 1, column, _BAR)

    def wide(self, columns: Iterable[int], width: int) -> None:
        """Give the columns this width, whatever is in them."""
        self._widths |= dict.fromkeys(columns, width)

    def _cell(self, at: int, cell: Cell, column: Column) -> None:
        look = self._look
        match cell:
            case Figure(value, form) if value is not None:
                self.sheet.write_number(self.row, at, value, look(**_LINE, num_format=form))
                self._widen(at, _shown(value, form))
            case StatusCell(status) if status is not None:
                colours = _COLOURS.get(words.COLOURS.get(status, ""), {})
                self._string(
                    at,
                    f"{words.SIGNS[status]} {words.status(status)}",
                    look(**_LINE, **colours, align="left", indent=1),
                )
            case str() if cell:
                self._string(at, cell, look(**_LINE, text_wrap=True, **_side(at, column)))
            case date():
                self.sheet.write_datetime(
                    self.row, at, cell, look(**_LINE, num_format=DAY, **_side(at, column))
                )
                self._widen(at, len(DAY))
            case _:
                self.sheet.write_blank(self.row, at, None, look(**_LINE))

    def _string(self, at: int, text: str, look: Any) -> None:
        self._text(self.row, at, text, look)
        self._widen(at, len(text))
        if len(text) > _NARROWEST:
            self._wrapped.append((self.row, range(at, at + 1), len(text)))

    def _text(self, row: int, at: int, text: str, look: Any) -> None:
        text = _beginning(safe(text), _MOST_IN_CELL)
        if text.startswith("<r>"):
            # XlsxWriter would take the text for its own markup, unless it is in two pieces.
            self.sheet.write_rich_string(row, at, text[:1], self._look(), text[1:], look)
        else:
            self.sheet.write_string(row, at, text, look)

    def _widen(self, at: int, width: int) -> None:
        self._widths[at] = max(self._widths.get(at, _NARROWEST), min(width, _WIDEST))


def _side(at: int, column: Column) -> dict[str, Any]:
    """Numbers stand to the right; texts to the left, a little away from the number before them."""
    return {"align": "right"} if column.number else {"align": "left", "indent": 1 if at else 0}


def _shown(value: float, form: str) -> int:
    """About how many letters wide the number is in the first part of its format."""
    form = form.split(";")[0]
    literals = re.findall('"([^"]*)"', form)
    decimals = len(re.sub("[^.0]", "", form).partition(".")[2])
    digits = f"{abs(value) * (100 if '%' in form else 1):,.{decimals}f}"
    return len(digits) + sum(map(len, literals)) + 2 * ("%" in form) + (value < 0 or "+" in form)
