"""Where the dates of a plan lie in another year: weeks keep their number, and fixed days their date."""

import re
from calendar import monthrange
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import TypeAlias

from lovp.folding import fold
from lovp.plan.schema import CalendarShape, KeyDateShape, PlanShape
from lovp.plan.yaml_reader import NodePath

Holidays: TypeAlias = Callable[[int], Mapping[date, str]]
"""The public holidays of a year with their names; the same name each year."""

_FIXED = {(1, 1), (3, 8), (3, 17), (4, 28), (5, 1), (6, 6), (12, 24), (12, 31)}
"""Days (month, day) that are kept where they are: feasts, and the labour movement's own days."""

_MONTHS = (
    "januari|january|februari|february|mars|march|april|maj|may|juni|june|juli|july|augusti|august|"
    "september|oktober|october|november|december"
)
_DAY_IN_NAME = re.compile(rf"\b[0-9]{{1,2}}(st|nd|rd|th)? ({_MONTHS})\b|\b({_MONTHS}) [0-9]{{1,2}}\b")


@dataclass(frozen=True, slots=True)
class Move:
    """A date of the plan, named for the reader, and where it lies in the new year."""

    path: NodePath
    name: str
    old: date
    new: date


@dataclass(frozen=True)
class Mover:
    """Moves days from one year to another. What it gives always lies in the new year."""

    old: int
    new: int
    holidays: Holidays

    @cached_property
    def _old_holidays(self) -> dict[date, list[str]]:
        by_day: dict[date, list[str]] = {}
        for name, day in _feasts(self.holidays(self.old)).items():
            by_day.setdefault(day, []).append(name)
        return by_day

    @cached_property
    def new_holidays(self) -> dict[str, date]:
        """The public holidays of the new year by name."""
        return _feasts(self.holidays(self.new))

    def by_week(self, day: date) -> date:
        """The same weekday of the same ISO week; the year's first and last day stay what they are."""
        if (day.month, day.day) in {(1, 1), (12, 31)}:
            return self.same_date(day)
        weeks = date.fromisocalendar(self.new, 1, 1) - date.fromisocalendar(self.old, 1, 1)
        return min(max(day + weeks, date(self.new, 1, 1)), date(self.new, 12, 31))

    def same_date(self, day: date) -> date:
        """The same day of the same month; of 29 February, the last of the month."""
        return date(self.new, day.month, min(day.day, monthrange(self.new, day.month)[1]))

    def holiday(self, name: str, day: date) -> tuple[str, date] | None:
        """The public holiday that the day was, and when it is in the new year; `None` if it was none."""
        # Two feasts can share a day; the plan's own name then tells which one is meant.
        for feast in sorted(self._old_holidays.get(day, ()), key=lambda feast: fold(feast) != fold(name)):
            if feast in self.new_holidays:
                return feast, self.new_holidays[feast]
        return None

    def named_day(self, name: str, day: date) -> date:
        """A single day with a name: as the public holiday that it is, else by date if fixed, else by week."""
        if feast := self.holiday(name, day):
            return feast[1]
        if (day.month, day.day) in _FIXED or _DAY_IN_NAME.search(name.lower()):
            return self.same_date(day)
        return self.by_week(day)

    def deadline(self, name: str, day: date) -> date:
        """A last day: at the end of a month if it was, else as any day with a name."""
        return self._month_end(day) if _ends_month(day) else self.named_day(name, day)

    def span(self, first: date, last: date) -> tuple[date, date]:
        """The days of a term or a break: whole months stay whole months, else by week."""
        if first.day == 1 and _ends_month(last):
            return self.same_date(first), self._month_end(last)
        return self.by_week(first), self.by_week(last)

    def _month_end(self, day: date) -> date:
        return date(self.new, day.month, monthrange(self.new, day.month)[1])


def _ends_month(day: date) -> bool:
    return day.day == monthrange(day.year, day.month)[1]


def _feasts(holidays: Mapping[date, str]) -> dict[str, date]:
    """The day of each name; several can share a day, and a name with several days (Sundays) is no feast."""
    named = [(name.strip(), day) for day, names in holidays.items() for name in names.split(";")]
    often = Counter(name for name, _day in named)
    return {name: day for name, day in named if often[name] == 1}


def moves(plan: PlanShape, mover: Mover) -> tuple[Move, ...]:
    """Every date of the plan, in the order calendars, key dates, targets."""
    dates = tuple(_key_date_moves(plan.calendar, mover))
    followed = {move.old: move.new for move in dates}
    return (*_calendar_moves(plan.calendars, mover), *dates, *_due_moves(plan, mover, followed))


def _calendar_moves(calendars: Mapping[str, CalendarShape], mover: Mover) -> Iterator[Move]:
    for id_, calendar in calendars.items():
        for key, spans in (("terms", calendar.terms), ("breaks", calendar.breaks)):
            for index, span in enumerate(spans):
                path: NodePath = ("calendars", id_, key, index)
                first, last = mover.span(span.first, span.last)
                yield Move((*path, "from"), span.name, span.first, first)
                yield Move((*path, "to"), span.name, span.last, last)
        for index, holiday in enumerate(calendar.holidays):
            path = ("calendars", id_, "holidays", index, "date")
            yield Move(path, holiday.name, holiday.first, mover.named_day(holiday.name, holiday.first))


def _key_date_moves(entries: list[KeyDateShape], mover: Mover) -> Iterator[Move]:
    for index, entry in enumerate(entries):
        path: NodePath = ("calendar", index)
        if entry.to is None or entry.to == entry.first:
            first = mover.named_day(entry.name, entry.first)
        else:
            first = mover.by_week(entry.first)
        yield Move((*path, "date"), entry.name, entry.first, first)
        if entry.to is not None:
            last = min(first + (entry.to - entry.first), date(mover.new, 12, 31))
            yield Move((*path, "to"), entry.name, entry.to, last)


def _due_moves(plan: PlanShape, mover: Mover, followed: Mapping[date, date]) -> Iterator[Move]:
    """The days on which targets are due; one that was a key date stays that key date."""
    for number, area in enumerate(plan.areas):
        for index, target in enumerate(area.targets):
            if target.due is not None:
                new = followed.get(target.due) or mover.deadline(target.name, target.due)
                yield Move(("areas", number, "targets", index, "due"), target.name, target.due, new)


def near_moving_feast(first: date, last: date, mover: Mover) -> tuple[str, date] | None:
    """A feast at or beside the days that doesn't move with their week, and its new date."""
    day = first - timedelta(days=3)
    while day <= last + timedelta(days=1):
        feast = mover.holiday("", day)
        if feast and feast[1] != mover.by_week(day) and feast[1] != mover.same_date(day):
            return feast
        day += timedelta(days=1)
    return None
