"""Grids on a terminal: as tables where they fit, as short blocks where they do not; no number is ever cut."""

import re
import shutil
from collections import defaultdict
from collections.abc import Iterator, Sequence
from textwrap import fill

from rich.cells import cell_len
from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text
from rich.theme import Theme

from lovp.render import words
from lovp.render.figures import NOTHING
from lovp.render.grid import Cell, Column, Grid, StatusCell, plain, told

_TEXT, _MORE = 20, 4
"""The least width of texts, and how much more of it each rank of optional columns asks for."""
_NARROW, _USUAL = 10, 16
"""The least room for a word of a heading, and how much of one over numbers is kept on one line."""
COLOURS = {"good": "color(28)", "unsure": "color(130)", "bad": "color(196)", "quiet": "color(244)"}
"""Of the 256 colours some that stand out from black and from white alike, 4 to 1 or better."""


def show(grids: Sequence[Grid], heading: str = "") -> None:
    """Print the heading and the grids, as wide as the terminal or `COLUMNS` says, and 80 columns in a pipe.

    Those with the same columns are laid out alike.
    """
    room = shutil.get_terminal_size().columns
    # The library heeds the width of a dumb terminal only where it is told the height too.
    console = Console(width=room, height=24, highlight=False, theme=Theme(COLOURS))
    alike: dict[tuple[Column, ...], list[Sequence[Cell]]] = defaultdict(list)
    for grid in grids:
        alike[grid.columns] += grid.rows
    layouts = {columns: fit(columns, rows, room) for columns, rows in alike.items()}
    parts: list[RenderableType] = [_wrapped(heading, room, "bold")] if heading else []
    for grid in grids:
        widths = layouts[grid.columns]
        parts += [""] if parts else []
        parts += [_wrapped(grid.title, room, "bold underline")] if grid.title else []
        parts += [_table(grid, widths, room)] if widths else _blocks(grid, room)
        parts += [_wrapped(note, room, "quiet") for note in grid.notes]
    with console.capture() as capture:
        console.print(Group(*parts))
    console.file.write(re.sub(" +$", "", capture.get(), flags=re.MULTILINE))


def fit(columns: Sequence[Column], rows: Sequence[Sequence[Cell]], room: int) -> dict[int, int] | None:
    """How wide each column is that is shown, by its number; None where there is no room for all.

    What can be done without is left out first. What is spare goes to texts, from the left, then to headings.
    """
    cells = [[plain(row[at]) for row in rows] for at in range(len(columns))]
    useful = told(columns, rows)
    ranks = sorted({columns[at].wide for at in useful}, reverse=True)
    attempts = [(rank, _TEXT + _MORE * rank) for rank in ranks]
    for rank, text_width in [*attempts, (0, 0)]:
        shown = [at for at in useful if columns[at].wide <= rank]
        widths = {at: _least_width(columns[at], cells[at], text_width) for at in shown}
        spare = room - sum(widths.values()) - len(widths) + 1
        if spare < 0:
            continue
        for at in sorted(shown, key=lambda at: columns[at].number):
            title = columns[at].title
            heading = [title[:_USUAL], *title.split(" ")] if columns[at].number else [title]
            wish = max(map(cell_len, [*heading, *cells[at]]))
            more = max(0, min(spare, wish - widths[at]))
            widths[at] += more
            spare -= more
        return widths
    return None


def _least_width(column: Column, cells: Sequence[str], text_width: int) -> int:
    """The least width of a column: numbers and what is `whole` never wrap, and texts only between words.

    A very long word of a text or of a heading is hyphenated where there is no more room. Headings of columns
    that can be done without do not wrap.
    """
    words_of_title = [column.title] if column.wide else column.title.split(" ")
    heading = min(_USUAL if column.wide else _NARROW, max(map(cell_len, words_of_title)))
    longest = max(map(cell_len, cells), default=0)
    if column.number or column.whole:
        return max(heading, longest)
    longest_word = max((cell_len(word) for cell in cells for word in cell.split(" ")), default=0)
    return max(heading, min(text_width, longest), min(_TEXT, longest_word))


def _table(grid: Grid, widths: dict[int, int], room: int) -> Table:
    has_headings = any(column.title for column in grid.columns)
    gap = 2 if sum(widths.values()) + 2 * len(widths) - 2 <= room else 1
    table = Table(box=None, show_header=has_headings, pad_edge=False, padding=(0, gap, 0, 0), header_style="")
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
        parts = [f"{title}: {text}" if title else text for title, text in titled if text not in ("", NOTHING)]
        whole = [part.replace(" ", "\N{NO-BREAK SPACE}") if len(part) < room // 2 else part for part in parts]
        yield _wrapped(plain(row[0]), room, "bold")
        yield _wrapped("  " + "\N{NO-BREAK SPACE}· ".join(whole), room, indent="  ")


def _shown(cell: Cell, style: str, width: int) -> Text:
    """The cell in its colours: of a status with a text of its own, the sign alone."""
    text = _wrapped(plain(cell), width, style)
    text.highlight_regex("░+", "quiet")
    if isinstance(cell, StatusCell) and cell.status:
        text.stylize(words.COLOURS[cell.status], 0, 1 if cell.text else None)
    return text


def _wrapped(text: str, width: int, style: str = "", indent: str = "") -> Text:
    """The text in lines of the width: the library alone would break at spaces that must not break.

    Each line but the first begins with the `indent`.
    """
    if cell_len(text) > width:
        broken = " ".join(_hyphenated(word, width) for word in text.split(" "))
        text = fill(broken, width, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)
    return Text(text, style)


def _hyphenated(word: str, width: int) -> str:
    """The word in parts that fit the width, if it can be broken so."""
    if cell_len(word) <= width:
        return word
    first, rest = words.hyphenation().wrap(word, width) or (word, "")
    return f"{first} {_hyphenated(rest, width)}" if rest else word
