"""What is asked about before it is saved: a nought too many."""

import pytest

from lovp.model import Level, Measure, Sum
from lovp.progress.doubts import find_doubts
from tests.progress.build import row, target

BEFORE = [row("1-9", 8), row("2-9", 12), row("3-9", 5)]


@pytest.mark.parametrize(
    ("value", "measure", "goal", "reasons"),
    [
        (341, Sum(), 340, ["whole goal"]),
        (340, Sum(), 340, ["largest"]),
        (9, Level(), 8, []),
        # The largest of three is 12.
        (119, Sum(), 340, []),
        (120, Level(), 340, ["largest"]),
    ],
)
def test_what_is_unlikely_is_asked_about(value: int, measure: Measure, goal: int, reasons: list[str]) -> None:
    asked, new = target(measure, goal), row("4-9", value)
    # A row is not held against itself.
    found = find_doubts(asked, [new], [*BEFORE, new])
    assert [doubt.reason for doubt in found] == reasons
    # Of two nobody can tell what is usual.
    assert "largest" not in [each.reason for each in find_doubts(asked, [new], BEFORE[:2])]
