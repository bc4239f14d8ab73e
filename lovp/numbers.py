"""Numbers as texts: as people and spreadsheets write them, and as the record does. Pure."""

import re
from decimal import Decimal

from lovp.errors import UsageError
from lovp.i18n import _, mark
from lovp.model import Number
from lovp.pii import shown

_MAX_DIGITS = 15  # a spreadsheet rounds what has more
_NUMBER = r"([-−–] ?)?([0-9]{1,3}(?: [0-9]{3})+|[0-9]+)(?:[.,]([0-9]+))?"
SPACES = r"[\s\u00a0\u2007\u2009\u202f]+"
IN_FIGURES = mark("Write figures alone, such as 12 or 2,5.")


def parse_number(text: str) -> Number | None:
    """The number that the text is: `int` when whole, else `Decimal`; None for a blank.

    A decimal comma or point, spaces between thousands, and a minus. Raises UsageError for anything else.
    """
    plain = re.sub(SPACES, " ", text).strip()
    if not plain:
        return None
    found = re.fullmatch(_NUMBER, plain)
    if not found:
        raise no_number(plain)
    whole, decimals = found[2].replace(" ", "").lstrip("0"), (found[3] or "").rstrip("0")
    if len(whole) + len(decimals) > _MAX_DIGITS:
        message = _("The number has more than {count} digits.").format(count=_MAX_DIGITS)
        raise UsageError(message, _("Write a shorter number."))
    number = Decimal(f"{whole or 0}.{decimals}") if decimals else int(whole or 0)
    return -number if found[1] else number


def no_number(text: str) -> UsageError:
    """The error for a text that is no number."""
    return UsageError(_("“{text}” is not a number.").format(text=shown(text, 40)), _(IN_FIGURES))


def format_number(number: Number | None) -> str:
    """The number with a decimal point, without exponent or trailing zeros; empty for None."""
    if not isinstance(number, Decimal):
        return "" if number is None else str(number)
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
