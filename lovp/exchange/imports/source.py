"""A file that is to be imported: which sheet, where its columns are, and what reads its rows."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from pathlib import Path
from typing import NamedTuple

from lovp import names
from lovp.errors import LovpError, UsageError
from lovp.exchange.forms import answers as form_answers
from lovp.exchange.imports import form_rows, mapped_rows
from lovp.exchange.imports.drafts import Read, Years
from lovp.exchange.imports.headers import SEARCHED, Layout, find_layout, layout_of
from lovp.exchange.imports.mapped_rows import ReadRow
from lovp.exchange.imports.mapping import ImportMapping
from lovp.exchange.tables.rows import Row, Sheet
from lovp.exchange.tables.table import read_sheets
from lovp.folding import fold
from lovp.i18n import _
from lovp.pii import shown

_LISTED = 6
_HEADERS = 20
_LONGEST = 200
"""Characters of a path that is repeated."""


class Page(NamedTuple):
    """A sheet with what reads its rows; `total` is about how many there are."""

    sheet: str
    layout: Layout
    rows: Iterator[Row]
    total: int
    read: ReadRow


class Source(NamedTuple):
    """What is read of a file: every sheet that has the columns, unless the mapping names one.

    `name` is that of the source, in every id; `parts` are the keys of what each row may say; `mapping` is the
    mapping's name, empty for answers to the program's own form.
    """

    pages: tuple[Page, ...]
    name: str
    parts: tuple[str, ...]
    mapping: str

    @property
    def total(self) -> int:
        """About how many rows there are."""
        return sum(page.total for page in self.pages)

    def read(self) -> Iterator[Read]:
        """What the rows of all sheets say; where there are several, each says in which sheet it is."""
        for page in self.pages:
            sheet = page.sheet if len(self.pages) > 1 else ""
            for row in page.rows:
                yield from (each._replace(sheet=sheet) for each in page.read(row))


class _Beginning(NamedTuple):
    """A sheet, and its first rows."""

    name: str
    first: Sequence[Row]
    rest: Iterable[Row]
    total: int

    def after(self, layout: Layout) -> Iterator[Row]:
        """The rows below the headers."""
        return (row for row in chain(self.first, self.rest) if row.number > layout.row)


def open_source(path: Path, mappings: Sequence[ImportMapping], years: Years, *, named: bool) -> Source:
    """The file as the one of the mappings that fits it reads it, or as answers to the program's own form.

    With `named` the mapping was asked for. Raises LovpError where none fits, UsageError where several do.
    """
    nearest: list[tuple[ImportMapping, Layout]] = []
    pages: list[Page] = []
    chosen: ImportMapping | None = None
    for each in read_sheets(path):
        sheet = _begin(each)
        if not named and chosen is None and (source := _form(sheet, years)):
            return source
        found: list[tuple[ImportMapping, Layout]] = []
        for mapping in mappings if chosen is None else [chosen]:
            layout = _layout(mapping, sheet, named=named)
            if layout is not None:
                (found if not layout.lacks(mapping.columns()) else nearest).append((mapping, layout))
        if len(found) > 1:
            raise UsageError(
                _("Several mappings fit {file}: {names}.").format(
                    file=shown(path.name), names=", ".join(mapping.name for mapping, _layout in found)
                ),
                _("Choose one with --mapping."),
            )
        for mapping, layout in found:
            chosen = mapping
            read = mapped_rows.reader(mapping, layout, years)
            pages.append(Page(sheet.name, layout, sheet.after(layout), sheet.total, read))
    if chosen is None:
        raise _unfit(path, mappings, nearest, named=named)
    return Source(tuple(pages), chosen.source, tuple(part.key for part in chosen.parts), chosen.name)


def _layout(mapping: ImportMapping, sheet: _Beginning, *, named: bool) -> Layout | None:
    """Where the mapping's columns are in the sheet, if the mapping may be for it."""
    if mapping.sheet and fold(mapping.sheet) != fold(sheet.name):
        return None
    if mapping.header == 0 and not named:
        # Any sheet has columns of these letters.
        return None
    return find_layout(sheet.first, mapping.columns(), mapping.header)


def _begin(sheet: Sheet) -> _Beginning:
    rows = iter(sheet.rows)
    return _Beginning(sheet.name, list(islice(rows, SEARCHED)), rows, sheet.total)


def _form(sheet: _Beginning, years: Years) -> Source | None:
    """The sheet as answers to a form that the program made, if it is that."""
    for row in sheet.first[:1]:
        layout = layout_of(row)
        if form_answers.is_form(layout.headers):
            read = form_rows.reader(layout, years)
            page = Page(sheet.name, layout, sheet.after(layout), sheet.total, read)
            return Source((page,), form_rows.SOURCE, ("",), "")
    return None


def _unfit(
    path: Path,
    mappings: Sequence[ImportMapping],
    nearest: Sequence[tuple[ImportMapping, Layout]],
    *,
    named: bool,
) -> LovpError:
    """What to say where no mapping fits the file."""
    if not mappings:
        return LovpError(
            _("There is no mapping that says which column of {file} is what.").format(file=shown(path.name)),
            _("Begin with a suggestion:")
            + f"\n  lovp import {_typed(path)} {names.spoken_option('--suggest')}",
        )
    if not nearest:
        return LovpError(
            _("No row of {file} has the headers of {names}.").format(
                file=shown(path.name), names=", ".join(mapping.name for mapping in mappings[:_LISTED])
            ),
            _("Check that it is the right file, or begin a mapping for it:")
            + f"\n  lovp import {_typed(path)} {names.spoken_option('--suggest')}",
        )
    mapping, layout = min(nearest, key=lambda pair: len(pair[1].lacks(pair[0].columns())))
    lacks = ", ".join(shown(name, 40) for name in layout.lacks(mapping.columns())[:_LISTED])
    has = ", ".join(shown(name, 40) for name in layout.headers[:_HEADERS] if name)
    message = (
        _("{file} lacks columns that the mapping {mapping} reads: {names}.")
        if named
        else _("No mapping fits {file}. The nearest, {mapping}, reads columns that it lacks: {names}.")
    )
    return LovpError(
        message.format(file=shown(path.name), mapping=mapping.name, names=lacks),
        _("Row {row} has these headers: {names}. Put the mapping right, or choose another file.").format(
            row=layout.row, names=has
        ),
    )


def _typed(path: Path) -> str:
    """The path as it can be typed in a command."""
    text = shown(str(path), _LONGEST)
    return f'"{text}"' if " " in text else text
