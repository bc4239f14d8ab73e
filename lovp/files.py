"""Whole files, written so that a reader finds the old ones or the new ones, never a part."""

import errno
import os
import stat
from collections.abc import Mapping
from pathlib import Path

from lovp.disk import sync, sync_folder


def write_whole(files: Mapping[Path, bytes]) -> None:
    """Write the files by way of new ones beside them, put in place when all are on disk.

    Once it returns, the new ones are on the disk as far as fsync promises. On any failure every old file is
    as it was, and no new one is there. A link stays a link: the file that it leads to is written. What is no
    file (a pipe, a device) is not replaced by one. Raises OSError.
    """
    wanted = {Path(os.path.realpath(file)): content for file, content in files.items()}
    former = {file: _content(file) for file in wanted}
    new: dict[Path, Path] = {}
    placed: list[Path] = []
    try:
        for file, content in wanted.items():
            new[file] = staged(file, content)
        for file, name in new.items():
            name.replace(file)
            placed.append(file)
        for folder in dict.fromkeys(file.parent for file in wanted):
            sync_folder(folder)
    except BaseException:
        for file in placed:
            _restore(file, former[file])
        raise
    finally:
        for name in new.values():
            name.unlink(missing_ok=True)


def _content(file: Path) -> bytes | None:
    """The bytes of the file, or None where there is nothing. What may never end is not opened."""
    try:
        mode = file.stat().st_mode
    except FileNotFoundError:
        return None
    if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(file))
    return file.read_bytes()


def staged(file: Path, content: bytes) -> Path:
    """A new file beside `file`, with the content safely on the disk, and the mode that it is to have."""
    import tempfile

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
        staged(file, content).replace(file)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
