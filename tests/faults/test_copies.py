"""Three copies of the folder, changed, copied, saved by spreadsheets and merged in any order.

Nothing acknowledged is lost while any copy holds it, nothing counts twice, and where rows stand is nothing.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from itertools import permutations
from operator import attrgetter
from pathlib import Path
from random import Random
from typing import NamedTuple

import pytest

from lovp.model import Outcome
from lovp.plan.load import load_plans
from lovp.record.append import append
from lovp.record.corrections import Changes, amend, undo
from lovp.record.record import Record, read_record
from tests.faults import damage
from tests.faults.rows import EXCEL, EXCEL_UTF8, PLAIN, WRAPPED, meaning
from tests.faults.scale import many
from tests.rows import read_rows

pytestmark = [pytest.mark.all, pytest.mark.usefixtures("impatient")]

NOTES = ("", "två, tre", 'Åk 9, "Ung"; se pm', "=1+1", "'tecken'", "20 st – “halv” dag", "a;b;c")
JUMPS = (timedelta(seconds=1), timedelta(0), timedelta(hours=1), -timedelta(hours=1), -timedelta(days=40))
CONFLICTS = (
    "{stem}-DATOR{number}.csv",
    "{stem} (DATOR{number}s konfliktkopia 2024-03-12).csv",
    "{stem}.sync-conflict-20240312-1015{number:02}-ABCDEF7.csv",
    "Kopia av {stem}.{number}.csv",
)
"""How OneDrive, Dropbox, Syncthing and people name the other side of a conflict."""
Rows = dict[str, Outcome]
"""Rows by id."""

(PLAN,) = load_plans(Path(__file__).parents[1] / "plan" / "full.yaml")


class Content(NamedTuple):
    """What a file holds, and the rows that it must be read to hold."""

    data: bytes
    rows: Rows


def is_read_as_it_is(folder: Path, files: dict[str, Content]) -> Record:
    """The folder is read to hold exactly the rows of its files, each of which counts once."""
    found, problems = read_rows(folder)
    assert problems == []
    expected = {(name, meaning(row)) for name, content in files.items() for row in content.rows.values()}
    assert {(row.file, row.cells) for row in found} == expected
    record = read_record(folder, PLAN)
    assert dict(record.rows) == union(files.values())
    assert record.uncertain == ()
    return record


def union(files: Iterable[Content]) -> Rows:
    """The rows of the files, each once."""
    return {row_id: row for content in files for row_id, row in content.rows.items()}


class Copies:
    """Three folders, what each file in them must hold, and what people and programs do to them at random."""

    def __init__(self, root: Path, random: Random) -> None:
        self.folders = [root / name / "2024" for name in ("kansli", "hemma", "molnet")]
        self.files: list[dict[str, Content]] = [{}, {}, {}]
        self.earlier: list[tuple[str, Content]] = []
        """Files as they once were."""
        self.acknowledged: Rows = {}
        self.now = datetime(2024, 5, 28, 14, tzinfo=UTC)
        self.random = random
        for folder in self.folders:
            folder.mkdir(parents=True)

    def step(self) -> None:
        """Something is done to one of the folders, which is then read as it is."""
        at = self.random.randrange(3)
        self.now += self.random.choice(JUMPS)
        acts = (self.correct, self.copy, self.saved_by_spreadsheet, self.merge_lines, self.restore)
        act = self.random.choices((self.log, *acts), (2, 3, 3, 1, 1, 1))[0] if self.files[at] else self.log
        act(at)
        is_read_as_it_is(self.folders[at], self.files[at])

    def log(self, at: int) -> None:
        note, writer = self.random.choice(NOTES), self.random.choice(("kansli", "ung"))
        value, place = len(self.acknowledged), self.random.choice(("Skövde", "Hjo", "Halmstad"))
        self._append(at, Outcome("", date(2024, 3, 5), "grund", place, value, None, note, "", writer, ""))

    def correct(self, at: int) -> None:
        """Who corrects the last word has the last word, where it was made."""
        record = read_record(self.folders[at], PLAN)
        row_id = self.random.choice(sorted(record.rows))
        if record.rows[record.last_word[row_id]].value is not None and self.random.randrange(2):
            changes = Changes(note=f"rättat {len(self.acknowledged)}")
            made = amend(record, row_id, changes, writer="kansli", now=self.now)
        else:
            made = undo(record, row_id, writer="kansli", now=self.now)
        new = self._append(at, made)
        assert read_record(self.folders[at], PLAN).last_word[row_id] == new

    def _append(self, at: int, row: Outcome) -> str:
        """Save the row under an id that tells nothing of its time."""
        row_id = f"01922d67-31e0-7cc1-93a5-{len(self.acknowledged):012x}"
        row = row._replace(id=row_id, logged_at=f"{self.now:%Y-%m-%dT%H:%M:%S.%f}Z")
        path = append(self.folders[at], row.writer, [row])
        former = self.files[at].get(path.name, Content(b"", {}))
        self._put(at, path.name, Content(path.read_bytes(), former.rows | {row_id: row}))
        self.acknowledged[row_id] = row
        return row_id

    def copy(self, at: int) -> None:
        """A file from another folder replaces the one here, or stands beside it by another name."""
        name, content = self._one_of(self.random.choice([files for files in self.files if files]))
        if self.random.randrange(2):
            conflict = self.random.choice(CONFLICTS)
            name = conflict.format(stem=name.removesuffix(".csv"), number=len(self.earlier))
        self._put(at, name, content)

    def saved_by_spreadsheet(self, at: int) -> None:
        """A program opens a file, sorts its rows by a column, and saves it in its own way."""
        name, content = self._one_of(self.files[at])
        form = self.random.choice((EXCEL, EXCEL_UTF8, WRAPPED, PLAIN))
        column = self.random.choice(("id", "date", "note"))
        data = form.file(map(meaning, sorted(content.rows.values(), key=attrgetter(column))))
        self._put(at, name, Content(data, content.rows))

    def merge_lines(self, at: int) -> None:
        """A person or git puts the lines of two files into one, and perhaps deletes the other."""
        (name, ours), (other, theirs) = self._one_of(self.files[at]), self._one_of(self.files[at])
        own, more = (damage.lines_of(each.data.removesuffix(b"\n") + b"\n") for each in (ours, theirs))
        ways = (b"".join([*own, *more]), damage.interleaved(own, more), b"".join(sorted({*own, *more})))
        self._put(at, name, Content(self.random.choice(ways), ours.rows | theirs.rows))
        if name != other and self.random.randrange(2):
            (self.folders[at] / other).unlink()
            del self.files[at][other]

    def restore(self, at: int) -> None:
        self._put(at, *self.random.choice(self.earlier))

    def _one_of(self, files: dict[str, Content]) -> tuple[str, Content]:
        return self.random.choice(sorted(files.items()))

    def _put(self, at: int, name: str, content: Content) -> None:
        (self.folders[at] / name).write_bytes(content.data)
        self.files[at][name] = content
        self.earlier.append((name, content))


@pytest.mark.parametrize("seed", range(many(12, 160)))
def test_three_copies_of_the_folder(tmp_path: Path, seed: int) -> None:
    copies = Copies(tmp_path, Random(seed))
    for _step in range(many(40, 60)):
        copies.step()
    # All copies in one folder: what any of them holds counts the same, whatever the order, one of them twice.
    counted = set()
    for order in [*permutations(range(3))][: many(2, 6)]:
        folder = tmp_path / f"all-{order}" / "2024"
        folder.mkdir(parents=True)
        files = {}
        for place, at in enumerate((*order, order[-1])):
            for name, content in copies.files[at].items():
                new = name if not place else f"{name.removesuffix('.csv')} (konflikt {place}).csv"
                (folder / new).write_bytes(content.data)
                files[new] = content
        counted.add(is_read_as_it_is(folder, files).outcomes)
    assert len(counted) == 1
