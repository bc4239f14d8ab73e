"""Which days of a calendar count: for the pace of a target, and to see that a plan leaves any."""

from datetime import date, timedelta

from lovp.model import Calendar, Span

_WEEKDAYS_IN_WEEK = 5
EVEN = "even"
"""The id of the calendar that has every day of the year."""


def even(year: int) -> Calendar:
    """The calendar of a target that names none: every day of the year."""
    return Calendar(EVEN, EVEN, (whole_year(EVEN, year),))


def whole_year(name: str, year: int) -> Span:
    """All days of the year."""
    return Span(name, date(year, 1, 1), date(year, 12, 31))


def active_days(calendar: Calendar, year: int) -> list[date]:
    """The days of the terms that are in no break and, with `weekdays`, on no weekend, in order.

    What of a term or a break lies outside the year is left out.
    """
    first = date(year, 1, 1)
    active = bytearray((date(year, 12, 31) - first).days + 1)
    for spans, flag in ((calendar.terms, b"\1"), (calendar.breaks, b"\0")):
        for span in spans:
            start = max((span.first - first).days, 0)
            end = max(min((span.last - first).days + 1, len(active)), start)
            active[start:end] = flag * (end - start)
    days = [first + timedelta(number) for number, flag in enumerate(active) if flag]
    return [day for day in days if day.weekday() < _WEEKDAYS_IN_WEEK] if calendar.weekdays else days
