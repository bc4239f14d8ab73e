"""An area's targets as tables of a paper: those with a number, then commitments without one."""

from collections.abc import Iterator

from lovp.dates import month_name
from lovp.i18n import _, current
from lovp.model import Milestone
from lovp.progress.measures import is_additive
from lovp.progress.summary import AreaSummary, Summary
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
    changes = {each.now.target.id: each.change for each in area.targets}

    def outcome_and_change(now: TargetProgress) -> str:
        """239 (81): what the month added is in brackets, with a sign where it is not added up."""
        target, change = now.target, changes[now.target.id]
        if not change or now.hidden or isinstance(target.measure, Milestone):
            return achieved(now)
        added = figures.amount(target, change) if is_additive(target) else figures.signed(target, change)
        return f"{achieved(now)} ({added})"

    title = _("So far this year (in {month})").format(month=month_name(summary.month.number, current()))
    outcome = number(title, outcome_and_change)
    counted = [*fields("target status"), outcome, *fields("goal unit done expected ends_at")]
    note = _("Ends at: in four years of five between the figures in brackets.")
    for grid in promises("", targets, counted, [*fields("commitment"), outcome, *fields("unit latest")]):
        is_told = len(grid.columns) == len(counted) and any(each.interval for each in targets)
        yield grid._replace(notes=(*grid.notes, note)) if is_told else grid
