"""A grid of text: what a table holds before it is drawn on a terminal or written as Markdown."""

from dataclasses import dataclass
from fractions import Fraction

from lovp.progress.values import Status


@dataclass(frozen=True, slots=True)
class Bar:
    """A part of the goal, drawn as a bar where there is room and left out elsewhere: it repeats a number."""

    part: Fraction | None
    expected: Fraction | None = None


@dataclass(frozen=True, slots=True)
class StatusCell:
    """A status, or nothing; drawn with its sign and, where there is colour, in colour."""

    status: Status | None


Cell = str | Bar | StatusCell


@dataclass(frozen=True, slots=True)
class Column:
    """A column: `number` aligns right and never wraps; `wide` is shown only where everything else fits."""

    title: str
    number: bool = False
    wide: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A table under its title; each row has a cell for every column."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    notes: tuple[str, ...] = ()
    """Lines under the table."""
    bare: bool = False
    """Whether the cells explain themselves, so that a table on a terminal has no headings."""
