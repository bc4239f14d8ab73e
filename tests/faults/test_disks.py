"""Disks as they fail: full to the last byte, limited, read-only, gone."""

import os
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import pytest

from lovp.record.row import HEADER
from tests.faults.check import SETTING, Answer, goes_on, lovp
from tests.faults.conftest import Injected
from tests.faults.judge import Judge
from tests.faults.mounts import disk
from tests.faults.scale import some
from tests.folders import PLAN

if sys.platform == "win32":
    pytest.skip("disks as Unix has them", allow_module_level=True)

import resource

pytestmark = pytest.mark.all

FULL_DISKS, READ_ONLY, VANISHING = "Full disks", "Read-only disks", "Folders that vanish"
LOG = ["log", "schoolinfo", "3", "--place", "Hjo", "--date", "2024-03-12"]
EXPORT = ["export", "--month", "2024-03", "--format", "md,csv,json", "--output", "data"]
ROW = {"target": "schoolinfo", "place": "Hjo", "value": "3", "replaces": ""}
ENGLISH = {"LOVP_LANG": "en"}
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
    judge = Judge(folder, ROW)
    with disk(folder / "data", "size=16k") as change:
        (folder / "data" / "taken").write_bytes(bytes(16384))
        (folder / "data" / "lovp-2024-03.md").write_bytes(b"")
        assert lovp(folder, *EXPORT, environment=ENGLISH).code == 1
        answer = lovp(folder, *LOG, environment=ENGLISH)
        assert "the disk is full" in answer.err
        names = sorted(path.name for path in (folder / "data").iterdir())
        assert names == ["2024", "lovp-2024-03.md", "taken"]
        change("size=1m")
        # What is no record is told of where it lies among records.
        for name in names[1:]:
            (folder / "data" / name).unlink()
        assert judge.ended(folder, answer) == "refused"
        # What judged the record has added to it.
        judge = Judge(folder, ROW)
        change("ro")
        for words in (EXPORT, ["undo"], LOG):
            answer = lovp(folder, *words, environment=ENGLISH)
            assert answer.code == 1
            assert "can only be read" in answer.err or words is EXPORT
        change("rw")
        assert judge.ended(folder, answer) == "refused"
    injected(FULL_DISKS, "a disk of 16 kB with nothing left: first row, reports", refused=2)
    injected(READ_ONLY, "a disk that became read-only: log, undo, export", refused=3)


@pytest.mark.parametrize("files", some([3, 1, 2, 4], 1))
def test_a_disk_on_which_no_file_can_be_made(folder: Path, injected: Injected, files: int) -> None:
    """The disk itself, the year's folder, the lock and the record are four."""
    expected = "saved" if files == 4 else "refused"
    judge = Judge(folder, ROW)
    with disk(folder / "data", f"size=64k,nr_inodes={files}") as change:
        answer = lovp(folder, *LOG, environment=ENGLISH)
        change("nr_inodes=100")
        assert judge.ended(folder, answer) == expected
    injected(FULL_DISKS, "a disk on which no more files can be made, first row", **{expected: 1})


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
    injected(FULL_DISKS, "a disk too full for a new year in targets.yaml", refused=1)


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
    judge = Judge(folder, ROW)
    told: Counter[str] = Counter()
    for limit in some(range(max(0, size - 2), whole + 2), 4):
        shutil.rmtree(spare)
        shutil.copytree(folder, spare)
        with limited(limit):
            answer = lovp(spare, *LOG, environment=ENGLISH)
        ended = judge.ended(spare, answer)
        assert ended == ("saved" if limit >= whole else "refused"), (limit, answer.err)
        assert ("disk may be full" in answer.err) == (size < limit < whole), answer.err
        told[ended] += 1
    injected(FULL_DISKS, "a short write: a limit on the file's size at each byte of the row", **told)


def moved(folder: Path) -> None:
    (folder / "data").rename(folder / "elsewhere")


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
    "the data folder is moved away": moved,
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
    judge = Judge(folder, ROW)
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
    injected(VANISHING, what, **{judge.ended(folder, answer): 1})


@pytest.mark.parametrize(("plan", "expected"), some([([], 1), (["--plan", "{folder}"], 0)], 1))
def test_the_folder_that_one_stands_in_is_removed(
    folder: Path, file: Path, injected: Injected, plan: list[str], expected: int
) -> None:
    judge = Judge(folder, ROW)
    under = folder / "under"
    under.mkdir()
    words = [*LOG, *(word.format(folder=folder) for word in plan)]
    shell = ["sh", "-c", 'rmdir ../under && exec "$@"', "sh", sys.executable, "-m", "lovp", *words]
    environment = {**os.environ, **SETTING, **ENGLISH, "HOME": str(folder)}
    done = subprocess.run(shell, cwd=under, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == expected, done.stderr
    ended = judge.ended(folder, Answer(done.returncode, done.stdout, done.stderr))
    injected(VANISHING, "the folder that one stands in is removed", **{ended: 1})
