"""A table as text: comma, semicolon or tab between the cells, in whatever encoding and line ends it came."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import NoReturn

from lovp.decoding import MAX_LINE, read_lines
from lovp.errors import LovpError
from lovp.exchange.tables.rows import Row, tidy
from lovp.i18n import _
from lovp.record.layout import DELIMITERS, SEPARATOR_LINE

_NAMED = {*DELIMITERS, "|", ":"}
"""What `sep=` may say; anything else is as good as nothing."""

_SAMPLE = 500
"""Lines that the delimiter is found from."""


def text_rows(content: bytes, file: str) -> Iterator[Row]:
    """The rows of the file with this content; `file` is its name for messages.

    Raises LovpError where a quotation mark is not closed, or closed in the middle of a cell: what follows it
    could be one cell or a hundred rows.
    """
    lines = (line for block in read_lines(io.BytesIO(content)) for line in block)
    first = list(islice(lines, _SAMPLE))
    separator = re.fullmatch(SEPARATOR_LINE, first[0]) if first else None
    skipped = 1 if separator else 0
    sample = first[skipped:]
    named = separator[1] if separator else ""
    delimiter = named if named in _NAMED else find_delimiter(sample)
    reader = csv.reader(_terminated(chain(sample, lines), file), delimiter=delimiter, strict=True)
    number = 1
    while True:
        try:
            cells = next(reader, None)
            cells = cells and _unwrapped(cells, delimiter)
        except csv.Error:
            _bad_quotes(file, number + skipped)
        if cells is None:
            return
        row = Row(number + skipped, tuple(map(tidy, cells)))
        number = reader.line_num + 1
        if any(cell is not None for cell in row.cells):
            yield row


def find_delimiter(lines: list[str]) -> str:
    """What stands between the cells of these lines: the sign that gives most of them the same, many cells.

    Where two signs do so equally well it is the one that less often stands in a text: tab, semicolon, comma.
    """
    return max(reversed(DELIMITERS), key=lambda delimiter: _evenness(lines, delimiter))


def _evenness(lines: list[str], delimiter: str) -> int:
    """In how many rows how many delimiters stand, for the commonest number of them."""
    widths: Counter[int] = Counter()
    reader = csv.reader((line + "\n" for line in lines), delimiter=delimiter)
    try:
        for cells in reader:
            widths[len(_unwrapped(cells, delimiter))] += 1
    except csv.Error:
        pass
    return max(((width - 1) * count for width, count in widths.items() if width), default=0)


def _unwrapped(cells: list[str], delimiter: str) -> list[str]:
    """The cells of a row that was made one cell: so Excel saves it where another sign delimits its cells."""
    if len(cells) == 1 and delimiter in cells[0]:
        return next(csv.reader(cells, delimiter=delimiter, strict=True))
    return cells


def _terminated(lines: Iterable[str], file: str) -> Iterator[str]:
    """The lines as the csv module takes them. Raises LovpError for one that no table has."""
    for line in lines:
        if len(line) >= MAX_LINE:
            raise LovpError(
                _("“{file}” has a line of more than a megabyte.").format(file=file),
                _("It is hardly a table. Open it in a spreadsheet, and save it as .xlsx or .csv."),
            )
        yield line + "\n"


def _bad_quotes(file: str, line: int) -> NoReturn:
    raise LovpError(
        _("“{file}”, line {line}: a quotation mark is not closed, or stands within a cell.").format(
            file=file, line=line
        ),
        _("Write it twice within a text in quotation marks, or take it away."),
    )
