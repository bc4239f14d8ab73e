"""Progress, plan and summary as CSV, for other programs and for Excel; no cell can be a formula."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from lovp.model import Plan
from lovp.progress.values import Progress
from lovp.record.row import escape_formula
from lovp.render.data import Json, target_facts, target_json

TARGET = tuple("area target name measure unit".split())
FIGURES = tuple(
    "goal direction outcome of fulfilment expected left needed_per_week forecast".split()
    + "status last_date outcomes hidden used difference".split()
)
TOTAL, UNPLACED = "total", "unplaced"
PLACE = tuple("place goal outcome of fulfilment status outcomes hidden".split())
DISTRICTS = tuple("in_figures districts".split())
"""In a roll-up: how many districts the figures of a target hold, and how many there are."""
_FACTS = tuple("id area name measure goal direction unit due source central".split())
_DATES = tuple("first last name preliminary source".split())


def progress_csv(progress: Progress, way: str, districts: Sequence[Progress] = ()) -> str:
    """A row a target, with its months, or for each of its places, or of those that have not reported.

    `way` is target, month, place or missing. Where there are `districts`, a row for each of them and target.
    """
    found = [row for each in districts or [progress] for row in rows(each, map(target_json, each.targets()))]
    totals = [row for row in found if row["place"] == TOTAL]
    if districts:
        return table((*TARGET, "district", *FIGURES), totals)
    if way == "target":
        rolled = DISTRICTS if progress.districts and not progress.place else ()
        return table((*TARGET, *FIGURES, *rolled), totals)
    if way == "month":
        return table((*TARGET, *month_names(progress.plan), "outcome"), totals)
    if way != "missing":
        return table((*TARGET, *PLACE), found)
    states = [(row, state) for row in totals for state in ("missing", "insufficient")]
    silent = (row | {"place": place, "state": state} for row, state in states for place in row[state] or ())
    return table((*TARGET, "place", "state"), silent)


def rows(progress: Progress, targets: Iterable[Json]) -> Iterator[Json]:
    """For each target, as JSON has it, a row a part of the place, one for what has no place, its total."""
    count = len(progress.districts)
    for facts in targets:
        about = facts | {"target": facts["id"], "district": progress.place, "last_date": None, "month": None}
        yield from (about | part for part in facts["places"])
        if facts["unplaced"] is not None:
            unplaced = {"outcome": facts["unplaced"], "month": facts.get("unplaced_month")}
            yield about | dict.fromkeys(PLACE) | unplaced | {"place": UNPLACED}
        ends = facts.get("interval") or {"low": None, "high": None}
        months = dict(zip(month_names(progress.plan), facts["months"], strict=True))
        rolled = {"in_figures": count - len(facts.get("without", ())), "districts": count}
        yield about | facts | ends | months | rolled | {"place": TOTAL}


def targets_csv(plan: Plan) -> str:
    """A row a target of the plan."""
    return table(_FACTS, map(target_facts, plan.targets()))


def calendar_csv(plan: Plan) -> str:
    """A row a key date."""
    return table(_DATES, map(asdict, plan.dates))


def month_names(plan: Plan) -> list[str]:
    """2024-01 to 2024-12: what the months' columns are called."""
    return [f"{plan.year}-{number:02}" for number in range(1, 13)]


def table(columns: Sequence[str], rows: Iterable[Mapping[str, Any]], *, excel: bool = False) -> str:
    """The rows' cells in these columns, under their names.

    With `excel` as Swedish Excel opens it: semicolons, decimal commas, CRLF. (The byte order mark that Excel
    also wants belongs to the file, not to the text.)
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";" if excel else ",", lineterminator="\r\n" if excel else "\n")
    writer.writerow(columns)
    writer.writerows([_cell(row[column], excel=excel) for column in columns] for row in rows)
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
