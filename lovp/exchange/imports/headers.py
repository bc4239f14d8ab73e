"""Where the columns of a sheet are: its row of headers, found among titles and empty lines. Pure."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from lovp.exchange.tables.cells import Row, column_letter
from lovp.text import fold

SEARCHED = 50
"""Rows at the beginning of a sheet among which its headers are looked for."""


class Table(NamedTuple):
    """The rows of a sheet below its headers (`top`), and the `columns` by folded name.

    `names` are what a mapping can call each column: its header, of several alike `Antal (1)` and `Antal (2)`,
    and its letter where it has none. A text file is a sheet without a name.
    """

    sheet: str
    top: Row
    rows: Sequence[Row]
    names: Sequence[str]
    columns: Mapping[str, int]

    def lacks(self, names: Collection[str]) -> list[str]:
        """Those of the names that are no column here, or not a single one."""
        return [name for name in names if fold(name) not in self.columns]


def table_of(sheet: str, rows: Sequence[Row]) -> Table:
    """The table if the first of the rows is that of the headers."""
    headers = [column_letter(at) if cell is None else str(cell) for at, cell in enumerate(rows[0].cells)]
    times, seen = Counter(map(fold, headers)), Counter[str]()
    names, exact, numbered = list[str](), dict[str, int](), dict[str, int]()
    for index, header in enumerate(headers):
        word = fold(header)
        seen[word] += 1
        if times[word] == 1:
            names.append(header)
            exact[word] = index
        else:
            names.append(f"{header} ({seen[word]})")
            numbered[fold(names[-1])] = index
    return Table(sheet, rows[0], rows[1:], names, numbered | exact)


def find_table(sheet: str, rows: Sequence[Row], names: Collection[str]) -> Table:
    """The table below the first row that has most of the named columns."""
    lacking = [len(table_of(sheet, [row]).lacks(names)) for row in rows[:SEARCHED]]
    return table_of(sheet, rows[lacking.index(min(lacking)) :])
