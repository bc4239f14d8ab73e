"""Progress, plan and summary as CSV, for other programs and for Excel; no cell can be a formula."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from lovp.cells import escape_formula
from lovp.model import Plan
from lovp.progress.summary import Summary, TargetMonth
from lovp.progress.values import Progress, TargetProgress
from lovp.render.data import Json, amount, date_facts, figures_of, place_facts, target_facts

_TARGET = tuple("area target name measure unit".split())
_FIGURES = tuple(
    "goal direction outcome of fulfilment expected left needed_per_week forecast".split()
    + "status last_date outcomes hidden".split()
)
_PLACE = tuple("place goal outcome of fulfilment status outcomes hidden".split())
_FACTS = tuple("id area name measure goal direction unit due source".split())
_DATES = tuple("first last name preliminary source".split())
_MONTHS = range(1, 13)


def progress_csv(progress: Progress) -> str:
    """A row a target: its area, what it is, and its figures."""
    return _table(
        (*_TARGET, *_FIGURES),
        [
            _identified(area, target) | figures_of(target) | {"hidden": target.hidden}
            for area, target in _targets(progress)
        ],
    )


def places_csv(progress: Progress) -> str:
    """A row for each target and part of the place, `unplaced` and `total` included."""
    return _table(
        (*_TARGET, *_PLACE),
        [
            _identified(area, target) | part
            for area, target in _targets(progress)
            for part in _parts_and_total(target)
        ],
    )


def months_csv(progress: Progress) -> str:
    """A row a target, a column a month."""
    names = [f"{progress.plan.year}-{number:02}" for number in _MONTHS]
    return _table(
        (*_TARGET, *names, "outcome"),
        [
            _identified(area, target)
            | {name: amount(target.target, value) for name, value in zip(names, target.months, strict=True)}
            | {"outcome": amount(target.target, target.outcome)}
            for area, target in _targets(progress)
        ],
    )


def missing_csv(progress: Progress) -> str:
    """A row for each share or coverage and place that has not reported."""
    return _table(
        (*_TARGET, "place"),
        [
            _identified(area, target) | {"place": place}
            for area, target in _targets(progress)
            for place in target.missing or ()
        ],
    )


def targets_csv(plan: Plan) -> str:
    """A row a target of the plan."""
    return _table(_FACTS, [target_facts(target) for target in plan.targets()])


def calendar_csv(plan: Plan) -> str:
    """A row a key date."""
    return _table(_DATES, date_facts(plan))


def summary_csv(summary: Summary) -> str:
    """A row for each target and each part of the place, as Swedish Excel opens it."""
    return _table(
        (*_TARGET, *_PLACE, "month", "last_date"),
        [row for area in summary.areas for target in area.targets for row in _month_rows(area.id, target)],
        excel=True,
    )


def _month_rows(area: str, month: TargetMonth) -> list[Json]:
    changes = (*month.places, *([] if month.unplaced is None else [month.unplaced]), month.change)
    last = month.now.last_date.isoformat() if month.now.last_date else None
    return [
        _identified(area, month.now)
        | part
        | {"month": amount(month.now.target, change), "last_date": last if part["place"] == "total" else None}
        for part, change in zip(_parts_and_total(month.now), changes, strict=True)
    ]


def _targets(progress: Progress) -> list[tuple[str, TargetProgress]]:
    return [(area.id, target) for area in progress.areas for target in area.targets]


def _identified(area: str, progress: TargetProgress) -> Json:
    target = progress.target
    return dict(zip(_TARGET, (area, target.id, target.name, target.measure.kind, target.unit), strict=True))


def _parts_and_total(progress: TargetProgress) -> list[Json]:
    parts = [place_facts(progress.target, part) for part in progress.places]
    if progress.unplaced is not None:
        outcome = amount(progress.target, progress.unplaced)
        parts.append(dict.fromkeys(_PLACE) | {"place": "unplaced", "outcome": outcome})
    total = figures_of(progress) | {"place": "total", "hidden": progress.hidden}
    return [*parts, {key: total[key] for key in _PLACE}]


def _table(columns: Sequence[str], rows: Iterable[Mapping[str, Any]], *, excel: bool = False) -> str:
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
