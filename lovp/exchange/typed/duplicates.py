"""Rows that say the same as another outcome of the record. Pure."""

from collections.abc import Iterable

from lovp.model import Outcome


def find_repeats(rows: Iterable[Outcome], outcomes: Iterable[Outcome]) -> list[tuple[Outcome, Outcome]]:
    """Each of the rows that says the same as an outcome recorded before it, and the first such outcome."""
    first: dict[tuple[object, ...], Outcome] = {}
    for outcome in sorted(outcomes, key=lambda outcome: outcome.latest_key):
        first.setdefault(outcome.counted, outcome)
    pairs = [(row, first.get(row.counted, row)) for row in rows]
    return [(row, other) for row, other in pairs if other.latest_key < row.latest_key]
