"""Corrections: which row a text names, and the row that puts it right."""

from datetime import date, datetime
from typing import TypedDict

from lovp.errors import LovpError
from lovp.i18n import _, ngettext
from lovp.model import Number, Outcome
from lovp.record.guard import MASK, shown
from lovp.record.new import new_outcome
from lovp.record.record import Record

MIN_PART = 4
"""Characters of an id that are enough to name it, if they name no other."""
_MAX_LISTED = 10


class Changes(TypedDict, total=False):
    """What a correction changes; the rest stays."""

    date: date
    target: str
    place: str
    value: Number
    of: Number | None
    note: str


def amend(record: Record, row_id: str, changes: Changes, *, writer: str, now: datetime) -> Outcome:
    """The row that corrects what has the last word in the history of `row_id`.

    `LovpError` if there is no such row, if it was cancelled, or if nothing would change.
    """
    last = last_word_of(record, row_id)
    if last.cancels:
        raise LovpError(
            _("The outcome is cancelled, so there is nothing to correct."),
            _("Bring it back first: lovp undo {id}.").format(id=last.id),
        )
    content = Changes(
        date=last.date,
        target=last.target,
        place=last.place,
        value=last.value or 0,
        of=last.of,
        note=note_of(last),
    )
    content.update(changes)
    row = new_outcome(**content, replaces=last.id, writer=writer, now=now)
    if row.content == last.content:
        raise LovpError(
            _("Nothing would change: the outcome is like that already."), _("Say what is to be different.")
        )
    return row


def ids_like(record: Record, text: str) -> list[str]:
    """The ids that `text` may mean: the one that it is, else those that begin or end with it."""
    wanted = text.strip()
    if wanted in record.rows:
        return [wanted]
    folded = wanted.casefold()
    if len(folded) < MIN_PART:
        return []
    return [
        row_id
        for row_id in record.rows
        if row_id.casefold().startswith(folded) or row_id.casefold().endswith(folded)
    ]


def resolve_id(record: Record, text: str) -> str:
    """The id that `text` names: the whole id, or the end or beginning of one alone, 4 characters or more.

    `LovpError` if it names none or several; then the remedy lists them.
    """
    if len(text.strip()) < MIN_PART:
        raise LovpError(
            _("“{id}” is too short to name an outcome.").format(id=shown(text)),
            _("Give at least the last {count} characters of its id; lovp outcomes shows them.").format(
                count=MIN_PART
            ),
        )
    found = ids_like(record, text)
    if len(found) == 1:
        return found[0]
    if not found:
        raise LovpError(
            _("There is no outcome with the id {id}.").format(id=shown(text)),
            _("See lovp outcomes for the ids of all of them."),
        )
    raise LovpError(
        _("The id {id} fits several outcomes.").format(id=shown(text)),
        _("Give more of it. It may be:") + "".join(f"\n  {line}" for line in _candidates(record, found)),
    )


def _candidates(record: Record, found: list[str]) -> list[str]:
    rows = sorted((record.rows[row_id] for row_id in found), key=lambda row: row.latest_key, reverse=True)
    lines = [
        " ".join(filter(None, (row.id, row.date.isoformat(), row.target, row.place)))
        for row in rows[:_MAX_LISTED]
    ]
    if more := len(rows) - len(lines):
        lines.append(ngettext("and {count} more", "and {count} more", more).format(count=more))
    return lines


def last_word_of(record: Record, row_id: str) -> Outcome:
    """The row that has the last word in the history of `row_id`; `LovpError` if there is no such row."""
    if row_id not in record.rows:
        raise LovpError(
            _("There is no outcome with the id {id}.").format(id=shown(row_id)),
            _("See lovp outcomes for the ids of all of them."),
        )
    return record.rows[record.last_word[row_id]]


def note_of(row: Outcome) -> str:
    """The note as a new row may repeat it: without what was hidden when the record was read."""
    return "" if row.note == MASK else row.note
