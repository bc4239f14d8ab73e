"""What can go wrong, each with the exit code that a script sees.

An error says what happened and, as `remedy`, what to do about it. It is printed once, by the command
line's `main`; elsewhere it is caught only to ask again, or to become another error.
"""

import errno
from typing import NamedTuple

from lovp.i18n import _
from lovp.text import printable


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


WIDTH = 99
"""Signs of a line that are shown around the place of a problem."""
_BEFORE = 60
_LONGEST = 1000


def format_problem(problem: Problem) -> str:
    """The lines of the problem: where, what, the line with a mark under the place, and what to do about it.

    Without a line number only the file is named; without a column there is no mark under the line.
    """
    where = [problem.file, problem.line, problem.column if problem.line else 0]
    place = ":".join(str(part) for part in where if part)
    lines = [printable(f"{place}: {problem.message}", _LONGEST)]
    if problem.text.strip():
        at = min(max(problem.column - 1, 0), len(problem.text))
        start = max(at - _BEFORE, 0) if len(problem.text) > WIDTH else 0
        before = ("…" if start else "") + printable(problem.text[start:at], WIDTH)
        lines.append(f"    {before}{printable(problem.text[at:], WIDTH - len(before))}")
        if problem.column:
            lines.append(f"    {' ' * len(before)}^")
    if problem.remedy:
        lines.append(f"  {printable(problem.remedy, _LONGEST)}")
    return "\n".join(lines)


def why(error: OSError) -> str:
    """The reason for a fault of the file system as the rest of a sentence, without a full stop."""
    reasons = (
        ((errno.ENOSPC, errno.EDQUOT), _("the disk is full")),
        ((errno.EROFS,), _("the disk can only be read")),
        ((errno.EACCES, errno.EPERM), _("there is no permission, or another program has the file open")),
        ((errno.ENOENT, errno.ENOTDIR, errno.ESTALE), _("the folder or file is not there (any more)")),
        ((errno.EEXIST, errno.EISDIR), _("something else has that name")),
        ((errno.EIO,), _("the disk or the network reported a fault")),
    )
    known = next((reason for numbers, reason in reasons if error.errno in numbers), None)
    return known or error.strerror or str(error) or type(error).__name__
