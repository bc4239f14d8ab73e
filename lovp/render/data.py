"""Progress and plan as JSON, for other programs: no language, rounded once, half up."""

from dataclasses import asdict
from fractions import Fraction
from typing import Any

from lovp.model import Plan, Share, Target
from lovp.progress.values import PlaceProgress, Progress, TargetProgress
from lovp.render.figures import Value, rounded

_RATIO_DECIMALS = 4
_MOST_DECIMALS = 6
"""More than any target allows."""
Json = dict[str, Any]


def plain(value: Value | None, decimals: int = _MOST_DECIMALS) -> int | float | None:
    """The value rounded half up; a whole number is written without decimals."""
    if value is None:
        return None
    digits = rounded(value, decimals)
    return int(digits) if digits == digits.to_integral_value() else float(digits)


def amount(target: Target, value: Value | None) -> int | float | None:
    """An outcome or a goal as it is; a share is a ratio."""
    decimals = {"share": _RATIO_DECIMALS, "milestone": 2}
    return plain(value, decimals.get(target.measure.kind, target.decimals))


def dump(document: Json) -> str:
    """The document as JSON to print: Swedish letters as they are, days as 2024-03-08, a line end last."""
    import json

    return json.dumps(document, ensure_ascii=False, indent=2, allow_nan=False, default=str) + "\n"


def attributes(about: object, names: str) -> Json:
    """What it has under these names, which have spaces between them."""
    return {name: getattr(about, name) for name in names.split()}


def plan_json(schema: str, plan: Plan, facts: Json) -> str:
    """A document of the schema, about an organisation's year, with these facts."""
    return dump({"schema": schema, "organisation": plan.organisation, "year": plan.year} | facts)


def progress_json(progress: Progress) -> str:
    """Progress in the schema `lovp.progress/1`."""
    areas = [
        {"id": area.id, "name": area.name, "targets": list(map(target_json, area.targets))}
        for area in progress.areas
    ]
    facts = attributes(progress, "as_of known_at place") | {"areas": areas} | districts_json(progress)
    return plan_json("lovp.progress/1", progress.plan, facts | {"warnings": progress.warnings})


def districts_json(progress: Progress) -> Json:
    """What is known of each district of a roll-up; nothing in one district's own progress."""
    found = [
        attributes(each, "place organisation state")
        | {"outcomes": each.reported, "last_date": each.last_date}
        for each in progress.districts
    ]
    return {"districts": found} if found else {}


def target_json(progress: TargetProgress) -> Json:
    """One target as it stands in `lovp.progress/1`: what it is, its figures, its places and its months."""
    target = progress.target
    without = {"without": progress.without} if target.members else {}
    return {
        **target_facts(target),
        **figures_of(progress),
        "places": [{"place": part.place} | _common_figures(target, part) for part in progress.places],
        "unplaced": amount(target, progress.unplaced),
        "missing": progress.missing,
        "insufficient": progress.insufficient,
        "months": [amount(target, value) for value in progress.months],
        **without,
    }


def target_facts(target: Target) -> Json:
    """What the plan says of one target."""
    facts = attributes(target, "id area name measure goal direction unit unit_one start due source central")
    numbers = {"goal": plain(target.goal), "start": plain(target.start)}
    return facts | numbers | {"measure": target.measure.kind}


def figures_of(progress: TargetProgress) -> Json:
    """The figures of one target."""
    target, rate = progress.target, progress.needed_per_week
    common = _common_figures(target, progress)
    outcome, expected = common["outcome"], amount(target, progress.expected)
    if not isinstance(target.measure, Share):
        expected = plain(progress.expected, 0 if target.whole else target.decimals + 1)
    difference = None
    if outcome is not None and expected is not None:
        # Of both as they are written, so that the three add up.
        difference = plain(Fraction(str(outcome)) - Fraction(str(expected)), _MOST_DECIMALS + 1)
    return common | {
        "direction": target.direction,
        "used": plain(progress.used, _RATIO_DECIMALS),
        "expected": expected,
        "difference": difference,
        "left": amount(target, progress.left),
        "needed_per_week": plain(rate, 2 if rate is not None and rate < 1 else 1),
        "forecast": amount(target, progress.forecast),
        "last_date": progress.last_date,
    }


def _common_figures(target: Target, found: TargetProgress | PlaceProgress) -> Json:
    return {
        "goal": amount(target, found.goal),
        "outcome": amount(target, found.outcome),
        "of": plain(found.of, target.decimals),
        "fulfilment": plain(found.fulfilment, _RATIO_DECIMALS),
        "status": found.status,
        "outcomes": found.reported,
        "hidden": found.hidden,
    }


def targets_json(plan: Plan) -> str:
    """The plan's targets, flat, in the schema `lovp.targets/1`."""
    return plan_json("lovp.targets/1", plan, {"targets": list(map(target_facts, plan.targets()))})


def calendar_json(plan: Plan) -> str:
    """The plan's key dates in the schema `lovp.calendar/1`."""
    return plan_json("lovp.calendar/1", plan, {"dates": list(map(asdict, plan.dates))})
