"""A first mapping for a file, by the names of its columns, for a person to look over.

Nothing but headers is written of the file: its cells can be names. Where nothing could be guessed stands
FILL IN, which no target or column is called: nothing can be imported until somebody has filled it in.
"""

import json
import re
from contextlib import suppress
from pathlib import Path

from lovp.errors import LovpError, UsageError
from lovp.exchange.imports.headers import SEARCHED, Table, table_of
from lovp.exchange.imports.mapping import ENDING, FOLDER, READERS
from lovp.exchange.tables.cells import Cell
from lovp.exchange.tables.table import read_sheets
from lovp.i18n import _
from lovp.model import Plan
from lovp.pii import personal_data
from lovp.text import as_id, fold

_LONGEST = 40
"""Characters of a name, which is also that of the source at first."""
_WIDE = 0.6
"""The part of the widest row's cells that the headers fill at least."""
_HEADERS = {
    "id": ("(meta/)?rootuuid", "key", "_uuid", "(meta/?)?instanceid", "_id", "id", "svars ?id", "nr"),
    "date": (r".*\b(datum|date|dag|day|nar|when)\b.*",),
    "place": (r".*\b(kommun|municipality|ort|plats|place|town|delregion|subregion)\b.*",),
    "target": (),
    "value": (r".*\b(antal|hur manga|how many|number of|count)\b.*",),
}
"""The headers of each field, folded, from the surest."""


def new_mapping_file(folder: Path, source: Path, name: str | None) -> Path:
    """Where a new mapping is written, by that name or the source's. Raises UsageError where there is one."""
    stem = as_id(Path(source.stem if name is None else name.removesuffix(ENDING)).name, _LONGEST)
    file = folder / FOLDER / f"{stem or 'import'}{ENDING}"
    if file.exists():
        message = _("There is a mapping {name} already.").format(name=f"{FOLDER}/{file.name}")
        raise UsageError(message, _("Use it, or give the new one another name: --mapping NAME."))
    return file


def find_headers(plan: Plan, path: Path) -> Table:
    """The headers of the sheet that has most of them: its first row about as wide as the widest.

    Raises LovpError where no sheet has headers.
    """
    found = []
    for sheet in read_sheets(path):
        rows = [*sheet.rows][:SEARCHED]
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


def suggest(table: Table, source: str) -> str:
    """The text of a mapping file for rows with these headers; `source` names where they come from."""
    left = [table.names[at] for at, cell in enumerate(table.top.cells) if cell is not None]
    remarks = {
        "id": _("the source's own id of each row: then a row can be edited"),
        "date": _("the column of the date"),
        "place": _("the column of the place, if there is one"),
        "target": _("a target's id; lovp targets shows them all"),
        "value": _("the column of how many; without it each row is 1"),
    }
    lines = [
        "# " + _("A suggestion, made from the headers. Look it over."),
        "# " + _("What it can say is described in docs/en/import.md."),
        f"source: {source}  # " + _("part of every id: choose it now, and never change it"),
    ]
    for field, patterns in _HEADERS.items():
        fitting = [name for each in patterns for name in left if re.fullmatch(each, fold(name))]
        if fitting:
            left.remove(fitting[0])
            lines.append(f"{field}: {json.dumps(fitting[0], ensure_ascii=False)}  # {remarks[field]}")
        else:
            begin = f"{field}: " + _("FILL IN") if field in ("date", "target") else f"# {field}:"
            lines.append(f"{begin}  # {remarks[field]}")
    return "\n".join([*lines, "# " + _("Not read: {names}").format(names=", ".join(left)), ""])
