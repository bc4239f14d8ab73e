"""What is wrong with a cell, whatever was to be read from it."""

import re

from lovp.errors import LovpError
from lovp.i18n import _

_error = re.compile(r"#(?:[A-ZÅÄÖ_]+(?:/[A-Z0]+)?[!?]?|[A-Za-z]+:[0-9]+|\?)").fullmatch


def shows_error(text: str) -> bool:
    """Whether a spreadsheet writes the text where a formula has no value: #N/A, #SAKNAS!, #Err:502."""
    return _error(text) is not None


def empty_cell() -> LovpError:
    """The error for a cell with nothing in it where something is needed."""
    return LovpError(_("The cell is empty."), _("Fill it in."))


def error_shown(text: str) -> LovpError:
    """The error for a cell that shows an error."""
    return LovpError(
        _("The cell shows an error, {error}.").format(error=text),
        _("Correct its formula, or write what it should be."),
    )
