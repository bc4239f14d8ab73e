"""Outcomes put together by target, place and day: all that the figures need of them."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from datetime import date
from operator import attrgetter, itemgetter
from types import MappingProxyType
from typing import TypeAlias

from lovp.model import ADDITIVE, Daily, Days, Outcome, Plan

Key: TypeAlias = tuple[str, str, date]
"""A series, a place, and a day."""

_latest = attrgetter("logged_at", "id")
_said = itemgetter(*map(Outcome._fields.index, ("target", "place", "date", "value")))


def daily(plan: Plan, rows: Collection[Outcome], idle: Mapping[str, Outcome] = MappingProxyType({})) -> Days:
    """What the rows that count come to by series, place and day; `idle` are those that don't, by id.

    Where values add up, those of a day may come in several parts. Where they do not, the latest of the day
    counts: by when it was recorded, then by id.
    """
    adding = {target.series for target in plan.targets() if isinstance(target.measure, ADDITIVE)}
    days: defaultdict[str, list[Daily]] = defaultdict(list)
    others: defaultdict[Key, list[Outcome]] = defaultdict(list)
    # Many rows say the same, so that they are counted before they are added.
    counts = Counter(map(_said, rows))
    counts.subtract(map(_said, idle.values()))
    for (series, place, day, value), count in counts.items():
        if count and series in adding:
            days[series].append(Daily(day, place, (value or 0) * count, None, count))
    for row in rows:
        if row.target not in adding and row.id not in idle:
            others[row.target, row.place, row.date].append(row)
    for (series, place, day), alike in others.items():
        last = max(alike, key=_latest)
        days[series].append(Daily(day, place, last.value or 0, last.of, len(alike)))
    return days
