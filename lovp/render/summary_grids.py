"""The month's summary as grids."""

from collections.abc import Iterator
from fractions import Fraction

from lovp.i18n import _
from lovp.model import Activity
from lovp.progress.summary import AreaMonth, Summary, TargetMonth
from lovp.render import figures
from lovp.render.grid import Cell, Column, Grid, StatusCell


def heading(summary: Summary) -> str:
    """Whose month; one that is not over says until when."""
    parts = [summary.progress.plan.organisation, figures.month(summary.month)]
    if summary.progress.as_of < summary.month.last:
        parts.append(_("to {day}").format(day=figures.day(summary.progress.as_of)))
    return " · ".join(parts)


def grids(summary: Summary) -> Iterator[Grid]:
    """For each area: the month and the year to its end, then by place what anything is reported on."""
    for area in summary.areas:
        yield _targets(area)
        placed = [target for target in area.targets if target.now.places and target.now.reported]
        if placed:
            yield _places(placed)


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
    free = isinstance(target.measure, Activity)
    return (
        target.name,
        figures.change(target, month.change),
        figures.outcome(target, now.outcome, now.of, hidden=now.hidden),
        figures.goal(target, now.goal),
        figures.percent(now.fulfilment),
        figures.NOTHING if free else figures.expectation(target, now.expected),
        StatusCell(None if free or now.hidden else now.status),
        figures.amount(target, now.forecast),
    )


def _places(placed: list[TargetMonth]) -> Grid:
    """The year to the month's end for each part, and after it what the month added."""
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
            month, figures.outcome(target, part.outcome, part.of, hidden=part.hidden), change
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
    return f"{text} ({figures.change(month.now.target, change)})" if change else text
