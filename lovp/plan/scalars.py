"""What an unquoted word in a YAML file means: text, number, date, true or false, or a trap.

YAML reads `no` as false, `012` as ten and `22:22` as 1342. Here such words are errors with a remedy, so that
nobody has to know. Numbers are exact: `int`, or `Decimal` with its decimals as written.
"""

import re
from contextlib import suppress
from datetime import date
from decimal import Decimal

from lovp.plan.words import Words, words

_MOST_DIGITS = 15
_NUMBER = r"-?(0|[1-9][0-9]*)(\.[0-9]+)?"
_TRAPS = {
    "value-missing": r"|~|null",
    "true-or-false": r"yes|no|on|off|y|n|true|false",
    "too-many-digits": _NUMBER,
    "no-date": r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([t ].*)?",
    "leading-zero": r"-?0[0-9]+(\.[0-9]*)?",
    "no-number": r"[-+]?(0x[0-9a-f_]+|0o[0-7_]+|0b[01_]+|\.(inf|nan)|[0-9][0-9_]*(:[0-9]{1,2})+(\.[0-9_]*)?)"
    r"|[-+]?([0-9][0-9_]*(\.[0-9_]*)?|\.[0-9][0-9_]*)(e[-+]?[0-9]+)?",
}
"""What a word looks like that is taken for something else; the words for it have the same name."""


def resolve(word: str) -> str | int | Decimal | bool | date | Words:
    """The value of an unquoted word, or why it can't be taken as it stands."""
    if word in {"true", "false"}:
        return word == "true"
    if len(word) <= _MOST_DIGITS and re.fullmatch(_NUMBER, word):
        return Decimal(word) if "." in word else int(word)
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", word):
        with suppress(ValueError):
            return date.fromisoformat(word)
    for name, pattern in _TRAPS.items():
        if re.fullmatch(pattern, word, re.IGNORECASE):
            return words(name, word=word, count=_MOST_DIGITS)
    return word
