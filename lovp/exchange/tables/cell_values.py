"""One cell as a number, a day or a word: the value, or why there is none and what to do about it.

A text means what it means on the command line; whether a value fits its target is for the record to say.
"""

import re
from collections.abc import Sequence
from datetime import date, datetime, time
from decimal import Decimal
from functools import lru_cache

from lovp.dates import parse_date
from lovp.errors import LovpError
from lovp.exchange.tables.rows import UNCALCULATED, Cell, tidy
from lovp.i18n import _
from lovp.model import Number, Target
from lovp.numbers import format_number, parse_number, parse_value

_error = re.compile(r"#(?:[A-ZÅÄÖ_]+(?:/[A-Z0]+)?[!?]?|[A-Za-z]+:[0-9]+|\?)").fullmatch


def shows_error(text: str) -> bool:
    """Whether the text stands for a formula without a value, as a spreadsheet writes it: #N/A, #SAKNAS!."""
    return _error(text) is not None


def read_number(cell: Cell, target: Target | None = None, *, approximate: bool = False) -> Number:
    """The number in the cell, for the target, as `parse_value` has it. Raises LovpError for anything else."""
    if isinstance(cell, str):
        return parse_value(_text(cell), target, approximate=approximate)
    if isinstance(cell, int | Decimal) and not isinstance(cell, bool):
        return parse_number(format_number(cell)) or 0
    remedy = _("Format the cell as a number in the spreadsheet, and write the number once more.")
    raise _other_kind(cell, remedy)


def read_date(cell: Cell, forms: Sequence[str], year: int) -> date:
    """The day in the cell, as `parse_date` has it; one without a year is in `year`.

    A spreadsheet's own day is the day. Raises LovpError for anything else, AmbiguousDateError for two days.
    """
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if isinstance(cell, str):
        return _parse_date(_text(cell), tuple(forms), year)
    remedy = _("Format the cell as a date in the spreadsheet, or write it as 2024-03-12.")
    if isinstance(cell, int) and not isinstance(cell, bool):
        return _parse_date(str(cell), tuple(forms), year)
    if isinstance(cell, Decimal):
        raise LovpError(_("The cell is a number, {number}, and not a day.").format(number=cell), remedy)
    raise _other_kind(cell, remedy)


def read_word(cell: Cell) -> str:
    """The cell as a text, for places, targets and ids; empty if nothing is in it.

    Numbers are written plainly, days as 2024-03-12. Raises LovpError if the cell shows an error.
    """
    match cell:
        case None:
            return ""
        case str():
            return _text(cell) if tidy(cell) else ""
        case bool():
            return str(cell).lower()
        case datetime():
            return cell.isoformat(" ")
        case date() | time():
            return cell.isoformat()
    return format_number(cell)


@lru_cache(maxsize=4096)
def _parse_date(text: str, forms: tuple[str, ...], year: int) -> date:
    return parse_date(text, None, year, forms)


def _text(cell: str) -> str:
    """The text of the cell. Raises LovpError where it is empty, or shows an error."""
    text = tidy(cell)
    if text is None:
        raise _empty()
    if text == UNCALCULATED:
        raise LovpError(
            _("The file was never calculated: a formula has no value."),
            _("Open and save it in a spreadsheet."),
        )
    if shows_error(text):
        raise LovpError(
            _("The cell shows an error, {error}.").format(error=text),
            _("Correct its formula; if the file was never calculated, open and save it."),
        )
    return text


def _empty() -> LovpError:
    return LovpError(_("The cell is empty."), _("Fill it in."))


def _other_kind(cell: date | time | bool | None, remedy: str) -> LovpError:
    """Why what is neither a text nor a number can't be read."""
    if cell is None:
        return _empty()
    if isinstance(cell, bool):
        return LovpError(_("The cell says true or false."), remedy)
    if isinstance(cell, time):
        return LovpError(
            _("The cell is a time of day, {time}.").format(time=cell.isoformat("minutes")), remedy
        )
    day = cell.date() if isinstance(cell, datetime) else cell
    return LovpError(_("The spreadsheet has made a date of it, {date}.").format(date=day), remedy)
