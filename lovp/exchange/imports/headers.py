"""Where the columns of a sheet are: the row of its headers, found among titles and empty lines. Pure."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from lovp.exchange.tables.rows import Cell, Row, column_letter
from lovp.text import fold

SEARCHED = 50
"""Rows at the beginning of a sheet among which its headers are looked for."""


class Layout(NamedTuple):
    """The headers; `row` is the number of their row. `columns` go by folded headers."""

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

    def label(self, index: int) -> str:
        """The column's header and letter, or the letter alone."""
        letter, header = column_letter(index), self.header(index)
        return letter if header == letter else f"{header} ({letter})"


def layout_of(row: Row) -> Layout:
    """The layout if the row is that of the headers."""
    headers = tuple(map(header_text, row.cells))
    columns: dict[str, list[int]] = {}
    for index, header in enumerate(headers):
        if header:
            columns.setdefault(fold(header), []).append(index)
    for name, alike in [*columns.items()]:
        # A header that is written so comes first.
        for number, index in enumerate(alike if len(alike) > 1 else (), 1):
            columns.setdefault(f"{name} ({number})", [index])
    return Layout(row.number, headers, columns)


def find_layout(first: Sequence[Row], names: Collection[str]) -> Layout:
    """The layout of the first row that has most of the named columns; `first` are the sheet's first rows."""
    return min(map(layout_of, first), key=lambda layout: len(layout.lacks(names)))


def header_text(cell: Cell) -> str:
    """What a cell says as a header."""
    return "" if cell is None else " ".join(str(cell).split())
