"""A new year in targets.yaml: a copy of an earlier one, and the lines of it that a person must check.

The text is edited where dates stand, so that comments and layout stay, and earlier years byte for byte.
A public holiday gets its date in the new year. Any other date keeps its day and month, and is to be checked.
"""

import re
from datetime import date
from pathlib import Path
from typing import NamedTuple

from lovp.dates import same_day
from lovp.errors import PlanError, UsageError
from lovp.i18n import _
from lovp.plan.load import FILE_NAME, SCHEMA_NAME, parse_plans
from lovp.plan.schema import FIRST_YEAR, LAST_YEAR
from lovp.plan.words import words
from lovp.text import printable

TEMPLATE_YEAR = 2024
_PACKAGE = Path(__file__).parents[1]
_BETWEEN = re.compile(r"^(?:\.\.\.(?=\s|$).*\n?|(?=---(?:\s|$)))", re.MULTILINE)
"""Where a year ends: at a line with `...`, or before one with `---`. Neither can be a line of a text."""
_HEADING = re.compile(r"\A(# yaml-language-server:.*\n)?(#.*\n)*[ \t]*\n")  # editors look in each year
_YEAR = re.compile(r"""^(["']?year["']?: *)([0-9]{4})\b""", re.MULTILINE)
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
    parts = _BETWEEN.split(re.sub("\r\n?", "\n", earlier.removeprefix("\ufeff")))
    latest = max(parts, key=lambda part: [found[2] for found in _YEAR.finditer(part)])
    latest = latest if latest.startswith("---") else "---\n" + _HEADING.sub(r"\1", latest)
    return move_year(latest.replace("\n", newline), year, name, earlier)


def move_year(text: str, year: int, name: str = FILE_NAME, earlier: str = "") -> NewYear:
    """The text of one plan without mistakes, moved to `year`, after `earlier` ones; errors as above."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise UsageError(*words("year-out-of-bounds", year=year, first=FIRST_YEAR, last=LAST_YEAR))
    old = parse_plans(text, name)[0].year
    unsure = set[int]()
    feasts = {day: _holidays(year).get(name) for name, day in _holidays(old).items()}

    def move(found: re.Match[str]) -> str:
        day = date.fromisoformat(found["day"])
        alone = found["key"] in {"date", "due"} and not found["span"]
        feast = feasts.get(day) if alone else None
        if not feast:
            unsure.add(text.count("\n", 0, found.start()))
        return found["before"] + str(feast or same_day(day, year))

    dates = (
        rf"""(?P<before>\b(?P<key>from|to|date|due)["']?: *)(?P<day>{old}-[0-9][0-9]-[0-9][0-9])\b"""
        r"""(?=(?P<span>,?\s*["']?to["']?:)?)"""
    )
    moved = _YEAR.sub(rf"\g<1>{year}", re.sub(dates, move, text), count=1)
    try:
        parse_plans(earlier + moved, name)
    except PlanError as error:
        found = words("dates-unmoved", year=year)
        raise PlanError(found.message, error.problems, found.remedy) from error
    # Names and comments may speak of the former year, or of a day.
    stale = re.compile(rf"(#|name:)((?!source:).)*({old}\b(?!-[0-9])|{_DAY_IN_TEXT})", re.IGNORECASE)
    found_on, above = _("line {line}: {text}"), earlier.count("\n") + 1
    review = [
        found_on.format(line=above + number, text=printable(line.strip(), 60))
        for number, line in enumerate(moved.splitlines())
        if number in unsure or stale.search(line)
    ]
    goals = _("goals and sources are still those of {year}: put the new plan's there")
    return NewYear(earlier + moved, (*review, goals.format(year=old)))


def _holidays(year: int) -> dict[str, date]:
    """Sweden's public holidays by name."""
    import holidays

    return {name: day for day, name in holidays.country_holidays("SE", years=year, language="sv").items()}
