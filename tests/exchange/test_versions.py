"""A file replaced on a drive without locks: a row that another process adds in that instant is not lost."""

import hashlib
import os
from pathlib import Path

import pytest

from lovp.exchange.sharing.sync_files import clear_up
from lovp.exchange.sharing.versions import Version, replace_version
from lovp.model import Outcome
from tests.record.helpers import ids, make_row, text_of

FIRST, LATE, NEW = make_row("first"), make_row("late"), make_row("new")


@pytest.mark.parametrize(
    ("before", "after", "left"),
    [
        ([FIRST], [FIRST, NEW], ["row-first", "row-late", "row-new"]),
        ([FIRST], None, ["row-first", "row-late"]),
        (None, [NEW], ["row-late", "row-new"]),
    ],
    ids=["replaced", "removed", "made"],
)
def test_a_row_added_at_the_last_instant(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    before: list[Outcome] | None,
    after: list[Outcome] | None,
    left: list[str],
) -> None:
    file = tmp_path / "kansli.csv"
    if before is not None:
        file.write_text(text_of(before), newline="\n")

    def with_late_row(data: Version) -> bytes:
        return (data or text_of([]).encode()) + text_of([LATE]).encode().partition(b"\n")[2]

    added: list[str] = []

    def disturb(call: str, changed: int) -> None:
        """Add the row just before the call of `os` that changes the file, named by that argument."""
        really = getattr(os, call)

        def late(*args: Path) -> None:
            if Path(args[changed]) == file and not added:
                added.append(call)
                file.write_bytes(with_late_row(file.read_bytes() if file.exists() else None))
            really(*args)

        monkeypatch.setattr(os, call, late)

    for call, changed in (("replace", 1), ("unlink", 0), ("link", 1)):
        disturb(call, changed)

    def wanted(now: Version) -> Version:
        # As `lovp sync`: what the file has got in the meantime stays in it.
        data = None if after is None else text_of(after).encode()
        return with_late_row(data) if data and b"row-late" in (now or b"") else data

    replace_version(file, wanted)
    assert added
    assert ids(tmp_path) == left
    assert not list(tmp_path.glob(".*.tmp"))


def test_former_versions_that_a_killed_run_has_left(tmp_path: Path) -> None:
    """One that is as it was goes; one that has got a row since becomes a copy."""
    year = tmp_path / "data" / "2024"
    year.mkdir(parents=True)
    before = text_of([FIRST])
    digits = hashlib.sha256(before.encode()).hexdigest()[:16]
    for name, rows in (("kansli", [FIRST]), ("skola", [FIRST, LATE])):
        (year / f"{name}.csv").write_text(text_of([NEW]), newline="\n")
        (year / f".{name}.csv.{digits}.former.tmp").write_text(text_of(rows), newline="\n")
    clear_up(tmp_path)
    assert ids(year) == ["row-first", "row-late", "row-new"]
    assert [path.name[:20] for path in sorted(year.iterdir())] == [
        "kansli.csv",
        "skola (lovp conflict",
        "skola.csv",
    ]
