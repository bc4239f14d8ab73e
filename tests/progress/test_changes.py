"""What became of outcomes since a moment, held against the record as it was known then."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lovp.model import Change, Outcome
from lovp.progress.changes import changes
from lovp.record.record import read_record, record_known_at
from tests.record.helpers import PLAN, MakeRow, make_row, record_of
from tests.record.made import sound_rows

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
    since = f"2024-0{month}-12T08:30:00.000001Z"
    now, then = record_of(folder, {"kansli.csv": rows}), read_record(folder, PLAN, since)
    assert record_known_at(now, PLAN, since).outcomes == then.outcomes
    found = changes(then.outcomes, now.outcomes, now.last_word)
    expected = all_of(now.outcomes)
    known = all_of(then.outcomes)
    known.subtract(all_of(change.before for change in found))
    known.update(all_of(change.after for change in found))
    assert +known == expected
    assert min(known.values(), default=0) >= 0, "something was taken away that was not there"
    assert all(change.before != change.after for change in found)


def in_month(month: int, value: int | None = 3, **more: object) -> Outcome:
    """A row that was recorded in the month, whose number is its name."""
    make: MakeRow = make_row
    row = make(str(month), value, **more)
    return row._replace(logged_at=f"2024-0{month}-20T08:30:00.000000Z")


def these(folder: Path, *rows: Outcome) -> list[Change]:
    now = record_of(folder / "r", {"kansli.csv": rows})
    return [*changes(record_known_at(now, PLAN, SINCE).outcomes, now.outcomes, now.last_word)]


def values(folder: Path, *rows: Outcome) -> list[tuple[object, object]]:
    return [(before and before.value, after and after.value) for before, after in these(folder, *rows)]


def test_added_corrected_cancelled_and_brought_back(tmp_path: Path) -> None:
    first = in_month(1)
    assert values(tmp_path, first) == []
    assert values(tmp_path, first, in_month(3, 5)) == [(None, 5)]
    assert values(tmp_path, first, in_month(3, 4, replaces="1")) == [(3, 4)]
    assert values(tmp_path, first, in_month(3, None, replaces="1")) == [(3, None)]
    undone = in_month(3, None, replaces="1")
    assert values(tmp_path, first, undone, in_month(4, 3, replaces="3")) == []
    known = in_month(2, None, replaces="1")._replace(logged_at="2024-02-01T08:30:00.000000Z")
    assert values(tmp_path, first, known, in_month(3, 7, replaces="2")) == [(None, 7)]
    # What did not fit the plan then was not there.
    assert values(tmp_path, in_month(1, target="vists"), in_month(3, 5, replaces="1")) == [(None, 5)]


def test_another_note_is_no_change_and_another_day_is_one(tmp_path: Path) -> None:
    first = in_month(1)
    assert these(tmp_path, first, in_month(3, note="Öppet hus", replaces="1")) == []
    (change,) = these(tmp_path, first, in_month(3, day=date(2024, 5, 2), replaces="1"))
    assert [each and each.date for each in change] == [first.date, date(2024, 5, 2)]
