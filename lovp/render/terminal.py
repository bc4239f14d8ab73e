"""Grids on a terminal: as tables where they fit, as short blocks where they do not; no number is ever cut."""

import re
import shutil
from collections.abc import Iterator, Sequence
from textwrap import fill

from rich.box import Box
from rich.cells import cell_len
from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text
from rich.theme import Theme

from lovp.render import words
from lovp.render.grid import Bar, Cell, Column, Grid, StatusCell, plain

_PIPE_SIZE = (80, 24)
_BAR_WIDTH = 8
_TEXT, _MORE, _NUMBER = 20, 4, 10
"""The least width of texts, how much more for each rank of optional columns, and of headings of numbers."""
_HEADING = 16
"""A heading that is longer wraps rather than make its column wider."""
_BROKEN = 10
"""Words that are wider are hyphenated where there is no room otherwise."""
_RULE = Box("    \n    \n ── \n" + "    \n" * 5, ascii=True)
"""Nothing but a line below the headings."""
COLOURS = {"good": "color(28)", "unsure": "color(130)", "bad": "color(196)", "quiet": "color(244)"}
"""Of the 256 colours some that stand out from black and from white alike, 4 to 1 or better."""

Layout = tuple[dict[int, int], int]
"""How wide each column is that is shown, by its number, and the spaces between columns."""


def open_console() -> Console:
    """Standard output, as wide as it or `COLUMNS` says; 80 columns in a pipe."""
    width = shutil.get_terminal_size(_PIPE_SIZE).columns
    # The library heeds the width of a dumb terminal only where it is told the height too.
    return Console(width=width, height=_PIPE_SIZE[1], highlight=False, theme=Theme(COLOURS))


def show(console: Console, grids: Sequence[Grid], heading: str = "", *, dense: bool = False) -> None:
    """Print the heading and the grids; those with the same columns are laid out alike.

    With `dense` there are no lines below the headings, and no empty line after the first one.
    """
    room = console.width
    parts: list[RenderableType] = [_wrapped(heading, room, "bold")] if heading else []
    layouts: dict[tuple[Column, ...], Layout | None] = {}
    for grid in grids:
        if grid.columns not in layouts:
            alike = [row for other in grids if other.columns == grid.columns for row in other.rows]
            layouts[grid.columns] = fit(grid.columns, alike, room)
        layout = layouts[grid.columns]
        parts += [] if dense and grid is grids[0] else [""]
        parts += [_wrapped(grid.title, room, "bold underline")] if grid.title else []
        parts += [_table(grid, layout, dense=dense)] if layout else _blocks(grid, room)
        parts += [_wrapped(note, room, "quiet") for note in grid.notes]
    with console.capture() as capture:
        console.print(Group(*parts))
    console.file.write(re.sub(" +$", "", capture.get(), flags=re.MULTILINE))


def fit(columns: Sequence[Column], rows: Sequence[Sequence[Cell]], room: int) -> Layout | None:
    """The fullest layout with room for every number and every word; None where there is none.

    What can be done without is left out first, and then long words are hyphenated.
    """
    cells = [[row[at] for row in rows] for at in range(len(columns))]
    shown = [at for at, column in enumerate(columns) if not column.wide or {*cells[at]} - {"", "–"}]
    ranks = sorted({columns[at].wide for at in shown} | {0}, reverse=True)
    for rank, text_width in [*((rank, _TEXT + _MORE * rank) for rank in ranks), (0, 0)]:
        chosen = [at for at in shown if columns[at].wide <= rank]
        widths = {at: _least_width(columns[at], cells[at], text_width) for at in chosen}
        gaps = len(widths) - 1
        spare = room - sum(widths.values()) - gaps
        if spare < 0:
            continue
        # What is spare goes to texts, from the left, then to headings, and then between the columns.
        for at in sorted(chosen, key=lambda at: columns[at].number):
            wish = max(map(_length, (columns[at].title[:_HEADING], *cells[at])))
            more = max(0, min(spare, wish - widths[at]))
            widths[at] += more
            spare -= more
        return widths, 2 if spare >= gaps else 1
    return None


def _least_width(column: Column, cells: Sequence[Cell], text_width: int) -> int:
    """The least width of a column, in which only texts wrap, and only between words.

    Texts are to have `text_width`, if they need it; where that is 0, long words are hyphenated.
    """
    if column.whole:
        return max(map(_length, (column.title, *cells)))
    rigid = [_length(cell) for cell in cells if column.number or not isinstance(cell, str)]
    texts = [column.title, *([] if rigid else map(plain, cells))]
    usual = min(text_width, _NUMBER if rigid else text_width, max(map(cell_len, texts)))
    if not text_width:
        texts = [hyphenated(text, _BROKEN) for text in texts]
    return max([usual, *rigid, *(cell_len(word) for text in texts for word in text.split(" "))])


def _table(grid: Grid, layout: Layout, *, dense: bool) -> Table:
    is_ruled = not dense and not grid.bare
    widths, gap = layout
    table = Table(
        box=_RULE if is_ruled else None,
        show_header=not grid.bare,
        show_edge=False,
        pad_edge=False,
        padding=(0, gap - is_ruled, 0, 0),
        header_style="",
        border_style="quiet",
    )
    for at, width in widths.items():
        column = grid.columns[at]
        heading = _wrapped(column.title, width, column.style or "quiet")
        table.add_column(heading, width=width, justify="right" if column.number else "left")
    for row in grid.rows:
        table.add_row(*(_shown(row[at], grid.columns[at].style, width) for at, width in widths.items()))
    return table


def _blocks(grid: Grid, room: int) -> Iterator[Text]:
    """Each row as its name and, under it, every figure that there is after its heading."""
    for row in grid.rows:
        titled = ((column.title, plain(cell)) for column, cell in zip(grid.columns[1:], row[1:], strict=True))
        parts = [f"{title}: {text}" if title else text for title, text in titled if text not in ("", "–")]
        yield _wrapped(plain(row[0]), room, "bold")
        yield _wrapped("  " + " · ".join(parts), room)


def _shown(cell: Cell, style: str, width: int) -> Text:
    """The cell in its colours: of a status with a text of its own, the sign alone."""
    if isinstance(cell, Bar):
        return _bar(cell)
    text = _wrapped(plain(cell), width, style)
    if isinstance(cell, StatusCell) and cell.status:
        text.stylize(words.COLOURS[cell.status], 0, 1 if cell.text else None)
    return text


def _bar(bar: Bar) -> Text:
    """Filled to the part that is done, with a mark at the part that is expected where that is further on."""
    if bar.part is None:
        return Text()
    filled = min(int(bar.part * _BAR_WIDTH), _BAR_WIDTH)
    signs = ["█"] * filled + ["░"] * (_BAR_WIDTH - filled)
    if bar.expected is not None:
        at = min(int(bar.expected * _BAR_WIDTH), _BAR_WIDTH - 1)
        signs[at] = "┃" if at >= filled else signs[at]
    return Text.assemble(*((sign, "quiet" if sign == "░" else "") for sign in signs))


def _length(cell: Cell) -> int:
    return _BAR_WIDTH if isinstance(cell, Bar) else cell_len(plain(cell))


def _wrapped(text: str, width: int, style: str = "") -> Text:
    """The text in lines of the width: the library alone would break at spaces that must not break."""
    if cell_len(text) > width:
        text = fill(hyphenated(text, width), width, break_long_words=False, break_on_hyphens=False)
    return Text(text, style)


def hyphenated(text: str, width: int) -> str:
    """The text with the words that are wider than the width broken where they can be."""
    parts = []
    for word in text.split(" "):
        while len(word) > width:
            at = word.rfind("-", 0, width) + 1
            first, rest = (word[:at], word[at:]) if at else _break(word, width)
            if not rest:
                break
            parts.append(first)
            word = rest
        parts.append(word)
    return " ".join(parts)


def _break(word: str, width: int) -> tuple[str, str]:
    """The word in two, the first with a hyphen; long words are the plan's, in Swedish."""
    from pyphen import Pyphen  # takes a while to load

    return Pyphen(lang="sv_SE", left=4, right=4).wrap(word, width) or (word, "")
