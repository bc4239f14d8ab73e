"""Where the columns of a sheet are: the row of its headers, found among titles and empty lines. Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from lovp.exchange.tables.rows import Cell, Row, column_letter
from lovp.folding import fold

SEARCHED = 50
"""Rows at the beginning of a sheet among which its headers are looked for."""


class Layout(NamedTuple):
    """`row` is the number of the row of headers, 0 without one; `columns` go by folded headers."""

    row: int
    headers: tuple[str, ...]
    columns: Mapping[str, int]

    def column(self, name: str) -> int | None:
        """The column with the header, if there is one."""
        return self.columns.get(fold(name))

    def header(self, index: int) -> str:
        """The header of a column, or else its letter."""
        named = self.headers[index] if index < len(self.headers) else ""
        return named or column_letter(index)

    def lacks(self, names: Iterable[str]) -> tuple[str, ...]:
        """Those of the names that are no column here."""
        return tuple(name for name in names if fold(name) not in self.columns)


def layout_of(row: Row) -> Layout:
    """The layout if the row is that of the headers. A header that comes again is `Antal (2)`, and so on."""
    times: Counter[str] = Counter()
    headers = []
    columns: dict[str, int] = {}
    for number, cell in enumerate(row.cells):
        name = header_text(cell)
        key = fold(name)
        times[key] += 1
        if name and times[key] > 1:
            name = f"{name} ({times[key]})"
        headers.append(name)
        if name:
            columns.setdefault(fold(name), number)
    return Layout(row.number, tuple(headers), columns)


def letters(width: int) -> Layout:
    """The layout of a sheet without headers, its columns named A, B, C …"""
    names = tuple(column_letter(number) for number in range(width))
    return Layout(0, names, {fold(name): number for number, name in enumerate(names)})


def find_layout(first: Sequence[Row], names: Sequence[str], header: int | None = None) -> Layout | None:
    """The layout of the first row that has most of the named columns; None where no row has any.

    `first` are the first rows of the sheet; `header` the number of the row, where it is told (0: none).
    """
    if header == 0:
        return letters(max((len(row.cells) for row in first), default=0))
    best: Layout | None = None
    for row in first:
        if header is None or row.number == header:
            layout = layout_of(row)
            lacks = len(layout.lacks(names))
            if lacks < (len(best.lacks(names)) if best else len(names)):
                best = layout
    return best


def header_text(cell: Cell) -> str:
    """What a cell says as a header."""
    return "" if cell is None else " ".join(str(cell).split())
