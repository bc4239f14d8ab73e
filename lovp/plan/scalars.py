"""What a word in targets.yaml means: text, number, date, true or false, or a trap.

YAML reads `no` as false, `012` as ten and `22:22` as 1342. Here such words are errors with a remedy, so that
nobody has to know. Numbers are exact: `int`, or `Decimal` with its decimals as written.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeAlias

from lovp.i18n import _
from lovp.plan.source import shown

Scalar: TypeAlias = str | int | Decimal | bool | date

_MOST_DIGITS = 15


@dataclass(frozen=True, slots=True)
class Trap:
    """Why a word can't be taken as it stands."""

    message: str
    remedy: str


def resolve(word: str) -> Scalar | Trap:
    """The value of an unquoted word (of a quoted one it is always the text)."""
    for pattern, read in _READERS:
        if pattern.fullmatch(word):
            return read(word)
    return word


def _or_quote(remedy: str, word: str) -> str:
    """The remedy for something meant, and the quotes for when a text was meant."""
    return remedy + " " + _('If it is a text, put quotes around it: "{word}".').format(word=shown(word))


def _integer(word: str) -> Scalar | Trap:
    return int(word) if len(word) <= _MOST_DIGITS else _too_long(word)


def _decimal(word: str) -> Scalar | Trap:
    return Decimal(word) if len(word) <= _MOST_DIGITS else _too_long(word)


def _too_long(word: str) -> Trap:
    message = _("a number may have at most {count} digits").format(count=_MOST_DIGITS)
    return Trap(message, _or_quote(_("Write a shorter number."), word))


def _boolean(word: str) -> Scalar | Trap:
    return word == "true"


def _date(word: str) -> Scalar | Trap:
    try:
        return date.fromisoformat(word)
    except ValueError:
        message = _("there is no such date: {word}").format(word=word)
        return Trap(message, _or_quote(_("Dates are written year-month-day, like 2024-03-08."), word))


def _odd_date(word: str) -> Scalar | Trap:
    message = _("this is not how a date is written: {word}").format(word=shown(word))
    return Trap(message, _or_quote(_("Write year-month-day with two digits each, like 2024-03-08."), word))


def _missing(_word: str) -> Scalar | Trap:
    return Trap(_("a value is missing"), _("Write the value, or take the whole line away."))


def _yes_or_no(word: str) -> Scalar | Trap:
    message = _("the word {word} would be read as true or false").format(word=word)
    return Trap(message, _or_quote(_("Write true or false."), word))


def _leading_zero(word: str) -> Scalar | Trap:
    message = _("a number that begins with zero would be misread: {word}").format(word=shown(word))
    number = re.sub(r"^(-?)0+(?=\d)", r"\1", word)
    return Trap(message, _or_quote(_("Write {number}.").format(number=shown(number)), word))


def _clock(word: str) -> Scalar | Trap:
    message = _("numbers with a colon would be misread: {word}").format(word=shown(word))
    return Trap(message, _('Put quotes around it: "{word}".').format(word=shown(word)))


def _odd_number(word: str) -> Scalar | Trap:
    message = _("this is not how a number is written here: {word}").format(word=shown(word))
    return Trap(message, _or_quote(_("Write it with digits alone, like 1200 or 6.2."), word))


_READERS: tuple[tuple[re.Pattern[str], Callable[[str], Scalar | Trap]], ...] = (
    (re.compile(r"|~|null", re.I), _missing),
    (re.compile(r"true|false"), _boolean),
    (re.compile(r"yes|no|on|off|y|n|true|false", re.I), _yes_or_no),
    (re.compile(r"-?(0|[1-9][0-9]*)"), _integer),
    (re.compile(r"-?(0|[1-9][0-9]*)\.[0-9]+"), _decimal),
    (re.compile(r"-?0[0-9]+(\.[0-9]*)?"), _leading_zero),
    (re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}"), _date),
    (re.compile(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([Tt ].*)?"), _odd_date),
    (re.compile(r"[-+]?[0-9][0-9_]*(:[0-9]{1,2})+(\.[0-9_]*)?"), _clock),
    (re.compile(r"[-+]?0(x[0-9a-f_]+|o[0-7_]+|b[01_]+)", re.I), _odd_number),
    (re.compile(r"[-+]?([0-9][0-9_]*(\.[0-9_]*)?|\.[0-9][0-9_]*)(e[-+]?[0-9]+)?", re.I), _odd_number),
    (re.compile(r"[-+]?\.?(inf|infinity|nan)", re.I), _odd_number),
)
