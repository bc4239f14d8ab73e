"""A file that is to be imported: which mapping reads which of its sheets."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from lovp import matching
from lovp.errors import LovpError, UsageError
from lovp.exchange import form
from lovp.exchange.imports.headers import Table, find_table, table_of
from lovp.exchange.imports.mapping import MappingShape
from lovp.exchange.imports.row_parser import Read, RowParser, Years
from lovp.exchange.tables.cells import Row
from lovp.exchange.tables.table import read_sheets
from lovp.i18n import _, spoken
from lovp.model import Plan
from lovp.pii import shown
from lovp.text import fold

_FORM = {"source": "lovp-form", "id": "key", "target": {"column": "target"}}
_FORM |= {name: name for name in ("date", "place", "value", "of")}
"""How answers to the program's own form are read; their ids are unique whichever form and server it was."""


class Source(NamedTuple):
    """What is read of a file, and by which mapping; `name` is empty for answers to the program's own form.

    `unread` says of each sheet that is not read how many columns it lacks, and why it is not.
    """

    name: str
    mapping: MappingShape
    tables: Sequence[Table]
    unread: Sequence[tuple[int, str]] = ()

    def read(self, years: Years) -> Iterator[Read]:
        """What the rows of all sheets say; where there are several, each says in which sheet it is."""
        for table in self.tables:
            yield from RowParser(self.mapping, table, years, is_one=len(self.tables) == 1).parse()


def open_source(path: Path, mappings: Mapping[str, MappingShape], plan: Plan, *, named: bool) -> Source:
    """The file as the one of the mappings that fits it reads it, or as answers to the program's own form.

    With `named` the mapping was asked for. Raises LovpError where none fits, UsageError where several do.
    """
    wanted = {column for mapping in mappings.values() for column in mapping.columns()}
    sheets = [(sheet.name, sheet.hidden, [*sheet.rows]) for sheet in read_sheets(path, wanted)]
    first = sheets[0][2]
    if not named and form.is_form(table_of("", first).names):
        return Source("", MappingShape.model_validate(_FORM), [_form_table(plan, first)])
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
    command = f"lovp import {shown(str(path), 200)} {spoken('--suggest')}"
    remedy = _("Check that it is the right file, or begin a mapping: {command}").format(command=command)
    raise LovpError(message, remedy)


def _form_table(plan: Plan, rows: Sequence[Row]) -> Table:
    """Answers to the program's own form: what each says stands before the file's cells."""
    answer_of = form.reader(plan, [str(cell or "") for cell in rows[0].cells])
    others = (None if str(cell).lower() in form.FIELDS else cell for cell in rows[0].cells)
    found = [rows[0]._replace(cells=(*form.FIELDS, *others))]
    found += [row._replace(cells=(*answer_of(row.cells), *row.cells)) for row in rows[1:]]
    return table_of("", found)


def _match(name: str, mapping: MappingShape, sheets: Sequence[tuple[str, bool, Sequence[Row]]]) -> Source:
    """Those of the sheets (with their names, and whether they are hidden) that the mapping reads."""
    columns, tables, unread = mapping.columns(), list[Table](), list[tuple[int, str]]()
    for sheet, is_hidden, rows in sheets:
        table = find_table(sheet, rows, columns)
        lacks = table.lacks(columns)
        if mapping.sheet is not None and fold(mapping.sheet) != fold(sheet):
            why = _("the mapping reads another sheet")
        elif mapping.sheet is None and is_hidden:
            why = _("it is hidden")
        elif lacks:
            near = matching.nearest(lacks[0], {each: each for each in table.names})
            why = _("it lacks {names}.").format(names=", ".join(map(shown, lacks)))
            why = f"{why} {matching.did_you_mean(map(shown, near))}".rstrip()
        else:
            tables.append(table)
            continue
        unread.append((len(lacks), f"{shown(sheet)}: {why}" if sheet else why))
    return Source(name, mapping, tables, unread)
