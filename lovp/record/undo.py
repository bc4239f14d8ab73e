"""Taking back: the rows that undo an outcome or a correction. Nothing is erased."""

from datetime import datetime
from typing import NamedTuple

from lovp.model import Outcome
from lovp.record.amend import last_word_of, note_of
from lovp.record.new import new_outcome
from lovp.record.record import Record


def undo(record: Record, row_id: str, *, writer: str, now: datetime) -> Outcome:
    """The row that takes back what has the last word in the history of `row_id`.

    An outcome is cancelled. A correction gives way to what it replaced: a new row says the same again, so
    that undoing a cancellation brings the outcome back, and undoing twice changes nothing. `LovpError` if
    there is no such row.
    """
    last = last_word_of(record, row_id)
    return _without(record, last, last, writer, now)


class Standing(NamedTuple):
    """What a writer recorded last and has not undone, and who has corrected it since, if anybody has."""

    row: Outcome
    corrected_by: str | None


def latest_standing(record: Record, writer: str) -> Standing | None:
    """The writer's latest outcome or correction that is not undone; None if there is nothing."""
    own = sorted(
        (row for row in record.rows.values() if row.writer == writer),
        key=lambda row: (row.logged_at, row.id),
        reverse=True,
    )
    for row in own:
        if row.cancels or _first_said(record, row) is not row:
            continue  # this only took something back
        if _first_said(record, last_word_of(record, row.id)) is row:
            return Standing(row, None)
        if correction := _correction_of(record, row, writer):
            return Standing(row, correction.writer)
    return None


def undo_standing(record: Record, row: Outcome, *, writer: str, now: datetime) -> Outcome:
    """The row that takes back one that stands (`latest_standing`), as if nothing had been undone since.

    Repeated, it goes on backwards, as undoing does in an editor.
    """
    return _without(record, last_word_of(record, row.id), row, writer, now)


def _without(record: Record, last: Outcome, said: Outcome, writer: str, now: datetime) -> Outcome:
    """The row that replaces `last` by what was said before `said`; nothing before it cancels."""
    former = record.rows.get(said.replaces, said)
    cancel = former is said or former.cancels
    return new_outcome(
        date=former.date,
        target=former.target,
        place=former.place,
        value=None if cancel else former.value,
        of=None if cancel else former.of,
        note=note_of(former),
        replaces=last.id,
        writer=writer,
        now=now,
    )


def _first_said(record: Record, row: Outcome) -> Outcome:
    """The earliest row of the history that says what `row` says; a history that goes in circles ends."""
    first, seen = row, {row.id}
    earlier = record.rows.get(row.replaces)
    while earlier and earlier.id not in seen:
        if earlier.content == row.content:
            first = earlier
        seen.add(earlier.id)
        earlier = record.rows.get(earlier.replaces)
    return first


def _correction_of(record: Record, row: Outcome, writer: str) -> Outcome | None:
    """Another writer's row that says something else instead of `row`, if there is one."""
    return next(
        (
            other
            for other in record.rows.values()
            if other.replaces == row.id
            and other.writer != writer
            and not other.cancels
            and _first_said(record, other) is other
        ),
        None,
    )
