"""What waits for the disk: a file that was written, the names in a folder. Standard library alone."""

import errno
import os
import sys
from contextlib import suppress
from pathlib import Path

_CANT_SYNC = (errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP)
_CANT_OPEN_FOLDER = (*_CANT_SYNC, errno.EACCES, errno.EPERM, errno.EISDIR)


def sync(handle: int) -> None:
    """Waits until the disk has the file; on a Mac fsync alone only waits until the drive has heard of it."""
    if sys.platform == "darwin":
        import fcntl

        with suppress(OSError):
            fcntl.fcntl(handle, fcntl.F_FULLFSYNC)
            return
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in _CANT_SYNC:
            raise


def sync_folder(folder: Path) -> None:
    """Waits until the disk has the names in the folder; Windows sees to it by itself."""
    if sys.platform == "win32":
        return
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError as error:
        if error.errno in _CANT_OPEN_FOLDER:
            return
        raise
    try:
        sync(handle)
    finally:
        with suppress(OSError):
            os.close(handle)


def make_folder(folder: Path) -> None:
    """Makes the folder, with those above it, unless it is there, and waits until the disk has their names."""
    missing = [path for path in (folder, *folder.parents) if not path.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    for path in missing:
        sync_folder(path.parent)
