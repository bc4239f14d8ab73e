"""What the text of each cell means.

Parsing is forgiving about the form (decimal commas, spaces between thousands) and strict about the meaning:
what could be read in two ways, or isn't whole, is refused.
"""

import re
from collections.abc import Callable, Sequence
from datetime import date
from itertools import repeat
from typing import Any

from lovp.errors import LovpError
from lovp.i18n import _
from lovp.model import Outcome
from lovp.numbers import parse_number
from lovp.pii import personal_data, shown
from lovp.record.row import COLUMNS, MAX_CELL, unescape_formula
from lovp.text import clean_text

_DIGITS_TO_ZERO = str.maketrans("123456789abcdef", "0" * 15)
_UUID = "00000000-0000-0000-0000-000000000000"  # with a zero for each of its digits
_ID = "[A-Za-z0-9][A-Za-z0-9._:-]{3,79}"
_DAY = "(?:0[1-9]|1[0-2])-[0-2][0-9]|(?:0[13578]|1[02])-3[01]|(?:0[469]|11)-30"
"""A month and a day that it may have."""
_CLOCK = f"[0-9]{{4}}-(?:{_DAY})T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]"
_are_moments = re.compile(rf"(?:{_CLOCK}\.[0-9]{{6}}Z\n)*+").fullmatch
_YEAR_FIRST = r"([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})"
_YEAR_LAST = r"([0-9]{1,2})([-/.])([0-9]{1,2})\2([0-9]{4})"
_MIDNIGHT = r"[T ]00:00(:00)?$"


class Memo(dict[str, Any]):
    """What each distinct text means: parsed once. A text that is refused raises each time."""

    def __init__(self, parse: Callable[[str], object]) -> None:
        super().__init__()
        self._parse = parse

    def __missing__(self, text: str) -> object:
        meaning = self[text] = self._parse(text)
        return meaning


class Cells:
    """The meanings of cells in one reading of a record, shared by all of its files."""

    def __init__(self) -> None:
        self.suspect: set[str] = set()
        """The texts that hold personal data."""
        self._dates = Memo(parse_date)
        self._texts = Memo(self._parse_text)
        self._numbers = Memo(parse_number)
        self._replaced = Memo(lambda cell: parse_id(cell, "replaces") if cell.strip() else "")

    def parse_columns(self, columns: Sequence[Sequence[str]]) -> list[Outcome]:
        """The outcomes of many rows, given column by column in the order of `COLUMNS`.

        Raises LovpError where a cell's meaning can't be told.
        """
        ids, days, targets, places, values, ofs, notes, replaces, writers, moments = columns
        are_uuids = "\n".join(ids).translate(_DIGITS_TO_ZERO) == "\n".join([_UUID] * len(ids))
        meanings = zip(
            ids if are_uuids else map(parse_id, ids),
            map(self._dates.__getitem__, days),
            map(self._texts.__getitem__, targets),
            map(self._texts.__getitem__, places),
            map(self._numbers.__getitem__, values),
            map(self._numbers.__getitem__, ofs),
            map(self._texts.__getitem__, notes),
            map(self._replaced.__getitem__, replaces),
            map(self._texts.__getitem__, writers),
            moments if _are_moments("\n".join([*moments, ""])) else map(_parse_moment, moments),
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


def parse_date(text: str) -> date:
    """The day: ISO, or what a spreadsheet made of it if that can only mean one day. Raises LovpError."""
    plain = re.sub(_MIDNIGHT, "", text.strip())
    try:
        if found := re.fullmatch(_YEAR_FIRST, plain):
            return date(int(found[1]), int(found[3]), int(found[4]))
        if found := re.fullmatch(_YEAR_LAST, plain):
            one, other = int(found[1]), int(found[3])
            if one == other or max(one, other) > 12:
                return date(int(found[4]), min(one, other), max(one, other))
    except ValueError:
        pass
    message = _("“{date}” is not a date that can be read in one way only.").format(date=shown(plain, 20))
    raise LovpError(message, _("Write the date as YYYY-MM-DD, such as 2024-05-28."))


def parse_id(cell: str, column: str = "id") -> str:
    """The id in the cell. Raises LovpError."""
    text = cell.strip()
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
    text = cell.strip()
    if re.fullmatch(_CLOCK + "Z", text):
        return text.replace("Z", ".000000Z")
    if not _are_moments(text + "\n"):
        raise not_whole()
    return text


def not_whole() -> LovpError:
    """What to say of a row that lacks cells, or whose last one is cut off."""
    message = _("The row is not whole: it must have {count} cells and end with when it was recorded.")
    remedy = _("Delete the line, and log the outcome again if it is missing.")
    return LovpError(message.format(count=len(COLUMNS)), remedy)
