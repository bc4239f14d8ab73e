"""Which rows count, found the slow and certain way, to judge the program by."""

from lovp.model import Outcome

Rows = dict[str, Outcome]
"""Rows by id."""


def last_words(rows: Rows) -> dict[str, str]:
    """For each row the one that has the last word in its history.

    Of rows that nothing replaces the latest; a row is never earlier than what it replaces, whatever its
    clock said.
    """
    histories: dict[str, list[str]] = {}
    for row_id in rows:
        histories.setdefault(_root(row_id, rows), []).append(row_id)
    replaced = {row.replaces for row in rows.values()}
    found: dict[str, str] = {}
    for members in histories.values():
        ends = [row_id for row_id in members if row_id not in replaced]
        found |= dict.fromkeys(members, max(ends, key=lambda row_id: (_moment(row_id, rows), row_id)))
    return found


def counting(rows: Rows) -> tuple[Outcome, ...]:
    """The rows that count, the latest last."""
    last = last_words(rows)
    standing = [row for row_id, row in rows.items() if last[row_id] == row_id and row.value is not None]
    return tuple(sorted(standing, key=lambda row: (row.date, row.logged_at, row.id)))


def _root(row_id: str, rows: Rows) -> str:
    while row_id in rows and rows[row_id].replaces:
        row_id = rows[row_id].replaces
    return row_id


def _moment(row_id: str, rows: Rows) -> tuple[str, int]:
    if row_id not in rows:
        return "", 0
    own = rows[row_id].logged_at
    moment, step = _moment(rows[row_id].replaces, rows)
    return (own, 0) if own > moment else (moment, step + 1)
