"""Progress and plan as JSON and CSV, for other programs: decimal points, no language, rounded once."""

import csv
import io
import json
from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Any

from lovp.cells import escape_formula
from lovp.model import Plan, Share, Target
from lovp.progress.values import PlaceProgress, Progress, TargetProgress
from lovp.render.figures import rounded

_RATIO_DECIMALS = 4
Json = dict[str, Any]


def plain(value: Fraction | None, decimals: int) -> int | float | None:
    """The value rounded half up; a whole number is written without decimals."""
    if value is None:
        return None
    digits = rounded(value, decimals)
    return int(digits) if digits == digits.to_integral_value() else float(digits)


def amount(target: Target, value: Fraction | None, extra: int = 0) -> int | float | None:
    """An outcome or a goal as it is; `extra` decimals go to figures that are computed. A share is a ratio."""
    if isinstance(target.measure, Share):
        return plain(value, _RATIO_DECIMALS)
    return plain(value, target.decimals + extra if target.measure.kind != "milestone" else 2)


def progress_json(progress: Progress) -> str:
    """Progress in the schema `lovp.progress/1`."""
    document = {
        "schema": "lovp.progress/1",
        "organisation": progress.plan.organisation,
        "year": progress.plan.year,
        "as_of": progress.as_of.isoformat(),
        "known_at": progress.known_at,
        "place": progress.place,
        "areas": [
            {"id": area.id, "name": area.name, "targets": [target_json(target) for target in area.targets]}
            for area in progress.areas
        ],
        "warnings": list(progress.warnings),
    }
    return dump(document)


def dump(document: Json) -> str:
    return json.dumps(document, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def target_json(progress: TargetProgress) -> Json:
    target = progress.target
    return {
        "id": target.id,
        "name": target.name,
        "measure": target.measure.kind,
        "unit": target.unit,
        **figures_of(progress),
        "places": [_place(target, part) for part in progress.places],
        "unplaced": amount(target, progress.unplaced),
        "hidden": progress.hidden,
        "missing": None if progress.missing is None else list(progress.missing),
        "months": [amount(target, value) for value in progress.months],
    }


def figures_of(progress: TargetProgress) -> Json:
    """The figures of one target, in the order of the schema."""
    target = progress.target
    return {
        "goal": amount(target, progress.goal),
        "direction": target.direction.value,
        "outcome": amount(target, progress.outcome),
        "of": plain(progress.of, target.decimals),
        "fulfilment": plain(progress.fulfilment, _RATIO_DECIMALS),
        "expected": amount(target, progress.expected, extra=1),
        "left": amount(target, progress.left),
        "needed_per_week": plain(progress.needed_per_week, 1),
        "forecast": amount(target, progress.forecast),
        "status": progress.status.value,
        "last_date": progress.last_date.isoformat() if progress.last_date else None,
        "outcomes": progress.reported,
    }


def _place(target: Target, part: PlaceProgress) -> Json:
    return {
        "place": part.place,
        "goal": amount(target, part.goal),
        "outcome": amount(target, part.outcome),
        "of": plain(part.of, target.decimals),
        "fulfilment": plain(part.fulfilment, _RATIO_DECIMALS),
        "status": part.status.value if part.status else None,
        "outcomes": part.reported,
        "hidden": part.hidden,
    }


def targets_json(plan: Plan) -> str:
    """The plan's targets, flat, in the schema `lovp.targets/1`."""
    return dump(
        {
            "schema": "lovp.targets/1",
            "organisation": plan.organisation,
            "year": plan.year,
            "targets": [target_facts(target) for target in plan.targets()],
        }
    )


def target_facts(target: Target) -> Json:
    """What the plan says of one target."""
    return {
        "id": target.id,
        "area": target.area,
        "name": target.name,
        "measure": target.measure.kind,
        "goal": amount(target, None if target.goal is None else Fraction(target.goal)),
        "direction": target.direction.value,
        "unit": target.unit,
        "due": target.due.isoformat() if target.due else None,
        "source": target.source,
    }


_TARGET_COLUMNS = ("area", "target", "name", "measure", "unit")


def progress_csv(progress: Progress) -> str:
    """A row a target: its area, what it is, and its figures."""
    return table_csv(
        [
            identified(area.id, target) | figures_of(target)
            for area in progress.areas
            for target in area.targets
        ]
    )


def places_csv(progress: Progress) -> str:
    """A row for each target and part of the place, `unplaced` and `total` included."""
    return table_csv(
        [
            identified(area.id, target) | part
            for area in progress.areas
            for target in area.targets
            for part in parts_and_total(target)
        ]
    )


def parts_and_total(progress: TargetProgress) -> list[Json]:
    parts = [_place(progress.target, part) for part in progress.places]
    keys = ("place", "goal", "outcome", "of", "fulfilment", "status", "outcomes", "hidden")
    if progress.unplaced is not None:
        outcome = amount(progress.target, progress.unplaced)
        parts.append(dict.fromkeys(keys) | {"place": "unplaced", "outcome": outcome})
    total = figures_of(progress) | {"place": "total", "hidden": progress.hidden}
    return [*parts, {key: total[key] for key in keys}]


def months_csv(progress: Progress) -> str:
    """A row a target, a column a month."""
    return table_csv(
        [
            identified(area.id, target)
            | {
                f"{progress.plan.year}-{number:02}": amount(target.target, value)
                for number, value in enumerate(target.months or (None,) * 12, start=1)
            }
            | {"outcome": amount(target.target, target.outcome)}
            for area in progress.areas
            for target in area.targets
        ]
    )


def identified(area: str, progress: TargetProgress) -> Json:
    target = progress.target
    return dict(
        zip(_TARGET_COLUMNS, (area, target.id, target.name, target.measure.kind, target.unit), strict=True)
    )


def missing_csv(progress: Progress) -> str:
    """A row for each share or coverage and place that has not reported."""
    return table_csv(
        [
            identified(area.id, target) | {"place": place}
            for area in progress.areas
            for target in area.targets
            for place in target.missing or ()
        ]
    )


def calendar_json(plan: Plan) -> str:
    """The plan's key dates in the schema `lovp.calendar/1`."""
    document = {"schema": "lovp.calendar/1", "organisation": plan.organisation, "year": plan.year}
    return dump(document | {"dates": _dates(plan)})


def calendar_csv(plan: Plan) -> str:
    """A row a key date."""
    return table_csv(_dates(plan))


def _dates(plan: Plan) -> list[Json]:
    return [
        {
            "first": key.first.isoformat(),
            "last": key.last.isoformat(),
            "name": key.name,
            "preliminary": key.preliminary,
            "source": key.source,
        }
        for key in plan.dates
    ]


def table_csv(rows: Sequence[Json], *, excel: bool = False) -> str:
    """Rows with the same keys as CSV, in which no cell can be a formula.

    With `excel` as Swedish Excel opens it: semicolons, decimal commas, CRLF. (The byte order mark that Excel
    also wants belongs to the file, not to the text.)
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";" if excel else ",", lineterminator="\r\n" if excel else "\n")
    if rows:
        writer.writerow(rows[0])
    writer.writerows(_cells(row.values(), excel=excel) for row in rows)
    return out.getvalue()


def _cells(values: Iterable[Any], *, excel: bool) -> list[str]:
    return [_cell(value, excel=excel) for value in values]


def _cell(value: Any, *, excel: bool) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case int() | float():
            text = f"{value}"
            return text.replace(".", ",") if excel else text
        case _:
            return escape_formula(str(value))
