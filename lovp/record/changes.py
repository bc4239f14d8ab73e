"""What became of outcomes since a moment: what was added late, corrected or cancelled."""

from lovp.model import Change, Outcome, Plan
from lovp.record.fits import misfit
from lovp.record.merge import merge
from lovp.record.reader import Batch
from lovp.record.record import Record


def changes(record: Record, plan: Plan, since: str) -> tuple[Change, ...]:
    """What counts otherwise than it did as known at `since` (as `logged_at`), by date.

    A history that says the same as before, such as a correction that was undone, has not changed; nor has
    one in which only the note is another. Pure.
    """
    touched = {record.last_word[row.id] for row in record.rows.values() if row.logged_at > since}
    members = [row for row in record.rows.values() if record.last_word[row.id] in touched]
    former: dict[str, Outcome] = {}
    for row in merge([Batch("", range(len(members)), members)], since).last_rows():
        if not row.cancels and not misfit(plan, row):
            former[record.last_word[row.id]] = row
    counting = {row.id: row for row in record.outcomes}
    found = (Change(former.get(last), counting.get(last)) for last in touched)
    return tuple(sorted((each for each in found if _says(each.before) != _says(each.after)), key=_order))


def _says(row: Outcome | None) -> tuple[object, ...]:
    return (row.date, row.target, row.place, row.value, row.of) if row else ()


def _order(change: Change) -> tuple[object, ...]:
    row = change.after or change.before
    return row.latest_key if row else ()
