"""Other programs that do the same sums: which there are, how each is asked, and what it answers.

Each adds up the values by target once every id counts once, and what was corrected or cancelled does not.
"""

import csv
import io
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

from tests.bench.measure import LOVP, Command, answer, command

Totals = Mapping[str, int]
"""The sum of the values, by target."""

_MILLER = """\
mlr --icsv --ocsv filter '$replaces != ""' then cut -f replaces '{file}' > '{corrected}' &&
mlr --icsv --ocsv head -n 1 -g id then join --np --ur -f '{corrected}' -l replaces -r id -j id \\
    then filter '$value != ""' then stats1 -a sum -f value -g target '{file}'
"""
SQL_TABLE = """\
create table r (id text primary key, date, target, place, value integer,
                of, note, replaces, writer, logged_at)
"""
SQL_SUMS = """\
select target, sum(value) as value_sum from r
where value <> '' and id not in (select replaces from r where replaces <> '') group by target
"""


class Other(NamedTuple):
    """A program with what it is given to do, and how its answer is to be read."""

    command: Command
    read: Callable[[str], Totals]


def lovp(folder: Path, settings: Mapping[str, str]) -> Other:
    """The project itself: its table for other programs, which has these sums among many other figures."""
    words = (LOVP, "progress", "--as-of", "2024-12-31", "--format", "csv")
    return Other(command(*words, folder=folder, settings=settings), _of_lovp)


def others(record: Path, journal: Path | None) -> dict[str, Other]:
    """Those that are installed. hledger is asked where there is a journal."""
    found = {}
    folder = record.parents[2]
    if journal and shutil.which("hledger"):
        words = ("hledger", "-f", journal, "bal", "--budget", "-Y", "-O", "csv")
        found["hledger"] = Other(command(*words, folder=folder, settings={"LANG": "C.UTF-8"}), _of_hledger)
    if shutil.which("mlr"):
        script = _MILLER.format(file=record, corrected=folder / "corrected.tmp")
        found["miller"] = Other(command("sh", "-c", script, folder=folder), _of_sums)
    if shutil.which("sqlite3"):
        steps = (SQL_TABLE, f".import --csv --skip 1 '{record}' r", ".headers on", ".mode csv", SQL_SUMS)
        found["sqlite3"] = Other(command("sqlite3", ":memory:", *steps, folder=folder), _of_sums)
    return found


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


def _of_sums(text: str) -> Totals:
    return {row["target"]: int(row["value_sum"]) for row in _rows(text)}


def _of_hledger(text: str) -> Totals:
    """From its accounts (`area:target`); an account with a budget has what lies below it added."""
    found = {}
    for row in _rows(text):
        names = row["Account"].split(":")
        if len(names) == 2:
            found[names[1]] = int(row["2024"])
    return found
