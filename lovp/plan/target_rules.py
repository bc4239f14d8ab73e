"""The rules of single targets, and the ground they stand on: places, calendars and other targets."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import TypeAlias

from lovp.calendars import EVEN, active_days
from lovp.i18n import _, ngettext
from lovp.model import Number
from lovp.plan.build import STANDING, calendar_of
from lovp.plan.keys import did_you_mean
from lovp.plan.nodes import Fault, NodePath
from lovp.plan.schema import (
    MEASURES,
    ActivityShape,
    AnyTarget,
    CalendarShape,
    Counted,
    CountedShape,
    CoverageShape,
    LevelShape,
    PlanShape,
    ShareShape,
    SpanShape,
    SumShape,
    is_id,
)
from lovp.plan.source import shown

LineOf: TypeAlias = Callable[[NodePath], int]
"""The line of the file on which the value at a path stands."""

_READABLE: dict[type[AnyTarget], tuple[type[AnyTarget], ...]] = {
    SumShape: (SumShape, ActivityShape),
    ActivityShape: (SumShape, ActivityShape),
    ShareShape: (ShareShape,),
    CoverageShape: (ShareShape, CoverageShape),
}
"""Which measures can read the outcomes of which: a sum's are values, a share's have an `of` at each place."""


@dataclass(frozen=True)
class Ground:
    """What the rules of single targets look things up in."""

    plan: PlanShape
    line: LineOf

    @cached_property
    def targets(self) -> dict[str, AnyTarget]:
        """Every target by its id; of several with the same id, the last."""
        return {target.id: target for area in self.plan.areas for target in area.targets}

    @cached_property
    def sizes(self) -> dict[str, int]:
        """How many municipalities each subregion has."""
        return {group.subregion: len(group.municipalities) for group in self.plan.places}

    @cached_property
    def calendars(self) -> dict[str, tuple[date, ...]]:
        """The active days of each calendar whose dates are right."""
        days: dict[str, tuple[date, ...]] = {}
        for id_, shape in self.plan.calendars.items():
            if not any(spans_faults((), shape, self.plan.year)):
                days[id_] = tuple(active_days(calendar_of(id_, shape, self.plan.year), self.plan.year))
        return days

    def decimals(self, target: AnyTarget) -> int:
        """How many decimals the outcomes that a target reads may have."""
        other = self.targets.get(target.reads or "")
        readable = isinstance(other, _READABLE.get(type(target), ()))
        return other.decimals if other is not None and readable else target.decimals

    def places(self, over: str, subregion: str | None = None) -> int:
        """How many places a share or coverage is over, in all or in one subregion."""
        if over == "subregions":
            return len(self.sizes) if subregion is None else 1
        return sum(self.sizes.values()) if subregion is None else self.sizes.get(subregion, 0)


def outside(path: NodePath, key: str, day: date, year: int) -> Iterator[Fault]:
    """The fault of a day outside the plan's year; it stands under `key` in the mapping at `path`."""
    if day.year != year:
        message = _("{key}: {date} is not in the plan's year, {year}").format(key=key, date=day, year=year)
        yield Fault(
            (*path, key), message, _("Write a date between {year}-01-01 and {year}-12-31.").format(year=year)
        )


def span_faults(path: NodePath, first: date, last: date, year: int, keys: tuple[str, str]) -> Iterator[Fault]:
    """Days outside the year, and a last day before the first; `keys` are what the file calls the two."""
    yield from outside(path, keys[0], first, year)
    yield from outside(path, keys[1], last, year)
    if first > last:
        message = _("{to}: {last} is before {from_}: {first}")
        message = message.format(to=keys[1], last=last, from_=keys[0], first=first)
        yield Fault((*path, keys[1]), message, _("Swap the dates, or correct one of them."))


def spans_faults(path: NodePath, shape: CalendarShape, year: int) -> Iterator[Fault]:
    """Every fault of the dates in a calendar, whose path in the plan is given."""
    spans: Mapping[str, list[SpanShape]] = {"terms": shape.terms, "breaks": shape.breaks}
    for key, entries in spans.items():
        for index, span in enumerate(entries):
            yield from span_faults((*path, key, index), span.first, span.last, year, ("from", "to"))
    for index, holiday in enumerate(shape.holidays):
        yield from outside((*path, "holidays", index), "date", holiday.first, year)


def target_faults(ground: Ground, path: NodePath, target: AnyTarget) -> Iterator[Fault]:
    """Every fault of one target, whose path in the plan is given."""
    yield from _pace_faults(ground, path, target)
    yield from _due_faults(ground, path, target)
    yield from _reads_faults(ground, path, target)
    if isinstance(target, ShareShape | CoverageShape) and not ground.places(target.over):
        message = _("over: the plan has no {over}").format(over=target.over)
        yield Fault((*path, "over"), message, _("Write them under places:, or choose another measure."))
    if isinstance(target, CountedShape):
        yield from _goal_faults(ground, path, target)


def _pace_faults(ground: Ground, path: NodePath, target: AnyTarget) -> Iterator[Fault]:
    calendars = tuple(ground.plan.calendars)
    if target.pace not in (EVEN, STANDING, *calendars):
        message = _('pace: there is no calendar "{id}"').format(id=shown(target.pace))
        sound = tuple(dict.fromkeys((EVEN, STANDING, *filter(is_id, calendars))))
        known = ", ".join(sound[:12])
        guess = did_you_mean(target.pace, sound)
        yield Fault((*path, "pace"), message, guess or _("These are known: {words}.").format(words=known))
    if isinstance(target, ShareShape | CoverageShape | LevelShape):
        if target.direction == "at_most" and target.pace != STANDING:
            message = _(
                "direction: at_most needs pace: standing here, because the latest value is what counts"
            )
            yield Fault((*path, "direction"), message, _("Add the line pace: standing."))
    elif target.pace == STANDING:
        message = _("pace: standing is not used with measure: {measure}").format(measure=target.measure)
        yield Fault((*path, "pace"), message, _("Only a share, a coverage or a level can stand at its goal."))


def _due_faults(ground: Ground, path: NodePath, target: AnyTarget) -> Iterator[Fault]:
    if target.due is None:
        return
    wrong = list(outside(path, "due", target.due, ground.plan.year))
    yield from wrong
    days = ground.calendars.get(target.pace)
    if days and days[0] > target.due and not wrong:
        message = _('due: {date} is before the first day of the calendar "{id}", {first}')
        message = message.format(date=target.due, id=target.pace, first=days[0])
        yield Fault((*path, "due"), message, _("Write a later date, or choose another pace."))


def _reads_faults(ground: Ground, path: NodePath, target: AnyTarget) -> Iterator[Fault]:
    other = ground.targets.get(target.reads or "")
    if target.reads is not None and (words := _unreadable(ground, target, other)):
        yield Fault((*path, "reads"), *words)
        return
    if other is not None and "decimals" in target.model_fields_set and other.decimals != target.decimals:
        message = _('decimals: is decided by "{id}", whose outcomes are read').format(id=target.reads)
        yield Fault((*path, "decimals"), message, _("Take it away here."))
    if isinstance(target, CoverageShape) and target.counts == "of" and not isinstance(other, ShareShape):
        message = _("counts: of needs a share to read: only a share's outcomes have an of")
        remedy = _("Add reads: with the id of a share, or write counts: value.")
        yield Fault((*path, "counts"), message, remedy)


def _unreadable(ground: Ground, target: AnyTarget, other: AnyTarget | None) -> tuple[str, str] | None:
    """Why the target can't read the other, and what to do; `None` if it can."""
    if other is None:
        message = _('reads: there is no target "{id}"').format(id=shown(target.reads))
        guess = did_you_mean(target.reads or "", tuple(ground.targets))
        return message, guess or _("Write the id of another target of this year.")
    if target.reads == target.id:
        return _("reads: a target can't read itself"), _("Take the line away.")
    if other.reads is not None:
        message = _('reads: "{id}" reads another target itself').format(id=other.id)
        return message, _("Write {id} here too.").format(id=shown(other.reads))
    readable = _READABLE.get(type(target), ())
    if not isinstance(other, readable):
        message = _("reads: measure: {measure} can't read the outcomes of measure: {other}")
        message = message.format(measure=target.measure, other=other.measure)
        return message, _reading_remedy(readable)
    if getattr(target, "over", None) != getattr(other, "over", None):
        message = _('reads: "{id}" is over other places').format(id=other.id)
        return message, _("Both must have over: {over}.").format(over=getattr(other, "over", ""))
    return None


def _reading_remedy(readable: tuple[type[AnyTarget], ...]) -> str:
    if not readable:
        return _("Take the line away, and log outcomes on the target itself.")
    measures = [name for name, shape in MEASURES.items() if shape in readable]
    return _("It can read these measures: {words}.").format(words=", ".join(measures))


def _goal_faults(ground: Ground, path: NodePath, target: Counted) -> Iterator[Fault]:
    if target.goal is not None:
        yield from _amount_faults(ground, (*path, "goal"), target, target.goal)
    for place, goal in target.goals.items():
        where = (*path, "goals", place)
        if place in ground.sizes:
            yield from _amount_faults(ground, where, target, goal, place)
        else:
            message = _('goals: there is no subregion "{name}"').format(name=shown(place))
            guess = did_you_mean(place, tuple(ground.sizes))
            known = ", ".join(tuple(ground.sizes)[:10])
            remedy = guess or _("These are known: {words}.").format(words=known)
            yield Fault(where, message, remedy, on_key=True)
    if isinstance(target, CoverageShape):
        yield from _decimals_faults(ground, (*path, "minimum"), target, target.minimum)


def _amount_faults(
    ground: Ground, path: NodePath, target: Counted, goal: Number, subregion: str | None = None
) -> Iterator[Fault]:
    """What is wrong with a goal of the whole district, or of one subregion."""
    if isinstance(target, SumShape | LevelShape):
        yield from _decimals_faults(ground, path, target, goal)
    if isinstance(target, CoverageShape):
        places = ground.places(target.over, subregion)
        if 0 < places < goal:
            message = ngettext(
                "{key}: there is only {count} place", "{key}: there are only {count} places", places
            )
            yield Fault(path, message.format(key=shown(path[-1]), count=places), _("Write a smaller number."))


def _decimals_faults(ground: Ground, path: NodePath, target: Counted, number: Number) -> Iterator[Fault]:
    allowed = ground.decimals(target)
    exponent = number.as_tuple().exponent if isinstance(number, Decimal) else 0
    if isinstance(exponent, int) and -exponent > allowed:
        if allowed:
            message = ngettext(
                "{key}: {number} has more than {count} decimal",
                "{key}: {number} has more than {count} decimals",
                allowed,
            )
        else:
            message = _("{key}: {number} has decimals, but the target counts in whole numbers")
        message = message.format(key=shown(path[-1]), number=number, count=allowed)
        yield Fault(path, message, _("Write decimals: {count} in the target.").format(count=-exponent))
