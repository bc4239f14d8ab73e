"""A table as text: comma, semicolon or tab between the cells, in whatever encoding and line ends it came."""

import csv
import io
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from itertools import chain, islice
from typing import NoReturn

from lovp.decoding import MAX_LINE, read_lines
from lovp.errors import LovpError
from lovp.exchange.tables.rows import Row, tidy
from lovp.folding import fold
from lovp.i18n import _
from lovp.record.layout import DELIMITERS, SEPARATOR_LINE

_NAMED = {*DELIMITERS, "|", ":"}
"""What `sep=` may say; anything else is as good as nothing."""

_SAMPLE = 500
"""Lines that the delimiter is found from."""
_HEADERS = 50
"""Lines among which headers are looked for."""


def read_text(content: bytes, file: str, names: Collection[str] = ()) -> Iterator[Row]:
    """The rows of the file with this content; `file` is its name for messages, `names` are its headers.

    Raises LovpError where a quotation mark is not closed, or closed in the middle of a cell: what follows it
    could be one cell or a hundred rows.
    """
    # A cell that is not read may be as long as it likes.
    csv.field_size_limit(MAX_LINE)
    lines = read_lines(io.BytesIO(content))
    first = list(islice(lines, _SAMPLE))
    separator = re.fullmatch(SEPARATOR_LINE, first[0]) if first else None
    skipped = 1 if separator else 0
    sample = first[skipped:]
    named = separator[1] if separator else ""
    delimiter = named if named in _NAMED else find_delimiter(sample, names)
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


def find_delimiter(lines: list[str], names: Collection[str] = ()) -> str:
    """What stands between the cells of these lines: the sign by which a row has most of the `names`.

    Else the one that gives most rows the same, many cells, from the first row that has several. Where two
    signs do so equally well it is the one that less often stands in a text: tab, semicolon, comma.
    """
    wanted = {fold(name) for name in names}
    tables = {delimiter: _parse(lines, delimiter) for delimiter in DELIMITERS}
    begins = min(
        (number for table in tables.values() for number, cells in enumerate(table) if len(cells) > 1),
        default=0,
    )

    def score(delimiter: str) -> tuple[int, int]:
        table = tables[delimiter]
        headers = max((len(wanted.intersection(map(fold, cells))) for cells in table[:_HEADERS]), default=0)
        return (headers if wanted else 0), _evenness(table, begins)

    return max(reversed(DELIMITERS), key=score)


def _parse(lines: list[str], delimiter: str) -> list[list[str]]:
    """The rows as far as their quotation marks make sense."""
    table = []
    try:
        for cells in csv.reader((line + "\n" for line in lines), delimiter=delimiter):
            table.append(_unwrapped(cells, delimiter))  # noqa: PERF401 - what was read before an error counts
    except csv.Error:
        pass
    return table


def _evenness(table: list[list[str]], begins: int) -> int:
    """In how many rows how many delimiters stand, for the commonest number of them.

    Where the first row of cells (`begins`) has another number, the delimiter may stand in answers alone: then
    only its rows count, however many stand in each.
    """
    first = {len(cells): number for number, cells in reversed([*enumerate(table)])}
    scores = [
        (width - 1) * count if first[width] <= begins else count
        for width, count in Counter(map(len, table)).items()
        if width > 1
    ]
    return max(scores, default=0)


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
