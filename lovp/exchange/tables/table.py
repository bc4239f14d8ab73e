"""A file that people send, as rows of cells: a workbook or text. It knows nothing about plans."""

import codecs
import csv
import io
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from itertools import chain, islice
from pathlib import Path

from lovp.errors import LovpError, why
from lovp.exchange.tables.rows import Row, Sheet, tidy, unreadable
from lovp.i18n import _
from lovp.record.layout import DELIMITERS
from lovp.text import MAX_LINE, fold, printable, read_lines

LARGEST = 100_000_000
"""Bytes of a file; a hundred thousand rows are a tenth of it. It is in memory whole."""
_CONTROLS = bytes({*range(32), 127} - {*b"\t\n\x0b\x0c\r"})
"""What stands at the beginning of no text."""
_SAMPLE = 200
"""Lines that the delimiter is found from."""


def read_sheets(path: Path, names: Collection[str] = ()) -> Iterator[Sheet]:
    """Each sheet of the file that has rows, those that are seen first; hidden ones say so.

    `names` are the headers to look for, which tell what delimits the cells of a text file. Raises LovpError
    for what can't be read, also while the rows are gone through.
    """
    content = _content(path)
    if content.startswith(b"PK"):
        from lovp.exchange.tables.workbook import read_workbook

        sheets = read_workbook(content)
    else:
        sheets = [Sheet("", _read_text(content, names), content.count(b"\n"))]
    is_empty = True
    for sheet in sheets:
        rows = iter(sheet.rows)
        for first in islice(rows, 1):
            is_empty = False
            yield sheet._replace(rows=chain([first], rows))
    if is_empty:
        message = _("“{file}” has no rows.").format(file=printable(path.name))
        raise LovpError(message, _("Check that it is the right file, and that it was saved."))


def read_sheet(path: Path, name: str | None = None, names: Collection[str] = ()) -> Sheet:
    """The sheet with that name, else the first that has rows. Raises LovpError as `read_sheets`."""
    return next(sheet for sheet in read_sheets(path, names) if name is None or sheet.name == name)


def _content(path: Path) -> bytes:
    """The bytes of the file. Raises LovpError for what is no file, can't be opened, or is too big."""
    file = printable(path.name or str(path))
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


def _read_text(content: bytes, names: Collection[str]) -> Iterator[Row]:
    """The rows of a text file with comma, semicolon or tab, in whatever encoding and line ends it came.

    Raises LovpError for what is no text, and for a quotation mark after which a cell could be many rows.
    """
    is_wide = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    if not is_wide and any(sign in content[:4096] for sign in _CONTROLS):
        raise unreadable()
    # A cell that is not read may be as long as it likes.
    csv.field_size_limit(LARGEST)
    lines = read_lines(io.BytesIO(content))
    first = list(islice(lines, _SAMPLE))
    delimiter = find_delimiter(first, names)
    number = 1
    try:
        reader = csv.reader(_terminated(chain(first, lines)), delimiter=delimiter, strict=True)
        for cells in reader:
            row = Row(number, tuple(map(tidy, _unwrapped(cells, delimiter))))
            number = reader.line_num + 1
            if any(cell is not None for cell in row.cells):
                yield row
    except csv.Error:
        message = _("Line {line}: a quotation mark is not closed, or stands within a cell.")
        remedy = _("Write it twice within a text in quotation marks, or take it away.")
        raise LovpError(message.format(line=number), remedy) from None


def find_delimiter(lines: Iterable[str], names: Collection[str] = ()) -> str:
    """What stands between the cells of these lines: the sign by which a row has most of the `names`.

    Else the one by which most rows have the same number of cells, or more cells. Where signs do so equally
    well it is the one that less often stands in a text: tab, semicolon, comma.
    """
    wanted = {fold(name) for name in names}

    def score(delimiter: str) -> tuple[int, int, int]:
        rows = csv.reader((line + "\n" for line in lines), delimiter=delimiter)
        table = [_unwrapped(cells, delimiter) for cells in rows]
        headers = max((len(wanted.intersection(map(fold, cells))) for cells in table), default=0)
        widths = Counter(len(cells) for cells in table if len(cells) > 1)
        return headers, *max(((count, width) for width, count in widths.items()), default=(0, 0))

    return max(reversed(DELIMITERS), key=score)


def _unwrapped(cells: list[str], delimiter: str) -> list[str]:
    """The cells of a row that was made one cell: so Excel saves it where another sign delimits its cells."""
    return (
        next(csv.reader(cells, delimiter=delimiter)) if len(cells) == 1 and delimiter in cells[0] else cells
    )


def _terminated(lines: Iterable[str]) -> Iterator[str]:
    """The lines as the csv module takes them. Raises csv.Error for one of a megabyte, which is cut off."""
    for line in lines:
        if len(line) >= MAX_LINE:
            raise csv.Error
        yield line + "\n"
