"""Disks as they fail: full to the last byte, limited, read-only, gone."""

import os
import resource
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path

import pytest

from lovp.record.row import HEADER
from tests.faults.check import ENGLISH, FOUND_PROBLEMS, LOG, LOGGED, goes_on, ids_of, lovp, process
from tests.faults.conftest import Injected
from tests.faults.disturb import Judge, disk
from tests.faults.scale import some
from tests.folders import PLAN

pytestmark = pytest.mark.all

EXPORT = ["export", "--month", "2024-03", "--format", "md,csv,json", "--output", "data"]
ROWS = HEADER + "".join(
    f"\nfill-000{number},2024-02-01,schoolinfo,Hjo,5,,,,kansli,2024-02-02T10:00:00.000000Z"
    for number in (1, 2)
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the plan and nothing recorded."""
    folder = tmp_path / "plan"
    (folder / "data").mkdir(parents=True)
    shutil.copy(PLAN, folder)
    return folder


@pytest.fixture
def file(folder: Path) -> Path:
    """The record in it with two rows of the writer."""
    (folder / "data" / "2024").mkdir()
    file = folder / "data" / "2024" / "kansli.csv"
    file.write_text(ROWS + "\n", encoding="utf-8")
    return file


def test_a_disk_that_is_full_and_then_can_only_be_read(folder: Path, injected: Injected) -> None:
    judge = Judge(folder, LOGGED)
    with disk(folder / "data", "size=16k") as change:
        taken = folder / "data" / "taken"
        taken.write_bytes(bytes(16384))
        assert lovp(folder, *EXPORT, environment=ENGLISH).code == 1
        answer = lovp(folder, *LOG, environment=ENGLISH)
        assert "the disk is full" in answer.err
        change("size=1m")
        taken.unlink()
        assert [path.name for path in (folder / "data").iterdir()] == ["2024"]
        assert judge(folder, answer) == "refused"
        # What judged the record has added to it.
        judge = Judge(folder, LOGGED)
        change("ro")
        for words in (EXPORT, ["undo"], LOG):
            answer = lovp(folder, *words, environment=ENGLISH)
            assert answer.code == 1
            assert "can only be read" in answer.err or words is EXPORT
        change("rw")
        assert judge(folder, answer) == "refused"
    injected("Disks", "a disk of 16 kB with nothing left: first row, reports", refused=2)
    injected("Disks", "a disk that became read-only: log, undo, export", refused=3)


@pytest.mark.parametrize("files", some([3, 1, 2, 4], 1))
def test_a_disk_on_which_no_file_can_be_made(folder: Path, injected: Injected, files: int) -> None:
    """The disk itself, the year's folder, the lock and the record are four."""
    judge = Judge(folder, LOGGED)
    with disk(folder / "data", f"size=64k,nr_inodes={files}") as change:
        answer = lovp(folder, *LOG, environment=ENGLISH)
        change("nr_inodes=100")
        ended = judge(folder, answer)
        assert ended == ("saved" if files == 4 else "refused")
    injected("Disks", "a disk on which no more files can be made, first row", **{ended: 1})


def test_a_full_disk_keeps_the_plan(tmp_path: Path, injected: Injected) -> None:
    folder = tmp_path / "plan"
    folder.mkdir()
    with disk(folder, f"size={PLAN.stat().st_size * 2}") as change:
        shutil.copy(PLAN, folder)
        before = (folder / "targets.yaml").read_bytes()
        answer = lovp(folder, "plan", "new", "2025", environment=ENGLISH)
        assert (answer.code, "disk is full" in answer.err) == (1, True)
        assert [(path.name, path.read_bytes()) for path in folder.iterdir()] == [("targets.yaml", before)]
        change("size=4m")
        goes_on(folder)
        assert lovp(folder, "plan", "new", "2025").code == 0
    injected("Disks", "a disk too full for a new year in targets.yaml", refused=1)


def test_a_full_disk_keeps_conflict_copies(prepare: Callable[[str], Path], injected: Injected) -> None:
    folder = prepare("copies")
    before, spare = ids_of(folder), folder.parent / "spare"
    shutil.copytree(folder / "data", spare)
    with disk(folder / "data", "size=64k") as change:
        shutil.copytree(spare, folder / "data", dirs_exist_ok=True)
        names = {path.name for path in (folder / "data" / "2024").iterdir()}
        own = folder / "data" / "2024" / "kansli.csv"
        # To the last byte of its page, so that the next row needs another one.
        own.write_bytes(own.read_bytes() + b"x" * (4096 - own.stat().st_size - 1) + b"\n")
        with suppress(OSError), (folder / "data" / "taken").open("wb", buffering=0) as taken:
            while taken.write(bytes(4096)):
                pass
        answer = lovp(folder, "check", "--tidy", "--yes", environment=ENGLISH)
        assert answer.code == 1
        assert "Nothing was saved in kansli.csv: the disk is full" in answer.err
        assert {path.name for path in (folder / "data" / "2024").iterdir() if path.suffix == ".csv"} == names
        change("size=1m")
        shutil.copy(spare / "2024" / "kansli.csv", own)
        assert lovp(folder, "check", "--tidy", "--yes").code == FOUND_PROBLEMS
        assert sorted(ids_of(folder)) == sorted(before)
    injected("Disks", "a disk too full for what conflict copies hold more", refused=1)


@contextmanager
def limited(size: int) -> Iterator[None]:
    """No file of this process may grow past so many bytes, for a while."""
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, limits[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)


@pytest.mark.parametrize("content", ["", ROWS + "\n", ROWS], ids=["first row", "whole", "torn end"])
def test_a_limit_at_each_byte_of_the_row(folder: Path, file: Path, injected: Injected, content: str) -> None:
    """The system writes the bytes up to the limit, and says that it wrote so many: a really short write."""
    file.write_text(content, encoding="utf-8")
    spare = folder.parent / "spare"
    shutil.copytree(folder, spare)
    assert lovp(spare, *LOG).code == 0
    size, whole = len(content.encode()), (spare / "data" / "2024" / "kansli.csv").stat().st_size
    judge = Judge(folder, LOGGED)
    told: Counter[str] = Counter()
    for limit in some(range(max(0, size - 2), whole + 2), 4):
        shutil.rmtree(spare)
        shutil.copytree(folder, spare)
        with limited(limit):
            answer = lovp(spare, *LOG, environment=ENGLISH)
        ended = judge(spare, answer)
        assert ended == ("saved" if limit >= whole else "refused"), (limit, answer.err)
        assert ("disk may be full" in answer.err) == (size < limit < whole), answer.err
        told[ended] += 1
    injected("Disks", "a short write: a limit on the file's size at each byte of the row", **told)


def replaced(folder: Path) -> None:
    """As a program that shares folders does: an earlier version of the file takes its place."""
    shutil.copy(folder.parent / "spare" / "data" / "2024" / "kansli.csv", folder / "earlier")
    (folder / "earlier").replace(folder / "data" / "2024" / "kansli.csv")


def made_again(folder: Path) -> None:
    """The folder goes, and comes back with the files that it had, which are others now."""
    shutil.rmtree(folder / "data")
    shutil.copytree(folder.parent / "spare" / "data", folder / "data")


CHANGES: dict[str, Callable[[Path], object]] = {
    "the year's folder is removed": lambda folder: shutil.rmtree(folder / "data" / "2024"),
    "the plan's folder is removed": shutil.rmtree,
    "the data folder is moved away": lambda folder: (folder / "data").rename(folder / "elsewhere"),
    "the file is replaced": replaced,
    "the data folder is removed and put back": made_again,
}
MOMENTS = [("open", 0), ("fstat", 0), ("write", 0), ("fsync", 0), ("fsync", 1), ("fsync", 2), ("fsync", 3)]
"""Before which call of the system: the how-manieth of its name, from 0, once the lock is held."""


@pytest.mark.parametrize(
    ("call", "number", "what"), some([(*moment, what) for moment in MOMENTS for what in CHANGES], 4)
)
def test_a_folder_that_vanishes_between_opening_and_answering(
    folder: Path,
    file: Path,
    injected: Injected,
    monkeypatch: pytest.MonkeyPatch,
    call: str,
    number: int,
    what: str,
) -> None:
    judge = Judge(folder, LOGGED)
    spare = folder.parent / "spare"
    shutil.copytree(folder, spare)
    before = count(number, -1)
    real = getattr(os, call)

    def changing(*arguments: object, **named: object) -> object:
        if next(before) == 0:
            patch.undo()
            CHANGES[what](folder)
        return real(*arguments, **named)

    with monkeypatch.context() as patch:
        patch.setattr(os, call, changing)
        answer = lovp(folder, *LOG, environment=ENGLISH)
    assert next(before) < 0, "nothing was changed"
    # The folder is found again, or a copy of it as it was before is; what is there now stays.
    if (folder / "elsewhere").exists():
        assert not list((folder / "data").rglob("*.csv"))
        shutil.rmtree(folder / "data", ignore_errors=True)
        (folder / "elsewhere").rename(folder / "data")
    if not file.exists():
        shutil.copytree(spare, folder, dirs_exist_ok=True)
    injected("Folders that vanish", what, **{judge(folder, answer): 1})


@pytest.mark.parametrize(("plan", "expected"), [([], "refused"), (["--plan", "{folder}"], "saved")])
def test_the_folder_that_one_stands_in_is_removed(
    folder: Path, file: Path, injected: Injected, plan: list[str], expected: str
) -> None:
    judge = Judge(folder, LOGGED)
    under = folder / "under"
    under.mkdir()
    words = [*LOG, *(word.format(folder=folder) for word in plan)]
    answer = process(under, words, ENGLISH, before=["sh", "-c", 'rmdir ../under && exec "$@"', "sh"])
    assert judge(folder, answer) == expected
    injected("Folders that vanish", "the folder that one stands in is removed", **{expected: 1})
