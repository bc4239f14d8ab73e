"""Progress, papers and plan as CSV, for other programs and for Excel; no cell can be a formula.

The rows and their words for people are those of the workbook too.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from lovp.dates import Month, month_name
from lovp.i18n import _, current
from lovp.model import Plan
from lovp.progress.summary import Summary
from lovp.progress.values import Progress, Status
from lovp.record.row import escape_formula
from lovp.render.data import Json, summary_target, target_json
from lovp.render.words import MEASURES, status

TARGET = "area target name measure unit".split()
_FIGURES = (
    "goal direction outcome of fulfilment expected left needed_per_week forecast status last_date outcomes"
    " hidden used difference"
).split()
_PLACE = "place goal outcome of fulfilment status outcomes hidden".split()
_DISTRICTS = "in_figures districts".split()
"""In a roll-up: how many districts the figures of a target hold, and how many there are."""
PROMISE = "id area name measure goal direction unit due source central".split()
KEY_DATE = "first last name preliminary source".split()
_WORDS = "measure direction status place hidden".split()
"""The columns in which the schema has words of its own."""
TOTAL, UNPLACED = "total", "unplaced"
_BYTE_ORDER_MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"
"""Excel takes a file for Windows-1252 unless it begins with one."""


def progress_csv(progress: Progress, way: str, districts: Sequence[Progress]) -> str:
    """A row a target, with its months, or for each of its places, or of those that have not reported.

    `way` is target, month, place or missing. Where there are `districts`, a row for each of them and target.
    """
    found = [row for each in districts or [progress] for row in _rows(each, map(target_json, each.targets()))]
    totals = [row for row in found if row["place"] == TOTAL]
    if districts:
        return table([*TARGET, "district", *_FIGURES], totals)
    if way == "target":
        rolled = _DISTRICTS if progress.districts and not progress.place else []
        return table([*TARGET, *_FIGURES, *rolled], totals)
    if way == "month":
        return table([*TARGET, *_months(progress.plan), "outcome"], totals)
    if way != "missing":
        return table([*TARGET, *_PLACE], found)
    lacking = []
    for row in totals:
        for state in ("missing", "insufficient"):
            lacking += [row | {"place": place, "state": state} for place in row[state] or ()]
    return table([*TARGET, "place", "state"], lacking)


def summary_csv(summary: Summary, *, excel: bool) -> str:
    """A month: a row for each target and part of the place; a year: a row a target, with its months.

    With `excel` as Swedish Excel opens it, with words instead of the schema's names.
    """
    plan, found = summary.progress.plan, list(summary_rows(summary))
    columns = [*TARGET, *_PLACE, "month", "last_date"]
    if summary.month is None:
        rolled = _DISTRICTS if summary.progress.districts else []
        columns = [*TARGET, *_FIGURES, *_months(plan), *rolled, "source"]
        found = [row for row in found if row["place"] == TOTAL]
    if excel:
        return table(columns, translate(plan, found), labels(plan))
    return table(columns, found)


def summary_rows(summary: Summary) -> Iterator[Json]:
    """For each target a row a part of the place, one for what has no place, and last its total."""
    targets = (summary_target(summary, each) for area in summary.areas for each in area.targets)
    return _rows(summary.progress, targets)


def _rows(progress: Progress, targets: Iterable[Json]) -> Iterator[Json]:
    """The rows of targets as JSON has them: for each part of the place, for what has no place, in total."""
    count = len(progress.districts)
    for facts in targets:
        about = facts | {"target": facts["id"], "district": progress.place, "last_date": None, "month": None}
        yield from (about | part for part in facts["places"])
        if facts["unplaced"] is not None:
            unplaced = {"outcome": facts["unplaced"], "month": facts.get("unplaced_month")}
            yield about | dict.fromkeys(_PLACE) | unplaced | {"place": UNPLACED}
        ends = facts.get("interval") or {"low": None, "high": None}
        months = dict(zip(_months(progress.plan), facts["months"], strict=True))
        rolled = {"in_figures": count - len(facts.get("without", ())), "districts": count}
        yield about | facts | ends | months | rolled | {"place": TOTAL}


def _months(plan: Plan) -> list[str]:
    """2024-01 to 2024-12: what the months' columns are called."""
    return [str(Month(plan.year, number)) for number in range(1, 13)]


def table(columns: Sequence[str], rows: Iterable[Json], headings: Mapping[object, str] | None = None) -> str:
    """The rows' cells in these columns, under their names.

    With `headings` under those, as Swedish Excel opens it: semicolons, decimal commas, CRLF.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";" if headings else ",", lineterminator="\r\n" if headings else "\n")
    if headings:
        out.write(_BYTE_ORDER_MARK)
    writer.writerow([headings[column] for column in columns] if headings else columns)
    writer.writerows([_cell(row[column], excel=bool(headings)) for column in columns] for row in rows)
    return out.getvalue()


def _cell(value: Any, *, excel: bool) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case int() | float():
            return f"{value}".replace(".", ",") if excel else f"{value}"
        case _:
            return escape_formula(str(value))


def translate(plan: Plan, rows: Iterable[Json]) -> Iterator[Json]:
    """The rows with words for people, in the language spoken now, instead of those of the schema."""
    words = labels(plan)
    for row in rows:
        named = {key: words.get(row[key], row[key]) for key in _WORDS if key in row}
        yield row | named | {"area": plan.area_by_id[row["area"]].name}


def labels(plan: Plan) -> dict[object, str]:
    """What the columns, and the schema's own words in them, are called for people.

    A month is called by its name: of 2024-01 Excel would make a date.
    """
    return {
        **{name: month_name(at, current()) for at, name in enumerate(_months(plan), 1)},
        **{each.value: status(each) for each in Status},
        **{measure: _(measure) for measure in MEASURES},
        "at_least": _("at least"),
        "at_most": _("at most"),
        UNPLACED: _("no place"),
        TOTAL: _("total"),
        True: _("yes"),
        False: _("no"),
        "area": _("Area"),
        "target": _("Id"),
        "name": _("Target"),
        "measure": _("Counted"),
        "unit": _("Unit"),
        "place": _("Place"),
        "goal": _("Goal"),
        "direction": _("Direction"),
        "outcome": _("Outcome"),
        "of": _("Of"),
        "fulfilment": _("Done"),
        "used": _("Used"),
        "expected": _("Expected"),
        "difference": _("Difference"),
        "left": _("Left"),
        "needed_per_week": _("Needed a week"),
        "forecast": _("Forecast"),
        "low": _("Low"),
        "high": _("High"),
        "status": _("Status"),
        "last_date": _("Latest"),
        "outcomes": _("Number of outcomes"),
        "hidden": _("Hidden"),
        "month": _("The month"),
        "in_figures": _("Districts in the figures"),
        "districts": _("Districts"),
        "source": _("The plan's words"),
        "date": _("Date"),
        "value": _("Value"),
        "note": _("Note"),
        "writer": _("Writer"),
        "id": _("Outcome's id"),
    }
