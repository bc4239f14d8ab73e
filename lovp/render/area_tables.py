"""An area's targets as tables: those with numbers, milestones, and commitments without a number."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from types import UnionType

from lovp.dates import month_name
from lovp.i18n import _, current
from lovp.model import Activity, Milestone
from lovp.progress.interval import can_be_forecast
from lovp.progress.summary import AreaSummary, Summary, TargetSummary
from lovp.progress.values import TargetProgress
from lovp.render import figures
from lovp.render.grid import Cell, Column, Grid, StatusCell


def of_area(summary: Summary, area: AreaSummary) -> Iterator[Grid]:
    """The tables that have rows: three of a month, and one of a year, with the plan's own words."""
    if summary.month is None:
        yield _promises(area.targets)
        return
    month = month_name(summary.month.number, current())
    tables = (
        _numbers([each for each in area.targets if not _is(each, Milestone | Activity)], month),
        _milestones([each for each in area.targets if _is(each, Milestone)]),
        _commitments([each for each in area.targets if _is(each, Activity)], month),
    )
    yield from (grid for grid in tables if grid.rows)


def _is(each: TargetSummary, measure: type | UnionType) -> bool:
    return isinstance(each.now.target.measure, measure)


def so_far(month: str) -> str:
    """The heading of the year's figure with the month's in brackets."""
    return _("So far this year (in {month})").format(month=month)


def with_change(each: TargetSummary, text: str, change: Fraction | None) -> str:
    """239 (81): the figure, and what the month added, if anything."""
    return f"{text} ({figures.change(each.now.target, change)})" if change else text


def _outcome(each: TargetSummary) -> str:
    now = each.now
    return figures.outcome(now.target, now.outcome, now.of, hidden=now.hidden)


def _status(each: TargetSummary) -> StatusCell:
    return StatusCell(None if each.now.hidden or each.now.goal is None else each.now.status)


def _numbers(targets: Sequence[TargetSummary], month: str) -> Grid:
    rows = tuple(
        (
            each.now.target.name,
            _status(each),
            with_change(each, _outcome(each), None if each.now.hidden else each.change),
            figures.goal(each.now.target, each.now.goal),
            figures.unit_of(each.now, each.now.target),
            figures.percent(each.now.done),
            figures.expectation(each.now.target, each.now.expected),
            _likely(each),
        )
        for each in targets
    )
    note = _("Likely at the year's end: so it goes in four years of five.")
    return Grid(
        title="",
        columns=(
            Column(_("Target")),
            Column(_("Status")),
            Column(so_far(month), number=True),
            Column(_("Goal"), number=True),
            Column(_("Unit")),
            Column(_("Done"), number=True),
            Column(_("Expected"), number=True),
            Column(_("Likely at the year's end"), number=True),
        ),
        rows=rows,
        notes=(note,) if any(each.now.interval for each in targets) else (),
    )


def _likely(each: TargetSummary) -> str:
    interval = each.now.interval
    return figures.between(each.now.target, *interval) if interval else too_early(each.now)


def too_early(progress: TargetProgress) -> str:
    """That it is too early to say where the year ends; nothing where that is never told."""
    told = can_be_forecast(progress.target, progress.goal) and progress.goal is not None
    return _("too early to say") if told else ""


def _milestones(targets: Sequence[TargetSummary]) -> Grid:
    columns = (
        Column(_("Milestone")),
        Column(_("Status")),
        Column(_("Due by")),
        Column(_("How far"), number=True),
    )
    rows = tuple(
        (each.now.target.name, _status(each), figures.day(each.now.target.due), _outcome(each))
        for each in targets
    )
    return Grid("", columns, rows)


def _commitments(targets: Sequence[TargetSummary], month: str) -> Grid:
    columns = (
        Column(_("Commitments without a number")),
        Column(so_far(month), number=True),
        Column(_("Unit")),
        Column(_("Latest")),
    )
    rows = tuple(
        (
            each.now.target.name,
            with_change(each, figures.amount(each.now.target, each.now.outcome), each.change),
            figures.unit_of(each.now, each.now.target),
            figures.day(each.now.last_date),
        )
        for each in targets
    )
    return Grid("", columns, rows)


def _promises(targets: Sequence[TargetSummary]) -> Grid:
    """Every target of the area beside the sentence of the plan that it is from."""
    columns = (
        Column(_("Target")),
        Column(_("Status")),
        Column(_("Outcome"), number=True),
        Column(_("Goal"), number=True),
        Column(_("Unit")),
        Column(_("Done"), number=True),
        Column(_("The plan's words")),
    )
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            each.now.target.name,
            _status(each),
            _outcome(each),
            figures.goal(each.now.target, each.now.goal),
            "" if _is(each, Milestone) else figures.unit_of(each.now, each.now.target),
            figures.percent(each.now.done),
            each.now.target.source,
        )
        for each in targets
    )
    return Grid("", columns, rows)
