"""Three clones and what they share, with outcomes, corrections, syncs and a user's own git in any order.

At the end all are the same, every acknowledged row is in all of them, and none stands twice.
"""

import shutil
import tempfile
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from tests.exchange.clones import Clones, git, needs_git
from tests.faults.check import lines_of
from tests.faults.conftest import Injected
from tests.faults.rows import EXCEL, EXCEL_UTF8, PLAIN, WRAPPED, Form
from tests.faults.scale import FULL, many

pytestmark = [pytest.mark.all, needs_git, pytest.mark.usefixtures("impatient")]

SUBJECT = "Sync"
NAMES = ("kansli", "skola", "ung")
SHARED = "delad"
"""A writer on every computer: all add to one file."""
MAPPING = """\
source: skolbesok
id: Nr
date: Datum
place: Kommun
target: schoolinfo
value: Klasser
"""
ANSWERS_HEAD, ANSWER = "Nr;Datum;Kommun;Klasser\n", "{number};2024-03-{number:02};Hjo;{number}\n"
STEPS: Counter[str] = Counter()

which = st.sampled_from(NAMES)
any_number = st.integers(0, 10**6)


class Syncing(RuleBasedStateMachine):
    """Three clones, and for each the ids that it must hold: what was acknowledged there, or got there."""

    template: Path
    """Where three clones are from which each run begins."""

    def __init__(self) -> None:
        super().__init__()
        self._place = tempfile.TemporaryDirectory()
        root = Path(self._place.name) / "all"
        shutil.copytree(self.template, root)
        self.clones = Clones.at(root, *NAMES)
        self.known: dict[str, set[str]] = {name: set() for name in NAMES}
        self.sent: set[str] = set()
        self.touched: set[str] = set()
        self.rewritten = False
        self.by_lines = False
        """Whether git itself has united, line by line, what a spreadsheet had written anew."""

    # What people do with the tool.

    @rule(at=which, shared=st.booleans(), value=st.integers(0, 40), place=st.sampled_from(["Hjo", "Åmål"]))
    def log(self, at: str, shared: bool, value: int, place: str) -> None:
        self._acted(
            at, "log", "schoolinfo", str(value), "--place", place, "--date", "2024-03-12", shared=shared
        )

    @precondition(lambda self: any(self.known.values()))
    @rule(at=which, pick=any_number, value=st.integers(41, 80), undo=st.booleans(), shared=st.booleans())
    def correct(self, at: str, pick: int, value: int, undo: bool, shared: bool) -> None:
        if self.known[at]:
            ids = sorted(self.known[at])
            row = ids[pick % len(ids)]
            self._acted(
                at, *(["undo", row] if undo else ["amend", row, "--value", str(value)]), shared=shared
            )

    @rule(at=which, upto=st.integers(1, 6), shared=st.booleans())
    def import_answers(self, at: str, upto: int, shared: bool) -> None:
        """The first so many answers of one form: several offices may import the same ones."""
        file = self.clones.root / "besok.csv"
        file.write_text(ANSWERS_HEAD + "".join(ANSWER.format(number=n) for n in range(1, upto + 1)))
        before = set(self.clones.rows(at))
        words = ["import", str(file), "--yes"]
        answer = self.clones.lovp(at, *words, writer=SHARED if shared else at)
        assert answer.code == 0, answer.err
        self.known[at] |= set(self.clones.rows(at)) - before
        self.touched.add(at)
        STEPS["imported"] += 1

    @rule(at=which)
    def sync(self, at: str) -> None:
        self.clones.sync(at)
        self.sent |= self.known[at]
        self.known[at] |= self.sent
        self.touched.add(at)
        STEPS["synced"] += 1
        assert git(self.clones.root / at, "status", "--porcelain") == ""

    # What else happens to the folder.

    @precondition(lambda self: any(self.known.values()))
    @rule(at=which, pick=any_number, form=st.sampled_from([EXCEL, EXCEL_UTF8, WRAPPED, PLAIN]))
    def save_in_a_spreadsheet(self, at: str, pick: int, form: Form) -> None:
        files = sorted(self.clones.year(at).glob("*.csv"))
        if files:
            file = files[pick % len(files)]
            rows = [row.cells for row in lines_of(file.parent)[0] if row.file == file.name]
            file.write_bytes(form.file(rows[::-1]))
            STEPS["saved_by_spreadsheet"] += 1
            self.rewritten = True
            self.touched.add(at)

    @rule(at=which)
    def commit_by_hand(self, at: str) -> None:
        top = self.clones.root / at
        git(top, "add", "--all")
        git(top, "commit", "--quiet", "--allow-empty", "-m", "by hand")
        STEPS["committed_by_hand"] += 1

    @rule(at=which)
    def pull_by_hand(self, at: str) -> None:
        self.commit_by_hand(at)
        git(self.clones.root / at, "pull", "--quiet", "--no-rebase", "--no-edit")
        self.known[at] |= self.sent
        self.touched.add(at)
        self.by_lines |= self.rewritten
        STEPS["pulled_by_hand"] += 1

    # What must hold after every step.

    @invariant()
    def every_clone_holds_what_it_must(self) -> None:
        for at in sorted(self.touched):
            assert set(self.clones.rows(at)) == self.known[at]
            self.clones.tree(at)
        self.touched.clear()

    def teardown(self) -> None:
        try:
            acknowledged = set().union(*self.known.values())
            assert set(self.clones.all_the_same()) == acknowledged
            for name in NAMES:
                rows = [row.cells for row in lines_of(self.clones.year(name))[0]]
                assert {cells[0] for cells in rows} == acknowledged
                # Two forms of a row are two lines to git. Such a row counts once, as any that stands twice.
                assert self.by_lines or len(rows) == len(set(rows)), "a row stands twice"
                counted = self.clones.lovp(name, "outcomes", "--all", "--format", "csv")
                assert counted.out.count("\n") == 1 + len(acknowledged), "a row counts twice"
        finally:
            self._place.cleanup()

    def _acted(self, at: str, *words: str, shared: bool) -> None:
        before = set(self.clones.rows(at))
        answer = self.clones.lovp(at, *words, writer=SHARED if shared else at)
        new = set(self.clones.rows(at)) - before
        assert len(new) == (1 if answer.code == 0 else 0), answer.err
        self.known[at] |= new
        self.touched.add(at)
        STEPS["logged" if words[0] == "log" else "corrected"] += 1


def test_three_clones(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, injected: Injected) -> None:
    clones = Clones(tmp_path / "template", *NAMES)
    mapping = clones.root / NAMES[0] / "imports" / "skolbesok.yaml"
    mapping.parent.mkdir()
    mapping.write_text(MAPPING, encoding="utf-8")
    clones.all_the_same()
    monkeypatch.setattr(Syncing, "template", tmp_path / "template", raising=False)
    STEPS.clear()
    run_state_machine_as_test(
        Syncing,
        settings=settings(
            max_examples=many(5, 60),
            stateful_step_count=many(16, 40),
            deadline=None,
            derandomize=not FULL,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
    assert {"logged", "corrected", "imported", "synced"} <= {*STEPS}
    injected(SUBJECT, "three clones and what they share: steps", **STEPS)
