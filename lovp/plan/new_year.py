"""A new year in targets.yaml: a copy of an earlier one with its dates moved, and what must be checked in it.

The text is edited where dates stand, so that comments and layout stay, and earlier years byte for byte.
"""

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from lovp.cells import printable
from lovp.errors import PlanError, UsageError
from lovp.i18n import _
from lovp.period import Month
from lovp.plan.load import FILE_NAME, SCHEMA_NAME, parse_plans
from lovp.plan.schema import FIRST_YEAR, LAST_YEAR
from lovp.plan.words import words
from lovp.plan.yaml_reader import LOADER

TEMPLATE_YEAR = 2024
_PACKAGE = Path(__file__).parents[1]
_BETWEEN = re.compile(r"^(?:\.\.\.(?=\s|$).*\n?|(?=---(?:\s|$)))", re.MULTILINE)
"""Where a year ends: at a line with `...`, or before one with `---`. Neither can be a line of a text."""
_HEADING = re.compile(r"\A(# yaml-language-server:.*\n)?(?:#.*\n)*[ \t]*\n")
"""The comments on the whole file, down to its first empty line. Editors look for the first in each year."""
_FIXED = {(3, 8), (3, 17), (4, 28), (12, 24)}
"""Days (month, day) that keep their date whatever the weekday, beside the public holidays."""
_DAY_IN_TEXT = r"\b[0-9]{1,2} (?:jan|feb|mar|apr|maj|may|jun|jul|aug|sep|okt|oct|nov|dec)"


class NewYear(NamedTuple):
    """The whole new text of targets.yaml, and what a person must check in it."""

    text: str
    review: tuple[str, ...]


def plan_for(year: int) -> NewYear:
    """A targets.yaml for one year, made of the 2024 plan that comes with lovp."""
    file = _PACKAGE / FILE_NAME
    if not file.is_file():
        file = _PACKAGE.parent / FILE_NAME  # a checkout
    text = file.read_text(encoding="utf-8").replace(f"lovp/plan/{SCHEMA_NAME}", SCHEMA_NAME, 1)
    return NewYear(text, ()) if year == TEMPLATE_YEAR else move_year(text, year)


def add_year(text: str, year: int, name: str = FILE_NAME) -> NewYear:
    """The text with a plan for `year` appended, made from its latest one.

    `PlanError` if the text has mistakes, `UsageError` if it has the year already or no year can be that.
    """
    if any(plan.year == year for plan in parse_plans(text, name)):
        raise UsageError(*words("year-there", year=year, file=name))
    newline = "\r\n" if "\r\n" in text else "\n"
    earlier = text if text.endswith(("\n", "\r")) else text + newline
    years = {}
    for part in _BETWEEN.split(re.sub("\r\n?", "\n", earlier.removeprefix("\ufeff"))):
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
    root: Any = yaml.compose(text, Loader=LOADER)
    old = _keys(root)["year"]
    edits, checks, quoted = [(old, str(year))], dict[int, str](), set[int]()
    for entry in _entries(root):
        dates = [entry[key] for key in ("from", "date", "due", "to") if key in entry]
        days = [date.fromisoformat(node.value) for node in dates]
        new = [str(day) for day in move_days(days, year)]
        edits += zip(dates, new, strict=True)
        if len(days) > 1 or (days and not _feast(days[0], year)):
            checks[dates[0].start_mark.line] = f"{printable(entry['name'].value, 60)}, {' – '.join(new)}"
        if source := entry.get("source"):
            quoted |= set(range(source.start_mark.line, source.end_mark.line + 1))
    # A date is as long as the one that it replaces, so that no other shifts.
    for node, replacement in edits:
        text = text[: node.start_mark.index] + replacement + text[node.end_mark.index :]
    try:
        parse_plans(earlier + text, name)
    except PlanError as error:
        found = words("dates-unmoved", year=year)
        raise PlanError(found.message, error.problems, found.remedy) from error
    stale = re.compile(rf"\b{old.value}\b(?!-[0-9])|{_DAY_IN_TEXT}", re.IGNORECASE)
    for number, line in enumerate(text.splitlines()):
        if number not in quoted and stale.search(line):
            checks.setdefault(number, printable(line.strip(), 60))
    found_on, above = _("line {line}: {text}"), earlier.count("\n") + 1
    review = [found_on.format(line=above + line, text=checks[line]) for line in sorted(checks)]
    goals = _("goals and sources are still those of {year}: put the new plan's there")
    return NewYear(earlier + text, (*review, goals.format(year=old.value)))


def move_days(days: list[date], year: int) -> list[date]:
    """A day, or the first and the last of several, in another year: with their feast, or by week.

    What is a month's last day, or begins and ends with months, stays so.
    """
    if not days:
        return []
    first, last, end = days[0], days[-1], date(year, 12, 31)
    if last == Month(last.year, last.month).last and (first == last or first.day == 1):
        stop = Month(year, last.month).last
        return [stop] if first == last else [first.replace(year=year), stop]
    weeks = date.fromisocalendar(year, 1, 1) - date.fromisocalendar(first.year, 1, 1)
    start = _feast(first, year) or min(max(first + weeks, date(year, 1, 1)), end)
    stop = end if (last.month, last.day) == (12, 31) else min(start + (last - first), end)
    return [start, stop][: len(days)]


def _feast(day: date, year: int) -> date | None:
    """The date in the year of the public holiday, or the fixed day, that the day is; else None."""
    moved = _holidays(year)
    for name, holiday in _holidays(day.year).items():
        if holiday == day and name in moved:
            return moved[name]
    return day.replace(year=year) if (day.month, day.day) in _FIXED else None


@cache
def _holidays(year: int) -> dict[str, date]:
    """Sweden's public holidays by name."""
    import holidays

    return {name: day for day, name in holidays.country_holidays("SE", years=year, language="sv").items()}


def _keys(node: Any) -> dict[str, Any]:
    """The node of each key's value in a block; there are none in anything else."""
    return {key.value: value for key, value in node.value} if isinstance(node, yaml.MappingNode) else {}


def _entries(node: Any) -> Iterator[dict[str, Any]]:
    """Every block that stands in a list, in the order of the file."""
    for value in _keys(node).values():
        yield from _entries(value)
    for item in node.value if isinstance(node, yaml.SequenceNode) else ():
        yield _keys(item)
        yield from _entries(item)
