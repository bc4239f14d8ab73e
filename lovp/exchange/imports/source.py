"""A file that is to be imported: which mapping reads which of its sheets."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from pathlib import Path
from typing import NamedTuple

from lovp import matching
from lovp.errors import LovpError, UsageError
from lovp.exchange.forms import answers
from lovp.exchange.imports.headers import SEARCHED, Layout, find_layout, layout_of
from lovp.exchange.imports.mapping import MappingShape
from lovp.exchange.imports.row_parser import Read, RowParser, Years
from lovp.exchange.tables.rows import Row, Sheet
from lovp.exchange.tables.table import read_sheet, read_sheets
from lovp.i18n import _, spoken_option
from lovp.model import Plan
from lovp.pii import shown
from lovp.text import fold

_ANSWER = ("key", "date", "target", "place", "value", "of")
_FORM = {"source": "lovp-form", "id": "key", "target": {"column": "target"}}
_FORM |= {name: name for name in ("date", "place", "value", "of")}
"""How answers to the program's own form are read; their ids are unique whichever form and server it was."""


class Page(NamedTuple):
    """A sheet as a mapping reads it: its columns, the rows below its headers, and why it is not read."""

    sheet: Sheet
    layout: Layout
    rows: Iterable[Row]
    lacks: Sequence[str] = ()
    unread: str = ""


class Source(NamedTuple):
    """A file and the mapping that reads it; `name` is empty for answers to the program's own form."""

    path: Path
    mapping: MappingShape
    name: str
    pages: Sequence[Page]
    years: Years

    @property
    def read_pages(self) -> list[Page]:
        """The sheets that are read."""
        return [page for page in self.pages if not page.unread]

    def read(self) -> Iterator[Read]:
        """What the rows of all sheets say; where there are several, each says in which sheet it is."""
        for page in self.read_pages:

            def texts(column: int, sheet: str = page.sheet.name) -> Iterator[str]:
                rows = read_sheet(self.path, sheet, self.mapping.columns()).rows
                return (cell for row in rows if isinstance(cell := row.at(column), str))

            sheet = page.sheet.name if len(self.read_pages) > 1 else ""
            parser = RowParser(self.mapping, page.layout, self.years, texts, sheet)
            for row in page.rows:
                yield from parser.parse(row)


def open_source(path: Path, mappings: Mapping[str, MappingShape], years: Years, *, named: bool) -> Source:
    """The file as the one of the mappings that fits it reads it, or as answers to the program's own form.

    With `named` the mapping was asked for. Raises LovpError where none fits, UsageError where several do.
    """
    wanted = {column for mapping in mappings.values() for column in mapping.columns()}
    pages: dict[str, list[Page]] = {name: [] for name in mappings}
    for number, sheet in enumerate(read_sheets(path, wanted)):
        rows = iter(sheet.rows)
        first = [*islice(rows, SEARCHED)]
        if number == 0 and not named and answers.is_form(layout_of(first[0]).names):
            page = _form_page(years.plan, sheet, first[0], chain(first[1:], rows))
            return Source(path, MappingShape.model_validate(_FORM), "", [page], years)
        for name, mapping in mappings.items():
            pages[name].append(_page(mapping, sheet, first, rows))
    fitting = [name for name, found in pages.items() if any(not page.unread for page in found)]
    if len(fitting) > 1:
        message = _("Several mappings fit {file}: {names}.")
        message = message.format(file=shown(path.name), names=", ".join(fitting))
        raise UsageError(message, _("Choose one with --mapping."))
    for name in fitting:
        return Source(path, mappings[name], name, pages[name], years)
    raise _unfit(path, mappings, pages)


def _form_page(plan: Plan, sheet: Sheet, top: Row, below: Iterable[Row]) -> Page:
    """A sheet of answers to the program's own form: what each answer says stands before the file's cells."""
    answer_of = answers.reader(plan, [str(cell or "") for cell in top.cells])
    others = (None if str(cell).lower() in _ANSWER else cell for cell in top.cells)
    layout = layout_of(top._replace(cells=(*_ANSWER, *others)))

    def with_answer(row: Row) -> Row:
        answer = answer_of(row.cells)
        return row._replace(cells=(*(getattr(answer, name) for name in _ANSWER), *row.cells))

    return Page(sheet, layout, map(with_answer, below))


def _page(mapping: MappingShape, sheet: Sheet, first: Sequence[Row], rest: Iterator[Row]) -> Page:
    layout = find_layout(first, mapping.columns())
    lacks = layout.lacks(mapping.columns())
    unread = _("it lacks {names}").format(names=", ".join(map(shown, lacks))) if lacks else ""
    if mapping.sheet is not None and fold(mapping.sheet) != fold(sheet.name):
        unread = _("the mapping reads another sheet")
    elif mapping.sheet is None and sheet.hidden:
        unread = _("it is hidden")
    below = (row for row in first if row.number > layout.top.number)
    return Page(sheet, layout, chain(below, rest), lacks, unread)


def _unfit(path: Path, mappings: Mapping[str, MappingShape], pages: Mapping[str, list[Page]]) -> LovpError:
    """What to say where no mapping fits the file: what the nearest one lacks, or how to begin one."""
    every = [(page, name) for name, found in pages.items() for page in found]
    for page, name in sorted(every, key=lambda each: len(each[0].lacks)):
        if 0 < len(page.lacks) < len(mappings[name].columns()):
            message = _("{file} lacks columns that the mapping {mapping} reads: {names}.")
            lacks = ", ".join(map(shown, page.lacks))
            near = matching.nearest(page.lacks[0], {each: each for each in page.layout.names})
            remedy = matching.did_you_mean(map(shown, near)) or _(
                "Put the mapping right, or choose another file."
            )
            return LovpError(message.format(file=shown(path.name), mapping=name, names=lacks), remedy)
    message = _("No mapping says which column of {file} is what.").format(file=shown(path.name))
    command = f"lovp import {shown(str(path), 200)} {spoken_option('--suggest')}"
    remedy = _("Check that it is the right file, or begin a mapping: {command}").format(command=command)
    return LovpError(message, remedy)
