"""A target's year drawn to scale: its course, its pace, and where it may end.

Figures are only put to scale here; what they are is also said in words beside every drawing.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from lovp.dates import Month, month_name
from lovp.i18n import _, current
from lovp.model import Level, Share
from lovp.progress.summary import TargetSummary
from lovp.render import figures

WIDTH, HEIGHT = 280, 170
_LEFT, _TOP, _BOTTOM = 4, 18, 20
_LETTER, _LINE = 8, 15
"""How wide a letter is, and how high a line of text."""
_ZERO, _END = Fraction(0), Fraction(12)
_FEW = (1, 2)
"""A goal of so few has no course."""
_WORTH = 3
"""A course with fewer different values than this is told by its figures alone."""

Point = tuple[Fraction, Fraction]


class Label(NamedTuple):
    """A text at a point; `anchor` is which end of it stands there, `kind` the line that it belongs to."""

    x: Fraction
    y: Fraction
    text: str
    kind: str
    anchor: str = "start"


class Chart(NamedTuple):
    """The points of the lines of course and pace, and of the area within which the year may end."""

    course: list[Point]
    pace: list[Point]
    band: list[Point]
    labels: list[Label]


class _Scale(NamedTuple):
    """Puts months from 0 to 12, and values, where they are on the drawing."""

    right: int
    low: Fraction
    high: Fraction

    def point(self, at: Point) -> Point:
        month, value = at
        height = HEIGHT - _TOP - _BOTTOM
        x = _LEFT + month * (self.right - _LEFT) / _END
        return x, HEIGHT - _BOTTOM - (value - self.low) * height / (self.high - self.low)


def chart(each: TargetSummary, day: date) -> Chart | None:
    """The course by the end of the day; None where there is no goal to compare with, or no course yet."""
    now, target = each.now, each.now.target
    is_small = now.goal in _FEW and not isinstance(target.measure, Share)
    different = {value for value in each.course if value is not None}
    if now.goal is None or now.outcome is None or now.hidden or is_small or len(different) < _WORTH:
        return None
    # What is counted begins the year at nothing; what is measured, where it is first known.
    begins = None if isinstance(target.measure, Share | Level) else _ZERO
    today = day.month - 1 + Fraction(day.day, Month(day.year, day.month).last.day)
    course = _line(each.course, begins, today)
    pace = _line(each.pace, each.pace[0] if target.standing else _ZERO)
    ends = sorted(set(now.interval or ()))
    band = [course[-1], *((_END, end) for end in ends)] if len(ends) > 1 else []
    beside = [(now.goal, _("goal {amount}").format(amount=figures.amount(target, now.goal)), "pace")]
    if band:
        beside.append((sum(ends) / Fraction(2), figures.between(target, *ends), "band"))
    values = [_ZERO, now.goal, *(value for _month, value in (*course, *pace, *band))]
    right = WIDTH - max(_width(text) for _value, text, _kind in beside)
    scale = _Scale(right, min(values), max(values))
    inside = _inside(each, scale, course[-1])
    if any(label.anchor == "start" and label.x + _width(label.text) > right for label in inside):
        inside = []
        beside.append((now.outcome, figures.amount(target, now.outcome), "course"))
    at_end = ((scale.point((_END, value)), text, kind) for value, text, kind in beside)
    labels = _apart([Label(x + 8, y + 4, text, kind) for (x, y), text, kind in at_end])
    return Chart(
        course=[scale.point(each) for each in course],
        pace=[scale.point(each) for each in pace],
        band=[scale.point(each) for each in band],
        labels=[*labels, *inside, *_months(scale)],
    )


def _line(values: Iterable[Fraction | None], begins: Fraction | None, today: Fraction = _END) -> list[Point]:
    """The values at the ends of months, of this month by today, and before them where the year begins."""
    points = [(min(Fraction(end), today), value) for end, value in enumerate(values, 1) if value is not None]
    return points if begins is None else [(_ZERO, begins), *points]


def _inside(each: TargetSummary, scale: _Scale, last: Point) -> list[Label]:
    """The outcome and what is expected by now: the higher one left above its line, the other right below."""
    now, target = each.now, each.now.target
    said = [(last[1], figures.amount(target, last[1]), "course")]
    if now.expected is None or now.expected == now.goal:
        said.append((now.goal or last[1], "", "pace"))
    else:
        text = _("expected by now {amount}").format(amount=figures.amount(target, now.expected))
        said.append((now.expected, text, "pace"))
    (low, below, low_kind), (high, above, high_kind) = sorted(said)
    x, y = scale.point((last[0], high))
    # Early in the year there is no room to the left, but above the line there is.
    moved = max(_ZERO, _width(above) - 20 - x)
    higher = Label(x - 5 + moved, max(y - 6 - moved, Fraction(_LINE)), above, high_kind, "end")
    _x, y = scale.point((last[0], low))
    lower = Label(x + 6, min(y + _LINE, Fraction(HEIGHT - _BOTTOM - 4)), below, low_kind)
    return [label for label in (higher, lower) if label.text]


def _months(scale: _Scale) -> Iterator[Label]:
    """The first month of each quarter, under its middle."""
    for month in (1, 4, 7, 10):
        x, _y = scale.point((month - Fraction(1, 2), scale.low))
        yield Label(x, Fraction(HEIGHT - 5), month_name(month, current())[:3], "month", "middle")


def _apart(labels: Iterable[Label]) -> Iterator[Label]:
    """The labels moved down, where they would cover each other."""
    free = _ZERO
    for label in sorted(labels, key=lambda each: each.y):
        yield label._replace(y=max(label.y, free))
        free = max(label.y, free) + _LINE


def _width(text: str) -> int:
    return _LETTER * len(text) + 10
