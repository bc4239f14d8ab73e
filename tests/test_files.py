"""Whole files: all of them new, or all of them as they were."""

import os
import sys
from pathlib import Path

import pytest

from lovp.files import write_whole
from tests.faults.check import content

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="links, modes and limits as Unix has them")


def test_a_folder_in_the_way_leaves_all_as_it_was(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"before")
    (tmp_path / "b.json").mkdir()
    with pytest.raises(OSError, match="exists"):
        write_whole({tmp_path / "a.md": b"after", tmp_path / "b.json": b"x"})
    assert content(tmp_path) == {"a.md": b"before", "b.json": b""}


def test_a_fault_at_the_last_file_takes_the_others_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.md").write_bytes(b"before")
    last = tmp_path / "c.md"
    replace = Path.replace

    def failing(self: Path, target: Path) -> Path:
        if target == last:
            raise OSError(28, "No space left on device")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", failing)
    with pytest.raises(OSError, match="No space"):
        write_whole({tmp_path / "a.md": b"after", tmp_path / "b.md": b"new", last: b"last"})
    assert content(tmp_path) == {"a.md": b"before"}


@POSIX
def test_a_link_stays_a_link_and_a_mode_is_kept(tmp_path: Path) -> None:
    shared, link = tmp_path / "shared.yaml", tmp_path / "targets.yaml"
    shared.write_bytes(b"before")
    shared.chmod(0o640)
    link.symlink_to(shared)
    mask = os.umask(0o022)
    try:
        write_whole({link: b"after", tmp_path / "fresh": b""})
    finally:
        os.umask(mask)
    assert link.is_symlink()
    assert shared.read_bytes() == b"after"
    assert shared.stat().st_mode & 0o777 == 0o640
    assert (tmp_path / "fresh").stat().st_mode & 0o777 == 0o644
