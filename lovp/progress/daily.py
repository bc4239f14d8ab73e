"""Outcomes put together by target, place and day: all that the figures need of them."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date
from operator import attrgetter, itemgetter
from typing import TypeAlias

from lovp.model import ADDITIVE, Daily, Days, Outcome, Plan

Key: TypeAlias = tuple[str, str, date]
"""A series, a place, and a day."""

_latest = attrgetter("logged_at", "id")
_said = itemgetter(*map(Outcome._fields.index, ("target", "place", "date", "value")))


def daily(plan: Plan, outcomes: Iterable[Outcome]) -> Days:
    """What the outcomes, which are those that count, come to by series, place and day.

    They are gone through twice. Where values add up, those of a day may come in several parts. Where they do
    not, the latest of the day counts: by when it was recorded, then by id.
    """
    adding = {target.series for target in plan.targets() if isinstance(target.measure, ADDITIVE)}
    days: defaultdict[str, list[Daily]] = defaultdict(list)
    others: defaultdict[Key, list[Outcome]] = defaultdict(list)
    # Many outcomes say the same, so that they are counted before they are added.
    for (series, place, day, value), count in Counter(map(_said, outcomes)).items():
        if series in adding:
            days[series].append(Daily(day, place, (value or 0) * count, None, count))
    for row in outcomes:
        if row.target not in adding:
            others[row.target, row.place, row.date].append(row)
    for (series, place, day), alike in others.items():
        last = max(alike, key=_latest)
        days[series].append(Daily(day, place, last.value or 0, last.of, len(alike)))
    return days
