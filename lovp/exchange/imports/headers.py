"""Where the columns of a sheet are, and a first mapping made from their headers."""

import json
import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from lovp.errors import LovpError
from lovp.exchange.imports.mapping import READERS
from lovp.exchange.tables.cells import Cell, Row, column_letter
from lovp.exchange.tables.table import read_sheets
from lovp.i18n import _
from lovp.model import Plan
from lovp.pii import personal_data
from lovp.text import fold

_SEARCHED = 50
"""Rows at the beginning of a sheet among which its headers are looked for."""
_WIDE = 0.6
"""The part of the widest row's cells that the headers fill at least, where a mapping is made from them."""
_PATTERNS = {
    "id": ("(meta/)?rootuuid", "key", "_uuid", "(meta/?)?instanceid", "_id", "id", "svars ?id", "nr"),
    "date": (r".*\b(datum|date|dag|day|nar|when)\b.*",),
    "place": (r".*\b(kommun|municipality|ort|plats|place|town|delregion|subregion)\b.*",),
    "value": (r".*\b(antal|hur manga|how many|number of|count)\b.*",),
}
"""The headers of each field, folded, from the surest."""


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
    names = [column_letter(at) if cell is None else str(cell) for at, cell in enumerate(rows[0].cells)]
    times, seen = Counter(map(fold, names)), Counter[str]()
    exact, numbered = dict[str, int](), dict[str, int]()
    for index, word in enumerate(map(fold, names)):
        seen[word] += 1
        if times[word] == 1:
            exact[word] = index
        else:
            names[index] += f" ({seen[word]})"
            numbered[fold(names[index])] = index
    return Table(sheet, rows[0], rows[1:], names, numbered | exact)


def find_table(sheet: str, rows: Sequence[Row], names: Collection[str]) -> Table:
    """The table below the first row that has most of the named columns."""
    lacking = [len(table_of(sheet, [row]).lacks(names)) for row in rows[:_SEARCHED]]
    return table_of(sheet, rows[lacking.index(min(lacking)) :])


def find_headers(plan: Plan, path: Path) -> Table:
    """The headers of the sheet that has most of them: its first row about as wide as the widest.

    Raises LovpError where no sheet has headers.
    """
    found = []
    for sheet in read_sheets(path):
        rows = sheet.rows[:_SEARCHED]
        widths = [sum(cell is not None for cell in row.cells) for row in rows]
        first = next(at for at, width in enumerate(widths) if width >= _WIDE * max(widths))
        if all(cell is None or _can_be_header(plan, cell) for cell in rows[first].cells):
            found.append(table_of(sheet.name, rows[first:]))
    if not found:
        message = _("“{file}” has no row of headers.").format(file=path.name)
        raise LovpError(message, _("Write above the rows what each column is."))
    return max(found, key=lambda table: len(table.names))


def _can_be_header(plan: Plan, cell: Cell) -> bool:
    """Whether the cell is a text, and no number, day or place: those stand in answers."""
    if not isinstance(cell, str) or not re.search(r"[^\W\d]", cell) or personal_data(cell):
        return False
    for field in ("value", "date", "place"):
        with suppress(LovpError):
            READERS[field](plan, cell)
            return False
    return True


def suggest_mapping(table: Table, source: str) -> str:
    """The text of a mapping file for a person to look over; `source` names where the rows come from.

    Where nothing could be guessed stands FILL IN, which no target or column is called: nothing can be
    imported until somebody has filled it in.
    """
    left = [table.names[at] for at, cell in enumerate(table.top.cells) if cell is not None]
    fields = {"date": _("FILL IN"), "target": _("FILL IN")}
    for field, patterns in _PATTERNS.items():
        fitting = [name for each in patterns for name in left if re.fullmatch(each, fold(name))]
        if fitting:
            left.remove(fitting[0])
            fields[field] = json.dumps(fitting[0], ensure_ascii=False)
    lines = [
        "# "
        + _("A suggestion, made from the headers. Look it over: docs/en/import.md says what each key is."),
        f"source: {source}  # " + _("part of every id: choose it now, and never change it"),
        *(f"{field}: {text}" for field, text in fields.items()),
        "# " + _("Not read: {names}").format(names=", ".join(left)),
    ]
    return "\n".join([*lines, ""])
