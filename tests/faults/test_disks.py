"""Disks as they fail: full to the last byte, out of files, limited, read-only, gone."""

import os
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from itertools import count
from pathlib import Path

import pytest

from lovp.model import Outcome
from lovp.record.append import append
from lovp.record.row import HEADER, format_row
from tests.faults.check import SETTING, Answer, goes_on, lovp
from tests.faults.conftest import Injected
from tests.faults.judge import Judge
from tests.faults.mounts import disk
from tests.faults.scale import FULL, some
from tests.folders import PLAN

if sys.platform == "win32":
    pytest.skip("disks as Unix has them", allow_module_level=True)

import resource

pytestmark = pytest.mark.all

FULL_DISKS, READ_ONLY, VANISHING = "Full disks", "Read-only disks", "Folders that vanish"
LOG = ["log", "schoolinfo", "3", "--place", "Hjo", "--date", "2024-03-12"]
ROW = {"target": "schoolinfo", "place": "Hjo", "value": "3", "replaces": ""}
ENGLISH = {"LOVP_LANG": "en"}
PARTS = 4 if FULL else 1
PAGE = 4096
"""A disk in memory is given out in pieces of so many bytes."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "plan"
    (folder / "data").mkdir(parents=True)
    shutil.copy(PLAN, folder)
    return folder


@pytest.fixture
def year(folder: Path) -> Path:
    """The folder of a record with two rows of the writer."""
    year = folder / "data" / "2024"
    append(year, "kansli", [filler(1), filler(2)])
    return year


def filler(number: int, length: int = 0) -> Outcome:
    """A row, of so many bytes if a note can make it so long."""
    logged_at = "2024-02-02T10:00:00.000000Z"
    row = Outcome(
        f"fill-{number:04}", date(2024, 2, 1), "schoolinfo", "Hjo", 5, None, "", "", "kansli", logged_at
    )
    return row._replace(note="x" * (length - len(format_row(row).encode())))


LENGTH = len(format_row(filler(1)).encode())
"""Bytes of such a row without a note."""


def sized(path: Path, size: int) -> None:
    """A record of exactly so many bytes, one page or less."""
    left = size - len(HEADER) - 1
    count = left // (LENGTH + 300)
    lengths = [left // count + (number < left % count) for number in range(count)]
    rows = "".join(format_row(filler(number, length)) for number, length in enumerate(lengths))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"{HEADER}\n{rows}", encoding="utf-8")
    assert path.stat().st_size == size


def cost(folder: Path) -> int:
    """Bytes of the row that `LOG` adds, by adding it to a copy."""
    copy = folder.parent / "cost"
    (copy / "data" / "2024").mkdir(parents=True)
    shutil.copy(PLAN, copy)
    record = copy / "data" / "2024" / "kansli.csv"
    record.write_text(HEADER + "\n", encoding="utf-8")
    before = record.stat().st_size
    assert lovp(copy, *LOG).code == 0
    return record.stat().st_size - before


@pytest.mark.parametrize("part", range(PARTS))
def test_a_disk_full_to_each_of_its_last_bytes(folder: Path, injected: Injected, part: int) -> None:
    """Three of the disk's four pages are taken; the record grows in the last one."""
    needed = cost(folder)
    told: Counter[str] = Counter()
    for room in some(range(part, 301, PARTS), 4):
        with disk(folder / "data", "size=16k") as change:
            (folder / "data" / "taken").write_bytes(bytes(3 * PAGE))
            sized(folder / "data" / "2024" / "kansli.csv", PAGE - room)
            judge = Judge(folder, ROW)
            answer = lovp(folder, *LOG, environment=ENGLISH)
            change("size=1m")
            ended = judge.ended(folder, answer)
            assert ended == ("saved" if room >= needed else "refused"), (room, answer.err)
            if ended == "refused":
                assert "full" in answer.err
            told[ended] += 1
    injected(FULL_DISKS, "a disk of 16 kB with 0 to 300 bytes left", **told)


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


def test_a_full_disk_takes_no_first_row_and_no_paper(folder: Path, injected: Injected) -> None:
    judge = Judge(folder, ROW)
    with disk(folder / "data", "size=16k") as change:
        (folder / "data" / "taken").write_bytes(bytes(4 * PAGE))
        (folder / "data" / "lovp-2024-03.md").write_bytes(b"")
        export = ["export", "--month", "2024-03", "--format", "md,csv,json", "--output", "data"]
        assert lovp(folder, *export, environment=ENGLISH).code == 1
        answer = lovp(folder, *LOG, environment=ENGLISH)
        assert sorted(path.name for path in (folder / "data").iterdir()) == [
            "2024",
            "lovp-2024-03.md",
            "taken",
        ]
        change("size=1m")
        assert judge.ended(folder, answer) == "refused"
        assert lovp(folder, *export).code == 0
    injected(FULL_DISKS, "a disk of 16 kB with nothing left: first row, reports", refused=2)


def test_a_full_disk_keeps_the_plan(tmp_path: Path, injected: Injected) -> None:
    folder = tmp_path / "plan"
    folder.mkdir()
    needed = PLAN.stat().st_size
    with disk(folder, f"size={needed * 2}") as change:
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


@pytest.mark.parametrize("first", [True, False])
def test_a_limit_at_each_byte_of_the_row(folder: Path, injected: Injected, first: bool) -> None:
    """The system writes the bytes up to the limit, and says that it wrote so many: a really short write."""
    needed = cost(folder)
    if not first:
        append(folder / "data" / "2024", "kansli", [filler(1), filler(2)])
    size = 0 if first else (folder / "data" / "2024" / "kansli.csv").stat().st_size
    whole = size + needed + (len(HEADER) + 1 if first else 0)
    judge = Judge(folder, ROW)
    told: Counter[str] = Counter()
    for number, limit in enumerate(some(range(max(0, size - 2), whole + 2), 4)):
        copy = folder.parent / f"case-{number}"
        shutil.copytree(folder, copy)
        with limited(limit):
            answer = lovp(copy, *LOG, environment=ENGLISH)
        ended = judge.ended(copy, answer)
        assert ended == ("saved" if limit >= whole else "refused"), (limit, answer.err)
        told[ended] += 1
        shutil.rmtree(copy)
    injected(FULL_DISKS, "a short write: a limit on the file's size at each byte of the row", **told)


def process(command: list[str], folder: Path) -> Answer:
    done = subprocess.run(
        command,
        cwd=folder,
        env=dict(os.environ) | SETTING | {"HOME": str(folder)} | ENGLISH,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    return Answer(done.returncode, done.stdout, done.stderr)


def test_a_disk_that_is_read_only(folder: Path, injected: Injected) -> None:
    with disk(folder / "data", "size=64k") as change:
        append(folder / "data" / "2024", "kansli", [filler(1), filler(2)])
        judge = Judge(folder, ROW)
        change("ro")
        for words in (LOG, ["undo"], ["amend", "fill-0001", "--value", "4"]):
            answer = lovp(folder, *words, environment=ENGLISH)
            assert answer.code == 1
            assert "the disk can only be read" in answer.err
        export = ["export", "--month", "2024-03", "--output", "data"]
        assert lovp(folder, *export, environment=ENGLISH).code == 1
        change("rw")
        assert judge.ended(folder, answer) == "refused"
    injected(READ_ONLY, "a disk that became read-only: log, undo, amend, export", refused=4)


def gone(folder: Path) -> None:
    shutil.rmtree(folder / "data" / "2024")


def all_gone(folder: Path) -> None:
    shutil.rmtree(folder)


def moved(folder: Path) -> None:
    (folder / "data").rename(folder / "elsewhere")


def replaced(folder: Path) -> None:
    """As a program that shares folders does: an earlier version of the file takes its place."""
    file = folder / "data" / "2024" / "kansli.csv"
    shutil.copy(folder.parent / "spare" / "data" / "2024" / "kansli.csv", folder / "earlier")
    (folder / "earlier").replace(file)


def made_again(folder: Path) -> None:
    """The folder goes, and comes back with the files that it had, which are others now."""
    shutil.rmtree(folder / "data")
    shutil.copytree(folder.parent / "spare" / "data", folder / "data")


CHANGES = {
    "the year's folder is removed": gone,
    "the plan's folder is removed": all_gone,
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
    year: Path,
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
    put_back(folder, spare)
    ended = judge.ended(folder, answer)
    injected(VANISHING, what, **{ended: 1})


def put_back(folder: Path, spare: Path) -> None:
    """The folder is found again, or a copy of it as it was before is; what is there now stays."""
    if (folder / "elsewhere").exists():
        assert not list((folder / "data").rglob("*.csv"))
        shutil.rmtree(folder / "data", ignore_errors=True)
        (folder / "elsewhere").rename(folder / "data")
    if not (folder / "data" / "2024" / "kansli.csv").exists():
        shutil.copytree(spare, folder, dirs_exist_ok=True)


@pytest.mark.parametrize(("plan", "expected"), some([([], 1), (["--plan", "{folder}"], 0)], 1))
def test_the_folder_that_one_stands_in_is_removed(
    folder: Path, year: Path, injected: Injected, plan: list[str], expected: int
) -> None:
    judge = Judge(folder, ROW)
    under = folder / "under"
    under.mkdir()
    words = [*LOG, *(word.format(folder=folder) for word in plan)]
    shell = ["sh", "-c", 'rmdir ../under && exec "$@"', "sh", sys.executable, "-m", "lovp", *words]
    answer = process(shell, under)
    assert answer.code == expected, answer.err
    ended = judge.ended(folder, answer)
    injected(VANISHING, "the folder that one stands in is removed", **{ended: 1})
