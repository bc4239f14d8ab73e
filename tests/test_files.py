"""Whole files: a fault leaves what was there as it was."""

import os
import sys
from pathlib import Path

import pytest

from lovp.errors import LovpError
from lovp.files import write_files
from tests.faults.check import content

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="links, modes and limits as Unix has them")


def test_a_folder_in_the_way_leaves_all_as_it_was(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"before")
    (tmp_path / "b.json").mkdir()
    with pytest.raises(LovpError, match="something else has that name"):
        write_files({tmp_path / "a.md": b"after", tmp_path / "b.json": b"x"})
    assert content(tmp_path) == {"a.md": b"before", "b.json": b""}


@POSIX
def test_a_link_stays_a_link_and_a_mode_is_kept(tmp_path: Path) -> None:
    shared, link = tmp_path / "shared.yaml", tmp_path / "targets.yaml"
    shared.write_bytes(b"before")
    shared.chmod(0o640)
    link.symlink_to(shared)
    mask = os.umask(0o022)
    try:
        write_files({link: b"after", tmp_path / "fresh": b""})
    finally:
        os.umask(mask)
    assert link.is_symlink()
    assert shared.read_bytes() == b"after"
    assert shared.stat().st_mode & 0o777 == 0o640
    assert (tmp_path / "fresh").stat().st_mode & 0o777 == 0o644
