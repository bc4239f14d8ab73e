"""What must hold between the values of a plan, as faults with the path they stand at.

The rules look at the file's own data, without what is wrong by itself, so that one mistake hides no other:
any key can be missing.
"""

import re
from collections.abc import Callable, Collection, Iterator
from typing import Any, TypeAlias

from lovp.calendars import EVEN, active_days
from lovp.folding import fold
from lovp.model import PlaceKind
from lovp.plan.build import STANDING, calendar_of, kind_over
from lovp.plan.messages import unknown
from lovp.plan.schema import CalendarShape, part
from lovp.plan.words import words
from lovp.plan.yaml_reader import Fault, NodePath

Block: TypeAlias = dict[str, Any]
Blocks: TypeAlias = list[tuple[NodePath, Block]]
Faults: TypeAlias = Iterator[Fault]

_READABLE = {
    "sum": ("sum", "activity"),
    "activity": ("sum", "activity"),
    "share": ("share",),
    "coverage": ("share", "coverage"),
}
"""Which measures can read the outcomes of which: a sum's are values, a share's have an `of` at each place."""


def _blocks(path: NodePath, block: Block, key: str) -> Blocks:
    """The blocks in the list under the key, each with its path; a name alone is a block too."""
    entries = [entry if isinstance(entry, dict) else {"name": entry} for entry in block.get(key) or ()]
    return [((*path, key, index), entry) for index, entry in enumerate(entries)]


class Rules:
    """The rules of one plan; `line` finds the line of a path, `wrong` is what was left out of the data."""

    def __init__(self, plan: Block, line: Callable[[NodePath], int], wrong: Collection[NodePath]) -> None:
        self.plan, self.line, self.wrong = plan, line, wrong
        self.year = plan.get("year")
        self.calendars: dict[str, Block] = plan.get("calendars", {})
        self.areas = _blocks((), plan, "areas")
        self.targets = [found for path, area in self.areas for found in _blocks(path, area, "targets")]
        self.by_id = {target["id"]: target for _path, target in self.targets if "id" in target}
        self.places: Blocks = []
        self.counts: dict[str, dict[PlaceKind, int]] = {}
        """How many larger and smallest places each of the largest is or has in it."""
        for path, entry in _blocks((), plan, "places"):
            alone = "name" in entry
            name = entry.get("name") or entry.get("subregion") or entry.get("group") or ""
            inside = _blocks(path, entry, "municipalities") + _blocks(path, entry, "places")
            smallest = 1 if alone else len(inside)
            self.places += [(path, entry | {"name": name}), *inside]
            self.counts[name] = {PlaceKind.SUBREGION: int(not alone), PlaceKind.MUNICIPALITY: smallest}

    def faults(self) -> Faults:
        """Every fault in what the values have to do with each other."""
        status = self.plan.get("status", {})
        if len(status) == 2 and part(status["at_risk"]) > part(status["on_track"]):
            yield Fault(("status", "at_risk"), *words("limits"))
        if len({count[PlaceKind.SUBREGION] for count in self.counts.values()}) > 1:
            yield Fault(("places",), *words("mixed-places"))
        for key in ("name", "code", "tile"):
            yield from self.twice(self.places, key)
        yield from self.twice(self.areas + self.targets, "id")
        yield from self.twice(self.targets, "name")
        yield from self.twice(self.targets, "central")
        for path, entry in _blocks((), self.plan, "calendar"):
            yield from self.span(path, entry, "date", "to")
        for id_, calendar in self.calendars.items():
            yield from self.calendar(id_, calendar)
        for path, target in self.targets:
            yield from self.span(path, target, "due")
            yield from self.pace(path, target)
            if "measure" in target:
                yield from self.reads(path, target)
                yield from self.goals(path, target)

    def sure(self, *start: str) -> bool:
        """Whether nothing under these keys was left out, so that what isn't there isn't anywhere."""
        return not any(path[: len(start)] == start for path in self.wrong)

    def twice(self, blocks: Blocks, key: str) -> Faults:
        """A fault for each block whose value of the key another one has already."""
        first: dict[str, tuple[NodePath, object]] = {}
        for path, block in blocks:
            if value := block.get(key):
                where = (*path, key)
                before, former = first.setdefault(fold(str(value)), (where, value))
                if before != where:
                    line = self.line(before)
                    yield Fault(where, *words("twice", key=key, value=value, former=former, line=line))

    def span(self, path: NodePath, block: Block, *keys: str) -> Faults:
        """Days outside the plan's year, and a last day before the first."""
        days = [(key, block[key]) for key in keys if key in block]
        for key, day in days:
            if self.year and day.year != self.year:
                yield Fault((*path, key), *words("other-year", key=key, date=day, year=self.year))
        if len(days) == 2 and days[1][1] < days[0][1]:
            (from_, first), (to, last) = days
            yield Fault((*path, to), *words("before", to=to, last=last, from_=from_, first=first))

    def calendar(self, id_: str, calendar: Block) -> Faults:
        """A calendar with dates of the year, and days left."""
        path: NodePath = ("calendars", id_)
        if id_ in {EVEN, STANDING}:
            yield Fault(path, *words("reserved", id=id_), on_key=True)
        spans = [(span, "from") for key in ("terms", "breaks") for span in _blocks(path, calendar, key)]
        spans += [(holiday, "date") for holiday in _blocks(path, calendar, "holidays")]
        faults = [fault for (where, span), first in spans for fault in self.span(where, span, first, "to")]
        yield from faults
        if self.year and not faults and self.sure("calendars", id_):
            shape = CalendarShape.model_validate(calendar)
            if not active_days(calendar_of(id_, shape, self.year), self.year):
                yield Fault(path, *words("no-days", id=id_), on_key=True)

    def pace(self, path: NodePath, target: Block) -> Faults:
        """A pace that there is and that goes with the measure."""
        pace, measure = target.get("pace", EVEN), target.get("measure")
        known = dict.fromkeys((EVEN, STANDING, *self.calendars))
        latest = measure in {"share", "coverage", "level"}
        if pace not in known and self.sure("calendars"):
            yield Fault((*path, "pace"), *unknown("no-calendar", pace, known))
        if pace == STANDING and measure and not latest:
            yield Fault((*path, "pace"), *words("standing-measure", measure=measure))
        ceiling = latest and target.get("direction") == "at_most"
        if ceiling and pace != STANDING and (*path, "pace") not in self.wrong:
            yield Fault((*path, "direction"), *words("not-standing"))

    def reads(self, path: NodePath, target: Block) -> Faults:
        """A target that can be read, whose outcomes have what this one needs."""
        reads, measure = target.get("reads"), target["measure"]
        other = self.by_id.get(reads, {})
        overs = [each["over"] for each in (target, other) if "over" in each]
        where = (*path, "reads")
        if reads and not other:
            if not any(path[0] == "areas" and (path[-1] == "id" or len(path) <= 4) for path in self.wrong):
                yield Fault(where, *unknown("no-target", reads, self.by_id))
        elif "reads" in other:
            yield Fault(where, *words("reads-reader", id=reads))
        elif "measure" in other and other["measure"] not in _READABLE.get(measure, ()):
            yield Fault(where, *words("reads-measure", measure=measure, other=other["measure"]))
        elif len({kind_over(over) for over in overs}) > 1:
            yield Fault(where, *words("reads-over", id=reads, over=overs[1]))
        read = other.get("measure", "share") if reads else ""
        if target.get("counts") == "of" and read != "share" and where not in self.wrong:
            yield Fault((*path, "counts"), *words("of-share"))

    def goals(self, path: NodePath, target: Block) -> Faults:
        """Goals that can be reached, of places that there are, without a point for thousands."""
        over, goals, sure = target.get("over"), target.get("goals", {}), self.sure("places")
        count = sum(each[kind_over(over)] for each in self.counts.values()) if over and sure else None
        if count == 0:
            yield Fault((*path, "over"), *words("over", over=over))
        if count and target["measure"] == "coverage" and target.get("goal", 0) > count:
            yield Fault((*path, "goal"), *words("places", goal=target["goal"], count=count))
        for place in goals:
            if place not in self.counts and sure:
                where = (*path, "goals", place)
                yield Fault(where, *unknown("no-place", place, self.counts), on_key=True)
        if "decimals" in target or target["measure"] == "share":
            return
        numbers = {("goal",): target.get("goal"), ("minimum",): target.get("minimum")}
        for keys, number in (numbers | {("goals", place): goal for place, goal in goals.items()}).items():
            if re.fullmatch(r"[1-9][0-9]{0,2}\.[0-9]{3}", str(number)):
                digits = str(number).replace(".", "")
                yield Fault((*path, *keys), *words("point", key=keys[-1], number=number, digits=digits))
