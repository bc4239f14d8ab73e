"""`lovp log --many` killed, or failing, at each system call: all of its rows are there, or none."""

import shutil
import signal
import sys
from collections import Counter
from pathlib import Path

import pytest

from tests.faults.check import holds, lovp, rows_of
from tests.faults.conftest import Injected
from tests.faults.judge import content
from tests.faults.scale import some
from tests.faults.strace import calls_in, disturbed, need_strace, paths_of, traced
from tests.folders import PLAN

if sys.platform == "win32":
    pytest.skip("system calls as Unix has them", allow_module_level=True)

pytestmark = pytest.mark.all

WORDS = ["log", "schoolinfo", "--many"]
LINES = "".join(f"hjo;{number};12/3;åk {number}\n" for number in range(1, 41))
FAULTS = ("signal=SIGKILL", "error=ENOSPC", "error=EIO")


@pytest.fixture
def scene(tmp_path: Path) -> Path:
    need_strace()
    folder = tmp_path / "scene"
    folder.mkdir()
    shutil.copy(PLAN, folder)
    assert lovp(folder, "log", "schoolinfo", "5", "--place", "Skövde", "--date", "2024-02-01").code == 0
    return folder


def test_all_or_none(scene: Path, injected: Injected) -> None:
    before, (first,) = content(scene), rows_of(scene)
    whole = scene.parent / "whole"
    shutil.copytree(scene, whole)
    calls = calls_in(traced(whole, WORDS, paths=paths_of(whole), lines=LINES).lines)
    assert len(rows_of(whole)) == 41
    ended: Counter[str] = Counter()
    for number, (fault, call) in enumerate(some([(what, call) for what in FAULTS for call in calls], 12)):
        folder = scene.parent / f"case-{number}"
        shutil.copytree(scene, folder)
        result = traced(
            folder, WORDS, paths=paths_of(folder), calls=call.name, faults=[call.fault(fault)], lines=LINES
        )
        assert disturbed(result.lines), call
        found = {row["id"] for row in rows_of(folder)}
        assert len(found) in {1, 41}, (fault, call)
        assert first["id"] in found
        code = result.answer.code
        assert code in {0, 1, -signal.SIGKILL}
        if code == 0:
            assert len(found) == 41, "acknowledged and not there"
        elif code == 1 and "not certain" not in result.answer.err:
            assert content(folder) == before, "refused, and the record is not as it was"
        holds(folder, {first["id"]}, perhaps=found)
        ended["saved" if code == 0 else "killed" if code < 0 else "refused"] += 1
        shutil.rmtree(folder)
    injected("Crash points", "each system call of log --many", **ended)
