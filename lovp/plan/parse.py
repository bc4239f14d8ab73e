"""The text of targets.yaml to its plans, with every fault that is found: YAML, shape, and rules.

The rules are what must hold between several values. They look at the file's own data, without what is wrong
by itself, so that one mistake hides no other: any key can be missing.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterator
from itertools import islice
from typing import Any, TypeAlias

from pydantic import ValidationError

from lovp.calendars import EVEN, active_days
from lovp.errors import PlanError
from lovp.folding import fold
from lovp.i18n import _, ngettext
from lovp.model import PlaceKind, Plan
from lovp.plan.build import STANDING, build_plan, calendar_of, decimals_in, kind_over, pace_of
from lovp.plan.messages import shape_faults, unknown, value_at
from lovp.plan.schema import CalendarShape, PlanShape, Shape, part
from lovp.plan.words import words
from lovp.plan.yaml_reader import MAX_SHOWN, Document, Fault, NodePath, read_documents, read_source

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


def parse_plans(content: str | bytes, name: str) -> tuple[Plan, ...]:
    """The plans of a file, by year; `PlanError` with every problem, in the order of the file."""
    source, unreadable = read_source(content, name)
    documents = () if unreadable else read_documents(source)
    found, shapes, years = [*unreadable], [], dict[str, Document]()
    for document in documents:
        shapes += _check(document)
        year = value_at(document.data, ("year",))
        first = years.setdefault(str(year), document)
        if year and first is not document:
            twice = words("year-twice", year=year, line=first.position(("year",))[0])
            document.problems.append(document.problem(Fault(("year",), *twice)))
        found += document.problems
    if not documents and not found:
        found.append(source.problem(0, 0, *words("empty")))
    if not found:
        return tuple(build_plan(shape) for shape in sorted(shapes, key=lambda shape: shape.year))
    problems = sorted(found, key=lambda problem: (problem.line, problem.column))
    count = len(problems)
    message = ngettext("{file} has {count} mistake", "{file} has {count} mistakes", count)
    if count > MAX_SHOWN:
        count, message = MAX_SHOWN, _("{file} has more than {count} mistakes; these are the first")
    raise PlanError(message.format(file=name, count=count), tuple(problems[:MAX_SHOWN]))


def _check(document: Document) -> list[PlanShape]:
    """The document's shape, if it has one; what is wrong in it is added to the document's problems."""
    if document.data is None:
        return []
    found, faults, shapes = list[PlanShape](), list[Fault](), dict[int, type[Shape]]()
    try:
        found.append(PlanShape.model_validate(document.data, context=shapes))
    except ValidationError as error:
        faults = shape_faults(error, document, shapes)
    if not document.unfinished and len(faults) <= MAX_SHOWN and isinstance(document.data, dict):
        wrong = {fault.path for fault in faults} | document.unread
        faults += islice(Rules(document, document.data, wrong).faults(), MAX_SHOWN + 1)
    document.problems += [document.problem(fault) for fault in faults]
    return found


def _blocks(path: NodePath, block: Block, key: str) -> Blocks:
    """The blocks in the list under the key, each with its path; a name alone is a block too."""
    entries = [entry if isinstance(entry, dict) else {"name": entry} for entry in block.get(key) or ()]
    return [((*path, key, index), entry) for index, entry in enumerate(entries)]


def _number(value: Any) -> Any:
    """A number of the plan, a percentage as the part that it is; None where there is none."""
    return part(value) if isinstance(value, str) else value


class Rules:
    """The rules of one plan; `wrong` is what was left out of the data."""

    def __init__(self, document: Document, plan: Block, wrong: Collection[NodePath]) -> None:
        self.document, self.plan, self.wrong = document, plan, wrong
        self.year = plan.get("year")
        self.calendars: dict[str, Block] = plan.get("calendars", {})
        self.areas = _blocks((), plan, "areas")
        self.targets = [found for path, area in self.areas for found in _blocks(path, area, "targets")]
        self.by_id = {target["id"]: target for _path, target in self.targets if "id" in target}
        self.places: Blocks = []
        self.largest: list[str] = []
        self.counts = Counter[PlaceKind]()
        for path, entry in _blocks((), plan, "places"):
            name = entry.get("name") or entry.get("subregion") or entry.get("group") or ""
            inside = _blocks(path, entry, "municipalities") + _blocks(path, entry, "places")
            self.places += [(path, entry | {"name": name}), *inside]
            self.largest.append(name)
            self.counts[PlaceKind.SUBREGION] += "name" not in entry
            self.counts[PlaceKind.MUNICIPALITY] += 1 if "name" in entry else len(inside)

    def faults(self) -> Faults:
        """Every fault in what the values have to do with each other."""
        status = self.plan.get("status", {})
        if len(status) == 2 and part(status["at_risk"]) > part(status["on_track"]):
            yield Fault(("status", "at_risk"), *words("limits"))
        if 0 < self.counts[PlaceKind.SUBREGION] < len(self.largest):
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
                yield from self.start(path, target)
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
                    line = self.document.position(before)[0]
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
        pace, measure = pace_of(target), target.get("measure")
        known = dict.fromkeys((EVEN, STANDING, *self.calendars))
        latest = measure in {"share", "coverage", "level"}
        if pace not in known and self.sure("calendars"):
            yield Fault((*path, "pace"), *unknown("no-calendar", pace, known))
        if pace == STANDING and measure and not latest:
            yield Fault((*path, "pace"), *words("standing-measure", measure=measure))
        ceiling = latest and target.get("direction") == "at_most" and "start" not in target
        if ceiling and pace != STANDING and (*path, "pace") not in self.wrong:
            yield Fault((*path, "direction"), *words("not-standing"))

    def reads(self, path: NodePath, target: Block) -> Faults:
        """A target that can be read, whose outcomes have what this one needs."""
        reads, readable = target.get("reads"), _READABLE.get(target["measure"], ())
        other = self.by_id.get(reads, {})
        over = {kind_over(each["over"]) for each in (target, other) if "over" in each}
        where = (*path, "reads")
        if reads and not other:
            if not any(path[0] == "areas" and (path[-1] == "id" or len(path) <= 4) for path in self.wrong):
                yield Fault(where, *unknown("no-target", reads, self.by_id))
        elif "reads" in other:
            yield Fault(where, *words("reads-reader", id=reads))
        elif len(over) > 1 or ("measure" in other and other["measure"] not in readable):
            yield Fault(where, *words("reads-unlike", id=reads))
        read = other.get("measure", "share") if reads else ""
        if target.get("counts") == "of" and read != "share" and where not in self.wrong:
            yield Fault((*path, "counts"), *words("of-share"))

    def start(self, path: NodePath, target: Block) -> Faults:
        """A start with a goal on the side that the direction says, and a pace that moves."""
        start, goal = (_number(target.get(key)) for key in ("start", "goal"))
        down = target.get("direction") == "at_most"
        if start is None:
            return
        if target.get("pace") == STANDING:
            yield Fault((*path, "pace"), *words("start-standing"))
        if goal is None:
            if (*path, "goal") not in self.wrong:
                yield Fault((*path, "start"), *words("start-goal"))
        elif start <= goal if down else start >= goal:
            values = {key: target[key] for key in ("start", "goal")}
            direction = "at_least" if down else "at_most"
            yield Fault((*path, "start"), *words("start-side", direction=direction, **values))

    def goals(self, path: NodePath, target: Block) -> Faults:
        """Goals that can be reached, of places that there are, written as the numbers that are meant."""
        over, sure = target.get("over"), self.sure("places")
        count = self.counts[kind_over(over)] if over and sure else None
        if count == 0:
            yield Fault((*path, "over"), *words("over", over=over))
        if count and target["measure"] == "coverage" and target.get("goal", 0) > count:
            yield Fault((*path, "goal"), *words("places", goal=target["goal"], count=count))
        if sure:
            yield from self.goal_places(path, target)
        numbers = {(*path, key): target.get(key) for key in ("goal", "minimum", "start")}
        numbers |= {(*path, "goals", place): goal for place, goal in target.get("goals", {}).items()}
        for where, number in numbers.items():
            if number is not None:
                yield from self.number(where, target, number)

    def goal_places(self, path: NodePath, target: Block) -> Faults:
        """Goals of the largest places, or of those that the target is over."""
        over, known = target.get("over"), self.largest
        if over and kind_over(over) is PlaceKind.MUNICIPALITY:
            known = [place["name"] for _path, place in self.places if "name" in place]
        if target["measure"] == "level" and not over and target.get("goals"):
            yield Fault((*path, "goals"), *words("goals-over"), on_key=True)
            return
        for place in target.get("goals", {}):
            if place not in known:
                yield Fault((*path, "goals", place), *unknown("no-place", place, known), on_key=True)

    def number(self, path: NodePath, target: Block, number: Any) -> Faults:
        """A number with the sign and the decimals that it can have, and no point for thousands.

        Only a level can be below 0, and only a limit or a start can be 0.
        """
        key, measure, decimals = path[-1], target["measure"], target.get("decimals")
        can_be_0 = target.get("direction") == "at_most" or key == "start"
        if measure != "level" and (_number(number) < 0 or not (_number(number) or can_be_0)):
            yield Fault(path, *words("goal-sign", key=key))
        if measure == "share":
            return
        if decimals is None and re.fullmatch(r"[1-9][0-9]{0,2}\.[0-9]{3}", str(number)):
            digits = str(number).replace(".", "")
            yield Fault(path, *words("point", key=key, number=number, digits=digits))
        elif decimals is not None and decimals < decimals_in(number):
            yield Fault(path, *words("decimals", key=key, number=number, count=decimals))
