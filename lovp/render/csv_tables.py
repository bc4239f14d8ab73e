"""Progress, plan and summary as CSV, for other programs and for Excel; no cell can be a formula."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from lovp.cells import escape_formula
from lovp.model import Plan
from lovp.progress.values import Progress, TargetProgress
from lovp.render.data import Json, amount, date_facts, figures_of, place_facts, target_facts

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


def progress_by(progress: Progress, way: str) -> str:
    """The progress by target, by month, by the places that have not reported (`missing`), or by place."""
    ways = {"target": progress_csv, "month": months_csv, "missing": missing_csv}
    return ways.get(way, places_csv)(progress)


def progress_csv(progress: Progress) -> str:
    """A row a target: its area, what it is, and its figures."""
    rolled = bool(progress.districts) and not progress.place
    return table(
        (*TARGET, *FIGURES, *(DISTRICTS if rolled else ())),
        [
            identified(area, target)
            | figures_of(target)
            | {"hidden": target.hidden}
            | districts_cells(progress, target)
            for area, target in _targets(progress)
        ],
    )


def places_csv(progress: Progress) -> str:
    """A row for each target and part of the place, `unplaced` and `total` included."""
    return table(
        (*TARGET, *PLACE),
        [
            identified(area, target) | part
            for area, target in _targets(progress)
            for part in parts_and_total(target)
        ],
    )


def districts_csv(districts: Sequence[Progress]) -> str:
    """A row for each district of a roll-up and target, with all its figures."""
    return table(
        (*TARGET, "district", *FIGURES),
        [
            identified(area, target)
            | {"district": progress.place}
            | figures_of(target)
            | {"hidden": target.hidden}
            for progress in districts
            for area, target in _targets(progress)
        ],
    )


def months_csv(progress: Progress) -> str:
    """A row a target, a column a month."""
    return table(
        (*TARGET, *month_cells(progress.plan, None), "outcome"),
        [
            identified(area, target)
            | month_cells(progress.plan, target)
            | {"outcome": amount(target.target, target.outcome)}
            for area, target in _targets(progress)
        ],
    )


def missing_csv(progress: Progress) -> str:
    """A row for each place that has not reported (`missing`), or has not enough (`insufficient`)."""
    return table(
        (*TARGET, "place", "state"),
        [
            identified(area, target) | {"place": place, "state": state}
            for area, target in _targets(progress)
            for state, places in (("missing", target.missing), ("insufficient", target.insufficient))
            for place in places or ()
        ],
    )


def targets_csv(plan: Plan) -> str:
    """A row a target of the plan."""
    return table(_FACTS, [target_facts(target) for target in plan.targets()])


def calendar_csv(plan: Plan) -> str:
    """A row a key date."""
    return table(_DATES, date_facts(plan))


def _targets(progress: Progress) -> list[tuple[str, TargetProgress]]:
    return [(area.id, target) for area in progress.areas for target in area.targets]


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
            return escape_formula(str(value), ";" if excel else ",")
