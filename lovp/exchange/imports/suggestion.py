"""A first mapping for a file, made from its headers, for a person to look over."""

import json
import re
from contextlib import suppress
from itertools import chain
from pathlib import Path

from lovp.errors import LovpError
from lovp.exchange.imports.mapping import READERS
from lovp.exchange.imports.source import SEARCHED, Table, table_of
from lovp.exchange.tables.cells import Cell
from lovp.exchange.tables.table import read_sheets
from lovp.i18n import _
from lovp.model import Plan
from lovp.pii import personal_data
from lovp.record.persons import find_persons
from lovp.text import fold

_WIDE = 0.6
"""The part of the widest row's cells that the headers fill at least, where a mapping is made from them."""
_PATTERNS = {
    "id": ("(meta/)?rootuuid", "key", "_uuid", "(meta/?)?instanceid", "_id", "id", "svars ?id", "nr"),
    "date": (r".*\b(datum|date|dag|day|nar|when)\b.*",),
    "place": (r".*\b(kommun|municipality|ort|plats|place|town|delregion|subregion)\b.*",),
    "value": (r".*\b(antal|hur manga|how many|number of|count)\b.*",),
}
"""The headers of each field, folded, from the surest."""


def find_headers(plan: Plan, path: Path) -> Table:
    """The headers of the sheet that has most of them: its first row about as wide as the widest.

    Raises LovpError where no sheet has headers.
    """
    found = []
    for sheet in (sheet for sheet in read_sheets(path) if not sheet.hidden):
        rows = sheet.rows[:SEARCHED]
        widths = [sum(cell is not None for cell in row.cells) for row in rows]
        first = next(at for at, width in enumerate(widths) if width >= _WIDE * max(widths))
        cells = [cell for cell in rows[first].cells if cell is not None]
        texts = [fold(str(cell)) for cell in cells]
        is_known = any(re.fullmatch(each, text) for text in texts for each in chain(*_PATTERNS.values()))
        # Two words with capitals can be a header or a person; answers have none that is known.
        is_safe = is_known or not find_persons(map(str, cells))
        if is_safe and all(_can_be_header(plan, cell) for cell in cells):
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
    headers = [table.names[at] for at, cell in enumerate(table.top.cells) if cell is not None]
    fields = {"date": _("FILL IN"), "target": _("FILL IN")}
    for field, patterns in _PATTERNS.items():
        fitting = [name for each in patterns for name in headers if re.fullmatch(each, fold(name))]
        if fitting:
            fields[field] = json.dumps(fitting[0], ensure_ascii=False)
    lines = [
        "# "
        + _("A suggestion, made from the headers. Look it over: docs/en/import.md says what each key is."),
        f"source: {source}  # " + _("part of every id: choose it now, and never change it"),
        *(f"{field}: {text}" for field, text in fields.items()),
    ]
    return "\n".join([*lines, ""])
