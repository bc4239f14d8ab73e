"""A paper as a workbook: flat tables of targets, outcomes and places, and a view of each area."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from lovp.i18n import _, current
from lovp.model import Milestone, Share, Target
from lovp.progress.summary import Summary
from lovp.progress.values import Status
from lovp.render import paper, progress_grids
from lovp.render.column_names import columns
from lovp.render.csv_tables import TOTAL, UNPLACED
from lovp.render.data import Json
from lovp.render.figures import HIDDEN
from lovp.render.grid import StatusCell
from lovp.render.summary_data import outcome_facts, rows, told
from lovp.render.words import whose
from lovp.render.workbook import Book, Cell, Figure

_TARGETS = (
    "area target name measure unit goal outcome of fulfilment expected forecast low high status last_date"
)
_OUTCOMES = "date area target name place value of unit note writer id"
_PLACES = "area target name unit place outcome of goal outcomes"


def summary_xlsx(summary: Summary) -> bytes:
    """The paper as an XLSX file, the same bytes for the same summary."""
    plan, heading, name = summary.progress.plan, paper.heading(summary), whose(summary.progress)
    book = Book(name, heading.removeprefix(name).strip(" ·"), summary.progress.as_of)
    facts = list(rows(summary))
    places = [row for row in facts if row["place"] != TOTAL and (row["place"] != UNPLACED or row["outcome"])]
    for title, key, names, found in (
        (_("Targets"), "Targets", _TARGETS, [row for row in facts if row["place"] == TOTAL]),
        (_("Outcomes"), "Outcomes", _OUTCOMES, list(_outcomes(summary))),
        (_("Places"), "Places", _PLACES, places),
    ):
        book.begin(title)
        cells = [
            [_cell(plan.target_by_id[row["target"]], row, name, words[name]) for name in names.split()]
            for row, words in zip(found, told(plan, found), strict=True)
        ]
        book.table(columns(names, plan.year), cells, key)
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
        judged = row["goal"] is not None and not row["hidden"]
        return StatusCell(Status(row["status"]) if judged else None)
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
