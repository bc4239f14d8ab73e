"""Every system call of a command that changes the record: killed there, or failing there, nothing is lost."""

import os
import shutil
import signal
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.exchange.clones import CONFIG, Clones, git, needs_git
from tests.faults.check import ENGLISH, FOUND_PROBLEMS, LOG, LOGGED, Answer, ids_of, lovp, process, rows_of
from tests.faults.disturb import FAULTS, KILL, Judge, how, need_strace, paths_of, traced
from tests.faults.scale import some
from tests.folders import make_folder

pytestmark = pytest.mark.all

MANY = "".join(f"hjo;3;12/3;åk {number}\n" for number in range(1, 41))
TIDY = ["check", "--tidy"]


class Scene(NamedTuple):
    """A plan's folder, a command that changes its record, and what judges the folder after it; its input."""

    folder: Path
    words: list[str]
    judge: Callable[[Path, Answer], str]
    given: str = ""


def tidy_judge(folder: Path) -> Callable[[Path, Answer], str]:
    """Nothing is lost, and once more it succeeds: what can be folded in is, once."""
    before = sorted(",".join(row.values()) for row in rows_of(folder))

    def judge(after: Path, answer: Answer) -> str:
        for code in (answer.code, lovp(after, *TIDY).code):
            assert code in (-signal.SIGKILL, 1, FOUND_PROBLEMS)
            assert sorted(",".join(row.values()) for row in rows_of(after)) == before
        assert lovp(after, *TIDY).code == FOUND_PROBLEMS
        year = after / "data" / "2024"
        assert len([*year.glob("*.csv")]) == 5
        assert len(set((year / "kansli.csv").read_text(encoding="utf-8").splitlines())) == 1 + 5
        return "saved" if answer.code == FOUND_PROBLEMS else how(answer)

    return judge


@pytest.fixture(params=["log, first row", "log", "log --many", "undo", "amend", "check --tidy"])
def scene(request: pytest.FixtureRequest, tmp_path: Path) -> Scene:
    need_strace()
    folder = make_folder(tmp_path, "copies" if request.param == "check --tidy" else "plan")
    if request.param == "check --tidy":
        return Scene(folder, TIDY, tidy_judge(folder))
    if request.param == "log, first row":
        return Scene(folder, LOG, Judge(folder, LOGGED))
    for value in ("5", "6"):
        assert lovp(folder, "log", "schoolinfo", value, "--place", "Skövde", "--date", "2024-02-01").code == 0
    first, last = sorted(ids_of(folder))
    match request.param:
        case "undo":
            return Scene(folder, ["undo"], Judge(folder, {"value": "", "replaces": last}))
        case "amend":
            words = ["amend", first, "--value", "4"]
            return Scene(folder, words, Judge(folder, {"value": "4", "replaces": first}))
        case "log --many":
            return Scene(folder, ["log", "schoolinfo", "--many"], Judge(folder, LOGGED, 40), MANY)
        case _:
            return Scene(folder, LOG, Judge(folder, LOGGED))


def fresh(folder: Path) -> Path:
    """A copy of the folder, in the place of the one before."""
    copy = folder.parent / "copy" / folder.name
    shutil.rmtree(copy, ignore_errors=True)
    return Path(shutil.copytree(folder, copy))


def test_a_command_disturbed_at_each_system_call(scene: Scene) -> None:
    folder = fresh(scene.folder)
    undisturbed = traced(folder, scene.words, paths=paths_of(folder), given=scene.given)
    calls = undisturbed.calls
    assert scene.judge(folder, undisturbed.answer) == "saved"
    assert {"write", "fsync", "close"} <= {call.name for call in calls}
    kills = [(KILL, call) for call in calls if call.name in ("write", "rename")]
    cases = [(what, call) for what in FAULTS for call in calls]
    for what, call in dict.fromkeys([*some(kills, 2), *some(cases, 3)]):
        folder = fresh(scene.folder)
        faults = [f"{call.name}:{what}:when={call.number}"]
        paths = paths_of(folder)
        result = traced(folder, scene.words, paths=paths, calls=call.name, faults=faults, given=scene.given)
        assert result.disturbed, call
        assert (result.answer.code == -signal.SIGKILL) is (what == KILL), call
        scene.judge(folder, result.answer)


# lovp sync

GIT = """\
#!/bin/sh
number=$(($(cat "$TEST_COUNT") + 1))
echo $number > "$TEST_COUNT"
[ $number = "$TEST_AT" ] && [ "$TEST_WHEN" = before ] && kill -9 $PPID && exit 1
"{git}" "$@"
code=$?
[ $number = "$TEST_AT" ] && [ "$TEST_WHEN" = after ] && kill -9 $PPID
exit $code
"""
"""A git that ends whoever called it: at which call, and whether before or after git did its part."""


class Shared(NamedTuple):
    """Clones of which `kansli` has much to merge, the rows that all have, and the folder of that git."""

    clones: Clones
    ids: set[str]
    program: Path

    def copy(self) -> Clones:
        return Clones(fresh(self.clones.root), *self.clones.names)

    def holds(self, clones: Clones) -> None:
        """Nothing is lost after a kill, nor after the next runs, which succeed."""
        assert set(clones.rows("kansli")) >= set(self.clones.rows("kansli")), "a row is lost in the folder"
        assert set(clones.all_the_same()) == self.ids
        assert clones.plan("kansli").read_text("utf-8").endswith("# skola\n")
        git(clones.root / "kansli", "fsck", "--strict", "--no-dangling")

    def sync(self, clones: Clones, at: int = 0, when: str = "") -> tuple[Answer, int]:
        """Sync as a process that is killed at that call of git; how it ended, and how many it made."""
        count = clones.root / "count"
        count.write_text("0\n")
        settings = {
            "PATH": f"{self.program}:{os.environ['PATH']}",
            "TEST_COUNT": str(count),
            **CONFIG,
            **ENGLISH,
        }
        settings |= {"TEST_AT": str(at), "TEST_WHEN": when}
        return process(clones.root / "kansli", ["sync"], settings), int(count.read_text())


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Shared:
    clones = Clones(tmp_path_factory.mktemp("shared") / "scene", "kansli", "skola")
    for name in ("kansli", "skola"):
        clones.log(name, 1, writer="delad")
        clones.sync(name)
    clones.sync("kansli")
    for name in ("skola", "kansli"):
        clones.log(name, 2, writer="delad")
        clones.log(name, 3)
    clones.plan("skola").write_text(clones.plan("skola").read_text("utf-8") + "# skola\n", encoding="utf-8")
    clones.sync("skola")
    program = clones.root.parent / "bin" / "git"
    program.parent.mkdir()
    program.write_text(GIT.replace("{git}", str(shutil.which("git"))))
    program.chmod(0o755)
    return Shared(clones, {*clones.rows("kansli"), *clones.rows("skola")}, program.parent)


@needs_git
def test_sync_killed_at_each_call_of_git(shared: Shared) -> None:
    clones = shared.copy()
    answer, calls = shared.sync(clones)
    assert (answer.code, calls > 15) == (0, True), answer.err
    shared.holds(clones)
    cases = [(at, when) for at in range(1, calls + 1) for when in ("before", "after")]
    for at, when in some(cases, 6):
        clones = shared.copy()
        assert shared.sync(clones, at, when)[0].code == -signal.SIGKILL, (at, when)
        shared.holds(clones)
