"""The characters of a file, checked before YAML sees them: encoding, size, tabs, invisible characters."""

import re
from dataclasses import dataclass
from itertools import islice

from lovp.cells import composed
from lovp.errors import Problem
from lovp.plan import MAX_BYTES
from lovp.plan.slips import find_slip
from lovp.plan.words import words

MAX_SHOWN = 200
"""More mistakes than these are counted but not listed."""


@dataclass(frozen=True, slots=True)
class Source:
    """The lines of a file, without their ends and without a byte order mark."""

    name: str
    lines: tuple[str, ...]

    def problem(self, line: int, column: int, message: str, remedy: str = "") -> Problem:
        """A problem at a line and column counted from 1; line 0 concerns the whole file."""
        return Problem(self.name, line, column, self.line(line), message, remedy)

    def line(self, number: int) -> str:
        """The line with the number, counted from 1; empty where there is none."""
        return self.lines[number - 1] if 0 < number <= len(self.lines) else ""


def read_source(content: str | bytes, name: str) -> tuple[Source, tuple[Problem, ...]]:
    """The source, and what is wrong with its characters; with a problem, YAML shall not be tried."""
    nothing = Source(name, ())
    if len(content) > MAX_BYTES:
        return nothing, (nothing.problem(0, 0, *words("file-too-large", count=MAX_BYTES)),)
    try:
        text = content if isinstance(content, str) else content.decode("utf-8")
    except UnicodeDecodeError as error:
        return nothing, (_undecodable(name, error.object, error.start),)
    # Letters written as two signs (a Mac's å) are the same letters as in the record.
    text = composed(text.removeprefix("\ufeff"))
    source = Source(name, tuple(re.split(r"\r\n|\n|\r", text)))
    wrong = (
        source.problem(number, *slip)
        for number, line in enumerate(source.lines, 1)
        for name in ("invisible", "tab", "hard-space")
        if (slip := find_slip(line, name))
    )
    return source, tuple(islice(wrong, MAX_SHOWN + 1))


def _undecodable(name: str, content: bytes, at: int) -> Problem:
    """What to say of the byte that is not UTF-8, with its line as Windows reads it."""
    before = content[:at].split(b"\n")
    line = before[-1] + content[at:].split(b"\n", 1)[0]
    found = words("not-utf8", byte=at + 1, value=f"{content[at]:02X}")
    return Problem(name, len(before), len(before[-1]) + 1, line.decode("cp1252", "replace"), *found)
