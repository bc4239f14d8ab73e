"""The made-up year of the demonstration: plausible, sound, and never taken for a real one."""

from collections import Counter
from datetime import date

from lovp.model import Outcome, Plan, Sum
from lovp.progress.values import Status
from lovp.record.validation import validate
from tests.progress.build import LAST, progress
from tests.rows import example_rows


def counting(rows: list[Outcome]) -> list[Outcome]:
    replaced = {row.replaces for row in rows}
    return [row for row in rows if row.id not in replaced and row.value is not None]


def test_each_row_is_marked_and_fits_the_plan(real: Plan) -> None:
    rows = example_rows()
    assert len(rows) == 1500
    for row in rows:
        assert row.writer == f"exempel-{real.target_by_id[row.target].area}"
        assert row.logged_at[:10] >= row.date.isoformat()
        assert validate(real, row) is None, row


def test_some_targets_end_behind_and_some_are_reached(real: Plan) -> None:
    rows = counting(example_rows())
    whole = progress(real, rows, LAST).targets()
    end = Counter(now.status for now in whole if isinstance(now.target.measure, Sum))
    assert end[Status.MISSED] >= 3
    assert end[Status.REACHED] >= 3
    middle = Counter(now.status for now in progress(real, rows, date(2024, 5, 31)).targets())
    assert middle[Status.BEHIND] >= 1
    assert middle[Status.ON_TRACK] >= 1
