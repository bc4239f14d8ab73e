"""lovp and hledger, which do the same sums: how each is asked, and what it answers."""

import csv
import io
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

from tests.bench.measure import LOVP, Command, answer, command

Totals = Mapping[str, int]
"""The sum of the values, by target."""


class Other(NamedTuple):
    """A program with what it is given to do, and how its answer is to be read."""

    command: Command
    read: Callable[[str], Totals]


def lovp(folder: Path, settings: Mapping[str, str]) -> Other:
    """The project itself: its table for other programs, which has these sums among many other figures."""
    words = (LOVP, "progress", "--as-of", "2024-12-31", "--format", "csv")
    return Other(command(*words, folder=folder, settings=settings), _of_lovp)


def hledger(folder: Path, journal: Path) -> dict[str, Other]:
    """Hledger with the journal, by its name; nothing where it is not installed."""
    if not shutil.which("hledger"):
        return {}
    words = ("hledger", "-f", journal, "bal", "--budget", "-Y", "-O", "csv")
    return {"hledger": Other(command(*words, folder=folder, settings={"LANG": "C.UTF-8"}), _of_hledger)}


def disagreement(wanted: Mapping[str, str], programs: Mapping[str, Other]) -> str:
    """Which program says what of which target that another doesn't; nothing where all agree."""
    answers = {name: each.read(answer(each.command)) for name, each in programs.items()}
    for target in wanted:
        said = {name: totals.get(target, 0) for name, totals in answers.items()}
        if len(set(said.values())) > 1:
            return f"{target}: {said}"
    return "" if any(answers["lovp"].get(target) for target in wanted) else "nothing was counted"


def _rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def _of_lovp(text: str) -> Totals:
    return {
        row["target"]: int(row["outcome"]) for row in _rows(text) if row["measure"] in ("sum", "activity")
    }


def _of_hledger(text: str) -> Totals:
    """From its accounts (`area:target`); an account with a budget has what lies below it added."""
    found = {}
    for row in _rows(text):
        names = row["Account"].split(":")
        if len(names) == 2:
            found[names[1]] = int(row["2024"])
    return found
