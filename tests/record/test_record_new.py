"""New rows, corrections, and the undoing of either."""

from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from lovp.errors import LovpError
from lovp.model import Outcome
from lovp.record.append import append
from lovp.record.new import Changes, amend, find_row, finish_row, undo
from lovp.record.record import Record, read_record
from tests.record.helpers import PLAN, make_row

NOW = datetime(2024, 5, 28, 16, 3, 22, 123456, tzinfo=timezone(timedelta(hours=2)))
BLANK = Outcome("", date(2024, 3, 12), "visits", "Skövde", 3, None, "", "", "", "")


def make(writer: str = "kansli", now: datetime = NOW, **more: Any) -> Outcome:
    return finish_row(BLANK._replace(**more), writer, now)


class Book:
    """A record on the disk, and what a person does to it, a minute after the other."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.minute = folder, 0

    @property
    def now(self) -> datetime:
        self.minute += 1
        return NOW + timedelta(minutes=self.minute)

    def save(self, outcome: Outcome) -> str:
        append(self.folder, "kansli", [outcome])
        return outcome.id

    def log(self, value: int, **more: Any) -> str:
        return self.save(make(value=value, now=self.now, **more))

    def undo(self, row_id: str) -> str:
        return self.save(undo(self.record, row_id, writer="kansli", now=self.now))

    def amend(self, row_id: str, **changes: object) -> str:
        return self.save(amend(self.record, row_id, Changes(**changes), writer="kansli", now=self.now))

    @property
    def record(self) -> Record:
        record = read_record(self.folder, PLAN)
        assert record.problems == ()
        return record

    @property
    def values(self) -> list[object]:
        return [outcome.value for outcome in self.record.outcomes]


@pytest.fixture
def book(tmp_path: Path) -> Book:
    return Book(tmp_path)


def test_a_new_outcome() -> None:
    outcome = make(note=" tre\nklasser\x1b ", writer="Skola Väst")
    said = (outcome.logged_at, outcome.note, outcome.writer, outcome.value)
    assert said == ("2024-05-28T14:03:22.123456Z", "tre klasser", "skola-vast", 3)
    assert (len(outcome.id), outcome.id[14]) == (36, "7")
    assert make(now=datetime(2024, 1, 1, tzinfo=UTC)).logged_at == "2024-01-01T00:00:00.000000Z"
    assert len({make().id for _number in range(100)}) == 100


@pytest.mark.parametrize("field", ["note", "writer"])
@pytest.mark.parametrize("secret", ["900101-2385", "anna@example.org", "070-174 06 05"])
def test_personal_data_is_refused_and_not_repeated(field: str, secret: str) -> None:
    with pytest.raises(LovpError) as caught:
        make(note=secret) if field == "note" else make(writer=secret)
    told = caught.value.message + caught.value.remedy
    assert secret not in told
    assert field in told


def test_undoing_an_outcome_and_undoing_that(book: Book) -> None:
    first = book.log(3)
    cancel = book.undo(first)
    row = book.record.rows[cancel]
    assert (row.value, row.of, row.replaces, row.target, row.place) == (None, None, first, "visits", "Skövde")
    # Whichever row of the history is named, its last word is undone.
    for named, values in ((None, []), (first, [3]), (cancel, []), (first, [3])):
        if named:
            book.undo(named)
        assert book.values == values


def test_undoing_a_correction(book: Book) -> None:
    first = book.log(3, note="tre klasser")
    second = book.amend(first, value=5, place="Åmål", note="")
    assert book.values == [5]
    book.undo(first)
    (outcome,) = book.record.outcomes
    assert outcome[3:8] == ("Skövde", 3, None, "tre klasser", second)
    book.undo(first)
    assert [(outcome.value, outcome.place) for outcome in book.record.outcomes] == [(5, "Åmål")]


def test_a_correction_of_what_is_cancelled_or_that_changes_nothing_is_refused(book: Book) -> None:
    first = book.log(3)
    for changes in ({}, {"value": 3}, {"place": "Skövde", "note": ""}):
        with pytest.raises(LovpError, match="Nothing would change"):
            book.amend(first, **changes)
    book.amend(first, value=0)
    assert book.values == [0]
    second = book.log(3)
    cancel = book.undo(second)
    with pytest.raises(LovpError) as caught:
        book.amend(second, value=4)
    assert f"lovp undo {cancel}" in caught.value.remedy


def test_a_hidden_note_is_not_written_again(tmp_path: Path) -> None:
    append(tmp_path, "kansli", [make_row("1", 3, note="Ring 070-174 06 05")])
    record = read_record(tmp_path, PLAN)
    assert amend(record, "row-1", {"value": 4}, writer="kansli", now=NOW).note == ""


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("row-0190-bbbb-f00d", "row-0190-bbbb-f00d"),
        ("f00d", "row-0190-bbbb-f00d"),
        (" BEEF ", "row-0190-aaaa-Beef"),
        ("ROW-0190-c", "row-0190-cccc-food"),
        *((text, "no outcome") for text in ("00d", "aaaa", "", "row-unknown")),
        ("row-0190", "several"),
    ],
)
def test_ids_by_their_ends(tmp_path: Path, text: str, found: str) -> None:
    names = ["0190-aaaa-Beef", "0190-bbbb-f00d", "0190-cccc-food"]
    append(tmp_path, "kansli", [make_row(name) for name in names])
    years = [(PLAN, read_record(tmp_path, PLAN))]
    if found.startswith("row-"):
        assert find_row(years, text)[2] == found
        return
    with pytest.raises(LovpError, match=found):
        find_row(years, text)
