"""A file that is to be imported: its columns, and which mapping reads which sheet."""

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from lovp import matching
from lovp.errors import LovpError, UsageError
from lovp.exchange import form_answers
from lovp.exchange.imports.mapping import MappingShape
from lovp.exchange.tables.cells import Row, Sheet, column_letter
from lovp.exchange.tables.table import read_sheets
from lovp.i18n import _
from lovp.model import Plan
from lovp.pii import shown
from lovp.text import fold

SEARCHED = 50
"""Rows at the beginning of a sheet among which its headers are looked for."""
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
    times = Counter(map(fold, names))
    seen = Counter[str]()
    exact: dict[str, int] = {}
    numbered: dict[str, int] = {}
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
    lacking = [len(table_of(sheet, [row]).lacks(names)) for row in rows[:SEARCHED]]
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
    if not named and form_answers.is_form(table_of("", rows).names):
        others = [(0, f"{shown(sheet.name)}: {_('another sheet is read')}") for sheet in sheets[1:]]
        return Source("", MappingShape.model_validate(_FORM), [_form_table(plan, rows)], others)
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
    fields = form_answers.FIELDS
    answer_of = form_answers.reader(plan, [str(cell or "") for cell in rows[0].cells])
    others = (None if str(cell).lower() in fields else cell for cell in rows[0].cells)
    found = [rows[0]._replace(cells=(*fields, *others))]
    for row in rows[1:]:
        # A number that is merged with one above was counted there.
        counted = {at for at in row.merged if not re.search(r"[^\W\d]", str(row.at(at)))}
        cells = [None if at in counted else cell for at, cell in enumerate(row.cells)]
        merged = {at + len(fields) for at in row.merged} | ({fields.index("value")} if counted else set())
        found.append(Row(row.number, (*answer_of(cells), *cells), row.hidden, frozenset(merged)))
    return table_of("", found)


def _match(name: str, mapping: MappingShape, sheets: Sequence[Sheet]) -> Source:
    """Those of the sheets that the mapping reads, and why it does not read the others."""
    columns = mapping.columns()
    tables: list[Table] = []
    unread: list[tuple[int, str]] = []
    for sheet in sheets:
        table = find_table(sheet.name, sheet.rows, columns)
        lacks = table.lacks(columns)
        if mapping.sheet is not None and fold(mapping.sheet) != fold(sheet.name):
            why = _("another sheet is read")
        elif mapping.sheet is None and sheet.hidden:
            why = _("it is hidden")
        elif lacks:
            near = matching.nearest(lacks[0], table.names)
            why = _("it lacks {names}.").format(names=", ".join(map(shown, lacks)))
            why = f"{why} {matching.did_you_mean(map(shown, near))}".rstrip()
        else:
            tables.append(table)
            continue
        unread.append((len(lacks), f"{shown(sheet.name)}: {why}" if sheet.name else why))
    return Source(name, mapping, tables, unread)
