"""The coordinates of drawings: the year's course beside its pace, and the map of municipalities.

Figures are only put to scale here; what they are is said in words beside every drawing.
"""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import NamedTuple

from lovp.model import Level, Plan, Share
from lovp.progress.summary import PlaceState, TargetSummary

_MONTHS = 12


class Size(NamedTuple):
    """The width and height of a drawing, and what is left free at its edges, in its own units."""

    width: int
    height: int
    left: int = 0
    right: int = 0
    top: int = 0
    bottom: int = 0


class Curve(NamedTuple):
    """A target's year: `pace` and `course` as the points of lines, the goal's height, the last point."""

    size: Size
    pace: str
    course: str
    goal: str
    last: tuple[str, str] | None
    months: tuple[str, ...]
    """Where each month is in the middle."""


class Tile(NamedTuple):
    """A municipality on the map: its cell, its name in full and in short, and its state."""

    column: int
    row: int
    name: str
    short: str
    state: PlaceState


BURN_UP = Size(320, 150, left=8, right=8, top=10, bottom=20)
SPARK = Size(72, 18, left=2, right=4, top=3, bottom=3)
_SHORT = 4
"""Letters of a name that a tile has room for."""


def curve(month: TargetSummary, size: Size) -> Curve | None:
    """The course beside the pace; nothing where nothing is known of the year yet."""
    known = [value for value in (*month.course, *month.pace, month.now.goal) if value is not None]
    top = max(known, default=Fraction(0))
    if not top or all(value is None for value in month.course):
        return None
    # The year begins with nothing done; a share or a level begins where it is first known.
    begins = None if isinstance(month.now.target.measure, Share | Level) else Fraction(0)
    course = _points((begins, *month.course), top, size)
    return Curve(
        size=size,
        pace=_line(_points((_first(month.pace), *month.pace), top, size)),
        course=_line(course),
        goal="" if month.now.goal is None else _decimal(_y(month.now.goal, top, size)),
        last=(_decimal(course[-1][0]), _decimal(course[-1][1])) if course else None,
        months=tuple(_decimal(_x(Fraction(2 * at + 1, 2), size)) for at in range(_MONTHS)),
    )


def tiles(plan: Plan, states: Iterable[tuple[str, PlaceState]]) -> tuple[Tile, ...]:
    """The municipalities that have a cell on the map, in the order of the plan."""
    cells = {place.name: place.tile for place in plan.places if place.tile is not None}
    placed = ((cells[name], name, state) for name, state in states if name in cells)
    return tuple(Tile(column, row, name, name[:_SHORT], state) for (column, row), name, state in placed)


def _first(pace: Sequence[Fraction | None]) -> Fraction | None:
    """Where the line of the pace begins: what always is expected is so from the first day."""
    return pace[0] if len(set(pace)) == 1 else Fraction(0)


def _points(values: Sequence[Fraction | None], top: Fraction, size: Size) -> list[tuple[Fraction, Fraction]]:
    return [
        (_x(Fraction(at), size), _y(value, top, size)) for at, value in enumerate(values) if value is not None
    ]


def _x(month: Fraction, size: Size) -> Fraction:
    return size.left + month * (size.width - size.left - size.right) / _MONTHS


def _y(value: Fraction, top: Fraction, size: Size) -> Fraction:
    return size.height - size.bottom - value * (size.height - size.top - size.bottom) / top


def _line(points: Iterable[tuple[Fraction, Fraction]]) -> str:
    return " ".join(f"{_decimal(x)},{_decimal(y)}" for x, y in points)


def _decimal(value: Fraction) -> str:
    """With one decimal: finer than a screen, and the same on every machine."""
    tenths = round(value * 10)
    return f"{tenths // 10}.{tenths % 10}"
