"""The plan itself as grids: its targets, and its dates."""

from datetime import date

from lovp.i18n import _
from lovp.model import Area, KeyDate, Milestone, Plan, Target
from lovp.render import figures
from lovp.render.grid import Column, Field, Grid, number, table, text


def targets(areas: tuple[Area, ...]) -> list[Grid]:
    """The targets of each area: id, name, how they are counted, the goal."""
    chosen: list[Field[Target]] = [
        text(_("Id"), lambda each: each.id, whole=True),
        text(_("Target"), lambda each: each.name),
        text(_("Counted"), lambda each: _(each.measure.kind), wide=1),
        number(_("Goal"), lambda each: _goal(each)[0]),
        text(_("Unit"), lambda each: _goal(each)[1], wide=2),
        number(_("Due"), lambda each: figures.day(each.due, short=True) if each.due else ""),
    ]
    return [table(area.name, chosen, area.targets) for area in areas]


def _goal(target: Target) -> tuple[str, str]:
    """The goal with its direction, and its unit; no goal for a milestone, which is done or not."""
    is_shown = target.goal is not None and not isinstance(target.measure, Milestone)
    return figures.goal(target, target.goal) if is_shown else "", figures.unit(target, target.goal)


def facts(plan: Plan, target: Target) -> Grid:
    """Everything that the plan says of one target."""
    pace = _("even over the year") if target.calendar.id == "even" else target.calendar.name
    if target.start is not None:
        start = figures.amount(target, target.start)
        pace = _("{pace}, from {start}").format(pace=pace, start=start)
    pairs = [
        (_("Area"), plan.area_by_id[target.area].name),
        (_("Counted"), _(target.measure.kind)),
        (_("Goal"), " ".join(_goal(target)).strip()),
        (_("Due"), figures.day(target.due) if target.due else ""),
        (_("Pace"), _("stands at its goal all year") if target.standing else pace),
        (_("Counted from"), target.reads or ""),
        (_("Central id"), target.central or ""),
        (_("The plan says"), f"”{target.source}”" if target.source else ""),
    ]
    rows = tuple(pair for pair in pairs if pair[1])
    return Grid(f"{target.name} ({target.id})", (Column(_("What")), Column("")), rows, bare=True)


def calendar(plan: Plan, day: date) -> Grid:
    """The plan's key dates, and how far off each is."""
    chosen: list[Field[KeyDate]] = [
        number(_("Date"), lambda key: figures.span(key.first, key.last)),
        text(_("What"), lambda key: figures.key_date(key.name, preliminary=key.preliminary)),
        number(_("When"), lambda key: _when(key.first, key.last, day)),
    ]
    return table("", chosen, sorted(plan.dates, key=lambda key: (key.first, key.last)))


def _when(first: date, last: date, day: date) -> str:
    if last < day:
        return _("past")
    return _("now") if first <= day else figures.in_days((first - day).days)
