"""The plan itself as grids: its targets, and its dates."""

from datetime import date
from fractions import Fraction

from lovp.i18n import _
from lovp.model import Area, Milestone, Plan, Target
from lovp.render import figures
from lovp.render.grid import Column, Grid


def targets(areas: tuple[Area, ...]) -> list[Grid]:
    """The targets of each area: id, name, how they are counted, the goal."""
    columns = (
        Column(_("Id"), whole=True),
        Column(_("Target")),
        Column(_("Counted"), wide=1),
        Column(_("Goal"), number=True),
        Column(_("Unit"), wide=2),
        Column(_("Due"), number=True),
    )
    return [Grid(area.name, columns, tuple(map(_target_row, area.targets))) for area in areas]


def _target_row(target: Target) -> tuple[str, ...]:
    due = figures.day(target.due, short=True) if target.due else ""
    return (target.id, target.name, _(target.measure.kind), *_goal(target), due)


def _goal(target: Target) -> tuple[str, str]:
    """The goal with its direction, and its unit; no goal for a milestone, which is done or not."""
    goal = None if target.goal is None else Fraction(target.goal)
    shown = goal is not None and not isinstance(target.measure, Milestone)
    return figures.goal(target, goal) if shown else "", figures.unit(target, goal)


def facts(plan: Plan, target: Target) -> Grid:
    """Everything that the plan says of one target."""
    pace = _("even over the year") if target.calendar.id == "even" else target.calendar.name
    if target.start is not None:
        start = figures.amount(target, Fraction(target.start))
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
    columns = (Column(_("Date"), number=True), Column(_("What")), Column(_("When"), number=True))
    rows = tuple(
        (
            figures.span(key.first, key.last),
            figures.key_date(key.name, preliminary=key.preliminary),
            _when(key.first, key.last, day),
        )
        for key in sorted(plan.dates, key=lambda key: (key.first, key.last))
    )
    return Grid("", columns, rows)


def _when(first: date, last: date, day: date) -> str:
    if last < day:
        return _("past")
    return _("now") if first <= day else figures.in_days((first - day).days)
