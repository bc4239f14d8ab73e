"""A file that people send, as rows of cells: a workbook or text. It knows nothing about plans."""

import codecs
import io
import zipfile
from collections.abc import Collection, Iterator
from itertools import chain
from pathlib import Path

from lovp.errors import LovpError, why
from lovp.exchange.tables.rows import Sheet
from lovp.exchange.tables.text_table import read_text
from lovp.i18n import _
from lovp.text import printable

LARGEST = 100_000_000
"""Bytes of a file; a hundred thousand rows are a tenth of it. It is in memory whole."""
_BEGINNING = 4096
_CONTROLS = bytes({*range(32), 127} - {*b"\t\n\x0b\x0c\r"})
_OTHERS = (b"%pdf", b"<", b"{\\rtf")
"""How a PDF, a web page and a document begin, whatever their names say."""
_ODS = b"application/vnd.oasis.opendocument.spreadsheet"


def read_sheets(path: Path, names: Collection[str] = ()) -> Iterator[Sheet]:
    """Each sheet of the file that has rows, those that are seen first; hidden ones say so.

    `names` are the headers to look for, which tell what delimits the cells of a text file. Rows without any
    text or number are left out. Raises LovpError for what can't be read, with a remedy, also while the rows
    are gone through.
    """
    file = printable(path.name or str(path))
    content = _content(path, file)
    if content.startswith(b"PK"):
        from lovp.exchange.tables.workbook import read_workbook

        sheets = read_workbook(content, file, is_ods=_is_ods(content, file))
    else:
        _check_text(content[:_BEGINNING], file)
        sheets = _text_sheet(content, file, names)
    first = next(sheets, None)
    if first is None:
        message = _("“{file}” has no rows.").format(file=file)
        raise LovpError(message, _("Check that it is the right file, and that it was saved."))
    yield from chain([first], sheets)


def read_sheet(path: Path, name: str | None = None, names: Collection[str] = ()) -> Sheet:
    """The sheet with that name, else the first that has rows. Raises LovpError as `read_sheets`."""
    return next(sheet for sheet in read_sheets(path, names) if name is None or sheet.name == name)


def _text_sheet(content: bytes, file: str, names: Collection[str]) -> Iterator[Sheet]:
    """The rows of a text file as a sheet, if there are any."""
    rows = read_text(content, file, names)
    if (first := next(rows, None)) is not None:
        yield Sheet("", chain([first], rows), content.count(b"\n"))


def _content(path: Path, file: str) -> bytes:
    """The bytes of the file. Raises LovpError for what is no file, can't be opened, or is too big."""
    try:
        if not path.is_file():
            raise LovpError(_("There is no file “{file}”.").format(file=file), _("Check the name."))
        with path.open("rb") as stream:
            content = stream.read(LARGEST + 1)
    except OSError as error:
        message = _("“{file}” can't be read: {why}.").format(file=file, why=why(error))
        raise LovpError(message, _("Check the name, and close the file in other programs.")) from error
    if len(content) > LARGEST:
        message = _("“{file}” is too big: more than {megabytes} megabytes.")
        remedy = _("Save the rows that are needed as a file of their own.")
        raise LovpError(message.format(file=file, megabytes=LARGEST // 1_000_000), remedy)
    return content


def _is_ods(content: bytes, file: str) -> bool:
    """Whether the archive is an .ods, not an .xlsx. Raises LovpError where it is neither of them."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        names = {*archive.namelist()}
        is_ods = "mimetype" in names and archive.read("mimetype").startswith(_ODS)
    except Exception:
        # zipfile has many ways to say that a file is damaged; whoever reads it says so.
        return False
    if not is_ods and "xl/workbook.xml" not in names:
        raise _no_table(file)
    return is_ods


def _check_text(beginning: bytes, file: str) -> None:
    """Raise LovpError where the file begins as no text does."""
    is_wide = beginning.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    has_controls = not is_wide and beginning.translate(None, _CONTROLS) != beginning
    start = beginning.removeprefix(codecs.BOM_UTF8).lstrip().lower()
    if has_controls or start.startswith(_OTHERS):
        raise _no_table(file)


def _no_table(file: str) -> LovpError:
    """The error for anything else; the old .xls, .xlsb and Numbers are made right in the same way."""
    return LovpError(
        _("“{file}” is neither an .xlsx, an .ods nor a CSV file.").format(file=file),
        _("Open it in a spreadsheet and save it as .xlsx without a password, or ask for such a file."),
    )
