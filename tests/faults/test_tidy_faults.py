"""Conflict copies folded in while disks fill, processes are killed, and others record or tidy up too."""

import os
import shutil
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from tests.faults.audited import FAULTS, ROOT, disturbed, ended, name_of, steps_of
from tests.faults.check import FOUND_PROBLEMS, SETTING, lovp, rows_of
from tests.faults.conftest import Injected
from tests.faults.mounts import disk
from tests.faults.scale import many, some
from tests.faults.together import SAVED, end, start, told

if sys.platform == "win32":
    pytest.skip("kills as Unix has them", allow_module_level=True)

pytestmark = pytest.mark.all

SUBJECT = "Conflict copies"
TIDY = ["check", "--tidy", "--yes"]


@pytest.fixture
def folder(prepare: Callable[[str], Path]) -> Path:
    """A record of nine rows with a conflict copy by each program, of which two must stay."""
    return prepare("copies")


def rows(folder: Path) -> list[str]:
    return sorted(",".join(row.values()) for row in rows_of(folder))


def is_tidy(folder: Path, before: list[str]) -> None:
    """Nothing is lost, and once more it succeeds: what can be folded in is, once."""
    assert rows(folder) == before
    answer = lovp(folder, *TIDY)
    assert answer.code == FOUND_PROBLEMS, answer.err
    assert rows(folder) == before
    year = folder / "data" / "2024"
    assert len([*year.glob("*.csv")]) == 5
    own = (year / "kansli.csv").read_text(encoding="utf-8").splitlines()[1:]
    assert len(own) == 5
    assert len(set(own)) == 5


@pytest.mark.parametrize("fault", FAULTS)
def test_disturbed_at_each_step(folder: Path, injected: Injected, fault: str) -> None:
    before = rows(folder)
    spare = folder.parent / "spare"
    shutil.copytree(folder, spare)
    steps = steps_of(spare, TIDY)
    assert steps > 50
    is_tidy(spare, before)
    how: Counter[str] = Counter()
    for at in some(range(1, steps + 1), 8):
        shutil.rmtree(spare)
        shutil.copytree(folder, spare)
        answer = disturbed(spare, at, fault, TIDY)
        codes = (-signal.SIGKILL,) if fault == "KILL" else (1, FOUND_PROBLEMS)
        assert answer.code in codes, answer.err
        is_tidy(spare, before)
        how[ended(answer)] += 1
    injected(SUBJECT, f"each step of lovp check --tidy: {name_of(fault)}", **how)


def fill(file: Path) -> None:
    """Make the file as large as the disk has room for it."""
    handle = os.open(file, os.O_WRONLY | os.O_CREAT)
    with suppress(OSError):
        while os.write(handle, bytes(4096)):
            pass
    os.close(handle)


def test_a_full_disk_keeps_the_copies(folder: Path, injected: Injected) -> None:
    before = rows(folder)
    data = folder.parent / "spare"
    shutil.copytree(folder / "data", data)
    with disk(folder / "data", "size=64k") as change:
        shutil.copytree(data, folder / "data", dirs_exist_ok=True)
        names = sorted(path.name for path in (folder / "data" / "2024").iterdir())
        own = folder / "data" / "2024" / "kansli.csv"
        # To the last byte of its page, so that the next row needs another one.
        note = "x" * (4096 - own.stat().st_size - 1)
        own.write_bytes(own.read_bytes() + note.encode() + b"\n")
        fill(folder / "data" / "taken")
        answer = lovp(folder, *TIDY, environment={"LOVP_LANG": "en"})
        assert answer.code == 1
        assert "Nothing was saved in kansli.csv: the disk is full" in answer.err
        after = sorted(path.name for path in (folder / "data" / "2024").iterdir() if path.suffix == ".csv")
        assert [name for name in names if name.endswith(".csv")] == after
        change("size=1m")
        own.write_bytes(own.read_bytes().replace(note.encode() + b"\n", b""))
        is_tidy(folder, before)
    injected(SUBJECT, "a disk too full for what copies hold more", refused=1)


def test_others_tidy_up_and_record_at_the_same_time(folder: Path, injected: Injected) -> None:
    before = rows(folder)
    said = [folder / f"worker-{number}" for number in range(many(1, 3))]
    count = many(30, 300)
    working = [
        start("write", folder / "data" / "2024", file, number, count) for number, file in enumerate(said)
    ]
    tidying = [
        subprocess.Popen(
            [sys.executable, "-m", "lovp", *TIDY, "--plan", str(folder)],
            env=dict(os.environ) | SETTING | {"HOME": str(folder)},
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        for _turn in range(many(3, 8))
    ]
    for process in tidying:
        out, err = process.communicate(timeout=120)
        # A copy that another one has folded in is gone, and that is told.
        assert process.returncode in (1, FOUND_PROBLEMS), err
        assert b"Traceback" not in out + err
    assert {end(process) for process in working} == {0}
    saved = [row_id for file in said for row_id in told(file, SAVED)]
    assert len(saved) == count * len(said)
    now = rows_of(folder)
    assert {row["id"] for row in now} >= {*saved}
    assert len(now) == len(before) + len(saved)
    lines = (folder / "data" / "2024" / "kansli.csv").read_text(encoding="utf-8").splitlines()
    assert len(lines) == len(set(lines)), "a row was added twice"
    injected(SUBJECT, "several tidy up while others record", tidied=len(tidying), saved=len(saved))
