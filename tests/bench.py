"""`make bench`: whole-process times of everyday commands, as ratios to a bare Python, measured in one run.

The commands take turns, so that a machine that slows down slows them all, and each ratio is of medians.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from uuid import UUID

from lovp.example import example_year
from lovp.model import Outcome, Plan
from lovp.plan.load import load_plans
from lovp.record.append import append

ROOT = Path(__file__).parents[1]
PLAN = ROOT / "targets.yaml"
ROUNDS = 11
SIZES = (0, 5_000, 100_000)
BARE = "python -c pass"


def outcomes(plan: Plan, count: int) -> list[Outcome]:
    """So many outcomes: made-up years with other ids, one after the other."""
    rows: list[Outcome] = []
    seed = 0
    while len(rows) < count:
        seed += 1
        rows += [row for row in example_year(plan, seed) if not row.replaces]
    return [_with_id(row, number) for number, row in enumerate(rows[:count])]


def _with_id(row: Outcome, number: int) -> Outcome:
    """The row with an id of its own: the number in the random part of a UUIDv7."""
    value = UUID(row.id).int & ~((1 << 62) - 1)
    return replace(row, id=str(UUID(int=value | number)))


def folder_with(count: int, base: Path) -> Path:
    """A folder with the 2024 plan and so many outcomes in its record."""
    folder = base / str(count)
    folder.mkdir()
    (folder / "targets.yaml").write_bytes(PLAN.read_bytes())
    (plan,) = load_plans(PLAN)
    if count:
        append(folder / "data" / str(plan.year), "bench", outcomes(plan, count))
    return folder


def commands(base: Path) -> dict[str, Callable[[], None]]:
    """What is timed: the bare Python first, then the commands."""
    lovp = [sys.executable, "-m", "lovp"]
    folders = {count: folder_with(count, base) for count in SIZES}
    timed = {BARE: _command([sys.executable, "-c", "pass"], base)}
    timed["lovp --version"] = _command([*lovp, "--version"], base)
    for count, folder in folders.items():
        words = ["log", "schoolinfo", "3", "--place", "Skövde", "--date", "2024-03-12"]
        timed[f"lovp log …, {count} outcomes"] = _command([*lovp, *words], folder)
        timed[f"lovp progress, {count} outcomes"] = _command([*lovp, "progress"], folder)
        csv = [*lovp, "progress", "--format", "csv"]
        timed[f"lovp progress --format csv, {count} outcomes"] = _command(csv, folder)
    return timed


def _command(words: list[str], folder: Path) -> Callable[[], None]:
    environment = os.environ | {"LOVP_WRITER": "kansli", "LOVP_LANG": "sv"}

    def run() -> None:
        subprocess.run(
            words,
            cwd=folder,
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=True,
        )

    return run


def medians(timed: Mapping[str, Callable[[], None]], rounds: int = ROUNDS) -> dict[str, float]:
    """The median seconds of each, one warm-up round not counted."""
    seconds: dict[str, list[float]] = {name: [] for name in timed}
    for turn in range(rounds + 1):
        for name, run in timed.items():
            begun = time.perf_counter()
            run()
            if turn:
                seconds[name].append(time.perf_counter() - begun)
    return {name: statistics.median(values) for name, values in seconds.items()}


def main() -> None:
    with tempfile.TemporaryDirectory() as base:
        found = medians(commands(Path(base)))
    print(f"{'medians of ' + str(ROUNDS) + ' rounds':<48}{'ms':>8}{'× bare':>9}")
    for name, seconds in found.items():
        print(f"{name:<48}{seconds * 1000:>8.0f}{seconds / found[BARE]:>9.1f}")


if __name__ == "__main__":
    main()
