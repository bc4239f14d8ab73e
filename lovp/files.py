"""Whole files, written so that a reader finds the old ones or the new ones, never a part."""

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path


def write_whole(files: Mapping[Path, bytes]) -> None:
    """Write the files by way of new ones beside them, put in place when all are on disk.

    A failure before that leaves every old file as it was, and no new one. Raises OSError.
    """
    staged: dict[Path, str] = {}
    try:
        for file, content in files.items():
            handle, staged[file] = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.", suffix=".tmp")
            with os.fdopen(handle, "wb") as out:
                out.write(content)
                out.flush()
                os.fsync(out.fileno())
            # A staged file is private; it gets the mode of the one that it replaces, or the usual one.
            Path(staged[file]).chmod(file.stat().st_mode if file.exists() else 0o666 & ~_umask())
        for file, name in staged.items():
            Path(name).replace(file)
    finally:
        for name in staged.values():
            Path(name).unlink(missing_ok=True)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
