"""Progress, plan and summary as CSV, for other programs and for Excel; no cell can be a formula."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from lovp.model import Plan
from lovp.progress.values import Progress, TargetProgress
from lovp.render.data import Json, amount, date_facts, figures_of, place_facts, target_facts
from lovp.text import escape_formula

TARGET = tuple("area target name measure unit".split())
FIGURES = tuple(
    "goal direction outcome of fulfilment expected left needed_per_week forecast".split()
    + "status last_date outcomes hidden used difference".split()
)
PLACE = tuple("place goal outcome of fulfilment status outcomes hidden".split())
DISTRICTS = tuple("in_figures districts".split())
"""In a roll-up: how many districts the figures of a target hold, and how many there are."""
_FACTS = tuple("id area name measure goal direction unit due source central".split())
_DATES = tuple("first last name preliminary source".split())
_MONTHS = range(1, 13)


def progress_csv(progress: Progress, way: str, districts: Sequence[Progress] = ()) -> str:
    """A row a target, with its months, or for each of its places, or of those that have not reported.

    `way` is target, month, place or missing. Where there are `districts`, a row for each of them and target.
    """
    way = "district" if districts else way
    columns = {
        "target": (*FIGURES, *(DISTRICTS if progress.districts and not progress.place else ())),
        "district": ("district", *FIGURES),
        "month": (*month_cells(progress.plan, None), "outcome"),
        "missing": ("place", "state"),
    }
    rows = (
        identified(area.id, target) | figures_of(target) | {"hidden": target.hidden} | cells
        for each in districts or [progress]
        for area in each.areas
        for target in area.targets
        for cells in _cells(each, target, way)
    )
    return table((*TARGET, *columns.get(way, PLACE)), rows)


def _cells(progress: Progress, target: TargetProgress, way: str) -> list[Json]:
    """What each of the target's rows has besides what it is and its figures."""
    match way:
        case "target":
            return [districts_cells(progress, target)]
        case "district":
            return [{"district": progress.place}]
        case "month":
            return [month_cells(progress.plan, target)]
        case "missing":
            missing = [{"place": place, "state": "missing"} for place in target.missing or ()]
            return missing + [{"place": each, "state": "insufficient"} for each in target.insufficient or ()]
        case _:
            return parts_and_total(target)


def targets_csv(plan: Plan) -> str:
    """A row a target of the plan."""
    return table(_FACTS, map(target_facts, plan.targets()))


def calendar_csv(plan: Plan) -> str:
    """A row a key date."""
    return table(_DATES, date_facts(plan))


def identified(area: str, progress: TargetProgress) -> Json:
    """The cells under `TARGET`: what the target is, and in which area."""
    target = progress.target
    return dict(zip(TARGET, (area, target.id, target.name, target.measure.kind, target.unit), strict=True))


def districts_cells(progress: Progress, target: TargetProgress) -> Json:
    """The cells under `DISTRICTS`."""
    count = len(progress.districts)
    return dict(zip(DISTRICTS, (count - len(target.without), count), strict=True))


def month_cells(plan: Plan, progress: TargetProgress | None) -> Json:
    """The cells under 2024-01 to 2024-12; empty ones for no target."""
    names = (f"{plan.year}-{number:02}" for number in _MONTHS)
    if progress is None:
        return dict.fromkeys(names)
    values = (amount(progress.target, value) for value in progress.months)
    return dict(zip(names, values, strict=True))


def parts_and_total(progress: TargetProgress) -> list[Json]:
    """The cells under `PLACE` for each part of the place, then `unplaced` where it may be, then `total`."""
    parts = [place_facts(progress.target, part) for part in progress.places]
    if progress.unplaced is not None:
        outcome = amount(progress.target, progress.unplaced)
        parts.append(dict.fromkeys(PLACE) | {"place": "unplaced", "outcome": outcome})
    total = figures_of(progress) | {"place": "total", "hidden": progress.hidden}
    return [*parts, {key: total[key] for key in PLACE}]


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
