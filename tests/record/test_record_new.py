"""New rows, corrections, and the undoing of either."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from lovp.errors import LovpError
from lovp.model import Outcome, Plan
from lovp.record.append import append
from lovp.record.corrections import Changes, amend, find_row, undo
from lovp.record.new import finish_row
from lovp.record.record import Record, read_record

NOW = datetime(2024, 5, 28, 16, 3, 22, 123456, tzinfo=timezone(timedelta(hours=2)))
MakeRow = Callable[..., Outcome]


BLANK = Outcome("", date(2024, 3, 12), "visits", "Skövde", 3, None, "", "", "", "")


def make(writer: str = "kansli", now: datetime = NOW, **more: Any) -> Outcome:
    return finish_row(BLANK._replace(**more), writer, now)


class Book:
    """A record on the disk, and what a person does to it, a minute after the other."""

    def __init__(self, folder: Path, plan: Plan) -> None:
        self.folder, self.plan, self.minute = folder, plan, 0

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
        record = read_record(self.folder, self.plan)
        assert record.problems == ()
        return record

    @property
    def values(self) -> list[object]:
        return [outcome.value for outcome in self.record.outcomes]


@pytest.fixture
def book(tmp_path: Path, plan: Plan) -> Book:
    return Book(tmp_path, plan)


def test_a_new_outcome() -> None:
    outcome = make(note=" tre\nklasser\x1b ", writer="Skola Väst")
    assert outcome.logged_at == "2024-05-28T14:03:22.123456Z"
    assert (outcome.note, outcome.writer, outcome.value) == ("tre klasser", "skola-vast", 3)
    assert len(outcome.id) == 36
    assert outcome.id[14] == "7"
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
    assert book.values == []
    row = book.record.rows[cancel]
    assert (row.value, row.of, row.replaces, row.target, row.place) == (None, None, first, "visits", "Skövde")
    book.undo(first)
    assert book.values == [3]
    book.undo(cancel)
    assert book.values == []
    book.undo(first)
    assert book.values == [3]


def test_undoing_a_correction(book: Book) -> None:
    first = book.log(3, note="tre klasser")
    second = book.amend(first, value=5, place="Åmål", note="")
    assert book.values == [5]
    book.undo(first)
    (outcome,) = book.record.outcomes
    assert (outcome.value, outcome.place, outcome.note, outcome.replaces) == (
        3,
        "Skövde",
        "tre klasser",
        second,
    )
    book.undo(first)
    assert [(outcome.value, outcome.place) for outcome in book.record.outcomes] == [(5, "Åmål")]


def test_correcting_a_correction_by_any_id_of_its_history(book: Book) -> None:
    first = book.log(3)
    second = book.amend(first, value=5)
    third = book.amend(first, value=6)
    fourth = book.amend(second, date=date(2024, 4, 1))
    (outcome,) = book.record.outcomes
    assert (outcome.value, outcome.date, outcome.replaces, outcome.id) == (6, date(2024, 4, 1), third, fourth)


def test_a_correction_of_what_is_cancelled_is_refused(book: Book) -> None:
    first = book.log(3)
    cancel = book.undo(first)
    with pytest.raises(LovpError) as caught:
        book.amend(first, value=4)
    assert f"lovp undo {cancel}" in caught.value.remedy


def test_a_correction_that_changes_nothing_is_refused(book: Book) -> None:
    first = book.log(3)
    for changes in ({}, {"value": 3}, {"place": "Skövde", "note": ""}):
        with pytest.raises(LovpError, match="Nothing would change"):
            book.amend(first, **changes)
    book.amend(first, value=0)
    assert book.values == [0]


def test_a_hidden_note_is_not_written_again(tmp_path: Path, plan: Plan, row: MakeRow) -> None:
    append(tmp_path, "kansli", [row("1", 3, note="Ring 070-174 06 05")])
    record = read_record(tmp_path, plan)
    assert amend(record, "row-1", {"value": 4}, writer="kansli", now=NOW).note == ""


def test_ids_by_their_ends(tmp_path: Path, plan: Plan, row: MakeRow) -> None:
    names = ["0190-aaaa-Beef", "0190-bbbb-f00d", "0190-cccc-food"]
    append(tmp_path, "kansli", [row(name) for name in names])
    years = [(plan, read_record(tmp_path, plan))]
    named = {
        "row-0190-bbbb-f00d": "row-0190-bbbb-f00d",
        "f00d": "row-0190-bbbb-f00d",
        " BEEF ": "row-0190-aaaa-Beef",
        "ROW-0190-c": "row-0190-cccc-food",
    }
    assert {text: find_row(years, text)[2] for text in named} == named
    for text in ("00d", "aaaa", "", "row-unknown"):
        with pytest.raises(LovpError, match="no outcome"):
            find_row(years, text)
    with pytest.raises(LovpError, match="several"):
        find_row(years, "row-0190")
