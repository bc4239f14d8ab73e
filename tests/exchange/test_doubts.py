"""What is asked about before it is saved: a nought too many, a number that was forgotten."""

from dataclasses import replace

import pytest

from lovp.exchange.typed.doubts import find_doubts
from lovp.model import Level, Measure, Sum
from tests.progress.build import row, target

BEFORE = [row("1-9", 8), row("2-9", 12), row("3-9", 5)]


@pytest.mark.parametrize(
    ("value", "measure", "goal", "unit", "is_said", "reasons"),
    [
        (341, Sum(), 340, "visits", True, ["whole goal"]),
        (340, Sum(), 340, "visits", True, ["largest"]),
        (9, Level(), 8, "visits", True, []),
        # The largest of three is 12.
        (119, Sum(), 340, "visits", True, []),
        (120, Level(), 340, "visits", True, ["largest"]),
        (1, Sum(), 340, "deltagare", False, ["no number"]),
        (1, Sum(), 340, "deltagare", True, []),
    ],
)
def test_what_is_unlikely_is_asked_about(
    value: int, measure: Measure, goal: int, unit: str, is_said: bool, reasons: list[str]
) -> None:
    asked, new = replace(target(measure, goal), unit=unit), row("4-9", value)
    # A row is not held against itself.
    found = find_doubts(asked, [new], [*BEFORE, new], is_said=is_said)
    assert [doubt.reason for doubt in found] == reasons
    # Of two nobody can tell what is usual.
    assert "largest" not in [each.reason for each in find_doubts(asked, [new], BEFORE[:2])]
