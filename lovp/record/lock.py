"""The lock that every append to a writer's files takes, held by one process at a time.

Libraries for this take as long to import as reading a year's record does; what they do is one call of the
system, the same that they make (so that whoever has an older lovp is kept out too).
"""

import errno
import os
import stat
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from lovp.i18n import _

_PAUSE = 0.01
"""Seconds between two tries; an append takes about one such pause."""

_HELD = (errno.EACCES, errno.EAGAIN, errno.EDEADLK)
_CANT_LOCK = (errno.ENOLCK, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP)
_FLAGS = os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)


class HeldError(Exception):
    """Another process holds the lock, and did not give it back in time."""


@contextmanager
def locked(path: Path, seconds: float) -> Iterator[None]:
    """Hold the lock whose file is `path`, after waiting for it at most so many seconds.

    Raises HeldError, or OSError where there can be no such file. Some network drives know no locks: there the
    block is run all the same, since a writer's file has one writer, and a single write at the end is whole.
    """
    # What is no file may block whoever opens it.
    if path.exists() and not stat.S_ISREG(path.stat().st_mode):
        raise OSError(_("{name} is in the way").format(name=path.name))
    handle = os.open(path, _FLAGS, 0o666)
    try:
        _wait_for(handle, time.monotonic() + seconds)
        yield
    finally:
        # Closing gives the lock back. What was saved is saved, whether or not that succeeds.
        with suppress(OSError):
            os.close(handle)


def _wait_for(handle: int, until: float) -> None:
    while True:
        try:
            return _take(handle)
        except OSError as error:
            if error.errno in _CANT_LOCK:
                return None
            if error.errno not in _HELD:
                raise
            if time.monotonic() >= until:
                raise HeldError from None
            time.sleep(_PAUSE)


if sys.platform == "win32":
    import msvcrt

    def _take(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _take(handle: int) -> None:
        fcntl.lockf(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
