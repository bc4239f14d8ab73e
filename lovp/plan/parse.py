"""The text of targets.yaml to its plans, with every fault that is found: YAML, shape, and rules.

The rules are what must hold between several values. They look at the data without what is wrong by itself.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import islice
from operator import eq
from typing import Any, TypeAlias

from pydantic import ValidationError

from lovp.errors import PlanError, Problem
from lovp.i18n import _, ngettext
from lovp.model import EVEN, PlaceKind, Plan
from lovp.plan.build import STANDING, build_plan, calendar_of, decimals_in, kind_over, pace_of
from lovp.plan.faults import words
from lovp.plan.messages import shape_faults, unknown
from lovp.plan.schema import CalendarShape, PlanShape, Shape, part
from lovp.plan.yaml_reader import MAX_SHOWN, Document, Fault, NodePath, read_documents, read_source
from lovp.text import fold

Block: TypeAlias = dict[str, Any]
Blocks: TypeAlias = list[tuple[NodePath, Block]]
Faults: TypeAlias = Iterator[Fault]

# Which measures can read the outcomes of which: a sum's are values, a share's have an `of` at each place.
_ADDED = {"sum", "activity"}
_READABLE = {"sum": _ADDED, "activity": _ADDED, "share": {"share"}, "coverage": {"share", "coverage"}}


def parse_plans(content: str | bytes, name: str) -> tuple[Plan, ...]:
    """The plans of a file, by year; `PlanError` with every problem, in the order of the file."""
    source, unreadable = read_source(content, name)
    documents = () if unreadable else read_documents(source)
    found = [*unreadable]
    shapes = list[PlanShape]()
    years = dict[object, Document]()
    for document in documents:
        faults = list(islice(_check(document, shapes), MAX_SHOWN + 1))
        year = document.blocks.get((), {}).get("year")
        first = years.setdefault(year, document)
        if year and first is not document:
            line = first.position(("year",))[0]
            faults.append(Fault(("year",), *words("year-twice", year=year, line=line)))
        found += document.problems + [document.problem(fault) for fault in faults]
    if not documents and not found:
        found.append(source.problem(0, 0, *words("empty")))
    if found:
        raise PlanError(*mistakes(name, found))
    return tuple(build_plan(shape) for shape in sorted(shapes, key=lambda shape: shape.year))


def mistakes(name: str, found: Sequence[Problem]) -> tuple[str, tuple[Problem, ...]]:
    """How many mistakes the file has, in words, and the first of them, in its order."""
    count = len(found)
    message = ngettext("{file} has {count} mistake", "{file} has {count} mistakes", count)
    if count > MAX_SHOWN:
        count, message = MAX_SHOWN, _("{file} has more than {count} mistakes; these are the first")
    ordered = sorted(found, key=lambda problem: (problem.line, problem.column))
    return message.format(file=name, count=count), tuple(ordered[:MAX_SHOWN])


def _check(document: Document, shapes: list[PlanShape]) -> Faults:
    """Every fault of the document; its shape, if that is right, is added to the shapes."""
    faults = list[Fault]()
    of_blocks = dict[int, type[Shape]]()
    try:
        if document.data is not None:
            shapes.append(PlanShape.model_validate(document.data, context=of_blocks))
    except ValidationError as error:
        faults = shape_faults(error, document, of_blocks)
    yield from faults
    if isinstance(document.data, dict):
        wrong = {fault.path for fault in faults} | document.unread
        yield from Rules(document, document.data, wrong).faults()


def _blocks(path: NodePath, block: Block, key: str) -> Blocks:
    """The blocks in the list under the key, each with its path; a name alone is a block too."""
    entries = [entry if isinstance(entry, dict) else {"name": entry} for entry in block.get(key) or ()]
    return [((*path, key, index), entry) for index, entry in enumerate(entries)]


class Rules:
    """The rules of one plan; `wrong` is what was left out of the data."""

    def __init__(self, document: Document, plan: Block, wrong: Collection[NodePath]) -> None:
        self.document = document
        self.plan = plan
        self.wrong = wrong
        self.year = plan.get("year")
        self.calendars: dict[str, Block] = plan.get("calendars", {})
        self.areas = _blocks((), plan, "areas")
        self.targets = [found for path, area in self.areas for found in _blocks(path, area, "targets")]
        self.by_id = {target["id"]: target for _path, target in self.targets if "id" in target}
        self.places: Blocks = []
        self.groups, self.alone = list[str](), list[str]()
        for path, entry in _blocks((), plan, "places"):
            name = entry.get("name") or entry.get("subregion") or entry.get("group") or ""
            inside = _blocks(path, entry, "municipalities") + _blocks(path, entry, "places")
            self.places += [(path, entry | {"name": name}), *inside]
            if "name" in entry:
                self.alone.append(name)
            else:
                self.groups.append(name)

    def faults(self) -> Faults:
        """Every fault in what the values have to do with each other."""
        status = self.plan.get("status", {})
        if len(status) == 2 and part(status["at_risk"]) > part(status["on_track"]):
            yield Fault(("status", "at_risk"), *words("limits"))
        if self.groups and self.alone:
            yield Fault(("places",), *words("mixed-places"))
        yield from self.twice(self.places, "name")
        yield from self.twice(self.areas + self.targets, "id")
        yield from self.twice(self.targets, "name")
        yield from self.twice(self.targets, "central")
        for path, entry in _blocks((), self.plan, "calendar"):
            yield from self.span(path, entry)
        for id_, calendar in self.calendars.items():
            yield from self.calendar(id_, calendar)
        for path, target in self.targets:
            yield from self.span(path, target)
            yield from self.pace(path, target)
            if "measure" in target:
                yield from self.reads(path, target)
                yield from self.places_of(path, target)
                yield from self.numbers(path, target)

    def sure(self, *start: str) -> bool:
        """Whether everything under these keys could be read, so that what is not found there is missing."""
        return not any(all(map(eq, path, start)) for path in self.wrong)

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

    def span(self, path: NodePath, block: Block) -> Faults:
        """Days outside the plan's year, and a last day before the first."""
        days = {key: block[key] for key in ("from", "date", "due", "to") if key in block}
        for key, day in days.items():
            if self.year and day.year != self.year:
                yield Fault((*path, key), *words("other-year", key=key, date=day, year=self.year))
        if len(days) == 2:
            (from_, first), (to, last) = days.items()
            if last < first:
                yield Fault((*path, to), *words("before", to=to, last=last, from_=from_, first=first))

    def calendar(self, id_: str, calendar: Block) -> Faults:
        """A calendar with dates of the year, and days left."""
        path: NodePath = ("calendars", id_)
        if id_ in {EVEN, STANDING}:
            yield Fault(path, *words("reserved", id=id_), on_key=True)
        spans = [span for key in ("terms", "breaks", "holidays") for span in _blocks(path, calendar, key)]
        faults = [fault for where, span in spans for fault in self.span(where, span)]
        yield from faults
        if self.year and not faults and self.sure("calendars", id_):
            shape = CalendarShape.model_validate(calendar)
            if not calendar_of(id_, shape, self.year).days(self.year):
                yield Fault(path, *words("no-days", id=id_), on_key=True)

    def pace(self, path: NodePath, target: Block) -> Faults:
        """A pace that there is and that goes with the measure, and with a start."""
        pace = pace_of(target)
        measure = target.get("measure")
        known = dict.fromkeys((EVEN, STANDING, *self.calendars))
        latest = measure in {"share", "coverage", "level"}
        if pace not in known and self.sure("calendars"):
            yield Fault((*path, "pace"), *unknown("no-calendar", pace, known))
        if pace == STANDING and ("start" in target or (measure and not latest)):
            yield Fault((*path, "pace"), *words("cannot-stand"))
        ceiling = latest and target.get("direction") == "at_most" and "start" not in target
        if ceiling and pace != STANDING and (*path, "pace") not in self.wrong:
            yield Fault((*path, "direction"), *words("not-standing"))

    def reads(self, path: NodePath, target: Block) -> Faults:
        """A target that can be read, whose outcomes have what this one needs."""
        reads = target.get("reads")
        where = (*path, "reads")
        other = self.by_id.get(reads, {})
        over = {kind_over(each) for each in (target, other) if "over" in each}
        is_unlike = "measure" in other and other["measure"] not in _READABLE.get(target["measure"], ())
        if reads and not other:
            # A target that can't be read, or lacks its id, may be the one.
            areas = [each for each in self.wrong if each[:1] in {(), ("areas",)}]
            if not any(len(each) <= 4 or each[-1] == "id" for each in areas):
                yield Fault(where, *unknown("no-target", reads, self.by_id))
        elif "reads" in other or len(over) > 1 or is_unlike:
            yield Fault(where, *words("reads-unlike", id=reads))
        read = other.get("measure", "share") if reads else ""
        if target.get("counts") == "of" and read != "share" and where not in self.wrong:
            yield Fault((*path, "counts"), *words("of-share"))

    def places_of(self, path: NodePath, target: Block) -> Faults:
        """Places that there are: those that the target is over, and those that have goals."""
        over = kind_over(target)
        goals = target.get("goals", {})
        known = self.groups + self.alone
        if not self.sure("places"):
            return
        count = len(self.groups)
        if over is PlaceKind.MUNICIPALITY:
            known = [place["name"] for _path, place in self.places]
            count = len(self.places) - len(self.groups)
        if over and not count:
            yield Fault((*path, "over"), *words("over", over=target["over"]))
        elif target["measure"] == "coverage" and over and target.get("goal", 0) > count:
            yield Fault((*path, "goal"), *words("places", goal=target["goal"], count=count))
        if goals and target["measure"] == "level" and not over:
            yield Fault((*path, "goals"), *words("goals-over"), on_key=True)
            return
        for place in goals:
            if place not in known:
                yield Fault((*path, "goals", place), *unknown("no-place", place, known), on_key=True)

    def numbers(self, path: NodePath, target: Block) -> Faults:
        """Numbers with a sign and decimals that they can have, and a start on its side of the goal."""
        limit = target.get("direction") == "at_most"
        decimals = target.get("decimals")
        goals = target.get("goals", {})
        written: dict[NodePath, Any] = {("goals", place): goal for place, goal in goals.items()}
        written |= {(key,): target[key] for key in ("goal", "minimum", "start") if key in target}
        numbers = {keys: part(each) if isinstance(each, str) else each for keys, each in written.items()}
        for keys, number in numbers.items():
            where = (*path, *keys)
            values = {"key": keys[-1], "number": written[keys]}
            can_be_0 = keys == ("start",) or (limit and keys != ("minimum",))
            if target["measure"] != "level" and (number < 0 or (number == 0 and not can_be_0)):
                yield Fault(where, *words("goal-sign", **values))
            if target["measure"] == "share":
                continue
            if decimals is None and re.fullmatch(r"[1-9][0-9]{0,2}\.[0-9]{3}", str(number)):
                yield Fault(where, *words("point", digits=str(number).replace(".", ""), **values))
            elif decimals is not None and decimals < decimals_in(number):
                yield Fault(where, *words("decimals", count=decimals, **values))
        start, goal = numbers.get(("start",)), numbers.get(("goal",))
        if start is not None and goal is None and (*path, "goal") not in self.wrong:
            yield Fault((*path, "start"), *words("start-goal"))
        elif start is not None and goal is not None and (start <= goal if limit else start >= goal):
            other = {"direction": "at_least" if limit else "at_most"}
            yield Fault((*path, "start"), *words("start-side", **target | other))
