"""A first mapping for a file, guessed from its headers and some of its rows, for a person to look over.

Nothing but headers is written of the file: its cells can be names. Where nothing could be guessed stands
FILL IN, which no target or column is called: nothing can be imported until somebody has filled it in.
"""

import json
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from itertools import chain, islice
from pathlib import Path

from lovp import matching
from lovp.dates import AmbiguousDateError
from lovp.errors import LovpError, UsageError
from lovp.exchange.imports.headers import SEARCHED, Layout, layout_of, letters
from lovp.exchange.imports.mapping import ENDING, FOLDER
from lovp.exchange.tables.cell_values import read_date, read_number
from lovp.exchange.tables.rows import Cell, Row
from lovp.exchange.tables.table import read_sheets
from lovp.folding import as_id, fold
from lovp.i18n import _
from lovp.model import Plan
from lovp.pii import personal_data
from lovp.plan.yaml_reader import resolve

_LONGEST = 40
"""Characters of a name, which is also that of the source at first."""
_SAMPLE = 500
"""Rows that are looked at."""
_SHEETS = 20
"""Sheets of a workbook that are looked at."""
_MOST = 0.6
"""The part of a column's cells that must mean something for the column to be taken for it."""
_IDS = "(meta/)?rootuuid|key|_uuid|(meta/?)?instanceid|_id|id|svars ?id|response ?id|nr|lopnummer".split("|")
"""Headers of ids, from the surest."""
_DAYS = r"\b(datum|date|dag|nar)"
_COUNTS = r"\b(antal|hur manga|how many|number of|count)"


def new_mapping_file(folder: Path, source: Path, name: str | None) -> Path:
    """Where a new mapping is written: named after the source unless a name is given.

    Raises UsageError where there is one of that name.
    """
    # Microsoft Forms writes how many answers there are into the name: Skolbesök(1-37).xlsx.
    counted = re.sub(r"\s*\([0-9]+(-[0-9]+)?\)$", "", source.stem)
    stem = as_id(Path(counted if name is None else name.removesuffix(ENDING)).name, _LONGEST)
    file = folder / FOLDER / f"{stem or 'import'}{ENDING}"
    if file.exists():
        message = _("There is a mapping {name} already.").format(name=f"{FOLDER}/{file.name}")
        raise UsageError(message, _("Use it, or give the new one another name: --mapping NAME."))
    return file


def read_sample(plan: Plan, path: Path) -> tuple[Layout, list[Row]]:
    """The columns of the sheet that has most of them, and some of its rows."""
    found = []
    for sheet in islice(read_sheets(path), _SHEETS):
        rows = iter(sheet.rows)
        first = list(islice(rows, SEARCHED))
        layout = find_headers(plan, first)
        sample = [row for row in islice(chain(first, rows), _SAMPLE) if row.number > layout.row]
        found.append((layout, sample))
    return max(found, key=lambda each: len(each[0].headers))


def find_headers(plan: Plan, first: Sequence[Row]) -> Layout:
    """The layout by the first row about as wide as the widest, or by letters where that holds answers."""
    widths = [sum(cell is not None for cell in row.cells) for row in first]
    wide = next(row for row, width in zip(first, widths, strict=True) if width >= _MOST * max(widths))
    is_headers = all(_can_be_header(plan, cell) for cell in wide.cells if cell is not None)
    return layout_of(wide) if is_headers else letters(first)


def _can_be_header(plan: Plan, cell: Cell) -> bool:
    if not isinstance(cell, str) or not re.search(r"[^\W\d_]", cell) or personal_data(cell):
        return False
    return not any(_means(read, cell) for read in (read_number, _read_day, _place_reader(plan)))


def suggest(plan: Plan, layout: Layout, rows: Sequence[Row], source: str) -> str:
    """The text of a mapping file for rows with these headers; `source` names where they come from."""
    lines = [
        "# "
        + _("A suggestion, made from the headers and {count} rows. Look it over.").format(count=len(rows)),
        "# " + _("What it can say is described in docs/en/import.md."),
        f"source: {source}  # " + _("part of every id: choose it now, and never change it"),
    ]
    if not layout.row:
        lines.append("header: 0  # " + _("no row of headers was found: columns go by their letters"))
    columns = {layout.header(at): at for at, header in enumerate(layout.headers) if header}
    cells: dict[str, list[Cell]] = {
        header: [cell for row in rows for cell in row.cells[at : at + 1] if cell is not None]
        for header, at in columns.items()
    }
    return "\n".join([*lines, *_lines(plan, cells)]) + "\n"


def _lines(plan: Plan, cells: dict[str, list[Cell]]) -> Iterator[str]:
    """The lines of the mapping after the first ones; a column that is taken is not taken again."""

    def take(read: Callable[[Cell], object], pattern: str) -> str:
        """The header of the first column of such cells, one with such a header if there is one."""
        known = [name for name, column in cells.items() if _part(read, column) >= _MOST]
        known.sort(key=lambda name: not re.search(pattern, fold(name)))
        cells.pop(known[0] if known else "", None)
        return _yaml(known[0]) if known else ""

    asked = _yaml(_("FILL IN"))
    ids = [name for pattern in _IDS for name in cells if re.fullmatch(pattern, fold(name))]
    own = next((name for name in ids if cells[name]), "")
    cells.pop(own, None)
    without = "# id:  # " + _("the column of an id of each row, if there is one: then a row can be edited")
    yield f"id: {_yaml(own)}  # " + _("the source's own id of each row") if own else without
    day = take(_read_day, _DAYS)
    yield f"date: {day}" if day else f"date: {asked}  # " + _("the column of the date; none was found")
    place = take(_place_reader(plan), "")
    yield f"place: {place}" if place else "# place:  # " + _("the column of the place, if there is one")
    yield f"target: {asked}  # " + _("a target's id; lovp targets shows them all")
    several = sum(_part(read_number, column) >= _MOST for column in cells.values()) > 1
    value = take(read_number, _COUNTS)
    remark = "  # " + _("one of several with numbers: check it") if several else ""
    without = "# value:  # " + _("the column of how many; without it each row is 1")
    yield f"value: {value}{remark}" if value else without
    if several:
        yield "# of:  # " + _("of a share, the column of the whole, such as all members of the board")
    if cells:
        yield "# " + _("Not read: {names}").format(names=", ".join(cells))


def _part(read: Callable[[Cell], object], column: Sequence[Cell]) -> float:
    """How large a part of the cells means something."""
    return sum(_means(read, cell) for cell in column) / max(len(column), 1)


def _means(read: Callable[[Cell], object], cell: Cell) -> bool:
    with suppress(LovpError):
        read(cell)
        return True
    return False


def _read_day(cell: Cell) -> None:
    # Where a text can be two days, another row may tell which; if none does, the import says so.
    with suppress(AmbiguousDateError):
        read_date(cell, (), 2024)


def _place_reader(plan: Plan) -> Callable[[Cell], object]:
    return lambda cell: matching.place(plan, str(cell), whole=True)


def _yaml(text: str) -> str:
    """The text as a value on one line of YAML that means this text."""
    plain = re.fullmatch(r"[A-Za-zÅÄÖåäöÉé_][\w /.+?!()-]*(?<! )", text) and isinstance(resolve(text), str)
    return text if plain else json.dumps(text, ensure_ascii=False)
