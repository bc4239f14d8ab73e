"""What YAML takes for something else than was meant, in words that help: dashes, colons, hashes, commas."""

import re
from typing import Any, TypeAlias

from lovp.i18n import _
from lovp.plan.source import Source, hard_space, shown

Position: TypeAlias = tuple[int, int]
"""Line and column, counted from 1."""
Words: TypeAlias = tuple[str, str]
"""What is wrong, and what to do about it."""

_DASH = re.compile(r"( *)(?:[–—−‐‑•·*+]\s*|-)(?=[\w\"'])(.*)")
"""A line whose first sign looks like the dash of a list, but is another, or lacks its space."""
_GLUED = re.compile(r"( *(?:- +)*)([^\W\d][\w-]*):([^\s:/].*)")
_LIMITED = re.compile(r"(>=|=>|≥|>|minst|at least)|(<=|=<|≤|<|högst|max|at most)")
_ONE_WORD = {"language", "measure", "over", "counts", "direction", "days", "pace", "reads", "id", "central"}
"""Keys whose value has no spaces, so that a comment after it can't be a part of it."""


def position(item: Any, of_end: bool = False) -> Position:
    """Where an event or a node of the YAML library begins, or ends."""
    mark = item.end_mark if of_end else item.start_mark
    return (mark.line + 1, mark.column + 1)


def dash(line: str) -> tuple[int, str, str] | None:
    """The column of what was meant for the dash of a list, and the words for it; else None."""
    found = _DASH.match(line)
    if not found:
        return None
    message = _("a list's dash is an ordinary hyphen with a space after it")
    return len(found[1]) + 1, message, _("Write {better}").format(better=shown(f"- {found[2]}"))


def colon(line: str) -> tuple[int, str, str] | None:
    """The column of a key whose colon lacks its space, and the words for it; else None."""
    found = _GLUED.match(line)
    if not found:
        return None
    better = shown(f"{found[2]}: {found[3]}")
    return (
        len(found[1]) + 1,
        _("a space is missing after the colon"),
        _("Write {better}").format(better=better),
    )


def limit(text: str) -> str:
    """How to write a goal that says of itself that it is the least or the most; empty if it says neither."""
    number = re.search(r"\d[\d.]*(?: ?%)?", text)
    found = _LIMITED.match(text.strip().lower())
    if not (found and number):
        return ""
    direction = "at_least" if found[1] else "at_most"
    remedy = _("Write {number} alone, and on a line of its own direction: {direction}.")
    return remedy.format(number=number[0], direction=direction)


def in_text(source: Source, node: Any, path: tuple[str | int, ...]) -> tuple[Position, str, str] | None:
    """What is wrong with an unquoted text that goes on over lines, or is cut by a comment; else None."""
    key = next((step for step in reversed(path) if isinstance(step, str)), "")
    begins, (line, column) = position(node), position(node, of_end=True)
    if (slip := dash(source.line(begins[0]))) and slip[0] == begins[1]:
        return begins, *slip[1:]
    if found := re.search(r"[\u00a0\u202f]#", node.value):
        message = _("a no-break space ({code}) before a comment").format(code=f"U+{ord(found[0][0]):04X}")
        return begins, message, _("Delete it and type two spaces instead.")
    if line > begins[0] and key != "source":
        return _run_on(source, begins[0] + 1)
    whole = source.line(line)[begins[1] - 1 :]
    if key in _ONE_WORD or node.value.endswith("%") or not re.match(r" #", source.line(line)[column - 1 :]):
        return None
    message = _("the text ends here: what comes after # is a comment")
    remedy = _('Put quotes around the whole text: "{text}". A comment needs two spaces before its #.')
    return (line, column + 1), message, remedy.format(text=shown(whole))


def _run_on(source: Source, number: int) -> tuple[Position, str, str]:
    """What to say of a text that goes on where the line with the number looks like something of its own."""
    while not source.line(number).strip():
        number += 1
    line = source.line(number)
    if slip := dash(line):
        return (number, slip[0]), *slip[1:]
    message = _("this line is taken for more of the text above it")
    remedy = _(
        "A key begins in the column of the key above, a value in brackets after a comma. "
        "A longer text needs quotes."
    )
    if line.lstrip().startswith("-"):
        remedy = _("The dashes of a list stand in one column, below the line with its key: municipalities:")
    return (number, len(line) - len(line.lstrip()) + 1), message, remedy


def no_value(key: str, former: tuple[str, Any] | None) -> Words:
    """What to say of a key without a value; `former` are the key and the value before it in brackets."""
    if space := hard_space(key):
        return space[1:]
    if slip := colon(key):
        return slip[1:]
    if former and re.fullmatch(r"[0-9]+ ?%?", key):
        message = _("in brackets, a comma begins a new value")
        return message, _("Decimals are written with a point, like 95.5 %.")
    if former and isinstance(former[1].value, str):
        text = f'{former[0]}: "{former[1].value}, {key}"'
        message = _("in brackets, a comma begins a new value")
        return message, _("If it belongs to the text before it, put quotes around all: {text}").format(
            text=shown(text)
        )
    message = _("{key}: has no value").format(key=shown(key))
    if former:
        return message, _("Write the value, or take the key away.")
    return message, _("Write the value, or take the whole line away.")


def missing_sign(source: Source, line: int, sign: str, node: Any, key: str) -> Words:
    """What to say where the keys of a block begin anew on a line: `---` or the dash of a list is missing."""
    if sign == "---":
        message = _("{key}: stands twice; a line with --- is missing before the second")
        remedy = _("Each year is a plan of its own: write --- on a line between them.")
        return message.format(key=shown(key)), remedy
    above, first = node.start_mark.line + 1, node.value[0][0].value
    if key == first:
        message = _("{key}: stands twice; a dash is missing before the second")
        remedy = _("Write {better}, with the dash in the same column as on line {line}.")
        better = f"- {source.line(line).strip()}"
        return message.format(key=shown(key)), remedy.format(better=shown(better), line=above)
    message = _("{key}: stands twice; a line with - {first}: is missing before the second")
    remedy = _("Write it, with the dash in the same column as on line {line}.")
    return message.format(key=shown(key), first=shown(first)), remedy.format(line=above)
