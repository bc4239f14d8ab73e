"""Outcomes put together by target, place and day: all that the figures need of them."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple, TypeAlias

from lovp.model import ADDITIVE, Counted, Number, Outcome, Plan


class Daily(NamedTuple):
    """What `reported` outcomes of a series at a place come to on a day, or in a month that ends with it.

    `value` and `of` are the latest outcome's, or the sum of the values where they add up.
    """

    date: date
    place: str
    value: Number
    of: Number | None
    reported: int


Days: TypeAlias = Mapping[str, Sequence[Daily]]
"""What was reported by day, or month, and place, under the id of the series."""


def added_series(plan: Plan) -> set[str]:
    """The series whose values add up."""
    return {target.series for target in plan.targets() if isinstance(target.measure, ADDITIVE)}


def daily(plan: Plan, rows: Iterable[Outcome], counts: Mapping[Counted, int] | None = None) -> Days:
    """What the rows come to by series, place and day.

    With `counts`, how many rows say the same, those of `added_series` may be left out of the rows. Where
    values add up, those of a day may come in several parts. Where they do not, the latest of the day counts:
    by when it was recorded, then by id.
    """
    adding = added_series(plan)
    days: defaultdict[str, list[Daily]] = defaultdict(list)
    if counts is None:
        rows = list(rows)
        counts = Counter(row.counted for row in rows)
    for (day, series, place, value, _of), count in counts.items():
        if count and series in adding:
            days[series].append(Daily(day, place, (value or 0) * count, None, count))
    others: defaultdict[tuple[str, str, date], list[Outcome]] = defaultdict(list)
    for row in rows:
        if row.target not in adding:
            others[row.target, row.place, row.date].append(row)
    for (series, place, day), alike in others.items():
        last = max(alike, key=lambda row: row.latest_key)
        days[series].append(Daily(day, place, last.value or 0, last.of, len(alike)))
    return days
