"""An area's targets as tables of a paper: those with a number, then commitments without one."""

from collections.abc import Iterator
from fractions import Fraction

from lovp.dates import month_name
from lovp.i18n import _, current
from lovp.model import Milestone
from lovp.progress.interval import can_be_forecast
from lovp.progress.measures import is_additive
from lovp.progress.summary import AreaSummary, Summary, TargetSummary
from lovp.progress.values import TargetProgress
from lovp.render import figures
from lovp.render.grid import Grid
from lovp.render.target_columns import achieved, fields, number, promises, table


def of_area(summary: Summary, area: AreaSummary) -> Iterator[Grid]:
    """The tables that have rows: those with a number and those without, or one with the plan's own words."""
    targets = [each.now for each in area.targets]
    if summary.month is None:
        yield table("", fields("target status outcome goal unit done source"), targets)
        return
    summaries = {each.now.target.id: each for each in area.targets}

    def outcome_and_change(now: TargetProgress) -> str:
        each = summaries[now.target.id]
        return with_change(each, achieved(now), None if now.hidden else each.change)

    outcome = number(so_far(month_name(summary.month.number, current())), outcome_and_change)
    likely = number(_("Likely at the year's end"), _likely)
    counted = [*fields("target status"), outcome, *fields("goal unit done expected"), likely]
    note = _("Likely at the year's end: so it goes in four years of five.")
    for grid in promises("", targets, counted, [*fields("commitment"), outcome, *fields("unit latest")]):
        is_told = len(grid.columns) == len(counted) and any(each.interval for each in targets)
        yield grid._replace(notes=(*grid.notes, note)) if is_told else grid


def so_far(month: str) -> str:
    """The heading of the year's figure with the month's in brackets."""
    return _("So far this year (in {month})").format(month=month)


def with_change(each: TargetSummary, text: str, change: Fraction | None) -> str:
    """239 (81): the figure, and what the month added, if anything; with a sign of what is not added up."""
    target = each.now.target
    if not change or isinstance(target.measure, Milestone):
        return text
    added = figures.amount(target, change) if is_additive(target) else figures.signed(target, change)
    return f"{text} ({added})"


def _likely(progress: TargetProgress) -> str:
    interval = progress.interval
    return figures.between(progress.target, *interval) if interval else too_early(progress)


def too_early(progress: TargetProgress) -> str:
    """That it is too early to say where the year ends; nothing where that is never told."""
    told = can_be_forecast(progress.target, progress.goal) and progress.goal is not None
    return _("too early to say") if told else ""
