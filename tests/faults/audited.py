"""A command of lovp that ends, or meets a fault, just before the Nth thing that it does to a folder's files.

`python -m tests.faults.audited FOLDER N FAULT COMMAND…`: the fault is the name of an error, `KILL`, or
`NONE`, which only counts: how often something was done is then the last line of standard error.
"""

import errno
import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from lovp.cli.main import main
from tests.faults.check import SETTING, Answer
from tests.faults.scale import FULL

FAULTS = ("KILL", "ENOSPC", "EIO", "EACCES") if FULL else ("KILL", "ENOSPC")
ROOT = Path(__file__).parents[2]

EVENTS = {"open", "os.rename", "os.link", "os.remove", "os.mkdir", "os.truncate"}


def disturbed(
    plan: Path, at: int, fault: str, words: Sequence[str], environment: Mapping[str, str] = {}
) -> Answer:
    """How a command ended that met the fault at its so-manieth step on the record of a plan's folder."""
    program = [sys.executable, "-m", "tests.faults.audited", str(plan / "data"), str(at), fault]
    done = subprocess.run(
        [*program, *words, "--plan", str(plan)],
        env={**os.environ, **SETTING, "HOME": str(plan.parent), **environment},
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    assert "Traceback" not in done.stderr, done.stderr
    return Answer(done.returncode, done.stdout, done.stderr)


def steps_of(plan: Path, words: Sequence[str], environment: Mapping[str, str] = {}) -> int:
    """How many steps on the record the command takes, by letting it take them."""
    return int(disturbed(plan, 0, "NONE", words, environment).err.splitlines()[-1])


def ended(answer: Answer) -> str:
    """How a disturbed command ended, in a word."""
    return "killed" if answer.code < 0 else "refused" if answer.code == 1 else "done"


def name_of(fault: str) -> str:
    """What is said of the fault in the table."""
    return "killed before it" if fault == "KILL" else f"it fails with {fault}"


class Auditor:
    """Counts what is done to the files of a folder, and interferes at one of the times."""

    def __init__(self, folder: str, at: int, fault: str) -> None:
        self.folder, self.at, self.fault = folder, at, fault
        self.count = 0

    def __call__(self, event: str, arguments: tuple[object, ...]) -> None:
        if event not in EVENTS or not any(self._is_there(each) for each in arguments[:2]):
            return
        self.count += 1
        if self.count != self.at:
            return
        if self.fault == "KILL":
            os.kill(os.getpid(), signal.SIGKILL)
        if self.fault != "NONE":
            raise OSError(getattr(errno, self.fault), "injected")

    def _is_there(self, argument: object) -> bool:
        return isinstance(argument, str | Path) and str(argument).startswith(self.folder)


if __name__ == "__main__":
    where, number, fault, *words = sys.argv[1:]
    auditor = Auditor(where, int(number), fault)
    sys.addaudithook(auditor)
    code = main(words)
    print(f"\n{auditor.count}", file=sys.stderr)
    sys.exit(code)
