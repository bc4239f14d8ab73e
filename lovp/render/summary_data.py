"""A paper as JSON for other programs, and as CSV, for them or for Excel."""

from collections.abc import Iterable, Iterator

from lovp.dates import month_name
from lovp.i18n import _, current
from lovp.model import Outcome, Plan
from lovp.progress.measures import points_at_people
from lovp.progress.summary import Summary, TargetSummary
from lovp.progress.values import Status, TargetProgress
from lovp.render import csv_tables, words
from lovp.render.csv_tables import DISTRICTS, FIGURES, PLACE, TARGET, TOTAL, month_names, table
from lovp.render.data import Json, amount, attributes, districts_json, dump, plain, target_json

_BYTE_ORDER_MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"
"""Excel takes a file for Windows-1252 unless it begins with one."""
_WORDS = ("area", "measure", "direction", "status", "place", "hidden")
"""The columns in which the schema has words of its own."""


def summary_json(summary: Summary) -> str:
    """The paper in the schema `lovp.summary/1`, of a year in `lovp.year/1`."""
    progress, plan, found = summary.progress, summary.progress.plan, summary.decisions
    document: Json = {"schema": "lovp.year/1", "organisation": plan.organisation, "year": plan.year}
    if summary.month:
        document |= {"schema": "lovp.summary/1", "month": str(summary.month), "head": _head(summary)}
        late = (change._asdict().items() for change in summary.late)
        document["late"] = [{key: row and outcome_facts(plan, row) for key, row in each} for each in late]
    areas: list[Json] = []
    for area in summary.areas:
        targets = [_target_json(summary, each) for each in area.targets]
        areas.append({"id": area.id, "name": area.name, "targets": targets})
        if summary.month:
            areas[-1]["notes"] = [outcome_facts(plan, row) for row in area.notes]
    decisions = found._asdict() | {
        "out_of_reach": _ids(found.out_of_reach),
        "untouched": _ids(found.untouched),
    }
    document |= {"as_of": progress.as_of, "lagging": _ids(summary.lagging), "decisions": decisions}
    return dump(document | {"areas": areas, **districts_json(progress), "warnings": progress.warnings})


def _head(summary: Summary) -> Json:
    """What matters most of a month."""
    return {
        "goals": sum(summary.counts.values()),
        "statuses": {status: summary.counts.get(status, 0) for status in words.ORDER},
        "furthest_behind": _ids(each for each in summary.lagging if each.status.lags)[:3],
        "reached_in_month": _ids(summary.reached),
        "next_month": [attributes(each, "first last name target preliminary") for each in summary.coming],
        "silent_municipalities": summary.silent,
        "silent_subregions_in_month": summary.silent_in_month,
    }


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


def _target_json(summary: Summary, each: TargetSummary) -> Json:
    target, facts, ends = each.now.target, target_json(each.now), each.now.interval
    facts["interval"] = ends and {"low": amount(target, ends[0]), "high": amount(target, ends[1])}
    if summary.month is None:
        return facts
    for part, change in zip(facts["places"], each.places, strict=True):
        part["month"] = amount(target, change)
    facts |= {"month": amount(target, each.change), "status_before": each.former.value}
    return facts | {"unplaced_month": amount(target, each.unplaced)}


def rows(summary: Summary) -> Iterator[Json]:
    """For each target a row a part of the place, one for what has no place, and last its total."""
    facts = (_target_json(summary, each) for area in summary.areas for each in area.targets)
    return csv_tables.rows(summary.progress, facts)


def told(plan: Plan, found: Iterable[Json]) -> Iterator[Json]:
    """The rows with words for people, in the language spoken now, instead of those of the schema."""
    spoken: dict[object, str] = {
        **{status.value: words.status(status) for status in Status},
        **{measure: _(measure) for measure in words.MEASURES},
        **{area.id: area.name for area in plan.areas},
        "at_least": _("at least"),
        "at_most": _("at most"),
        "unplaced": _("no place"),
        "total": _("total"),
        True: _("yes"),
        False: _("no"),
    }
    for row in found:
        yield row | {key: spoken.get(row[key], row[key]) for key in _WORDS if key in row}


def summary_csv(summary: Summary, *, excel: bool = True) -> str:
    """A month: a row for each target and part of the place; a year: a row a target, with its months.

    With `excel` as Swedish Excel opens it, with words instead of the schema's names.
    """
    plan, rolled = summary.progress.plan, DISTRICTS if summary.progress.districts else ()
    columns = [*TARGET, *FIGURES, *month_names(plan), *rolled, "source"]
    if summary.month:
        columns = [*TARGET, *PLACE, "month", "last_date"]
    found = [row for row in rows(summary) if summary.month or row["place"] == TOTAL]
    if not excel:
        return table(columns, found)
    names = headings(plan)
    called = ({names[key]: row[key] for key in columns} for row in told(plan, found))
    return _BYTE_ORDER_MARK + table([names[key] for key in columns], called, excel=True)


def headings(plan: Plan) -> dict[str, str]:
    """What each column is called for people, by its name in the schema.

    A month is called by its name: of 2024-01 Excel would make a date.
    """
    return {
        **{name: month_name(at, current()) for at, name in enumerate(month_names(plan), 1)},
        "area": _("Area"),
        "target": _("Id"),
        "name": _("Target"),
        "measure": _("Measure"),
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
