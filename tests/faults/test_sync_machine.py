"""Three clones and what they share, with outcomes, corrections, syncs and a user's own git in any order.

At the end all are the same, every acknowledged row is in all of them, and none counts twice.
"""

from pathlib import Path
from random import Random

import pytest

from tests.exchange.clones import Clones, git, needs_git
from tests.faults.rows import EXCEL, EXCEL_UTF8, PLAIN, WRAPPED
from tests.faults.scale import many
from tests.rows import read_rows

pytestmark = [pytest.mark.all, needs_git]

NAMES = ("kansli", "skola", "ung")
SHARED = "delad"
"""A writer on every computer: all add to one file."""


class Syncing:
    """Three clones, and for each the ids that it must hold: what was acknowledged there, or got there."""

    def __init__(self, clones: Clones, random: Random) -> None:
        self.clones, self.random = clones, random
        self.known: dict[str, set[str]] = {name: set() for name in NAMES}
        self.sent: set[str] = set()

    def step(self) -> None:
        """Something happens in one of the clones, which then holds what it must."""
        at = self.random.choice(NAMES)
        people = (self.log, self.log, self.correct, self.synced)
        others = (self.saved_by_spreadsheet, self.committed_by_hand, self.pulled_by_hand)
        self.random.choice((*people, *others))(at)
        assert set(self.clones.rows(at)) == self.known[at]

    def log(self, at: str) -> None:
        value, place = self.random.randrange(40), self.random.choice(("Hjo", "Åmål"))
        self._recorded(at, "log", "schoolinfo", str(value), "--place", place, "--date", "2024-03-12")

    def correct(self, at: str) -> None:
        if self.known[at]:
            row = self.random.choice(sorted(self.known[at]))
            self._recorded(at, *self.random.choice((["undo", row], ["amend", row, "--value", "77"])))

    def _recorded(self, at: str, *words: str) -> None:
        before = set(self.clones.rows(at))
        answer = self.clones.lovp(at, *words, writer=self.random.choice((SHARED, at)))
        new = set(self.clones.rows(at)) - before
        assert len(new) == (1 if answer.code == 0 else 0), answer.err
        self.known[at] |= new

    def synced(self, at: str) -> None:
        self.clones.sync(at)
        self.sent |= self.known[at]
        self.known[at] |= self.sent
        assert git(self.clones.root / at, "status", "--porcelain") == ""

    def saved_by_spreadsheet(self, at: str) -> None:
        if files := sorted(self.clones.year(at).glob("*.csv")):
            file = self.random.choice(files)
            rows = [row.cells for row in read_rows(file.parent)[0] if row.file == file.name]
            form = self.random.choice((EXCEL, EXCEL_UTF8, WRAPPED, PLAIN))
            file.write_bytes(form.file(rows[::-1]))

    def committed_by_hand(self, at: str) -> None:
        git(self.clones.root / at, "add", "--all")
        git(self.clones.root / at, "commit", "--quiet", "--allow-empty", "-m", "by hand")

    def pulled_by_hand(self, at: str) -> None:
        self.committed_by_hand(at)
        git(self.clones.root / at, "pull", "--quiet", "--no-rebase", "--no-edit")
        self.known[at] |= self.sent


@pytest.mark.parametrize("seed", range(many(4, 60)))
def test_three_clones(tmp_path: Path, seed: int) -> None:
    clones = Clones(tmp_path / "all", *NAMES)
    syncing = Syncing(clones, Random(seed))
    for _step in range(many(16, 40)):
        syncing.step()
    acknowledged = set().union(*syncing.known.values())
    assert set(clones.all_the_same()) == acknowledged
    for name in NAMES:
        assert {row.cells[0] for row in read_rows(clones.year(name))[0]} == acknowledged
        counted = clones.lovp(name, "outcomes", "--all", "--format", "csv")
        assert counted.out.count("\n") == 1 + len(acknowledged), "a row counts twice"
