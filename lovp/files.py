"""Files as people name them and as they are written: whole, on the disk, by one process at a time."""

import errno
import os
import stat
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from lovp.errors import LovpError, why
from lovp.i18n import _
from lovp.text import printable

LOCK_SECONDS = 10.0
_UNKNOWN_HERE = (errno.EINVAL, errno.ENOLCK, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP)
"""What a drive answers that knows no locks, or no waiting for the disk."""


def shown_path(path: Path) -> str:
    """The path on one line, as a message may repeat it: nothing in it steers a terminal."""
    return printable(str(path), 1000)


def sync(handle: int) -> None:
    """Wait until the disk has the file, as far as fsync promises."""
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in _UNKNOWN_HERE:
            raise


def sync_folder(folder: Path) -> None:
    """Wait until the disk has the names in the folder; Windows sees to it by itself."""
    if sys.platform == "win32":
        return
    with suppress(PermissionError, IsADirectoryError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            sync(handle)
        finally:
            os.close(handle)


def make_folder(folder: Path) -> None:
    """Make the folder, with those above it, unless it is there, and wait until the disk has their names."""
    missing = [path for path in (folder, *folder.parents) if not path.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    for path in missing:
        sync_folder(path.parent)


def write_files(files: Mapping[Path, bytes], remedy: str, *, folder: Path | None = None) -> None:
    """Write all the files, or none, in a folder that is made first if it is given. Raises LovpError."""
    try:
        if folder is not None:
            make_folder(folder)
        write_whole(files)
    except OSError as error:
        place = shown_path(folder or next(iter(files)))
        message = _("{file} can't be written: {reason}.").format(file=place, reason=why(error))
        raise LovpError(message, remedy) from None


def write_whole(files: Mapping[Path, bytes]) -> None:
    """Write the files by way of new ones beside them, put in place when all are on the disk.

    On any failure every old file is as it was, and no new one is there. A link stays a link: the file that it
    leads to is written. Raises OSError.
    """
    wanted = {Path(os.path.realpath(file)): content for file, content in files.items()}
    # What may never end, such as a pipe, is not opened, nor replaced by a file.
    if other := next((file for file in wanted if file.exists() and not file.is_file()), None):
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(other))
    former = {file: file.read_bytes() for file in wanted if file.exists()}
    new: dict[Path, Path] = {}
    try:
        for file, content in wanted.items():
            new[file] = _write_beside(file, content)
        for file, name in new.items():
            name.replace(file)
        for folder in {file.parent for file in wanted}:
            sync_folder(folder)
    except BaseException:
        for file in [file for file, name in new.items() if not name.exists()]:
            file.unlink()
            if file in former:
                _write_beside(file, former[file]).replace(file)
        raise
    finally:
        for name in new.values():
            name.unlink(missing_ok=True)


def _write_beside(file: Path, content: bytes) -> Path:
    """A new file beside `file`, with the content safely on the disk, and the mode that it is to have."""
    new = file.with_name(f".{file.name}.{os.urandom(4).hex()}.tmp")
    try:
        with new.open("xb") as out:
            out.write(content)
            out.flush()
            if file.exists():
                new.chmod(stat.S_IMODE(file.stat().st_mode))
            sync(out.fileno())
    except BaseException:
        new.unlink(missing_ok=True)
        raise
    return new


@contextmanager
def locked(path: Path, busy: str) -> Iterator[None]:
    """Hold the lock whose file is `path` while the block runs; LovpError `busy` if another process keeps it.

    Some network drives know no locks. There the block runs all the same: a writer's file has one writer.
    """
    from filelock import FileLock, Timeout

    # A lock that is a file's mere existence would outlive a process that is killed.
    lock = FileLock(path, LOCK_SECONDS, poll_interval=0.01, fallback_to_soft=False)
    try:
        lock.acquire()
    except Timeout:
        remedy = _("Wait until it is done (another window, a colleague in the same folder), then try again.")
        raise LovpError(busy, remedy) from None
    except OSError as error:
        if error.errno not in _UNKNOWN_HERE:
            raise
    try:
        yield
    finally:
        with suppress(OSError):  # what was saved is saved
            lock.release()
