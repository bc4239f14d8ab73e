"""What is asked about before it is saved: a nought too many, a number that was forgotten."""

from dataclasses import replace

from lovp.exchange.typed.doubts import Reason, find_doubts
from lovp.model import Level, Measure, Sum
from tests.progress.build import row, target

BEFORE = [row("1-9", 8), row("2-9", 12), row("3-9", 5)]


def reasons(
    value: int, measure: Measure, *, unit: str = "visits", goal: int = 340, said: bool = True
) -> list[Reason]:
    asked = replace(target(measure, goal), unit=unit)
    found = find_doubts(asked, [row("4-9", value)], BEFORE, is_said=said)
    return [doubt.reason for doubt in found]


def test_more_than_the_whole_years_goal() -> None:
    assert reasons(341, Sum()) == [Reason.WHOLE_GOAL]
    assert reasons(340, Sum(), goal=340) == [Reason.LARGEST]
    assert reasons(9, Level(), goal=8) == []


def test_ten_times_the_largest_so_far() -> None:
    # The largest of three is 12.
    assert reasons(119, Sum()) == []
    assert reasons(120, Sum()) == [Reason.LARGEST]
    assert reasons(120, Level()) == [Reason.LARGEST]
    # Of two nobody can tell what is usual.
    assert find_doubts(target(Sum(), 340), [row("4-9", 120)], BEFORE[:2]) == []


def test_people_without_a_number() -> None:
    assert reasons(1, Sum(), unit="deltagare", said=False) == [Reason.NO_NUMBER]
    assert reasons(1, Sum(), unit="deltagare") == []
    assert reasons(1, Sum(), unit="kurser", said=False) == []


def test_a_row_is_not_held_against_itself() -> None:
    new = row("4-9", 120)
    assert [doubt.number for doubt in find_doubts(target(Sum(), 340), [new], [*BEFORE, new])] == [12]
