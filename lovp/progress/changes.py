"""What became of outcomes since a moment: what was added late, corrected or cancelled. Pure."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from lovp.model import Outcome


class Change(NamedTuple):
    """What became of an outcome between two moments: None is nothing, not yet or not any more."""

    before: Outcome | None
    after: Outcome | None


def changes(
    former: Iterable[Outcome], now: Iterable[Outcome], last_word: Mapping[str, str]
) -> tuple[Change, ...]:
    """What became of outcomes between the `former` ones and those that count `now`, by date.

    Outcomes with the same `last_word` are one that was corrected. A correction that was undone has changed
    nothing, nor has one in which only the note is another.
    """
    former, now = set(former), set(now)
    before = {last_word[row.id]: row for row in former - now}
    after = {last_word[row.id]: row for row in now - former}
    found = [Change(before.get(row_id), after.get(row_id)) for row_id in before.keys() | after.keys()]
    others = [each for each in found if len({row and row.counted for row in each}) > 1]
    return tuple(sorted(others, key=_order))


def _order(change: Change) -> tuple[object, ...]:
    row = change.after or change.before
    return row.latest_key if row else ()
