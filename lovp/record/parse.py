"""One row of a record as the outcome that it says.

Reading is forgiving about the form (decimal commas, spaces between thousands) and strict about the meaning:
what could be read in two ways, or isn't whole, is refused.
"""

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache
from sys import intern

from lovp.cells import clean_text, unescape_formula
from lovp.errors import LovpError
from lovp.i18n import _
from lovp.model import Number, Outcome
from lovp.record.guard import personal_data, shown
from lovp.record.row import COLUMNS, MAX_CELL, MAX_DIGITS

_is_uuid = re.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}").fullmatch
_is_id = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:-]{3,79}").fullmatch
_is_time = re.compile(
    r"[0-9]{4}-[01][0-9]-[0-3][0-9]T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]\.[0-9]{6}Z"
).fullmatch
_is_number = re.compile(r"([0-9]{1,3}(?: [0-9]{3})+|[0-9]+)(?:[.,]([0-9]+))?").fullmatch
_spaces = re.compile("[\u00a0\u2007\u2009\u202f]")
_year_first = re.compile(r"([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})").fullmatch
_year_last = re.compile(r"([0-9]{1,2})([-/.])([0-9]{1,2})\2([0-9]{4})").fullmatch
_midnight = re.compile(r"[T ]00:00(:00)?$")


class RowError(LovpError):
    """A row, or a cell of one, that can't be read."""


def parse_row(cells: Sequence[str]) -> Outcome:
    """The outcome in ten cells, in the order of `COLUMNS`; `RowError` where their meaning can't be told."""
    if len(cells) != len(COLUMNS):
        raise not_whole()
    row_id, day, target, place, value, of, note, replaces, writer, logged_at = cells
    if not (_is_time(logged_at) and _is_day(logged_at[:10])):
        logged_at = _time(logged_at)
    return Outcome(
        row_id if _is_uuid(row_id) else _id(row_id),
        parse_date(day),
        _word(target),
        _word(place),
        parse_number(value) if value else None,
        parse_number(of) if of else None,
        _text(note) if note else note,
        replaces and (_id(replaces, "replaces") if replaces.strip() else ""),
        _word(writer),
        logged_at,
    )


@lru_cache(maxsize=65536)
def parse_number(text: str) -> Number | None:
    """The number as a person or a spreadsheet writes it: `int` when whole, else `Decimal`; None for a blank.

    A decimal comma or point, and spaces between thousands. `RowError` for anything else: a sign, an exponent,
    more than 15 digits, digits of other scripts.
    """
    plain = _spaces.sub(" ", text).strip()
    if not plain:
        return None
    found = _is_number(plain)
    if not found:
        if re.fullmatch(r"[-−–] ?[0-9][0-9 .,]*", plain):
            raise RowError(
                _("{number} is negative.").format(number=shown(plain, 20)),
                _("Outcomes are 0 or more. To take something back, use lovp undo or lovp amend."),
            )
        raise RowError(
            _("“{number}” is not a number.").format(number=shown(plain, 20)),
            _("Write figures alone, such as 12 or 2,5."),
        )
    whole, decimals = found[1].replace(" ", "").lstrip("0"), (found[2] or "").rstrip("0")
    if len(whole) + len(decimals) > MAX_DIGITS:
        raise RowError(
            _("The number has more than {count} digits.").format(count=MAX_DIGITS),
            _("Check that the columns stand in their places."),
        )
    return Decimal(f"{whole or 0}.{decimals}") if decimals else int(whole or 0)


@lru_cache(maxsize=8192)
def parse_date(text: str) -> date:
    """The day: ISO, or what a spreadsheet made of it if that can only mean one day. `RowError` otherwise."""
    plain = _midnight.sub("", text.strip())
    try:
        if found := _year_first(plain):
            return date(int(found[1]), int(found[3]), int(found[4]))
        if found := _year_last(plain):
            return _day_of_two(int(found[4]), int(found[1]), int(found[3]))
    except ValueError:
        pass
    raise RowError(
        _("“{date}” is not a date that can be read in one way only.").format(date=shown(plain, 20)),
        _("Write the date as YYYY-MM-DD, such as 2024-05-28."),
    )


def _day_of_two(year: int, one: int, other: int) -> date:
    """The day whose month and day of the month come in an unknown order, if only one order gives a day."""
    if one != other and one <= 12 and other <= 12:
        raise ValueError("either order gives a day")
    return date(year, min(one, other), max(one, other))


@lru_cache(maxsize=8192)
def _word(cell: str) -> str:
    """A text that many rows share, kept once in memory."""
    return intern(_text(cell))


def _text(cell: str) -> str:
    if "\0" in cell:
        raise RowError(
            _("The row holds characters that no text has; the file is damaged."),
            _("Delete the line, and log the outcome again if it is missing."),
        )
    if len(cell) > MAX_CELL:
        raise RowError(
            _("A cell has more than {count} characters.").format(count=MAX_CELL),
            _("Shorten the note, and check that no quotation mark is missing."),
        )
    return unescape_formula(clean_text(cell).strip())


def _id(cell: str, column: str = "id") -> str:
    text = cell.strip()
    if not _is_id(text):
        if not text:
            raise RowError(
                _("The row has no id."),
                _("Every row needs an id of its own; lovp log and lovp import give one."),
            )
        raise RowError(
            _("“{id}” in the column {column} is not an id.").format(id=shown(text, 40), column=column),
            _("Check that the columns stand in their places; restore the id if it was edited."),
        )
    if kind := personal_data(text):
        # An id can't be masked like a note: whatever has the same id is one row.
        raise RowError(
            _("The column {column} holds personal data ({kind}), which is not shown.").format(
                column=column, kind=kind
            ),
            _("Give the row an id that says nothing about a person."),
        )
    return text


def _time(cell: str) -> str:
    text = cell.strip()
    if not (_is_time(text) and _is_day(text[:10])):
        raise not_whole()
    return text


@lru_cache(maxsize=8192)
def _is_day(text: str) -> bool:
    try:
        return bool(date.fromisoformat(text))
    except ValueError:
        return False


def not_whole() -> RowError:
    """What to say of a row that lacks cells, or whose last one is cut off."""
    return RowError(
        _("The row is not whole: it must have {count} cells and end with when it was recorded.").format(
            count=len(COLUMNS)
        ),
        _("Delete the line, and log the outcome again if it is missing."),
    )
