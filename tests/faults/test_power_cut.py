"""The power goes during a command or after it: what was acknowledged is there, whatever else is left.

The model is strict, as POSIX is: bytes are on the disk once their file was synced, and a name once its folder
was. Anything else may be there or not: a name, a part of the bytes, their length with NULs or with what stood
on the disk before in their place. What was done, and waited for, is told by the command's system calls.
"""

import ast
import os
import re
import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from random import Random

import pytest

from lovp.record.row import HEADER
from tests.faults.check import FOUND_PROBLEMS, LOG, content, holds, ids_of, lovp
from tests.faults.disturb import need_strace, traced
from tests.faults.scale import some

pytestmark = pytest.mark.all

EXPORT = ["export", "--month", "2024-03", "--format", "md,csv,json", "--output"]
CALLS = (
    "openat,?open,write,?pwrite64,fsync,fdatasync,ftruncate,?mkdir,mkdirat,?rename,renameat,"
    "?renameat2,?link,linkat,?unlink,unlinkat,?chmod,fchmod,fchmodat"
)
_LINE = re.compile(r"(?:\d+ +)?(?P<name>\w+)\((?P<arguments>.*)\) += (?P<result>\d+)")
_PATHS = re.compile(r'"((?:[^"\\]|\\.)*)"')
_HANDLE = re.compile(r"\d+<([^>]*)>")


class Disk:
    """What need not be on the disk after system calls under a folder; what was written and put in place."""

    def __init__(self, root: Path, lines: Sequence[str]) -> None:
        self.unsettled: set[str] = set()
        self.written: set[str] = set()
        self.placed: set[str] = set()
        for found in filter(None, map(_LINE.match, lines)):
            handle = _HANDLE.match(found["arguments"])
            texts = [handle[1]] if handle else _PATHS.findall(found["arguments"])[:2]
            # What is no ASCII strace has written as numbers.
            paths = [os.fsdecode(ast.literal_eval(f'b"{text}"')) for text in texts]
            if paths and paths[0].startswith(str(root)):
                self._do(found["name"], found["arguments"], paths)

    def _do(self, call: str, arguments: str, paths: list[str]) -> None:
        path, target = paths[0], paths[-1]
        match call.removesuffix("64").removesuffix("at2").removesuffix("at"):
            case "fsync" | "fdatasync":
                self.unsettled.discard(path)
            case "rename":
                assert path not in self.unsettled, f"{target} may be empty after a power cut"
                self.unsettled |= {str(Path(path).parent), str(Path(target).parent)}
                self.placed.add(target)
            case "link" | "mkdir" | "unlink":
                self.unsettled.add(str(Path(target).parent))
            case "open" if "O_TRUNC" not in arguments:
                if "O_CREAT" in arguments:
                    self.unsettled.add(str(Path(path).parent))
            case _:
                self.unsettled.add(path)
                self.written.add(path)


@pytest.fixture
def folder(prepare: Callable[[str], Path]) -> Path:
    need_strace()
    return prepare("base").rename(prepare("home") / "plan")


def test_what_was_acknowledged_is_on_the_disk(folder: Path) -> None:
    """Every file and every name that a command has changed was waited for; whole files are put in place."""
    amend = ["amend", "", "--value", "4"]
    new = ["init", str(folder.parent / "new"), "--year", "2024"]
    export = [*EXPORT, str(folder / "reports" / "2024")]
    commands = (LOG, LOG, amend, ["undo"], new, ["plan", "new", "2025"], export, LOG, export)
    for words in commands:
        if words is amend:
            words[1] = min(ids_of(folder))
        before = content(folder.parent)
        result = traced(folder, words, calls=CALLS)
        assert result.answer.code == 0, result.answer.err
        disk = Disk(folder.parent, result.lines)
        assert disk.unsettled == set(), words
        changed = {
            str(folder.parent / name)
            for name, data in content(folder.parent).items()
            if data and before.get(name) != data and not name.endswith(".strace")
        }
        assert changed
        assert changed <= disk.written | disk.placed, "not everything that was done has been told"
        in_place = [path for path in disk.written if not Path(path).name.startswith(".")]
        assert all("/data/" in path for path in in_place)


def leavings(before: bytes, after: bytes) -> Iterator[bytes]:
    """What may be left of a file to which something was added, before that was waited for."""
    added = len(after) - len(before)
    garbage = Random(7).randbytes(60) + b'"\n,";\xff' + Random(8).randbytes(4000)
    # Rows that stand in the record already, from the middle of the first one's date.
    stale = before[len(HEADER) + 41 :] + garbage
    yield from (before, after, after + garbage, after + stale, after + bytes(4096 - len(after) % 4096))
    for end in range(0, added, max(7, added // 40)):
        whole = after[: len(before) + end]
        for rest in (b"", bytes(added - end), garbage[: added - end], stale[: added - end]):
            yield whole + rest
        yield before + bytes(end) + after[len(before) + end :]


def test_the_power_goes_while_rows_are_saved(folder: Path) -> None:
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
        cases += [(left, known, ids - known) for left in dict.fromkeys(leavings(before, after))]
        known, before = ids, after
    copy = folder.parent / "cut"
    for left, acknowledged, perhaps in some(cases, 8):
        shutil.copytree(folder, copy)
        (copy / "data" / "2024" / "kansli.csv").write_bytes(left)
        problems = lovp(copy, "check").code == FOUND_PROBLEMS
        holds(copy, acknowledged, perhaps=perhaps, problems=problems)
        lines = left.decode(errors="replace").splitlines()
        whole = all(line.startswith("id,") or line.endswith("Z") for line in lines)
        assert problems or whole, "what is left torn is not named"
        shutil.rmtree(copy)
