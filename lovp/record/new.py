"""New rows, checked before anything is written: outcomes, what puts one right, what takes one back.

Pure but for the random ids.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from lovp.dates import timestamp
from lovp.errors import LovpError
from lovp.i18n import _
from lovp.model import Outcome, Plan
from lovp.pii import MASK, personal_data, shown
from lovp.record.folder import slug
from lovp.record.record import Record
from lovp.text import clean_text

Changes = dict[str, Any]
"""What a correction changes, by the fields of an outcome; the rest stays."""
Years = Sequence[tuple[Plan, Record]]
"""The plan and the record of each year, in the order in which they are looked through."""
MIN_PART = 4  # characters of an id that are enough to name it, if they name no other
MAX_NOTE = 500  # characters


def finish_row(row: Outcome, writer: str, now: datetime) -> Outcome:
    """The row with an id, a checked note, its writer and its time (`now` has a zone). Raises LovpError."""
    from uuid_utils import uuid7

    note = checked_note(row.note)
    return row._replace(id=str(uuid7()), note=note, writer=slug(writer), logged_at=timestamp(now))


def finish_rows(rows: Iterable[Outcome], writer: str, now: datetime) -> list[Outcome]:
    """The rows finished, each a moment after the one before it, so that the last of two is the latest."""
    return [finish_row(row, writer, now + timedelta(microseconds=at)) for at, row in enumerate(rows)]


def checked_note(text: str) -> str:
    """The note as it is recorded: clean. Raises LovpError if it holds personal data or is too long."""
    note = clean_text(text).strip()
    if kind := personal_data(note):
        message = _("The field “{field}” holds personal data ({kind}).").format(field=_("note"), kind=kind)
        raise LovpError(message, _("Leave it out: the record holds numbers, never people."))
    if len(note) > MAX_NOTE:
        message = _("The note is longer than {count} characters.").format(count=MAX_NOTE)
        raise LovpError(message, _("Shorten it."))
    return note


def find_row(records: Years, text: str) -> tuple[Plan, Record, str]:
    """The year and the id of the row whose id is the text, or begins or ends so. Raises LovpError."""
    part = text.strip().casefold()
    every = [(plan, record, row_id) for plan, record in records for row_id in record.rows]
    found = [each for each in every if each[2] == text.strip()]
    if not found and len(part) >= MIN_PART:
        ids = [(each, each[2].casefold()) for each in every]
        found = [each for each, row_id in ids if row_id.startswith(part) or row_id.endswith(part)]
    if not found:
        message = _("There is no outcome with the id {id}.").format(id=shown(text))
        remedy = _("Give at least the last {count} characters of its id; lovp outcomes shows them.")
        raise LovpError(message, remedy.format(count=MIN_PART))
    if len(found) > 1:
        message = _("The id {id} fits several outcomes.").format(id=shown(text))
        raise LovpError(message, _("Give more of it, or say which year with --year."))
    return found[0]


def amend(record: Record, row_id: str, changes: Changes, *, writer: str, now: datetime) -> Outcome:
    """The row that corrects the last word on `row_id`. Raises LovpError where there is nothing to correct."""
    last = record.rows[record.last_word[row_id]]
    if last.cancels:
        remedy = _("Bring it back first: lovp undo {id}.").format(id=last.id)
        raise LovpError(_("The outcome is cancelled, so there is nothing to correct."), remedy)
    row = finish_row(_without_mask(last)._replace(**changes, replaces=last.id), writer, now)
    if row.content == last.content:
        message = _("Nothing would change: the outcome is like that already.")
        raise LovpError(message, _("Say what is to be different."))
    return row


def undo(
    record: Record, row_id: str, undone: Outcome | None = None, *, writer: str, now: datetime
) -> Outcome:
    """The row that takes back the last word in the history of `row_id`, or `undone`, an earlier row in it.

    An outcome is cancelled. A correction gives way to what it replaced: a new row says the same again, so
    that undoing a cancellation brings the outcome back, and undoing twice changes nothing.
    """
    last = record.rows[record.last_word[row_id]]
    undone = undone or last
    former = record.rows.get(undone.replaces, undone)
    row = _without_mask(former)._replace(replaces=last.id)
    if former is undone:
        row = row._replace(value=None, of=None)
    return finish_row(row, writer, now)


def _without_mask(row: Outcome) -> Outcome:
    """The row as a new one may repeat it: without a note that was hidden when the record was read."""
    return row._replace(note="") if row.note == MASK else row


def find_latest(records: Years, writer: str) -> tuple[Plan, Record, Outcome]:
    """What the writer recorded last and has not undone. Raises LovpError for nothing."""
    every = [(plan, record, row) for plan, record in records for row in record.rows.values()]
    own = [each for each in every if each[2].writer == writer]
    for plan, record, row in sorted(own, key=lambda each: (each[2].logged_at, each[2].id), reverse=True):
        if row.cancels or _first_alike(record, row) is not row:
            continue  # this only took something back
        last = _first_alike(record, record.rows[record.last_word[row.id]])
        if last is row:
            return plan, record, row
        if last.writer != writer and not last.cancels:
            break  # what somebody else has corrected is not for the writer to take back unasked
    message = _("{writer} has recorded nothing to undo, or somebody else has corrected it since.")
    remedy = _("lovp outcomes lists what there is; lovp undo ID undoes one of them.")
    raise LovpError(message.format(writer=writer), remedy)


def _first_alike(record: Record, row: Outcome) -> Outcome:
    """The earliest row of the history that says what `row` says; a history that goes in circles ends."""
    first, seen = row, {row.id}
    earlier = record.rows.get(row.replaces)
    while earlier and earlier.id not in seen:
        first = earlier if earlier.content == row.content else first
        seen.add(earlier.id)
        earlier = record.rows.get(earlier.replaces)
    return first
