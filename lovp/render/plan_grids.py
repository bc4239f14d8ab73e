"""The plan itself as grids: its targets, and its dates."""

from datetime import date
from fractions import Fraction

from lovp.i18n import _
from lovp.model import Area, Milestone, Plan, Target
from lovp.render import figures, words
from lovp.render.grid import Cell, Column, Grid


def targets(areas: tuple[Area, ...]) -> list[Grid]:
    """The targets of each area: id, name, how they are counted, the goal."""
    columns = (
        Column(_("Id")),
        Column(_("Target")),
        Column(_("Counted")),
        Column(_("Goal"), number=True),
        Column(_("Unit"), wide=1),
        Column(_("Due"), number=True),
    )
    return [Grid(area.name, columns, tuple(_row(target) for target in area.targets)) for area in areas]


def _row(target: Target) -> tuple[Cell, ...]:
    return (
        target.id,
        target.name,
        words.measure(target.measure.kind),
        goal(target),
        figures.unit(target, None if target.goal is None else Fraction(target.goal)),
        figures.day(target.due, short=True) if target.due else "",
    )


def goal(target: Target) -> str:
    """The goal with its direction; nothing for a milestone, which is done or not."""
    if target.goal is None or isinstance(target.measure, Milestone):
        return ""
    text = figures.amount(target, Fraction(target.goal))
    return f"≤ {text}" if target.at_most else text


def facts(plan: Plan, target: Target) -> Grid:
    """Everything that the plan says of one target."""
    pairs = [
        (_("Area"), plan.area_by_id[target.area].name),
        (_("Counted"), words.measure(target.measure.kind)),
        (_("Goal"), _with_unit(target)),
        (_("Due"), figures.day(target.due) if target.due else ""),
        (_("Pace"), _pace(target)),
        (_("Counted from"), target.reads or ""),
        (_("Central id"), target.central or ""),
        (_("The plan says"), f"”{target.source}”" if target.source else ""),
    ]
    return Grid(
        title=f"{target.name} ({target.id})",
        columns=(Column(_("What")), Column("")),
        rows=tuple((name, text) for name, text in pairs if text),
        bare=True,
    )


def _pace(target: Target) -> str:
    if target.standing:
        return _("stands at its goal all year")
    pace = _("even over the year") if target.calendar.id == "even" else target.calendar.name
    if target.start is None:
        return pace
    return _("{pace}, from {start}").format(pace=pace, start=figures.amount(target, Fraction(target.start)))


def _with_unit(target: Target) -> str:
    unit = figures.unit(target, None if target.goal is None else Fraction(target.goal))
    return f"{goal(target)} {unit}".strip()


def calendar(plan: Plan, day: date) -> Grid:
    """The plan's key dates, and how far off each is."""
    return Grid(
        title="",
        columns=(Column(_("Date"), number=True), Column(_("What")), Column(_("When"), number=True)),
        rows=tuple(
            (
                figures.span(key.first, key.last),
                figures.key_date(key.name, preliminary=key.preliminary),
                _when(key.first, key.last, day),
            )
            for key in sorted(plan.dates, key=lambda key: (key.first, key.last))
        ),
    )


def _when(first: date, last: date, day: date) -> str:
    if last < day:
        return _("past")
    if first <= day:
        return _("now")
    days = (first - day).days
    return _("tomorrow") if days == 1 else _("in {days} days").format(days=days)
