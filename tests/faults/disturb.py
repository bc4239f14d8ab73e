"""Commands whose system calls are told, fail, or are the last; and the judge of what is left then."""

import re
import shutil
import signal
import subprocess
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.faults.check import ENGLISH, Answer, content, holds, ids_of, process, rows_of

KILL = "signal=SIGKILL"
FAULTS = (KILL, *(f"error={name}" for name in ("ENOSPC", "EIO", "EINTR", "EDQUOT", "EROFS", "EACCES")))
_CALL = re.compile(r"(?:\d+ +)?(?P<name>[a-z_0-9]+)\(")


class Call(NamedTuple):
    """A system call: its name, and the how-manieth of that name it is, from 1, among those that are told."""

    name: str
    number: int


class Traced(NamedTuple):
    """What a command ended with, and the system calls that were told, one a line."""

    answer: Answer
    lines: list[str]

    @property
    def disturbed(self) -> bool:
        return any("(INJECTED)" in line or "killed by SIGKILL" in line for line in self.lines)

    @property
    def calls(self) -> list[Call]:
        seen: Counter[str] = Counter()
        calls = []
        for found in filter(None, map(_CALL.match, self.lines)):
            seen[found["name"]] += 1
            calls.append(Call(found["name"], seen[found["name"]]))
        return calls


def need_strace() -> None:
    """Skip the test, aloud, where system calls can't be told or disturbed."""
    words = ["strace", "-qq", "-e", "trace=none", "true"]
    if not shutil.which("strace") or subprocess.run(words, capture_output=True, check=False).returncode:
        pytest.skip("strace is not here, or may not trace: apt-get install strace")


def paths_of(folder: Path) -> list[Path]:
    """What a command on the record touches: the plan, the folders on the way, the files and their locks."""
    year = folder / "data" / "2024"
    touched = {year / "kansli.csv", year / ".kansli.lock", *year.glob("*")}
    return [folder, folder / "targets.yaml", folder / "data", year, *sorted(touched)]


def traced(
    folder: Path,
    words: Sequence[str],
    environment: Mapping[str, str] = ENGLISH,
    *,
    paths: Sequence[Path] = (),
    calls: str = "all",
    faults: Sequence[str] = (),
    given: str = "",
) -> Traced:
    """Run the command on the plan in the folder, and tell the calls of those names that touch the paths.

    `faults` are for strace's `-e inject=`, `given` for standard input.
    """
    log = folder.parent / f"{folder.name}.strace"
    before = ["strace", "-qq", "-y", "-f", "-o", str(log), "-e", f"trace={calls}"]
    before += [word for path in paths for word in ("-P", str(path))]
    before += [word for fault in faults for word in ("-e", f"inject={fault}")]
    # Far faster, as the other calls run undisturbed; but signals are not delivered then.
    if calls != "all" and not any("signal=" in fault for fault in faults):
        before.append("--seccomp-bpf")
    # The plan is named, not stood in: else every path would count as one that starts from its folder.
    settings = {"HOME": str(folder), "LOVP_PLAN": str(folder), **environment}
    answer = process(folder.parent, words, settings, before=before, given=given)
    return Traced(answer, log.read_text(encoding="utf-8", errors="replace").splitlines())


def how(answer: Answer) -> str:
    """How a command ended: saved, refused, not_certain or killed."""
    if answer.code in (-signal.SIGKILL, -signal.SIGXFSZ):
        return "killed"
    if answer.code == 0:
        return "saved"
    assert answer.code == 1
    assert re.search("^lovp: ", answer.err, re.MULTILINE)
    return "not_certain" if "not certain" in answer.err else "refused"


def _record(folder: Path) -> dict[str, bytes]:
    """The record's files in the plan's folder."""
    return {name: data for name, data in content(folder / "data").items() if name.endswith(".csv")}


class Judge:
    """Knows the record before a command, how many rows it adds and what they say; judges what is there after.

    All of the rows are there, or none. Many cases leave the same bytes, which are checked once.
    """

    def __init__(self, folder: Path, row: Mapping[str, str], count: int = 1) -> None:
        self._row, self._count = row, count
        self._before = _record(folder)
        self._ids = set(ids_of(folder))
        self._proved: set[str] = set()

    def __call__(self, folder: Path, answer: Answer) -> str:
        """How it ended. AssertionError where the promise is broken.

        The folder is a copy of the one before, and is written to. Messages are in English.
        """
        after, ended = _record(folder), how(answer)
        new = [row for row in rows_of(folder) if row["id"] not in self._ids]
        assert len(new) in (0, self._count), "a part of what was to be saved is there"
        assert all(row.items() >= self._row.items() for row in new)
        if ended == "saved":
            assert new, "acknowledged and not there"
            told = re.search(r"id (\w+)\n", answer.out)
            assert told is None or new[0]["id"].endswith(told[1])
        if ended == "refused":
            assert after == self._before, "refused, and the record is not as it was"
        names = sorted(path.name for path in folder.rglob("*"))
        state = f"{ended} {after} {names}"
        for row in new:
            state = state.replace(row["id"], "-").replace(row["logged_at"], "-")
        if state not in self._proved:
            ids = {row["id"] for row in new}
            holds(folder, self._ids | (ids if ended == "saved" else set()), perhaps=ids)
            self._proved.add(state)
        return ended
