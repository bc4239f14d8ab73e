"""Appending: all of it on the disk, in a file of lovp's own form, or none of it and the file as it was."""

import errno
import os
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from lovp.errors import LovpError
from lovp.model import Outcome
from lovp.record import folder as files
from lovp.record.append import append
from lovp.record.record import read_record
from lovp.record.row import HEADER, format_row
from tests.record.helpers import PLAN, POSIX, ids
from tests.record.helpers import make_row as row


def test_a_new_folder_and_a_new_file(tmp_path: Path) -> None:
    folder = tmp_path / "data" / "2024"
    content = f"{HEADER}\n"
    for rows in ([row("1", note="a, b"), row("2")], [row("3")]):
        path = append(folder, "Kansli Väst", rows)
        content += "".join(map(format_row, rows))
        assert path == folder / "kansli-vast.csv"
        assert path.read_bytes() == content.encode()
    assert sorted(entry.name for entry in folder.iterdir()) == [".kansli-vast.lock", "kansli-vast.csv"]


@pytest.mark.parametrize(
    "tail", [b"row-9,2024-03-12,vis", b'row-9,2024-03-12,visits,,1,,"', bytes(700), b"\xc3"]
)
def test_a_torn_line_swallows_no_row(tmp_path: Path, tail: bytes) -> None:
    path = append(tmp_path, "kansli", [row("1")])
    path.write_bytes(path.read_bytes() + tail)
    for name in "23":
        assert append(tmp_path, "kansli", [row(name)]) == path
    assert ids(tmp_path) == ["row-1", "row-2", "row-3"]
    assert [problem.line for problem in read_record(tmp_path, PLAN).problems] == [3]


WINDOWS = HEADER + "\r\n"


@pytest.mark.parametrize(
    "content",
    [
        WINDOWS.encode(),
        WINDOWS.replace(",", ";").encode(),
        ("\ufeff" + WINDOWS).encode(),
        ("\ufeff" + WINDOWS).encode("utf-16-le"),
        (WINDOWS + format_row(row("0", place="Skövde"))).encode("cp1252"),
        (HEADER + ",source\n").encode(),
        f"{HEADER}\n{HEADER[3:]},id\n".encode(),
        (HEADER[:-1] + "\n").encode(),
        HEADER.encode(),
        bytes(100),
        b"Namn;Ort\n",
    ],
)
def test_a_file_in_another_form_is_left_alone(tmp_path: Path, content: bytes) -> None:
    old, second = tmp_path / "kansli.csv", tmp_path / "kansli.2.csv"
    old.write_bytes(content)
    assert append(tmp_path, "kansli", [row("1")]) == append(tmp_path, "kansli", [row("2")]) == second
    second.write_bytes(content)
    assert append(tmp_path, "kansli", [row("3")]).name == "kansli.3.csv"
    assert old.read_bytes() == content
    assert "row-3" in ids(tmp_path)


@POSIX
def test_a_pipe_with_the_files_or_the_locks_name_does_not_hang(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "kansli.csv")
    os.mkfifo(tmp_path / ".ung.lock")
    assert append(tmp_path, "kansli", [row("1")]).name == "kansli.2.csv"
    assert append(tmp_path, "ung", [row("1")]).name == "ung.csv"


def test_a_file_that_reading_would_refuse_does_not_grow(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    size, more = append(tmp_path, "kansli", [row("1")]).stat().st_size, len(format_row(row("2")))
    for name, most, file in (("2", size + more, "kansli.csv"), ("3", size + 2 * more - 1, "kansli.2.csv")):
        monkeypatch.setattr(files, "MAX_FILE", most)
        assert append(tmp_path, "kansli", [row(name)]).name == file


@pytest.mark.parametrize(
    ("writer", "bad"),
    [
        ("900101-2385", row("1")),
        # It could not be read back.
        ("kansli", row("1", note="a\nb")),
        ("kansli", row("1", note=" a")),
        ("kansli", row("1 2")),
    ],
)
def test_what_is_refused_leaves_no_file(tmp_path: Path, writer: str, bad: Outcome) -> None:
    with pytest.raises((ValueError, LovpError)):
        append(tmp_path, writer, [row("0"), bad])
    assert list(tmp_path.iterdir()) == []


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
    "short write": ("write", short_write),
    "half, then a fault": ("write", half_then(failing(errno.EIO))),
    "half, then Ctrl-C": ("write", half_then(interrupted)),
    "fsync": ("fsync", failing(errno.EIO)),
    "Ctrl-C in fsync": ("fsync", interrupted),
    "fsync of the folder": ("fsync", folder_sync_fails),
    "open": ("open", failing(errno.EROFS)),
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


def test_rows_that_another_program_added_are_not_cut_off(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = append(tmp_path, "kansli", [row("1")])

    others = [format_row(row("other")).encode()]

    def sync(_handle: int) -> None:
        with path.open("ab") as stream:
            stream.writelines(others)
        others.clear()
        raise OSError(errno.EIO, "fsync")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", sync)
        with pytest.raises(LovpError, match="not certain"):
            append(tmp_path, "kansli", [row("2")])
    assert "row-other" in ids(tmp_path)


HOLDER = """
import sys
from pathlib import Path
from lovp.record.append import lock_writer

with lock_writer(Path(sys.argv[1]), "kansli"):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_a_lock_that_is_held_is_waited_for_and_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    words = [sys.executable, "-c", HOLDER, str(tmp_path)]
    holder = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    monkeypatch.setattr("lovp.record.append.LOCK_SECONDS", 0.2)
    try:
        with pytest.raises(LovpError, match=r"lovp is writing .* kansli\.csv") as caught:
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
