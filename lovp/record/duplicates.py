"""Rows that say the same as another outcome of the record. Pure."""

from collections.abc import Iterable

from lovp.model import Outcome


def find_repeats(rows: Iterable[Outcome], outcomes: Iterable[Outcome]) -> list[tuple[Outcome, Outcome]]:
    """Each of the rows that says the same as an outcome before it, and that outcome."""
    by_content: dict[tuple[object, ...], list[Outcome]] = {}
    for outcome in outcomes:
        by_content.setdefault(_content(outcome), []).append(outcome)
    found = []
    for row in rows:
        alike = by_content.get(_content(row), [])
        other = next((each for each in alike if (each.logged_at, each.id) < (row.logged_at, row.id)), None)
        if other is not None:
            found.append((row, other))
    return found


def _content(row: Outcome) -> tuple[object, ...]:
    """What is compared: the note and the writer may be others."""
    return (row.date, row.target, row.place, row.value, row.of)
