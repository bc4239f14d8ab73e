"""Grids on a terminal: as tables where they fit, as short blocks where they do not; no number is ever cut."""

import os
import shutil
import sys
from collections.abc import Sequence
from itertools import product
from typing import NamedTuple

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text
from rich.theme import Theme

from lovp.render import words
from lovp.render.grid import Bar, Cell, Column, Grid, StatusCell

_PIPE_WIDTH = 80
_DUMB = ("dumb", "unknown")
_BAR_WIDTH = 8
_HEIGHT = 24
_GAPS = (2, 1)
"""Columns between columns: two where there is room, one where there is not."""
_ROOMY, _SNUG, _NARROW = 24, 20, 12
"""Least widths of the first column, a name that can wrap: down to what can still be read."""
_TEXT_WIDTH = 9
"""The least width of any other text, and of a heading over numbers that wraps; numbers never wrap."""

Drawn = list[tuple[str, str]]
"""What stands on a line of a cell: texts, each with its style."""


class _Layout(NamedTuple):
    """Which columns are shown, how wide each is, and the gap between them."""

    chosen: tuple[int, ...]
    widths: tuple[int, ...]
    gap: int


# Of the 256 colours these stand out from black and from white alike, some 4 to 1 or better, and are alike on
# every terminal. Of the sixteen each terminal has its own, and there a yellow or a grey may be the ground.
COLOURS = {"good": "color(28)", "unsure": "color(130)", "bad": "color(196)", "quiet": "color(244)"}
SIXTEEN = {"good": "green", "unsure": "none", "bad": "red", "quiet": "dim"}


class Terminal(Console):
    """Standard output; a reader who has gone is left to whoever called, as everywhere else."""

    def __init__(self, width: int | None) -> None:
        # The library heeds the width of a dumb terminal only where it is told the height too.
        height = None if width is None else _HEIGHT
        super().__init__(highlight=False, width=width, height=height, soft_wrap=False)
        self.push_theme(Theme(SIXTEEN if self.color_system == "standard" else COLOURS, inherit=False))

    @property
    def plain(self) -> bool:
        """Whether it has only the signs of an old character set."""
        return not self.encoding.lower().startswith("utf")

    def on_broken_pipe(self) -> None:
        """Raise BrokenPipeError, instead of leaving the program."""
        raise BrokenPipeError


def current() -> Terminal:
    """The terminal that standard output is, as wide as it or `COLUMNS` says; one of 80 columns in a pipe."""
    if told := os.environ.get("COLUMNS"):
        return Terminal(int(told))
    if not sys.stdout.isatty():
        return Terminal(_PIPE_WIDTH)
    if os.environ.get("TERM", "").lower() in _DUMB:
        # The library takes 80 for granted there, however wide the window is.
        return Terminal(shutil.get_terminal_size((_PIPE_WIDTH, 24)).columns)
    return Terminal(None)


def show(console: Terminal, grids: Sequence[Grid], heading: str = "") -> None:
    """Print the heading and the grids; grids with the same columns are laid out alike."""
    if heading:
        console.print(Text(heading, style="bold"))
    layouts: dict[tuple[Column, ...], _Layout | None] = {}
    for grid in grids:
        if grid.columns not in layouts:
            alike = [other for other in grids if other.columns == grid.columns]
            layouts[grid.columns] = _layout(alike, console.width)
        layout = layouts[grid.columns]
        console.print()
        if grid.title:
            console.print(Text(grid.title, style="bold underline"))
        if layout is None:
            console.print(_blocks(grid))
        else:
            # It is as wide as it may be; whoever looks for what to wrap looks in vain.
            console.print(
                _table(console, grid, layout, ascii_only=console.plain), no_wrap=True, crop=False, end=""
            )
        for note in grid.notes:
            console.print(Text(note, style="quiet"))


def _layout(grids: Sequence[Grid], room: int) -> _Layout | None:
    """The fullest layout that has room for every number; None where there is none."""
    columns = grids[0].columns
    rows = [row for grid in grids for row in grid.rows]
    every = tuple(range(len(columns)))
    ranks = sorted({column.wide for column in columns} | {0}, reverse=True)
    roomy = [(tuple(i for i in every if columns[i].wide <= rank), _ROOMY) for rank in ranks]
    narrow, _least_name = roomy[-1]
    barless = tuple(i for i in narrow if not any(isinstance(row[i], Bar) for row in rows))
    tries = (*roomy, (narrow, _SNUG), (barless, _ROOMY), (barless, _NARROW))
    for (chosen, name), cut, gap in product(tries, (False, True), _GAPS):
        # Columns that can be done without come only where no text has to wrap for them.
        text = name if any(columns[i].wide for i in chosen) else _TEXT_WIDTH
        least = [_least(columns[i], i, rows, name=name, text=text, cut=cut) for i in chosen]
        spare = room - sum(least) - gap * (len(chosen) - 1)
        if spare >= 0:
            return _Layout(chosen, _widened(columns, chosen, least, rows, spare), gap)
    return None


def _least(
    column: Column, i: int, rows: Sequence[tuple[Cell, ...]], *, name: int, text: int, cut: bool
) -> int:
    """The least width of a column; with `cut` a heading over numbers may wrap."""
    title = cell_len(column.title)
    widest = max((_width(row[i]) for row in rows), default=0)
    if column.number:
        return max(widest, min(title, _TEXT_WIDTH) if cut else title)
    if _is_rigid(column, i, rows):
        return max(widest, title)
    return max(min(widest, name if i == 0 else text), title if i else min(title, name))


def _widened(
    columns: Sequence[Column],
    chosen: Sequence[int],
    least: list[int],
    rows: Sequence[tuple[Cell, ...]],
    spare: int,
) -> tuple[int, ...]:
    """The widths once what is spare has gone to what would wrap, first come first served."""
    widths = []
    for i, width in zip(chosen, least, strict=True):
        wish = max([width, *map(cell_len, columns[i].title.split())])
        if not _is_rigid(columns[i], i, rows):
            wish = (
                max(width, *(_width(row[i]) for row in rows), cell_len(columns[i].title)) if rows else width
            )
        given = min(spare, wish - width)
        spare -= given
        widths.append(width + given)
    return tuple(widths)


def _is_rigid(column: Column, i: int, rows: Sequence[tuple[Cell, ...]]) -> bool:
    return column.number or any(isinstance(row[i], StatusCell | Bar) for row in rows)


def _width(cell: Cell) -> int:
    match cell:
        case Bar():
            return _BAR_WIDTH
        case StatusCell(status):
            return 2 + cell_len(words.status(status)) if status else 0
        case str():
            return cell_len(cell)


def _table(console: Console, grid: Grid, layout: _Layout, *, ascii_only: bool) -> Text:
    """The grid's rows under its headings, each column as wide as the layout says.

    A table of the library can do the same, and much else; for a year's plan that takes longer than all the
    rest of a command.
    """
    columns = [grid.columns[i] for i in layout.chosen]
    text = Text()
    if not grid.bare:
        titles: list[Drawn] = [[(column.title, "quiet")] for column in columns]
        _draw_row(text, console, columns, layout, titles, low=True)
        whole = sum(layout.widths) + layout.gap * (len(columns) - 1)
        text.append(("-" if ascii_only else "─") * whole + "\n", "quiet")
    for row in grid.rows:
        cells = [drawn(row[i], ascii_only=ascii_only) for i in layout.chosen]
        _draw_row(text, console, columns, layout, cells)
    return text


def _draw_row(
    text: Text,
    console: Console,
    columns: Sequence[Column],
    layout: _Layout,
    cells: Sequence[Drawn],
    *,
    low: bool = False,
) -> None:
    """Add a row to the text, as high as its highest cell; the others stand at its top, or `low`."""
    folded = [_lines(console, cell, width) for cell, width in zip(cells, layout.widths, strict=True)]
    height = max(map(len, folded))
    if low:
        folded = [[[]] * (height - len(lines)) + lines for lines in folded]
    for at in range(height):
        waiting = 0
        for column, width, lines in zip(columns, layout.widths, folded, strict=True):
            line = lines[at] if at < len(lines) else []
            spare = width - sum(cell_len(part) for part, _style in line)
            before, after = (spare, 0) if column.number else (0, spare)
            # Nothing is written at the end of a line that nobody would see.
            if line:
                text.append(" " * (waiting + before))
                waiting = 0
            for part, style in line:
                text.append(part, style)
            waiting += after + layout.gap if line else width + layout.gap
        text.append("\n")


def _lines(console: Console, cell: Drawn, width: int) -> list[Drawn]:
    """The cell, line by line; none is wider than the width."""
    if sum(cell_len(part) for part, _style in cell) <= width:
        return [cell]
    ((words_, style),) = cell
    wrapped = Text(_hyphenated(words_, width)).wrap(console, width, overflow="fold")
    return [[(line.plain.rstrip(), style)] for line in wrapped]


def _hyphenated(text: str, width: int) -> str:
    """The text with words that fit the width: longer ones are broken, with a hyphen."""
    return " ".join(_broken(word, width) for word in text.split(" "))


def _broken(word: str, width: int) -> str:
    if len(word) <= width:
        return word
    at = word.rfind("-", 0, width) + 1
    if at > 1:
        return word[:at] + " " + _broken(word[at:], width)
    return word[: width - 1] + "- " + _broken(word[width - 1 :], width)


def drawn(cell: Cell, *, ascii_only: bool) -> Drawn:
    """The cell as texts with their styles; `ascii_only` where the character set has no blocks."""
    match cell:
        case Bar():
            return _bar(cell, ascii_only=ascii_only)
        case StatusCell(status):
            if status is None:
                return []
            colour = words.COLOURS.get(status, "")
            return [(f"{words.SIGNS[status]} {words.status(status)}", colour)]
        case str():
            return [(cell, "")] if cell else []


def _bar(bar: Bar, *, ascii_only: bool) -> Drawn:
    """Filled to the part that is done, with a mark at the part that is expected where that is further on."""
    if bar.part is None:
        return []
    full, empty, mark = ("#", ".", "|") if ascii_only else ("█", "░", "┃")
    filled = min(int(bar.part * _BAR_WIDTH), _BAR_WIDTH)
    rest = [(empty * (_BAR_WIDTH - filled), "quiet")]
    if bar.expected is not None:
        at = min(int(bar.expected * _BAR_WIDTH), _BAR_WIDTH - 1)
        if at >= filled:
            rest = [(empty * (at - filled), "quiet"), (mark, ""), (empty * (_BAR_WIDTH - 1 - at), "quiet")]
    return [(part, style) for part, style in [(full * filled, ""), *rest] if part]


def _blocks(grid: Grid) -> Text:
    """Each row as its name and, under it, every figure after its heading: for a very narrow terminal."""
    text = Text()
    for row in grid.rows:
        parts = [
            _labelled(column, cell) for column, cell in zip(grid.columns, row, strict=True) if _plain(cell)
        ]
        text.append(_plain(row[0]) + "\n", style="bold")
        text.append("  " + " · ".join(parts[1:]) + "\n")
    return text


def _labelled(column: Column, cell: Cell) -> str:
    return f"{column.title}: {_plain(cell)}" if column.title else _plain(cell)


def _plain(cell: Cell) -> str:
    match cell:
        case Bar():
            return ""
        case StatusCell(status):
            return f"{words.SIGNS[status]} {words.status(status)}" if status else ""
        case str():
            return cell
