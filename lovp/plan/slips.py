"""What people write in YAML that it takes for something else, or that nobody sees, in words that help."""

import re
from typing import Any, TypeAlias

from lovp.plan.words import words

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
    "hard-space": rf"( *(?:- *)*(?:\w[\w-]*: *)?|[^\"'#]*(?=.#))[{_HARD}]",
    "dash": r"( *)(?:[–—−‐‑•·*+]\s*|-)(?P<text>[\w\"'].*)",
    "glued-colon": r"( *(?:- +)*)(?P<key>[^\W\d][\w-]+):(?P<value>[^ :/].*)",
    "at-least": r"(.*?goal: *)(?P<text>(?:>=|=>|≥|>|minst|at least)" + _NUMBER,
    "at-most": r"(.*?goal: *)(?P<text>(?:<=|=<|≤|<|högst|max|at most)" + _NUMBER,
    "list-runs-on": r"( *)-",
    "runs-on": r"( *)[^ ]",
}
"""What a line or a text with the slip looks like. The slip itself begins after the first group."""


def find_slip(text: str, *names: str) -> tuple[int, str, str] | None:
    """The first of the slips in the text: its column, what is wrong, and what to do about it; else None."""
    for name in names:
        if found := re.match(_SLIPS[name], text, re.IGNORECASE):
            at = found.end(1)
            return at + 1, *words(name, code=f"U+{ord(text[at]):04X}", **found.groupdict())
    return None


def limit(text: str) -> str:
    """How to write a goal that says of itself that it is the least or the most; empty if it says neither."""
    slip = find_slip(f"goal: {text}", "at-least", "at-most")
    return slip[2] if slip else ""


def position(mark: Any) -> Position:
    """The place that the YAML library has a mark for."""
    return (mark.line + 1, mark.column + 1)
