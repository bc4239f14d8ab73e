"""What must hold between the values of a plan, as faults with the path they stand at.

The rules look at the file's own data, without what is wrong by itself, so that one mistake hides no other: a
key can be missing everywhere.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import date
from typing import Any, TypeAlias

from lovp.calendars import EVEN, active_days
from lovp.folding import fold
from lovp.i18n import _, ngettext
from lovp.plan.build import OVER, STANDING, calendar_of, decimals_in, decimals_of
from lovp.plan.messages import did_you_mean, value_at
from lovp.plan.schema import CalendarShape, kind_of_place, number
from lovp.plan.source import shown
from lovp.plan.yaml_reader import Fault, NodePath

Block: TypeAlias = Mapping[str, Any]
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
_LATEST = {"share", "coverage", "level"}
"""The measures of which the latest values count."""


def rule_faults(plan: Block, line: LineOf, wrong: Collection[NodePath]) -> Faults:
    """Every fault in what the values have to do with each other; `wrong` is what was left out of the data."""
    rules = _Rules(plan, line, wrong)
    yield from rules.limits()
    yield from rules.places()
    yield from rules.calendars()
    for path, entry in _blocks((), plan, "calendar"):
        yield from rules.span(path, entry, "date", "to")
    yield from rules.ids()
    for path, target in rules.targets:
        yield from rules.target(path, target)


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


def _blocks(path: NodePath, block: Block, key: str) -> Iterator[tuple[NodePath, Block]]:
    """The blocks in the list under the key, each with its path."""
    for index, entry in enumerate(block.get(key) or ()):
        if isinstance(entry, dict):
            yield (*path, key, index), entry


class _Rules:
    """The rules of one plan, and what they look things up in."""

    def __init__(self, plan: Block, line: LineOf, wrong: Collection[NodePath]) -> None:
        self.plan = plan
        self.year = plan.get("year")
        self.line = line
        self.wrong = wrong
        self.areas = list(_blocks((), plan, "areas"))
        self.targets = [found for path, area in self.areas for found in _blocks(path, area, "targets")]
        self.by_id = {target["id"]: target for _path, target in self.targets if "id" in target}
        self.sizes: dict[str, int] = {}
        """How many of the smallest places lie in each of the largest, which can be one itself."""
        self.groups: set[str] = set()
        """The names of the largest places, where others lie in them."""
        self.sort_places()
        self.days: dict[str, list[date]] = {}
        """The days of each calendar that is right."""

    def sure(self, *start: str) -> bool:
        """Whether nothing under these keys was left out, so that what isn't there isn't anywhere."""
        return not any(path[: len(start)] == start for path in self.wrong)

    def sort_places(self) -> None:
        """Take in the largest places, with how many lie in each."""
        for entry in self.plan.get("places") or ():
            block = entry if isinstance(entry, dict) else {"name": entry}
            if kind_of_place(entry) == "place":
                self.sizes[str(block.get("name", ""))] = 1
            else:
                name = str(block.get("subregion", block.get("group", "")))
                self.sizes[name] = len(block.get("municipalities", block.get("places")) or ())
                self.groups.add(name)

    def repeated(
        self, entries: Iterable[tuple[NodePath, object, object]], message: str, remedy: str
    ) -> Faults:
        """A fault for each entry whose key an earlier one has; the entries are (path, key, as shown)."""
        first: dict[object, tuple[NodePath, object]] = {}
        for path, key, name in entries:
            if key in first:
                where, former = first[key]
                words = message.format(name=shown(name), line=self.line(where), former=shown(former))
                yield Fault(path, words, remedy)
            elif key is not None:
                first[key] = (path, name)

    def limits(self) -> Faults:
        """The limits of the status the right way round."""
        status = self.plan.get("status")
        if isinstance(status, dict) and {"on_track", "at_risk"} <= status.keys():
            on_track, at_risk = (number(status[key]) for key in ("on_track", "at_risk"))
            if at_risk > on_track:
                remedy = _("Write for example on_track: 95 % and at_risk: 80 %.")
                yield Fault(("status", "at_risk"), _("at_risk: must not be above on_track:"), remedy)

    def places(self) -> Faults:
        """Names, codes and tiles that are one place's alone."""
        kinds = [kind_of_place(entry) == "place" for entry in self.plan.get("places") or ()]
        if len(set(kinds)) > 1:
            message = _("places: some stand alone, and some in groups")
            remedy = _("Put each place in a group, or leave the groups out.")
            yield Fault(("places", kinds.index(not kinds[0])), message, remedy)
        names: list[tuple[NodePath, object, object]] = []
        codes: list[tuple[NodePath, object, object]] = []
        tiles: list[tuple[NodePath, object, object]] = []
        for path, entry in self._all_places():
            block = entry if isinstance(entry, dict) else {"name": entry}
            key = next((key for key in ("name", "subregion", "group") if isinstance(block.get(key), str)), "")
            if key:
                names.append(((*path, key), fold(block[key]), block[key]))
            codes.append(((*path, "code"), block.get("code"), block.get("code")))
            tile = block.get("tile")
            tiles.append(((*path, "tile"), tuple(tile) if tile and None not in tile else None, tile))
        message = _("the place {name} can't be told from {former} on line {line}")
        remedy = _("Each place needs a name of its own; accents don't count.")
        yield from self.repeated(names, message, remedy)
        message = _("the code {name} is used twice; the first is on line {line}")
        yield from self.repeated(codes, message, _("Correct one of them."))
        message = _("the tile {name} is used twice; the first is on line {line}")
        yield from self.repeated(tiles, message, _("Move one of the places to a free tile."))

    def _all_places(self) -> Iterator[tuple[NodePath, Any]]:
        """Every place of any size with its path, in the order of the file."""
        for first, entry in enumerate(self.plan.get("places") or ()):
            path: NodePath = ("places", first)
            yield path, entry
            if isinstance(entry, dict):
                for key in ("municipalities", "places"):
                    for index, town in enumerate(entry.get(key) or ()):
                        yield (*path, key, index), town

    def calendars(self) -> Faults:
        """Calendars with dates of the year, and days left."""
        for id_, calendar in (self.plan.get("calendars") or {}).items():
            path: NodePath = ("calendars", id_)
            if id_ in {EVEN, STANDING}:
                message = _('a calendar can\'t be called "{id}": that word has a meaning as pace')
                yield Fault(path, message.format(id=id_), _("Choose another id."), on_key=True)
            faults = list(self.spans(path, calendar))
            yield from faults
            if faults or not self.sure(*map(str, path)) or not isinstance(self.year, int):
                continue
            shape = CalendarShape.model_validate(calendar)
            self.days[id_] = active_days(calendar_of(id_, shape, self.year), self.year)
            if not self.days[id_]:
                message = _('the calendar "{id}" has no day left: its breaks take away all of its terms')
                remedy = _("Correct the terms, the breaks or days:.")
                yield Fault(path, message.format(id=id_), remedy, on_key=True)

    def spans(self, path: NodePath, calendar: Block) -> Faults:
        """The dates of a calendar."""
        for key in ("terms", "breaks"):
            for where, span in _blocks(path, calendar, key):
                yield from self.span(where, span, "from", "to")
        for where, holiday in _blocks(path, calendar, "holidays"):
            yield from self.outside(where, holiday, "date")

    def outside(self, path: NodePath, block: Block, key: str) -> Faults:
        """The fault of a day that is not in the plan's year."""
        day, year = block.get(key), self.year
        if day is not None and year is not None and day.year != year:
            message = _("{key}: {date} is not in the plan's year, {year}").format(
                key=key, date=day, year=year
            )
            remedy = _("Write a date between {year}-01-01 and {year}-12-31.").format(year=year)
            yield Fault((*path, key), message, remedy)

    def span(self, path: NodePath, block: Block, first: str, last: str) -> Faults:
        """Days outside the year, and a last day before the first."""
        yield from self.outside(path, block, first)
        yield from self.outside(path, block, last)
        if first in block and last in block and block[first] > block[last]:
            message = _("{to}: {last} is before {from_}: {first}")
            message = message.format(to=last, last=block[last], from_=first, first=block[first])
            yield Fault((*path, last), message, _("Swap the dates, or correct one of them."))

    def ids(self) -> Faults:
        """Ids, names and central ids that are one target's alone."""
        ids = [((*path, "id"), block.get("id"), block.get("id")) for path, block in self.areas + self.targets]
        ids.sort(key=lambda entry: self.line(entry[0]))
        message = _('the id "{name}" is used twice; the first is on line {line}')
        yield from self.repeated(ids, message, _("Every area and every target needs an id of its own."))
        names = [
            ((*path, "name"), fold(target["name"]), target["name"])
            for path, target in self.targets
            if "name" in target
        ]
        message = _('the name "{name}" is used twice; the first is on line {line}')
        yield from self.repeated(names, message, _("Say in each name what sets the targets apart."))
        centrals = [
            ((*path, "central"), each.get("central"), each.get("central")) for path, each in self.targets
        ]
        message = _('the central id "{name}" is used twice; the first is on line {line}')
        remedy = _("One target of a district counts to a central one, or else what it has is counted double.")
        yield from self.repeated(centrals, message, remedy)

    def target(self, path: NodePath, target: Block) -> Faults:
        """Every fault of one target."""
        yield from self.pace(path, target)
        yield from self.due(path, target)
        yield from self.reads(path, target)
        over = target.get("over")
        if over and not self.count(over) and self.sure("places"):
            message = _("over: the plan has no {over}").format(over=over)
            yield Fault((*path, "over"), message, _("Write them under places:, or choose another measure."))
        yield from self.goals(path, target)

    def count(self, over: str, group: str | None = None) -> int:
        """How many places a share or a coverage is over, in all or in one of the largest."""
        names = self.sizes if group is None else [group]
        if OVER[over] is OVER["groups"]:
            return len(self.groups.intersection(names))
        return sum(self.sizes[name] for name in names)

    def pace(self, path: NodePath, target: Block) -> Faults:
        """A pace that there is, and that goes with the measure."""
        pace, measure = target.get("pace", EVEN), target.get("measure")
        calendars = tuple(self.plan.get("calendars") or ())
        if pace not in (EVEN, STANDING, *calendars) and self.sure("calendars"):
            message = _('pace: there is no calendar "{id}"').format(id=shown(pace))
            known = tuple(dict.fromkeys((EVEN, STANDING, *calendars)))
            guess = did_you_mean(pace, known)
            remedy = guess or _("These are known: {words}.").format(words=", ".join(known[:12]))
            yield Fault((*path, "pace"), message, remedy)
        if measure in _LATEST:
            if (
                target.get("direction") == "at_most"
                and pace != STANDING
                and (*path, "pace") not in self.wrong
            ):
                message = _(
                    "direction: at_most needs pace: standing here, because the latest value is what counts"
                )
                yield Fault((*path, "direction"), message, _("Add the line pace: standing."))
        elif measure and pace == STANDING:
            message = _("pace: standing is not used with measure: {measure}").format(measure=measure)
            remedy = _("Only a share, a coverage or a level can stand at its goal.")
            yield Fault((*path, "pace"), message, remedy)

    def due(self, path: NodePath, target: Block) -> Faults:
        """A last day within the year, and not before the calendar's first."""
        faults = list(self.outside(path, target, "due"))
        yield from faults
        due, days = target.get("due"), self.days.get(target.get("pace", EVEN))
        if due is not None and days and days[0] > due and not faults:
            message = _('due: {date} is before the first day of the calendar "{id}", {first}')
            message = message.format(date=due, id=target["pace"], first=days[0])
            yield Fault((*path, "due"), message, _("Write a later date, or choose another pace."))

    def reads(self, path: NodePath, target: Block) -> Faults:
        """A target that can be read, and nothing that it decides by itself."""
        other = self.by_id.get(target.get("reads", ""))
        if words := self.unreadable(target, other):
            yield Fault((*path, "reads"), *words)
            return
        if other is not None and "decimals" in target and target["decimals"] != _decimals(other):
            message = _('decimals: is decided by "{id}", whose outcomes are read').format(id=target["reads"])
            yield Fault((*path, "decimals"), message, _("Take it away here."))
        alone = "reads" not in target and (*path, "reads") not in self.wrong
        if target.get("counts") == "of" and (alone or (other or {}).get("measure", "share") != "share"):
            message = _("counts: of needs a share to read: only a share's outcomes have an of")
            remedy = _("Add reads: with the id of a share, or write counts: value.")
            yield Fault((*path, "counts"), message, remedy)

    def unreadable(self, target: Block, other: Block | None) -> tuple[str, str] | None:
        """Why the target can't read the other, and what to do; None if it can."""
        reads, measure = target.get("reads"), target.get("measure")
        if reads is None:
            return None
        if other is None:
            if any(path[:1] == ("areas",) and (path[-1] == "id" or len(path) <= 4) for path in self.wrong):
                return None
            message = _('reads: there is no target "{id}"').format(id=shown(reads))
            guess = did_you_mean(reads, tuple(self.by_id))
            return message, guess or _("Write the id of another target of this year.")
        if reads == target.get("id"):
            return _("reads: a target can't read itself"), _("Take the line away.")
        if "reads" in other:
            message = _('reads: "{id}" reads another target itself').format(id=reads)
            return message, _("Write {id} here too.").format(id=shown(other["reads"]))
        if measure is None or "measure" not in other:
            return None
        readable = _READABLE.get(measure, ())
        if other["measure"] not in readable:
            message = _("reads: measure: {measure} can't read the outcomes of measure: {other}")
            remedy = _("Take the line away, and log outcomes on the target itself.")
            if readable:
                remedy = _("It can read these measures: {words}.").format(words=", ".join(readable))
            return message.format(measure=measure, other=other["measure"]), remedy
        over = [OVER[each["over"]] for each in (target, other) if each.get("over")]
        if len(set(over)) > 1:
            message = _('reads: "{id}" is over other places').format(id=reads)
            return message, _("Both must have over: {over}.").format(over=other["over"])
        return None

    def goals(self, path: NodePath, target: Block) -> Faults:
        """Goals that can be reached, of places that there are, with the decimals that values may have."""
        if "goal" in target:
            yield from self.amount((*path, "goal"), target, target["goal"])
        for place, goal in target.get("goals", {}).items():
            if place in self.sizes:
                yield from self.amount((*path, "goals", place), target, goal, place)
            elif self.sure("places"):
                known = [name for name in self.sizes if name]
                message = _('goals: there is no "{name}" among the largest places')
                if any("subregion" in each for _path, each in _blocks((), self.plan, "places")):
                    message = _('goals: there is no subregion "{name}"')
                guess = did_you_mean(place, known)
                remedy = guess or _("These are known: {words}.").format(words=", ".join(known[:10]))
                yield Fault((*path, "goals", place), message.format(name=shown(place)), remedy, on_key=True)
        if "minimum" in target:
            yield from self.decimals((*path, "minimum"), target, target["minimum"])

    def amount(self, path: NodePath, target: Block, goal: Any, place: str | None = None) -> Faults:
        """What is wrong with a goal, of all or of one of the largest places."""
        if target.get("measure") in {"sum", "level"}:
            yield from self.decimals(path, target, goal)
        if target.get("measure") == "coverage" and target.get("over") and self.sure("places"):
            places = self.count(target["over"], place)
            if 0 < places < goal:
                message = ngettext(
                    "{key}: there is only {count} place", "{key}: there are only {count} places", places
                )
                message = message.format(key=shown(path[-1]), count=places)
                yield Fault(path, message, _("Write a smaller number."))

    def decimals(self, path: NodePath, target: Block, number: Any) -> Faults:
        """What is wrong with the decimals of a goal or a minimum."""
        other = self.by_id.get(target.get("reads", ""), target)
        if other.get("measure") not in _READABLE.get(target.get("measure", ""), ()):
            other = target
        allowed, found = _decimals(other), decimals_in(number)
        words = {"key": shown(path[-1]), "number": number, "count": allowed}
        if found > allowed:
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
            remedy = remedy.format(count=found, id=other.get("id"))
            yield Fault(path, message.format(**words), remedy)
        elif "decimals" not in other and re.fullmatch(r"[1-9][0-9]{0,2}\.[0-9]{3}", str(number)):
            message = _("{key}: {number} could be thousands, or have three decimals")
            remedy = _("Write {number}, or add the line decimals: 3 to the target.")
            thousands = str(number).replace(".", "")
            yield Fault(path, message.format(**words), remedy.format(number=thousands))


def _decimals(target: Block) -> int:
    """How many decimals the target's values may have."""
    goals = [target["goal"]] if "goal" in target else []
    goals += (target.get("goals") or {}).values()
    return decimals_of(target.get("decimals"), target.get("measure", ""), goals)
