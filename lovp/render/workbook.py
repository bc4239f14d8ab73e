"""A paper as a workbook for Excel: flat tables of targets, outcomes and places, and a view of each area.

Texts are only ever texts, never formulas. XlsxWriter writes each file of the archive with one fixed date, so
that the same cells are the same bytes.
"""

import io
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time
from functools import cache
from itertools import count
from math import ceil
from typing import Any, NamedTuple

from lovp.i18n import _, current
from lovp.model import Milestone, Share, Target
from lovp.progress.summary import Summary
from lovp.render import paper, progress_grids, words
from lovp.render.csv_tables import TOTAL, UNPLACED
from lovp.render.data import Json
from lovp.render.figures import HIDDEN
from lovp.render.grid import Bar, Column, StatusCell
from lovp.render.summary_data import headings, outcome_facts, rows, told
from lovp.text import clean_text

_MOST_IN_NAME, _MOST = 31, 255
_WIDEST = 380
"""The most pixels of a column; a longer text is broken over lines."""
_LETTERS, _LINE = 55, 15
"""How many letters the widest column has room for, and the height of a line in points."""
_COLOURS = {
    "good": {"font_color": "#005000", "bg_color": "#D9F0DD"},
    "unsure": {"font_color": "#5F4B00", "bg_color": "#FFF0C2"},
    "bad": {"font_color": "#8C0009", "bg_color": "#FBD9DC"},
}
_TARGETS = (
    "area target name measure unit goal outcome of fulfilment expected forecast low high status last_date"
)
_OUTCOMES = "date area target name place value of unit note writer id"
_NUMBERS = frozenset("goal outcome of fulfilment expected forecast low high value outcomes".split())
_PLACES = "area target name unit place outcome of goal outcomes"


class Figure(NamedTuple):
    """A number as the JSON has it, with Excel's format for it."""

    value: float
    form: str


Cell = str | date | Figure | StatusCell | Bar | None


def sheet_name(text: str, taken: Iterable[str]) -> str:
    """The text as the name of a sheet: as long as may be, without forbidden signs, and like no other."""
    # Emoji are forbidden here too: Excel counts each of them as two signs.
    name = re.sub(r"[\[\]:*?/\\']|[^ -\ufffd]", "-", clean_text(text)).strip() or "–"
    # Excel keeps two names for itself.
    used = {"history", "historik", *(other.casefold() for other in taken)}
    endings = (f" {number}" if number > 1 else "" for number in count(1))
    names = (name[: _MOST_IN_NAME - len(ending)].strip() + ending for ending in endings)
    return next(each for each in names if each.casefold() not in used)


class Book:
    """A workbook in the making: `begin` a sheet, then write on it from its top; `close` gives the bytes."""

    def __init__(self, organisation: str, title: str, day: date) -> None:
        """Begin a workbook that says of itself that it was made on `day`."""
        from xlsxwriter import Workbook

        self._bytes = io.BytesIO()
        self._book = Workbook(self._bytes, {"in_memory": True})
        said = {"author": clean_text(organisation)[:_MOST], "title": clean_text(title)[:_MOST]}
        self._book.set_properties(said | {"created": datetime.combine(day, time())})
        # One format for all cells that look alike.
        self._look = cache(lambda **properties: self._book.add_format({"valign": "top", **properties}))

    def begin(self, name: str) -> None:
        """Begin a sheet with a name made of this one, set up for A4 across."""
        taken = [sheet.get_name() for sheet in self._book.worksheets()]
        self._sheet, self._row = self._book.add_worksheet(sheet_name(name, taken)), 0
        self._sheet.set_landscape()
        self._sheet.set_paper(9)  # A4
        self._sheet.fit_to_pages(1, 0)
        self._sheet.set_footer("&L&A&R" + _("page {page} of {pages}").format(page="&P", pages="&N"))
        # A note that is a number stays a text, and Excel need not mark it as a mistake.
        self._sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})

    def line(self, text: str, **look: Any) -> None:
        """A text in the first column that goes on over those beside it; without one an empty line."""
        if text:
            self._text(0, text, **look)
        self._row += 1

    def rows(self, columns: Sequence[Column], rows: Iterable[Sequence[Cell]], *, wrap: bool = True) -> None:
        """The names of the columns, and a line for each row; with `wrap` long texts go on over lines."""
        # Texts keep away from figures before them.
        sides: list[dict[str, Any]] = [
            {"align": "right"} if column.number else {"align": "left", "indent": 1} for column in columns
        ]
        for at, column in enumerate(columns):
            self._text(at, column.title, bold=True, bottom=1, **sides[at])
        self._row += 1
        for row in rows:
            lines = [ceil(len(cell) / _LETTERS) if wrap and isinstance(cell, str) else 1 for cell in row]
            if max(lines) > 1:
                # LibreOffice does not see for itself how high the row must be.
                self._sheet.set_row(self._row, _LINE * max(lines))
            for at, cell in enumerate(row):
                self._cell(at, cell, text_wrap=lines[at] > 1, **sides[at])
            self._row += 1

    def table(self, columns: Sequence[Column], rows: Sequence[Sequence[Cell]], name: str) -> None:
        """The rows as a table that Excel sorts, filters and sums; its header stays where it is."""
        headers = [{"header": column.title} for column in columns]
        options = {"name": name, "columns": headers, "style": "Table Style Light 1"}
        self._sheet.add_table(0, 0, max(len(rows), 1), len(columns) - 1, options)
        self._sheet.freeze_panes(1, 0)
        self._sheet.repeat_rows(0)
        self.rows(columns, rows, wrap=False)

    def _cell(self, at: int, cell: Cell, **look: Any) -> None:
        match cell:
            case Figure(value, form):
                self._sheet.write_number(self._row, at, value, self._look(num_format=form))
            case StatusCell(status) if status is not None:
                look |= _COLOURS.get(words.COLOURS.get(status, ""), {})
                self._text(at, words.labelled(status), **look)
            case str() if cell:
                self._text(at, cell, **look)
            case date():
                self._sheet.write_datetime(self._row, at, cell, self._look(num_format="yyyy-mm-dd", **look))

    def _text(self, at: int, text: str, **look: Any) -> None:
        text = clean_text(text)
        # XlsxWriter would take what begins so for its own markup.
        text = f" {text}" if text.startswith("<r>") else text
        self._sheet.write_string(self._row, at, text, self._look(**look))

    def close(self) -> bytes:
        """The whole workbook."""
        for sheet in self._book.worksheets():
            sheet.autofit(_WIDEST)
        self._book.close()
        return self._bytes.getvalue()


def summary_xlsx(summary: Summary) -> bytes:
    """The paper as an XLSX file, the same bytes for the same summary."""
    plan, heading, name = summary.progress.plan, paper.heading(summary), words.whose(summary.progress)
    book = Book(name, heading.removeprefix(name).strip(" ·"), summary.progress.as_of)
    facts, called = list(rows(summary)), headings(plan)
    places = [row for row in facts if row["place"] != TOTAL and (row["place"] != UNPLACED or row["outcome"])]
    for title, key, names, found in (
        (_("Targets"), "Targets", _TARGETS, [row for row in facts if row["place"] == TOTAL]),
        (_("Outcomes"), "Outcomes", _OUTCOMES, list(_outcomes(summary))),
        (_("Places"), "Places", _PLACES, places),
    ):
        book.begin(title)
        cells = [
            [_cell(plan.target_by_id[row["target"]], row, each, shown[each]) for each in names.split()]
            for row, shown in zip(found, told(plan, found), strict=True)
        ]
        columns = [Column(called[name], number=name in _NUMBERS) for name in names.split()]
        book.table(columns, cells, key)
    for area in summary.areas:
        book.begin(area.name)
        book.line(heading, italic=True)
        book.line(area.name, bold=True, font_size=14)
        for warning in summary.progress.warnings:
            book.line(f"⚠ {warning}", bold=True)
        for grid in progress_grids.of_area(summary, area):
            book.line("")
            book.rows(grid.columns, grid.rows)
            for note in grid.notes:
                book.line(note, italic=True)
    return book.close()


def _outcomes(summary: Summary) -> Iterator[Json]:
    for row in summary.outcomes:
        target = summary.progress.plan.target_by_id[row.target]
        about = {"area": target.area, "name": target.name, "unit": target.unit}
        yield outcome_facts(summary.progress.plan, row) | about | {"writer": row.writer, "id": row.id}


def _cell(target: Target, row: Json, name: str, value: Any) -> Cell:
    """The row's value under a name as a cell; of few people only that they have reported."""
    if name == "status":
        return StatusCell(None if row["goal"] is None or row["hidden"] else row["status"])
    if row["hidden"] and name in ("outcome", "value"):
        return HIDDEN
    if isinstance(value, date):
        return value
    if name == "fulfilment" and row["used"] is not None:
        value = row["used"]
    if isinstance(value, int | float):
        return Figure(value, number_form(target, name, value))
    return str(value or "")


def number_form(target: Target, name: str, value: float) -> str:
    """Excel's format for what a target has under this name: a share, and how much is done, in percent."""
    is_ratio = isinstance(target.measure, Share | Milestone) and name not in ("value", "of", "outcomes")
    if is_ratio or name == "fulfilment":
        return "0.0%" if current() == "en" else "0.0 %"
    return "#,##0" if isinstance(value, int) else "#,##0.0#"
