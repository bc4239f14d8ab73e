"""Outcomes put together by target, place and day: all that the figures need of them."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date
from operator import itemgetter
from typing import TypeAlias

from lovp.model import ADDITIVE, Daily, Days, Number, Outcome, Plan

Key: TypeAlias = tuple[str, str, date]
"""A series, a place, and a day."""

_said = itemgetter(*map(Outcome._fields.index, ("target", "place", "date", "value")))


def daily(plan: Plan, outcomes: Iterable[Outcome]) -> Days:
    """What the outcomes, which are those that count, come to by series, day and place.

    Where values do not add up, the latest of a day counts: by when it was recorded, then by id.
    """
    adding = {target.series for target in plan.targets() if isinstance(target.measure, ADDITIVE)}
    rows = list(outcomes)
    sums: defaultdict[Key, Number] = defaultdict(int)
    counts: Counter[Key] = Counter()
    # Many outcomes say the same, so that they are counted before they are added.
    for (series, place, day, value), count in Counter(map(_said, rows)).items():
        key = series, place, day
        counts[key] += count
        if series in adding:
            sums[key] += (value or 0) * count
    latest: dict[Key, Outcome] = {}
    for row in rows:
        if row.target not in adding:
            key = row.target, row.place, row.date
            latest[key] = max(row, latest.get(key, row), key=lambda each: each.latest_key)
    days: defaultdict[str, list[Daily]] = defaultdict(list)
    for (series, place, day), count in counts.items():
        key = series, place, day
        last = latest.get(key)
        value, of = (last.value or 0, last.of) if last else (sums[key], None)
        days[series].append(Daily(day, place, value, of, count))
    return days
