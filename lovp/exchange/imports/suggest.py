"""A first mapping for a file, guessed from its headers and some of its rows, for a person to look over.

Nothing but headers is written of the file: its cells can be names. Where nothing could be guessed stands
FILL IN, which no target or column is called: nothing can be imported until somebody has filled it in.
"""

import json
import re
from collections.abc import Callable, Iterator, Sequence
from itertools import chain, islice
from pathlib import Path
from typing import NamedTuple

from lovp import matching
from lovp.dates import AmbiguousDateError
from lovp.errors import LovpError
from lovp.exchange.imports.headers import SEARCHED, Layout, layout_of, letters
from lovp.exchange.tables.cell_values import read_date, read_number
from lovp.exchange.tables.rows import Cell, Row
from lovp.exchange.tables.table import read_sheets
from lovp.folding import fold
from lovp.i18n import _
from lovp.model import Plan
from lovp.pii import personal_data
from lovp.plan.slips import resolve

_SAMPLE = 500
"""Rows that are looked at."""
_SHEETS = 20
"""Sheets of a workbook that are looked at."""
_MOST = 0.6
"""The part of a column's cells that must mean something for the column to be taken for it."""
_ANY_YEAR = 2024
_IDS = (
    *("meta/rootuuid", "rootuuid", "key", "_uuid", "instanceid", "metainstanceid", "meta/instanceid", "_id"),
    *("id", "svarsid", "responseid", "response id", "svars id", "nr", "lopnummer"),
)
"""Headers of ids, from the surest."""
_MADE_BY_PROGRAM = {
    *("start", "end", "today", "starttid", "slutforandetid", "tidstampel", "timestamp", "submissiondate"),
    *("_submission_time", "start time", "completion time", "senast andrad tid", "last modified time"),
}
_DATES = ("datum", "date", "dag", "nar")
_COUNTS = ("antal", "hur manga", "how many", "number of", "count")
_is_plain = re.compile(r"[A-Za-zÅÄÖåäöÉé_][\w /.+?!()-]*").fullmatch
_has_letter = re.compile(r"[^\W\d_]").search


class _Column(NamedTuple):
    """A column: its header as a mapping names it, and what its cells hold, without the empty ones."""

    header: str
    cells: tuple[Cell, ...]

    def part(self, means: Callable[[Cell], object]) -> float:
        """How large a part of the cells means something, if that is most of them; else nothing."""
        part = sum(_is_understood(means, cell) for cell in self.cells) / max(len(self.cells), 1)
        return part if part >= _MOST else 0.0

    def begins(self, words: Sequence[str]) -> bool:
        """Whether a word of the header begins with one of the words."""
        return any(f" {word}" in f" {fold(self.header)}" for word in words)


def read_sample(path: Path) -> tuple[Layout, list[Row]]:
    """The columns of the sheet that has most of them, and some of its rows."""
    found = []
    for sheet in islice(read_sheets(path), _SHEETS):
        rows = iter(sheet.rows)
        first = list(islice(rows, SEARCHED))
        layout = find_headers(first)
        found.append(
            (layout, [row for row in islice(chain(first, rows), _SAMPLE) if row.number > layout.row])
        )
    return max(found, key=lambda each: len(each[0].headers))


def find_headers(first: Sequence[Row]) -> Layout:
    """The layout by the first row about as wide as the widest, or by letters where that holds no headers."""
    widths = [sum(cell is not None for cell in row.cells) for row in first]
    wide = next(row for row, width in zip(first, widths, strict=True) if width >= _MOST * max(widths))
    return (
        layout_of(wide)
        if all(_can_be_header(cell) for cell in wide.cells if cell is not None)
        else letters(first)
    )


def _can_be_header(cell: Cell) -> bool:
    text = isinstance(cell, str) and _has_letter(cell) and not personal_data(cell)
    return bool(text) and not _is_understood(read_number, cell) and not _is_understood(_read_day, cell)


def suggest(plan: Plan, layout: Layout, rows: Sequence[Row], source: str) -> str:
    """The text of a mapping file for rows with these headers; `source` names where they come from."""
    columns = []
    for at, header in enumerate(layout.headers):
        cells = tuple(cell for row in rows for cell in row.cells[at : at + 1] if cell is not None)
        columns += [_Column(layout.header(at), cells)] if header else []
    lines = [
        "# "
        + _("A suggestion, made from the headers and {count} rows. Look it over.").format(count=len(rows)),
        "# " + _("What it can say is described in docs/en/import.md."),
        f"source: {source}  # " + _("part of every id: choose it now, and never change it"),
    ]
    if not layout.row:
        lines.append("header: 0  # " + _("no row of headers was found: columns go by their letters"))
    return "\n".join([*lines, *_lines(plan, columns)]) + "\n"


def _lines(plan: Plan, columns: list[_Column]) -> Iterator[str]:
    """The lines of the mapping after the first ones; a column that is taken is not taken again."""

    def best(score: Callable[[_Column], float]) -> str:
        """The header of the first column with the highest score above 0, which is taken; else nothing."""
        found = max(columns, key=score, default=None)
        if found is None or score(found) <= 0:
            return ""
        columns.remove(found)
        return _yaml(found.header)

    def named(find: Callable[..., object]) -> Callable[[_Column], float]:
        return lambda column: column.part(lambda cell: find(plan, str(cell), whole=True))

    def day_score(column: _Column) -> float:
        part = column.part(_read_day)
        return part and part + column.begins(_DATES) - 0.5 * (fold(column.header) in _MADE_BY_PROGRAM)

    asked = _yaml(_("FILL IN"))
    own = best(_id_score)
    without = "# id:  # " + _("the column of an id of each row, if there is one: then a row can be edited")
    yield f"id: {own}  # " + _("the source's own id of each row") if own else without
    day = best(day_score)
    yield f"date: {day}" if day else f"date: {asked}  # " + _("the column of the date; none was found")
    place = best(named(matching.place))
    yield f"place: {place}" if place else "# place:  # " + _("the column of the place, if there is one")
    target = best(named(matching.target))
    without = f"target: {asked}  # " + _("a target's id; lovp targets shows them all")
    yield f"target: {{column: {target}}}" if target else without
    several = sum(column.part(read_number) > 0 for column in columns) > 1
    value = best(lambda column: bool(column.part(read_number)) * (1 + column.begins(_COUNTS)))
    without = "# value:  # " + _("the column of how many; without it each row is 1")
    remark = "  # " + _("one of several with numbers: check it") if several else ""
    yield f"value: {value}{remark}" if value else without
    if several:
        yield "# of:  # " + _("of a share, the column of the whole, such as all members of the board")
    if columns:
        yield "# " + _("Not read: {names}").format(names=", ".join(column.header for column in columns))


def _id_score(column: _Column) -> float:
    key = fold(column.header)
    unique = bool(column.cells) and len(set(column.cells)) == len(column.cells)
    return len(_IDS) - _IDS.index(key) if unique and key in _IDS else 0


def _read_day(cell: Cell) -> object:
    try:
        return read_date(cell, (), _ANY_YEAR)
    except AmbiguousDateError as error:
        # Another row may tell which comes first; if none does, the import says so.
        return error


def _is_understood(means: Callable[[Cell], object], cell: Cell) -> bool:
    try:
        return bool(means(cell) is not None)
    except LovpError:
        return False


def _yaml(text: str) -> str:
    """The text as a value on one line of YAML that means this text."""
    if _is_plain(text) and text == text.strip() and isinstance(resolve(text), str):
        return text
    return json.dumps(text, ensure_ascii=False)
