"""Files that people send as sheets of rows: workbooks, and text whose cells some sign delimits."""

import codecs
import csv
import io
from collections import Counter
from collections.abc import Collection, Sequence
from pathlib import Path

from lovp.errors import LovpError, why
from lovp.exchange.tables.cells import Row, Sheet, tidy
from lovp.exchange.tables.workbook import read_workbook
from lovp.i18n import _
from lovp.record.encoding import read_lines
from lovp.record.layout import DELIMITERS
from lovp.text import fold, printable

LARGEST = 100_000_000
"""Bytes of a file; a hundred thousand rows are a tenth of it. It is in memory whole."""
_LONGEST = 1 << 24
"""Bytes of a line: a picture can stand in a cell that is not read."""
_SAMPLE = 200
"""Lines that the delimiter is found from."""


def read_sheets(path: Path, names: Collection[str] = ()) -> list[Sheet]:
    """The sheets of the file that have rows, those that are seen first; hidden ones say so.

    `names` are the headers to look for, which tell what delimits the cells of a text file. Raises LovpError
    for what can't be read.
    """
    file = printable(path.name or str(path))
    try:
        if path.exists() and not path.is_file():
            raise OSError(_("it is not an ordinary file"))  # a pipe would be waited for
        if path.stat().st_size > LARGEST:
            raise MemoryError
        content = path.read_bytes()
        sheets = (
            read_workbook(content) if content.startswith(b"PK") else [Sheet("", _read_text(content, names))]
        )
    except MemoryError:
        remedy = _("Save the rows that are needed as a file of their own, without what stands far from them.")
        raise LovpError(_("The file is too big."), remedy) from None
    except OSError as error:
        message = _("“{file}” can't be read: {why}.").format(file=file, why=why(error))
        raise LovpError(message, _("Check the name, and close the file in other programs.")) from error
    found = [sheet for sheet in sheets if sheet.rows]
    if not found:
        message = _("“{file}” is empty, or no .xlsx, .ods or CSV file that can be read.").format(file=file)
        remedy = _("Open it in a spreadsheet and save it as .xlsx without a password; or fetch it once more.")
        raise LovpError(message, remedy)
    return found


def _read_text(content: bytes, names: Collection[str]) -> list[Row]:
    """The rows of a text with comma, semicolon or tab, in whatever encoding and line ends it came.

    What is no text has none. Raises LovpError for a quotation mark after which a cell could be many rows.
    """
    is_wide = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    lines = list(read_lines(io.BytesIO(content), _LONGEST))
    # Of longer lines the end is cut off.
    if (b"\0" in content and not is_wide) or any(len(line.encode()) >= _LONGEST for line in lines):
        return []
    # A cell that is not read may be as long as it likes.
    csv.field_size_limit(LARGEST)
    delimiter = _find_delimiter(lines[:_SAMPLE], names)
    reader = csv.reader((line + "\n" for line in lines), delimiter=delimiter, strict=True)
    rows, number = list[Row](), 1
    try:
        for cells in reader:
            row = Row(number, tuple(map(tidy, _unwrapped(cells, delimiter))))
            number = reader.line_num + 1
            if any(cell is not None for cell in row.cells):
                rows.append(row)
    except csv.Error:
        message = _("Line {line}: a quotation mark is not closed, or stands within a cell.")
        remedy = _("Write it twice within a text in quotation marks, or take it away.")
        raise LovpError(message.format(line=number), remedy) from None
    return rows


def _find_delimiter(lines: Sequence[str], names: Collection[str]) -> str:
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
    is_wrapped = len(cells) == 1 and delimiter in cells[0]
    return next(csv.reader(cells, delimiter=delimiter)) if is_wrapped else cells
