"""One cell as a number, a day or a word; a text means what it means on the command line."""

import re
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache

from lovp.dates import parse_date
from lovp.errors import LovpError
from lovp.exchange.tables.rows import UNCALCULATED, Cell
from lovp.i18n import _
from lovp.model import Number, Target
from lovp.numbers import format_number, parse_number, parse_value

_is_error = re.compile(r"#(?:[A-ZÅÄÖ_]+(?:/[A-Z0]+)?[!?]?|[A-Za-z]+:[0-9]+)").fullmatch
"""How a spreadsheet shows an error: #N/A, #SAKNAS!, #DIV/0!, #Err:502."""
_parse_date = lru_cache(maxsize=4096)(parse_date)


def shown_fault(cell: Cell) -> LovpError | None:
    """What is wrong with a cell that shows an error, or that was never calculated."""
    if cell == UNCALCULATED:
        message = _("The file was never calculated: a formula has no value.")
        return LovpError(message, _("Open and save it in a spreadsheet."))
    if not isinstance(cell, str) or not _is_error(cell):
        return None
    message = _("The cell shows an error, {error}.").format(error=cell)
    return LovpError(message, _("Correct its formula; if the file was never calculated, open and save it."))


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
