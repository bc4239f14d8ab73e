"""Rows that can be right and seldom are: a nought too many, the same twice. Pure."""

from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

from lovp.model import Level, Number, Outcome, Sum, Target

_TIMES = 10
"""A value is asked about from so many times the largest one on."""
_KNOWN = 3
"""How many values there are before the largest one says something."""


class Doubt(NamedTuple):
    """A row that is asked about, why, and the number that it is held against."""

    row: Outcome
    reason: Literal["whole goal", "largest"]
    number: Number


def find_doubts(target: Target, rows: Sequence[Outcome], outcomes: Iterable[Outcome]) -> list[Doubt]:
    """What is to be asked about the rows, held against the target and against what was reported before."""
    new = {row.id for row in rows}
    values = [row.value or 0 for row in outcomes if row.target == target.id and row.id not in new]
    largest = max(values) if len(values) >= _KNOWN else 0
    found = []
    for row in rows:
        value = row.value or 0
        if isinstance(target.measure, Sum) and target.goal is not None and value > target.goal:
            found.append(Doubt(row, "whole goal", target.goal))
        elif isinstance(target.measure, Sum | Level) and 0 < _TIMES * largest <= value:
            found.append(Doubt(row, "largest", largest))
    return found


def find_repeats(rows: Sequence[Outcome], outcomes: Iterable[Outcome]) -> list[tuple[Outcome, Outcome]]:
    """Each of the rows that says the same as an outcome recorded before it, and the first such outcome."""
    contents = {row.counted for row in rows}
    alike = sorted((row for row in outcomes if row.counted in contents), key=lambda row: row.latest_key)
    first = {row.counted: row for row in reversed(alike)}
    pairs = [(row, first.get(row.counted, row)) for row in rows]
    return [(row, other) for row, other in pairs if other.latest_key < row.latest_key]
