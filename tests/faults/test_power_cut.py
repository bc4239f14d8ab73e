"""The power goes during a command or after it: what was acknowledged is there, whatever else is left."""

import shutil
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest

from lovp.record.row import HEADER
from tests.faults.check import FOUND_PROBLEMS, holds, ids_of, lovp
from tests.faults.conftest import Injected
from tests.faults.power import CALLS, Step, leavings, steps_in, unsettled
from tests.faults.scale import FULL, some
from tests.faults.strace import calls_in, disturbed, need_strace, paths_of, traced
from tests.folders import PLAN

if sys.platform == "win32":
    pytest.skip("system calls as Unix has them", allow_module_level=True)

pytestmark = pytest.mark.all

SUBJECT = "Power cuts"
LOG = ["log", "schoolinfo", "3", "--place", "Hjo", "--date", "2024-03-12", "--note", 'åk 3, "estet"']
EXPORT = ["export", "--month", "2024-03", "--format", "md,csv,json", "--output"]
PARTS = 4 if FULL else 1


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    need_strace()
    folder = tmp_path / "base" / "plan"
    folder.mkdir(parents=True)
    shutil.copy(PLAN, folder)
    return folder


def steps_of(folder: Path, words: Sequence[str]) -> list[Step]:
    """What a command does beside and in the folder; it succeeds."""
    result = traced(folder, words, calls=CALLS)
    assert result.answer.code == 0, result.answer.err
    return steps_in(result.lines, folder.parent)


def content(folder: Path) -> dict[str, bytes]:
    """The files below the folder, without what says nothing."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(path): path.read_bytes() for path in files if path.suffix not in (".lock", ".strace")}


def test_what_was_acknowledged_is_on_the_disk(folder: Path, injected: Injected) -> None:
    """Every file and every name that a command has changed was waited for; whole files are put in place."""
    amend = ["amend", "", "--value", "4"]
    new = ["init", str(folder.parent / "new"), "--year", "2024"]
    export = [*EXPORT, str(folder / "reports" / "2024")]
    commands = (LOG, LOG, amend, ["undo"], new, ["plan", "new", "2025"], export, LOG, export)
    for words in commands:
        if words is amend:
            words[1] = min(ids_of(folder))
        before = content(folder.parent)
        steps = steps_of(folder, words)
        assert unsettled(steps) == set(), words
        changed = {path for path, data in content(folder.parent).items() if before.get(path) != data}
        written = {step.path for step in steps if step.what == "bytes"}
        placed = {step.to for step in steps if step.what == "move"}
        assert changed
        assert changed <= written | placed, "not everything that was done has been told"
        assert all("/data/" in path or Path(path).name.startswith(".") for path in written), "in place"
    what = "after log, amend, undo, init, plan new, export: all is on the disk"
    injected(SUBJECT, what, done=len(commands))


def test_a_run_that_was_killed_leaves_nothing_that_the_next_does_not_wait_for(
    folder: Path, injected: Injected
) -> None:
    """Whoever made the folders and the file can have been stopped before they were on the disk."""
    spare = folder.parents[1] / "spare"
    shutil.copytree(folder, spare)
    calls = calls_in(traced(folder, LOG, paths=paths_of(folder), calls=CALLS).lines)
    written = next(call for call in calls if call.name == "fsync")
    tried = dict.fromkeys([written, *some(calls, 2)])
    for call in tried:
        shutil.rmtree(folder)
        shutil.copytree(spare, folder)
        killed = traced(
            folder, LOG, paths=paths_of(folder), calls=CALLS, faults=[call.fault("signal=SIGKILL")]
        )
        assert disturbed(killed.lines)
        perhaps = set(ids_of(folder))
        steps = [*steps_in(killed.lines, folder.parent), *steps_of(folder, LOG)]
        assert unsettled(steps) == set(), call
        holds(folder, set(ids_of(folder)) - perhaps, perhaps=perhaps)
    injected(SUBJECT, "after a run that was killed and a second one that saved", saved=len(tried))


@pytest.mark.parametrize("part", range(PARTS))
def test_the_power_goes_while_rows_are_saved(folder: Path, injected: Injected, part: int) -> None:
    """After each step of a first row, a second one, a correction, an undoing: names, bytes, NULs, garbage."""
    file = folder / "data" / "2024" / "kansli.csv"
    cases = []
    amend = ["amend", "", "--value", "4"]
    known: set[str] = set()
    before = b""
    for words in (LOG, LOG, amend, ["undo"]):
        if words is amend:
            words[1] = min(known)
        assert lovp(folder, *words).code == 0
        ids, after = set(ids_of(folder)), file.read_bytes()
        # Rows that stand in the record already, from the middle of the first one's date.
        cuts = dict.fromkeys(leavings(before, after, before[len(HEADER) + 41 :]))
        cases += [(left, known, ids - known) for left in cuts]
        known, before = ids, after
    told: Counter[str] = Counter()
    for number, (left, acknowledged, perhaps) in enumerate(some(cases[part::PARTS], 8)):
        copy = folder.parent / f"cut-{number}"
        shutil.copytree(folder, copy)
        (copy / "data" / "2024" / "kansli.csv").write_bytes(left)
        problems = lovp(copy, "check").code == FOUND_PROBLEMS
        found = set(ids_of(copy))
        holds(copy, acknowledged, perhaps=perhaps, problems=problems)
        assert problems or has_whole_lines(left), "what is left torn is not named"
        told["there" if perhaps <= found else "torn" if problems else "as_before"] += 1
        shutil.rmtree(copy)
    injected(SUBJECT, "after each step of log, log, amend, undo: bytes, NULs, garbage", **told)


def has_whole_lines(data: bytes) -> bool:
    """Whether the record has nothing but a header and whole rows, the last one's end apart."""
    lines = data.decode(errors="replace").splitlines()
    return all(line.startswith("id,") or line.endswith("Z") for line in lines)
