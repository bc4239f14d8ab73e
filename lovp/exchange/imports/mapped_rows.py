"""The rows of a sheet, read as a mapping says. Pure."""

from collections.abc import Callable, Sequence
from functools import lru_cache

from lovp.exchange.imports.drafts import Drafts, Given, Passed, Read, Refusal, Years
from lovp.exchange.imports.headers import Layout
from lovp.exchange.imports.mapping import ImportMapping, Part
from lovp.exchange.tables.cell_values import read_word, shows_error
from lovp.exchange.tables.rows import Cell, Row
from lovp.folding import fold
from lovp.i18n import _
from lovp.pii import shown

_TOTALS = frozenset(
    {"summa", "totalt", "total", "sum", "delsumma", "subtotal", "medel", "medelvarde", "snitt", "average"}
)

ReadRow = Callable[[Row], list[Read]]


def reader(mapping: ImportMapping, layout: Layout, years: Years) -> ReadRow:
    """What reads a row by the mapping. The layout has all columns of it."""
    drafts = Drafts(years)
    own = layout.column(mapping.id) if mapping.id else None
    parts = [(part.key, _given(part, layout)) for part in mapping.parts]
    columns = sorted({column for _key, given in parts for column in given.columns if column is not None})
    days = sorted({given.columns[0] for _key, given in parts if given.columns[0] is not None})
    skips = [(layout.column(skip.column), skip.words) for skip in mapping.skip]
    headers = {column: fold(layout.headers[column]) for column in columns}

    def read(row: Row) -> list[Read]:
        cells = row.cells
        name = _text(cells, own)
        if why := _passed_over(cells, headers, days, skips):
            return [Passed(row.number, name, why)]
        if own is not None and (not name or shows_error(name)):
            remedy = _("Each row needs the id that the form gave it.")
            return [Refusal(row.number, "", "", own, name or None, _("the id is missing"), remedy)]
        found = [
            each
            for key, given in parts
            if (each := drafts.draft(row.number, name, key, given.cells(cells), given)) is not None
        ]
        return found or [_nothing_counted(row.number, name, [given for _key, given in parts])]

    return read


def _given(part: Part, layout: Layout) -> Given:
    fields = (part.date, part.target, part.place, part.value, part.of, part.note)
    return Given(fields, tuple(layout.column(field.column) if field.column else None for field in fields))


def _text(cells: Sequence[Cell], column: int | None) -> str:
    cell = cells[column] if column is not None and column < len(cells) else None
    return cell if isinstance(cell, str) else read_word(cell)


def _passed_over(
    cells: Sequence[Cell],
    headers: dict[int, str],
    days: Sequence[int],
    skips: Sequence[tuple[int | None, frozenset[str]]],
) -> str:
    """Why the row is passed over, or nothing."""
    width = len(cells)
    if all(column >= width or cells[column] is None for column in headers):
        return _("nothing stands in the columns that are read")
    for column, words in skips:
        text = _text(cells, column)
        if fold(text) in words:
            return _("the mapping passes over “{word}”").format(word=shown(text))
    # A row with a date is a thing that happened, whatever else it says.
    undated = all(day >= width or cells[day] is None or is_total(str(cells[day])) for day in days)
    if undated and days and any(isinstance(cell, str) and is_total(cell) for cell in cells):
        return _("a line of totals")
    if all(fold(_text(cells, column)) == header for column, header in headers.items()):
        return _("the headers again")
    return ""


@lru_cache(maxsize=4096)
def is_total(text: str) -> bool:
    """Whether the text stands at a line of totals."""
    plain = fold(text).rstrip(":")
    return plain in _TOTALS or plain.startswith(("summa ", "totalt "))


def _nothing_counted(row: int, own: str, parts: Sequence[Given]) -> Refusal:
    columns = (column for given in parts for column in given.columns[3:5] if column is not None)
    return Refusal(
        row,
        own,
        "",
        next(columns, None),
        None,
        _("there is no number"),
        _("Write how many, 0 if none, or delete the row."),
    )
