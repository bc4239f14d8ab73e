"""Where the columns of a sheet are: the row of its headers, found among titles and empty lines. Pure."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from lovp.exchange.tables.rows import Cell, Row, column_letter
from lovp.folding import fold

SEARCHED = 50
"""Rows at the beginning of a sheet among which its headers are looked for."""


class Layout(NamedTuple):
    """The headers; `row` is the number of their row, 0 without one. `columns` go by folded headers."""

    row: int
    headers: tuple[str, ...]
    columns: Mapping[str, list[int]]

    def find(self, name: str) -> list[int]:
        """The columns with the header; where several have it, the second is also `Antal (2)`."""
        return self.columns.get(fold(name), [])

    def lacks(self, names: Iterable[str]) -> list[str]:
        """Those of the names that are no column here."""
        return [name for name in names if not self.find(name)]

    def header(self, index: int) -> str:
        """The header of a column as a mapping can name it, or else its letter."""
        name = self.headers[index] if index < len(self.headers) else ""
        alike = self.find(name)
        return f"{name} ({alike.index(index) + 1})" if len(alike) > 1 else name or column_letter(index)


def layout_of(row: Row) -> Layout:
    """The layout if the row is that of the headers."""
    headers = tuple(map(header_text, row.cells))
    columns: dict[str, list[int]] = {}
    for index, header in enumerate(headers):
        if header:
            columns.setdefault(fold(header), []).append(index)
    for name, alike in [*columns.items()]:
        if len(alike) > 1:
            # A header that is written so comes first.
            for number, index in enumerate(alike, 1):
                columns.setdefault(f"{name} ({number})", [index])
    return Layout(row.number, headers, columns)


def letters(first: Sequence[Row]) -> Layout:
    """The layout of a sheet without headers, its columns named A, B, C …"""
    width = max((len(row.cells) for row in first), default=0)
    return layout_of(Row(0, tuple(map(column_letter, range(width)))))


def find_layout(first: Sequence[Row], names: Collection[str], header: int | None = None) -> Layout:
    """The layout of the first row that has most of the named columns.

    `first` are the first rows of the sheet; `header` the number of the row, where it is told (0: none).
    """
    layouts = [layout_of(row) for row in first if header in (None, row.number)]
    return min(layouts, key=lambda layout: len(layout.lacks(names)), default=letters(first))


def header_text(cell: Cell) -> str:
    """What a cell says as a header."""
    return "" if cell is None else " ".join(str(cell).split())
