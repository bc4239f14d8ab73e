"""Dates and months as people write them. The day's date is always passed in."""

import re
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple

from lovp.cells import printable
from lovp.errors import UsageError
from lovp.folding import fold
from lovp.i18n import _

MONTHS = {
    "sv": "januari februari mars april maj juni juli augusti september oktober november december".split(),
    "en": "january february march april may june july august september october november december".split(),
}
WEEKDAYS = {
    "sv": "måndag tisdag onsdag torsdag fredag lördag söndag".split(),
    "en": "monday tuesday wednesday thursday friday saturday sunday".split(),
}
_SHORTEST_NAME = 3


class Month(NamedTuple):
    """A calendar month; `first` and `last` are both in it."""

    year: int
    number: int

    @property
    def first(self) -> date:
        """The 1st of the month."""
        return date(self.year, self.number, 1)

    @property
    def last(self) -> date:
        """The 28th to the 31st, as the month and the year have it."""
        if self.number == len(MONTHS["sv"]):
            return date(self.year, self.number, 31)
        return date(self.year, self.number + 1, 1) - timedelta(days=1)

    @property
    def before(self) -> "Month":
        """The month before this one."""
        return Month(self.year - 1, 12) if self.number == 1 else Month(self.year, self.number - 1)

    @property
    def after(self) -> "Month":
        """The month after this one."""
        return (
            Month(self.year + 1, 1) if self.number == len(MONTHS["sv"]) else Month(self.year, self.number + 1)
        )

    def __str__(self) -> str:
        return f"{self.year:04}-{self.number:02}"


def parse_month(text: str, today: date, year: int) -> Month:
    """The month that a person means: 2024-05, maj, maj 2024, 5, or `last` for the one before today's.

    A month without a year is in `year`. Raises UsageError.
    """
    words = fold(text)
    if words in {"last", "forra", "senaste"}:
        before = Month(today.year, today.month).before
        wanted, number = before.year, before.number
    elif match := re.fullmatch(r"([0-9]{4})-([0-9]{1,2})", words):
        wanted, number = int(match[1]), int(match[2])
    elif match := re.fullmatch(r"([0-9]{1,2})(?: ([0-9]{4}))?", words):
        wanted, number = int(match[2] or year), int(match[1])
    else:
        match = re.fullmatch(r"([a-z]+)\.?(?: ([0-9]{4}))?", words)
        name = find_name(match[1], MONTHS) if match else None
        wanted, number = int(match[2] or year) if match else 0, 0 if name is None else name + 1
    if wanted >= 1 and 1 <= number <= len(MONTHS["sv"]):
        return Month(wanted, number)
    raise UsageError(
        _("“{text}” is not a month.").format(text=printable(text)),
        _("Write it as 2024-05, maj, or last for last month."),
    )


def parse_year(text: str) -> int:
    """The year that the text says. Raises UsageError for anything but four figures."""
    if not re.fullmatch("[0-9]{4}", text):
        message = _("“{text}” is not a year.").format(text=printable(text, 20))
        raise UsageError(message, _("Write it as 2025."))
    return int(text)


_MOMENT = (
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
    r"(?P<time>[T ][0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,6})?)?(Z|[+-][0-9]{2}:[0-9]{2})?)?"
)


def parse_moment(text: str) -> str:
    """A moment for `--known-at`, as the record writes one (UTC, fixed width).

    A date alone means the end of that day, and a time without a zone is the computer's. Raises UsageError.
    """
    words = text.strip()
    found = re.fullmatch(_MOMENT, words)
    try:
        if found is None:
            raise ValueError
        if found["time"]:
            return timestamp(datetime.fromisoformat(words))
        return timestamp(datetime.combine(date.fromisoformat(words), time.max))
    except (ValueError, OverflowError):
        raise UsageError(
            _("“{text}” is not a moment.").format(text=printable(text)),
            _("Write a date, 2024-05-31, or a time, 2024-05-31 18:00."),
        ) from None


def timestamp(moment: datetime) -> str:
    """The moment in UTC to the microsecond, fixed width: 2024-05-28T14:03:22.123456Z.

    One without a zone is in the computer's.
    """
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ").rjust(27, "0")


def same_day(day: date, year: int) -> date:
    """The day in another year; 29 February is the 28th where there is none."""
    try:
        return day.replace(year=year)
    except ValueError:
        return date(year, day.month, day.day - 1)


def month_name(number: int, language: str) -> str:
    """The month's name, in lower case in Swedish and capitalised in English."""
    name = MONTHS[language][number - 1]
    return name if language == "sv" else name.capitalize()


def weekday_name(day: date, language: str) -> str:
    """The name of the day of the week, in lower case in Swedish and capitalised in English."""
    name = WEEKDAYS[language][day.weekday()]
    return name if language == "sv" else name.capitalize()


def find_name(word: str, names: dict[str, list[str]]) -> int | None:
    """The position of the one month or weekday that the word names or begins, in either language."""
    if len(word) < _SHORTEST_NAME:
        return None
    found = {
        i for language in names.values() for i, name in enumerate(language) if fold(name).startswith(word)
    }
    return found.pop() if len(found) == 1 else None
