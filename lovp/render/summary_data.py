"""The month's summary as JSON for other programs, and as CSV for Excel."""

from lovp.model import Change, Outcome, Plan
from lovp.progress.measures import points_at_people
from lovp.progress.summary import Head, Summary, TargetMonth
from lovp.render import words
from lovp.render.csv_tables import PLACE, TARGET, identified, parts_and_total, table
from lovp.render.data import Json, amount, districts_json, dump, exactly, target_json


def summary_json(summary: Summary) -> str:
    """The summary in the schema `lovp.summary/1`."""
    progress = summary.progress
    plan = progress.plan
    return dump(
        {
            "schema": "lovp.summary/1",
            "organisation": plan.organisation,
            "year": plan.year,
            "month": str(summary.month),
            "as_of": progress.as_of.isoformat(),
            "head": _head_json(summary.head),
            "late": [
                {"before": _said(plan, each.before), "after": _said(plan, each.after)}
                for each in summary.late
            ],
            "areas": [
                {
                    "id": area.id,
                    "name": area.name,
                    "targets": [_month_json(target) for target in area.targets],
                    "notes": [_said(plan, row) for row in area.notes],
                }
                for area in summary.areas
            ],
            **districts_json(progress),
            "warnings": list(progress.warnings),
        }
    )


def _head_json(head: Head) -> Json:
    return {
        "goals": sum(head.counts.values()),
        "statuses": {status.value: head.counts.get(status, 0) for status in words.ORDER},
        "furthest_behind": [progress.target.id for progress in head.gaps],
        "reached_in_month": [progress.target.id for progress in head.reached],
        "next_month": [
            {
                "first": each.first.isoformat(),
                "last": each.last.isoformat(),
                "name": each.name,
                "target": each.target,
                "preliminary": each.preliminary,
            }
            for each in head.next_month
        ],
        "silent_municipalities": list(head.silent),
        "silent_subregions_in_month": list(head.silent_this_month),
    }


def _change_json(plan: Plan, change: Change) -> Json:
    return {"before": _said(plan, change.before), "after": _said(plan, change.after)}


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


def _interval(month: TargetMonth) -> Json | None:
    if month.now.interval is None:
        return None
    low, high = (amount(month.now.target, end) for end in month.now.interval)
    return {"low": low, "high": high}


def _month_json(month: TargetMonth) -> Json:
    document = target_json(month.now)
    document["month"] = amount(month.now.target, month.change)
    for part, change in zip(document["places"], month.places, strict=True):
        part["month"] = amount(month.now.target, change)
    document["interval"] = _interval(month)
    document["status_before"] = month.former.value
    document["unplaced_month"] = amount(month.now.target, month.unplaced)
    return document


def summary_csv(summary: Summary, *, excel: bool = True) -> str:
    """A row for each target and each part of the place; with `excel` as Swedish Excel opens it."""
    return table(
        (*TARGET, *PLACE, "month", "last_date"),
        [row for area in summary.areas for target in area.targets for row in _month_rows(area.id, target)],
        excel=excel,
    )


def _month_rows(area: str, month: TargetMonth) -> list[Json]:
    changes = (*month.places, *([] if month.unplaced is None else [month.unplaced]), month.change)
    last = month.now.last_date.isoformat() if month.now.last_date else None
    return [
        identified(area, month.now)
        | part
        | {"month": amount(month.now.target, change), "last_date": last if part["place"] == "total" else None}
        for part, change in zip(parts_and_total(month.now), changes, strict=True)
    ]
