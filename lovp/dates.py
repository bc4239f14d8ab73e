"""Days, months and moments as people and programs write them. Today's date is always passed in."""

import re
from calendar import monthrange
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Literal, NamedTuple

from lovp.errors import UsageError
from lovp.i18n import _
from lovp.pii import shown
from lovp.text import fold

_MONTHS = {
    "sv": "januari februari mars april maj juni juli augusti september oktober november december".split(),
    "en": "January February March April May June July August September October November December".split(),
}
_DAYS_AGO = {"idag": 0, "i dag": 0, "today": 0, "igar": 1, "i gar": 1, "yesterday": 1}

Form = Literal["YYYY-MM-DD", "D/M/YYYY", "M/D/YYYY", "D/M/YY", "M/D/YY", "D/M", "M/D", "YYYYMMDD", "YYMMDD"]
"""What a mapping may say of how dates are written; `/` stands for a slash, a full stop or a hyphen."""
DAY_FIRST = ("D/M/YYYY",)

# The same notation, where all but D, M, N (a month's name) and Y is a regular expression.
_SAFE = ("YYYY-M-D", "YYYY/M/D", "YYYYMMDD", "YYMMDD", "(den )?D(:?e)? N[.]?( YYYY)?")
_DAY_BEFORE_MONTH = ("D/M", "D/M ?-? ?YYYY", "D/M-YY", "D[.]M[.]YYYY")
_DAY_FIRST, _MONTH_FIRST = ("D/M/YYYY", "D-M-YYYY"), ("M/D/YYYY", "M-D-YYYY")
_PARTS = {
    "YYYY": "(?P<year>[0-9]{4})",
    "YY": "(?P<short>[0-9]{2})",
    "MM": "(?P<month>[0-9]{2})",
    "M": "(?P<month>[0-9]{1,2})",
    "DD": "(?P<day>[0-9]{2})",
    "D": "(?P<day>[0-9]{1,2})",
    "N": "(?P<name>[a-z]{3,})",
}
_TIME_AFTER = (
    r"(t| |, )[0-9]{1,2}[:.][0-9]{2}([:.][0-9]{2}([.,][0-9]+)?)?( ?[apfe]\.?m\.?)?"
    r"( ?(z|([a-z]{2,5})?([+-][0-9:]{1,5})?))?$"
)
"""The time after a day, as forms write it: 14:05, 14:05:00.000+01:00, 2:05:00 em CET, 10:13 AM GMT+2."""


class AmbiguousDateError(UsageError):
    """The text can be either of two days; in a column another row may tell which comes first."""


def parse_date(text: str, today: date | None, year: int, forms: Sequence[str] = ()) -> date:
    """The day that a text means: 2024-03-12, 20240312, 240312, 12/3, 12/3-24, 12.3.2024, 12 mars.

    A day without a year is in `year`; a time after it is left out. `today` is for what a person types: igår
    is read, and 12/3/2024 is 12 March. In a column (None) that is refused with AmbiguousDateError where both
    days exist, unless a mapping's `forms` say which. Raises UsageError for no day.
    """
    words = fold(text)
    if today and words in _DAYS_AGO:
        return today - timedelta(days=_DAYS_AGO[words])
    words = re.sub(_TIME_AFTER, "", words)
    tried = [[form.replace("/", "[-/.]") for form in forms], _SAFE]
    if not any(form.startswith("M") for form in forms):
        tried += [_DAY_BEFORE_MONTH, _DAY_FIRST if today or forms else _DAY_FIRST + _MONTH_FIRST]
    either = _(" or ")
    for patterns in tried:
        days = {day for pattern in patterns if (day := _read(words, pattern, year))}
        if len(days) > 1:
            message = _("“{text}” can be {days}.")
            message = message.format(text=shown(text), days=either.join(sorted(map(str, days))))
            remedy = _("Say in the mapping which comes first: D/M/YYYY or M/D/YYYY.")
            raise AmbiguousDateError(message, remedy)
        if days:
            return days.pop()
    written = ["12/3", "12 mars"] if today else forms
    remedy = _("Write it as {forms}.").format(forms=either.join(["2024-03-12", *written]))
    raise UsageError(_("“{text}” is not a date.").format(text=shown(text)), remedy)


def _read(words: str, form: str, year: int) -> date | None:
    """The day in the words, if they are written in this form and there is such a day; else None."""
    found = _pattern(form).fullmatch(words)
    if not found:
        return None
    parts = found.groupdict()
    month = _month_number(parts["name"]) if "name" in parts else int(parts["month"])
    if short := parts.get("short"):
        # Of the years that end so, the nearest to the plan's.
        year = year - 50 + (int(short) - year + 50) % 100
    with suppress(ValueError):
        return date(int(parts.get("year") or year), month, int(parts["day"]))
    return None


@cache
def _pattern(form: str) -> re.Pattern[str]:
    return re.compile(re.sub("|".join(_PARTS), lambda part: _PARTS[part[0]], form))


def same_day(day: date, year: int) -> date:
    """The day in another year; 29 February is the 28th where there is none."""
    return date(year, day.month, min(day.day, Month(year, day.month).last.day))


class Month(NamedTuple):
    """A calendar month."""

    year: int
    number: int

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, self.number, 1)

    @property
    def last(self) -> date:
        """Its last day."""
        return date(self.year, self.number, monthrange(self.year, self.number)[1])

    @property
    def after(self) -> "Month":
        """The month after this one."""
        day = self.last + timedelta(days=1)
        return Month(day.year, day.month)

    def __str__(self) -> str:
        return f"{self.year:04}-{self.number:02}"


def month_name(number: int, language: str) -> str:
    """The month's name, in lower case in Swedish and capitalised in English."""
    return _MONTHS[language][number - 1]


def _month_number(word: str) -> int:
    """The number of the one month that the folded word names or begins, in either language; else 0."""
    pairs = [pair for names in _MONTHS.values() for pair in enumerate(names, 1)]
    found = {number for number, name in pairs if name.lower().startswith(word)}
    return found.pop() if len(found) == 1 else 0


def parse_month(text: str, today: date, year: int) -> Month:
    """The month that a person means: 2024-05, maj, maj 2024, or `last` for the one before today's.

    A month without a year is in `year`. Raises UsageError.
    """
    words = fold(text)
    if words in {"last", "forra", "senaste"}:
        day: date | None = today.replace(day=1) - timedelta(days=1)
    else:
        day = _read(f"{words} 1", "YYYY-M D", year) or _read(f"{words} 1", "N[.]?( YYYY)? D", year)
    if day:
        return Month(day.year, day.month)
    message = _("“{text}” is not a month.").format(text=shown(text))
    raise UsageError(message, _("Write it as 2024-05, maj, or last for last month."))


def timestamp(moment: datetime) -> str:
    """The moment in UTC to the microsecond, fixed width: 2024-05-28T14:03:22.123456Z."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
