"""Whole processes timed by turns: what slows the machine down slows them all, and only ratios are told."""

import multiprocessing
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

ROUNDS = 11
BARE = "python -c pass"
MEGABYTE = 1_000_000
PYTHON = Path(sys.executable)
LOVP = PYTHON.with_name("lovp")

# The programs as they are installed: with their modules compiled, and without what tests set for themselves.
ENVIRONMENT = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "LOVP_"))}


class Row(NamedTuple):
    """One line of the table: a ratio to something in the same run, and the most that it may be."""

    what: str
    beside: str
    seconds: float
    ratio: float
    most: float | None

    @property
    def kept(self) -> bool:
        """Whether it is within its bound, if it has one."""
        return self.most is None or self.ratio <= self.most


class Command(NamedTuple):
    """A command to time: its words in a given round, the folder that it runs in, and what it must find set.

    `terminal` says whether it writes to one.
    """

    words: Callable[[int], Sequence[object]]
    folder: Path
    settings: Mapping[str, str]
    terminal: bool = False


class Cost(NamedTuple):
    """The median seconds of a process, and the most memory that one took, in bytes."""

    seconds: float
    memory: int


def command(
    *words: object, folder: Path, settings: Mapping[str, str] | None = None, terminal: bool = False
) -> Command:
    """A command that is the same in every round."""
    return Command(lambda _round: words, folder, settings or {}, terminal)


def costs(timed: Mapping[str, Command], rounds: int = ROUNDS) -> dict[str, Cost]:
    """What each costs, one warm-up round not counted."""
    seconds: dict[str, list[float]] = {name: [] for name in timed}
    memory = dict.fromkeys(timed, 0)
    for turn in range(rounds + 1):
        for name, each in timed.items():
            took, most = run(each, turn)
            if turn:
                seconds[name].append(took)
                memory[name] = max(memory[name], most)
    return {name: Cost(statistics.median(seconds[name]), memory[name]) for name in timed}


def run(each: Command, turn: int = 0) -> tuple[float, int]:
    """Run it once: how many seconds it took, and how much memory. Fails where it fails."""
    words = [str(word) for word in each.words(turn)]
    environment = {**ENVIRONMENT, **each.settings}
    reader, output = os.openpty() if each.terminal else (None, os.open(os.devnull, os.O_WRONLY))
    begun = time.perf_counter()
    process = subprocess.Popen(
        words, cwd=each.folder, env=environment, stdin=subprocess.DEVNULL, stdout=output, stderr=output
    )
    os.close(output)
    if reader is not None:
        _drain(reader)
    _id, status, usage = os.wait4(process.pid, 0)
    took = time.perf_counter() - begun
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(words)} failed in {each.folder}")
    return took, usage.ru_maxrss * 1024


def answer(each: Command) -> str:
    """What the command writes to standard output."""
    words = [str(word) for word in each.words(0)]
    done = subprocess.run(
        words,
        cwd=each.folder,
        env={**ENVIRONMENT, **each.settings},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def apart(make: Callable[[Path], None], base: Path) -> None:
    """Prepare something in a process of its own: Linux counts the memory of a process for those it starts."""
    process = multiprocessing.get_context("fork").Process(target=make, args=(base,))
    process.start()
    process.join()
    if process.exitcode:
        raise SystemExit("The records could not be made.")


def _drain(reader: int) -> None:
    """Read the terminal until nobody writes to it any more."""
    while True:
        try:
            if not os.read(reader, 1 << 16):
                break
        except OSError:
            break
    os.close(reader)
