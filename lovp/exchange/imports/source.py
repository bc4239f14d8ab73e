"""A file that is to be imported: which sheets, where their columns are, and what parses their rows."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from lovp import names
from lovp.errors import LovpError, UsageError
from lovp.exchange.forms.answers import is_form
from lovp.exchange.imports.candidates import Read
from lovp.exchange.imports.headers import SEARCHED, Layout, find_layout
from lovp.exchange.imports.row_parser import FIELDS, Parse, Years, form_rows, mapped_rows
from lovp.exchange.tables.rows import Row, column_letter
from lovp.exchange.tables.table import read_sheet, read_sheets
from lovp.folding import fold
from lovp.i18n import _
from lovp.pii import shown

if TYPE_CHECKING:
    from lovp.exchange.imports.mapping import MappingShape

FORM = "lovp-form"
"""The source of answers to the program's own form, whose ids are unique whichever form and server it was."""
_LISTED = 20
_LONGEST = 200
"""Characters of a path that is repeated."""


class Page(NamedTuple):
    """A sheet with what parses its rows; `total` is about how many there are."""

    sheet: str
    layout: Layout
    rows: Iterable[Row]
    total: int
    parse: Parse


class Source(NamedTuple):
    """What is read of a file: every sheet that has the columns, unless the mapping names one.

    `name` is that of the source, in every id; `parts` are the keys of what each row may say, and `varying`
    the fields that can differ from row to row. `mapping` is the mapping's name, empty for answers to the
    program's own form; `unread` says which sheets are not read, and why.
    """

    pages: Sequence[Page]
    name: str
    parts: Sequence[str]
    varying: Collection[str]
    mapping: str = ""
    unread: Sequence[str] = ()

    def read(self) -> Iterator[Read]:
        """What the rows of all sheets say; where there are several, each says in which sheet it is."""
        for page in self.pages:
            sheet = page.sheet if len(self.pages) > 1 else ""
            for row in page.rows:
                for each in page.parse(row):
                    yield each._replace(sheet=sheet) if sheet else each


def open_source(path: Path, mappings: Mapping[str, "MappingShape"], years: Years, *, named: bool) -> Source:
    """The file as the one of the mappings that fits it reads it, or as answers to the program's own form.

    With `named` the mapping was asked for. Raises LovpError where none fits, UsageError where several do.
    """
    columns = {name: mapping.columns() for name, mapping in mappings.items()}
    wanted = {column for found in columns.values() for column in found}
    pages, unread, nearest, chosen = list[Page](), list[str](), list[tuple[str, Layout]](), ""
    for sheet in read_sheets(path, wanted):
        rows = iter(sheet.rows)
        first = list(islice(rows, SEARCHED))
        # Any sheet has columns of the letters that a mapping without headers reads.
        layouts = {
            name: find_layout(first, columns[name], mapping.header)
            for name, mapping in mappings.items()
            if fold(mapping.sheet or sheet.name) == fold(sheet.name)
            and (name == chosen or (not chosen and (named or mapping.header != 0)))
        }
        lacks = {name: layout.lacks(columns[name]) for name, layout in layouts.items()}
        fitting = [name for name in layouts if not lacks[name]]
        if sheet.hidden and not any(mappings[name].sheet for name in fitting):
            unread.append(_("{sheet}: it is hidden").format(sheet=shown(sheet.name)))
            continue
        top = find_layout(first[:1], ())
        if not named and not chosen and is_form(top.headers):
            page = Page(sheet.name, top, chain(first[1:], rows), sheet.total, form_rows(top, years))
            return Source([page], FORM, [""], FIELDS)
        if len(fitting) > 1:
            message = _("Several mappings fit {file}: {names}.")
            message = message.format(file=shown(path.name), names=", ".join(fitting))
            raise UsageError(message, _("Choose one with --mapping."))
        if not fitting:
            nearest += layouts.items()
            fewest = min(lacks.values(), key=len, default=["…"])
            unread.append(
                _("{sheet}: it lacks {names}").format(sheet=shown(sheet.name), names=_listed(fewest))
            )
            continue
        (chosen,) = fitting
        _refuse_ambiguous(path, columns[chosen], layouts[chosen])
        texts = partial(_texts, path, sheet.name, wanted)
        parse = mapped_rows(mappings[chosen], layouts[chosen], years, texts)
        below = [row for row in first if row.number > layouts[chosen].row]
        pages.append(Page(sheet.name, layouts[chosen], chain(below, rows), sheet.total, parse))
    if not chosen:
        raise _unfit(path, columns, nearest)
    parts = mappings[chosen].parts()
    varying = {name for fields in parts.values() for name, field in fields.items() if field.column}
    return Source(pages, mappings[chosen].source, [*parts], varying, chosen, unread)


def _refuse_ambiguous(path: Path, names: Iterable[str], layout: Layout) -> None:
    """Raise LovpError where a header that is read stands over several columns."""
    for name in names:
        if len(found := layout.find(name)) > 1:
            message = _("{file} has several columns “{name}”: {letters}.")
            letters = ", ".join(map(column_letter, found))
            remedy = _("Write in the mapping which one: {names}.")
            raise LovpError(
                message.format(file=shown(path.name), name=shown(name), letters=letters),
                remedy.format(names=_listed(map(layout.header, found))),
            )


def _texts(path: Path, sheet: str, wanted: Collection[str], column: int) -> Iterator[str]:
    """The texts of a column, read anew."""
    for row in read_sheet(path, sheet, wanted).rows:
        if column < len(row.cells) and isinstance(cell := row.cells[column], str):
            yield cell


def _unfit(path: Path, columns: Mapping[str, list[str]], nearest: Sequence[tuple[str, Layout]]) -> LovpError:
    """What to say where no mapping fits the file."""
    file, typed = shown(path.name), shown(str(path), _LONGEST)
    typed = f'"{typed}"' if " " in typed else typed
    suggest = f"\n  lovp import {typed} {names.spoken_option('--suggest')}"
    if not columns:
        message = _("There is no mapping that says which column of {file} is what.").format(file=file)
        return LovpError(message, _("Begin with a suggestion:") + suggest)
    found = [(layout.lacks(columns[name]), name, layout) for name, layout in nearest]
    found = [each for each in found if len(each[0]) < len(columns[each[1]])]
    if not found:
        message = _("No row of {file} has the headers of {names}.")
        remedy = _("Check that it is the right file, or begin a mapping for it:") + suggest
        return LovpError(message.format(file=file, names=_listed(columns)), remedy)
    lacks, name, layout = min(found, key=lambda each: len(each[0]))
    message = _("{file} lacks columns that the mapping {mapping} reads: {names}.")
    remedy = _("Row {row} has these headers: {names}. Put the mapping right, or choose another file.")
    return LovpError(
        message.format(file=file, mapping=name, names=_listed(lacks)),
        remedy.format(row=layout.row, names=_listed(filter(None, layout.headers))),
    )


def _listed(words: Iterable[str]) -> str:
    return ", ".join(shown(word, 40) for word in islice(words, _LISTED))
