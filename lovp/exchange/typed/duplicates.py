"""Rows that say the same as another outcome of the record. Pure."""

from collections.abc import Iterable, Sequence

from lovp.model import Outcome


def find_repeats(rows: Sequence[Outcome], outcomes: Iterable[Outcome]) -> list[tuple[Outcome, Outcome]]:
    """Each of the rows that says the same as an outcome recorded before it, and the first such outcome."""
    targets, said = {row.target for row in rows}, {row.counted for row in rows}
    # Of a whole year's outcomes few are of these targets, and far fewer say the same.
    alike = [outcome for outcome in outcomes if outcome.target in targets and outcome.counted in said]
    first: dict[tuple[object, ...], Outcome] = {}
    for outcome in sorted(alike, key=lambda outcome: outcome.latest_key):
        first.setdefault(outcome.counted, outcome)
    pairs = [(row, first.get(row.counted, row)) for row in rows]
    return [(row, other) for row, other in pairs if other.latest_key < row.latest_key]
