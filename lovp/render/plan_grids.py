"""The plan itself as grids: its targets, and its dates."""

from collections.abc import Iterable, Iterator

from lovp.i18n import _
from lovp.model import Area, KeyDate, Milestone, Plan, Target
from lovp.render import figures
from lovp.render.grid import Field, Grid, number, table, text


def targets(areas: Iterable[Area], *, in_full: bool = False) -> Iterator[Grid]:
    """The targets of each area: id, name, how they are counted, the goal; in full also the plan's words."""
    chosen: list[Field[Target]] = [
        text(_("Id"), lambda each: each.id, whole=True),
        text(_("Target"), lambda each: each.name),
        text(_("Counted"), lambda each: _(each.measure.kind), wide=1),
        number(_("Goal"), _goal),
        text(_("Unit"), lambda each: figures.unit(each, each.goal), wide=2),
        number(_("Due"), lambda each: figures.day(each.due, short=True) if each.due else ""),
    ]
    for area in areas:
        notes = [f"”{each.source}”" for each in area.targets if in_full and each.source]
        yield table(area.name, chosen, area.targets, *notes)


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
