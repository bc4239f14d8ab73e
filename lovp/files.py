"""Whole files, written so that a reader finds the old ones or the new ones, never a part.

What waits for the disk is here too.
"""

import errno
import os
import sys
import tempfile
from collections.abc import Mapping
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


def write_whole(files: Mapping[Path, bytes]) -> None:
    """Write the files by way of new ones beside them, put in place when all are on disk.

    Once it returns, the new ones are on the disk as far as fsync promises. On any failure every old file is
    as it was, and no new one is there. A link stays a link: the file that it leads to is written. Raises
    OSError.
    """
    wanted = {Path(os.path.realpath(file)): content for file, content in files.items()}
    former = {file: file.read_bytes() if file.exists() else None for file in wanted}
    staged: dict[Path, Path] = {}
    placed: list[Path] = []
    try:
        for file, content in wanted.items():
            staged[file] = _staged(file, content)
        for file, name in staged.items():
            name.replace(file)
            placed.append(file)
        for folder in dict.fromkeys(file.parent for file in wanted):
            sync_folder(folder)
    except BaseException:
        for file in placed:
            _restore(file, former[file])
        raise
    finally:
        for name in staged.values():
            name.unlink(missing_ok=True)


def _staged(file: Path, content: bytes) -> Path:
    """A new file beside `file`, with the content safely on the disk, and the mode that it is to have."""
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.", suffix=".tmp")
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(content)
            out.flush()
            Path(name).chmod(file.stat().st_mode if file.exists() else 0o666 & ~_umask())
            sync(out.fileno())
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return Path(name)


def _restore(file: Path, content: bytes | None) -> None:
    if content is None:
        file.unlink()
    else:
        _staged(file, content).replace(file)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
