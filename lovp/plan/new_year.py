"""A new year in targets.yaml: a copy of an earlier one with its dates moved, and what must be looked over.

The text is edited where dates stand, so that comments and layout stay, and earlier years byte for byte.
"""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

import yaml

from lovp.cells import printable
from lovp.errors import PlanError, UsageError
from lovp.i18n import _
from lovp.plan.load import FILE_NAME, parse_plans
from lovp.plan.moves import Mover
from lovp.plan.schema import FIRST_YEAR, LAST_YEAR, with_schema
from lovp.plan.words import words
from lovp.plan.yaml_reader import LOADER

TEMPLATE_YEAR = 2024
_PACKAGE = Path(__file__).parents[1]
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


def plan_for(year: int) -> NewYear:
    """A targets.yaml for one year, made of the 2024 plan that comes with lovp."""
    file = _PACKAGE / FILE_NAME
    if not file.is_file():
        file = _PACKAGE.parent / FILE_NAME  # a checkout
    text = with_schema(file.read_text(encoding="utf-8"))
    return NewYear(text, ()) if year == TEMPLATE_YEAR else move_year(text, year)


def add_year(text: str, year: int, name: str = FILE_NAME) -> NewYear:
    """The text with a plan for `year` appended, made from its latest one.

    `PlanError` if the text has mistakes, `UsageError` if it has the year already or no year can be that.
    """
    if any(plan.year == year for plan in parse_plans(text, name)):
        raise UsageError(*words("year-there", year=year, file=name))
    newline = "\r\n" if "\r\n" in text else "\n"
    earlier = text if text.endswith(("\n", "\r")) else text + newline
    lines = re.sub("\r\n?", "\n", earlier.removeprefix("\ufeff"))
    years = {}
    for part in _BETWEEN.split(lines):
        if number := _keys(yaml.compose(part, Loader=LOADER)).get("year"):
            years[int(number.value)] = part
    latest = years[max(years)]
    if not latest.startswith("---"):
        latest = "---\n" + _HEADING.sub(r"\1", latest)
    return move_year(latest.replace("\n", newline), year, name, earlier)


def move_year(text: str, year: int, name: str = FILE_NAME, earlier: str = "") -> NewYear:
    """The text of one plan without mistakes, moved to `year`, after `earlier` ones; errors as above."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise UsageError(*words("year-out-of-bounds", year=year, first=FIRST_YEAR, last=LAST_YEAR))
    lines = earlier.count("\n")
    # Empty lines instead of the earlier plans, so that each node has its place in the whole file.
    moved = "\n" * lines + text
    root: Any = yaml.compose(moved, Loader=LOADER)
    old_year = _keys(root)["year"]
    mover = Mover(int(old_year.value), year)
    entries = list(_entries(root))
    moves = [(entry, key, day) for entry in entries for key, day in mover.entry(_days(entry)).items()]
    # A date is as long as the one that it replaces, so that no other shifts.
    for node, new in [(old_year, year), *((entry[key], day) for entry, key, day in moves)]:
        moved = moved[: node.start_mark.index] + str(new) + moved[node.end_mark.index :]
    result = earlier + moved[lines:]
    try:
        parse_plans(result, name)
    except PlanError as error:
        found = words("dates-unmoved", year=year)
        raise PlanError(found.message, error.problems, found.remedy) from error
    line = _("line {line}: {name}, {key}: {old} → {new}")
    review = [_fill(line, entry, key, old=entry[key].value, new=day) for entry, key, day in moves]
    review += [question for entry in entries for question in _questions(entry, mover)]
    goals = sum("goal" in entry for entry in entries)
    goals += sum(len(entry["goals"].value) for entry in entries if "goals" in entry)
    sources = [entry["source"] for entry in entries if "source" in entry]
    line = _("as in {year}: goals {goals}, sources {sources}; put the new plan's there")
    review.append(line.format(year=mover.old, goals=goals, sources=len(sources)))
    return NewYear(result, (*review, *_old_lines(sources, moved, mover.old)))


def _keys(node: Any) -> Keys:
    """The keys of a block; there are none in anything else."""
    return {key.value: value for key, value in node.value} if isinstance(node, yaml.MappingNode) else {}


def _entries(node: Any) -> Iterator[Keys]:
    """Every block that stands in a list, in the order of the file."""
    for value in _keys(node).values():
        yield from _entries(value)
    for item in node.value if isinstance(node, yaml.SequenceNode) else ():
        yield _keys(item)
        yield from _entries(item)


def _days(entry: Keys) -> dict[str, date]:
    days = {"from", "date", "to", "due"} & entry.keys()
    return {key: date.fromisoformat(entry[key].value) for key in days}


def _fill(line: str, entry: Keys, key: str, **parts: object) -> str:
    """The line with the number of the one on which the key's value stands, the entry's name, and more."""
    number = entry[key].start_mark.line + 1
    return line.format(line=number, name=printable(entry["name"].value, 60), key=key, **parts)


def _questions(entry: Keys, mover: Mover) -> Iterator[str]:
    """What to ask of a break that may follow a movable feast, and of a preliminary date."""
    days = _days(entry)
    if "from" in days and (feast := mover.feast_beside(days["from"], days["to"])):
        line = _("line {line}: {name} lay by {feast}, which is now {date}: does it follow it?")
        yield _fill(line, entry, "from", feast=feast[0], date=feast[1])
    if "preliminary" in entry and entry["preliminary"].value == "true":
        yield _fill(_("line {line}: {name} was preliminary: is the new date certain?"), entry, "name")


def _old_lines(sources: list[Any], text: str, year: int) -> Iterator[str]:
    """The lines of names and comments that still speak of the old year; the sources are counted already."""
    quoted = {line for node in sources for line in range(node.start_mark.line, node.end_mark.line + 1)}
    wanted = re.compile(rf"(?<![0-9]){year}(?![0-9]|-[0-9])")
    for number, line in enumerate(text.splitlines()):
        if number not in quoted and wanted.search(line):
            still = _("line {line} still says {year}: {text}")
            yield still.format(line=number + 1, year=year, text=printable(line.strip(), 60))
