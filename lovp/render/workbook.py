"""A paper as a workbook for Excel: flat tables of targets, outcomes and places, and a view of each area.

Texts are only ever texts, never formulas. XlsxWriter writes each file of the archive with one fixed date, so
that the same cells are the same bytes.
"""

import io
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from functools import cache
from math import ceil
from typing import Any, NamedTuple

from lovp.i18n import _, current, mark
from lovp.model import Milestone, Plan, Share
from lovp.progress.summary import Summary
from lovp.render import csv_tables, paper, words
from lovp.render.csv_tables import TOTAL, UNPLACED
from lovp.render.data import Json, outcome_facts, target_facts
from lovp.render.figures import HIDDEN
from lovp.render.grid import Bar, Column, Kind, Section, StatusCell
from lovp.text import clean_text

_WIDEST, _LETTERS, _LINE = 380, 55, 15
"""The most pixels of a column, how many letters it has room for then, and the points of a line's height."""
_COLOURS = {
    "good": {"font_color": "#005000", "bg_color": "#D9F0DD"},
    "unsure": {"font_color": "#5F4B00", "bg_color": "#FFF0C2"},
    "bad": {"font_color": "#8C0009", "bg_color": "#FBD9DC"},
}
_TARGETS = (
    "area target name measure unit goal outcome of fulfilment expected forecast low high status last_date"
).split()
_OUTCOMES = "date area target name place value of unit note writer id".split()
_PLACES = "area target name unit place outcome of goal outcomes".split()
_RATIOS = "goal outcome expected forecast low high".split()
"""What of a share or a milestone is a part of it all."""


class Figure(NamedTuple):
    """A number as the JSON has it, with Excel's format for it."""

    value: float
    form: str


Cell = str | date | Figure | StatusCell | Bar | None


def sheet_name(text: str, taken: Iterable[str]) -> str:
    """The text as the name of a sheet: 31 letters, without forbidden signs, and like no other."""
    # Emoji are forbidden here too: Excel counts each of them as two signs.
    name = re.sub(r"[\[\]:*?/\\']|[^ -\ufffd]", "-", clean_text(text)).strip() or "–"
    # Excel keeps two names for itself.
    used = {"history", "historik", *(other.casefold() for other in taken)}
    names = [name[:31].strip(), *(f"{name[:27].strip()} {number}" for number in range(2, 1000))]
    return next(each for each in names if each.casefold() not in used)


class Book:
    """A workbook in the making: `begin` a sheet, then write on it from its top; `close` gives the bytes."""

    def __init__(self, title: str, day: date) -> None:
        """Begin a workbook that says of itself that it was made on `day`."""
        from xlsxwriter import Workbook

        self._bytes = io.BytesIO()
        self._book = Workbook(self._bytes, {"in_memory": True})
        self._book.set_properties({"title": clean_text(title), "created": datetime.combine(day, time())})
        # One format for all cells that look alike.
        self._look = cache(lambda **look: self._book.add_format({"valign": "top", **look}))

    def begin(self, name: str) -> None:
        """Begin a sheet with a name made of this one; printed it is as wide as the paper."""
        taken = [sheet.get_name() for sheet in self._book.worksheets()]
        self._sheet, self._row = self._book.add_worksheet(sheet_name(name, taken)), 0
        self._sheet.set_landscape()
        self._sheet.fit_to_pages(1, 0)
        # A text that is a number stays one, and Excel need not mark it as a mistake.
        self._sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})

    def line(self, text: str, **look: Any) -> None:
        """A text in the first column that goes on over those beside it; without one an empty line."""
        self._cell(0, text, **look)
        self._row += 1

    def rows(self, columns: Sequence[Column], rows: Sequence[Sequence[Cell]], *, table: str = "") -> None:
        """The names of the columns, and a line for each row; long texts go on over lines.

        With a `table` of this name, at the sheet's top, Excel sorts and filters them; long texts are cut.
        """
        titles = [column.title for column in columns]
        if table:
            headers = [{"header": title} for title in titles]
            options = {"name": table, "columns": headers, "style": "Table Style Light 1"}
            self._sheet.add_table(0, 0, max(len(rows), 1), len(columns) - 1, options)
            self._sheet.freeze_panes(1, 0)
            self._sheet.repeat_rows(0)
        self._write_row(columns, titles, bold=True, bottom=1)
        for row in rows:
            self._write_row(columns, row, wrap=not table)

    def _write_row(
        self, columns: Sequence[Column], row: Sequence[Cell], *, wrap: bool = False, **look: Any
    ) -> None:
        lines = max(ceil(len(cell) / _LETTERS) if wrap and isinstance(cell, str) else 1 for cell in row)
        if lines > 1:
            # LibreOffice does not see for itself how high the row must be.
            self._sheet.set_row(self._row, _LINE * lines)
        for at, column in enumerate(columns):
            # Texts keep away from figures before them.
            side = {"align": "right"} if column.number else {"align": "left", "indent": 1}
            self._cell(at, row[at], **side, text_wrap=lines > 1, **look)
        self._row += 1

    def _cell(self, at: int, cell: Cell, **look: Any) -> None:
        match cell:
            case Figure(value, form):
                self._sheet.write_number(self._row, at, value, self._look(num_format=form))
            case date():
                self._sheet.write_datetime(self._row, at, cell, self._look(num_format="yyyy-mm-dd"))
            case StatusCell(status) if status is not None:
                self._cell(at, words.labelled(status), **look, **_COLOURS.get(words.COLOURS[status], {}))
            case str() if cell:
                # XlsxWriter would take what begins with a tag for its own markup.
                text = re.sub("^<r>", " <r>", clean_text(cell))
                self._sheet.write_string(self._row, at, text, self._look(**look))

    def close(self) -> bytes:
        """The whole workbook."""
        for sheet in self._book.worksheets():
            sheet.autofit(_WIDEST)
        self._book.close()
        return self._bytes.getvalue()


def summary_xlsx(summary: Summary) -> bytes:
    """The paper as an XLSX file, the same bytes for the same summary."""
    plan = summary.progress.plan
    heading = paper.heading(summary)
    labels = csv_tables.labels(plan)
    book = Book(heading, summary.progress.as_of)
    for name, (keys, rows) in _tables(summary).items():
        cells = [
            [_made_cell(plan, row, key, translated[key]) for key in keys]
            for row, translated in zip(rows, csv_tables.translate(plan, rows), strict=True)
        ]
        book.begin(_(name))
        book.rows([Column(labels[key]) for key in keys], cells, table=name)
    for section in paper.sections(summary):
        if section.kind is Kind.AREA:
            _write_area(book, heading, section, summary.progress.warnings)
    return book.close()


def _tables(summary: Summary) -> dict[str, tuple[list[str], list[Json]]]:
    """The flat tables, each by its name: its columns and its rows, as JSON has them."""
    plan = summary.progress.plan
    facts = list(csv_tables.summary_rows(summary))
    outcomes = []
    for row in summary.outcomes:
        target = target_facts(plan.target_by_id[row.target])
        outcomes.append(target | outcome_facts(plan, row) | {"writer": row.writer, "id": row.id})
    places = [row for row in facts if row["place"] != TOTAL and (row["place"] != UNPLACED or row["outcome"])]
    return {
        mark("Targets"): (_TARGETS, [row for row in facts if row["place"] == TOTAL]),
        mark("Outcomes"): (_OUTCOMES, outcomes),
        mark("Places"): (_PLACES, places),
    }


def _write_area(book: Book, heading: str, section: Section, warnings: Iterable[str]) -> None:
    """Write the view of an area on a sheet of its own."""
    book.begin(section.title.split(",")[0])
    book.line(heading, italic=True)
    book.line(section.title, bold=True, font_size=14)
    for warning in warnings:
        book.line(f"⚠ {warning}", bold=True)
    for grid in section.grids:
        book.line("")
        book.rows(grid.columns, grid.rows)
        for note in grid.notes:
            book.line(note, italic=True)


def _made_cell(plan: Plan, row: Json, name: str, value: Any) -> Cell:
    """The row's value under a name as a cell; of few people only that they have reported."""
    if name == "status":
        return StatusCell(None if row["goal"] is None or row["hidden"] else row["status"])
    if row["hidden"] and name in ("outcome", "value"):
        return HIDDEN
    if name == "fulfilment" and row["used"] is not None:
        value = row["used"]
    if not isinstance(value, int | float):
        return value or None
    is_ratio = isinstance(plan.target_by_id[row["target"]].measure, Share | Milestone) and name in _RATIOS
    if is_ratio or name == "fulfilment":
        return Figure(value, "0.0%" if current() == "en" else "0.0 %")
    return Figure(value, "#,##0" if isinstance(value, int) else "#,##0.0#")
