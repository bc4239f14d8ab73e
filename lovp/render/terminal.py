"""Grids on a terminal: as tables where they fit, as short blocks where they do not; no number is ever cut."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

from rich import box
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from lovp.render import words
from lovp.render.grid import Bar, Cell, Column, Grid, StatusCell

_BAR_WIDTH = 8
_GAPS = (2, 1)
"""Columns between columns: two where there is room, one where there is not."""
_ROOMY, _SNUG, _NARROW = 24, 20, 12
"""Least widths of the first column, a name that can wrap: down to what can still be read."""
_TEXT_WIDTH = 9
"""The least width of any other text, and what a heading over numbers may be cut to; numbers are never cut."""


@dataclass(frozen=True)
class _Layout:
    """Which columns are shown, how wide each is, and the gap between them."""

    chosen: tuple[int, ...]
    widths: tuple[int, ...]
    gap: int


class Terminal(Console):
    """Standard output; a reader who has gone is left to whoever called, as everywhere else."""

    def __init__(self, width: int | None) -> None:
        super().__init__(highlight=False, width=width, soft_wrap=False)

    def on_broken_pipe(self) -> None:
        """Raise BrokenPipeError, instead of leaving the program."""
        raise BrokenPipeError


def show(console: Console, grids: Sequence[Grid], heading: str = "") -> None:
    """Print the heading and the grids; grids with the same columns are laid out alike."""
    if heading:
        console.print(Text(heading, style="bold"))
    plain = not console.encoding.lower().startswith("utf")
    for grid in grids:
        layout = _layout([other for other in grids if other.columns == grid.columns], console.width)
        console.print()
        if grid.title:
            console.print(Text(grid.title, style="bold underline"))
        console.print(_blocks(grid) if layout is None else _table(grid, layout, ascii_only=plain))
        for note in grid.notes:
            console.print(Text(note, style="dim"))


def _layout(grids: Sequence[Grid], room: int) -> _Layout | None:
    """The fullest layout that has room for every number; None where there is none."""
    columns = grids[0].columns
    rows = [row for grid in grids for row in grid.rows]
    every = tuple(range(len(columns)))
    narrow = tuple(i for i in every if not columns[i].wide)
    barless = tuple(i for i in narrow if not any(isinstance(row[i], Bar) for row in rows))
    tries = ((every, _ROOMY), (narrow, _ROOMY), (narrow, _SNUG), (barless, _ROOMY), (barless, _NARROW))
    for (chosen, name), cut, gap in product(tries, (False, True), _GAPS):
        # Columns that can be done without come only where no text has to wrap for them.
        text = name if chosen == every != narrow else _TEXT_WIDTH
        least = [_least(columns[i], i, rows, name=name, text=text, cut=cut) for i in chosen]
        spare = room - sum(least) - gap * (len(chosen) - 1)
        if spare >= 0:
            return _Layout(chosen, _widened(columns, chosen, least, rows, spare), gap)
    return None


def _least(
    column: Column, i: int, rows: Sequence[tuple[Cell, ...]], *, name: int, text: int, cut: bool
) -> int:
    """The least width of a column; with `cut` a heading over numbers may be shortened."""
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
    """The widths once what is spare has gone to the texts that would wrap, first come first served."""
    widths = []
    for i, width in zip(chosen, least, strict=True):
        wish = width
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


def _table(grid: Grid, layout: _Layout, *, ascii_only: bool) -> Table:
    table = Table(
        box=box.ASCII2 if ascii_only else box.SIMPLE_HEAD,
        show_edge=False,
        pad_edge=False,
        padding=(0, layout.gap - 1, 0, 0),
        header_style="dim",
        show_header=not grid.bare,
    )
    for i, width in zip(layout.chosen, layout.widths, strict=True):
        table.add_column(
            _title(grid.columns[i], width),
            justify="right" if grid.columns[i].number else "left",
            width=width,
            no_wrap=grid.columns[i].number,
            overflow="fold",
        )
    for row in grid.rows:
        table.add_row(
            *(
                _drawn(_hyphenated(row[i], width), ascii_only=ascii_only)
                for i, width in zip(layout.chosen, layout.widths, strict=True)
            )
        )
    return table


def _hyphenated(cell: Cell, width: int) -> Cell:
    """A text whose words fit the width: longer ones are broken, with a hyphen."""
    if not isinstance(cell, str) or cell_len(cell) <= width:
        return cell
    return " ".join(_broken(word, width) for word in cell.split(" "))


def _broken(word: str, width: int) -> str:
    if len(word) <= width:
        return word
    at = word.rfind("-", 0, width) + 1
    if at > 1:
        return word[:at] + " " + _broken(word[at:], width)
    return word[: width - 1] + "- " + _broken(word[width - 1 :], width)


def _title(column: Column, width: int) -> Text:
    if column.number and cell_len(column.title) > width:
        return Text(column.title[: width - 1] + "…")
    return Text(column.title)


def _drawn(cell: Cell, *, ascii_only: bool) -> Text:
    match cell:
        case Bar():
            return _bar(cell, ascii_only=ascii_only)
        case StatusCell(status):
            if status is None:
                return Text("")
            colour = words.COLOURS.get(status, "")
            return Text.assemble((words.SIGNS[status], colour), " ", (words.status(status), colour))
        case str():
            return Text(cell)


def _bar(bar: Bar, *, ascii_only: bool) -> Text:
    """Filled to the part that is done, with a mark at the part that is expected where that is further on."""
    if bar.part is None:
        return Text("")
    full, empty, mark = ("#", ".", "|") if ascii_only else ("█", "░", "┃")
    filled = min(int(bar.part * _BAR_WIDTH), _BAR_WIDTH)
    text = [full] * filled + [empty] * (_BAR_WIDTH - filled)
    if bar.expected is not None:
        at = min(int(bar.expected * _BAR_WIDTH), _BAR_WIDTH - 1)
        if at >= filled:
            text[at] = mark
    return Text("".join(text), style="dim" if not filled else "")


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
