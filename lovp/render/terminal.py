"""Grids on a terminal: as tables where they fit, as short blocks where they do not; no number is ever cut."""

import os
import re
import shutil
import sys
from collections.abc import Sequence
from functools import cache
from itertools import product
from typing import TYPE_CHECKING, Any, NamedTuple

from rich.box import Box
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text
from rich.theme import Theme

from lovp import i18n
from lovp.render import words
from lovp.render.grid import Bar, Cell, Column, Grid, StatusCell

if TYPE_CHECKING:
    from pyphen import Pyphen

_PIPE_WIDTH = 80
_DUMB = ("dumb", "unknown")
_BAR_WIDTH = 8
_HEIGHT = 24
_GAPS = (2, 1)
"""Spaces between columns: two where there is room, one where there is not."""
_TEXT = 10
"""The least width of a text, and of a word that is hyphenated."""
_SHORT = 16
"""A heading that is longer wraps rather than make its column wider."""

# Of the 256 colours these stand out from black and from white alike, some 4 to 1 or better, and are alike on
# every terminal. Of the sixteen each terminal has its own, and there a yellow or a grey may be the ground.
COLOURS = {"good": "color(28)", "unsure": "color(130)", "bad": "color(196)", "quiet": "color(244)"}
SIXTEEN = {"good": "green", "unsure": "none", "bad": "red", "quiet": "dim"}


Drawn = list[tuple[str, str]]
"""What stands in a cell: texts, each with its style."""


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

    def print(self, *objects: Any, **options: Any) -> None:
        """Print without the spaces at the end of lines that nobody would see."""
        with self.capture() as capture:
            super().print(*objects, **options)
        self.file.write(re.sub(" +$", "", capture.get(), flags=re.MULTILINE))

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
            alike = [row for other in grids if other.columns == grid.columns for row in other.rows]
            layouts[grid.columns] = _fit(grid.columns, alike, console.width)
        layout = layouts[grid.columns]
        console.print()
        if grid.title:
            console.print(Text(grid.title, style="bold underline"))
        console.print(_blocks(grid) if layout is None else _table(grid, layout, ascii_only=console.plain))
        for note in grid.notes:
            console.print(Text(note, style="quiet"))


class _Try(NamedTuple):
    """Columns to be shown, and the least width of the first one and of other texts."""

    columns: list[int]
    name: int
    text: int = _TEXT
    broken: bool = False
    """Whether long words are hyphenated."""


class _Layout(NamedTuple):
    """How wide each column is that is shown, by its number, and the gap between columns."""

    widths: dict[int, int]
    gap: int


def _fit(columns: Sequence[Column], rows: Sequence[Sequence[Cell]], room: int) -> _Layout | None:
    """The fullest layout with room for every number and every word; None where there is none.

    Columns that can be done without go first, then bars; in the end long words are hyphenated.
    """
    every = list(range(len(columns)))
    cells = [[row[at] for row in rows] for at in every]
    narrow = [at for at in every if not columns[at].wide]
    barless = [at for at in narrow if not any(isinstance(cell, Bar) for cell in cells[at])]
    # Columns that can be done without come only where no text has to wrap much for them.
    ranks = sorted({column.wide for column in columns} - {0}, reverse=True)
    tries = [_Try([at for at in every if columns[at].wide <= rank], 24, 24) for rank in ranks]
    tries += [_Try(narrow, 24), _Try(narrow, 20), _Try(barless, 20), _Try(barless, 15, broken=True)]
    for (chosen, name, text, broken), gap in product([*tries, _Try(barless, 10, broken=True)], _GAPS):
        widths = {at: _least(columns[at], cells[at], text if at else name, broken=broken) for at in chosen}
        spare = room - sum(widths.values()) - gap * (len(widths) - 1)
        if spare < 0:
            continue
        # What is spare goes to texts, from the left, and then to headings.
        texts = [at for at in chosen if not columns[at].number]
        wishes = [(at, max(map(_length, (columns[at].title, *cells[at])))) for at in texts]
        wishes += [(at, min(cell_len(columns[at].title), _SHORT)) for at in chosen]
        for at, wish in wishes:
            given = max(0, min(spare, wish - widths[at]))
            widths[at] += given
            spare -= given
        return _Layout(widths, gap)
    return None


def _least(column: Column, cells: Sequence[Cell], usual: int, *, broken: bool) -> int:
    """The least width of a column, in which texts wrap between words, and nothing else does.

    No text is narrower than `usual`, if it is as wide; with `broken` long words are hyphenated.
    """
    rigid = [_length(cell) for cell in cells if column.number or not isinstance(cell, str)]
    texts = [column.title] if rigid else [column.title, *map(plain, cells)]
    least = min(max(map(cell_len, texts)), 0 if rigid and broken else _TEXT if rigid else usual)
    if broken:
        texts = [hyphenated(text, _TEXT) for text in texts]
    return max([least, *rigid, *(cell_len(word) for text in texts for word in text.split())])


def hyphenated(text: str, width: int) -> str:
    """The text with the words that are wider than the width broken where they can be."""
    return " ".join(_break(word, width) for word in text.split(" "))


def _break(word: str, width: int) -> str:
    if len(word) <= width:
        return word
    if at := word.rfind("-", 0, width) + 1:
        return f"{word[:at]} {_break(word[at:], width)}"
    parts = _hyphenation(i18n.current()).wrap(word, width)
    return f"{parts[0]} {_break(parts[1], width)}" if parts else word


@cache
def _hyphenation(language: str) -> "Pyphen":
    from pyphen import Pyphen

    return Pyphen(lang="sv_SE" if language == "sv" else "en_GB", left=4, right=4)


def _length(cell: Cell) -> int:
    return _BAR_WIDTH if isinstance(cell, Bar) else cell_len(plain(cell))


def _table(grid: Grid, layout: _Layout, *, ascii_only: bool) -> Table:
    """The grid's rows under its headings, each column as wide as the layout says."""
    rule = "-" if ascii_only else "─"
    box = Box("    \n" * 2 + f" {rule}{rule} \n" + "    \n" * 5, ascii=True)
    table = Table(
        box=None if grid.bare else box,
        show_header=not grid.bare,
        show_edge=False,
        pad_edge=False,
        padding=(0, layout.gap - (not grid.bare), 0, 0),
        header_style="quiet",
        border_style="quiet",
    )
    for at, width in layout.widths.items():
        column = grid.columns[at]
        table.add_column(
            Text(hyphenated(column.title, width)), width=width, justify="right" if column.number else "left"
        )
    for row in grid.rows:
        cells = [(row[at], width) for at, width in layout.widths.items()]
        shown = [hyphenated(cell, width) if isinstance(cell, str) else cell for cell, width in cells]
        table.add_row(*(Text.assemble(*drawn(cell, ascii_only=ascii_only)) for cell in shown))
    return table


def drawn(cell: Cell, *, ascii_only: bool) -> Drawn:
    """The cell as texts with their styles; `ascii_only` where the character set has no blocks."""
    match cell:
        case Bar():
            return _bar(cell, ascii_only=ascii_only)
        case StatusCell(status) if status:
            return [(plain(cell), words.COLOURS.get(status, ""))]
        case _:
            return [(plain(cell), "")]


def _bar(bar: Bar, *, ascii_only: bool) -> Drawn:
    """Filled to the part that is done, with a mark at the part that is expected where that is further on."""
    if bar.part is None:
        return []
    full, empty, mark = "#.|" if ascii_only else "█░┃"
    filled = min(int(bar.part * _BAR_WIDTH), _BAR_WIDTH)
    at = min(int(bar.expected * _BAR_WIDTH), _BAR_WIDTH - 1) if bar.expected is not None else -1
    if at < filled:
        return [(full * filled, ""), (empty * (_BAR_WIDTH - filled), "quiet")]
    rest = [(empty * (at - filled), "quiet"), (mark, ""), (empty * (_BAR_WIDTH - 1 - at), "quiet")]
    return [(full * filled, ""), *rest]


def _blocks(grid: Grid) -> Text:
    """Each row as its name and, under it, every figure after its heading: for a very narrow terminal."""
    text = Text()
    for row in grid.rows:
        cells = [(column.title, plain(cell)) for column, cell in zip(grid.columns, row, strict=True)]
        parts = [f"{title}: {cell}" if title else cell for title, cell in cells[1:] if cell]
        text.append(cells[0][1] + "\n", style="bold")
        text.append("  " + " · ".join(parts) + "\n")
    return text


def plain(cell: Cell) -> str:
    """What the cell says, without how it looks; nothing for a bar, which repeats a number."""
    match cell:
        case Bar():
            return ""
        case StatusCell(status):
            return f"{words.SIGNS[status]} {words.status(status)}" if status else ""
        case str():
            return cell
