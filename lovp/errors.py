"""What can go wrong, each with the exit code that a script sees.

An error says what happened and, as `remedy`, what to do about it. It is printed once, by the command
line's `main`; elsewhere it is caught only to ask again, or to become another error.
"""

import errno
import unicodedata
from typing import NamedTuple

from lovp.i18n import _


class Problem(NamedTuple):
    """One fault in a file: where it stands, the line itself, and what to do about it.

    `line` and `column` count from 1; 0 means that the fault concerns the whole file or the whole line.
    `text` is the line as it stands in the file (empty where showing it would repeat personal data).
    """

    file: str
    line: int
    column: int
    text: str
    message: str
    remedy: str = ""


class LovpError(Exception):
    """Can't be done; nothing was written."""

    exit_code = 1

    def __init__(self, message: str, remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy


class UsageError(LovpError):
    """The words on the command line can't be understood."""

    exit_code = 2


class StoppedError(LovpError):
    """The user left at a question; nothing had been written."""


class FileError(LovpError):
    """A file can't be used: every fault in it, in the order of the file."""

    def __init__(self, message: str, problems: tuple[Problem, ...], remedy: str = "") -> None:
        super().__init__(message, remedy)
        self.problems = problems


class PlanError(FileError):
    """targets.yaml can't be used."""


class MappingError(FileError):
    """A mapping for imports can't be used."""


class CheckError(LovpError):
    """`check` found problems in the plan or in the record."""

    exit_code = 3


class BehindError(LovpError):
    """`--fail-behind` was asked for, and something is behind."""

    exit_code = 4


WIDTH = 100
"""Longer lines are cut around the place of the problem; columns of the terminal."""

_INDENT = "    "
_CUT = "…"


def format_problem(problem: Problem) -> str:
    """The lines of the problem, without a newline at the end.

    Without a line number only the file is named; without a column there is no mark under the line.
    """
    where = problem.file
    if problem.line:
        where += f":{problem.line}" + (f":{problem.column}" if problem.column else "")
    lines = [_printable(f"{where}: {problem.message}")]
    if problem.text.strip():
        text, mark = _excerpt(problem.text, problem.column)
        lines.append(_INDENT + text)
        if problem.column:
            lines.append(_INDENT + " " * mark + "^")
    if problem.remedy:
        lines.append(f"  {_printable(problem.remedy)}")
    return "\n".join(lines)


def _excerpt(text: str, column: int) -> tuple[str, int]:
    """The line, or its part around the column, and how far into it the mark goes, in columns."""
    at = min(max(column - 1, 0), len(text))
    # A long line is cut by characters first, so that a megabyte is not measured for a hundred columns.
    start, end = max(0, at - WIDTH), min(len(text), at + WIDTH)
    before, after = _printable(text[start:at]), _printable(text[at:end])
    cut_before, cut_after = start > 0, end < len(text)
    if cut_before or cut_after or _width(before) + _width(after) > WIDTH:
        before, after, cut_before, cut_after = _window(before, after, cut_before, cut_after)
    head = _CUT if cut_before else ""
    return head + before + after + (_CUT if cut_after else ""), _width(head + before)


def _window(before: str, after: str, cut_before: bool, cut_after: bool) -> tuple[str, str, bool, bool]:
    """What of the text before and after the mark is shown, and whether something is left out on each side."""
    room = WIDTH - 2 * len(_CUT)
    # What one side doesn't use, the other may.
    left = max(room * 2 // 3, room - _width(after))
    shown_before = _fitting(before[::-1], left)[::-1]
    shown_after = _fitting(after, room - _width(shown_before))
    return (
        shown_before,
        shown_after,
        cut_before or shown_before != before,
        cut_after or shown_after != after,
    )


def _fitting(text: str, room: int) -> str:
    """The beginning of the text that takes at most `room` columns."""
    used = 0
    for index, character in enumerate(text):
        used += _width(character)
        if used > room:
            return text[:index]
    return text


def _width(text: str) -> int:
    """How many columns of a terminal the text takes."""
    return sum(_columns(character) for character in text)


def _columns(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _printable(text: str) -> str:
    """The text on one line, with tabs as spaces and whatever could move the cursor replaced."""
    return "".join(map(_harmless, text))


def _harmless(character: str) -> str:
    if character == "\t":
        return "    "
    if unicodedata.category(character) in {"Cc", "Cf", "Cs", "Zl", "Zp"}:
        return "\ufffd"
    return character


def why(error: OSError) -> str:
    """The reason for the fault as the rest of a sentence, without a full stop.

    A fault that didn't come from the system says it itself.
    """
    words = {
        errno.ENOSPC: _("the disk is full"),
        errno.EDQUOT: _("your part of the disk is full"),
        errno.EROFS: _("the disk can only be read"),
        errno.EACCES: _("there is no permission, or another program has the file open"),
        errno.EPERM: _("there is no permission, or another program has the file open"),
        errno.ENOENT: _("the folder or file is not there (any more)"),
        errno.ENOTDIR: _("the folder or file is not there (any more)"),
        errno.ESTALE: _("the folder or file is not there (any more)"),
        errno.EEXIST: _("something else has that name"),
        errno.EISDIR: _("something else has that name"),
        errno.EIO: _("the disk or the network reported a fault"),
        errno.EFBIG: _("the file would become too big"),
        errno.ELOOP: _("the link leads in a circle"),
        errno.ENAMETOOLONG: _("the name is too long"),
    }
    return words.get(error.errno or 0) or error.strerror or str(error) or type(error).__name__
