"""lovp and hledger, which do the same sums: how each is asked, and what it answers."""

import csv
import shutil
from collections.abc import Mapping
from pathlib import Path

from tests.bench.data import adding_up, the_plan
from tests.bench.measure import LOVP, Command, answer


def lovp(folder: Path, settings: Mapping[str, str]) -> Command:
    """The project itself: its table for other programs, which has these sums among many other figures."""
    return Command((LOVP, "progress", "--as-of", "2024-12-31", "--format", "csv"), folder, settings)


def hledger(folder: Path, journal: Path) -> dict[str, Command]:
    """Hledger with the journal, by its name; nothing where it is not installed."""
    words = ("hledger", "-f", journal, "bal", "--budget", "-Y", "-O", "csv")
    return {"hledger": Command(words, folder, {"LANG": "C.UTF-8"})} if shutil.which("hledger") else {}


def disagreement(programs: Mapping[str, Command]) -> str:
    """Which program says what of which target that another doesn't; nothing where all agree."""
    answers = {name: _totals(answer(each)) for name, each in programs.items()}
    for target in adding_up(the_plan()):
        said = {name: totals.get(target, 0) for name, totals in answers.items()}
        if len(set(said.values())) > 1:
            return f"{target}: {said}"
    return "" if any(answers["lovp"].values()) else "nothing was counted"


def check_agreement(programs: Mapping[str, Command]) -> None:
    """Stop where programs do not come to the same sums."""
    if fault := disagreement(programs):
        raise SystemExit(f"The totals do not agree: {fault}")


def _totals(text: str) -> dict[str, int]:
    """The sum of the values, by target; an account of hledger's is `area:target`, and has all below it."""
    rows = list(csv.DictReader(text.splitlines()))
    if "Account" in rows[0]:
        accounts = [(row["Account"].split(":"), row["2024"]) for row in rows]
        return {names[1]: int(total or 0) for names, total in accounts if len(names) == 2}
    return {row["target"]: int(row["outcome"]) for row in rows if row["measure"] in ("sum", "activity")}
