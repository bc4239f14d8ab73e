"""A lock that one process at a time holds, so that two do not write to the same file at once."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from lovp.errors import LovpError
from lovp.i18n import _

LOCK_SECONDS = 10.0


@contextmanager
def locked(path: Path, busy: str) -> Iterator[None]:
    """Hold the lock whose file is `path` while the block runs; LovpError `busy` if another process keeps it.

    Some network drives know no locks. There the block runs all the same: a writer's file has one writer.
    """
    from filelock import FileLock, Timeout

    # A lock that is a file's mere existence would outlive a process that is killed.
    lock = FileLock(path, LOCK_SECONDS, poll_interval=0.01, fallback_to_soft=False)
    remedy = _("Wait until it is done (another window, a colleague in the same folder), then try again.")
    try:
        lock.acquire()
    except Timeout:
        raise LovpError(busy, remedy) from None
    except OSError as error:
        if error.errno not in (errno.ENOLCK, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP):
            raise
    try:
        yield
    finally:
        with suppress(OSError):  # what was saved is saved
            lock.release()
