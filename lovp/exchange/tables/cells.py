"""Rows of cells, and what a cell means as number, day or word: a text what it means on the command line."""

import re
from collections.abc import Sequence
from datetime import date, datetime, time
from decimal import Decimal
from functools import lru_cache
from math import isfinite
from typing import NamedTuple

from lovp.dates import parse_date
from lovp.errors import LovpError
from lovp.exchange.values import parse_value
from lovp.i18n import _
from lovp.model import Number, Target
from lovp.numbers import format_number, parse_number
from lovp.text import clean_text

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
