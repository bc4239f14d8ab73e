"""What every table comes to: rows of cells, whatever program made it."""

import re
from collections.abc import Iterable
from datetime import date, datetime, time
from decimal import Decimal
from functools import lru_cache
from math import isfinite
from typing import NamedTuple

from lovp.errors import LovpError
from lovp.i18n import _
from lovp.text import clean_text

Cell = str | int | Decimal | bool | date | datetime | time | None
"""A text is never empty, and has no white space at its ends; nothing at all is None.

A cell that shows a percentage is that text, `7 %`. One that shows an error (`#N/A`), or that was never
calculated, is a text that begins with `#`.
"""
UNCALCULATED = "#?"

_SPACES = re.compile("[\u00a0\u2000-\u200a\u202f\u205f\u3000]")
"""Spaces that don't break, or have a width of their own: in a form's answers they mean a space."""


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
    """The rows of one sheet, to be gone through once; about `total` of them. A text file has no name."""

    name: str
    rows: Iterable[Row]
    total: int
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


def exact_number(value: float) -> Cell:
    """The number as a spreadsheet shows it: fifteen figures, beyond which only the noise of sums is left."""
    if not isfinite(value):
        return "#NUM!"
    if value.is_integer() and abs(value) < 10**15:
        return int(value)
    exact = Decimal(f"{value:.15g}")
    return int(exact) if exact == int(exact) else exact


def unreadable() -> LovpError:
    """The error for a file that is no table, or no whole one."""
    return LovpError(
        _("The file is no .xlsx, .ods or CSV file that can be read."),
        _("Open it in a spreadsheet and save it as .xlsx without a password; or fetch it once more."),
    )
