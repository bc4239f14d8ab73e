"""A lock that one process at a time holds, so that two do not write to the same file at once."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from lovp.errors import LovpError

LOCK_SECONDS = 10.0
"""How long a lock is waited for."""

_PAUSE = 0.01
"""Seconds between two tries; an append takes about one such pause."""

_NO_LOCKS = (errno.ENOLCK, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP)


@contextmanager
def locked(path: Path, held: LovpError) -> Iterator[None]:
    """Hold the lock whose file is `path` while the block runs.

    Raises `held` where another process does not give it back, OSError where there can be no such file. Some
    network drives know no locks: there the block is run all the same, since a writer's file has one writer,
    and a single write at the end is whole.
    """
    # Imported here, so that only who writes waits for it.
    from filelock import FileLock, Timeout

    # A lock that is a file's mere existence would outlive a process that is killed.
    lock = FileLock(path, LOCK_SECONDS, poll_interval=_PAUSE, fallback_to_soft=False)
    try:
        lock.acquire()
    except Timeout:
        raise held from None
    except OSError as error:
        if error.errno not in _NO_LOCKS:
            raise
    try:
        yield
    finally:
        # What was saved is saved, whether or not the lock can be given back.
        with suppress(OSError):
            lock.release()
