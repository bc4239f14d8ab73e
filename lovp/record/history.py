"""Corrections: which rows are one outcome's history, and which of them has the last word. Pure."""

from collections import defaultdict
from collections.abc import Mapping
from typing import NamedTuple

from lovp.model import Outcome

Moment = tuple[str, int]
"""When a row was recorded and, if that is not after what it replaces, how many steps it comes after that."""


class Fork(NamedTuple):
    """Rows that correct the same outcome without knowing of each other; `winner` has the last word."""

    winner: str
    others: tuple[str, ...]


class LastWord(dict[str, str]):
    """For an id the one with the last word in its history; most have it themselves, and are left out."""

    def __missing__(self, row_id: str) -> str:
        return row_id


class Histories(NamedTuple):
    """Who has the last word in each history, and what is wrong with some of them."""

    last: LastWord
    forks: tuple[Fork, ...]
    orphans: tuple[str, ...]
    """Rows that replace a row which isn't in the record."""
    circles: tuple[tuple[str, ...], ...]
    """Rows that replace each other in a circle, or themselves."""


def find_histories(rows: Mapping[str, Outcome]) -> Histories:
    """Who has the last word among rows that correct each other."""
    replaces = {row_id: row.replaces for row_id, row in rows.items() if row.replaces}
    roots, circles = _roots(replaces)
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for row_id, root in roots.items():
        if row_id in rows:
            groups[root].append(row_id)
    replaced = set(replaces.values())
    moments = {row_id: (rows[row_id].logged_at, 0) for circle in circles for row_id in circle}
    last = LastWord()
    forks = []
    for members in groups.values():
        # Only in a circle is every row replaced.
        ends = [row_id for row_id in members if row_id not in replaced] or members
        winner = ends[0] if len(ends) == 1 else max(ends, key=lambda end: (_moment(end, rows, moments), end))
        last.update(dict.fromkeys(members, winner))
        if len(ends) > 1 and ends is not members and (others := _unsettled(winner, ends, rows, moments)):
            forks.append(Fork(winner, others))
    orphans = (row_id for row_id, former in replaces.items() if former not in rows)
    return Histories(
        last, tuple(sorted(forks, key=lambda fork: fork.winner)), tuple(sorted(orphans)), circles
    )


def _roots(replaces: Mapping[str, str]) -> tuple[dict[str, str], tuple[tuple[str, ...], ...]]:
    """For each id that is linked the root of its tree (in a circle: the least id of it), and the circles.

    A root need not be a row: corrections of a row that is missing belong together all the same, so that the
    totals don't change when it turns up.
    """
    roots: dict[str, str] = {}
    circles = []
    for start in replaces:
        path: dict[str, None] = {}
        row_id = start
        while row_id not in roots and row_id not in path and row_id in replaces:
            path[row_id] = None
            row_id = replaces[row_id]
        root = roots.get(row_id, row_id)
        if row_id in path:
            steps = list(path)
            circle = sorted(steps[steps.index(row_id) :])
            circles.append(tuple(circle))
            root = circle[0]
        path[row_id] = None
        roots.update(dict.fromkeys(path, root))
    return roots, tuple(sorted(circles))


def _moment(row_id: str, rows: Mapping[str, Outcome], known: dict[str, Moment]) -> Moment:
    """When the row was recorded, never before what it replaces: clocks jump, and two machines differ.

    Who corrects the row that has the last word has the last word then, whatever time it is said to be.
    """
    path = []
    while row_id in rows and row_id not in known:
        path.append(row_id)
        row_id = rows[row_id].replaces
    latest, steps = known.get(row_id, ("", 0))
    for later in reversed(path):
        own = rows[later].logged_at
        latest, steps = (own, 0) if own > latest else (latest, steps + 1)
        known[later] = latest, steps
    return latest, steps


def _unsettled(
    winner: str, ends: list[str], rows: Mapping[str, Outcome], moments: dict[str, Moment]
) -> tuple[str, ...]:
    """The other ends that the winner doesn't settle.

    Who corrects acts on the row that has the last word. If that row stood above another end, the winner was
    written over both; if it is one that the other end replaces as well, neither knew of the other.
    """
    others = sorted(end for end in ends if end != winner)
    former = rows[winner].replaces
    if former not in rows:
        return tuple(others)
    since = (_moment(former, rows, moments), former)
    return tuple(
        end for end in others if since < (_moment(end, rows, moments), end) or former in _ancestors(end, rows)
    )


def _ancestors(row_id: str, rows: Mapping[str, Outcome]) -> set[str]:
    found: set[str] = set()
    while row_id in rows and rows[row_id].replaces not in found:
        row_id = rows[row_id].replaces
        found.add(row_id)
    return found
