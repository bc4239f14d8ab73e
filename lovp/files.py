"""Whole files, written so that a reader finds the old ones or the new ones, never a part."""

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path


def write_whole(files: Mapping[Path, bytes]) -> None:
    """Write the files by way of new ones beside them, put in place when all are on disk.

    On any failure every old file is as it was, and no new one is there. A link stays a link: the file that it
    leads to is written. Raises OSError.
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
            os.fsync(out.fileno())
        Path(name).chmod(file.stat().st_mode if file.exists() else 0o666 & ~_umask())
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
