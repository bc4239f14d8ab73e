"""What must hold between the values of a plan, as faults with the path they stand at.

The rules look at the file's own data, without what is wrong by itself, so that one mistake hides no other:
any key can be missing.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import date
from typing import Any, TypeAlias

from lovp.calendars import EVEN, active_days
from lovp.folding import fold
from lovp.i18n import _, ngettext
from lovp.plan.build import OVER, STANDING, calendar_of, decimals_in, decimals_of
from lovp.plan.messages import did_you_mean, value_at
from lovp.plan.schema import CalendarShape, TargetShape, kind_of_place, number
from lovp.plan.source import shown
from lovp.plan.yaml_reader import Fault, NodePath

Block: TypeAlias = dict[str, Any]
Faults: TypeAlias = Iterator[Fault]
LineOf: TypeAlias = Callable[[NodePath], int]
"""The line of the file on which the value at a path stands."""

_READABLE = {
    "sum": ("sum", "activity"),
    "activity": ("sum", "activity"),
    "share": ("share",),
    "coverage": ("share", "coverage"),
}
"""Which measures can read the outcomes of which: a sum's are values, a share's have an `of` at each place."""


def without(data: Any, paths: Iterable[NodePath]) -> Any:
    """A copy of the data without the values at the paths; in a list None stands for one."""
    copy = _copied(data)
    for path in paths:
        inner = value_at(copy, path[:-1])
        if isinstance(inner, dict):
            inner.pop(path[-1], None)
        elif isinstance(inner, list) and isinstance(path[-1], int):
            inner[path[-1]] = None
    return copy


def _copied(data: Any) -> Any:
    if isinstance(data, dict):
        return {key: _copied(value) for key, value in data.items()}
    return [_copied(value) for value in data] if isinstance(data, list) else data


def _fault(path: NodePath, message: str, remedy: str, words: Block, *, on_key: bool = False) -> Fault:
    """The fault, with the words put into the message and the remedy, which can quote the file as well."""
    filled = [
        re.sub(r"\{(\w+)\}", lambda found: shown(words.get(found[1], found[0])), text)
        for text in (message, remedy)
    ]
    return Fault(path, filled[0], filled[1], on_key)


def _known(guess: str, words: Iterable[str]) -> str:
    """The guess or, without one, the words there are."""
    return guess or _("These are known: {words}.").format(words=", ".join(list(words)[:12]))


def _blocks(path: NodePath, block: Block, key: str) -> Iterator[tuple[NodePath, Block]]:
    """The blocks in the list under the key, each with its path."""
    for index, entry in enumerate(block.get(key) or ()):
        if isinstance(entry, dict):
            yield (*path, key, index), entry


class Rules:
    """The rules of one plan, and what they look things up in; `wrong` is what was left out of its data."""

    def __init__(self, plan: Block, line: LineOf, wrong: Collection[NodePath]) -> None:
        self.plan = plan
        self.year = plan.get("year")
        self.line = line
        self.wrong = wrong
        areas = list(_blocks((), plan, "areas"))
        targets = [found for path, area in areas for found in _blocks(path, area, "targets")]
        self.targets = [(path, _sure_of(target)) for path, target in targets]
        self.named = sorted(areas + self.targets, key=lambda found: line((*found[0], "id")))
        self.by_id = {target["id"]: target for _path, target in self.targets if "id" in target}
        self.calendars = plan.get("calendars") or {}
        self.days: dict[str, list[date]] = {}
        self.sizes: dict[str, int] = {}
        """How many of the smallest places lie in each of the largest, which can be one itself."""
        self.groups: set[str] = set()
        """The names of the largest places, where others lie in them."""
        for entry in plan.get("places") or ():
            block = entry if isinstance(entry, dict) else {"name": entry}
            name = str(block.get("name", block.get("subregion", block.get("group"))))
            inside = block.get("municipalities", block.get("places")) or ()
            if kind_of_place(entry) == "place":
                inside = (name,)
            else:
                self.groups.add(name)
            self.sizes[name] = len(inside)

    def faults(self) -> Faults:
        """Every fault in what the values have to do with each other."""
        yield from self.limits()
        yield from self.places()
        yield from self.calendar_days()
        for path, entry in _blocks((), self.plan, "calendar"):
            yield from self.span(path, entry, "date", "to")
        yield from self.ids()
        for path, target in self.targets:
            yield from self.pace(path, target)
            yield from self.reads(path, target)
            yield from self.goals(path, target)

    def sure(self, *start: str) -> bool:
        """Whether nothing under these keys was left out, so that what isn't there isn't anywhere."""
        return not any(path[: len(start)] == start for path in self.wrong)

    def alone(self, entries: Iterable[tuple[NodePath, Block]], key: str, message: str, remedy: str) -> Faults:
        """A fault for each block whose value of the key another one has already."""
        first: dict[object, tuple[NodePath, object]] = {}
        for path, block in entries:
            value = block.get(key)
            same = (
                fold(value) if isinstance(value, str) else tuple(value) if isinstance(value, list) else value
            )
            if same in first:
                where, former = first[same]
                words = {"name": value, "former": former, "line": self.line(where)}
                yield _fault((*path, key), message, remedy, words)
            elif same is not None:
                first[same] = ((*path, key), value)

    def limits(self) -> Faults:
        """The limits of the status the right way round."""
        status = self.plan.get("status") or {}
        if len(status) == 2 and number(status["at_risk"]) > number(status["on_track"]):
            message = _("at_risk: must not be above on_track:")
            yield Fault(
                ("status", "at_risk"), message, _("Write for example on_track: 95 % and at_risk: 80 %.")
            )

    def places(self) -> Faults:
        """Names, codes and tiles that are one place's alone."""
        kinds = [kind_of_place(entry) == "place" for entry in self.plan.get("places") or ()]
        if len(set(kinds)) > 1:
            message = _("places: some stand alone, and some in groups")
            remedy = _("Put each place in a group, or leave the groups out.")
            yield Fault(("places", kinds.index(not kinds[0])), message, remedy)
        every = list(self.every_place())
        message = _("the place {name} can't be told from {former} on line {line}")
        yield from self.alone(
            every, "name", message, _("Each place needs a name of its own; accents don't count.")
        )
        message = _("the code {name} is used twice; the first is on line {line}")
        yield from self.alone(every, "code", message, _("Correct one of them."))
        message = _("the tile {name} is used twice; the first is on line {line}")
        yield from self.alone(every, "tile", message, _("Move one of the places to a free tile."))

    def every_place(self) -> Iterator[tuple[NodePath, Block]]:
        """Every place of any size, with its path, in the order of the file."""
        for index, entry in enumerate(self.plan.get("places") or ()):
            block = entry if isinstance(entry, dict) else {"name": entry}
            yield (
                ("places", index),
                block | {"name": block.get("name", block.get("subregion", block.get("group")))},
            )
            for key in ("municipalities", "places"):
                for inner, place in enumerate(block.get(key) or ()):
                    yield ("places", index, key, inner), place if isinstance(place, dict) else {"name": place}

    def calendar_days(self) -> Faults:
        """Calendars with dates of the year, and days left."""
        for id_, calendar in self.calendars.items():
            path: NodePath = ("calendars", id_)
            if id_ in {EVEN, STANDING}:
                message = _('a calendar can\'t be called "{id}": that word has a meaning as pace')
                yield _fault(path, message, _("Choose another id."), {"id": id_}, on_key=True)
            faults = list(self.spans(path, calendar))
            yield from faults
            if faults or not self.year or not self.sure("calendars", id_):
                continue
            shape = CalendarShape.model_validate(calendar)
            self.days[id_] = active_days(calendar_of(id_, shape, self.year), self.year)
            if not self.days[id_]:
                message = _('the calendar "{id}" has no day left: its breaks take away all of its terms')
                yield _fault(
                    path, message, _("Correct the terms, the breaks or days:."), {"id": id_}, on_key=True
                )

    def spans(self, path: NodePath, calendar: Block) -> Faults:
        """The dates of a calendar."""
        for key in ("terms", "breaks"):
            for where, span in _blocks(path, calendar, key):
                yield from self.span(where, span, "from", "to")
        for where, holiday in _blocks(path, calendar, "holidays"):
            yield from self.outside(where, holiday, "date")

    def outside(self, path: NodePath, block: Block, key: str) -> Faults:
        """The fault of a day that is not in the plan's year."""
        day = block.get(key)
        if day and self.year and day.year != self.year:
            message = _("{key}: {date} is not in the plan's year, {year}")
            remedy = _("Write a date between {year}-01-01 and {year}-12-31.")
            yield _fault((*path, key), message, remedy, {"key": key, "date": day, "year": self.year})

    def span(self, path: NodePath, block: Block, first: str, last: str) -> Faults:
        """Days outside the year, and a last day before the first."""
        yield from self.outside(path, block, first)
        yield from self.outside(path, block, last)
        if first in block and last in block and block[first] > block[last]:
            message, remedy = (
                _("{to}: {last} is before {from_}: {first}"),
                _("Swap the dates, or correct one of them."),
            )
            words = {"to": last, "last": block[last], "from_": first, "first": block[first]}
            yield _fault((*path, last), message, remedy, words)

    def ids(self) -> Faults:
        """Ids, names and central ids that are one target's alone."""
        message = _('the id "{name}" is used twice; the first is on line {line}')
        yield from self.alone(
            self.named, "id", message, _("Every area and every target needs an id of its own.")
        )
        message = _('the name "{name}" is used twice; the first is on line {line}')
        yield from self.alone(
            self.targets, "name", message, _("Say in each name what sets the targets apart.")
        )
        message = _('the central id "{name}" is used twice; the first is on line {line}')
        remedy = _("One target of a district counts to a central one, or else what it has is counted double.")
        yield from self.alone(self.targets, "central", message, remedy)

    def pace(self, path: NodePath, target: Block) -> Faults:
        """A pace that there is and that goes with the measure, and a last day after its first."""
        pace, measure, due = target.get("pace", EVEN), target.get("measure"), target.get("due")
        words = (EVEN, STANDING, *self.calendars)
        if pace not in words and self.sure("calendars"):
            remedy = _known(did_you_mean(pace, words), dict.fromkeys(words))
            yield _fault((*path, "pace"), _('pace: there is no calendar "{id}"'), remedy, {"id": pace})
        if measure not in {"share", "coverage", "level"}:
            if measure and pace == STANDING:
                message = _("pace: standing is not used with measure: {measure}")
                remedy = _("Only a share, a coverage or a level can stand at its goal.")
                yield _fault((*path, "pace"), message, remedy, {"measure": measure})
        elif target.get("direction") == "at_most" and pace != STANDING and (*path, "pace") not in self.wrong:
            message = _(
                "direction: at_most needs pace: standing here, because the latest value is what counts"
            )
            yield Fault((*path, "direction"), message, _("Add the line pace: standing."))
        faults = list(self.outside(path, target, "due"))
        yield from faults
        days = self.days.get(pace)
        if due and days and days[0] > due and not faults:
            message = _('due: {date} is before the first day of the calendar "{id}", {first}')
            remedy = _("Write a later date, or choose another pace.")
            yield _fault((*path, "due"), message, remedy, {"date": due, "id": pace, "first": days[0]})

    def reads(self, path: NodePath, target: Block) -> Faults:
        """A target that can be read, and nothing that it decides by itself."""
        reads, other = target.get("reads"), self.by_id.get(target.get("reads", ""))
        if words := self.unreadable(target, other):
            yield _fault((*path, "reads"), *words, {"id": reads})
            return
        if other and "decimals" in target and target["decimals"] != _decimals(other):
            message = _('decimals: is decided by "{id}", whose outcomes are read')
            yield _fault((*path, "decimals"), message, _("Take it away here."), {"id": reads})
        alone = "reads" not in target and (*path, "reads") not in self.wrong
        if target.get("counts") == "of" and (alone or (other or {}).get("measure", "share") != "share"):
            message = _("counts: of needs a share to read: only a share's outcomes have an of")
            remedy = _("Add reads: with the id of a share, or write counts: value.")
            yield Fault((*path, "counts"), message, remedy)

    def unreadable(self, target: Block, other: Block | None) -> tuple[str, str] | None:
        """Why the target can't read the other, and what to do; None if it can or nothing is known."""
        reads, measure = target.get("reads"), target.get("measure")
        if reads is None:
            return None
        if other is None:
            if any(path[0] == "areas" and (path[-1] == "id" or len(path) <= 4) for path in self.wrong):
                return None
            remedy = did_you_mean(reads, tuple(self.by_id)) or _(
                "Write the id of another target of this year."
            )
            return _('reads: there is no target "{id}"'), remedy
        if reads == target.get("id"):
            return _("reads: a target can't read itself"), _("Take the line away.")
        if "reads" in other:
            remedy = _("Write {id} here too.").format(id=shown(other["reads"]))
            return _('reads: "{id}" reads another target itself'), remedy
        readable = _READABLE.get(measure or "", ())
        if measure and "measure" in other and other["measure"] not in readable:
            message = _("reads: measure: {measure} can't read the outcomes of measure: {other}")
            remedy = _("Take the line away, and log outcomes on the target itself.")
            if readable:
                remedy = _("It can read these measures: {words}.").format(words=", ".join(readable))
            return message.format(measure=measure, other=other["measure"]), remedy
        over = target.get("over"), other.get("over")
        if all(over) and OVER[str(over[0])] is not OVER[str(over[1])]:
            return _('reads: "{id}" is over other places'), _("Both must have over: {over}.").format(
                over=over[1]
            )
        return None

    def goals(self, path: NodePath, target: Block) -> Faults:
        """Goals that can be reached, of places that there are, with the decimals that values may have."""
        over = target.get("over")
        if over and not self.count(over) and self.sure("places"):
            message = _("over: the plan has no {over}")
            remedy = _("Write them under places:, or choose another measure.")
            yield _fault((*path, "over"), message, remedy, {"over": over})
        if "goal" in target:
            yield from self.amount((*path, "goal"), target, target["goal"])
        for place, goal in target.get("goals", {}).items():
            if place in self.sizes:
                yield from self.amount((*path, "goals", place), target, goal, place)
            elif self.sure("places"):
                message = _('goals: there is no "{name}" among the largest places')
                if any("subregion" in each for _path, each in _blocks((), self.plan, "places")):
                    message = _('goals: there is no subregion "{name}"')
                remedy = _known(did_you_mean(place, tuple(self.sizes)), self.sizes)
                yield _fault((*path, "goals", place), message, remedy, {"name": place}, on_key=True)
        if "minimum" in target:
            yield from self.decimals((*path, "minimum"), target, target["minimum"])

    def count(self, over: str, place: str | None = None) -> int:
        """How many places a share or a coverage is over, in all or in one of the largest."""
        names = self.sizes if place is None else [place]
        if OVER[over] is OVER["groups"]:
            return len(self.groups.intersection(names))
        return sum(self.sizes[name] for name in names)

    def amount(self, path: NodePath, target: Block, goal: Any, place: str | None = None) -> Faults:
        """What is wrong with a goal, of all or of one of the largest places."""
        if target.get("measure") in {"sum", "level"}:
            yield from self.decimals(path, target, goal)
        if target.get("measure") == "coverage" and target.get("over") and self.sure("places"):
            count = self.count(target["over"], place)
            if 0 < count < goal:
                message = ngettext(
                    "{key}: there is only {count} place", "{key}: there are only {count} places", count
                )
                yield _fault(path, message, _("Write a smaller number."), {"key": path[-1], "count": count})

    def decimals(self, path: NodePath, target: Block, found: Any) -> Faults:
        """What is wrong with the decimals of a goal or a minimum."""
        other = self.by_id.get(target.get("reads", ""), target)
        if other.get("measure") not in _READABLE.get(target.get("measure", ""), ()):
            other = target
        allowed, count = _decimals(other), decimals_in(found)
        words = {"key": path[-1], "number": found, "count": allowed, "id": other.get("id")}
        if count > allowed:
            message = _("{key}: {number} has decimals, but the target counts in whole numbers")
            if allowed:
                message = ngettext(
                    "{key}: {number} has more than {count} decimal",
                    "{key}: {number} has more than {count} decimals",
                    allowed,
                )
            remedy = _("Write decimals: {count} in the target.")
            if other is not target:
                remedy = _('Write decimals: {count} in "{id}", whose outcomes are read.')
            yield _fault(path, message, remedy.format(**words | {"count": count}), words)
        elif "decimals" not in other and re.fullmatch(r"[1-9][0-9]{0,2}\.[0-9]{3}", str(found)):
            remedy = _("Write {number}, or add the line decimals: 3 to the target.")
            remedy = remedy.format(number=str(found).replace(".", ""))
            message = _("{key}: {number} could be thousands, or have three decimals")
            yield _fault(path, message, remedy, words)


def _sure_of(target: Block) -> Block:
    """What is known of the target: without its measure nobody has checked what only some have."""
    if "measure" in target:
        return target
    return {key: target[key] for key in target if key in TargetShape.model_fields}


def _decimals(target: Block) -> int:
    """How many decimals the target's values may have."""
    goals = [*([target["goal"]] if "goal" in target else []), *target.get("goals", {}).values()]
    return decimals_of(target.get("decimals"), target.get("measure", ""), goals)
