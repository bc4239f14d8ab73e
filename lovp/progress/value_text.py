"""Numbers as people mean them for a target: with a unit, as a percentage, or in words. Pure."""

import re
from decimal import Decimal

from lovp.errors import UsageError
from lovp.i18n import _
from lovp.model import Level, Milestone, Number, Target
from lovp.numbers import IN_FIGURES, SPACES, format_number, no_number, parse_number
from lovp.pii import shown
from lovp.text import fold

_VALUE = re.compile(
    r"(?P<about>(?:[~≈]|(?:ca|c:a|cirka|ungefär|omkring|about|approx)\b\.?) ?)?"
    r"(?P<figures>(?:[-−–] ?)?[0-9][0-9 .,]*?) ?(?P<unit>%|[^\W\d_].*)?",
    re.IGNORECASE,
)
_EITHER = r"[1-9][0-9]{0,2}[.,][0-9]{3}"
_DONE = {"klart", "klar", "done"}
_PER_CENT = "%|procent|percent|per cent"
_NO_UNITS = ("par", "pair", "tio", "tusen", "mil", "halv", "half", "kvart", "promille", "mars", "maj")
"""What multiplies the number before it, or makes something else of it, and what begins or ends so."""


def parse_value(text: str, target: Target | None = None, *, approximate: bool = False) -> Number:
    """The number that a person means: `3`, `1 300,5`, `3 st`, or with the beginning of the target's unit.

    For a milestone also `klart` and `50 %`, for a level in per cent `7 %`; with `approximate` also `ca 20`.
    Whether it may be below 0 is for the record to say. Raises UsageError for anything else, and where a text
    can be read in two ways (`1.234`).
    """
    plain = re.sub(SPACES, " ", text).strip()
    if not plain:
        raise UsageError(_("A number is missing."), _(IN_FIGURES))
    if target and isinstance(target.measure, Milestone) and fold(plain) in _DONE:
        return 1
    found = _VALUE.fullmatch(plain)
    if not found:
        raise no_number(plain)
    if found["about"] and not approximate:
        message = _("“{text}” is not an exact number.").format(text=shown(plain))
        raise UsageError(message, _("Write the number that was counted."))
    if re.fullmatch(_EITHER, found["figures"]):
        message = _("“{text}” can be read as thousands or as decimals.").format(text=shown(plain))
        remedy = _("Write thousands without a sign between them, and no more than two decimals.")
        raise UsageError(message, remedy)
    number = parse_number(found["figures"]) or 0
    unit = fold(found["unit"] or "")
    if re.fullmatch(_PER_CENT, unit):
        return _part(plain, number, target)
    units = [fold(each or "") for each in (target.unit, target.unit_one)] if target else [""]
    if unit and not any(_is_unit(unit.rstrip("."), each) for each in units):
        raise no_number(plain)
    return number


def _part(text: str, percent: Number, target: Target | None) -> Number:
    """What a percentage means for the target. Raises UsageError where it means nothing."""
    if target and isinstance(target.measure, Milestone):
        return parse_number(format_number(Decimal(percent) / 100)) or 0
    unit = fold(target.unit or "") if target and isinstance(target.measure, Level) else ""
    if re.match(rf"({_PER_CENT})( |$)", unit):
        return percent
    message = _("“{text}” is a percentage.").format(text=shown(text))
    raise UsageError(message, _("Write how many there were, and for a share also of how many."))


def _is_unit(word: str, unit: str) -> bool:
    """Whether the word after a number says what is counted: `st`, or the beginning of the unit; folded."""
    first = unit.partition(" ")[0]
    if word in {"st", unit, first}:
        return True
    is_other = any(other.startswith(word) or word.startswith(other) for other in _NO_UNITS)
    return len(word) > 1 and first.startswith(word) and not is_other
