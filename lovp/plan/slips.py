"""What people write in YAML that it takes for something else, or that nobody sees, in words that help."""

import re
from typing import Any, NamedTuple, TypeAlias

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
_NUMBER = r"\D*(?P<number>\d[\d.]*(?: ?%)?).*)"
_SLIPS = {
    "invisible": f"([^{_INVISIBLE}]*)[{_INVISIBLE}]",
    "tab": r"( *)\t[ \t]*[^ \t#]",
    "hard-space": rf"( *(?:- *)*(?:\w[\w-]*: *)?)[{_HARD}]",
    "hard-space-comment": rf"(.*?)[{_HARD}]#",
    "dash": r"( *)(?:[–—−‐‑•·*+]\s*|-)(?P<text>[\w\"'].*)",
    "glued-colon": r"( *(?:- +)*)(?P<key>[^\W\d][\w-]+):(?P<value>[^\s:/].*)",
    "at-least": r"(.*?goal: *)(?P<text>(?:>=|=>|≥|>|minst|at least)" + _NUMBER,
    "at-most": r"(.*?goal: *)(?P<text>(?:<=|=<|≤|<|högst|max|at most)" + _NUMBER,
    "list-runs-on": r"( *)-",
    "runs-on": r"( *)[^ ]",
}
"""What a line or a text with the slip looks like. The slip itself begins after the first group."""
_PATTERNS = {name: re.compile(pattern, re.IGNORECASE) for name, pattern in _SLIPS.items()}
_ONE_WORD = {"language", "measure", "over", "counts", "direction", "days", "pace", "reads", "id", "central"}
"""Keys whose value has no spaces, so that a comment after it can't be a part of it."""


class Slip(NamedTuple):
    """Where in a line something is wrong, counted from 1, and the words for it."""

    column: int
    words: Words


def find_slip(text: str, *names: str) -> Slip | None:
    """The first of the slips that is in the line or the text; else None."""
    for name in names:
        if found := _PATTERNS[name].match(text):
            at = found.end(1)
            return Slip(at + 1, words(name, code=f"U+{ord(text[at]):04X}", **found.groupdict()))
    return None


def position(mark: Any) -> Position:
    """The place that the YAML library has a mark for."""
    return (mark.line + 1, mark.column + 1)


def limit(text: str) -> str:
    """How to write a goal that says of itself that it is the least or the most; empty if it says neither."""
    slip = find_slip(f"goal: {text}", "at-least", "at-most")
    return slip.words.remedy if slip else ""


def check_text(lines: tuple[str, ...], node: Any, key: str) -> tuple[Position, Words] | None:
    """What is wrong with an unquoted text that goes on over lines, or is cut by a comment; else None."""
    (first, start), (last, end) = position(node.start_mark), position(node.end_mark)
    if slip := find_slip(node.value, "hard-space-comment"):
        return (first, start), slip.words
    slip = find_slip(lines[first - 1], "dash")
    if slip and slip.column == start:
        return (first, start), slip.words
    for number in range(first + 1, last + 1) if key != "source" else ():
        if slip := find_slip(lines[number - 1], "dash", "list-runs-on", "runs-on"):
            return (number, slip.column), slip.words
    line = lines[last - 1]
    if line.startswith(" #", end - 1) and key not in _ONE_WORD and not node.value.endswith("%"):
        return (last, end + 1), words("comment", text=line[start - 1 :])
    return None
