"""A file that people send, as rows of cells: a workbook or text. It knows nothing about plans."""

from collections.abc import Collection, Iterator
from itertools import chain
from pathlib import Path

from lovp.cells import printable
from lovp.errors import LovpError
from lovp.exchange.tables.file_kind import content_of, kind_of
from lovp.exchange.tables.rows import Cell, Row, Sheet, column_letter
from lovp.exchange.tables.text_table import read_text
from lovp.i18n import _

__all__ = ["Cell", "Row", "Sheet", "column_letter", "read_sheet", "read_sheets"]


def read_sheets(path: Path, names: Collection[str] = ()) -> Iterator[Sheet]:
    """Each sheet of the file that has rows, those that are seen first; hidden ones say so.

    `names` are the headers to look for, which tell what delimits the cells of a text file. Rows without any
    text or number are left out. Raises LovpError for what can't be read, with a remedy, also while the rows
    are gone through.
    """
    file = printable(path.name or str(path))
    content = content_of(path, file)
    kind = kind_of(content, file)
    if kind == "text":
        sheets = _text_sheet(content, file, names)
    else:
        from lovp.exchange.tables.workbook import read_workbook

        sheets = read_workbook(content, kind, file)
    first = next(sheets, None)
    if first is None:
        raise LovpError(
            _("“{file}” has no rows.").format(file=file),
            _("Check that it is the right file, and that it was saved."),
        )
    yield from chain([first], sheets)


def _text_sheet(content: bytes, file: str, names: Collection[str]) -> Iterator[Sheet]:
    """The rows of a text file as a sheet, if there are any."""
    rows = read_text(content, file, names)
    if (first := next(rows, None)) is not None:
        yield Sheet("", chain([first], rows), content.count(b"\n"))


def read_sheet(path: Path, name: str | None = None, names: Collection[str] = ()) -> Sheet:
    """The sheet with that name, else the first that has rows. Raises LovpError as `read_sheets`."""
    return next(sheet for sheet in read_sheets(path, names) if name is None or sheet.name == name)
