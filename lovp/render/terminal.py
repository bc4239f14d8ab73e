"""Grids on a terminal: as tables where they fit, as short blocks where they do not; no number is ever cut."""

from collections.abc import Sequence

from rich import box
from rich.cells import cell_len
from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from . import words
from .grid import Bar, Cell, Column, Grid, StatusCell

_BAR_WIDTH = 10
_GAP = 2
_NAME_WIDTH = 16
_TITLE_WIDTH = 9
"""A number's heading may be cut to so many columns; the numbers under it may not."""


def show(console: Console, grids: Sequence[Grid], heading: str = "") -> None:
    """Print the heading and the grids, each as wide as it needs and no wider than the console."""
    if heading:
        console.print(Text(heading, style="bold"), soft_wrap=False)
    for grid in grids:
        console.print()
        if grid.title:
            console.print(Text(grid.title, style="bold underline"))
        console.print(_fitting(grid, console))
        for note in grid.notes:
            console.print(Text(note, style="dim"))


def _fitting(grid: Grid, console: Console) -> RenderableType:
    every = list(range(len(grid.columns)))
    narrow = [i for i in every if not grid.columns[i].wide]
    barless = [i for i in narrow if not any(isinstance(row[i], Bar) for row in grid.rows)]
    ascii_only = not console.encoding.lower().startswith("utf")
    for chosen in (every, narrow, barless):
        for cut in (False, True):
            if sum(_least(grid, i, cut=cut) for i in chosen) + _GAP * (len(chosen) - 1) <= console.width:
                return _table(grid, chosen, cut=cut, ascii_only=ascii_only)
    return _blocks(grid, barless)


def _least(grid: Grid, i: int, *, cut: bool) -> int:
    """The least width of a column; with `cut` a heading over numbers may be shortened."""
    column, cells = grid.columns[i], [_width(row[i]) for row in grid.rows]
    widest = max(cells, default=0)
    if column.number:
        title = cell_len(column.title)
        return max(widest, min(title, _TITLE_WIDTH) if cut else title)
    if any(isinstance(row[i], StatusCell | Bar) for row in grid.rows):
        return max(widest, cell_len(column.title))
    return min(widest, _NAME_WIDTH) if i == 0 else min(widest, _TITLE_WIDTH)


def _width(cell: Cell) -> int:
    match cell:
        case Bar():
            return _BAR_WIDTH
        case StatusCell(status):
            return 2 + cell_len(words.status(status)) if status else 0
        case str():
            return cell_len(cell)


def _table(grid: Grid, chosen: list[int], *, cut: bool, ascii_only: bool) -> Table:
    table = Table(
        box=box.ASCII2 if ascii_only else box.SIMPLE_HEAD,
        show_edge=False,
        pad_edge=False,
        padding=(0, _GAP - 1, 0, 0),
        header_style="dim",
    )
    for i in chosen:
        column = grid.columns[i]
        rigid = column.number or any(isinstance(row[i], StatusCell | Bar) for row in grid.rows)
        table.add_column(
            _title(grid, i, cut=cut),
            justify="right" if column.number else "left",
            no_wrap=rigid,
            min_width=_least(grid, i, cut=cut) if rigid else None,
            overflow="ellipsis" if rigid else "fold",
        )
    for row in grid.rows:
        table.add_row(*(_drawn(row[i], ascii_only=ascii_only) for i in chosen))
    return table


def _title(grid: Grid, i: int, *, cut: bool) -> Text:
    title, width = grid.columns[i].title, _least(grid, i, cut=cut)
    if cut and grid.columns[i].number and cell_len(title) > width:
        return Text(title[: width - 1] + "…")
    return Text(title)


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


def _blocks(grid: Grid, chosen: list[int]) -> RenderableType:
    """Each row as its name and, under it, every figure after its heading."""
    text = Text()
    for row in grid.rows:
        if text:
            text.append("\n")
        text.append(_plain(row[chosen[0]]), style="bold")
        parts = [_labelled(grid.columns[i], row[i]) for i in chosen[1:] if _plain(row[i])]
        for part in parts:
            text.append("\n  " + part)
    return Padding(text, 0)


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
