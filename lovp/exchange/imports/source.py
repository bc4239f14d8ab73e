"""A file that is to be imported: its columns, which mapping reads which sheet, and a first mapping."""

import json
import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from lovp import matching
from lovp.errors import LovpError, UsageError
from lovp.exchange import form
from lovp.exchange.imports.mapping import READERS, MappingShape
from lovp.exchange.tables.table import Cell, Row, Sheet, column_letter, read_sheets
from lovp.i18n import _
from lovp.model import Plan
from lovp.pii import personal_data, shown
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
_FORM = {"source": "lovp-form", "id": "key", "target": {"column": "target"}}
_FORM |= {name: name for name in ("date", "place", "value", "of")}
"""How answers to the program's own form are read; their ids are unique whichever form and server it was."""


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


class Source(NamedTuple):
    """What is read of a file, and by which mapping; `name` is empty for answers to the program's own form.

    `unread` says of each sheet that is not read how many columns it lacks, and why it is not.
    """

    name: str
    mapping: MappingShape
    tables: Sequence[Table]
    unread: Sequence[tuple[int, str]] = ()


def open_source(path: Path, mappings: Mapping[str, MappingShape], plan: Plan, *, named: bool) -> Source:
    """The file as the one of the mappings that fits it reads it, or as answers to the program's own form.

    With `named` the mapping was asked for. Raises LovpError where none fits, UsageError where several do.
    """
    wanted = {column for mapping in mappings.values() for column in mapping.columns()}
    sheets = read_sheets(path, wanted)
    rows = sheets[0].rows
    if not named and form.is_form(table_of("", rows).names):
        return Source("", MappingShape.model_validate(_FORM), [_form_table(plan, rows)])
    sources = [_match(name, mapping, sheets) for name, mapping in mappings.items()]
    fitting = [source for source in sources if source.tables]
    if len(fitting) == 1:
        return fitting[0]
    if fitting:
        names = ", ".join(source.name for source in fitting)
        message = _("Several mappings fit {file}: {names}.").format(file=shown(path.name), names=names)
        raise UsageError(message, _("Choose one with --mapping."))
    message = _("No mapping fits {file}.").format(file=shown(path.name))
    if reasons := [(lacks, f"{each.name}: {why}") for each in sources for lacks, why in each.unread]:
        message += " " + _("The nearest is {reason}").format(reason=min(reasons)[1])
    raise LovpError(message, _("Is it the right file? Begin a mapping with lovp import FILE --suggest."))


def _form_table(plan: Plan, rows: Sequence[Row]) -> Table:
    """Answers to the program's own form: what each says stands before the file's cells."""
    answer_of = form.reader(plan, [str(cell or "") for cell in rows[0].cells])
    others = (None if str(cell).lower() in form.FIELDS else cell for cell in rows[0].cells)
    found = [rows[0]._replace(cells=(*form.FIELDS, *others))]
    found += [row._replace(cells=(*answer_of(row.cells), *row.cells)) for row in rows[1:]]
    return table_of("", found)


def _match(name: str, mapping: MappingShape, sheets: Sequence[Sheet]) -> Source:
    """Those of the sheets that the mapping reads, and why it does not read the others."""
    columns, tables, unread = mapping.columns(), list[Table](), list[tuple[int, str]]()
    for sheet in sheets:
        table = find_table(sheet.name, sheet.rows, columns)
        lacks = table.lacks(columns)
        if mapping.sheet is not None and fold(mapping.sheet) != fold(sheet.name):
            why = _("the mapping reads another sheet")
        elif mapping.sheet is None and sheet.hidden:
            why = _("it is hidden")
        elif lacks:
            near = matching.nearest(lacks[0], {each: each for each in table.names})
            why = _("it lacks {names}.").format(names=", ".join(map(shown, lacks)))
            why = f"{why} {matching.did_you_mean(map(shown, near))}".rstrip()
        else:
            tables.append(table)
            continue
        unread.append((len(lacks), f"{shown(sheet.name)}: {why}" if sheet.name else why))
    return Source(name, mapping, tables, unread)


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
