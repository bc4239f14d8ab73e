"""Three copies of the folder, changed, copied, saved by spreadsheets and merged in any order.

Nothing acknowledged is lost while any copy holds it, nothing counts twice, and where rows stand is nothing.
"""

import tempfile
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import permutations
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

from lovp.errors import LovpError
from lovp.model import Outcome
from lovp.plan.load import load_plans
from lovp.record.append import append
from lovp.record.corrections import amend, undo
from lovp.record.record import Record, read_record
from tests.faults import damage, replica
from tests.faults.check import lines_of
from tests.faults.conftest import Injected
from tests.faults.replica import Content, Replica, Rows, counting, last_words
from tests.faults.rows import EXCEL, EXCEL_UTF8, MOVED, PLAIN, WRAPPED, Form, meaning
from tests.faults.scale import FULL, many

pytestmark = [pytest.mark.all, pytest.mark.usefixtures("impatient")]

SUBJECT = "Copies"
PLACES = ("Skövde", "Hjo", "Halmstad")
NOTES = ("", "", "två, tre", 'Åk 9, "Ung"; se pm', "=1+1", "'tecken'", "20 st – “halv” dag", "a;b;c")
JUMPS = (timedelta(seconds=1), timedelta(0), timedelta(hours=1), -timedelta(hours=1), -timedelta(days=40))
CONFLICTS = (
    "{stem}-DATOR{number}.csv",
    "{stem} (DATOR{number}s konfliktkopia 2024-03-12).csv",
    "{stem}.sync-conflict-20240312-1015{number:02}-ABCDEF7.csv",
    "{stem} - kopia ({number}).csv",
    "Kopia av {stem}.{number}.csv",
)
"""How OneDrive, Dropbox, Syncthing and people name the other side of a conflict."""

which = st.integers(0, 2)
any_number = st.integers(0, 10**6)
jump = st.sampled_from(JUMPS)

(PLAN,) = load_plans(Path(__file__).parents[1] / "plan" / "full.yaml")
STEPS: Counter[str] = Counter()

anything = precondition(lambda self: any(copy.files for copy in self.copies))
"""Of use only where something was recorded."""


class Copies(RuleBasedStateMachine):
    """Three copies, and a model of each that knows what was acknowledged."""

    def __init__(self) -> None:
        super().__init__()
        self._place = tempfile.TemporaryDirectory()
        self.root = Path(self._place.name)
        self.copies = [Replica(self.root / name / "2024") for name in ("kansli", "hemma", "molnet")]
        self.changed: set[int] = set()
        self.acknowledged: Rows = {}
        self.now = datetime(2024, 5, 28, 14, tzinfo=UTC)
        self.number = 0

    # What people do with the tool.

    @rule(
        at=which,
        writer=st.sampled_from(["kansli", "ung"]),
        kind=any_number,
        note=st.sampled_from(NOTES),
        jump=jump,
    )
    def log(self, at: int, writer: str, kind: int, note: str, jump: timedelta) -> None:
        self._next(jump)
        target = ("grund", "resor", "unga")[kind % 7 % 3]
        value = self.number + Decimal("0.25") if target == "resor" else self.number
        of = 99999 if target == "unga" else None
        day = date(2024, 3, 1 + kind % 5)
        self._append(at, Outcome("", day, target, PLACES[kind % 3], value, of, note, "", writer, ""))

    @anything
    @rule(at=which, pick=any_number, jump=jump)
    def amend(self, at: int, pick: int, jump: timedelta) -> None:
        if rows := self.copies[at].rows:
            row_id = sorted(rows)[pick % len(rows)]
            self._next(jump)
            last = rows[last_words(rows)[row_id]]
            record = read_record(self.copies[at].folder, PLAN)
            note = f"rättat {self.number}"
            if last.value is None:
                with pytest.raises(LovpError, match="cancelled"):
                    amend(record, row_id, {"note": note}, writer="kansli", now=self.now)
                return
            made = amend(record, row_id, {"note": note}, writer="kansli", now=self.now)
            self._acted(at, made, last._replace(note=note, replaces=last.id))

    @anything
    @rule(at=which, pick=any_number, jump=jump)
    def undo(self, at: int, pick: int, jump: timedelta) -> None:
        if rows := self.copies[at].rows:
            row_id = sorted(rows)[pick % len(rows)]
            self._next(jump)
            last = rows[last_words(rows)[row_id]]
            made = undo(read_record(self.copies[at].folder, PLAN), row_id, writer="ung", now=self.now)
            # What was said before the last word, or nothing more.
            former = rows.get(last.replaces) or last._replace(value=None, of=None)
            self._acted(at, made, former._replace(replaces=last.id))

    def _acted(self, at: int, made: Outcome, wanted: Outcome) -> None:
        """A correction says what it must, is saved, and has the last word where it was made."""
        assert made._replace(id="", logged_at="") == wanted._replace(id="", writer=made.writer, logged_at="")
        row_id = self._append(at, made)
        record = read_record(self.copies[at].folder, PLAN)
        assert record.last_word[row_id] == row_id, "who corrects the last word has the last word"

    def _append(self, at: int, row: Outcome) -> str:
        """Save the row under an id that tells nothing of its time."""
        row_id = f"01922d67-31e0-7cc1-93a5-{self.number:012x}"
        row = row._replace(id=row_id, logged_at=f"{self.now:%Y-%m-%dT%H:%M:%S.%f}Z")
        path = append(self.copies[at].folder, row.writer, [row])
        self.copies[at].added(path.name, row)
        self.acknowledged[row_id] = row
        self._done(at, "appended")
        return row_id

    def _next(self, jump: timedelta) -> None:
        self.now += jump
        self.number += 1

    # What people, programs and synchronisation do with the files.

    @anything
    @rule(source=which, to=which, pick=any_number)
    def copy_over(self, source: int, to: int, pick: int) -> None:
        if found := self._file(source, pick):
            self.copies[to].put(found, self.copies[source].data(found), self.copies[source].files[found])
            self._done(to, "copied_over")

    @anything
    @rule(source=which, to=which, pick=any_number, name=st.sampled_from(CONFLICTS))
    def keep_both(self, source: int, to: int, pick: int, name: str) -> None:
        if found := self._file(source, pick):
            self.number += 1
            other = name.format(stem=found.removesuffix(".csv"), number=self.number)
            self.copies[to].put(other, self.copies[source].data(found), self.copies[source].files[found])
            self._done(to, "kept_both")

    @anything
    @rule(
        at=which,
        pick=any_number,
        form=st.sampled_from([EXCEL, EXCEL_UTF8, WRAPPED, MOVED, PLAIN]),
        column=st.sampled_from(["id", "date", "note"]),
        blank=st.booleans(),
    )
    def save_in_a_spreadsheet(self, at: int, pick: int, form: Form, column: str, blank: bool) -> None:
        if found := self._file(at, pick):
            tail = (form.delimiter * 9 + form.line_break).encode() if blank else b""
            self.copies[at].save_as(found, form, column, tail)
            self._done(at, "saved_by_spreadsheet")

    @anything
    @rule(
        at=which,
        source=which,
        one=any_number,
        two=any_number,
        how=st.sampled_from(["after each other", "line by line", "sorted"]),
        alone=st.booleans(),
    )
    def merge_lines(self, at: int, source: int, one: int, two: int, how: str, alone: bool) -> None:
        """A person or git puts the lines of two files into one, and perhaps deletes the other."""
        first, second = self._file(at, one), self._file(source, two)
        if not (first and second):
            return
        ours, theirs = self.copies[at].files[first], self.copies[source].files[second]
        moved = ours.moved or theirs.moved
        own, other = (
            damage.lines_of(data if data[-1:] == b"\n" else data + b"\n")
            for data in (self.copies[at].data(first), self.copies[source].data(second))
        )
        if how == "after each other" or moved:
            # Only a header in front of them says in which order the columns stand.
            data = b"".join([*own, *other])
        elif how == "line by line":
            data = damage.interleaved(own, other)
        else:
            data = b"".join(sorted({*own, *other}))
        self.copies[at].put(first, data, Content(ours.rows | theirs.rows, moved))
        if alone and source == at and first != second:
            self.copies[at].remove(second)
        self._done(at, "lines_merged")

    @anything
    @rule(at=which, pick=any_number)
    def restore_an_old_copy(self, at: int, pick: int) -> None:
        if old := self.copies[at].earlier:
            self.copies[at].put(*old[pick % len(old)])
            self._done(at, "old_copy_restored")

    def _file(self, at: int, pick: int) -> str | None:
        names = sorted(self.copies[at].files)
        return names[pick % len(names)] if names else None

    def _done(self, at: int, what: str) -> None:
        STEPS[what] += 1
        self.changed.add(at)

    # What must hold after every step.

    @invariant()
    def every_changed_copy_is_read_as_it_is(self) -> None:
        for at in sorted(self.changed):
            is_read_as_it_is(self.copies[at].folder, self.copies[at].files)
        self.changed.clear()

    def teardown(self) -> None:
        try:
            self._merge_all()
        finally:
            self._place.cleanup()

    def _merge_all(self) -> None:
        """All copies into one folder: what any of them holds is there once, whatever the order."""
        held = {row_id for copy in self.copies for row_id in copy.rows}
        wanted = {row_id: row for row_id, row in self.acknowledged.items() if row_id in held}
        ended = []
        for number, order in enumerate(permutations(self.copies)):
            folder = self.root / f"all-{number}" / "2024"
            folder.mkdir(parents=True)
            files: dict[str, Content] = {}
            # The first copy's names stay; the last one comes twice, which changes nothing.
            for place, copy in enumerate((*order, order[-1])):
                for name, content in copy.files.items():
                    new = name if not place else f"{name.removesuffix('.csv')} (konflikt {place}).csv"
                    (folder / new).write_bytes(copy.data(name))
                    files[new] = content
            record = is_read_as_it_is(folder, files)
            assert dict(record.rows) == wanted
            ended.append((record.outcomes, record.rows, dict(record.last_word)))
            if not FULL and number:
                break
        assert all(end == ended[0] for end in ended)


def is_read_as_it_is(folder: Path, files: dict[str, Content]) -> Record:
    """The folder is read to hold exactly the rows of its files, and what counts follows from them alone."""
    found, problems = lines_of(folder)
    assert problems == []
    expected = {(name, meaning(row)) for name, content in files.items() for row in content.rows.values()}
    assert {(row.file, row.cells) for row in found} == expected
    rows = replica.union(files.values())
    record = read_record(folder, PLAN)
    assert dict(record.rows) == rows
    assert dict(record.last_word) == last_words(rows)
    assert record.outcomes == counting(rows)
    assert record.uncertain == ()
    return record


def test_three_copies_of_the_folder(injected: Injected) -> None:
    STEPS.clear()
    run_state_machine_as_test(
        Copies,
        settings=settings(
            max_examples=many(12, 300),
            stateful_step_count=many(25, 50),
            deadline=None,
            derandomize=not FULL,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
    assert {"appended", "copied_over", "kept_both", "lines_merged", "saved_by_spreadsheet"} <= {*STEPS}
    injected(SUBJECT, "three copies of the folder: steps", **STEPS)
