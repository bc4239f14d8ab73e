"""Numbers as people type them."""

import re

from lovp.cells import printable
from lovp.errors import UsageError
from lovp.i18n import _
from lovp.model import Number
from lovp.record.parse import RowError, parse_number
from lovp.record.row import MAX_DIGITS


def parse_typed_number(text: str) -> Number:
    """The number that the text means: 3, 2,5, 1 200. Raises UsageError."""
    if re.fullmatch(r"[0-9]{1,3}[.,][0-9]{3}", text.strip()):
        raise UsageError(
            _("“{text}” can mean several things.").format(text=printable(text)),
            _("Write a thousand as 1000, and one as 1."),
        )
    try:
        found = parse_number(text)
    except RowError as error:
        long = sum(sign.isdigit() for sign in text) > MAX_DIGITS
        remedy = _("Write a shorter number.") if long else error.remedy
        raise UsageError(printable(error.message), remedy) from None
    if found is None:
        raise UsageError(_("A number is missing."), _("Write figures alone, such as 12 or 2,5."))
    return found
