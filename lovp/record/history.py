"""Corrections: which rows are one outcome's history, and which of them has the last word. Pure."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from lovp.model import Outcome

Rows = Mapping[str, Outcome]
Moment = tuple[str, int, str]
"""When a row was recorded; if that is not after what it replaces, how many steps it comes after; its id."""


class Histories(NamedTuple):
    """For each row the one that has the last word in its history, and what is wrong with some histories.

    `forks` are rows that correct the same outcome without knowing of each other, the one that counts last;
    `orphans` replace a row that isn't in the record; `circles` are rows that replace each other.
    """

    last: Mapping[str, str]
    forks: Sequence[Sequence[str]]
    orphans: Sequence[str]
    circles: Sequence[Sequence[str]]


def find_histories(rows: Rows) -> Histories:
    """Who has the last word among rows that correct each other."""
    replaces = {row_id: row.replaces for row_id, row in rows.items() if row.replaces}
    corrections: defaultdict[str, list[str]] = defaultdict(list)
    for row_id, former in replaces.items():
        corrections[former].append(row_id)
    circles = _find_circles(replaces)
    last = {row_id: row_id for row_id in rows}
    forks = []
    # What a history begins with need not be a row: corrections of one that is missing belong together all
    # the same, so that the totals don't change when it turns up.
    starts = [[former] for former in corrections if former not in replaces]
    for start in starts + circles:
        moments = _find_moments(rows, corrections, start)
        members = [row_id for row_id in moments if row_id in rows]
        # Only in a circle is every row replaced.
        ends = [row_id for row_id in members if row_id not in corrections]
        winner = max(ends or members, key=moments.__getitem__)
        last.update(dict.fromkeys(members, winner))
        # Who corrects acts on the row that has the last word, and did not know of what came after that.
        acted_on = moments[rows[winner].replaces]
        if unknown := sorted(end for end in ends if end != winner and moments[end] > acted_on):
            forks.append([*unknown, winner])
    orphans = sorted(row_id for row_id, former in replaces.items() if former not in rows)
    return Histories(last, forks, orphans, circles)


def _find_circles(replaces: Mapping[str, str]) -> list[list[str]]:
    """The ids of rows that replace each other in a circle, or themselves."""
    circles = []
    seen: set[str] = set()
    for row_id in replaces:
        path = []
        while row_id in replaces and row_id not in seen:
            seen.add(row_id)
            path.append(row_id)
            row_id = replaces[row_id]
        if row_id in path:
            circles.append(sorted(path[path.index(row_id) :]))
    return circles


def _find_moments(rows: Rows, corrections: Mapping[str, list[str]], start: list[str]) -> dict[str, Moment]:
    """When each row of a history was recorded, never before what it replaces: clocks jump, machines differ.

    Who corrects the row that has the last word has the last word then, whatever time it is said to be.
    """
    moments = {row_id: (rows[row_id].logged_at if row_id in rows else "", 0, row_id) for row_id in start}
    found = list(start)
    for former in found:  # which grows meanwhile
        latest, steps, _former = moments[former]
        for row_id in corrections.get(former, ()):
            if row_id not in moments:
                own = rows[row_id].logged_at
                moments[row_id] = (own, 0, row_id) if own > latest else (latest, steps + 1, row_id)
                found.append(row_id)
    return moments
