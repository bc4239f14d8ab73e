"""Progress and plan as JSON, for other programs: no language, rounded once, half up."""

from fractions import Fraction
from typing import Any

from lovp.model import Date, Number, Plan, Share, Target
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


def amount(target: Target, value: Fraction | None) -> int | float | None:
    """An outcome or a goal as it is; a share is a ratio."""
    decimals = {"share": _RATIO_DECIMALS, "milestone": 2}
    return plain(value, decimals.get(target.measure.kind, target.decimals))


def expectation(target: Target, value: Fraction | None) -> int | float | None:
    """What is expected by a day: whole where the target is, else with a decimal more than an outcome."""
    if isinstance(target.measure, Share):
        return amount(target, value)
    return plain(value, 0 if target.whole else target.decimals + 1)


def dump(document: Json) -> str:
    """The document as JSON to print: Swedish letters as they are, indented by 2, with a line end last."""
    import json

    return json.dumps(document, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def plan_json(schema: str, plan: Plan, facts: Json) -> str:
    """A document of the schema, about an organisation's year, with these facts."""
    return dump({"schema": schema, "organisation": plan.organisation, "year": plan.year} | facts)


def progress_json(progress: Progress) -> str:
    """Progress in the schema `lovp.progress/1`."""
    facts = {
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
    return plan_json("lovp.progress/1", progress.plan, facts)


def districts_json(progress: Progress) -> Json:
    """What is known of each district of a roll-up; nothing in one district's own progress."""
    found = [
        {
            "place": each.place,
            "organisation": each.organisation,
            "state": each.state.value,
            "outcomes": each.reported,
            "last_date": _day(each.last_date),
        }
        for each in progress.districts
    ]
    return {"districts": found} if found else {}


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
        "missing": progress.missing,
        "insufficient": progress.insufficient,
        "months": [amount(target, value) for value in progress.months],
        **({"without": progress.without} if target.members else {}),
    }


def figures_of(progress: TargetProgress) -> Json:
    """The figures of one target, in the order of the schema."""
    target, rate = progress.target, progress.needed_per_week
    outcome, expected = amount(target, progress.outcome), expectation(target, progress.expected)
    difference = None
    if outcome is not None and expected is not None:
        # Of both as they are written, so that the three add up.
        difference = plain(Fraction(str(outcome)) - Fraction(str(expected)), _MOST_DECIMALS + 1)
    return {
        "goal": amount(target, progress.goal),
        "direction": target.direction,
        "outcome": outcome,
        "of": plain(progress.of, target.decimals),
        "fulfilment": plain(progress.fulfilment, _RATIO_DECIMALS),
        "used": plain(progress.used, _RATIO_DECIMALS),
        "expected": expected,
        "difference": difference,
        "left": amount(target, progress.left),
        "needed_per_week": plain(rate, 2 if rate is not None and rate < 1 else 1),
        "forecast": amount(target, progress.forecast),
        "status": progress.status.value,
        "last_date": _day(progress.last_date),
        "outcomes": progress.reported,
    }


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
    return plan_json("lovp.targets/1", plan, {"targets": list(map(target_facts, plan.targets()))})


def target_facts(target: Target) -> Json:
    """What the plan says of one target."""
    return {
        "id": target.id,
        "area": target.area,
        "name": target.name,
        "measure": target.measure.kind,
        "goal": exactly(target.goal),
        "direction": target.direction,
        "unit": target.unit,
        "unit_one": target.unit_one,
        "start": exactly(target.start),
        "due": _day(target.due),
        "source": target.source,
        "central": target.central,
    }


def calendar_json(plan: Plan) -> str:
    """The plan's key dates in the schema `lovp.calendar/1`."""
    return plan_json("lovp.calendar/1", plan, {"dates": date_facts(plan)})


def date_facts(plan: Plan) -> list[Json]:
    """The plan's key dates, each with its days as 2024-03-08."""
    return [
        {
            "first": _day(key.first),
            "last": _day(key.last),
            "name": key.name,
            "preliminary": key.preliminary,
            "source": key.source,
        }
        for key in plan.dates
    ]


def _day(value: Date | None) -> str | None:
    return value.isoformat() if value else None
