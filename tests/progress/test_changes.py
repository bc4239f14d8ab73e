"""What became of outcomes since a moment, held against the record as it was known then."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lovp.model import Counted, Outcome
from lovp.progress.summary import Change, changes
from lovp.record.record import read_record, record_known_at
from tests.record.helpers import PLAN, make_row, record_of
from tests.record.made import sound_rows


def all_of(rows: Iterable[Outcome | None]) -> Counter[Counted]:
    return Counter(row.counted for row in rows if row)


@given(rows=sound_rows(), month=st.integers(1, 4))
def test_what_was_known_then_and_what_changed_is_what_is_known_now(
    rows: list[Outcome], month: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.getbasetemp() / "changes"
    since = f"2024-0{month}-12T08:30:00.000001Z"
    now, then = record_of(folder, {"kansli.csv": rows}), read_record(folder, PLAN, since)
    assert record_known_at(now, PLAN, since).outcomes == then.outcomes
    found = changes(then.outcomes, now.outcomes, now.last_word)
    known = all_of(then.outcomes)
    known.subtract(all_of(change.before for change in found))
    known.update(all_of(change.after for change in found))
    assert +known == all_of(now.outcomes)
    assert min(known.values(), default=0) >= 0, "something was taken away that was not there"
    assert all(change.before != change.after for change in found)


def recorded(month: int, value: int | None = 3, replaces: str = "", **more: str) -> Outcome:
    """A row that was recorded in the month, whose number is its name."""
    row = make_row(str(month), value, replaces=replaces, **more)  # type: ignore[arg-type]
    return row._replace(logged_at=f"2024-0{month}-12T08:30:00.000000Z")


FIRST = recorded(1)
MAY = recorded(3, replaces="1")._replace(date=date(2024, 5, 2))


@pytest.mark.parametrize(
    ("rows", "changed"),
    [
        ([FIRST], []),
        ([FIRST, recorded(3, 5)], [(None, 5)]),
        ([FIRST, recorded(3, 4, "1")], [(3, 4)]),
        ([FIRST, recorded(3, None, "1")], [(3, None)]),
        # Cancelled and brought back; then cancelled before, and brought back since.
        ([FIRST, recorded(3, None, "1"), recorded(4, 3, "3")], []),
        ([FIRST, recorded(2, None, "1"), recorded(3, 7, "2")], [(None, 7)]),
        # What did not fit the plan then was not there.
        ([recorded(1, target="vists"), recorded(3, 5, "1")], [(None, 5)]),
        # Another note is no change, and another day is one.
        ([FIRST, recorded(3, 3, "1", note="Öppet hus")], []),
        ([FIRST, MAY], [(3, 3)]),
    ],
)
def test_added_corrected_cancelled_and_brought_back(
    tmp_path: Path, rows: list[Outcome], changed: list[object]
) -> None:
    now = record_of(tmp_path / "r", {"kansli.csv": rows})
    known = record_known_at(now, PLAN, "2024-02-12T08:30:00.000001Z")
    found: tuple[Change, ...] = changes(known.outcomes, now.outcomes, now.last_word)
    assert [(before and before.value, after and after.value) for before, after in found] == changed
