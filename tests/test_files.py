"""Whole files: all of them new, or all of them as they were."""

import os
import signal
import sys
from pathlib import Path

import pytest

from lovp.files import write_whole

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="links and modes as Unix has them")


def left_over(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.name.startswith("."))


def test_new_and_old_files_are_written(tmp_path: Path) -> None:
    old, new = tmp_path / "old.md", tmp_path / "new.md"
    old.write_bytes(b"before")
    write_whole({old: b"after", new: b"first"})
    assert (old.read_bytes(), new.read_bytes()) == (b"after", b"first")
    assert left_over(tmp_path) == []


def test_a_folder_in_the_way_leaves_all_as_it_was(tmp_path: Path) -> None:
    old, blocked = tmp_path / "a.md", tmp_path / "b.json"
    old.write_bytes(b"before")
    blocked.mkdir()
    with pytest.raises(OSError, match=r"directory|Permission"):
        write_whole({old: b"after", blocked: b"x"})
    assert old.read_bytes() == b"before"
    assert left_over(tmp_path) == []


def test_a_fault_at_the_last_file_takes_the_others_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old, new, last = tmp_path / "a.md", tmp_path / "b.md", tmp_path / "c.md"
    old.write_bytes(b"before")
    replace = Path.replace

    def failing(self: Path, target: Path) -> Path:
        if target == last:
            raise OSError(28, "No space left on device")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", failing)
    with pytest.raises(OSError, match="No space"):
        write_whole({old: b"after", new: b"new", last: b"last"})
    monkeypatch.undo()
    assert old.read_bytes() == b"before"
    assert not new.exists()
    assert left_over(tmp_path) == []


@POSIX
def test_a_link_stays_a_link(tmp_path: Path) -> None:
    shared, link = tmp_path / "shared.yaml", tmp_path / "targets.yaml"
    shared.write_bytes(b"before")
    link.symlink_to(shared)
    write_whole({link: b"after"})
    assert link.is_symlink()
    assert shared.read_bytes() == b"after"


@POSIX
def test_the_mode_is_kept(tmp_path: Path) -> None:
    file = tmp_path / "targets.yaml"
    file.write_bytes(b"before")
    file.chmod(0o640)
    write_whole({file: b"after"})
    assert file.stat().st_mode & 0o777 == 0o640
    fresh = tmp_path / "fresh"
    mask = os.umask(0o022)
    try:
        write_whole({fresh: b""})
    finally:
        os.umask(mask)
    assert fresh.stat().st_mode & 0o777 == 0o644


@POSIX
def test_a_limit_on_size_leaves_nothing_behind(tmp_path: Path) -> None:
    import resource

    old = tmp_path / "old.md"
    old.write_bytes(b"before")
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    former = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, limits[1]))
    try:
        with pytest.raises(OSError, match="large"):
            write_whole({old: b"x" * 200})
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, former)
    assert old.read_bytes() == b"before"
    assert left_over(tmp_path) == []
