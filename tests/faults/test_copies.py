"""Three copies of the folder, changed, copied, saved by spreadsheets and merged in any order.

Nothing acknowledged is lost while any copy holds it, nothing counts twice, and where rows stand is nothing.
"""

import tempfile
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import permutations
from pathlib import Path
from random import Random

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
from lovp.model import Outcome, Plan
from lovp.plan.load import load_plans
from lovp.progress.compute import progress
from lovp.record import lines
from lovp.record.append import append
from lovp.record.corrections import Changes, amend, undo
from lovp.record.merge import merge
from lovp.record.read import FileRow, read_rows
from lovp.record.record import Record, read_record, record_of
from tests.faults import damage, replica
from tests.faults.conftest import Injected
from tests.faults.replica import Content, Replica, Rows, counting, last_words
from tests.faults.rows import EXCEL, EXCEL_UTF8, MOVED, PLAIN, WRAPPED, Cells, Form, meaning
from tests.faults.scale import FULL, many

pytestmark = pytest.mark.all

SUBJECT = "Copies"
LAST_DAY = date(2024, 12, 31)
PLACES = ("Skövde", "Hjo", "Halmstad")
NOTES = ("", "", "två, tre", 'Åk 9, "Ung"; se pm', "=1+1", "'tecken'", "20 st – “halv” dag", "a;b;c")
JUMPS = (timedelta(seconds=1), timedelta(0), timedelta(hours=1), -timedelta(hours=1), -timedelta(days=40))
CONFLICTS = (
    "{stem}-DATOR{number}.csv",
    "{stem} (DATOR{number}s konfliktkopia 2024-03-12).csv",
    "{stem} (conflicted copy 2024-03-12 1015{number:02}).csv",
    "{stem}.sync-conflict-20240312-1015{number:02}-ABCDEF7.csv",
    "{stem} - kopia ({number}).csv",
    "Kopia av {stem}.{number}.csv",
)
"""How OneDrive, Dropbox, Nextcloud, Syncthing and people name the other side of a conflict."""

which = st.integers(0, 2)
any_number = st.integers(0, 10**6)
jump = st.sampled_from(JUMPS)


def plan_of_all_measures() -> Plan:
    (plan,) = load_plans(Path(__file__).parents[1] / "plan" / "full.yaml")
    return plan


PLAN = plan_of_all_measures()
STEPS: Counter[str] = Counter()


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
        number = self._next(jump)
        place = PLACES[kind % 3]
        target, value, of = (
            ("grund", str(number), ""),
            ("resor", f"{number}.25", ""),
            ("unga", str(number % 5), "7"),
        )[kind % 7 % 3]
        day = f"2024-03-{1 + kind % 5:02}"
        self._append(at, ("", day, target, place, value, of, note, "", writer, ""))

    @precondition(lambda self: any(copy.files for copy in self.copies))
    @rule(at=which, pick=any_number, jump=jump)
    def amend(self, at: int, pick: int, jump: timedelta) -> None:
        rows = self.copies[at].union()
        if not rows:
            return
        row_id = sorted(rows)[pick % len(rows)]
        number = self._next(jump)
        last = rows[last_words(rows)[row_id]]
        record = read_record(self.copies[at].folder, PLAN)
        note = f"rättat {number}"
        if not last[4]:
            with pytest.raises(LovpError, match="cancelled"):
                amend(record, row_id, Changes(note=note), writer="kansli", now=self.now)
            return
        made = amend(record, row_id, Changes(note=note), writer="kansli", now=self.now)
        wanted = replica.with_(last, {"note": note, "replaces": last[0], "writer": "kansli"})
        self._acted(at, made, wanted)

    @precondition(lambda self: any(copy.files for copy in self.copies))
    @rule(at=which, pick=any_number, jump=jump)
    def undo(self, at: int, pick: int, jump: timedelta) -> None:
        rows = self.copies[at].union()
        if not rows:
            return
        row_id = sorted(rows)[pick % len(rows)]
        self._next(jump)
        record = read_record(self.copies[at].folder, PLAN)
        made = undo(record, row_id, writer="ung", now=self.now)
        self._acted(at, made, replica.undoing(rows, last_words(rows)[row_id]))

    def _acted(self, at: int, made: Outcome, wanted: Cells) -> None:
        """A correction says what it must, is saved, and has the last word where it was made."""
        self._append(at, replica.with_(wanted, {"writer": made.writer}))
        cells = replica.with_(meaning(made), {"id": "", "logged_at": ""})
        assert cells == replica.with_(wanted, {"id": "", "logged_at": "", "writer": made.writer})
        new = f"{self.number:032x}"
        rows = self.copies[at].union()
        (row_id,) = [row_id for row_id in rows if row_id.replace("-", "") == new]
        record = read_record(self.copies[at].folder, PLAN)
        assert record.last_word[row_id] == row_id, "who corrects the last word has the last word"

    def _append(self, at: int, cells: Cells) -> None:
        plain = f"{self.number:032x}"
        row_id = "-".join((plain[:8], plain[8:12], plain[12:16], plain[16:20], plain[20:]))
        cells = replica.with_(cells, {"id": row_id, "logged_at": replica.stamp(self.now)})
        path = append(self.copies[at].folder, cells[8], [replica.outcome(cells)])
        self.copies[at].added(path.name, cells)
        self.acknowledged[row_id] = cells
        self.changed.add(at)
        STEPS["appended"] += 1

    def _next(self, jump: timedelta) -> int:
        self.now += jump
        self.number += 1
        return self.number

    # What people, programs and synchronisation do with the files.

    @rule(source=which, to=which, pick=any_number)
    def copy_over(self, source: int, to: int, pick: int) -> None:
        if found := self._file(source, pick):
            self.copies[to].put(found, self.copies[source].data(found), self.copies[source].files[found])
            self._done(to, "copied_over")

    @rule(source=which, to=which, pick=any_number, name=st.sampled_from(CONFLICTS))
    def keep_both(self, source: int, to: int, pick: int, name: str) -> None:
        if found := self._file(source, pick):
            self.number += 1
            other = name.format(stem=found.removesuffix(".csv"), number=self.number)
            self.copies[to].put(other, self.copies[source].data(found), self.copies[source].files[found])
            self._done(to, "kept_both")

    @rule(
        at=which,
        pick=any_number,
        form=st.sampled_from([EXCEL, EXCEL_UTF8, WRAPPED, MOVED, PLAIN]),
        column=st.sampled_from([0, 1, 4, 6]),
        blank=st.booleans(),
    )
    def save_in_a_spreadsheet(self, at: int, pick: int, form: Form, column: int, blank: bool) -> None:
        if found := self._file(at, pick):
            tail = (form.delimiter * 9 + form.line_break).encode() if blank else b""
            self.copies[at].save_as(found, form, column, tail)
            self._done(at, "saved_by_spreadsheet")

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
            hold(
                self.copies[at].folder,
                {name: content.rows for name, content in self.copies[at].files.items()},
            )
        self.changed.clear()

    def teardown(self) -> None:
        try:
            self._merge_all()
        finally:
            self._place.cleanup()

    def _merge_all(self) -> None:
        """All copies into one folder: what any of them holds is there once, whatever the order."""
        held = {row_id for copy in self.copies for row_id in copy.union()}
        wanted = {row_id: cells for row_id, cells in self.acknowledged.items() if row_id in held}
        ended = []
        for number, order in enumerate(permutations(self.copies)):
            folder = self.root / f"all-{number}" / "2024"
            folder.mkdir(parents=True)
            files: dict[str, Rows] = {}
            # The first copy's names stay; the last one comes twice, which changes nothing.
            for place, copy in enumerate((*order, order[-1])):
                for name, content in copy.files.items():
                    new = name if not place else f"{name.removesuffix('.csv')} (konflikt {place}).csv"
                    (folder / new).write_bytes(copy.data(name))
                    files[new] = content.rows
            record = hold(folder, files)
            assert {row_id: meaning(row) for row_id, row in record.rows.items()} == wanted
            ended.append((record.outcomes, record.rows, dict(record.last_word), record.uncertain))
            if not FULL and number:
                break
        assert all(end == ended[0] for end in ended)


def hold(folder: Path, files: dict[str, Rows]) -> Record:
    """The folder is read to hold exactly the rows of its files; where they stand changes nothing."""
    found, problems = read_rows(folder)
    assert problems == []
    read: dict[str, Rows] = {name: {} for name in files}
    for row in found:
        read[row.file][row.outcome.id] = meaning(row.outcome)
    assert read == files
    union = {row_id: cells for rows in files.values() for row_id, cells in rows.items()}
    record = read_record(folder, PLAN)
    assert {row_id: meaning(row) for row_id, row in record.rows.items()} == union
    assert dict(record.last_word) == last_words(union)
    assert [meaning(row) for row in record.outcomes] == counting(union)
    assert record.uncertain == ()
    _order_is_nothing(found, record)
    _totals(record, counting(union))
    return record


def _order_is_nothing(found: Sequence[FileRow], record: Record) -> None:
    shuffled = list(found)
    Random(len(found)).shuffle(shuffled)
    for rows in (found[::-1], shuffled, [*shuffled, *found]):
        other = record_of(merge(rows), PLAN)
        assert other.outcomes == record.outcomes
        assert other.problems == record.problems
        assert progress(PLAN, other.outcomes, LAST_DAY) == progress(PLAN, record.outcomes, LAST_DAY)


def _totals(record: Record, rows: list[Cells]) -> None:
    found = {target.target.id: target for target in progress(PLAN, record.outcomes, LAST_DAY).targets()}
    assert found["grund"].outcome == replica.sums(rows, "grund")
    assert found["resor"].outcome == replica.sums(rows, "resor")
    value, of = replica.latest_share(rows, "unga")
    share = found["unga"].outcome
    assert share is None if not of else share is not None and share * of == value


def test_three_copies_of_the_folder(monkeypatch: pytest.MonkeyPatch, injected: Injected) -> None:
    monkeypatch.setattr(lines, "_WAIT", 0)
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
