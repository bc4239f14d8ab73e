"""One outcome as one row of a record: its columns, their limits, and its text.

Reading what is written here (`parse`) gives the same outcome.
"""

from lovp.cells import clean_text, escape_formula
from lovp.model import Number, Outcome

COLUMNS = Outcome._fields
HEADER = ",".join(COLUMNS)

MAX_DIGITS = 15
"""Digits of a number; a spreadsheet rounds what has more."""
MAX_CELL = 1000
"""Characters of a cell; a note is shorter (`new.MAX_NOTE`)."""


def format_row(row: Outcome) -> str:
    """The outcome as one line of CSV, its line feed included."""
    return ",".join(map(_cell, canonical(row))) + "\n"


def canonical(row: Outcome) -> tuple[str, ...]:
    """The outcome as ten texts in the order of `COLUMNS`, the same however it was written."""
    day, value, of = row.date.isoformat(), format_number(row.value), format_number(row.of)
    return (row.id, day, row.target, row.place, value, of, row.note, row.replaces, row.writer, row.logged_at)


def format_number(number: Number | None) -> str:
    """The number with a decimal point, without exponent or trailing zeros; empty for None."""
    if number is None or isinstance(number, int):
        return "" if number is None else str(number)
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _cell(text: str) -> str:
    text = escape_formula(clean_text(text))
    return '"' + text.replace('"', '""') + '"' if '"' in text or "," in text else text
