"""The cases that a short run chooses, and the table of a full one."""

from tests.faults import scale
from tests.faults.table import Row, document


def test_a_short_run_takes_the_ends_and_spreads_the_rest() -> None:
    chosen = scale.some(range(101), 5)
    assert list(chosen) == (list(range(101)) if scale.FULL else [0, 25, 50, 75, 100])
    assert list(scale.some(range(3), 5)) == [0, 1, 2]


def test_the_table_has_a_row_for_each_fault() -> None:
    rows = [
        Row("B", "two", {"saved": 2, "refused": 0, "not_begun": 1}, held=False),
        Row("A", "one", {"saved": 1}, held=True),
    ]
    text = document(rows)
    assert text.index("## A") < text.index("## B")
    assert "| two | 3 | not begun 1, saved 2 | **broken** |" in text
    assert "| one | 1 | saved 1 | held |" in text
