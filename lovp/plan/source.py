"""The characters of a plan file, checked before YAML sees them: encoding, size, tabs, invisible characters.

Standard library alone.
"""

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
        text = self.lines[line - 1] if 0 < line <= len(self.lines) else ""
        return Problem(self.name, line, column, text, message, remedy)


def shown(value: object) -> str:
    """A value from the file as a message may repeat it: on one line, short, without invisible characters."""
    text = " ".join(_INVISIBLE.sub("\ufffd", str(value)).split())
    return text if len(text) <= _LONGEST_SHOWN else text[: _LONGEST_SHOWN - 1] + "…"


def invisible(text: str) -> str | None:
    """The first character of the text that has no business in a plan, as `U+202E`; `None` if all are fine."""
    found = _INVISIBLE.search(text)
    return f"U+{ord(found.group()):04X}" if found else None


def invisible_words(code: str) -> tuple[str, str]:
    """What is wrong with such a character, and what to do about it."""
    message = _("an invisible character that isn't allowed in a plan: {code}").format(code=code)
    return message, _("Delete it. It often comes along when text is pasted from Word or a PDF.")


def read_source(content: str | bytes, name: str) -> tuple[Source, tuple[Problem, ...]]:
    """The source, and what is wrong with its characters; with a problem, YAML shall not be tried."""
    if len(content) > MAX_BYTES:
        return _unreadable(name, _too_large(name))
    if isinstance(content, bytes):
        if wrong := _wrong_encoding(content, name):
            return _unreadable(name, wrong)
        content = content.decode("utf-8")
    # Letters written as two signs (a Mac's å) are the same letters as in the record.
    text = composed(content.removeprefix("\ufeff"))
    source = Source(name, text, tuple(_BREAK.split(text)))
    return source, tuple(islice(_bad_characters(source), _MOST_BAD))


def _unreadable(name: str, problem: Problem) -> tuple[Source, tuple[Problem, ...]]:
    return Source(name, "", ()), (problem,)


def _too_large(name: str) -> Problem:
    return Problem(
        name,
        0,
        0,
        "",
        _("the file is too large for a plan: more than {count} bytes").format(count=MAX_BYTES),
        _("Check that it is the right file. Outcomes belong in the folder data, not here."),
    )


def _wrong_encoding(content: bytes, name: str) -> Problem | None:
    remedy = _('Save the file again with the encoding UTF-8 (in the editor under "Save as").')
    if content.startswith((b"\xff\xfe", b"\xfe\xff")) or _looks_like_utf16(content):
        return Problem(name, 0, 0, "", _("the file is UTF-16, not UTF-8"), remedy)
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        before = content[: error.start].decode("utf-8").removeprefix("\ufeff")
        lines = _BREAK.split(before)
        rest = _BREAK.split(content[error.start : error.start + 200].decode("cp1252", "replace"))[0]
        message = _("the file is not UTF-8: byte {byte} (hexadecimal {value}) can't be read").format(
            byte=error.start + 1, value=f"{content[error.start]:02X}"
        )
        return Problem(name, len(lines), len(lines[-1]) + 1, lines[-1] + rest, message, remedy)
    return None


def _looks_like_utf16(content: bytes) -> bool:
    """Whether every other byte of the beginning is NUL, as in UTF-16 without a byte order mark."""
    head = content[:64]
    return len(head) >= 4 and (not any(head[0::2]) or not any(head[1::2]))


def _bad_characters(source: Source) -> Iterator[Problem]:
    for number, line in enumerate(source.lines, 1):
        if found := _INVISIBLE.search(line):
            code = f"U+{ord(found.group()):04X}"
            yield source.problem(number, found.start() + 1, *invisible_words(code))
        if tab := _INDENTING_TAB.match(line):
            message = _("a tab in the indentation")
            remedy = _("Use spaces; most editors can replace every tab with two spaces.")
            yield source.problem(number, tab.start(1) + 1, message, remedy)
