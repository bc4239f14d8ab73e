"""Progress, papers and plan as JSON, for other programs: no language, rounded once, half up."""

from collections.abc import Iterable
from fractions import Fraction
from typing import Any

from lovp.model import Outcome, Plan, Share, Target
from lovp.progress.measures import points_at_people
from lovp.progress.summary import Summary, TargetSummary
from lovp.progress.values import PlaceProgress, Progress, TargetProgress
from lovp.render import words
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


def plan_json(schema: str, plan: Plan, facts: Json) -> str:
    """A document of the schema, about an organisation's year, with these facts."""
    return dump({"schema": schema, "organisation": plan.organisation, "year": plan.year} | facts)


def dump(document: Json) -> str:
    """The document as text; days are as 2024-03-08."""
    import json

    return json.dumps(document, ensure_ascii=False, indent=2, allow_nan=False, default=str) + "\n"


def progress_json(progress: Progress) -> str:
    """Progress in the schema `lovp.progress/1`."""
    facts = _attributes(progress, "as_of known_at place")
    facts["areas"] = [
        {"id": area.id, "name": area.name, "targets": list(map(target_json, area.targets))}
        for area in progress.areas
    ]
    return _document("lovp.progress/1", progress, facts)


def summary_json(summary: Summary) -> str:
    """The paper in the schema `lovp.summary/1`, of a year in `lovp.year/1`."""
    progress = summary.progress
    plan = summary.progress.plan
    found = summary.decisions
    schema = "lovp.year/1"
    facts = Json()
    if summary.month:
        schema = "lovp.summary/1"
        facts = {"month": str(summary.month), "head": _head(summary)}
        facts["late"] = [
            {"before": _outcome(plan, change.before), "after": _outcome(plan, change.after)}
            for change in summary.late
        ]
    facts |= {"as_of": progress.as_of, "lagging": _ids(summary.lagging)}
    decisions = {"out_of_reach": _ids(found.out_of_reach), "untouched": _ids(found.untouched)}
    facts |= {"decisions": found._asdict() | decisions, "areas": []}
    for area in summary.areas:
        targets = [summary_target(summary, each) for each in area.targets]
        notes = {"notes": [outcome_facts(plan, row) for row in area.notes]} if summary.month else {}
        facts["areas"].append({"id": area.id, "name": area.name, "targets": targets} | notes)
    return _document(schema, progress, facts)


def _head(summary: Summary) -> Json:
    """What stands first in a month's paper."""
    return {
        "goals": sum(summary.counts.values()),
        "statuses": {status: summary.counts.get(status, 0) for status in words.ORDER},
        "furthest_behind": _ids(each for each in summary.lagging if each.status.lags)[:3],
        "reached_in_month": _ids(summary.reached),
        "next_month": [_attributes(each, "first last name target preliminary") for each in summary.coming],
        "silent_municipalities": summary.silent,
        "silent_subregions_in_month": summary.silent_in_month,
    }


def _document(schema: str, progress: Progress, facts: Json) -> str:
    """A document with what is known of each district of a roll-up, and with the warnings."""
    if progress.districts:
        facts["districts"] = [each._asdict() for each in progress.districts]
    return plan_json(schema, progress.plan, facts | {"warnings": progress.warnings})


def _attributes(about: object, names: str) -> Json:
    """What it has under these names, which have spaces between them."""
    return {name: getattr(about, name) for name in names.split()}


def _ids(targets: Iterable[TargetProgress]) -> list[str]:
    return [progress.target.id for progress in targets]


def outcome_facts(plan: Plan, row: Outcome) -> Json:
    """What an outcome says; the figures of a share of few stay in the record."""
    hidden = points_at_people(plan, plan.target_by_id[row.target], row.of)
    return {
        "date": row.date,
        "target": row.target,
        "place": row.place or None,
        "value": None if hidden else plain(row.value),
        "of": None if hidden else plain(row.of),
        "hidden": hidden,
        "note": row.note or None,
    }


def _outcome(plan: Plan, row: Outcome | None) -> Json | None:
    return None if row is None else outcome_facts(plan, row)


def summary_target(summary: Summary, each: TargetSummary) -> Json:
    """One target as it stands in a paper: also between what it will end, and what the month added."""
    target = each.now.target
    facts = target_json(each.now)
    ends = each.now.interval
    facts["interval"] = ends and {"low": amount(target, ends[0]), "high": amount(target, ends[1])}
    if summary.month:
        for part, change in zip(facts["places"], each.places, strict=True):
            part["month"] = amount(target, change)
        facts["month"] = amount(target, each.change)
        facts["status_before"] = each.former
        facts["unplaced_month"] = amount(target, each.unplaced)
    return facts


def target_json(progress: TargetProgress) -> Json:
    """One target as it stands in `lovp.progress/1`: what it is, its figures, its places and its months."""
    target = progress.target
    facts = target_facts(target) | figures_of(progress)
    facts |= {
        "places": [{"place": part.place} | _common_figures(target, part) for part in progress.places],
        "unplaced": amount(target, progress.unplaced),
        "missing": progress.missing,
        "insufficient": progress.insufficient,
        "months": [amount(target, value) for value in progress.months],
    }
    return facts | {"without": progress.without} if target.members else facts


def target_facts(target: Target) -> Json:
    """What the plan says of one target."""
    facts = _attributes(target, "id area name measure goal direction unit unit_one start due source central")
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
