"""Grids of text, and the sections of a paper that hold them: every form draws or writes these."""

from collections.abc import Callable, Iterable, Sequence
from enum import StrEnum
from typing import Generic, NamedTuple, TypeVar

from lovp.progress.values import Status
from lovp.render import words
from lovp.render.figures import NOTHING

T = TypeVar("T")


class Bar(str):
    """A part of the goal, drawn: only a terminal shows it, since it repeats a number."""


class StatusCell(NamedTuple):
    """A status, or nothing: its sign, and its word or the text instead; in colour where there is any."""

    status: Status | None
    text: str = ""


Cell = str | StatusCell


def plain(cell: Cell) -> str:
    """The cell's text, without its colour."""
    if isinstance(cell, StatusCell):
        return words.labelled(cell.status, cell.text) if cell.status else ""
    return cell


class Column(NamedTuple):
    """A column: its numbers align right and never wrap, nor does what is `whole`.

    A `wide` one is shown where there is room: the higher, the sooner it goes.
    """

    title: str
    number: bool = False
    wide: int = 0
    whole: bool = False
    style: str = ""
    """How its cells are coloured on a terminal: good, unsure, bad or quiet."""


class Grid(NamedTuple):
    """A table under its title; each row has a cell for every column."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    notes: tuple[str, ...] = ()
    """Lines under the table."""


class Field(NamedTuple, Generic[T]):
    """A column with the function that makes its cell."""

    column: Column
    cell: Callable[[T], Cell]


def text(title: str, cell: Callable[[T], Cell], *, wide: int = 0, whole: bool = False) -> Field[T]:
    """A column of words."""
    return Field(Column(title, wide=wide, whole=whole), cell)


def number(title: str, cell: Callable[[T], Cell], *, wide: int = 0) -> Field[T]:
    """A column of figures."""
    return Field(Column(title, number=True, wide=wide), cell)


def cells(chosen: Sequence[Field[T]], about: T | None) -> tuple[Cell, ...]:
    """The cells of one row: dashes for what nothing is known of."""
    return tuple(NOTHING if about is None else field.cell(about) for field in chosen)


def table(title: str, chosen: Sequence[Field[T]], found: Iterable[T], *notes: str) -> Grid:
    """A row in the chosen columns for each of what was found."""
    columns = tuple(field.column for field in chosen)
    return Grid(title, columns, tuple(cells(chosen, each) for each in found), notes)


def told(columns: Sequence[Column], rows: Sequence[Sequence[Cell]]) -> list[int]:
    """The numbers of the columns that say anything in some row; dashes do, unless the column is `wide`."""
    nothing = ({""}, {"", NOTHING})
    cells = [{plain(row[at]) for row in rows} for at in range(len(columns))]
    return [at for at, column in enumerate(columns) if not rows or cells[at] - nothing[column.wide > 0]]


def trimmed(grid: Grid) -> Grid:
    """The grid without the columns that say nothing."""
    shown = told(grid.columns, grid.rows)
    columns = tuple(grid.columns[at] for at in shown)
    return grid._replace(columns=columns, rows=tuple(tuple(row[at] for at in shown) for row in grid.rows))


MOST_PLACES = 8
"""So many places have room beside each other; more stand below each other."""


class Sentence(NamedTuple):
    """What is to be said before any table, and what it is about, one thing in a line."""

    text: str
    lines: tuple[str, ...] = ()


class Kind(StrEnum):
    """What a section is to its reader: the first page for all, and appendices for who wants more."""

    FIRST = "first"
    AREA = "area"
    APPENDIX = "appendix"


class Section(NamedTuple):
    """A part of a paper: sentences, then tables. `area` is the id of the area that it is about, if any."""

    kind: Kind
    title: str
    sentences: tuple[Sentence, ...] = ()
    grids: tuple[Grid, ...] = ()
    area: str = ""
