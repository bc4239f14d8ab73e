"""What must hold between the values of a plan whose shape is right, as faults with the path they stand at."""

from collections.abc import Iterable, Iterator

from lovp.calendars import EVEN
from lovp.folding import fold
from lovp.i18n import _
from lovp.plan.build import STANDING
from lovp.plan.messages import id_words
from lovp.plan.nodes import Fault, NodePath
from lovp.plan.schema import MunicipalityShape, PlanShape, is_id
from lovp.plan.target_rules import Ground, LineOf, outside, span_faults, spans_faults, target_faults


def rule_faults(plan: PlanShape, line: LineOf) -> Iterator[Fault]:
    """Every fault in what the values have to do with each other."""
    ground = Ground(plan, line)
    yield from _limit_faults(plan)
    yield from _place_faults(ground)
    yield from _calendar_faults(ground)
    yield from _key_date_faults(plan)
    yield from _id_faults(ground)
    for number, area in enumerate(plan.areas):
        for index, target in enumerate(area.targets):
            yield from target_faults(ground, ("areas", number, "targets", index), target)


def _limit_faults(plan: PlanShape) -> Iterator[Fault]:
    if plan.status.at_risk > plan.status.on_track:
        message = _("at_risk: must not be above on_track:")
        yield Fault(("status", "at_risk"), message, _("Write for example on_track: 95 % and at_risk: 80 %."))


def _repeated(
    entries: Iterable[tuple[NodePath, object, str]], line: LineOf, message: str, remedy: str
) -> Iterator[Fault]:
    """A fault for each entry whose key an earlier one has; the entries are (path, key, as shown)."""
    first: dict[object, tuple[NodePath, str]] = {}
    for path, key, name in entries:
        if key in first:
            where, former = first[key]
            yield Fault(path, message.format(name=name, line=line(where), former=former), remedy)
        else:
            first[key] = (path, name)


def _towns(plan: PlanShape) -> Iterator[tuple[NodePath, MunicipalityShape]]:
    for number, group in enumerate(plan.places):
        for index, town in enumerate(group.municipalities):
            yield ("places", number, "municipalities", index), town


def _place_faults(ground: Ground) -> Iterator[Fault]:
    plan = ground.plan
    towns = list(_towns(plan))
    names: list[tuple[NodePath, object, str]] = [
        (("places", number, "subregion"), fold(group.subregion), group.subregion)
        for number, group in enumerate(plan.places)
    ]
    names += [((*path, "name"), fold(town.name), town.name) for path, town in towns]
    names.sort(key=lambda entry: ground.line(entry[0]))
    message = _("the place {name} can't be told from {former} on line {line}")
    yield from _repeated(
        names, ground.line, message, _("Each place needs a name of its own; accents don't count.")
    )
    codes = [((*path, "code"), town.code, str(town.code)) for path, town in towns if town.code is not None]
    message = _("the code {name} is used twice; the first is on line {line}")
    yield from _repeated(codes, ground.line, message, _("Correct one of them."))
    tiles = [((*path, "tile"), tuple(town.tile), str(town.tile)) for path, town in towns if town.tile]
    message = _("the tile {name} is used twice; the first is on line {line}")
    yield from _repeated(tiles, ground.line, message, _("Move one of the places to a free tile."))


def _calendar_faults(ground: Ground) -> Iterator[Fault]:
    for id_, shape in ground.plan.calendars.items():
        path: NodePath = ("calendars", id_)
        if id_ in {EVEN, STANDING}:
            message = _('a calendar can\'t be called "{id}": that word has a meaning as pace').format(id=id_)
            yield Fault(path, message, _("Choose another id."), on_key=True)
        elif not is_id(id_):
            yield Fault(path, *id_words("calendars", id_), on_key=True)
        yield from spans_faults(path, shape, ground.plan.year)
        if ground.calendars.get(id_) == ():
            message = _('the calendar "{id}" has no day left: its breaks take away all of its terms').format(
                id=id_
            )
            yield Fault(path, message, _("Correct the terms, the breaks or days:."), on_key=True)


def _key_date_faults(plan: PlanShape) -> Iterator[Fault]:
    for index, entry in enumerate(plan.calendar):
        last = entry.first if entry.to is None else entry.to
        path: NodePath = ("calendar", index)
        if entry.to is None:
            yield from outside(path, "date", entry.first, plan.year)
        else:
            yield from span_faults(path, entry.first, last, plan.year, ("date", "to"))


def _id_faults(ground: Ground) -> Iterator[Fault]:
    ids: list[tuple[NodePath, object, str]] = []
    names: list[tuple[NodePath, object, str]] = []
    centrals: list[tuple[NodePath, object, str]] = []
    for number, area in enumerate(ground.plan.areas):
        ids.append((("areas", number, "id"), area.id, area.id))
        for index, target in enumerate(area.targets):
            path: NodePath = ("areas", number, "targets", index)
            ids.append(((*path, "id"), target.id, target.id))
            names.append(((*path, "name"), fold(target.name), target.name))
            if target.central is not None:
                centrals.append(((*path, "central"), target.central, target.central))
    remedy = _("Every area and every target needs an id of its own.")
    yield from _repeated(
        ids, ground.line, _('the id "{name}" is used twice; the first is on line {line}'), remedy
    )
    message = _('the name "{name}" is used twice; the first is on line {line}')
    yield from _repeated(names, ground.line, message, _("Say in each name what sets the targets apart."))
    message = _('the central id "{name}" is used twice; the first is on line {line}')
    remedy = _("One target of a district counts to a central one, or else what it has is counted double.")
    yield from _repeated(centrals, ground.line, message, remedy)
