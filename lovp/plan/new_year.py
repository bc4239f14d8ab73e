"""A new year in targets.yaml: a copy of an earlier one, with a mark above each line that a person must check.

The text is edited where dates stand, so that comments and layout stay, and earlier years byte for byte.
A public holiday gets its date in the new year. Any other date keeps its day and month, and is to be checked.
"""

import re
from datetime import date
from itertools import pairwise
from pathlib import Path

from lovp.dates import same_day
from lovp.errors import UsageError
from lovp.plan.faults import words
from lovp.plan.load import FILE_NAME, SCHEMA_NAME, parse_plans
from lovp.plan.schema import FIRST_YEAR, LAST_YEAR

TEMPLATE_YEAR = 2024
MARKS = {"sv": "# kontrollera", "en": "# check"}  # above what must be checked, by the plan's language
_PACKAGE = Path(__file__).parents[1]
_BETWEEN = re.compile(r"^(?:\.\.\.(?=\s|$).*\n?|(?=---(?:\s|$)))", re.MULTILINE)
"""Where a year ends: at a line with `...`, or before one with `---`. Neither can be a line of a text."""
_HEADING = re.compile(r"\A(# yaml-language-server:.*\n)?(#.*\n)*[ \t]*\n")
"""The comment before a file's first year, and the line that editors look for in each year."""
_YEAR = re.compile(r"""^(["']?year["']?: *)([0-9]{4})\b""", re.MULTILINE)
"""`year: 2024`"""
_DATE = r"""(?P<before>\b(?P<key>from|to|date|due)["']?: *)(?P<day>%s-[0-9]{2}-[0-9]{2})\b"""
"""`due: 2024-10-06`, in the year that is put in."""
_SPAN = r"""(?=(?P<span>,?\s*["']?to["']?:)?)"""
"""What follows where a date is the first of several days: `from: 2024-06-17, to: 2024-08-11`."""
_MONTH = "(?:jan|feb|mar|apr|maj|may|jun|jul|aug|sep|okt|oct|nov|dec)"
_NAME = rf"\bname:((?!source:).)*(%s\b(?!-)|\b[0-9]{{1,2}} {_MONTH})"
"""`name: LO-skolan 2024`, `name: Ansökan senast 15 mars`: a name with that year, or a day, in it."""


def plan_for(year: int) -> str:
    """A targets.yaml for one year, made of the 2024 plan that comes with lovp."""
    # In a checkout it stands beside the package.
    file = next(each / FILE_NAME for each in (_PACKAGE, _PACKAGE.parent) if (each / FILE_NAME).is_file())
    text = file.read_text(encoding="utf-8").replace(f"lovp/plan/{SCHEMA_NAME}", SCHEMA_NAME, 1)
    return text if year == TEMPLATE_YEAR else move_year(text, year)


def empty_plan(year: int, language: str) -> str:
    """A targets.yaml for one year with three example targets, to be replaced by one's own."""
    text = Path(__file__).with_name(f"empty.{language}.yaml").read_text(encoding="utf-8")
    return text.replace("YEAR", str(year))


def add_year(text: str, year: int, name: str = FILE_NAME) -> str:
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
    return earlier + move_year(latest, year, name, earlier).replace("\n", newline)


def move_year(text: str, year: int, name: str = FILE_NAME, earlier: str = "") -> str:
    """The text of one plan without mistakes, moved to `year`.

    `earlier` is what stands before it in the file, so that errors have the right lines. `PlanError` if the
    moved plan has mistakes, `UsageError` if no plan can be of that year.
    """
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise UsageError(*words("year-out-of-bounds", year=year, first=FIRST_YEAR, last=LAST_YEAR))
    plan = parse_plans(text, name)[0]
    feasts = {day: _holidays(year).get(feast) for feast, day in _holidays(plan.year).items()}
    names = re.finditer(_NAME % plan.year, text, re.IGNORECASE)
    unsure = {text.count("\n", 0, found.start()) for found in names}

    def move(found: re.Match[str]) -> str:
        day = date.fromisoformat(found["day"])
        feast = feasts.get(day) if found["key"] in {"date", "due"} and not found["span"] else None
        # A `to` stands with the date before it.
        if not feast and found["key"] != "to":
            unsure.add(text.count("\n", 0, found.start()))
        return found["before"] + str(feast or same_day(day, year))

    lines = _YEAR.sub(rf"\g<1>{year}", re.sub(_DATE % plan.year + _SPAN, move, text), count=1).split("\n")
    mark = MARKS[plan.language]
    for number in unsure:
        if lines[number - 1].strip() != mark:
            lines[number] = re.sub("^( *)", rf"\1{mark}\n\1", lines[number])
    moved = "\n".join(lines)
    parse_plans(earlier + moved, name)
    return moved


def find_marks(text: str) -> list[tuple[int, str]]:
    """The line below each mark: its number, from 1, and its text, with the name of what it belongs to."""
    found = []
    name = ""
    marks = set(MARKS.values())
    for number, (before, line) in enumerate(pairwise(map(str.strip, text.splitlines())), 2):
        line = line.removeprefix("- ")
        name = line.removeprefix("name: ") if "name:" in line else name
        if before in marks:
            found.append((number, line if "name:" in line else f"{name}: {line}"))
    return found


def _holidays(year: int) -> dict[str, date]:
    """Sweden's public holidays by name."""
    import holidays

    return {name: day for day, name in holidays.country_holidays("SE", years=year, language="sv").items()}
