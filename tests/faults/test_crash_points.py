"""Every system call of a command that saves: killed there, or failing there, the record is as promised."""

import shutil
import signal
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.faults.check import ids_of, lovp
from tests.faults.conftest import Injected
from tests.faults.judge import Judge
from tests.faults.scale import FULL, some
from tests.faults.strace import calls_in, disturbed, need_strace, paths_of, traced
from tests.folders import PLAN

if sys.platform == "win32":
    pytest.skip("system calls as Unix has them", allow_module_level=True)

pytestmark = pytest.mark.all

SUBJECT = "Crash points"
KILL = "signal=SIGKILL"
FAULTS = (KILL, *(f"error={name}" for name in ("ENOSPC", "EIO", "EINTR", "EDQUOT", "EROFS", "EACCES")))
LOG = ["log", "schoolinfo", "3", "--place", "Hjo", "--date", "2024-03-12", "--note", 'åk 3, "estet"']
MANY = "".join(f"hjo;3;12/3;åk {number}\n" for number in range(1, 41))
PARTS = 6 if FULL else 1
"""Tests that share the cases of a command in full, so that they can run beside each other."""


class Scene(NamedTuple):
    """A plan's folder, a command that adds rows to its record, what they say, and what it is given."""

    folder: Path
    words: list[str]
    row: dict[str, str]
    lines: str = ""


@pytest.fixture(params=["log, first row", "log", "log --many", "undo", "amend"])
def scene(request: pytest.FixtureRequest, tmp_path: Path) -> Scene:
    need_strace()
    folder = tmp_path / "scene"
    folder.mkdir()
    shutil.copy(PLAN, folder)
    wanted = {"target": "schoolinfo", "place": "Hjo", "value": "3", "replaces": ""}
    if request.param == "log, first row":
        return Scene(folder, LOG, wanted)
    for value in ("5", "6"):
        assert lovp(folder, "log", "schoolinfo", value, "--place", "Skövde", "--date", "2024-02-01").code == 0
    first, last = sorted(ids_of(folder))
    match request.param:
        case "undo":
            return Scene(folder, ["undo"], {"value": "", "replaces": last})
        case "amend":
            return Scene(folder, ["amend", first, "--value", "4"], {"value": "4", "replaces": first})
        case "log --many":
            return Scene(folder, ["log", "schoolinfo", "--many"], wanted, MANY)
        case _:
            return Scene(folder, LOG, wanted)


def copies(scene: Scene) -> Iterator[Path]:
    """As many copies of the scene's folder as are asked for, each thrown away after its use."""
    number = 0
    while True:
        folder = scene.folder.parent / f"case-{number:04}"
        shutil.copytree(scene.folder, folder)
        yield folder
        shutil.rmtree(folder)
        number += 1


@pytest.mark.parametrize("part", range(PARTS))
def test_a_command_disturbed_at_each_system_call(scene: Scene, injected: Injected, part: int) -> None:
    folders = copies(scene)
    judge = Judge(scene.folder, scene.row, scene.lines.count("\n") or 1)
    folder = next(folders)
    undisturbed = traced(folder, scene.words, paths=paths_of(folder), lines=scene.lines)
    calls = calls_in(undisturbed.lines)
    assert judge.ended(folder, undisturbed.answer) == "saved"
    assert {"write", "fsync", "close"} <= {call.name for call in calls}
    told: dict[str, Counter[str]] = {}
    kills = [(KILL, call) for call in calls if call.name == "write"]
    cases = [(what, call) for what in FAULTS for call in calls]
    for what, call in dict.fromkeys([*kills, *some(cases, 3)][part::PARTS]):
        folder = next(folders)
        result = traced(
            folder,
            scene.words,
            paths=paths_of(folder),
            calls=call.name,
            faults=[call.fault(what)],
            lines=scene.lines,
        )
        assert disturbed(result.lines), call
        assert (result.answer.code == -signal.SIGKILL) is (what == KILL), call
        told.setdefault(what, Counter())[judge.ended(folder, result.answer)] += 1
    for what, ended in told.items():
        name = "killed before it" if what == KILL else f"it fails with {what.removeprefix('error=')}"
        injected(SUBJECT, f"each system call of log, log --many, undo, amend: {name}", **ended)


TOGETHER = {
    "every fsync fails": (["fsync:error=EIO"], {"not_certain"}),
    "fsync fails, and so does taking back": (
        ["fsync:error=EIO:when=1", "ftruncate:error=EIO"],
        {"not_certain"},
    ),
    "every write fails": (["write:error=ENOSPC"], {"refused"}),
    "a write reports nothing written": (["write:retval=0"], {"refused"}),
    "a write reports a part that is not there": (["write:retval=50"], {"refused"}),
    "every close fails": (["close:error=EIO"], {"saved", "refused"}),
    "a drive without fsync": (["fsync:error=EINVAL"], {"saved"}),
    "a drive without locks": (["fcntl:error=ENOLCK", "flock:error=ENOLCK"], {"saved"}),
}


@pytest.mark.parametrize(
    ("scene", "name"),
    some([(scene, name) for name in TOGETHER for scene in ("log, first row", "log")], 3),
    indirect=["scene"],
)
def test_calls_that_fail_together(scene: Scene, injected: Injected, name: str) -> None:
    faults, expected = TOGETHER[name]
    judge = Judge(scene.folder, scene.row)
    folder = next(copies(scene))
    calls = ",".join(fault.split(":")[0] for fault in faults)
    result = traced(folder, scene.words, paths=paths_of(folder)[3:], calls=calls, faults=faults)
    assert disturbed(result.lines)
    ended = judge.ended(folder, result.answer)
    assert ended in expected, result.answer.err
    injected(SUBJECT, name, **{ended: 1})
