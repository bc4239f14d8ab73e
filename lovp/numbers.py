"""Numbers as texts: as people and spreadsheets write them, and as the record does. Pure."""

import re
from decimal import Decimal

from lovp.errors import UsageError
from lovp.i18n import _, current
from lovp.model import Level, Milestone, Number, Target
from lovp.pii import shown
from lovp.text import fold

MAX_DIGITS = 15
"""Digits of a number; a spreadsheet rounds what has more."""

_NUMBER = r"([-−–] ?)?([0-9]{1,3}(?: [0-9]{3})+|[0-9]+)(?:[.,]([0-9]+))?"
_SPACES = "[\u00a0\u2007\u2009\u202f]"
_FIGURES_AND_UNIT = r"((?:[-−–] ?)?[0-9][0-9 .,]*?) ?(%|[^\W\d_].*)?"
_EITHER = r"[1-9][0-9]{0,2}[.,][0-9]{3}"
_ABOUT = r"(?:[~≈]|(?:ca|c:a|cirka|ungefär|omkring|about|approx)\b\.?) ?"

_DONE = {"klart", "klar", "done"}
_PIECES = "st"
_PER_CENT = {"%", "procent", "percent", "per cent"}
_NO_UNITS = (
    "par tjog dussin tiotal hundra tusen miljon miljard mkr mnkr tkr halv kvart tredjedel promille procent "
    "pair dozen thousand million billion half percent mars april maj juni juli augusti december"
).split()
"""What multiplies the number before it, or makes something else of it."""
_SHORTEST_UNIT = 2


def parse_number(text: str) -> Number | None:
    """The number that the text is: `int` when whole, else `Decimal`; None for a blank.

    A decimal comma or point, spaces between thousands, and a minus. Raises UsageError for anything else: a
    unit, an exponent, more than 15 digits, digits of other scripts.
    """
    if text.isascii() and text.isdigit() and len(text) <= MAX_DIGITS:
        return int(text)
    plain = re.sub(_SPACES, " ", text).strip()
    if not plain:
        return None
    found = re.fullmatch(_NUMBER, plain)
    if not found:
        raise _no_number(plain)
    whole, decimals = found[2].replace(" ", "").lstrip("0"), (found[3] or "").rstrip("0")
    if len(whole) + len(decimals) > MAX_DIGITS:
        message = _("The number has more than {count} digits.").format(count=MAX_DIGITS)
        raise UsageError(message, _("Write a shorter number."))
    number = Decimal(f"{whole or 0}.{decimals}") if decimals else int(whole or 0)
    return -number if found[1] else number


def parse_value(text: str, target: Target | None = None, *, approximate: bool = False) -> Number:
    """The number that a person means: `3`, `1 300,5`, `3 st`, or with the beginning of the target's unit.

    For a milestone also `klart` and `50 %`, for a level in per cent `7 %`; with `approximate` also `ca 20`.
    Whether it may be below 0 is for the record to say. Raises UsageError for anything else, and where a text
    can be read in two ways (`1.234`).
    """
    if text.isascii() and text.isdigit() and len(text) <= MAX_DIGITS:
        return int(text)
    plain = " ".join(re.sub(_SPACES, " ", text).split())
    if not plain:
        raise UsageError(_("A number is missing."), _in_figures())
    measure = target.measure if target else None
    if isinstance(measure, Milestone) and fold(plain) in _DONE:
        return 1
    about = re.match(_ABOUT, plain, re.IGNORECASE)
    if about and not approximate:
        message = _("“{text}” is not an exact number.").format(text=shown(plain))
        raise UsageError(message, _("Write the number that was counted."))
    found = re.fullmatch(_FIGURES_AND_UNIT, plain[about.end() :] if about else plain)
    if found is None:
        raise _no_number(plain)
    figures, unit = found[1], found[2] or ""
    if re.fullmatch(_EITHER, figures):
        raise _two_ways(plain, figures)
    number = parse_number(figures) or 0
    if fold(unit) in _PER_CENT:
        return _part(plain, number, target)
    units = (target.unit, target.unit_one) if target else ()
    if unit and not any(_is_unit(fold(unit).rstrip("."), fold(each or "")) for each in units or ("",)):
        raise _no_number(plain)
    return number


def _part(text: str, percent: Number, target: Target | None) -> Number:
    """What a percentage means for the target. Raises UsageError where it means nothing."""
    if target and isinstance(target.measure, Milestone):
        part = Decimal(percent) / 100
        return int(part) if part == int(part) else part
    words = fold((target and target.unit) or "").split(" ")
    if target and isinstance(target.measure, Level) and {words[0], " ".join(words[:2])} & _PER_CENT:
        return percent
    message = _("“{text}” is a percentage.").format(text=shown(text))
    raise UsageError(message, _("Write how many there were, and for a share also of how many."))


def _is_unit(word: str, unit: str) -> bool:
    """Whether the word after a number says what is counted: `st`, or the beginning of the unit; folded."""
    first = unit.partition(" ")[0]
    if word in {_PIECES, unit, first}:
        return bool(word)
    if any(other.startswith(word) or word.startswith(other) for other in _NO_UNITS):
        return False
    return len(word) >= _SHORTEST_UNIT and first.startswith(word)


def _no_number(text: str) -> UsageError:
    return UsageError(_("“{text}” is not a number.").format(text=shown(text, 40)), _in_figures())


def _in_figures() -> str:
    return _("Write figures alone, such as 12 or 2,5.")


def _two_ways(text: str, figures: str) -> UsageError:
    whole = re.sub("[.,]", "", figures)
    broken = re.sub("[.,]", "," if current() == "sv" else ".", figures)
    message = _("“{text}” can be read as {whole} and as {broken}.")
    return UsageError(
        message.format(text=shown(text), whole=whole, broken=broken),
        _("Write thousands without a sign between them, and no more than two decimals."),
    )


def format_number(number: Number | None) -> str:
    """The number with a decimal point, without exponent or trailing zeros; empty for None."""
    if number is None or isinstance(number, int):
        return "" if number is None else str(number)
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
