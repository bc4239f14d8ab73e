"""Disks of a test's own, mounted where the system allows it; they end with the process of the test."""

import ctypes
import functools
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

NEW_MOUNTS = 0x20000
"""CLONE_NEWNS of Linux."""


@functools.cache
def mounts_alone() -> bool:
    """From here on this process has mounts of its own: they end with it, however it ends."""
    unshare = getattr(ctypes.CDLL(None), "unshare", None)
    if unshare is None or unshare(NEW_MOUNTS) != 0:
        return False
    return mounted("--make-rprivate", "/")


def mounted(*words: str) -> bool:
    try:
        return subprocess.run(["mount", *words], capture_output=True, check=False).returncode == 0
    except OSError:
        return False


@contextmanager
def disk(folder: Path, options: str) -> Iterator[Callable[[str], object]]:
    """A disk of its own at the folder, where the system lets us have one, and a way to change its options."""
    if not (mounts_alone() and mounted("-t", "tmpfs", "-o", options, "tmpfs", str(folder))):
        pytest.skip("may not mount a disk: only root may")

    def change(options: str) -> object:
        return subprocess.run(["mount", "-o", f"remount,{options}", str(folder)], check=True)

    try:
        yield change
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)
