"""What became of outcomes since a moment: what was added late, corrected or cancelled."""

from lovp.model import Change, Outcome, Plan
from lovp.record.duplicates import counted
from lovp.record.merge import merge
from lovp.record.reader import Batch
from lovp.record.record import Record
from lovp.record.validation import validate


def changes(record: Record, plan: Plan, since: str) -> tuple[Change, ...]:
    """What counts otherwise than it did as known at `since` (as `logged_at`), by date. Pure.

    A correction that was undone has changed nothing, nor has one in which only the note is another.
    """
    touched = {record.last_word[row.id] for row in record.rows.values() if row.logged_at > since}
    members = [row for row in record.rows.values() if record.last_word[row.id] in touched]
    former: dict[str, Outcome] = {}
    for row in merge([Batch("", range(len(members)), members)], since).last_rows():
        if not row.cancels and not validate(plan, row):
            former[record.last_word[row.id]] = row
    now = {row.id: row for row in record.outcomes}
    found = [Change(former.get(last), now.get(last)) for last in touched]
    return tuple(sorted((each for each in found if counted(each.before) != counted(each.after)), key=_order))


def _order(change: Change) -> tuple[object, ...]:
    row = change.after or change.before
    return row.latest_key if row else ()
