"""`lovp sync` killed at each call of git and at each step on the record; run again, nothing is lost."""

import os
import shutil
import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from tests.exchange.clones import Clones, git, needs_git
from tests.faults.audited import FAULTS, disturbed, ended, name_of, steps_of
from tests.faults.check import Answer
from tests.faults.conftest import Injected
from tests.faults.scale import FULL, some

if sys.platform == "win32":
    pytest.skip("kills as Unix has them", allow_module_level=True)

pytestmark = [pytest.mark.all, needs_git]

SUBJECT = "Sync"
ENGLISH = {"LOVP_LANG": "en"}
WRAPPER = """\
#!/bin/sh
number=$(($(cat "$LOVP_TEST_COUNT") + 1))
echo $number > "$LOVP_TEST_COUNT"
[ $number = "$LOVP_TEST_AT" ] && [ "$LOVP_TEST_WHEN" = before ] && kill -9 $PPID && exit 1
"{git}" "$@"
code=$?
[ $number = "$LOVP_TEST_AT" ] && [ "$LOVP_TEST_WHEN" = after ] && kill -9 $PPID
exit $code
"""
"""A git that ends whoever called it: at which call, and whether before or after git did its part."""


class Scene:
    """Clones of which `kansli` has much to merge: rows in one file, files of others, a changed plan."""

    def __init__(self, root: Path) -> None:
        self.clones = Clones(root / "scene", "kansli", "skola")
        clones = self.clones
        for name in ("kansli", "skola"):
            clones.log(name, 1, writer="delad")
            clones.sync(name)
        clones.sync("kansli")
        for name in ("skola", "kansli"):
            clones.log(name, 2, writer="delad")
            clones.log(name, 3)
        plan = clones.root / "skola" / "targets.yaml"
        plan.write_text(plan.read_text("utf-8") + "# skola\\n", encoding="utf-8")
        clones.sync("skola")
        self.ids = set(clones.rows("kansli")) | set(clones.rows("skola"))
        self._number = 0
        program = root / "bin" / "git"
        program.parent.mkdir()
        program.write_text(WRAPPER.replace("{git}", str(shutil.which("git"))))
        program.chmod(0o755)
        self.path = f"{program.parent}{os.pathsep}{os.environ['PATH']}"

    def copy(self) -> Clones:
        """The whole scene anew."""
        self._number += 1
        root = self.clones.root.parent / f"case-{self._number}"
        shutil.copytree(self.clones.root, root)
        return Clones.at(root, *self.clones.names)

    def sync(self, clones: Clones, at: int = 0, when: str = "") -> tuple[Answer, int]:
        """Sync in a process of its own, killed at that call of git; how it ended, and how many it made."""
        count = clones.root / "count"
        count.write_text("0\n")
        more = {"PATH": self.path, "LOVP_TEST_COUNT": str(count)}
        more |= {"LOVP_TEST_AT": str(at), "LOVP_TEST_WHEN": when}
        more |= {"LOVP_WRITER": "kansli", "LOVP_LANG": "en", "HOME": str(clones.root)}
        done = subprocess.run(
            [sys.executable, "-m", "lovp", "sync"],
            cwd=clones.root / "kansli",
            env=dict(os.environ) | more,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            timeout=120,
            check=False,
        )
        return Answer(done.returncode, done.stdout, done.stderr), int(count.read_text())

    def holds(self, clones: Clones) -> None:
        """Nothing is lost after the kill, nor after the next runs, which succeed."""
        own = {row for row in self.ids if row in clones.rows("kansli")}
        assert own >= set(self.clones.rows("kansli")), "a row is lost in the folder"
        assert set(clones.all_the_same()) == self.ids
        assert (clones.root / "kansli" / "targets.yaml").read_text("utf-8").endswith("# skola\\n")
        git(clones.root / "kansli", "fsck", "--strict", "--no-dangling")
        shutil.rmtree(clones.root)


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Scene:
    return Scene(tmp_path_factory.mktemp("killed"))


PARTS = 4 if FULL else 1


@pytest.mark.parametrize("part", range(PARTS))
def test_killed_at_each_call_of_git(scene: Scene, injected: Injected, part: int) -> None:
    clones = scene.copy()
    answer, calls = scene.sync(clones)
    assert (answer.code, calls > 20) == (0, True), answer.err
    scene.holds(clones)
    told: Counter[str] = Counter()
    cases = [(at, when) for at in range(1, calls + 1) for when in ("before", "after")]
    for at, when in some(cases[part::PARTS], 6):
        clones = scene.copy()
        answer, _calls = scene.sync(clones, at, when)
        assert answer.code == -signal.SIGKILL, (at, when)
        scene.holds(clones)
        told[f"killed_{when}"] += 1
    injected(SUBJECT, "each call of git in lovp sync: killed, then run again", **told)


@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize("fault", FAULTS)
def test_disturbed_at_each_step_on_the_record(
    scene: Scene, injected: Injected, fault: str, part: int
) -> None:
    """What the program itself does to the record's files: git does nothing to them."""
    clones = scene.copy()
    steps = steps_of(clones.root / "kansli", ["sync"], ENGLISH)
    assert steps > 20
    scene.holds(clones)
    told: Counter[str] = Counter()
    for at in some(range(1, steps + 1)[part::PARTS], 5):
        clones = scene.copy()
        answer = disturbed(clones.root / "kansli", at, fault, ["sync"], ENGLISH)
        assert answer.code in ((-signal.SIGKILL,) if fault == "KILL" else (0, 1)), answer.err
        scene.holds(clones)
        told[ended(answer)] += 1
    injected(SUBJECT, f"each step of lovp sync on the record: {name_of(fault)}, then run again", **told)
