"""A paper as JSON for other programs, and as CSV, for them or for Excel."""

from lovp.model import Outcome, Plan
from lovp.progress.measures import points_at_people
from lovp.progress.summary import Decisions, Summary, TargetSummary
from lovp.progress.values import TargetProgress
from lovp.render.column_names import column_names, spoken
from lovp.render.csv_tables import (
    DISTRICTS,
    FIGURES,
    PLACE,
    TARGET,
    districts_cells,
    month_cells,
    table,
)
from lovp.render.data import (
    Json,
    amount,
    districts_json,
    dump,
    exactly,
    figures_of,
    place_facts,
    target_facts,
    target_json,
)
from lovp.render.words import ORDER

_BYTE_ORDER_MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"
"""Excel takes a file for Windows-1252 unless it begins with one."""
_GAPS = 3
_WORDS = ("measure", "direction", "status", "place", "hidden")
"""The columns in which the schema has words of its own."""


def summary_json(summary: Summary) -> str:
    """The paper in the schema `lovp.summary/1`, of a year in `lovp.year/1`."""
    progress, month = summary.progress, summary.month
    plan = progress.plan
    areas = [
        {
            "id": area.id,
            "name": area.name,
            "targets": [_target_json(each, monthly=month is not None) for each in area.targets],
            **({"notes": [_said(plan, row) for row in area.notes]} if month else {}),
        }
        for area in summary.areas
    ]
    late = [{"before": _said(plan, each.before), "after": _said(plan, each.after)} for each in summary.late]
    return dump(
        {
            "schema": "lovp.summary/1" if month else "lovp.year/1",
            "organisation": plan.organisation,
            "year": plan.year,
            **({"month": str(month)} if month else {}),
            "as_of": progress.as_of.isoformat(),
            **({"head": _head_json(summary), "late": late} if month else {}),
            "lagging": _ids(summary.lagging),
            "decisions": _decisions_json(summary.decisions),
            "areas": areas,
            **districts_json(progress),
            "warnings": list(progress.warnings),
        }
    )


def _ids(targets: tuple[TargetProgress, ...]) -> list[str]:
    return [progress.target.id for progress in targets]


def _decisions_json(found: Decisions) -> Json:
    return {
        "out_of_reach": _ids(found.out_of_reach),
        "silent": list(found.silent),
        "untouched": _ids(found.untouched),
    }


def _head_json(summary: Summary) -> Json:
    return {
        "goals": sum(summary.counts.values()),
        "statuses": {status.value: summary.counts.get(status, 0) for status in ORDER},
        "furthest_behind": _ids(tuple(each for each in summary.lagging if each.status.lags)[:_GAPS]),
        "reached_in_month": _ids(summary.reached),
        "next_month": [
            {
                "first": each.first.isoformat(),
                "last": each.last.isoformat(),
                "name": each.name,
                "target": each.target,
                "preliminary": each.preliminary,
            }
            for each in summary.coming
        ],
        "silent_municipalities": list(summary.silent),
        "silent_subregions_in_month": list(summary.silent_in_month),
    }


def _said(plan: Plan, row: Outcome | None) -> Json | None:
    """What an outcome says; the figures of a share of few stay in the record."""
    if row is None:
        return None
    hidden = points_at_people(plan, plan.target_by_id[row.target], row.of)
    value, of = (None, None) if hidden else (row.value, row.of)
    return {
        "date": row.date.isoformat(),
        "target": row.target,
        "place": row.place or None,
        "value": exactly(value),
        "of": exactly(of),
        "hidden": hidden,
        "note": row.note or None,
    }


def _target_json(each: TargetSummary, *, monthly: bool) -> Json:
    target = each.now.target
    document = target_json(each.now)
    interval = each.now.interval
    ends = None if interval is None else [amount(target, end) for end in interval]
    document["interval"] = None if ends is None else {"low": ends[0], "high": ends[1]}
    if not monthly:
        return document | {"source": target.source}
    for part, change in zip(document["places"], each.places, strict=True):
        part["month"] = amount(target, change)
    return document | {
        "month": amount(target, each.change),
        "status_before": each.former.value,
        "unplaced_month": amount(target, each.unplaced),
    }


def summary_csv(summary: Summary, *, excel: bool = True) -> str:
    """A month: a row for each target and part of the place; a year: a row a target, with its months.

    With `excel` as Swedish Excel opens it, with words instead of the schema's names.
    """
    targets = [(area.name if excel else area.id, each) for area in summary.areas for each in area.targets]
    if summary.month:
        columns = [*TARGET, *PLACE, "month", "last_date"]
        rows = [row for area, each in targets for row in _month_rows(area, each)]
    else:
        rolled = DISTRICTS if summary.progress.districts else ()
        columns = [*TARGET, *FIGURES, *month_cells(summary.progress.plan, None), *rolled, "source"]
        rows = [_year_row(summary, area, each.now) for area, each in targets]
    if not excel:
        return table(columns, rows)
    names, words = column_names(summary.progress.plan.year), spoken()
    told = [
        {names[key]: words.get(value, value) if key in _WORDS else value for key, value in row.items()}
        for row in rows
    ]
    return _BYTE_ORDER_MARK + table([names[column] for column in columns], told, excel=True)


def _month_rows(area: str, each: TargetSummary) -> list[Json]:
    changes = (*each.places, *([] if each.unplaced is None else [each.unplaced]), each.change)
    last = each.now.last_date.isoformat() if each.now.last_date else None
    return [
        identified(area, each.now)
        | part
        | {"month": amount(each.now.target, change), "last_date": last if part["place"] == "total" else None}
        for part, change in zip(parts_and_total(each.now), changes, strict=True)
    ]


def _year_row(summary: Summary, area: str, progress: TargetProgress) -> Json:
    return (
        identified(area, progress)
        | figures_of(progress)
        | {"hidden": progress.hidden, "source": progress.target.source}
        | month_cells(summary.progress.plan, progress)
        | districts_cells(summary.progress, progress)
    )


def identified(area: str, progress: TargetProgress) -> Json:
    """What the target is, and in which area."""
    facts = target_facts(progress.target) | {"area": area, "target": progress.target.id}
    return {name: facts[name] for name in TARGET}


def parts_and_total(progress: TargetProgress) -> list[Json]:
    """The cells under `PLACE` for each part of the place, then `unplaced` where it may be, then `total`."""
    parts = [place_facts(progress.target, part) for part in progress.places]
    if progress.unplaced is not None:
        outcome = amount(progress.target, progress.unplaced)
        parts.append(dict.fromkeys(PLACE) | {"place": "unplaced", "outcome": outcome})
    total = figures_of(progress) | {"place": "total"}
    return [*parts, {name: total[name] for name in PLACE}]
