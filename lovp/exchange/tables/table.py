"""Files that people send as rows of cells (workbooks, text), and what a cell means as number, day or word.

A text means what it means on the command line.
"""

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Collection, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from functools import lru_cache
from math import isfinite
from pathlib import Path
from typing import NamedTuple

from lovp.dates import parse_date
from lovp.errors import LovpError, why
from lovp.exchange.values import parse_value
from lovp.i18n import _
from lovp.model import Number, Target
from lovp.numbers import format_number, parse_number
from lovp.record.encoding import MAX_LINE, read_lines
from lovp.record.layout import DELIMITERS
from lovp.text import clean_text, fold, printable

Cell = str | int | Decimal | bool | date | datetime | time | None
"""A text is never empty, and has no white space at its ends; nothing at all is None.

A cell that shows a percentage is that text, `7 %`. One that shows an error (`#N/A`), or that was never
calculated, is a text that begins with `#`.
"""
UNCALCULATED = "#?"

_SPACES = re.compile("[\u00a0\u2000-\u200a\u202f\u205f\u3000]")
"""Spaces that don't break, or have a width of their own: in a form's answers they mean a space."""
_is_error = re.compile(r"#(?:\?|[A-ZÅÄÖ_]+(?:/[A-Z0]+)?[!?]?|[A-Za-z]+:[0-9]+)").fullmatch
"""How a spreadsheet shows an error: #N/A, #SAKNAS!, #DIV/0!, #Err:502."""
_parse_date = lru_cache(maxsize=4096)(parse_date)
LARGEST = 100_000_000
"""Bytes of a file; a hundred thousand rows are a tenth of it. It is in memory whole."""
_SAMPLE = 200
"""Lines that the delimiter is found from."""


class Row(NamedTuple):
    """One row that has something in it; `number` is the row's own in the program that made the file, from 1.

    In a text file it is the line on which the row begins. Cells may be fewer than there are columns. In the
    columns `merged` the cell is one with that of a row above: as a place or a day it holds for each of the
    rows, as a number it was counted there.
    """

    number: int
    cells: tuple[Cell, ...]
    hidden: bool = False
    merged: frozenset[int] = frozenset()

    def at(self, column: int | None) -> Cell:
        """The cell in a column; None where the row has none."""
        return self.cells[column] if column is not None and column < len(self.cells) else None


class Sheet(NamedTuple):
    """The rows of one sheet. A text file has no name."""

    name: str
    rows: Sequence[Row]
    hidden: bool = False


def column_letter(index: int) -> str:
    """What a spreadsheet calls the column: 0 is A, 25 is Z, 26 is AA."""
    before, letter = divmod(index, 26)
    return (column_letter(before - 1) if before else "") + chr(ord("A") + letter)


@lru_cache(maxsize=4096)  # the same places and answers come again and again
def tidy(text: str) -> str | None:
    """The text on one line, composed (NFC), with plain spaces, none at its ends; None if that is nothing."""
    if not (text.isascii() and text.isprintable()):
        text = clean_text(_SPACES.sub(" ", text))
    return text.strip() or None


def exact_number(value: float) -> Decimal | int | str:
    """The number as a spreadsheet shows it: fifteen figures, beyond which only the noise of sums is left."""
    if not isfinite(value):
        return "#NUM!"
    exact = Decimal(f"{value:.15g}")
    return int(exact) if exact == int(exact) else exact


def find_fault(cell: Cell) -> LovpError | None:
    """What is wrong with a cell that shows an error, or that was never calculated."""
    if not isinstance(cell, str) or not _is_error(cell):
        return None
    message = _("The file was never calculated, or the cell shows an error.")
    return LovpError(
        message, _("Open and save it in a spreadsheet; correct the formula if it still shows an error.")
    )


def read_number(cell: Cell, target: Target | None = None, *, approximate: bool = False) -> Number:
    """The number in the cell, for the target, as `parse_value` has it. Raises LovpError for anything else."""
    if isinstance(cell, int | Decimal) and not isinstance(cell, bool):
        return parse_number(format_number(cell)) or 0
    return parse_value(read_word(cell), target, approximate=approximate)


def read_date(cell: Cell, forms: Sequence[str], year: int) -> date:
    """The day in the cell, as `parse_date` has it; one without a year is in `year`.

    Raises LovpError for anything else, AmbiguousDateError for two days.
    """
    if isinstance(cell, date):
        return cell.date() if isinstance(cell, datetime) else cell
    # 12.10 as a number is 12.1: the form of a text says nothing of it.
    return _parse_date(read_word(cell), None, year, tuple(forms) if isinstance(cell, str) else ())


def read_word(cell: Cell) -> str:
    """The cell as a text: numbers plainly, days as 2024-03-12; empty if nothing is in it."""
    if isinstance(cell, int | Decimal) and not isinstance(cell, bool):
        return format_number(cell)
    return "" if cell is None else str(cell)


def read_sheets(path: Path, names: Collection[str] = ()) -> list[Sheet]:
    """The sheets of the file that have rows, those that are seen first; hidden ones say so.

    `names` are the headers to look for, which tell what delimits the cells of a text file. Raises LovpError
    for what can't be read.
    """
    from lovp.exchange.tables.workbook import read_workbook  # which makes rows of this module

    file = printable(path.name or str(path))
    try:
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
    lines = list(read_lines(io.BytesIO(content)))
    # Of longer lines the end is cut off.
    if (b"\0" in content and not is_wide) or any(len(line.encode()) >= MAX_LINE for line in lines):
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
