"""Days as people and programs write them. The day's date is passed in."""

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal, NamedTuple, get_args

from lovp.errors import UsageError
from lovp.i18n import _, current
from lovp.text import fold, printable

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


Form = Literal["YYYY-MM-DD", "D/M/YYYY", "M/D/YYYY", "D/M/YY", "M/D/YY", "D/M", "M/D", "YYYYMMDD", "YYMMDD"]
"""What a mapping may say of how dates are written; `/` stands for a slash, a full stop or a hyphen."""
FORMS: tuple[str, ...] = get_args(Form)
DAY_FIRST = ("D/M/YYYY",)

_DAYS_AGO = {
    "idag": 0,
    "i dag": 0,
    "today": 0,
    "igar": 1,
    "i gar": 1,
    "yesterday": 1,
    "forrgar": 2,
    "i forrgar": 2,
}
"""Days named by how long ago they were, folded: case and accents make no difference."""

_LONGEST = 60
"""Characters of a text that could be a day."""
_LAST_MONTH = 12

_TIME_AFTER = (
    r"(?:t| |, )[0-9]{1,2}[:.][0-9]{2}(?:[:.][0-9]{2}(?:[.,][0-9]+)?)?"
    r"(?: ?(?:a\.?m\.?|p\.?m\.?|f\.?m\.?|e\.?m\.?))?"
    r"(?: ?(?:z|[a-z]{2,5}(?:[+-][0-9]{1,2}(?::?[0-9]{2})?)?|[+-][0-9]{2}:?[0-9]{2}))?$"
)
"""The time after a day, as forms write it: 14:05, 14:05:00.000+01:00, 2:05:00 em CET, 10:13 AM GMT+2."""

_YEAR_FIRST = r"([0-9]{4})([-/])([0-9]{1,2})\2([0-9]{1,2})"
_TOGETHER = r"([0-9]{4}|[0-9]{2})([0-9]{2})([0-9]{2})"
_FIGURES = r"([0-9]{1,2})([-/.])([0-9]{1,2})(?:\2([0-9]{4}|[0-9]{2}))?"
_SLASH = r"([0-9]{1,2})/([0-9]{1,2})(?:(?: | ?- ?)([0-9]{4})|-([0-9]{2}))?"
_NAMED_MONTH = r"(?:den )?([0-9]{1,2})(?::?e)? ([a-z]+)\.?(?: ([0-9]{4}))?"

Parts = tuple[int, int, int]
"""Year, month and day, which need not exist."""


class AmbiguousDateError(UsageError):
    """The text can be either of two days; in a column another row may tell which comes first."""


def parse_date(text: str, today: date | None, year: int, forms: Sequence[str] = ()) -> date:
    """The day that a text means: 2024-03-12, 20240312, 240312, 12/3, 12/3-24, 12.3.2024, 12 mars.

    A day without a year is in `year`; a time of day after it is left out. With `today` a person says it
    now: then igår and måndag (the latest one) are read, and the day comes first in 12/3/2024. In a column
    (`today` is None) that is read where only one of the two exists, or where a mapping's `forms` say it.
    Raises AmbiguousDateError for one of two days, UsageError for no day.
    """
    words = fold(text) if len(text) <= _LONGEST else ""
    if today and (said := _seen_from(words, today)):
        return said
    words = re.sub(_TIME_AFTER, "", words)
    day_first = all(form.startswith(("D", "Y")) for form in forms)
    found = {parts for form in forms if (parts := _in_form(words, form, year))}
    if not found and (parts := _iso(words, year) or _month_by_name(words, year)):
        found = {parts}
    if not found and day_first:
        found = _in_figures(words, year, day_first=bool(forms or today))
    days = {day for parts in found if (day := _day(*parts))}
    if len(days) == 1:
        return days.pop()
    if days:
        listed = _(" or ").join(sorted(map(str, days)))
        raise AmbiguousDateError(
            _("“{text}” can be {days}.").format(text=printable(text), days=listed),
            _("Say in the mapping which comes first: D/M/YYYY or M/D/YYYY."),
        )
    if found:
        message = _("“{text}” is a day that does not exist.").format(text=printable(text))
        raise UsageError(message, _nearest_days(*min(found)))
    raise _no_date(text, words, forms, is_said=today is not None)


def is_day_first(texts: Iterable[str]) -> bool:
    """Whether in the column with these texts the day can only come before the month: 31/1/2024."""
    orders = set()
    for text in texts:
        match = re.fullmatch(_FIGURES, re.sub(_TIME_AFTER, "", fold(text))) if len(text) <= _LONGEST else None
        if match and match[4] and match[2] != "." and (int(match[1]) > _LAST_MONTH) != (int(match[3]) > 12):
            orders.add(int(match[1]) > _LAST_MONTH)
    return orders == {True}


def _seen_from(words: str, today: date) -> date | None:
    """The day that is named by how long ago it was, or by its weekday."""
    if words in _DAYS_AGO and today.toordinal() > _DAYS_AGO[words]:
        return today - timedelta(days=_DAYS_AGO[words])
    weekday = find_name(words, WEEKDAYS)
    return None if weekday is None else today - timedelta(days=(today.weekday() - weekday) % 7)


def _iso(words: str, year: int) -> Parts | None:
    """A day that begins with its year: 2024-03-12, 2024/3/12, 20240312, 240312."""
    if match := re.fullmatch(_YEAR_FIRST, words):
        return int(match[1]), int(match[3]), int(match[4])
    if match := re.fullmatch(_TOGETHER, words):
        return _whole_year(match[1], year), int(match[2]), int(match[3])
    return None


def _month_by_name(words: str, year: int) -> Parts | None:
    match = re.fullmatch(_NAMED_MONTH, words)
    month = find_name(match[2], MONTHS) if match else None
    return None if match is None or month is None else (int(match[3] or year), month + 1, int(match[1]))


def _in_figures(words: str, year: int, *, day_first: bool) -> set[Parts]:
    """12/3, 12/3-24, 12/3 2024 and 12.3.2024; of 12/3/2024 both days unless it is known which comes first."""
    if match := re.fullmatch(_SLASH, words):
        written = match[3] or match[4]
        return {(_whole_year(written, year) if written else year, int(match[2]), int(match[1]))}
    match = re.fullmatch(_FIGURES, words)
    if not match or len(match[4] or "") != len("2024"):
        return set()
    first, second, whole = int(match[1]), int(match[3]), int(match[4])
    both = {(whole, second, first), (whole, first, second)}
    return {(whole, second, first)} if day_first or match[2] == "." else both


def _in_form(words: str, form: str, year: int) -> Parts | None:
    """The day as the form has it; those that begin with the year are read without being named."""
    match = re.fullmatch(_FIGURES, words)
    if not match or form.startswith("Y") or form[3:] != ("/" + "Y" * len(match[4]) if match[4] else ""):
        return None
    day, month = (1, 3) if form.startswith("D") else (3, 1)
    return _whole_year(match[4], year) if match[4] else year, int(match[month]), int(match[day])


def _whole_year(written: str, year: int) -> int:
    """The year; one of two figures is the nearest to the plan's."""
    if len(written) == len("2024"):
        return int(written)
    century = year - year % 100
    return min((int(written) + century + n for n in (-100, 0, 100)), key=lambda each: abs(each - year))


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _nearest_days(year: int, month: int, day: int) -> str:
    """What to do about a day that does not exist."""
    if year >= 1 and 1 <= month <= _LAST_MONTH:
        last = Month(year, month).last.day
        words = _("{month} {year} has {count} days.")
        return words.format(month=month_name(month, current()), year=year, count=last).capitalize()
    if year >= 1 and 1 <= day <= _LAST_MONTH < month <= Month(year, day).last.day:
        return _("The day comes before the month: {day}/{month}.").format(day=month, month=day)
    return _("Check the day and the month.")


def _no_date(text: str, words: str, forms: Sequence[str], *, is_said: bool) -> UsageError:
    shown = printable(text)
    match = re.fullmatch(_FIGURES, words)
    if match and match[4] and len(match[4]) < len("2024"):
        return UsageError(
            _("“{text}” has a year of two figures, or none.").format(text=shown),
            _("Write the year with four figures, such as 2024-03-12."),
        )
    if forms:
        return UsageError(
            _("“{text}” is not written as {forms}.").format(text=shown, forms=_(" or ").join(forms)),
            _("Write it so or as 2024-03-12, or name its form in the mapping."),
        )
    remedy = _("Write it as 2024-03-12, 12/3, 12 mars, or igår.")
    message = _("“{text}” is not a date.").format(text=shown)
    return UsageError(message, remedy if is_said else _("Write it as 2024-03-12, 12/3 or 12 mars."))
