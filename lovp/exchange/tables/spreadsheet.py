"""A workbook of any kind as rows.

What Excel shows is what is read: formulas by the values last worked out, numbers with fifteen figures, days
by the workbook's own calendar (that of 1900 or 1904), rows that are hidden or filtered away like the others.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import chain

from lovp.cells import printable
from lovp.errors import LovpError
from lovp.exchange.tables.cell_values import read_number
from lovp.exchange.tables.file_kind import Kind, damaged, has_password
from lovp.exchange.tables.new_workbook import NewWorkbook
from lovp.exchange.tables.old_workbook import OldWorkbook
from lovp.exchange.tables.rows import Cell, Grid, Row, Sheet
from lovp.folding import fold
from lovp.i18n import _


def sheets_of(content: bytes, kind: Kind, file: str) -> tuple[str, ...]:
    """The sheets that hold cells: those that are seen first, then the hidden ones. Raises LovpError."""
    return _opened(content, kind, file).sheets


def read_all(content: bytes, kind: Kind, file: str) -> Iterator[Sheet]:
    """Each sheet that has rows, those that are seen first. Raises LovpError."""
    workbook = _opened(content, kind, file)
    return _filled(workbook, workbook.sheets, file)


def read_workbook(content: bytes, kind: Kind, file: str, wanted: str | None) -> Sheet:
    """The sheet named, else the first that has rows. Raises LovpError: no such sheet, or nothing in it."""
    workbook = _opened(content, kind, file)
    names = workbook.sheets if wanted is None else [_found(wanted, workbook.sheets, file)]
    if (sheet := next(_filled(workbook, names, file), None)) is not None:
        return sheet
    raise LovpError(
        _("“{file}” has no rows.").format(file=file)
        if wanted is None
        else _("The sheet “{sheet}” in “{file}” has no rows.").format(sheet=wanted, file=file),
        _("Check that it is the right file, and that it was saved."),
    )


def _filled(workbook: NewWorkbook | OldWorkbook, names: Iterable[str], file: str) -> Iterator[Sheet]:
    """Those of the sheets in which something stands."""
    for name in names:
        with _damaged_if_it_fails(file):
            grid = workbook.grid(name)
        rows = _rows(grid)
        first = next(rows, None)
        if first is not None:
            yield Sheet(name, chain([first], rows), grid.total)


def _found(wanted: str, there: tuple[str, ...], file: str) -> str:
    found = [name for name in there if name == wanted] or [
        name for name in there if fold(name) == fold(wanted)
    ]
    if len(found) == 1:
        return found[0]
    raise LovpError(
        _("“{file}” has no sheet named “{sheet}”.").format(file=file, sheet=printable(wanted)),
        _("Its sheets are: {sheets}.").format(sheets=", ".join(map(printable, there))),
    )


def _opened(content: bytes, kind: Kind, file: str) -> NewWorkbook | OldWorkbook:
    with _damaged_if_it_fails(file):
        if has_password(content, kind):
            raise LovpError(
                _("“{file}” has a password.").format(file=file),
                _("Open it in a spreadsheet, and save a copy without one."),
            )
        return OldWorkbook(content) if kind == "xls" else NewWorkbook(content, kind, file)


@contextmanager
def _damaged_if_it_fails(file: str) -> Iterator[None]:
    """Whatever a library raises over the file, a panic of calamine's too, means that the file is damaged."""
    try:
        yield
    except LovpError:
        raise
    except BaseException as error:
        if isinstance(error, Exception) or type(error).__name__ == "PanicException":
            raise damaged(file) from error
        raise


def _rows(grid: Grid) -> Iterator[Row]:
    """The rows, numbered from 1, with their errors, and with what is merged downwards in each of its rows.

    A title that is merged sideways stays in its first cell. So does a number that is merged downwards: it is
    one number, and not one for each of the rows. A row with nothing but what is merged into it is empty.
    """
    shown: dict[int, list[tuple[int, str]]] = {}
    for (row, column), error in grid.errors.items():
        shown.setdefault(row, []).append((column, error))
    begin: dict[int, list[tuple[int, int]]] = {}
    for (first, column), (last, _last_column) in grid.merged:
        if last > first:
            begin.setdefault(first, []).append((column, last))
    going_on: list[tuple[int, int, Cell]] = []
    for index, cells in enumerate(grid.rows):
        for column, error in shown.get(index, ()):
            _put(cells, column, error)
        if index in begin:
            new = [(column, last, _at(cells, column)) for column, last in begin[index]]
            going_on += [each for each in new if _is_for_every_row(each[2])]
        if all(cell is None for cell in cells):
            continue
        if going_on:
            going_on = [each for each in going_on if index <= each[1]]
            for column, _last, value in going_on:
                _put(cells, column, value)
        yield Row(index + 1, tuple(cells))


def _is_for_every_row(cell: Cell) -> bool:
    """Whether the value of a merged cell is one for each of its rows: a place or a day is, a count is not."""
    try:
        read_number(cell)
    except LovpError:
        return cell is not None
    return False


def _at(cells: list[Cell], column: int) -> Cell:
    return cells[column] if column < len(cells) else None


def _put(cells: list[Cell], column: int, value: Cell) -> None:
    cells += [None] * (column + 1 - len(cells))
    cells[column] = value
