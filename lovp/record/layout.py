"""One line of a record as an outcome, in whatever form a spreadsheet has left it.

Other delimiters, moved columns, rows wrapped into one cell: a comma file that is opened where the semicolon
separates cells becomes one cell per row, and is saved with that cell in quotation marks. Nothing is guessed:
a reading only counts if id, date and time of recording come out whole.
"""

import csv
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import NamedTuple

from lovp.errors import LovpError
from lovp.i18n import _
from lovp.model import Outcome
from lovp.record.row import COLUMNS, Cells, not_whole

DELIMITERS = (",", ";", "\t")  # between cells, from the sign that is commonest in a text to the rarest
_SEPARATOR_LINE = '"?sep=.?"?'  # Excel's, that names the delimiter
_BLANK = ' \t,;"\ufeff'
_DAY = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
_ROW_BEGINS = rf"[\s\"\ufeff]*[A-Za-z0-9][A-Za-z0-9._:-]{{3,79}}\"*[,;\t]\"*{_DAY}\"*[,;\t]"


class Layout(NamedTuple):
    """How the cells of a file stand: what delimits them, where each of `COLUMNS` is, how many there are."""

    delimiter: str = ","
    order: tuple[int, ...] = tuple(range(len(COLUMNS)))
    width: int = len(COLUMNS)


PLAIN = Layout()


def read_header(line: str) -> Layout | None:
    """The layout that a header announces; None for any other line, or if a row was joined to the header."""
    if "logged_at" not in line.casefold():
        return None
    for delimiter, cells in _readings(line.strip("\ufeff"), DELIMITERS):
        names = [cell.strip().casefold() for cell in cells]
        if set(COLUMNS) <= set(names) and not any(re.match(_DAY, name) for name in names):
            return Layout(delimiter, tuple(names.index(column) for column in COLUMNS), len(names))
    return None


def parse_line(line: str, layout: Layout, cells: Cells) -> tuple[Outcome, str]:
    """The outcome on a line, and the delimiter of its cells. Raises LovpError if no reading gives one."""
    if sum(map(line.count, DELIMITERS)) < len(COLUMNS) - 1:
        raise not_whole()
    fault: LovpError | None = None
    for delimiter, found in _readings(line.strip("\ufeff"), (layout.delimiter, *DELIMITERS)):
        try:
            return cells.parse_row(_arrange(found, layout)), delimiter
        except LovpError as error:
            fault = fault or error
        if layout.order != PLAIN.order and len(found) == len(COLUMNS):
            # Under a header that is damaged a line stands as it was written.
            with suppress(LovpError):
                return cells.parse_row(found), delimiter
    raise fault or not_whole()


def is_blank(line: str) -> bool:
    """Whether the line says nothing: empty, delimiters only, or Excel's `sep=;`."""
    return not line.strip(_BLANK) or re.fullmatch(_SEPARATOR_LINE, line) is not None


def looks_like_row(line: str, layout: Layout) -> bool:
    """Whether the line seems to be a row of its own, rather than to go on with the cell before it."""
    return bool(re.match(_ROW_BEGINS, line)) or line.count(layout.delimiter) >= layout.width - 1


def _readings(line: str, delimiters: Sequence[str]) -> Iterator[tuple[str, list[str]]]:
    """Each way to see ten cells or more in the line: as it stands, then unwrapped from one cell or a few."""
    unwrapped = ";".join(_split(line, ";")).rstrip(";")
    for text in dict.fromkeys([line, unwrapped]):
        for delimiter in dict.fromkeys(delimiters):
            cells = _split(text, delimiter)
            if len(cells) >= len(COLUMNS):
                yield delimiter, cells


def _split(line: str, delimiter: str) -> list[str]:
    """The cells of a row; none where its quotation marks make no sense."""
    try:
        return next(csv.reader([line], delimiter=delimiter, strict=True), [])
    except csv.Error:
        return []


def _arrange(cells: list[str], layout: Layout) -> list[str]:
    """The ten cells in the order of `COLUMNS`. Raises LovpError where some are missing, or too many."""
    if any(cell.strip() for cell in cells[layout.width :]):
        remedy = _("Put a text with a comma between quotation marks, and write decimals with a point.")
        raise LovpError(_("The row has more cells than there are columns."), remedy)
    if len(cells) <= max(layout.order):
        raise not_whole()
    return [cells[index] for index in layout.order]
