"""What can go wrong, each with the exit code that a script sees.

An error says what happened and, as `remedy`, what to do about it. The command line's `main` prints it.
"""

import errno
from typing import NamedTuple

from lovp.i18n import _, mark


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


class FileError(LovpError):
    """A file can't be used: every fault in it, in the order of the file."""

    def __init__(self, message: str, problems: tuple[Problem, ...], remedy: str = "") -> None:
        super().__init__(message, remedy)
        self.problems = problems


class PlanError(FileError):
    """targets.yaml can't be used."""


class CheckError(LovpError):
    """`check` found problems in the plan or in the record."""

    exit_code = 3


class BehindError(LovpError):
    """`--fail-behind` was asked for, and something is behind."""

    exit_code = 4


_NO_PERMISSION = mark("there is no permission, or another program has the file open")
_REASONS = {
    (errno.ENOSPC, errno.EDQUOT): mark("the disk is full"),
    (errno.EACCES, errno.EPERM, errno.EROFS): _NO_PERMISSION,
    (errno.ENOENT, errno.ENOTDIR): mark("the folder or file is not there (any more)"),
    (errno.EEXIST, errno.EISDIR): mark("something else has that name"),
}


def why(error: OSError) -> str:
    """The reason for a fault of the file system as the rest of a sentence, without a full stop."""
    known = next((text for numbers, text in _REASONS.items() if error.errno in numbers), "")
    return _(known) if known else error.strerror or str(error)
