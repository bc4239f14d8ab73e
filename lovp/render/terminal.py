"""Grids on a terminal: as tables where they fit, as short blocks where they do not; no number is ever cut."""

import re
import shutil
from collections.abc import Iterator, Sequence
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

_PIPE_SIZE = (80, 24)
_BAR_WIDTH = 8
_BROKEN = 10
"""Words that are wider may be hyphenated."""
_SHORT = 16
"""A heading that is longer wraps rather than make its column wider."""
_FEW = 4
"""A table of so many columns is not made two."""
_NO_BREAK = "\N{NO-BREAK SPACE}"
_HELD = "\ue000"
"""Stands for a space that does not break until the lines are printed: the library would break there."""

# Of the 256 colours these stand out from black and from white alike, some 4 to 1 or better, and are alike on
# every terminal. Of the sixteen each terminal has its own, and there a yellow or a grey may be the ground.
COLOURS = {"good": "color(28)", "unsure": "color(130)", "bad": "color(196)", "quiet": "color(244)"}
SIXTEEN = {"good": "green", "unsure": "none", "bad": "red", "quiet": "dim"}
SIGNS, OLD_SIGNS = "█░┃─", "#.|-"
"""Of a bar what is full, what is empty and what is expected; and of a rule. The old ones are ASCII."""
_SIGN_COLOURS = {sign: words.COLOURS.get(status, "quiet") for status, sign in words.SIGNS.items()}
_SIGNED = re.compile(rf"(?:\d+ )?([{''.join(_SIGN_COLOURS)}])\1*…?(?= |$)")
"""A text that begins with the sign of a status, or with so many of them: 3 ▼▼▼."""


class Terminal(Console):
    """Standard output; a reader who has gone is left to whoever called, as everywhere else."""

    def __init__(self, width: int) -> None:
        # The library heeds the width of a dumb terminal only where it is told the height too.
        super().__init__(highlight=False, width=width, height=_PIPE_SIZE[1], soft_wrap=False)
        self.push_theme(Theme(SIXTEEN if self.color_system == "standard" else COLOURS, inherit=False))
        self.signs = SIGNS if self.encoding.lower().startswith("utf") else OLD_SIGNS

    def print(self, *objects: Any, **options: Any) -> None:
        """Print without the spaces at the end of lines that nobody would see."""
        with self.capture() as capture:
            super().print(*objects, **options)
        text = capture.get().replace(_HELD, _NO_BREAK)
        self.file.write(re.sub(" +$", "", text, flags=re.MULTILINE))

    def on_broken_pipe(self) -> None:
        """Raise BrokenPipeError, instead of leaving the program."""
        raise BrokenPipeError


def current() -> Terminal:
    """The terminal that standard output is, as wide as it or `COLUMNS` says; one of 80 columns in a pipe."""
    return Terminal(shutil.get_terminal_size(_PIPE_SIZE).columns)


def show(console: Terminal, grids: Sequence[Grid], heading: str = "") -> None:
    """Print the heading and the grids; grids with the same columns are laid out alike."""
    if heading:
        console.print(Text(heading, style="bold"))
    grids = [part for grid in grids for part in _parts(grid, console.width)]
    layouts: dict[tuple[Column, ...], Layout | None] = {}
    for grid in grids:
        if grid.columns not in layouts:
            alike = [row for other in grids if other.columns == grid.columns for row in other.rows]
            layouts[grid.columns] = fit(grid.columns, alike, console.width)
        layout = layouts[grid.columns]
        console.print()
        if grid.title:
            console.print(Text(grid.title, style="bold underline"))
        console.print(table(grid, layout, console.signs) if layout else blocks(grid))
        for note in grid.notes:
            console.print(Text(note, style="quiet"))


def _parts(grid: Grid, room: int) -> Iterator[Grid]:
    """The grid, or one of figures alone that has no room as two, each with half of the columns."""
    every = range(len(grid.columns))
    figures_alone = all(column.number for column in grid.columns[1:])
    if not figures_alone or len(every) <= _FEW or fit(grid.columns, grid.rows, room):
        yield grid
        return
    half = (len(every) + 1) // 2
    for chosen, title, notes in ((every[:half], grid.title, ()), ((0, *every[half:]), "", grid.notes)):
        columns = tuple(grid.columns[at] for at in chosen)
        rows = tuple(tuple(row[at] for at in chosen) for row in grid.rows)
        yield from _parts(Grid(title, columns, rows, notes), room)


class Step(NamedTuple):
    """The least widths of the first column, of other texts and of headings of numbers, where they wrap."""

    name: int
    text: int = 10
    heading: int = 10
    gaps: tuple[int, ...] = (2, 1)
    """Spaces between columns: two where there is room, one where there is not."""
    more: bool = False
    """Whether columns come that can be done without."""
    bars: bool = True
    broken: bool = False
    """Whether long words are hyphenated."""


_STEPS = (
    Step(24, 24, more=True),
    Step(24),
    Step(20),
    Step(20, bars=False),
    Step(15, heading=0, bars=False, broken=True),
    Step(10, heading=0, bars=False, broken=True),
)
"""Columns that can be done without go first, then bars; in the end long words are hyphenated."""


class Layout(NamedTuple):
    """How wide each column is that is shown, by its number, and the gap between columns."""

    widths: dict[int, int]
    gap: int


def fit(
    columns: Sequence[Column], rows: Sequence[Sequence[Cell]], room: int, steps: Sequence[Step] = _STEPS
) -> Layout | None:
    """The fullest layout with room for every number and every word; None where there is none."""
    cells = [[row[at] for row in rows] for at in range(len(columns))]
    # What can be done without and says nothing never comes.
    shown = [at for at, column in enumerate(columns) if not column.wide or {*cells[at]} - {"", "–"}]
    barless = [at for at in shown if not any(isinstance(cell, Bar) for cell in cells[at])]
    ranks = sorted({columns[at].wide for at in shown} - {0}, reverse=True)
    for step in steps:
        for rank, gap in product(ranks if step.more else [0], step.gaps):
            chosen = [at for at in (shown if step.bars else barless) if columns[at].wide <= rank]
            widths = {at: _least(columns[at], cells[at], step, is_name=not at) for at in chosen}
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
            return Layout(widths, gap)
    return None


def _least(column: Column, cells: Sequence[Cell], step: Step, *, is_name: bool) -> int:
    """The least width of a column, in which texts wrap between words, and nothing else does."""
    rigid = [_length(cell) for cell in cells if column.number or column.whole or not isinstance(cell, str)]
    texts = [column.title] if rigid else [column.title, *map(plain, cells)]
    usual = step.heading if rigid else step.name if is_name else step.text
    least = min(max(map(cell_len, texts)), usual)
    if step.broken:
        texts = [hyphenated(text, _BROKEN) for text in texts]
    return max([least, *rigid, *(cell_len(word) for text in texts for word in text.split(" "))])


def hyphenated(text: str, width: int) -> str:
    """The text with the words that are wider than the width broken where they can be."""
    return " ".join(_break(word, width) for word in text.split(" "))


def _break(word: str, width: int) -> str:
    if len(word) <= width or _NO_BREAK in word:
        return word
    if at := word.rfind("-", 0, width) + 1:
        return f"{word[:at]} {_break(word[at:], width)}"
    parts = _hyphenation(i18n.current()).wrap(word, width)
    return f"{parts[0]} {_break(parts[1], width)}" if parts else word


@cache
def _hyphenation(language: str) -> "Pyphen":
    from pyphen import Pyphen

    return Pyphen(lang="sv_SE" if language == "sv" else "en_GB", left=4, right=4)


def table(grid: Grid, layout: Layout, signs: str, *, ruled: bool = True) -> Table:
    """The grid's rows under its headings, each column as wide as the layout says."""
    ruled = ruled and not grid.bare
    rule = f" {signs[-1] * 2} \n"
    shown = Table(
        box=Box("    \n" * 2 + rule + "    \n" * 5, ascii=True) if ruled else None,
        show_header=not grid.bare,
        show_edge=False,
        pad_edge=False,
        padding=(0, layout.gap - ruled, 0, 0),
        header_style="",
        border_style="quiet",
    )
    for at, width in layout.widths.items():
        title = grid.columns[at].title
        style = "bold" if title == grid.title else _SIGN_COLOURS.get(title[:1], "quiet")
        heading = Text(hyphenated(title, width), style)
        shown.add_column(heading, width=width, justify="right" if grid.columns[at].number else "left")
    for row in grid.rows:
        cells = []
        for at, width in layout.widths.items():
            cell, style = row[at], grid.columns[at].style
            broken = hyphenated(cell, width) if isinstance(cell, str) else cell
            cells.append(drawn(broken, style, signs))
        shown.add_row(*cells)
    return shown


def drawn(cell: Cell, style: str = "", signs: str = SIGNS) -> Text:
    """The cell with its colours: a status, a bar, or a text that may begin with the sign of a status."""
    if isinstance(cell, Bar):
        return _bar(cell, signs)
    if isinstance(cell, StatusCell):
        return Text(plain(cell), words.COLOURS.get(cell.status, "") if cell.status else "")
    text = plain(cell)
    if found := _SIGNED.match(text):
        signs = text[found.start(1) : found.end()]
        return Text.assemble(text[: found.start(1)], (signs, _SIGN_COLOURS[found[1]]), text[found.end() :])
    return Text(text, style)


def _bar(bar: Bar, signs: str) -> Text:
    """Filled to the part that is done, with a mark at the part that is expected where that is further on."""
    if bar.part is None:
        return Text()
    filled = min(int(bar.part * _BAR_WIDTH), _BAR_WIDTH)
    at = -1 if bar.expected is None else min(int(bar.expected * _BAR_WIDTH), _BAR_WIDTH - 1)
    full, empty, mark = list(signs[:3])
    text = full * filled + empty * (_BAR_WIDTH - filled)
    text = text[:at] + mark + text[at + 1 :] if at >= filled else text
    return Text.assemble(*((sign, "quiet" if sign == empty else "") for sign in text))


def blocks(grid: Grid) -> Text:
    """Each row as its name and, under it, every figure after its heading: for a very narrow terminal."""
    text = Text()
    for row in grid.rows:
        name, *cells = map(plain, row)
        titled = zip((column.title for column in grid.columns[1:]), cells, strict=True)
        parts = [f"{title}: {cell}" if title else cell for title, cell in titled if cell]
        text.append(f"{name}\n", "bold").append(f"  {' · '.join(parts)}\n")
    return text


def _length(cell: Cell) -> int:
    return _BAR_WIDTH if isinstance(cell, Bar) else cell_len(plain(cell))


def plain(cell: Cell) -> str:
    """What the cell says, without how it looks; nothing for a bar, which repeats a number."""
    if isinstance(cell, StatusCell):
        return f"{words.SIGNS[cell.status]} {words.status(cell.status)}" if cell.status else ""
    return cell.replace(_NO_BREAK, _HELD) if isinstance(cell, str) else ""
