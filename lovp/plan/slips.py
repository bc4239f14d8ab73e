"""What people write in YAML that it takes for something else, or that nobody sees, in words that help.

YAML reads `no` as false, `012` as ten and `22:22` as 1342. Here such words are errors with a remedy, so that
nobody has to know. Numbers are exact: `int`, or `Decimal` with its decimals as written.
"""

import re
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from decimal import Decimal
from typing import Any, TypeAlias

from lovp.plan.words import Words, words

Position: TypeAlias = tuple[int, int]
"""Line and column, counted from 1."""

_HARD = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
"""Spaces that YAML takes for letters."""
_INVISIBLE = (
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # control characters, with NEL, which YAML takes for a new line
    "\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff"  # soft hyphen, lines, direction
    "\ufff9-\ufffb\U000e0000-\U000e007f\ud800-\udfff\ufffe\uffff"  # remarks between the lines, tags
)
_SLIPS = {
    "invisible": f"([^{_INVISIBLE}]*)[{_INVISIBLE}]",
    "tab": r"( *)\t[ \t]*[^ \t#]",
    "directive": r"()%",
    "hard-space": rf"( *(?:- *)*(?:\w[\w-]*: *)?|[^\"'#]*(?=.#))[{_HARD}]",
    "dash": r"( *)(?:[–—−‐‑•·*+]\s*|-)(?P<text>[\w\"'].*)",
    "glued-colon": r"( *(?:- +)*)(?P<key>[^\W\d][\w-]+):(?P<value>[^ :/].*)",
    "at-least": r"(.*?(?P<key>goal): *)(?P<found>>=? *(?P<number>\d[\d.]*(?: ?%)?).*)",
    "list-runs-on": r"( *)-",
    "runs-on": r"( *)[^ ]",
}
"""What a line or a text with the slip looks like. The slip itself begins after the first group."""
_BLOCK = r"block (mapping|collection|sequence)"
_COLON = r"mapping (values|keys) are not allowed"
_ADVICE = (
    (r"quoted scalar found unexpected", "", "began", "quote-open"),
    (r"quoted scalar", "", "began", "backslash"),
    (r"flow .*expected ',' or", "at the end", "began", "bracket-open"),
    (r"flow .*expected ',' or", "", "at", "comma-missing"),
    (r"flow node", "at the end", "opened", "bracket-open"),
    (r"simple key", "", "began", "colon-missing"),
    (_COLON, "after a colon", "at", "second-colon"),
    (_COLON, "", "line", "line-unfit"),
    (r"sequence entries are not allowed", "", "at", "list-in-line"),
    (_BLOCK, "at a colon", "at", "key-missing"),
    (_BLOCK, "at a bracket", "at", "sign-unfit"),
    (_BLOCK + "|document start", "at the start", "at", "indentation"),
    (_BLOCK, "after a quote", "quote", "quote-long"),
    (_BLOCK, "", "at", "text-goes-on"),
    (r"cannot start any token", "", "at", "text-begins"),
    (r"block scalar", "", "began", "block-text"),
    (r"anchor|alias|tag", "", "began", "special"),
    (r"", "", "at", "sign-unfit"),
)
"""What the library says, what else holds, at which place the fault stands, and the name of its words."""
_MOST_DIGITS = 15
_NUMBER = r"-?(0|[1-9][0-9]*)(\.[0-9]+)?"
_TRAPS = {
    "value-missing": r"|~|null",
    "true-or-false": r"yes|no|on|off|y|n|true|false",
    "too-many-digits": _NUMBER,
    "no-date": r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([t ].*)?",
    "leading-zero": r"0+(?P<number>[0-9]+(\.[0-9]+)?)",
    "no-number": r"[-+]?(0x[0-9a-f_]+|0o[0-7_]+|0b[01_]+|\.(inf|nan)|[0-9][0-9_]*(:[0-9]{1,2})+(\.[0-9_]*)?)"
    r"|[-+]?([0-9][0-9_]*(\.[0-9_]*)?|\.[0-9][0-9_]*)(e[-+]?[0-9]+)?",
}
"""What a word looks like that is taken for something else; the words for it have the same name."""


def find_slip(text: str, *names: str) -> tuple[int, str, str] | None:
    """The first of the slips in the text: its column, what is wrong, and what to do about it; else None."""
    for name in names:
        if found := re.match(_SLIPS[name], text, re.IGNORECASE):
            at = found.end(1)
            return at + 1, *words(name, code=f"U+{ord(text[at]):04X}", **found.groupdict())
    return None


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
        if found := re.fullmatch(pattern, word, re.IGNORECASE):
            return words(name, word=word, count=_MOST_DIGITS, **found.groupdict())
    return word


def position(mark: Any) -> Position:
    """The place that the YAML library has a mark for."""
    return (mark.line + 1, mark.column + 1)


def explain(
    line_at: Callable[[int], str], error: Any, quote: Any, opened: list[Any]
) -> tuple[int, int, str, str]:
    """Where an error of the YAML library stands, what is wrong, and what to do about it.

    `quote` is the last text in quotes, `opened` the lists and blocks that are not closed, as events. The
    library has two parsers with different wordings: what decides is what both have in common, and what stands
    at the place that they point to.
    """
    at = position(error.problem_mark)
    began = position(error.context_mark or error.problem_mark)
    said = f"{error.context} {error.problem}"
    line = line_at(at[0])
    before, sign = line[: at[1] - 1], line[at[1] - 1 : at[1]]
    for number in (at[0], at[0] - 1, began[0]) if "quoted" not in said else ():
        if slip := find_slip(line_at(number), "dash", "glued-colon", "at-least"):
            return number, *slip
    places = {
        "at": at,
        "began": began,
        "line": (at[0], len(line) - len(line.lstrip()) + 1),
        "quote": position(quote.start_mark) if quote else at,
        "opened": position(opened[-1].start_mark) if opened else at,
    }
    facts = {
        "": True,
        "after a colon": re.search(r":\s", before),
        "at a colon": not before.strip() and sign == ":",
        "at a bracket": sign and sign in "]},",
        "at the start": not before.strip(),
        "after a quote": quote and places["quote"][0] < position(quote.end_mark)[0] == at[0],
        "at the end": sign in {"", "-"} or (sign == ":" and at[0] != began[0]),
    }
    where, name = next(
        advice for pattern, fact, *advice in _ADVICE if facts[fact] and re.search(pattern, said)
    )
    return *places[where], *words(name, line=at[0], character=sign)
