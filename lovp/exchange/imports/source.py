"""A file that is to be imported: which sheets, where their columns are, and what parses their rows."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from lovp import names
from lovp.errors import LovpError, UsageError
from lovp.exchange.forms.answers import is_form
from lovp.exchange.imports import row_parser
from lovp.exchange.imports.candidates import Read
from lovp.exchange.imports.headers import SEARCHED, Layout, find_layout, layout_of
from lovp.exchange.imports.row_parser import Parse, Years
from lovp.exchange.tables.rows import Row, Sheet, column_letter
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

    `name` is that of the source, in every id; `parts` are the keys of what each row may say, and `varying` the
    fields that can differ from row to row. `mapping` is the mapping's name, empty for answers to the program's
    own form. `unread` are the sheets that are not read, each with why.
    """

    pages: tuple[Page, ...]
    name: str
    parts: tuple[str, ...]
    varying: frozenset[str]
    mapping: str = ""
    unread: tuple[tuple[str, str], ...] = ()

    @property
    def total(self) -> int:
        """About how many rows there are."""
        return sum(page.total for page in self.pages)

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
    wanted = {name for mapping in mappings.values() for name in mapping.columns()}
    meant = {fold(mapping.sheet) for mapping in mappings.values() if mapping.sheet}
    pages, unread, nearest = list[Page](), list[tuple[str, str]](), list[tuple[str, Layout]]()
    chosen: dict[str, MappingShape] = {}
    for sheet in read_sheets(path, wanted):
        if sheet.hidden and fold(sheet.name) not in meant:
            unread.append((sheet.name, _("it is hidden")))
            continue
        rows = iter(sheet.rows)
        first = list(islice(rows, SEARCHED))
        top = layout_of(first[0])
        if not named and not chosen and is_form(top.headers):
            page = Page(sheet.name, top, chain(first[1:], rows), sheet.total, row_parser.form_rows(top, years))
            return Source((page,), FORM, ("",), frozenset(row_parser.FIELDS))
        layouts = dict(_layouts(chosen or mappings, sheet, first, named=named))
        fitting = [name for name, layout in layouts.items() if not layout.lacks(mappings[name].columns())]
        if len(fitting) > 1:
            message = _("Several mappings fit {file}: {names}.")
            message = message.format(file=shown(path.name), names=", ".join(fitting))
            raise UsageError(message, _("Choose one with --mapping."))
        if not fitting:
            nearest += layouts.items()
            unread.append((sheet.name, _why_unread(layouts, mappings)))
            continue
        name, layout = fitting[0], layouts[fitting[0]]
        chosen = {name: mappings[name]}
        _refuse_ambiguous(path, mappings[name], layout)
        texts = partial(_texts, path, sheet.name, wanted)
        parse = row_parser.mapped_rows(mappings[name], layout, years, texts)
        below = (row for row in chain(first, rows) if row.number > layout.row)
        pages.append(Page(sheet.name, layout, below, sheet.total, parse))
    for name, mapping in chosen.items():
        parts = mapping.parts()
        varying = {field for part in parts.values() for field, shape in part.items() if shape.column}
        return Source(tuple(pages), mapping.source, tuple(parts), frozenset(varying), name, tuple(unread))
    raise _unfit(path, mappings, nearest, named=named)


def _layouts(
    mappings: Mapping[str, "MappingShape"], sheet: Sheet, first: Sequence[Row], *, named: bool
) -> Iterator[tuple[str, Layout]]:
    """Where the columns are of each mapping that may be for the sheet."""
    for name, mapping in mappings.items():
        # Any sheet has columns of the letters that a mapping without headers reads.
        if fold(mapping.sheet or sheet.name) == fold(sheet.name) and (named or mapping.header != 0):
            layout = find_layout(first, mapping.columns(), mapping.header)
            if layout is not None:
                yield name, layout


def _why_unread(layouts: Mapping[str, Layout], mappings: Mapping[str, "MappingShape"]) -> str:
    lacks = min((layout.lacks(mappings[name].columns()) for name, layout in layouts.items()), key=len, default=[])
    return _("it lacks {names}").format(names=_listed(lacks)) if lacks else _("it has other columns")


def _refuse_ambiguous(path: Path, mapping: "MappingShape", layout: Layout) -> None:
    """Raise LovpError where a header that the mapping reads stands over several columns."""
    for name, columns in layout.columns(mapping.columns()).items():
        if len(columns) > 1:
            letters = ", ".join(map(column_letter, columns))
            message = _("{file} has several columns “{name}”: {letters}.")
            message = message.format(file=shown(path.name), name=shown(name), letters=letters)
            remedy = _("Write in the mapping which one: {names}.")
            raise LovpError(message, remedy.format(names=_listed(map(layout.header, columns))))


def _texts(path: Path, sheet: str, wanted: Collection[str], column: int) -> Iterator[str]:
    """The texts of a column, read anew."""
    for row in read_sheet(path, sheet or None, wanted).rows:
        cell = row.cells[column] if column < len(row.cells) else None
        if isinstance(cell, str):
            yield cell


def _unfit(
    path: Path, mappings: Mapping[str, "MappingShape"], nearest: Sequence[tuple[str, Layout]], *, named: bool
) -> LovpError:
    """What to say where no mapping fits the file."""
    file = shown(path.name)
    typed = shown(str(path), _LONGEST)
    typed = f'"{typed}"' if " " in typed else typed
    suggest = f"\n  lovp import {typed} {names.spoken_option('--suggest')}"
    if not mappings:
        message = _("There is no mapping that says which column of {file} is what.").format(file=file)
        return LovpError(message, _("Begin with a suggestion:") + suggest)
    if not nearest:
        message = _("No row of {file} has the headers of {names}.")
        remedy = _("Check that it is the right file, or begin a mapping for it:") + suggest
        return LovpError(message.format(file=file, names=_listed(mappings)), remedy)
    name, layout = min(nearest, key=lambda pair: len(pair[1].lacks(mappings[pair[0]].columns())))
    message = (
        _("{file} lacks columns that the mapping {mapping} reads: {names}.")
        if named
        else _("No mapping fits {file}. The nearest, {mapping}, reads columns that it lacks: {names}.")
    )
    remedy = _("Row {row} has these headers: {names}. Put the mapping right, or choose another file.")
    return LovpError(
        message.format(file=file, mapping=name, names=_listed(layout.lacks(mappings[name].columns()))),
        remedy.format(row=layout.row, names=_listed(filter(None, layout.headers))),
    )


def _listed(words: Iterable[str]) -> str:
    return ", ".join(shown(word, 40) for word in islice(words, _LISTED))
