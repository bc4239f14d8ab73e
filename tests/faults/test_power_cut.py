"""The power goes after each step of a command: what was acknowledged is there, whatever else is left."""

import shutil
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import pytest

from lovp.record.row import HEADER
from tests.faults.check import FOUND_PROBLEMS, goes_on, holds, ids_of, lovp
from tests.faults.conftest import Injected
from tests.faults.power import CALLS, WHOLE, Disk, File, Names, Step, laid, some_garbage, steps_in
from tests.faults.scale import FULL, some
from tests.faults.strace import calls_in, disturbed, need_strace, paths_of, traced
from tests.folders import PLAN

if sys.platform == "win32":
    pytest.skip("system calls as Unix has them", allow_module_level=True)

pytestmark = pytest.mark.all

SUBJECT = "Power cuts"
LOG = ["log", "schoolinfo", "3", "--place", "Hjo", "--date", "2024-03-12", "--note", 'åk 3, "estet"']
PARTS = 4 if FULL else 1

Left = dict[str, bytes | None]


@pytest.fixture(autouse=True)
def _strace() -> None:
    need_strace()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "plan"
    folder.mkdir()
    shutil.copy(PLAN, folder)
    return folder


def disk_of(root: Path) -> Disk:
    """A disk that has for certain what is under the root now."""
    names: Names = {str(root): None}
    for path in sorted(set(root.rglob("*")) - set(root.rglob("*.strace"))):
        content = path.read_bytes() if path.is_file() else None
        names[str(path)] = None if content is None else File(content, content)
    return Disk(str(root), names)


def run(
    folder: Path, words: Sequence[str], paths: Sequence[Path] = (), root: Path | None = None
) -> list[Step]:
    """The steps under the root (the folder, if no other) of a command that succeeds."""
    result = traced(folder, words, paths=paths, calls=CALLS, more=WHOLE)
    assert result.answer.code == 0, result.answer.err
    return steps_in(result.lines, root or folder)


class Cut(NamedTuple):
    """What a cut left, the ids that were acknowledged by then, and the one that was under way."""

    left: Left
    acknowledged: frozenset[str]
    perhaps: frozenset[str]


def cuts(folder: Path) -> Iterator[Cut]:
    """Every cut of a record's first commands: two rows, a correction, and an undoing."""
    disk = disk_of(folder)
    known: frozenset[str] = frozenset()
    amend = ["amend", "", "--value", "4"]
    for words in (LOG, LOG, amend, ["undo"]):
        if words is amend:
            words[1] = min(known)
        steps = run(folder, words, paths_of(folder))
        assert {"write", "sync"} <= {step.what for step in steps}
        after = frozenset(ids_of(folder))
        file = disk.seen.get(str(folder / "data" / "2024" / "kansli.csv"))
        # Rows that stand in the record already, from the middle of the first one's date.
        stale = file.certain[len(HEADER) + 41 :] if file else b""
        for step in steps:
            disk.take(step)
            for garbage in (some_garbage(), some_garbage(stale)):
                for left in disk.after_a_cut(garbage):
                    yield Cut(left, known, after - known)
        known = after
        assert_followed(disk, folder)
        for left in disk.after_a_cut(some_garbage()):
            record = left.get(str(folder / "data" / "2024" / "kansli.csv")) or b""
            assert all(row_id.encode() in record for row_id in known), "an acknowledged outcome is lost"
            yield Cut(left, known, frozenset())


def assert_followed(disk: Disk, root: Path) -> None:
    """The model has come to what really stands there."""
    assert bytes_in(disk.seen) == bytes_in(disk_of(root).seen), "the model is not what happened"


def bytes_in(names: Names) -> dict[str, bytes | None]:
    return {path: file.seen if file else None for path, file in names.items()}


def distinct(all_cuts: Iterator[Cut]) -> list[Cut]:
    found = {(frozenset(cut.left.items()), cut.acknowledged, cut.perhaps): cut for cut in all_cuts}
    return list(found.values())


@pytest.mark.parametrize("part", range(PARTS))
def test_the_power_goes_while_rows_are_saved(folder: Path, injected: Injected, part: int) -> None:
    told: Counter[str] = Counter()
    for number, cut in enumerate(some(distinct(cuts(folder))[part::PARTS], 5)):
        copy = folder.parent / f"cut-{number}"
        laid(cut.left, folder, copy)
        problems = lovp(copy, "check").code == FOUND_PROBLEMS
        found = set(ids_of(copy))
        holds(copy, cut.acknowledged, perhaps=cut.perhaps, problems=problems)
        assert problems or whole_lines(cut.left, folder), "what is left torn is not named"
        told["there" if cut.perhaps and cut.perhaps <= found else "torn" if problems else "as_before"] += 1
        shutil.rmtree(copy)
    injected(SUBJECT, "after each step of log, log, amend, undo: names, bytes, NULs, garbage", **told)


def whole_lines(left: Left, folder: Path) -> bool:
    """Whether the record that was left has nothing but a header and whole rows, the last one's end apart."""
    content = left.get(str(folder / "data" / "2024" / "kansli.csv")) or b""
    text = content.decode(errors="replace")
    return all(line.startswith("id,") or line.endswith("Z") for line in text.splitlines())


def test_the_power_goes_after_a_run_that_was_killed_and_one_that_was_not(
    folder: Path, injected: Injected
) -> None:
    """Whoever made the folders and the file can have been stopped before they were on the disk."""
    paths = paths_of(folder)
    spare = folder.parent / "spare"
    shutil.copytree(folder, spare)
    calls = calls_in(traced(folder, LOG, paths=paths, calls=CALLS, more=WHOLE).lines)
    told: Counter[str] = Counter()
    written = next(call for call in calls if call.name == "fsync")
    for call in dict.fromkeys([written, *some(calls, 1)]):
        shutil.rmtree(folder)
        shutil.copytree(spare, folder)
        disk = disk_of(folder)
        killed = traced(
            folder, LOG, paths=paths, calls=CALLS, more=WHOLE, faults=[call.fault("signal=SIGKILL")]
        )
        assert disturbed(killed.lines)
        perhaps = set(ids_of(folder))
        steps = [*steps_in(killed.lines, folder), *run(folder, LOG, paths)]
        for step in steps:
            disk.take(step)
        acknowledged = set(ids_of(folder)) - perhaps
        for number, left in enumerate(disk.after_a_cut(some_garbage())):
            copy = folder.parent / f"cut-{number}"
            laid(left, folder, copy)
            holds(copy, acknowledged, perhaps=perhaps)
            shutil.rmtree(copy)
            told["saved"] += 1
    injected(SUBJECT, "after a run that was killed and a second one that saved", **told)


EXPORT = ["export", "--month", "2024-03", "--format", "md,csv,json", "--output"]


def test_the_power_goes_while_whole_files_are_written(tmp_path: Path, injected: Injected) -> None:
    base = tmp_path / "base"
    base.mkdir()
    folder = base / "plan"
    told: Counter[str] = Counter()
    export = [*EXPORT, str(folder / "reports" / "2024")]
    for words in (["init", str(folder), "--year", "2024"], ["plan", "new", "2025"], export, LOG, export):
        disk, old = disk_of(base), whole_files(disk_of(base).certain)
        steps = run(folder, words, root=base)
        new = whole_files(disk_of(base).certain)
        for step in steps:
            disk.take(step)
            for left in disk.after_a_cut(some_garbage()):
                told[how_it_stands(left, old, new)] += 1
        assert_followed(disk, base)
        assert disk.settled, "what was acknowledged need not be on the disk"
    (left,) = disk.after_a_cut(b"")
    laid(left, base, tmp_path / "copy")
    goes_on(tmp_path / "copy" / "plan")
    injected(SUBJECT, "after each step of init, plan new, export", **told)


def whole_files(names: Names) -> dict[str, bytes]:
    return {path: file.seen for path, file in names.items() if file and "/data/" not in path}


def how_it_stands(left: Left, old: dict[str, bytes], new: dict[str, bytes]) -> str:
    """Old, new, or some of each; never anything else under a file's own name."""
    found = {path: content for path, content in left.items() if content is not None}
    mine = {path for path in found if not Path(path).name.startswith(".") and "/data/" not in path}
    assert old.keys() <= found.keys()
    assert mine <= old.keys() | new.keys()
    assert all(found[path] in (old.get(path), new.get(path)) for path in mine)
    if all(found.get(path) == content for path, content in new.items()):
        return "new"
    return "old" if all(found[path] == old.get(path) for path in mine) else "some_new"
