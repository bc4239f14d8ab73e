"""Which part of a goal is expected by a date. Nothing else computes pace.

The pace is even over the active days of the target's calendar: with d active days by the end of a date and D
in all, d / D of the goal is expected. A year's even pace has every day active, so 31 May 2024 gives 152/366.
What is expected of a target of a roll-up is what is expected of its districts.
"""

from bisect import bisect_right
from collections.abc import Callable
from datetime import date
from fractions import Fraction
from functools import lru_cache

from lovp.model import Calendar, Share, Target


@lru_cache
def active_days(calendar: Calendar, due: date | None = None) -> tuple[date, ...]:
    """The days on which a target with this calendar can progress, until it is due."""
    days = calendar.days(calendar.terms[0].first.year)
    return tuple(day for day in days if due is None or day <= due)


def active_week(calendar: Calendar) -> int:
    """How many days of a week without breaks are active."""
    return 5 if calendar.weekdays else 7


def expected_part(target: Target, day: date) -> Fraction:
    """The part of the goal, 0 to 1, that is expected by the end of the day.

    A target that stands has its whole goal expected always; one with a due date, by the end of that date.
    """
    if target.members:
        return _mean(target, lambda member: expected_part(member, day))
    if target.standing or (target.due is not None and day >= target.due):
        return Fraction(1)
    days = active_days(target.calendar, target.due)
    return Fraction(bisect_right(days, day), len(days)) if days else Fraction(0)


def weeks_left(target: Target, day: date) -> Fraction:
    """How many active weeks are left after the day: the active days left over those of a week."""
    if target.members:
        return _mean(target, lambda member: weeks_left(member, day))
    days = active_days(target.calendar, target.due)
    return Fraction(len(days) - bisect_right(days, day), active_week(target.calendar))


def _mean(target: Target, of: Callable[[Target], Fraction]) -> Fraction:
    """The mean over the districts, weighted by their goals; each counts as much where not all have one.

    The goal of a sum or a coverage is that of all districts together, so that their expected parts add up.
    """
    members = [member for _district, member in target.members]
    goals = [Fraction(member.goal) for member in members if member.goal is not None]
    if len(goals) < len(members) or isinstance(target.measure, Share):
        goals = [Fraction(1)] * len(members)
    return sum((of(each) * goal for each, goal in zip(members, goals, strict=True)), Fraction(0)) / sum(goals)
