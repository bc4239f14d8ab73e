"""How outcomes add up: put together by target, place and day, and from there a rule for each measure."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from operator import attrgetter
from typing import NamedTuple, TypeAlias

from lovp.model import (
    ADDITIVE,
    Activity,
    Counted,
    Coverage,
    Level,
    Milestone,
    Number,
    Outcome,
    Plan,
    Share,
    Sum,
    Target,
)
from lovp.progress.values import Tally


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


def daily(plan: Plan, rows: Iterable[Outcome], counts: Mapping[Counted, int] | None = None) -> Days:
    """What the rows come to by series, place and day.

    `counts` is how many of the rows have each content (`Outcome.counted`), if that is known already. Where
    values add up, those of a day may come in several parts. Where they do not, the latest of the day counts:
    by when it was recorded, then by id.
    """
    adding = {target.series for target in plan.targets() if is_additive(target)}
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


def is_additive(target: Target) -> bool:
    """Whether the values of the target's outcomes are added, so that parts add up to the whole."""
    return isinstance(target.measure, ADDITIVE)


def tally(plan: Plan, target: Target, rows: Sequence[Daily], places: Collection[str]) -> Tally:
    """What the rows come to; `places` are those that the target is over."""
    outcome: Fraction | None
    of: Fraction | None = None
    match target.measure:
        case Sum() | Activity():
            outcome = _added(rows)
        case Share():
            # All values over all `of`, never a mean of fractions.
            shares = latest_by_place(rows).values()
            of = Fraction(sum([row.of for row in shares if row.of is not None])) or None
            outcome = _added(shares) / of if of else None
        case Coverage() as measure:
            latest = latest_by_place(rows)
            outcome = Fraction(sum(has_enough(measure, latest.get(name)) for name in places))
            of = Fraction(len(places))
        case Milestone():
            outcome = _latest_value(rows) or Fraction(0)
        case Level(over=None):
            outcome = _latest_value(rows)
        case Level():
            outcome = _added(latest_by_place(rows).values()) if rows else None
    reported = sum([row.reported for row in rows])
    last_date = max([row.date for row in rows], default=None)
    if points_at_people(plan, target, of):
        return Tally(None, None, reported, last_date, hidden=True)
    return Tally(outcome, of, reported, last_date)


def points_at_people(plan: Plan, target: Target, of: Number | Fraction | None) -> bool:
    """Whether a share is of so few that its figure would say something about single people."""
    return isinstance(target.measure, Share) and of is not None and of < plan.hide_below


def latest_by_place(rows: Iterable[Daily]) -> dict[str, Daily]:
    """The latest of each place; a day has one for each."""
    return {row.place: row for row in sorted(rows, key=attrgetter("date"))}


def _added(rows: Iterable[Daily]) -> Fraction:
    return Fraction(sum([row.value for row in rows]))


def has_enough(measure: Coverage, row: Daily | None) -> bool:
    """Whether what was reported is enough for the place to count."""
    if row is None:
        return False
    counted = row.of if measure.counts == "of" else row.value
    return counted is not None and counted >= measure.minimum


def _latest_value(rows: Sequence[Daily]) -> Fraction | None:
    return Fraction(max(rows, key=lambda row: row.date).value) if rows else None
