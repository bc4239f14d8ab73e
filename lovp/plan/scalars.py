"""What an unquoted word in a YAML file means: text, number, date, true or false, or a trap.

YAML reads `no` as false, `012` as ten and `22:22` as 1342. Here such words are errors with a remedy, so that
nobody has to know. Numbers are exact: `int`, or `Decimal` with its decimals as written.
"""

import re
from contextlib import suppress
from datetime import date
from decimal import Decimal
from typing import NamedTuple, TypeAlias

from lovp.i18n import _, mark
from lovp.plan.source import shown

Scalar: TypeAlias = str | int | Decimal | bool | date

_MOST_DIGITS = 15
_NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?")
_OR_QUOTE = mark('If it is a text, put quotes around it: "{word}".')
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class Trap(NamedTuple):
    """Why a word can't be taken as it stands, and what to do about it."""

    message: str
    remedy: str


def resolve(word: str) -> Scalar | Trap:
    """The value of an unquoted word (of a quoted one it is always the text)."""
    if word in {"true", "false"}:
        return word == "true"
    if _NUMBER.fullmatch(word) and len(word) <= _MOST_DIGITS:
        return Decimal(word) if "." in word else int(word)
    if _DATE.fullmatch(word):
        with suppress(ValueError):
            return date.fromisoformat(word)
    for pattern, message, remedy in _TRAPS:
        if pattern.fullmatch(word):
            number = re.sub(r"^(-?)0+(?=\d)", r"\1", word)
            words = {"word": shown(word), "number": shown(number), "count": _MOST_DIGITS}
            # Whatever it looks like, it may have been meant as a text.
            if word and '"' not in remedy:
                remedy = f"{_(remedy)} {_(_OR_QUOTE)}"
            return Trap(_(message).format(**words), _(remedy).format(**words))
    return word


_TRAPS = (
    (
        re.compile(r"|~|null", re.I),
        mark("a value is missing"),
        mark("Write the value, or take the whole line away."),
    ),
    (
        re.compile(r"yes|no|on|off|y|n|true|false", re.I),
        mark("the word {word} would be read as true or false"),
        mark("Write true or false."),
    ),
    (
        _NUMBER,
        mark("a number may have at most {count} digits"),
        mark("Write a shorter number."),
    ),
    (
        re.compile(r"-?0[0-9]+(\.[0-9]*)?"),
        mark("a number that begins with zero would be misread: {word}"),
        mark("Write {number}."),
    ),
    (
        _DATE,
        mark("there is no such date: {word}"),
        mark("Dates are written year-month-day, like 2024-03-08."),
    ),
    (
        re.compile(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([Tt ].*)?"),
        mark("this is not how a date is written: {word}"),
        mark("Write year-month-day with two digits each, like 2024-03-08."),
    ),
    (
        re.compile(r"[-+]?[0-9][0-9_]*(:[0-9]{1,2})+(\.[0-9_]*)?"),
        mark("numbers with a colon would be misread: {word}"),
        mark('Put quotes around it: "{word}".'),
    ),
    (
        re.compile(
            r"[-+]?0(x[0-9a-f_]+|o[0-7_]+|b[01_]+)|[-+]?\.?(inf|infinity|nan)"
            r"|[-+]?([0-9][0-9_]*(\.[0-9_]*)?|\.[0-9][0-9_]*)(e[-+]?[0-9]+)?",
            re.I,
        ),
        mark("this is not how a number is written here: {word}"),
        mark("Write it with digits alone, like 1200 or 6.2."),
    ),
)
"""What a word looks like that is taken for something else, what to say of it, and what to do."""
