"""The example's year, held against the district's own plan of 2024."""

from lovp.model import Plan
from lovp.record.validation import validate
from tests.rows import example_rows


def test_the_example_is_marked_and_fits_the_plan(real: Plan) -> None:
    example = example_rows()
    assert len(example) == 1500
    for row in example:
        assert row.writer == f"exempel-{real.target_by_id[row.target].area}"
        assert row.logged_at[:10] >= row.date.isoformat()
        assert validate(real, row) is None, row
