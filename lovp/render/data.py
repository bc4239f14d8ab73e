"""Progress and plan as JSON, for other programs: no language, rounded once, half up."""

from fractions import Fraction
from typing import Any

from lovp.model import Number, Plan, Share, Target
from lovp.progress.values import PlaceProgress, Progress, TargetProgress
from lovp.render.figures import rounded

_RATIO_DECIMALS = 4
_MOST_DECIMALS = 6
"""More than any target allows."""
Json = dict[str, Any]


def plain(value: Fraction | None, decimals: int) -> int | float | None:
    """The value rounded half up; a whole number is written without decimals."""
    if value is None:
        return None
    digits = rounded(value, decimals)
    return int(digits) if digits == digits.to_integral_value() else float(digits)


def exactly(value: Number | None) -> int | float | None:
    """A number as it was recorded."""
    return plain(None if value is None else Fraction(value), _MOST_DECIMALS)


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
        **districts_json(progress),
        "warnings": list(progress.warnings),
    }
    return dump(document)


def districts_json(progress: Progress) -> Json:
    """What is known of each district of a roll-up; nothing in one district's own progress."""
    if not progress.districts:
        return {}
    return {
        "districts": [
            {
                "place": each.place,
                "organisation": each.organisation,
                "state": each.state.value,
                "outcomes": each.reported,
                "last_date": each.last_date.isoformat() if each.last_date else None,
            }
            for each in progress.districts
        ]
    }


def dump(document: Json) -> str:
    """The document as JSON to print: Swedish letters as they are, indented by 2, with a line end last."""
    import json

    return json.dumps(document, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def target_json(progress: TargetProgress) -> Json:
    """One target as it stands in `lovp.progress/1`: what it is, its figures, its places and its months."""
    target = progress.target
    return {
        "id": target.id,
        "name": target.name,
        "measure": target.measure.kind,
        "unit": target.unit,
        "unit_one": target.unit_one,
        **figures_of(progress),
        "places": [place_facts(target, part) for part in progress.places],
        "unplaced": amount(target, progress.unplaced),
        "hidden": progress.hidden,
        "missing": None if progress.missing is None else list(progress.missing),
        "insufficient": None if progress.insufficient is None else list(progress.insufficient),
        "months": [amount(target, value) for value in progress.months],
        **({"without": list(progress.without)} if target.members else {}),
    }


def figures_of(progress: TargetProgress) -> Json:
    """The figures of one target, in the order of the schema."""
    target, outcome = progress.target, amount(progress.target, progress.outcome)
    due_by_now = expectation(target, progress.expected)
    return {
        "goal": amount(target, progress.goal),
        "direction": target.direction.value,
        "outcome": outcome,
        "of": plain(progress.of, target.decimals),
        "fulfilment": plain(progress.fulfilment, _RATIO_DECIMALS),
        "used": plain(progress.used, _RATIO_DECIMALS),
        "expected": due_by_now,
        "difference": _difference(outcome, due_by_now),
        "left": amount(target, progress.left),
        "needed_per_week": _rate(progress.needed_per_week),
        "forecast": amount(target, progress.forecast),
        "status": progress.status.value,
        "last_date": progress.last_date.isoformat() if progress.last_date else None,
        "outcomes": progress.reported,
    }


def expectation(target: Target, value: Fraction | None) -> int | float | None:
    """What is expected by a day: whole where the target is, else with a decimal more than an outcome."""
    return plain(value, 0) if target.whole else amount(target, value, extra=1)


def _rate(value: Fraction | None) -> int | float | None:
    """So many a week, with two decimals below 1."""
    return plain(value, 2 if value is not None and value < 1 else 1)


def _difference(outcome: float | None, due_by_now: float | None) -> int | float | None:
    """The outcome less what is expected, as both are written, so that the three add up."""
    if outcome is None or due_by_now is None:
        return None
    return plain(Fraction(str(outcome)) - Fraction(str(due_by_now)), _MOST_DECIMALS + 1)


def place_facts(target: Target, part: PlaceProgress) -> Json:
    """The figures of one part of a place, in the order of the schema."""
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
        "unit_one": target.unit_one,
        "start": amount(target, None if target.start is None else Fraction(target.start)),
        "due": target.due.isoformat() if target.due else None,
        "source": target.source,
        "central": target.central,
    }


def calendar_json(plan: Plan) -> str:
    """The plan's key dates in the schema `lovp.calendar/1`."""
    document = {"schema": "lovp.calendar/1", "organisation": plan.organisation, "year": plan.year}
    return dump(document | {"dates": date_facts(plan)})


def date_facts(plan: Plan) -> list[Json]:
    """The plan's key dates, each with its days as 2024-03-08."""
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
