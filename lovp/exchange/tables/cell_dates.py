"""One cell as a day: the day, or why there is none and what to do about it.

A day is never guessed: 03/04/2024 is in April in Sweden, and in March where Microsoft Forms speaks English.
It is read only where the mapping names its form.
"""

import re
from collections.abc import Callable, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from functools import lru_cache

from lovp.cells import printable
from lovp.errors import LovpError, UsageError
from lovp.exchange.tables.cell_faults import empty_cell, error_shown, shows_error
from lovp.exchange.tables.rows import Cell, tidy
from lovp.i18n import _
from lovp.period import written_day

_LONGEST = 60
"""Characters of a text that could be a day."""

_time_after = re.compile(
    r"(?:T| |, )[0-9]{1,2}[:.][0-9]{2}(?:[:.][0-9]{2}(?:[.,][0-9]+)?)?"
    r"(?: ?(?:[AaPp]\.?[Mm]\.?|[FfEe]\.?[Mm]\.?))?"
    r"(?: ?(?:Z|[A-Z]{2,5}(?:[+-][0-9]{1,2}(?::?[0-9]{2})?)?|[+-][0-9]{2}:?[0-9]{2}))?$"
)
"""The time after a day, as forms write it: 14:05, 14:05:00.000+01:00, 2:05:00 em CET, 10:13 AM GMT+2."""

_tokens = re.compile(r"(Y{4}|Y{2}|M{1,2}|D{1,2})").split
_year_first = re.compile(r"(?P<y>[0-9]{4})([-/])(?P<m>[0-9]{1,2})\2(?P<d>[0-9]{1,2})").fullmatch
_year_together = re.compile(r"(?P<y>[12][0-9]{3})(?P<m>[0-9]{2})(?P<d>[0-9]{2})").fullmatch
_year_last = re.compile(r"([0-9]{1,2})([-/.])([0-9]{1,2})\2([0-9]{2}|[0-9]{4})").fullmatch
_two_figures = re.compile(r"[0-9]{1,2}([-/.])[0-9]{1,2}\1[0-9]{1,2}").fullmatch


def read_date(cell: Cell, forms: Sequence[str], year: int) -> date:
    """The day in the cell; one without a year is in `year`.

    A spreadsheet's own day is the day, and so is a text that begins with the year: 2024-03-12, 2024/3/12,
    20240312, with or without a time of day, whatever zone that is in. Any other text has to be in one of the
    forms, such as `D/M/YYYY`, or have the month's name (12 mars, den 12 mars 2024); where no form is named,
    12/3 and whatever means one day alone (31/1/2024) is read too. Raises LovpError for anything else.
    """
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    number = isinstance(cell, int) and not isinstance(cell, bool)
    if number and (day := _in_form(str(cell), forms, year) or _iso(str(cell))):
        return day
    if not isinstance(cell, str):
        raise _no_day(cell)
    text = tidy(cell) or ""
    if not text or shows_error(text):
        raise error_shown(text) if text else empty_cell()
    alone = _time_after.sub("", text) if len(text) <= _LONGEST else ""
    found = _in_form(alone, forms, year) or _iso(alone) or _as_people_write(alone, not forms, year)
    if found is None:
        raise _not_read(text, alone, forms)
    return found


def _in_form(text: str, forms: Sequence[str], year: int) -> date | None:
    """The day by the forms named. Raises LovpError where they give two, or one that does not exist."""
    found = [match for match in (_pattern(form)(text) for form in forms) if match]
    if not found:
        return None
    days = set()
    for match in found:
        parts = match.groupdict()
        written = parts.get("y")
        days.add(_day(_whole_year(written, year) if written else year, int(parts["m"]), int(parts["d"])))
    days.discard(None)
    if not days:
        raise _no_such_day(text)
    return _one_of(text, days)


def _iso(text: str) -> date | None:
    """The day of a text that begins with its year. Raises LovpError if it does not exist."""
    match = _year_first(text) or _year_together(text)
    if match is None:
        return None
    day = _day(int(match["y"]), int(match["m"]), int(match["d"]))
    if day is None:
        raise _no_such_day(text)
    return day


def _as_people_write(text: str, free: bool, year: int) -> date | None:
    """The day of a text in a form that was not named; with figures alone only if that is free, and clear."""
    if not free and not any(map(str.isalpha, text)):
        return None
    match = _year_last(text)
    if match and len(match[4]) == len("2024"):
        first, second, written = int(match[1]), int(match[3]), int(match[4])
        days = {_day(written, second, first)}
        if match[2] != ".":  # with full stops the day comes first wherever they are used
            days.add(_day(written, first, second))
        days.discard(None)
        if not days:
            raise _no_such_day(text)
        return _one_of(text, days)
    try:
        return written_day(text, year)
    except UsageError as error:
        raise LovpError(error.message, error.remedy) from error


def _one_of(text: str, days: set[date | None]) -> date | None:
    if len(days) == 1:
        return days.pop()
    raise LovpError(
        _("“{text}” can be {days}.").format(
            text=printable(text), days=_(" or ").join(sorted(map(str, days)))
        ),
        _("Say in the mapping which comes first: D/M/YYYY or M/D/YYYY."),
    )


@lru_cache(maxsize=64)
def _pattern(form: str) -> Callable[[str], re.Match[str] | None]:
    """What matches texts in the form, with groups y, m and d; its slash is also a full stop or a hyphen."""
    pieces = _tokens(form.upper())
    tokens, signs = pieces[1::2], pieces[0::2]
    # Where nothing stands between them, only their length tells day and month apart.
    close = "" in signs[1:-1]
    written = [
        f"(?P<{token[0].lower()}>[0-9]{{{len(token) if close or token[0] == 'Y' else '1,2'}}})"
        for token in tokens
    ]
    between = [re.escape(sign).replace("/", "[-/.]") for sign in signs]
    return re.compile("".join(map("".join, zip(between, [*written, ""], strict=True)))).fullmatch


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


def _no_such_day(text: str) -> LovpError:
    return LovpError(
        _("“{text}” is a day that does not exist.").format(text=printable(text)),
        _("Check the day and the month."),
    )


def _not_read(text: str, alone: str, forms: Sequence[str]) -> LovpError:
    shown = printable(text)
    if _two_figures(alone):
        return LovpError(
            _("“{text}” has a year of two figures, or none.").format(text=shown),
            _("Write the year with four figures, or name the form in the mapping, such as D/M/YY."),
        )
    if forms:
        return LovpError(
            _("“{text}” is not written as {forms}.").format(text=shown, forms=_(" or ").join(forms)),
            _("Write it so or as 2024-03-12, or name its form in the mapping."),
        )
    return LovpError(
        _("“{text}” is not a date.").format(text=shown), _("Write it as 2024-03-12, 12/3 or 12 mars.")
    )


def _no_day(cell: int | Decimal | time | None) -> LovpError:
    if cell is None:
        return empty_cell()
    remedy = _("Format the cell as a date in the spreadsheet, or write it as 2024-03-12.")
    if isinstance(cell, bool):
        return LovpError(_("The cell says true or false, and not a day."), remedy)
    if isinstance(cell, time):
        shown = cell.isoformat("minutes")
        return LovpError(_("The cell is a time of day, {time}.").format(time=shown), remedy)
    return LovpError(_("The cell is a number, {number}, and not a day.").format(number=cell), remedy)
