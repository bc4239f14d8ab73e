"""The plan itself as grids: its targets, and its dates."""

from collections.abc import Iterable, Iterator

from lovp.i18n import _
from lovp.model import Area, KeyDate, Milestone, Plan, Target
from lovp.render import figures
from lovp.render.grid import Column, Field, Grid, number, table, text


def targets(areas: Iterable[Area]) -> Iterator[Grid]:
    """The targets of each area: id, name, how they are counted, the goal."""
    chosen: list[Field[Target]] = [
        text(_("Id"), lambda each: each.id, whole=True),
        text(_("Target"), lambda each: each.name),
        text(_("Counted"), lambda each: _(each.measure.kind), wide=1),
        number(_("Goal"), _goal),
        text(_("Unit"), lambda each: figures.unit(each, each.goal), wide=2),
        number(_("Due"), lambda each: figures.day(each.due, short=True) if each.due else ""),
    ]
    for area in areas:
        yield table(area.name, chosen, area.targets)


def facts(plan: Plan, target: Target) -> Grid:
    """Everything that the plan says of one target."""
    pace = _("even over the year") if target.calendar.id == "even" else target.calendar.name
    if target.start is not None:
        start = figures.amount(target, target.start)
        pace = _("{pace}, from {start}").format(pace=pace, start=start)
    pairs = [
        (_("Area"), plan.area_by_id[target.area].name),
        (_("Counted"), _(target.measure.kind)),
        (_("Goal"), f"{_goal(target)} {figures.unit(target, target.goal)}".strip()),
        (_("Due"), figures.day(target.due) if target.due else ""),
        (_("Pace"), _("stands at its goal all year") if target.standing else pace),
        (_("Counted from"), target.reads or ""),
        (_("Central id"), target.central or ""),
        (_("The plan says"), f"”{target.source}”" if target.source else ""),
    ]
    rows = tuple(pair for pair in pairs if pair[1])
    return Grid(f"{target.name} ({target.id})", (Column(""), Column("")), rows)


def _goal(target: Target) -> str:
    """The goal with its direction; none for a milestone, which is done or not."""
    is_shown = target.goal is not None and not isinstance(target.measure, Milestone)
    return figures.goal(target, target.goal) if is_shown else ""


def calendar(plan: Plan) -> Grid:
    """The plan's key dates, in their order."""
    chosen: list[Field[KeyDate]] = [
        number(_("Date"), lambda key: figures.span(key.first, key.last)),
        text(_("What"), lambda key: figures.key_date(key.name, preliminary=key.preliminary)),
    ]
    return table("", chosen, sorted(plan.dates, key=lambda key: (key.first, key.last)))
