"""The month's summary as JSON for other programs, and as CSV for Excel."""

from lovp.progress.summary import Summary, TargetMonth
from lovp.render.csv_tables import PLACE, TARGET, identified, parts_and_total, table
from lovp.render.data import Json, amount, dump, target_json


def summary_json(summary: Summary) -> str:
    """The summary in the schema `lovp.summary/1`."""
    progress = summary.progress
    return dump(
        {
            "schema": "lovp.summary/1",
            "organisation": progress.plan.organisation,
            "year": progress.plan.year,
            "month": str(summary.month),
            "as_of": progress.as_of.isoformat(),
            "areas": [
                {
                    "id": area.id,
                    "name": area.name,
                    "targets": [_month_json(target) for target in area.targets],
                }
                for area in summary.areas
            ],
            "warnings": list(progress.warnings),
        }
    )


def _month_json(month: TargetMonth) -> Json:
    document = target_json(month.now)
    document["month"] = amount(month.now.target, month.change)
    for part, change in zip(document["places"], month.places, strict=True):
        part["month"] = amount(month.now.target, change)
    document["unplaced_month"] = amount(month.now.target, month.unplaced)
    return document


def summary_csv(summary: Summary) -> str:
    """A row for each target and each part of the place, as Swedish Excel opens it."""
    return table(
        (*TARGET, *PLACE, "month", "last_date"),
        [row for area in summary.areas for target in area.targets for row in _month_rows(area.id, target)],
        excel=True,
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
