"""What a spreadsheet makes of a record, undone: other delimiters, moved columns, rows wrapped into one cell.

A comma file that is opened where the semicolon separates cells becomes one cell per row, and is saved with
that cell in quotation marks. Nothing is guessed: a reading only counts if id, date and time of recording
come out whole.
"""

import re
from collections.abc import Iterator
from contextlib import suppress
from typing import NamedTuple

from lovp.i18n import _
from lovp.model import Outcome
from lovp.record.parse import RowError, not_whole, parse_row
from lovp.record.row import COLUMNS

DELIMITERS = (",", ";", "\t")
"""What stands between cells, from the sign that is commonest in a text to the rarest."""

_BLANK = ' \t,;"\ufeff'
_starts_row = re.compile(
    r"[\s\"\ufeff]*[A-Za-z0-9][A-Za-z0-9._:-]{3,79}\"*[,;\t]\"*[0-9]{4}-[0-9]{2}-[0-9]{2}\"*[,;\t]"
).match
names_separator = re.compile(r'"?sep=(.?)"?').fullmatch
_begins_with_day = re.compile(r"\s*[0-9]{4}-[0-9]{2}-[0-9]{2}").match


class Dialect(NamedTuple):
    """How the cells of a file stand: what delimits them, where each of `COLUMNS` is, how many there are."""

    delimiter: str = ","
    order: tuple[int, ...] = tuple(range(len(COLUMNS)))
    width: int = len(COLUMNS)

    @property
    def plain(self) -> bool:
        """Whether a row without quotation marks, split, is the ten cells in their order."""
        return self.order == tuple(range(len(COLUMNS)))


def read_header(line: str) -> Dialect | None:
    """The dialect that a header announces; None for any other line, or if a row was joined to the header."""
    if "logged_at" not in line.casefold():
        return None
    for delimiter, cells in _readings(line.strip("\ufeff"), DELIMITERS):
        names = [cell.strip().casefold() for cell in cells]
        if set(COLUMNS) <= set(names) and not any(map(_begins_with_day, names)):
            return Dialect(delimiter, tuple(names.index(column) for column in COLUMNS), len(names))
    return None


def parse_line(line: str, dialect: Dialect) -> tuple[Outcome, Dialect]:
    """The outcome on a line, and the dialect that the line is in; `RowError` if no reading gives one."""
    line = line.strip("\ufeff")
    delimiters = (dialect.delimiter, *(other for other in DELIMITERS if other != dialect.delimiter))
    fault: RowError | None = None
    for delimiter, cells in _readings(line, delimiters):
        found = Dialect(delimiter, dialect.order, dialect.width)
        try:
            return parse_row(_arranged(cells, dialect)), found
        except RowError as error:
            fault = fault or error
        if not dialect.plain and len(cells) == len(COLUMNS):
            # A header takes no row with it: under one with the columns elsewhere, or with one too many, a
            # line from another file stands as it was written.
            with suppress(RowError):
                return parse_row(cells), found
    raise fault or not_whole()


def is_blank(line: str) -> bool:
    """Whether the line says nothing: empty, delimiters only, or Excel's `sep=;`."""
    return not line.strip(_BLANK) or bool(names_separator(line))


def is_too_short(line: str) -> bool:
    """Whether the line can be no row and no header, whatever delimits its cells: there are too few."""
    return sum(map(line.count, DELIMITERS)) < len(COLUMNS) - 1


def looks_like_row(line: str, dialect: Dialect) -> bool:
    """Whether the line seems to be a row of its own, rather than to go on with the cell before it."""
    return bool(_starts_row(line)) or line.count(dialect.delimiter) >= dialect.width - 1


def split(line: str, delimiter: str) -> list[str] | None:
    """The cells of one line; None if a quotation mark is not closed, or something stands after it."""
    cells = []
    start = 0
    while True:
        if line.startswith('"', start):
            end = _closing(line, start + 1)
            if end < 0:
                return None
            stop = line.find(delimiter, end)
            if line[end + 1 : stop if stop >= 0 else None].strip():
                return None
            cells.append(line[start + 1 : end].replace('""', '"'))
        else:
            stop = line.find(delimiter, start)
            cells.append(line[start : stop if stop >= 0 else None])
        if stop < 0:
            return cells
        start = stop + 1


def _closing(line: str, start: int) -> int:
    """Where the quotation mark stands that closes a cell; -1 if none does."""
    end = line.find('"', start)
    while end >= 0 and line.startswith('"', end + 1):
        end = line.find('"', end + 2)
    return end


def _readings(line: str, delimiters: tuple[str, ...]) -> Iterator[tuple[str, list[str]]]:
    """Each way to see ten cells or more in the line: as it stands, then unwrapped from one cell or a few."""
    inside = [line, line.rstrip(";\t")]
    if '"' in line:
        wrapped = ((outer, split(line, outer)) for outer in (";", "\t", ","))
        inside += [outer.join(cells).rstrip(outer) for outer, cells in wrapped if cells]
    for text in dict.fromkeys(inside):
        for delimiter in delimiters:
            cells = split(text, delimiter)
            if cells and len(cells) >= len(COLUMNS):
                yield delimiter, cells


def _arranged(cells: list[str], dialect: Dialect) -> list[str]:
    """The ten cells in the order of `COLUMNS`."""
    if any(cell.strip() for cell in cells[dialect.width :]):
        raise RowError(
            _("The row has more cells than there are columns."),
            _("Put a text with a comma between quotation marks, and write decimals with a point."),
        )
    if len(cells) <= max(dialect.order):
        raise not_whole()
    return [cells[index] for index in dialect.order]
