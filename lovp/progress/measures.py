"""How outcomes add up, a function for each measure: the rows of one target's series, by day and place."""

from collections.abc import Collection, Iterable, Sequence
from fractions import Fraction
from operator import attrgetter

from lovp.model import (
    ADDITIVE,
    Activity,
    Coverage,
    Level,
    Milestone,
    Number,
    Plan,
    Share,
    Sum,
    Target,
)
from lovp.progress.daily import Daily
from lovp.progress.values import Tally


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
