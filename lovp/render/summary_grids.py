"""The month's summary as grids, as rows of data, and as JSON."""

from collections.abc import Iterator
from fractions import Fraction

from ..i18n import _
from ..model import Activity, Level, Milestone
from ..progress.summary import AreaMonth, Summary, TargetMonth
from . import data, figures
from .grid import Cell, Column, Grid, StatusCell


def heading(summary: Summary) -> str:
    return f"{summary.progress.plan.organisation} · {figures.month(summary.month)}"


def grids(summary: Summary) -> Iterator[Grid]:
    """For each area: the month and the year to its end, then the same by part of the place."""
    for area in summary.areas:
        yield _targets(area)
        if any(target.now.places for target in area.targets):
            yield _places(area)


def _targets(area: AreaMonth) -> Grid:
    return Grid(
        title=area.name,
        columns=(
            Column(_("Target")),
            Column(_("The month"), number=True),
            Column(_("The year"), number=True),
            Column(_("Goal"), number=True),
            Column(_("Done"), number=True),
            Column(_("Expected"), number=True),
            Column(_("Status")),
            Column(_("Forecast"), number=True),
        ),
        rows=tuple(_target_row(target) for target in area.targets),
    )


def _target_row(month: TargetMonth) -> tuple[Cell, ...]:
    now, target = month.now, month.now.target
    milestone = isinstance(target.measure, Milestone)
    activity = isinstance(target.measure, Activity)
    return (
        target.name,
        _change(month),
        figures.achieved(target, now.outcome, now.of) if not milestone else figures.percent(now.outcome),
        figures.NOTHING
        if activity
        else figures.percent(now.goal)
        if milestone
        else figures.amount(target, now.goal),
        figures.percent(now.fulfilment),
        figures.day(target.due, short=True) if milestone else figures.expectation(target, now.expected),
        StatusCell(None if activity else now.status),
        figures.amount(target, now.forecast),
    )


def _change(month: TargetMonth) -> str:
    target = month.now.target
    if isinstance(target.measure, Milestone):
        return figures.percent(month.change) if month.change else figures.NOTHING
    return figures.signed(target, month.change)


def _places(area: AreaMonth) -> Grid:
    """The year to the month's end for each part, and after it what the month added."""
    placed = [
        target for target in area.targets if not isinstance(target.now.target.measure, Milestone | Level)
    ]
    names = [part.place for part in max(placed, key=lambda month: len(month.now.places)).now.places]
    return Grid(
        title="",
        columns=(
            Column(_("The year (the month) by place")),
            *(Column(name, number=True) for name in names),
            Column(_("No place"), number=True),
        ),
        rows=tuple(_place_row(target, names) for target in placed),
    )


def _place_row(month: TargetMonth, names: list[str]) -> tuple[Cell, ...]:
    target = month.now.target
    cells = {
        part.place: _with_change(
            month, figures.achieved(target, part.outcome, part.of, hidden=part.hidden), change
        )
        for part, change in zip(month.now.places, month.places, strict=True)
    }
    unplaced = month.now.unplaced
    return (
        target.name,
        *(cells.get(name, "") for name in names),
        "" if unplaced is None else _with_change(month, figures.amount(target, unplaced), month.unplaced),
    )


def _with_change(month: TargetMonth, text: str, change: Fraction | None) -> str:
    return f"{text} ({figures.signed(month.now.target, change)})" if change else text


def summary_json(summary: Summary) -> str:
    """The summary in the schema `lovp.summary/1`."""
    progress = summary.progress
    return data.dump(
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
                    "targets": [_target_json(target) for target in area.targets],
                }
                for area in summary.areas
            ],
            "warnings": list(progress.warnings),
        }
    )


def _target_json(month: TargetMonth) -> data.Json:
    document = data.target_json(month.now)
    document["month"] = data.amount(month.now.target, month.change)
    for part, change in zip(document["places"], month.places, strict=True):
        part["month"] = data.amount(month.now.target, change)
    document["unplaced_month"] = data.amount(month.now.target, month.unplaced)
    return document


def summary_csv(summary: Summary) -> str:
    """A row for each target and each part of the place, as Swedish Excel opens it."""
    rows = []
    for area in summary.areas:
        for target in area.targets:
            changes = (*target.places, *([] if target.unplaced is None else [target.unplaced]), target.change)
            parts = data.parts_and_total(target.now)
            rows += [
                data.identified(area.id, target.now)
                | part
                | {"month": data.amount(target.now.target, change), "last_date": _last(target, part)}
                for part, change in zip(parts, changes, strict=True)
            ]
    return data.table_csv(rows, excel=True)


def _last(month: TargetMonth, part: data.Json) -> str | None:
    """When anything was last reported, in the row of the whole."""
    day = month.now.last_date
    return day.isoformat() if day and part["place"] == "total" else None
