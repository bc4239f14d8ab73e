"""A new year in targets.yaml: a copy of the latest one with its dates moved, and what must be looked over.

The text is edited where dates stand, so that comments and layout stay, and earlier years byte for byte.
"""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple, TypeAlias

import yaml

from lovp.cells import printable
from lovp.errors import PlanError, UsageError
from lovp.i18n import _
from lovp.plan.load import FILE_NAME, parse_plans
from lovp.plan.moves import Mover
from lovp.plan.schema import FIRST_YEAR, LAST_YEAR

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_BETWEEN = re.compile(r"^(?:\.\.\.(?=\s|$).*\n?|(?=---(?:\s|$)))", re.MULTILINE)
"""Where a year ends: at a line with `...`, or before one with `---`. Neither can be a line of a text."""
_HEADING = re.compile(r"\A(# yaml-language-server:.*\n)?(?:#.*\n)*[ \t]*\n")
"""The comments on the whole file, down to its first empty line. Editors look for the first in each year."""

Keys: TypeAlias = dict[str, Any]
"""A mapping in the plan, such as a term, a key date or a target: each key with the YAML node of its value."""


class NewYear(NamedTuple):
    """The whole new text of targets.yaml, and what a person must look over in it."""

    text: str
    review: tuple[str, ...]


def add_year(text: str, year: int, name: str = FILE_NAME) -> NewYear:
    """The text with a plan for `year` appended, made from its latest one.

    `PlanError` if the text has mistakes, `UsageError` if it has the year already or no year can be that.
    """
    if any(plan.year == year for plan in parse_plans(text, name)):
        message = _("There is a plan for {year} already.").format(year=year)
        raise UsageError(message, _("Change it in {file}, or choose another year.").format(file=name))
    newline = "\r\n" if "\r\n" in text else "\n"
    earlier = text if text.endswith(("\n", "\r")) else text + newline
    lines = re.sub("\r\n?", "\n", earlier.removeprefix("\ufeff"))
    parts = [part for part in _BETWEEN.split(lines) if _keys(part)]
    latest = max(parts, key=lambda part: int(_keys(part)["year"].value))
    if not latest.startswith("---"):
        latest = "---\n" + _HEADING.sub(r"\1", latest)
    return move_year(latest.replace("\n", newline), year, name, earlier)


def move_year(text: str, year: int, name: str = FILE_NAME, earlier: str = "") -> NewYear:
    """The text of one plan without mistakes, moved to `year`, after `earlier` ones; errors as above."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        message = _("{year} can't be the year of a plan.").format(year=year)
        remedy = _("Choose a year from {first} to {last}.").format(first=FIRST_YEAR, last=LAST_YEAR)
        raise UsageError(message, remedy)
    lines = earlier.count("\n")
    # Empty lines instead of the earlier plans, so that each node has its place in the whole file.
    moved = "\n" * lines + text
    root = _keys(moved)
    mover = Mover(int(root["year"].value), year)
    entries = list(_entries(root))
    moves = [(entry, key, day) for entry in entries for key, day in mover.entry(_days(entry)).items()]
    # A date is as long as the one that it replaces, so that no other shifts.
    for node, new in [(root["year"], year), *((entry[key], day) for entry, key, day in moves)]:
        moved = moved[: node.start_mark.index] + str(new) + moved[node.end_mark.index :]
    result = earlier + moved[lines:]
    try:
        parse_plans(result, name)
    except PlanError as error:
        message = _("The dates can't be moved to {year} without a mistake.").format(year=year)
        raise PlanError(message, error.problems, _("Append the year by hand.")) from error
    words = _("line {line}: {name}, {key}: {old} → {new}")
    review = [_fill(words, entry, key, old=entry[key].value, new=day) for entry, key, day in moves]
    review += [question for entry in entries for question in _questions(entry, mover)]
    review += [_carried_over(entries, mover.old), *_old_lines(entries, moved, mover.old)]
    return NewYear(result, tuple(review))


def _keys(text: str) -> Keys:
    """The keys of the one plan in the text; there are none where it has only comments."""
    node: Any = yaml.compose(text, Loader=_LOADER)
    return _values(node) if node else {}


def _values(mapping: Any) -> Keys:
    return {key.value: value for key, value in mapping.value}


def _entries(keys: Keys) -> Iterator[Keys]:
    """Every mapping that stands in a list, in the order of the file."""
    for value in keys.values():
        if isinstance(value, yaml.MappingNode):
            yield from _entries(_values(value))
        elif isinstance(value, yaml.SequenceNode):
            for item in value.value:
                if isinstance(item, yaml.MappingNode):
                    yield _values(item)
                    yield from _entries(_values(item))


def _days(entry: Keys) -> dict[str, date]:
    days = {"from", "date", "to", "due"} & entry.keys()
    return {key: date.fromisoformat(entry[key].value) for key in days}


def _fill(words: str, entry: Keys, key: str, **parts: object) -> str:
    """The words with the line on which the key's value stands, the entry's name, and other parts."""
    line = entry[key].start_mark.line + 1
    return words.format(line=line, name=printable(entry["name"].value, 60), key=key, **parts)


def _questions(entry: Keys, mover: Mover) -> Iterator[str]:
    """What to ask of a break that may follow a movable feast, and of a preliminary date."""
    days = _days(entry)
    if "from" in days and (feast := mover.feast_beside(days["from"], days["to"])):
        words = _("line {line}: {name} lay by {feast}, which is now {date}: does it follow it?")
        yield _fill(words, entry, "from", feast=feast[0], date=feast[1])
    if "preliminary" in entry and entry["preliminary"].value == "true":
        yield _fill(_("line {line}: {name} was preliminary: is the new date certain?"), entry, "name")


def _carried_over(entries: list[Keys], year: int) -> str:
    """How many goals and sources are those of the year before."""
    goals = sum("goal" in entry for entry in entries)
    goals += sum(len(entry["goals"].value) for entry in entries if "goals" in entry)
    sources = sum("source" in entry for entry in entries)
    words = _("as in {year}: goals {goals}, sources {sources}; put the new plan's there")
    return words.format(year=year, goals=goals, sources=sources)


def _old_lines(entries: list[Keys], text: str, year: int) -> Iterator[str]:
    """The lines of names and comments that still speak of the old year; the sources are counted already."""
    sources = [entry["source"] for entry in entries if "source" in entry]
    quoted = {line for node in sources for line in range(node.start_mark.line, node.end_mark.line + 1)}
    wanted = re.compile(rf"(?<![0-9]){year}(?![0-9]|-[0-9])")
    for number, line in enumerate(text.splitlines()):
        if number not in quoted and wanted.search(line):
            words = _("line {line} still says {year}: {text}")
            yield words.format(line=number + 1, year=year, text=printable(line.strip(), 60))
