"""One command of lovp in a process of its own, under strace: its system calls told, or disturbed."""

import functools
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.faults.check import SETTING, Answer

_CALL = re.compile(r"(?:\d+ +)?(?P<name>[a-z_0-9]+)\((?P<rest>.*)")
_SECONDS = 60


class Call(NamedTuple):
    """A system call: its name, and the how-manieth of that name it is, from 1, among those that are told."""

    name: str
    number: int
    text: str

    def fault(self, what: str) -> str:
        """What strace is told, for this call to end so: `error=EIO`, `signal=SIGKILL`."""
        return f"{self.name}:{what}:when={self.number}"


class Traced(NamedTuple):
    """What a command ended with, and the system calls that were told, one a line."""

    answer: Answer
    lines: list[str]


@functools.cache
def _works() -> bool:
    if shutil.which("strace") is None:
        return False
    tried = subprocess.run(["strace", "-qq", "-e", "trace=none", "true"], capture_output=True, check=False)
    return tried.returncode == 0


def need_strace() -> None:
    """Skip the test, aloud, where system calls can't be told or disturbed."""
    if not _works():
        pytest.skip("strace is not here, or may not trace: apt-get install strace")


def paths_of(folder: Path) -> list[Path]:
    """What saving a row touches: the plan, the folders on the way to the record, its file and its lock."""
    year = folder / "data" / "2024"
    return [
        folder,
        folder / "targets.yaml",
        folder / "data",
        year,
        year / "kansli.csv",
        year / ".kansli.lock",
    ]


def traced(
    folder: Path,
    words: Sequence[str],
    *,
    paths: Sequence[Path] = (),
    calls: str = "all",
    faults: Sequence[str] = (),
    more: Sequence[str] = (),
    lines: str = "",
) -> Traced:
    """Run the command on the plan in the folder, and tell the calls of those names that touch the paths.

    `faults` are for strace's `-e inject=`, `lines` for its standard input. Messages are in English.
    """
    log = folder.parent / f"{folder.name}.strace"
    command = ["strace", "-f", "-qq", "-y", "-o", str(log), *more]
    # Far faster, as the other calls run undisturbed; but signals are not delivered then.
    if calls != "all" and not any("signal=" in fault for fault in faults):
        command.append("--seccomp-bpf")
    for path in paths:
        command += ["-P", str(path)]
    command += ["-e", f"trace={calls}"]
    for fault in faults:
        command += ["-e", f"inject={fault}"]
    # The plan is named, not stood in: else every path would count as one that starts from its folder.
    settings = SETTING | {"HOME": str(folder), "LOVP_PLAN": str(folder), "LOVP_LANG": "en"}
    done = subprocess.run(
        [*command, sys.executable, "-m", "lovp", *words],
        cwd=folder.parent,
        env=dict(os.environ) | settings,
        input=lines,
        capture_output=True,
        encoding="utf-8",
        timeout=_SECONDS,
        check=False,
    )
    found = log.read_text(encoding="utf-8", errors="replace").splitlines()
    return Traced(Answer(done.returncode, done.stdout, done.stderr), found)


def calls_in(lines: Sequence[str]) -> list[Call]:
    """The calls, each numbered among those of its name."""
    seen: Counter[str] = Counter()
    calls = []
    for line in lines:
        if found := _CALL.match(line):
            name = found["name"]
            seen[name] += 1
            calls.append(Call(name, seen[name], found["rest"]))
    return calls


def disturbed(lines: Sequence[str]) -> bool:
    """Whether a fault was in fact injected."""
    return any("(INJECTED)" in line or "killed by SIGKILL" in line for line in lines)
