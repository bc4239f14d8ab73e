"""What became of outcomes since a moment, held against the record as it was known then."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lovp.model import Change, Outcome
from lovp.record.changes import changes
from lovp.record.record import read_record
from tests.record.test_quick import ONE, PLAN, changed, save, sound_rows

SINCE = "2024-02-12T08:30:00.000001Z"


def says(row: Outcome) -> tuple[object, ...]:
    return (row.date, row.target, row.place, row.value, row.of)


def all_of(rows: Iterable[Outcome | None]) -> Counter[tuple[object, ...]]:
    return Counter(says(row) for row in rows if row)


@given(rows=sound_rows(), month=st.integers(1, 4))
def test_what_was_known_then_and_what_changed_is_what_is_known_now(
    rows: list[Outcome], month: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.getbasetemp() / "changes"
    save(folder, rows)
    since = f"2024-0{month}-12T08:30:00.000001Z"
    then, now = read_record(folder, PLAN, since), read_record(folder, PLAN)
    found = changes(now, PLAN, since)
    expected = all_of(now.outcomes)
    known = all_of(then.outcomes)
    known.subtract(all_of(change.before for change in found))
    known.update(all_of(change.after for change in found))
    assert +known == expected
    assert min(known.values(), default=0) >= 0, "something was taken away that was not there"
    assert all(change.before != change.after for change in found)


def row(number: int, **more: object) -> Outcome:
    """A row that was recorded in the month of its number."""
    return changed(ONE, id=str(UUID(int=number)), logged_at=f"2024-0{number}-20T08:30:00.000000Z", **more)


def these(folder: Path, *rows: Outcome) -> list[tuple[object, object]]:
    save(folder, rows)
    found = changes(read_record(folder, PLAN), PLAN, SINCE)
    return [(change.before and change.before.value, change.after and change.after.value) for change in found]


def test_added_corrected_cancelled_and_brought_back(tmp_path: Path) -> None:
    first = row(1, value=3)
    assert these(tmp_path / "r", first) == []
    assert these(tmp_path / "r", first, row(3, value=5)) == [(None, 5)]
    assert these(tmp_path / "r", first, row(3, value=4, replaces=first.id)) == [(3, 4)]
    assert these(tmp_path / "r", first, row(3, value=None, replaces=first.id)) == [(3, None)]
    undone = row(3, value=None, replaces=first.id)
    assert these(tmp_path / "r", first, undone, row(4, value=3, replaces=undone.id)) == []
    known = row(2, value=None, replaces=first.id, date=first.date)
    known = changed(known, logged_at="2024-02-01T08:30:00.000000Z")
    assert these(tmp_path / "r", first, known, row(3, value=7, replaces=known.id)) == [(None, 7)]


def test_another_note_is_no_change_and_another_day_is_one(tmp_path: Path) -> None:
    first = row(1)
    assert these(tmp_path / "r", first, row(3, note="Öppet hus", replaces=first.id)) == []
    save(tmp_path / "r", [first, row(3, date=date(2024, 5, 2), replaces=first.id)])
    (change,) = changes(read_record(tmp_path / "r", PLAN), PLAN, SINCE)
    assert isinstance(change, Change)
    assert [each and each.date for each in change] == [first.date, date(2024, 5, 2)]


def test_what_did_not_fit_the_plan_then_was_not_there(tmp_path: Path) -> None:
    wrong = row(1, target="vists")
    assert these(tmp_path / "r", wrong, row(3, value=5, replaces=wrong.id)) == [(None, 5)]
