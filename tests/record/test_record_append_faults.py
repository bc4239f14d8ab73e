"""Appending: all of it on the disk, or none of it and the file as it was, with real faults where possible."""

import errno
import os
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from lovp.errors import LovpError
from lovp.record.append import append
from lovp.record.row import format_row
from tests.record.helpers import POSIX, ids
from tests.record.helpers import make_row as row

Fault = Callable[..., object]
os_write, os_fsync = os.write, os.fsync


def failing(code: int) -> Fault:
    def fail(*_arguments: object) -> None:
        raise OSError(code, os.strerror(code))

    return fail


def interrupted(*_arguments: object) -> None:
    raise KeyboardInterrupt


def short_write(handle: int, data: bytes) -> int:
    return os_write(handle, data[: len(data) // 2])


def half_then(fault: Fault) -> Fault:
    """Writes half of it, and then does what the fault does."""

    def write(handle: int, data: bytes) -> None:
        short_write(handle, data)
        fault()

    return write


def folder_sync_fails(handle: int) -> None:
    if stat.S_ISDIR(os.fstat(handle).st_mode):
        raise OSError(errno.EIO, "folder")
    os_fsync(handle)


FAULTS: dict[str, tuple[str, Fault]] = {
    "no space": ("write", failing(errno.ENOSPC)),
    "no permission": ("write", failing(errno.EACCES)),
    "short write": ("write", short_write),
    "half, then a fault": ("write", half_then(failing(errno.EIO))),
    "half, then Ctrl-C": ("write", half_then(interrupted)),
    "Ctrl-C before the write": ("write", interrupted),
    "fsync": ("fsync", failing(errno.EIO)),
    "Ctrl-C in fsync": ("fsync", interrupted),
    "fsync of the folder": ("fsync", folder_sync_fails),
    "open": ("open", failing(errno.EROFS)),
    "fstat": ("fstat", failing(errno.EIO)),
}


@POSIX
@pytest.mark.parametrize("new", [True, False])
@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_leaves_the_file_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: str, new: bool
) -> None:
    before = None if new else append(tmp_path, "kansli", [row("1")]).read_bytes()
    name, replacement = FAULTS[fault]
    with monkeypatch.context() as patch:
        patch.setattr(os, name, replacement)
        with pytest.raises((LovpError, KeyboardInterrupt)) as caught:
            append(tmp_path, "kansli", [row("2")])
    if isinstance(caught.value, LovpError):
        # A disk that can't say what it has saved can't say that it has taken it back either.
        sure = replacement is folder_sync_fails or name != "fsync"
        assert caught.value.message.startswith("Nothing was saved" if sure else ("Nothing", "It is not"))
        assert caught.value.remedy
    path = tmp_path / "kansli.csv"
    assert (path.read_bytes() if path.exists() else None) == before
    append(tmp_path, "kansli", [row("3")])
    assert ids(tmp_path) == (["row-3"] if new else ["row-1", "row-3"])


@POSIX
def test_a_drive_that_knows_no_fsync(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", failing(errno.EINVAL))
        append(tmp_path, "kansli", [row("2")])
    assert ids(tmp_path) == ["row-2"]


def test_when_nothing_can_be_taken_back_it_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(os, "write", short_write)
        patch.setattr(os, "ftruncate", failing(errno.EIO))
        with pytest.raises(LovpError, match="not certain"):
            append(tmp_path, "kansli", [row("1")])


def test_rows_that_another_program_added_are_not_cut_off(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = append(tmp_path, "kansli", [row("1")])

    def sync(_handle: int) -> None:
        with path.open("ab") as stream:
            stream.write(format_row(row("other")).encode())
        raise OSError(errno.EIO, "fsync")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", sync)
        with pytest.raises(LovpError, match="not certain"):
            append(tmp_path, "kansli", [row("2")])
    assert "row-other" in ids(tmp_path)


HOLDER = """
import sys
from pathlib import Path
from lovp.files import locked

with locked(Path(sys.argv[1]) / ".kansli.lock", "held"):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_a_lock_that_is_held_is_waited_for_and_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    words = [sys.executable, "-c", HOLDER, str(tmp_path)]
    holder = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    monkeypatch.setattr("lovp.files.LOCK_SECONDS", 0.2)
    try:
        with pytest.raises(LovpError, match=r"another lovp .* kansli\.csv") as caught:
            append(tmp_path, "kansli", [row("1")])
        assert caught.value.remedy
        append(tmp_path, "ung", [row("2", writer="ung")])
    finally:
        holder.kill()
        holder.communicate()
    append(tmp_path, "kansli", [row("3")])
    assert ids(tmp_path) == ["row-2", "row-3"]


@POSIX
@pytest.mark.parametrize("code", [errno.ENOLCK, errno.ENOSYS, errno.ENOTSUP])
def test_a_drive_without_locks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int) -> None:
    monkeypatch.setattr("fcntl.flock", failing(code))
    append(tmp_path, "kansli", [row("1")])
    assert ids(tmp_path) == ["row-1"]
    monkeypatch.setattr("fcntl.flock", failing(errno.EIO))
    with pytest.raises(LovpError, match="Nothing was saved"):
        append(tmp_path, "kansli", [row("2")])
