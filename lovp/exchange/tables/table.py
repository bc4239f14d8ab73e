"""A file that people send, as rows of cells: a workbook or text. It knows nothing about plans."""

from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from lovp.cells import printable
from lovp.errors import LovpError
from lovp.exchange.tables.file_kind import content_of, kind_of
from lovp.exchange.tables.rows import Cell, Row, Sheet, column_letter
from lovp.exchange.tables.text_table import text_rows
from lovp.i18n import _

__all__ = ["Cell", "Row", "Sheet", "column_letter", "read_sheet", "read_sheets", "sheet_names"]


def read_sheet(path: Path, sheet: str | None = None) -> Sheet:
    """The rows of the sheet with that name, else of the only one, or the first that has rows.

    Rows without any text or number are left out. Raises LovpError for what can't be read, with a remedy; a
    text file may raise it while its rows are gone through.
    """
    file = printable(path.name or str(path))
    content = content_of(path, file)
    kind = kind_of(content, file)
    if kind != "text":
        from lovp.exchange.tables.spreadsheet import read_workbook

        return read_workbook(content, kind, file, sheet)
    rows = text_rows(content, file)
    first = next(rows, None)
    if first is None:
        raise LovpError(
            _("“{file}” has no rows.").format(file=file),
            _("Check that it is the right file, and that it was saved."),
        )
    return Sheet("", chain([first], rows), content.count(b"\n"))


def read_sheets(path: Path) -> Iterator[Sheet]:
    """Each sheet of the file that has rows, those that are seen first. Raises LovpError as `read_sheet`."""
    file = printable(path.name or str(path))
    content = content_of(path, file)
    kind = kind_of(content, file)
    if kind == "text":
        yield read_sheet(path)
        return
    from lovp.exchange.tables.spreadsheet import read_all

    found = False
    for sheet in read_all(content, kind, file):
        found = True
        yield sheet
    if not found:
        read_sheet(path)


def sheet_names(path: Path) -> tuple[str, ...]:
    """The names of the workbook's sheets, hidden ones last; one empty name for a text file.

    Raises LovpError.
    """
    file = printable(path.name or str(path))
    content = content_of(path, file)
    kind = kind_of(content, file)
    if kind == "text":
        return ("",)
    from lovp.exchange.tables.spreadsheet import sheets_of

    return sheets_of(content, kind, file)
