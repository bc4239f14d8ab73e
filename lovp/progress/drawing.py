"""What is drawn of a target: its course, its pace and where it may end; and of its places a map. Pure.

The templates put it to scale; what is drawn is also said in words beside every drawing.
"""

from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from lovp.dates import Month
from lovp.model import Level, Share
from lovp.progress.summary import TargetSummary

_ZERO, _YEAR = Fraction(0), Fraction(12)
_STEPS = (Fraction(1, 2), Fraction(3, 4), Fraction(1))
"""The parts of the goal from which on the next darker colour is used."""

Point = tuple[Fraction, Fraction]


class Chart(NamedTuple):
    """The lines of course and pace, by months from 0 to 12 and values, and how the year may end.

    `low` and `high` are the least and the largest value of all.
    """

    course: list[Point]
    pace: list[Point]
    band: list[Point]
    low: Fraction
    high: Fraction


def chart(each: TargetSummary, day: date) -> Chart | None:
    """The course by the end of the day; None for a goal of 1 or 2 and for fewer than three values."""
    now, target = each.now, each.now.target
    is_small = now.goal in (1, 2) and not isinstance(target.measure, Share)
    if now.goal is None or now.outcome is None or is_small or len({*each.course} - {None}) < 3:
        return None
    course, pace = _points(each.course), _points(each.pace)
    course[-1] = (day.month - 1 + Fraction(day.day, Month(day.year, day.month).last.day), course[-1][1])
    # What is counted begins the year at nothing; what is measured, where it is first known.
    if not isinstance(target.measure, Share | Level):
        course.insert(0, (_ZERO, _ZERO))
    pace.insert(0, (_ZERO, pace[0][1] if target.standing else _ZERO))
    ends = now.interval if now.interval and now.interval.low < now.interval.high else ()
    band = [course[-1], *((_YEAR, end) for end in ends)] if ends else []
    values = [_ZERO, now.goal, *(value for _month, value in (*course, *pace, *band))]
    return Chart(course, pace, band, min(values), max(values))


def _points(values: Iterable[Fraction | None]) -> list[Point]:
    """Each value that there is, at the end of its month."""
    return [(Fraction(month), value) for month, value in enumerate(values, 1) if value is not None]


def steps(each: TargetSummary) -> dict[str, int]:
    """For each larger place 0 to 3: how near it is to its own goal, or to that of all."""
    found = {}
    for part in each.now.places:
        goal = part.goal or (each.now.goal if isinstance(each.now.target.measure, Share) else part.of)
        reached = part.outcome / goal if goal and part.outcome else _ZERO
        found[part.place] = sum(reached >= step for step in _STEPS)
    return found


def short_names(names: Iterable[str]) -> dict[str, str]:
    """The first four letters of each; of those that begin alike, three and the one in which they differ."""
    every, short = set(names), {}
    for name in every:
        alike = [each for each in every if each[:4] == name[:4]]
        differs = 3
        while len(alike) > 1 and len({each[: differs + 1] for each in alike}) == 1:
            differs += 1
        short[name] = name[:3] + name[differs : differs + 1]
    return short
