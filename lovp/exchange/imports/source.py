"""A file that is to be imported: which sheets, where their columns are, and what parses their rows."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from lovp.errors import LovpError, UsageError
from lovp.exchange.forms.answers import is_form
from lovp.exchange.imports.candidates import Read
from lovp.exchange.imports.headers import SEARCHED, Layout, find_layout, layout_of
from lovp.exchange.imports.row_parser import FIELDS, Parse, Years, form_rows, mapped_rows
from lovp.exchange.tables.rows import Row, column_letter
from lovp.exchange.tables.table import read_sheet, read_sheets
from lovp.i18n import _, spoken_option
from lovp.pii import shown
from lovp.text import fold

if TYPE_CHECKING:
    from lovp.exchange.imports.mapping import MappingShape

FORM = "lovp-form"
"""The source of answers to the program's own form, whose ids are unique whichever form and server it was."""
_LISTED = 20


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
    pages, unread, chosen, lacking = list[Page](), list[str](), "", list[tuple[int, str, list[str]]]()
    for sheet in read_sheets(path, wanted):
        rows = iter(sheet.rows)
        first = list(islice(rows, SEARCHED))
        top = layout_of(first[0])
        if not named and not pages and is_form(top.headers):
            page = Page(sheet.name, top, chain(first[1:], rows), sheet.total, form_rows(top, years))
            return Source([page], FORM, [""], FIELDS)
        layouts = {
            name: find_layout(first, columns[name])
            for name, mapping in mappings.items()
            if fold(mapping.sheet or sheet.name) == fold(sheet.name) and chosen in ("", name)
        }
        lacks = {name: layout.lacks(columns[name]) for name, layout in layouts.items()}
        fitting = [name for name in layouts if not lacks[name]]
        if sheet.hidden and not any(mappings[name].sheet for name in fitting):
            unread.append(_("{sheet}: it is hidden").format(sheet=shown(sheet.name)))
        elif len(fitting) > 1:
            message = _("Several mappings fit {file}: {names}.")
            message = message.format(file=shown(path.name), names=", ".join(fitting))
            raise UsageError(message, _("Choose one with --mapping."))
        elif fitting:
            chosen, layout = fitting[0], layouts[fitting[0]]
            _refuse_ambiguous(path, columns[chosen], layout)
            texts = partial(_texts, path, sheet.name, wanted)
            below = [row for row in first if row.number > layout.row]
            parse = mapped_rows(mappings[chosen], layout, years, texts)
            pages.append(Page(sheet.name, layout, chain(below, rows), sheet.total, parse))
        else:
            lacking += [(len(found), name, found) for name, found in lacks.items()]
            fewest = min(lacks.values(), key=len, default=["…"])
            told = _("{sheet}: it lacks {names}").format(sheet=shown(sheet.name), names=_listed(fewest))
            unread.append(told)
    if not chosen:
        raise _unfit(path, columns, lacking)
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
    return (cell for row in read_sheet(path, sheet, wanted).rows if isinstance(cell := row.at(column), str))


def _unfit(
    path: Path, columns: Mapping[str, list[str]], lacking: list[tuple[int, str, list[str]]]
) -> LovpError:
    """What to say where no mapping fits the file: what the nearest one lacks, or how to begin one."""
    file = shown(path.name)
    count, name, lacks = min(lacking, default=(0, "", []))
    if lacks and count < len(columns[name]):
        message = _("{file} lacks columns that the mapping {mapping} reads: {names}.")
        remedy = _("Put the mapping right, or choose another file.")
        return LovpError(message.format(file=file, mapping=name, names=_listed(lacks)), remedy)
    message = _("No mapping says which column of {file} is what.").format(file=file)
    typed = f'"{path}"' if " " in str(path) else str(path)
    suggest = f"lovp import {shown(typed, 200)} {spoken_option('--suggest')}"
    return LovpError(
        message, _("Check that it is the right file, or begin a mapping: {command}").format(command=suggest)
    )


def _listed(words: Iterable[str]) -> str:
    return ", ".join(shown(word, 40) for word in islice(words, _LISTED))
