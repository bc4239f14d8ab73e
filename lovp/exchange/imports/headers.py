"""Where the columns of a sheet are: the row of its headers, found among titles and empty lines. Pure."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from lovp.exchange.tables.cells import Row, column_letter
from lovp.text import fold

SEARCHED = 50
"""Rows at the beginning of a sheet among which its headers are looked for."""


class Layout(NamedTuple):
    """The row of the headers, and the `columns` by folded name.

    `names` are what a mapping can call each column: its header, of several alike `Antal (1)` and `Antal (2)`,
    and its letter where it has none.
    """

    top: Row
    names: Sequence[str]
    columns: Mapping[str, int]

    def lacks(self, names: Iterable[str]) -> list[str]:
        """Those of the names that are no column here, or not a single one."""
        return [name for name in names if fold(name) not in self.columns]


def layout_of(row: Row) -> Layout:
    """The layout if the row is that of the headers."""
    headers = [column_letter(at) if cell is None else str(cell) for at, cell in enumerate(row.cells)]
    times, seen = Counter(map(fold, headers)), Counter[str]()
    names, exact, numbered = list[str](), dict[str, int](), dict[str, int]()
    for index, header in enumerate(headers):
        word = fold(header)
        seen[word] += 1
        is_single = times[word] == 1
        names.append(header if is_single else f"{header} ({seen[word]})")
        (exact if is_single else numbered)[fold(names[-1])] = index
    return Layout(row, names, numbered | exact)


def find_layout(first: Sequence[Row], names: Collection[str]) -> Layout:
    """The layout of the first row that has most of the named columns; `first` are the sheet's first rows."""
    return min(map(layout_of, first), key=lambda layout: len(layout.lacks(names)))
