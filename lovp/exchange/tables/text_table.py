"""A table as text: comma, semicolon or tab between the cells, in whatever encoding and line ends it came."""

import csv
import io
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from itertools import chain, islice

from lovp.errors import LovpError
from lovp.exchange.tables.rows import Row, tidy
from lovp.i18n import _
from lovp.record.layout import DELIMITERS
from lovp.text import MAX_LINE, fold, read_lines

_SAMPLE = 200
"""Lines that the delimiter is found from."""


def read_text(content: bytes, file: str, names: Collection[str] = ()) -> Iterator[Row]:
    """The rows of the file with this content; `file` is its name for messages, `names` are its headers.

    Raises LovpError where a quotation mark is not closed, or closed in the middle of a cell: what follows it
    could be one cell or a hundred rows.
    """
    # A cell that is not read may be as long as it likes.
    csv.field_size_limit(MAX_LINE)
    lines = read_lines(io.BytesIO(content))
    first = list(islice(lines, _SAMPLE))
    delimiter = find_delimiter(first, names)
    reader = csv.reader(_terminated(chain(first, lines)), delimiter=delimiter, strict=True)
    number = 1
    try:
        for cells in reader:
            row = Row(number, tuple(map(tidy, _unwrapped(cells, delimiter))))
            number = reader.line_num + 1
            if any(cell is not None for cell in row.cells):
                yield row
    except csv.Error:
        message = _("“{file}”, line {line}: a quotation mark is not closed, or stands within a cell.")
        raise LovpError(
            message.format(file=file, line=number),
            _("Write it twice within a text in quotation marks, or take it away."),
        ) from None


def find_delimiter(lines: list[str], names: Collection[str] = ()) -> str:
    """What stands between the cells of these lines: the sign by which a row has most of the `names`.

    Else the one by which most rows have the same number of cells, or more cells. Where signs do so equally
    well it is the one that less often stands in a text: tab, semicolon, comma.
    """
    wanted = {fold(name) for name in names}

    def score(delimiter: str) -> tuple[int, int, int]:
        table = _parse(lines, delimiter)
        headers = max((len(wanted.intersection(map(fold, cells))) for cells in table), default=0)
        widths = Counter(len(cells) for cells in table if len(cells) > 1)
        return headers, *max(((count, width) for width, count in widths.items()), default=(0, 0))

    return max(reversed(DELIMITERS), key=score)


def _parse(lines: Iterable[str], delimiter: str) -> list[list[str]]:
    """The rows as far as their quotation marks make sense."""
    table = []
    try:
        for cells in csv.reader(_terminated(lines), delimiter=delimiter):
            table.append(_unwrapped(cells, delimiter))  # noqa: PERF401 - what was read before an error counts
    except csv.Error:
        pass
    return table


def _unwrapped(cells: list[str], delimiter: str) -> list[str]:
    """The cells of a row that was made one cell: so Excel saves it where another sign delimits its cells."""
    if len(cells) == 1 and delimiter in cells[0]:
        return next(csv.reader(cells, delimiter=delimiter, strict=True))
    return cells


def _terminated(lines: Iterable[str]) -> Iterator[str]:
    """The lines as the csv module takes them. Raises csv.Error for one of a megabyte, which is cut off."""
    for line in lines:
        if len(line) >= MAX_LINE:
            raise csv.Error
        yield line + "\n"
