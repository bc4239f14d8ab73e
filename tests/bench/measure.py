"""Whole processes timed by turns: what slows the machine down slows them all, and only ratios are told."""

import multiprocessing
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

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
    """A command to time: its words, the folder that it runs in, and what it must find set.

    A word that is `{turn}` is the number of the round; `terminal` says whether it writes to one.
    """

    words: Sequence[object]
    folder: Path
    settings: Mapping[str, str]
    terminal: bool = False

    def run(self, turn: int, output: int) -> "subprocess.Popen[str]":
        """Begin it, with its standard output there."""
        words = [str(word).replace("{turn}", str(turn)) for word in self.words]
        environment = {**ENVIRONMENT, **self.settings}
        closed = subprocess.DEVNULL
        return subprocess.Popen(
            words, cwd=self.folder, env=environment, text=True, stdin=closed, stdout=output, stderr=output
        )


class Cost(NamedTuple):
    """The median seconds of a process, and the most memory that one took, in bytes."""

    seconds: float
    memory: int


def costs(timed: Mapping[str, Command], rounds: int) -> dict[str, Cost]:
    """What each costs, one warm-up round not counted."""
    made: dict[str, list[Cost]] = {name: [] for name in timed}
    for turn in range(rounds + 1):
        for name, each in timed.items():
            made[name].append(_cost(each, turn))
    return {name: _median(each[1:]) for name, each in made.items()}


def _median(made: Sequence[Cost]) -> Cost:
    return Cost(statistics.median(each.seconds for each in made), max(each.memory for each in made))


def _cost(each: Command, turn: int) -> Cost:
    reader, output = os.openpty() if each.terminal else (None, os.open(os.devnull, os.O_WRONLY))
    begun = time.perf_counter()
    process = each.run(turn, output)
    os.close(output)
    if reader is not None:
        _drain(reader)
    _id, status, usage = os.wait4(process.pid, 0)
    took = time.perf_counter() - begun
    process.returncode = os.waitstatus_to_exitcode(status)
    _check(each, process)
    return Cost(took, usage.ru_maxrss * 1024)


def answer(each: Command) -> str:
    """What the command writes to standard output."""
    process = each.run(0, subprocess.PIPE)
    found, _errors = process.communicate()
    _check(each, process)
    return found


def _check(each: Command, process: "subprocess.Popen[str]") -> None:
    if process.returncode:
        raise SystemExit(f"{' '.join(map(str, each.words))} failed in {each.folder}")


def apart(make: Callable[[Path], None], base: Path) -> None:
    """Prepare something in a process of its own: Linux counts the memory of a process for those it starts."""
    process = multiprocessing.get_context("fork").Process(target=make, args=(base,))
    process.start()
    process.join()
    if process.exitcode:
        raise SystemExit("The records could not be made.")


def _drain(reader: int) -> None:
    """Read the terminal until nobody writes to it any more."""
    with suppress(OSError):
        while os.read(reader, 1 << 16):
            pass
    os.close(reader)
