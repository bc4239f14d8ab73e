"""One outcome as one row of a record: its columns, how it is written, and what the text of each cell means.

Parsing is forgiving about the form (decimal commas, spaces between thousands) and strict about the meaning:
what could be read in two ways, or isn't whole, is refused.
"""

import re
from collections.abc import Sequence
from datetime import date
from functools import cache, lru_cache
from itertools import repeat

from lovp import dates
from lovp.errors import LovpError, UsageError
from lovp.i18n import _
from lovp.model import Outcome
from lovp.numbers import format_number, parse_number
from lovp.pii import MASK, personal_data, shown
from lovp.text import clean_text

COLUMNS = Outcome._fields
HEADER = ",".join(COLUMNS)
MAX_CELL = 1000
"""Characters of a cell; a note is shorter (`new.MAX_NOTE`)."""

_is_number = re.compile(r"-?[0-9]+(\.[0-9]+)?").fullmatch
# Also after a delimiter, since a spreadsheet may split a file at another than its own, after spaces, and with
# the wide signs, which in some languages it takes for the narrow ones.
_FORMULA = re.compile(r"((?:^|(?<=[,;\t])) *)('*[=+\-@\t\r\n＝＋－＠])")
_ESCAPED = re.compile(r"((?:^|(?<=[,;\t])) *)'('*[=+\-@\t\r\n＝＋－＠])")
_DIGITS_TO_ZERO = str.maketrans("123456789abcdef", "0" * 15)
_UUID = "00000000-0000-0000-0000-000000000000"  # with a zero for each of its digits
_ID = "[A-Za-z0-9][A-Za-z0-9._:-]{3,79}"
_DAY = "(?:0[1-9]|1[0-2])-[0-2][0-9]|(?:0[13578]|1[02])-3[01]|(?:0[469]|11)-30"
"""A month and a day that it may have."""
_CLOCK = f"[0-9]{{4}}-(?:{_DAY})T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]"
_is_moment = re.compile(rf"{_CLOCK}\.[0-9]{{6}}Z").fullmatch


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


def personal_data_in(row: Outcome) -> str | None:
    """The kind of personal data in the columns that people fill in, or None."""
    return personal_data(row.target, row.place, row.note, row.writer)


def mask(row: Outcome) -> Outcome:
    """The row with `MASK` in place of each text that holds personal data."""
    texts = (MASK if personal_data(text) else text for text in (row.target, row.place, row.note, row.writer))
    target, place, note, writer = texts
    return row._replace(target=target, place=place, note=note, writer=writer)


class Cells:
    """The meanings of cells in one reading of a record, shared by all of its files: each is parsed once."""

    def __init__(self) -> None:
        self.suspect: set[str] = set()
        """The texts that hold personal data."""
        self._date = cache(_parse_date)
        self._text = cache(self._parse_text)
        self._number = cache(parse_number)
        self._replaced = cache(lambda cell: _parse_id(cell, "replaces") if cell.strip() else "")

    def parse_columns(self, columns: Sequence[Sequence[str]]) -> list[Outcome]:
        """The outcomes of many rows, given column by column in the order of `COLUMNS`.

        Raises LovpError where a cell's meaning can't be told.
        """
        ids, days, targets, places, values, ofs, notes, replaces, writers, moments = columns
        are_uuids = "\n".join(ids).translate(_DIGITS_TO_ZERO) == "\n".join([_UUID] * len(ids))
        meanings = zip(
            ids if are_uuids else map(_parse_id, ids),
            map(self._date, days),
            map(self._text, targets),
            map(self._text, places),
            map(self._number, values),
            map(self._number, ofs),
            map(self._text, notes),
            map(self._replaced, replaces),
            map(self._text, writers),
            moments if all(map(_is_moment, moments)) else map(_parse_moment, moments),
            strict=True,
        )
        return list(map(tuple.__new__, repeat(Outcome), meanings))

    def parse_row(self, cells: Sequence[str]) -> Outcome:
        """The outcome in ten cells, in the order of `COLUMNS`. Raises LovpError."""
        if len(cells) != len(COLUMNS):
            raise not_whole()
        return self.parse_columns([[cell] for cell in cells])[0]

    def _parse_text(self, cell: str) -> str:
        if "\0" in cell:
            raise not_whole()
        if len(cell) > MAX_CELL:
            message = _("A cell has more than {count} characters.").format(count=MAX_CELL)
            raise LovpError(message, _("Shorten the note, and check that no quotation mark is missing."))
        text = unescape_formula(clean_text(cell).strip())
        if personal_data(text):
            self.suspect.add(text)
        return text


def _parse_date(cell: str) -> date:
    """The day: ISO, or what a spreadsheet made of it if that can only mean one day. Raises LovpError."""
    try:
        return dates.parse_date(cell, None, 0)
    except UsageError:
        message = _("“{date}” is not a date that can be read in one way only.")
        remedy = _("Write the date as YYYY-MM-DD, such as 2024-05-28.")
        raise LovpError(message.format(date=shown(cell, 20)), remedy) from None


def _parse_id(cell: str, column: str = "id") -> str:
    text = cell.strip()
    if text.translate(_DIGITS_TO_ZERO) == _UUID:
        return text
    if not re.fullmatch(_ID, text):
        message = _("“{id}” in the column {column} is not an id.").format(id=shown(text, 40), column=column)
        remedy = _("Check that the columns stand in their places; restore the id if it was edited.")
        raise LovpError(message, remedy)
    if kind := personal_data(text):
        # An id can't be masked like a note: whatever has the same id is one row.
        message = _("The column {column} holds personal data ({kind}), which is not shown.")
        remedy = _("Give the row an id that says nothing about a person.")
        raise LovpError(message.format(column=column, kind=kind), remedy)
    return text


def _parse_moment(cell: str) -> str:
    """The time of recording, to the microsecond; other programs write it to the second."""
    text = re.sub("(?<=:[0-9]{2})Z", ".000000Z", cell.strip())
    if not _is_moment(text):
        raise not_whole()
    return text


def not_whole() -> LovpError:
    """What to say of a row that lacks cells, or whose last one is cut off."""
    message = _("The row is not whole: it must have {count} cells and end with when it was recorded.")
    remedy = _("Delete the line, and log the outcome again if it is missing.")
    return LovpError(message.format(count=len(COLUMNS)), remedy)
