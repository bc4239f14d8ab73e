"""Where the days of a plan lie in another year: by week, or as the feast or the fixed day that they are."""

from calendar import monthrange
from collections.abc import Mapping
from datetime import date, timedelta

_FIXED = {(3, 8), (3, 17), (4, 28)}
"""The labour movement's own days (month, day), which keep their date whatever the weekday."""


class Mover:
    """Moves days from one year to another; what it gives always lies in the new one."""

    def __init__(self, old: int, new: int) -> None:
        self.old, self.new = old, new
        self._weeks = date.fromisocalendar(new, 1, 1) - date.fromisocalendar(old, 1, 1)
        moved = _feasts(new)
        self._feasts = {day: (name, moved[name]) for name, day in _feasts(old).items() if name in moved}

    def entry(self, days: Mapping[str, date]) -> dict[str, date]:
        """The new days of an entry in the plan, under its keys `from`, `date`, `to` and `due`."""
        match days:
            case {"from": first, "to": last} if first.day == 1 and _ends_month(last):
                return {"from": self.same_date(first), "to": self.same_date(last)}
            case {"from": first, "to": last}:
                return {"from": self.by_week(first), "to": self.by_week(last)}
            case {"date": first, "to": last}:
                start = self.single(first)
                return {"date": start, "to": min(start + (last - first), date(self.new, 12, 31))}
            case {"date": day}:
                return {"date": self.single(day)}
            case {"due": day}:
                return {"due": self.same_date(day) if _ends_month(day) else self.single(day)}
        return {}

    def by_week(self, day: date) -> date:
        """The same weekday of the same ISO week; the year's first and last day stay what they are."""
        if (day.month, day.day) in {(1, 1), (12, 31)}:
            return self.same_date(day)
        return min(max(day + self._weeks, date(self.new, 1, 1)), date(self.new, 12, 31))

    def same_date(self, day: date) -> date:
        """The same day of the same month; the last day of a month stays the last."""
        last = monthrange(self.new, day.month)[1]
        return date(self.new, day.month, last if _ends_month(day) else min(day.day, last))

    def single(self, day: date) -> date:
        """A day by itself: the feast that it was, the same date if that is fixed, or else by week."""
        if day in self._feasts:
            return self._feasts[day][1]
        return self.same_date(day) if (day.month, day.day) in _FIXED else self.by_week(day)

    def feast_beside(self, first: date, last: date) -> tuple[str, date] | None:
        """A feast in or beside a break that doesn't move with its week, and the feast's new date."""
        days = [first + timedelta(number) for number in range(-3, (last - first).days + 2)]
        for day in days if len(days) < 19 else ():  # a longer one is not there for a feast
            name, moved = self._feasts.get(day, ("", day))
            if name and moved not in (self.by_week(day), self.same_date(day)):
                return name, moved
        return None


def _ends_month(day: date) -> bool:
    return day.day == monthrange(day.year, day.month)[1]


def _feasts(year: int) -> dict[str, date]:
    """Sweden's public holidays by their Swedish names, with the eves that count as such."""
    import holidays

    categories = {"public", "de_facto"} & set(holidays.country_holidays("SE").supported_categories)
    found = holidays.country_holidays("SE", years=year, language="sv", categories=tuple(categories))
    return {name: day for day in found for name in found.get_list(day)}
