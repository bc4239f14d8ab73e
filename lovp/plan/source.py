"""The characters of a file, checked before YAML sees them: encoding, size, tabs, invisible characters."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from lovp.cells import composed
from lovp.errors import Problem
from lovp.i18n import _
from lovp.plan import MAX_BYTES

MAX_SHOWN = 200
"""More mistakes than these are counted but not listed."""

_BREAK = re.compile(r"\r\n|\n|\r")
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # control characters, with NEL, which YAML takes for a new line
    "\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff"  # soft hyphen, lines, direction
    "\ufff9-\ufffb\U000e0000-\U000e007f"  # remarks between the lines, tags
    "\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
_INDENTING_TAB = re.compile(r" *(\t)[ \t]*[^ \t#]")
_HARD_SPACE = re.compile(r" *(?:- *)*(?:[\w-]+: *)?([\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000])")
"""A space that YAML takes for a letter, in the indentation, after a dash or after the colon of a key."""
_LONGEST_SHOWN = 60
_MOST_BAD = 1000


@dataclass(frozen=True, slots=True)
class Source:
    """A file's text without a byte order mark, and its lines without their ends."""

    name: str
    text: str
    lines: tuple[str, ...]

    def problem(self, line: int, column: int, message: str, remedy: str = "") -> Problem:
        """A problem at a line and column counted from 1; line 0 concerns the whole file."""
        return Problem(self.name, line, column, self.line(line), message, remedy)

    def line(self, number: int) -> str:
        """The line with the number, counted from 1; empty where there is none."""
        return self.lines[number - 1] if 0 < number <= len(self.lines) else ""


def shown(value: object) -> str:
    """A value from the file as a message may repeat it: on one line, short, without invisible characters."""
    text = " ".join(_INVISIBLE.sub("\ufffd", str(value)).split())
    return text if len(text) <= _LONGEST_SHOWN else text[: _LONGEST_SHOWN - 1] + "…"


def invisible(text: str) -> tuple[str, str] | None:
    """What to say of the first character that has no business in a plan, and what to do; else None."""
    found = _INVISIBLE.search(text)
    if not found:
        return None
    message = _("an invisible character that isn't allowed in a plan: {code}")
    remedy = _("Delete it. It often comes along when text is pasted from Word or a PDF.")
    return message.format(code=f"U+{ord(found[0]):04X}"), remedy


def hard_space(text: str) -> tuple[int, str, str] | None:
    """The column of a no-break space where YAML needs an ordinary one, what to say, and what to do."""
    found = _HARD_SPACE.match(text)
    if not found:
        return None
    message = _("a no-break space ({code}) after a dash or a colon")
    if not text[: found.start(1)].strip():
        message = _("a no-break space ({code}) in the indentation")
    remedy = _("Delete it and type a space instead. It looks the same, and comes along when text is pasted.")
    return found.start(1) + 1, message.format(code=f"U+{ord(found[1]):04X}"), remedy


def read_source(content: str | bytes, name: str) -> tuple[Source, tuple[Problem, ...]]:
    """The source, and what is wrong with its characters; with a problem, YAML shall not be tried."""
    if len(content) > MAX_BYTES:
        message = _("the file is too large for a plan: more than {count} bytes").format(count=MAX_BYTES)
        remedy = _("Check that it is the right file. Outcomes belong in the folder data, not here.")
        return Source(name, "", ()), (Problem(name, 0, 0, "", message, remedy),)
    if isinstance(content, bytes):
        if wrong := _wrong_encoding(content, name):
            return Source(name, "", ()), (wrong,)
        content = content.decode("utf-8")
    # Letters written as two signs (a Mac's å) are the same letters as in the record.
    text = composed(content.removeprefix("\ufeff"))
    source = Source(name, text, tuple(_BREAK.split(text)))
    return source, tuple(islice(_bad_characters(source), _MOST_BAD))


def _wrong_encoding(content: bytes, name: str) -> Problem | None:
    remedy = _('Save the file again with the encoding UTF-8 (in the editor under "Save as").')
    head = content[:64]
    if content.startswith((b"\xff\xfe", b"\xfe\xff")) or (
        len(head) >= 4 and not (any(head[0::2]) and any(head[1::2]))
    ):
        return Problem(name, 0, 0, "", _("the file is UTF-16, not UTF-8"), remedy)
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        lines = _BREAK.split(content[: error.start].decode("utf-8").removeprefix("\ufeff"))
        rest = _BREAK.split(content[error.start : error.start + 200].decode("cp1252", "replace"))[0]
        message = _("the file is not UTF-8: byte {byte} (hexadecimal {value}) can't be read").format(
            byte=error.start + 1, value=f"{content[error.start]:02X}"
        )
        return Problem(name, len(lines), len(lines[-1]) + 1, lines[-1] + rest, message, remedy)
    return None


def _bad_characters(source: Source) -> Iterator[Problem]:
    for number, line in enumerate(source.lines, 1):
        if found := _INVISIBLE.search(line):
            yield source.problem(number, found.start() + 1, *invisible(line) or ("", ""))
        if tab := _INDENTING_TAB.match(line):
            remedy = _("Use spaces; most editors can replace every tab with two spaces.")
            yield source.problem(number, tab.start(1) + 1, _("a tab in the indentation"), remedy)
        if space := hard_space(line):
            yield source.problem(number, *space)
