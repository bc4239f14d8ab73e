"""Outcomes put together by target, place and day: all that the figures need of them."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from lovp.model import ADDITIVE, Daily, Outcome, Plan


def daily(plan: Plan, outcomes: Iterable[Outcome]) -> dict[str, list[Daily]]:
    """What the outcomes, which are those that count, come to by series, day and place.

    Where values do not add up, the latest of a day counts: by when it was recorded, then by id.
    """
    groups: defaultdict[tuple[str, date, str], list[Outcome]] = defaultdict(list)
    for row in outcomes:
        groups[row.target, row.date, row.place].append(row)
    additive = {target.series for target in plan.targets() if isinstance(target.measure, ADDITIVE)}
    days: defaultdict[str, list[Daily]] = defaultdict(list)
    for (series, day, place), rows in groups.items():
        last = max(rows, key=lambda row: row.latest_key)
        if series in additive:
            value, of = sum(row.value or 0 for row in rows), None
        else:
            value, of = last.value or 0, last.of
        days[series].append(Daily(day, place, value, of, len(rows)))
    return days
