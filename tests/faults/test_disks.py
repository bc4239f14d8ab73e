"""Disks as they fail: full at any byte, replaced, gone."""

import os
import resource
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from lovp.record.row import HEADER
from tests.faults.check import ENGLISH, LOG, LOGGED, lovp
from tests.faults.disturb import Judge
from tests.faults.scale import some

pytestmark = pytest.mark.all

ROWS = HEADER + "".join(
    f"\nfill-000{number},2024-02-01,schoolinfo,Hjo,5,,,,kansli,2024-02-02T10:00:00.000000Z"
    for number in (1, 2)
)


@pytest.fixture
def file(prepare: Callable[[str], Path]) -> Path:
    """The file of a writer with two rows."""
    file = prepare("plan") / "data" / "2024" / "kansli.csv"
    file.parent.mkdir(parents=True)
    file.write_text(ROWS + "\n", encoding="utf-8")
    return file


@pytest.mark.parametrize("content", ["", ROWS + "\n", ROWS], ids=["first row", "whole", "torn end"])
def test_a_limit_at_each_byte_of_the_row(file: Path, content: str) -> None:
    """The system writes the bytes up to the limit, and says that it wrote so many: a really short write."""
    folder = file.parents[2]
    file.write_text(content, encoding="utf-8")
    spare = folder.parent / "spare"
    shutil.copytree(folder, spare)
    assert lovp(spare, *LOG).code == 0
    size, whole = len(content.encode()), (spare / "data" / "2024" / "kansli.csv").stat().st_size
    judge = Judge(folder, LOGGED)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    for limit in some(range(max(0, size - 2), whole + 2), 4):
        shutil.rmtree(spare)
        shutil.copytree(folder, spare)
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limits[1]))
        try:
            answer = lovp(spare, *LOG, environment=ENGLISH)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        ended = judge(spare, answer)
        assert ended == ("saved" if limit >= whole else "refused"), (limit, answer.err)
        assert ("disk is full" in answer.err) == (size < limit < whole), answer.err


def replace(folder: Path) -> None:
    """As a program that shares folders does: an earlier version of the file takes its place."""
    shutil.copy(folder.parent / "spare" / "data" / "2024" / "kansli.csv", folder / "earlier")
    (folder / "earlier").replace(folder / "data" / "2024" / "kansli.csv")


CHANGES: dict[str, Callable[[Path], object]] = {
    "the year's folder is removed": lambda folder: shutil.rmtree(folder / "data" / "2024"),
    "the plan's folder is removed": shutil.rmtree,
    "the file is replaced": replace,
}


@pytest.mark.parametrize("call", ["open", "fstat", "write", "fsync"])
@pytest.mark.parametrize("what", CHANGES)
def test_a_folder_that_changes_between_opening_and_answering(
    file: Path, monkeypatch: pytest.MonkeyPatch, call: str, what: str
) -> None:
    """It does just before the first such call of the system, while the lock is held."""
    folder = file.parents[2]
    judge = Judge(folder, LOGGED)
    spare = folder.parent / "spare"
    shutil.copytree(folder, spare)
    real = getattr(os, call)

    def changing(*arguments: object, **named: object) -> object:
        patch.undo()
        CHANGES[what](folder)
        return real(*arguments, **named)

    with monkeypatch.context() as patch:
        patch.setattr(os, call, changing)
        answer = lovp(folder, *LOG, environment=ENGLISH)
    # A copy of the folder as it was before is found again; what is there now stays.
    if not file.exists():
        shutil.copytree(spare, folder, dirs_exist_ok=True)
    judge(folder, answer)
