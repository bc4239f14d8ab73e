"""One outcome as one row of a record: its columns, their limits, and its text, which `parse` reads."""

import re
from functools import lru_cache

from lovp.model import Outcome
from lovp.numbers import format_number
from lovp.text import clean_text

_is_number = re.compile(r"-?[0-9]+(\.[0-9]+)?").fullmatch
# Also after a delimiter, since a spreadsheet may split a file at another than its own, after spaces, and with
# the wide signs, which in some languages it takes for the narrow ones.
_FORMULA = re.compile(r"((?:^|(?<=[,;\t])) *)('*[=+\-@\t\r\n＝＋－＠])")
_ESCAPED = re.compile(r"((?:^|(?<=[,;\t])) *)'('*[=+\-@\t\r\n＝＋－＠])")
COLUMNS = Outcome._fields
HEADER = ",".join(COLUMNS)

MAX_CELL = 1000
"""Characters of a cell; a note is shorter (`new.MAX_NOTE`)."""


def format_row(row: Outcome) -> str:
    """The outcome as one line of CSV, its line feed included."""
    return ",".join(map(_cell, canonical(row))) + "\n"


def canonical(row: Outcome) -> tuple[str, ...]:
    """The outcome as ten texts in the order of `COLUMNS`, the same however it was written."""
    day, value, of = row.date.isoformat(), format_number(row.value), format_number(row.of)
    return (row.id, day, row.target, row.place, value, of, row.note, row.replaces, row.writer, row.logged_at)


@lru_cache(maxsize=4096)  # the same places, targets and days come again and again
def _cell(text: str) -> str:
    # A number below 0 is no formula, though it begins like one.
    text = text if _is_number(text) else escape_formula(clean_text(text))
    return '"' + text.replace('"', '""') + '"' if '"' in text or "," in text else text


def escape_formula(text: str) -> str:
    """The text as a cell that no spreadsheet runs: an apostrophe goes before whatever could begin a formula.

    Where there are apostrophes already there will be one more: `unescape_formula` gives back every text.
    """
    return _FORMULA.sub(r"\1'\2", text)


def unescape_formula(text: str) -> str:
    """The text that `escape_formula` made a cell of; a cell without its apostrophe stays as it is."""
    return _ESCAPED.sub(r"\1\2", text) if "'" in text else text
