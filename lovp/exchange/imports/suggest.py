"""A first mapping for a file, guessed from its headers and some of its rows, for a person to look over.

Nothing but headers is written of the file: its cells can be names. Where nothing could be guessed stands FILL IN,
which no target or column is called: nothing can be imported until somebody has filled it in.
"""

import json
import re
from collections.abc import Callable, Iterator, Sequence
from itertools import chain, islice
from pathlib import Path
from typing import NamedTuple

from lovp import matching
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
_FORMS = ("D/M/YYYY", "M/D/YYYY", "D/M/YY", "M/D/YY")
_OWN_IDS = (
    *("instanceid", "metainstanceid", "meta/instanceid", "meta/rootuuid", "rootuuid", "key", "_uuid", "_id"),
    *("id", "svarsid", "responseid", "response id", "svars id", "nr", "lopnummer"),
)
_MADE_BY_PROGRAM = {
    *("start", "end", "today", "starttid", "slutforandetid", "tidstampel", "timestamp", "submissiondate"),
    *("_submission_time", "start time", "completion time", "senast andrad tid", "last modified time"),
}
_DATES = ("datum", "date", "dag", "nar ")
_COUNTS = ("antal", "hur manga", "how many", "number of", "deltagare", "count")
_NOTES = ("kommentar", "anteckning", "ovrigt", "comment", "note", "remark")
_PEOPLE = ("namn", "name", "e-post", "epost", "email", "mail", "telefon", "phone", "personnummer")
_is_plain = re.compile(r"[A-Za-zÅÄÖåäöÉé_][\w /.+?!()-]*").fullmatch
_has_letter = re.compile(r"[^\W\d_]").search


class _Column(NamedTuple):
    """A column: its header as a mapping names it, and what its cells hold, without the empty ones."""

    header: str
    cells: tuple[Cell, ...]

    def part(self, means: Callable[[Cell], object]) -> float:
        """How large a part of the cells means something, if that is most of them; else nothing."""
        known = sum(_is_understood(means, cell) for cell in self.cells) / max(len(self.cells), 1)
        return known if known >= _MOST else 0.0

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
        sample = [row for row in islice(chain(first, rows), _SAMPLE) if row.number > layout.row]
        found.append((layout, sample))
    return max(found, key=lambda each: len(each[0].headers))


def find_headers(first: Sequence[Row]) -> Layout:
    """The layout by the first row that is about as wide as the widest; letters where that one is no headers."""
    widths = [sum(cell is not None for cell in row.cells) for row in first]
    wide = next(row for row, width in zip(first, widths, strict=True) if width >= _MOST * max(widths))
    headers = [cell for cell in wide.cells if cell is not None]
    return layout_of(wide) if all(map(_can_be_header, headers)) else letters(first)


def _can_be_header(cell: Cell) -> bool:
    if not isinstance(cell, str) or not _has_letter(cell) or personal_data(cell):
        return False
    return not any(_is_understood(means, cell) for means in (read_number, lambda day: read_date(day, (), 2000)))


def suggest(plan: Plan, layout: Layout, rows: Sequence[Row], source: str) -> str:
    """The text of a mapping file for rows with these headers; `source` names where they come from."""
    columns = [
        _Column(layout.header(at), tuple(cell for row in rows for cell in row.cells[at : at + 1] if cell is not None))
        for at, header in enumerate(layout.headers)
        if header
    ]
    lines = [
        "# " + _("A suggestion, made from the headers and {count} rows. Look it over.").format(count=len(rows)),
        "# " + _("What it can say is described in docs/en/import.md."),
        f"source: {source}  # " + _("part of every id: choose it now, and never change it"),
    ]
    if not layout.row:
        lines.append("header: 0  # " + _("no row of headers was found: columns go by their letters"))
    return "\n".join([*lines, *_Suggestion(plan, columns).lines()]) + "\n"


class _Suggestion:
    """Takes the columns one by one; one that is taken is not taken again."""

    def __init__(self, plan: Plan, columns: list[_Column]) -> None:
        self._plan = plan
        self._left = columns

    def lines(self) -> Iterator[str]:
        """The lines of the mapping after the first ones."""
        asked = _("FILL IN")
        yield self._id()
        yield self._date(asked)
        place = self._best(self._named(matching.place))
        yield f"place: {_yaml(place)}" if place else "# place:  # " + _("the column of the place, if there is one")
        target = self._best(self._named(matching.target))
        unknown = f"target: {_yaml(asked)}  # " + _("a target's id; lovp targets shows them all")
        yield f"target: {{column: {_yaml(target)}}}" if target else unknown
        numbers = [column.header for column in self._left if column.part(read_number)]
        value = self._best(lambda column: (column.header in numbers) * (1 + column.begins(_COUNTS)))
        several = "  # " + _("one of several with numbers: check it") if len(numbers) > 1 else ""
        unknown = "# value:  # " + _("the column of how many; without it each row is 1")
        yield f"value: {_yaml(value)}{several}" if value else unknown
        yield "# of:  # " + _("of a share, the column of the whole, such as all members of the board")
        yield from self._rest()

    def _best(self, score: Callable[[_Column], float]) -> str | None:
        """The header of the first of the columns with the highest score above 0, which is taken."""
        best = max(self._left, key=score, default=None)
        if best is None or score(best) <= 0:
            return None
        self._left.remove(best)
        return best.header

    def _named(self, find: Callable[..., object]) -> Callable[[_Column], float]:
        """What scores a column by how many of its cells name something of the plan."""
        return lambda column: column.part(lambda cell: find(self._plan, str(cell), whole=True))

    def _id(self) -> str:
        for name in _OWN_IDS:
            # Of a copied header nobody knows which is which.
            unique = self._best(lambda column: fold(column.header) == name and _is_unique(column.cells))
            if unique:
                return f"id: {_yaml(unique)}  # " + _("the source's own id of each row")
        return "# id:  # " + _("the column of an id of each row, if there is one: then a row can be edited")

    def _date(self, asked: str) -> str:
        def in_form(*forms: str) -> Callable[[Cell], object]:
            return lambda cell: read_date(cell, forms, self._plan.year)

        def known(column: _Column) -> float:
            return max(column.part(in_form()), *(column.part(in_form(form)) for form in _FORMS))

        def score(column: _Column) -> float:
            made = fold(column.header) in _MADE_BY_PROGRAM
            return known(column) and known(column) + column.begins(_DATES) - 0.5 * made

        columns = {column.header: column for column in self._left}
        header = self._best(score)
        if header is None:
            return f"date: {_yaml(asked)}  # " + _("the column of the date; none was found")
        column = columns[header]
        if column.part(in_form()) >= known(column):
            return f"date: {_yaml(header)}"
        # Where every day could be either, the day comes first, as in Swedish.
        form = max(_FORMS, key=lambda form: column.part(in_form(form)))
        return f"date: {{column: {_yaml(header)}, forms: [{form}]}}  # " + _("check which comes first")

    def _rest(self) -> Iterator[str]:
        """What isn't read, by its header: the person who looks it over may know better."""
        left = [column for column in self._left if column.header]
        notes = [column.header for column in left if column.begins(_NOTES)][:1]
        people = [column.header for column in left if column.begins(_PEOPLE) and column.header not in notes]
        others = [column.header for column in left if column.header not in (*notes, *people)]
        if notes:
            yield f"# note: {_yaml(notes[0])}  # " + _("only if nobody writes names of persons there")
        if people:
            yield "# " + _("Not read, and never to be: {names}").format(names=", ".join(people))
        if others:
            yield "# " + _("Not read: {names}").format(names=", ".join(others))


def _is_understood(means: Callable[[Cell], object], cell: Cell) -> bool:
    try:
        return means(cell) is not None
    except LovpError:
        return False


def _is_unique(cells: Sequence[Cell]) -> bool:
    return bool(cells) and len(set(cells)) == len(cells)


def _yaml(text: str) -> str:
    """The text as a value on one line of YAML that means this text."""
    if _is_plain(text) and text == text.strip() and isinstance(resolve(text), str):
        return text
    return json.dumps(text, ensure_ascii=False)
