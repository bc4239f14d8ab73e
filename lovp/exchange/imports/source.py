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
from lovp.i18n import _, spoken
from lovp.model import Plan
from lovp.pii import shown
from lovp.text import fold

_ANSWER = ("key", "date", "target", "place", "value", "of")
_FORM = {"source": "lovp-form", "id": "key", "target": {"column": "target"}}
_FORM |= {name: name for name in ("date", "place", "value", "of")}
"""How answers to the program's own form are read; their ids are unique whichever form and server it was."""


class Page(NamedTuple):
    """A sheet that is read: its columns, and the rows below its headers."""

    sheet: str
    layout: Layout
    rows: Iterable[Row]


class Source(NamedTuple):
    """What is read of a file, and by which mapping; `name` is empty for answers to the program's own form.

    `unread` says which sheets are not read, and why.
    """

    path: Path
    years: Years
    mapping: MappingShape
    name: str
    pages: Sequence[Page]
    unread: Sequence[str] = ()

    def read(self) -> Iterator[Read]:
        """What the rows of all sheets say; where there are several, each says in which sheet it is."""
        for page in self.pages:

            def texts(column: int, sheet: str = page.sheet) -> Iterator[str]:
                rows = read_sheet(self.path, sheet, self.mapping.columns()).rows
                return (cell for row in rows if isinstance(cell := row.at(column), str))

            sheet = page.sheet if len(self.pages) > 1 else ""
            parser = RowParser(self.mapping, page.layout, self.years, texts, sheet)
            for row in page.rows:
                yield from parser.parse(row)


def open_source(path: Path, mappings: Mapping[str, MappingShape], years: Years, *, named: bool) -> Source:
    """The file as the one of the mappings that fits it reads it, or as answers to the program's own form.

    With `named` the mapping was asked for. Raises LovpError where none fits, UsageError where several do.
    """
    wanted = {column for mapping in mappings.values() for column in mapping.columns()}
    pages: dict[str, list[Page]] = {name: [] for name in mappings}
    unread: dict[str, list[tuple[int, str]]] = {name: [] for name in mappings}
    for number, sheet in enumerate(read_sheets(path, wanted)):
        rows = iter(sheet.rows)
        first = [*islice(rows, SEARCHED)]
        if number == 0 and not named and answers.is_form(layout_of(first[0]).names):
            page = _form_page(years.plan, sheet.name, first[0], chain(first[1:], rows))
            return Source(path, years, MappingShape.model_validate(_FORM), "", [page])
        for name, mapping in mappings.items():
            layout = find_layout(first, mapping.columns())
            below = [row for row in first if row.number > layout.top.number]
            if why := _why_unread(mapping, sheet, layout):
                lacking = len(layout.lacks(mapping.columns()))
                unread[name].append((lacking, f"{shown(sheet.name)}: {why}" if sheet.name else why))
            else:
                pages[name].append(Page(sheet.name, layout, chain(below, rows)))
    fitting = [name for name in mappings if pages[name]]
    if len(fitting) > 1:
        message = _("Several mappings fit {file}: {names}.")
        message = message.format(file=shown(path.name), names=", ".join(fitting))
        raise UsageError(message, _("Choose one with --mapping."))
    for name in fitting:
        return Source(path, years, mappings[name], name, pages[name], [why for _lacking, why in unread[name]])
    raise _unfit(path, unread)


def _form_page(plan: Plan, sheet: str, top: Row, below: Iterable[Row]) -> Page:
    """A sheet of answers to the program's own form: what each answer says stands before the file's cells."""
    answer_of = answers.reader(plan, [str(cell or "") for cell in top.cells])
    others = (None if str(cell).lower() in _ANSWER else cell for cell in top.cells)
    layout = layout_of(top._replace(cells=(*_ANSWER, *others)))

    def with_answer(row: Row) -> Row:
        answer = answer_of(row.cells)
        return row._replace(cells=(*(getattr(answer, name) for name in _ANSWER), *row.cells))

    return Page(sheet, layout, map(with_answer, below))


def _why_unread(mapping: MappingShape, sheet: Sheet, layout: Layout) -> str:
    """Why the mapping does not read the sheet; empty where it does."""
    if mapping.sheet is not None and fold(mapping.sheet) != fold(sheet.name):
        return _("the mapping reads another sheet")
    if mapping.sheet is None and sheet.hidden:
        return _("it is hidden")
    if lacks := layout.lacks(mapping.columns()):
        near = matching.nearest(lacks[0], {name: name for name in layout.names})
        text = _("it lacks {names}.").format(names=", ".join(map(shown, lacks)))
        return f"{text} {matching.did_you_mean(map(shown, near))}".rstrip()
    return ""


def _unfit(path: Path, unread: Mapping[str, Sequence[tuple[int, str]]]) -> LovpError:
    """What to say where no mapping fits the file: what the nearest one lacks, and how to begin one."""
    message = _("No mapping fits {file}.").format(file=shown(path.name))
    reasons = [(count, f"{name}: {why}") for name, found in unread.items() for count, why in found]
    command = f"lovp import {shown(str(path), 200)} {spoken('--suggest')}"
    remedy = _("Check that it is the right file, or begin a mapping: {command}").format(command=command)
    if reasons:
        message += " " + _("The nearest is {reason}").format(reason=min(reasons)[1])
    return LovpError(message, remedy)
