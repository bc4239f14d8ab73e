"""New rows: an outcome, the correction of one, and the undoing of either. Pure but for the random ids."""

from datetime import date, datetime
from typing import TypedDict

from lovp.cells import clean_text
from lovp.errors import LovpError
from lovp.i18n import _, ngettext
from lovp.model import Number, Outcome
from lovp.period import timestamp
from lovp.record.guard import MASK, personal_data, shown
from lovp.record.record import Record
from lovp.record.writer import slug

MAX_NOTE = 500
"""Characters of a note."""
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


def new_outcome(
    *,
    date: date,
    target: str,
    place: str,
    value: Number | None,
    of: Number | None,
    note: str,
    replaces: str,
    writer: str,
    now: datetime,
) -> Outcome:
    """A new row with an id of its own, recorded at `now` (with its time zone).

    Texts are cleaned, and the writer becomes the name of its file. `LovpError` if a text holds personal data
    (it is not repeated) or the note is longer than `MAX_NOTE`. Whether it fits the plan is for `fits` to say.
    """
    return Outcome(
        id=_new_id(),
        date=date,
        target=_checked("target", target),
        place=_checked("place", place),
        value=value,
        of=of,
        note=checked_note(note),
        replaces=replaces,
        writer=slug(writer),
        logged_at=timestamp(now),
    )


def checked_note(text: str) -> str:
    """The note as it is recorded: clean. `LovpError` if it holds personal data or is too long."""
    note = _checked("note", text)
    if len(note) > MAX_NOTE:
        raise LovpError(
            _("The note is longer than {count} characters.").format(count=MAX_NOTE), _("Shorten it.")
        )
    return note


def _checked(field: str, text: str) -> str:
    cleaned = clean_text(text).strip()
    if kind := personal_data(cleaned):
        raise _personal_data(field, kind)
    return cleaned


def undo(record: Record, row_id: str, *, writer: str, now: datetime) -> Outcome:
    """The row that takes back what has the last word in the history of `row_id`.

    An outcome is cancelled. A correction gives way to what it replaced: a new row says the same again, so
    that undoing a cancellation brings the outcome back, and undoing twice changes nothing. `LovpError` if
    there is no such row.
    """
    last = _last_word(record, row_id)
    return _without(record, last, last, writer, now)


def step_back(record: Record, row_id: str, *, writer: str, now: datetime) -> Outcome:
    """Like `undo`, but one that goes on backwards when it is repeated, as undoing does in an editor.

    A row that says again what an earlier one of its history said is undone as that one would be: after a
    correction was undone, the outcome itself is cancelled.
    """
    last = _last_word(record, row_id)
    return _without(record, last, _first_said(record, last), writer, now)


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
        note="" if cancel else _note(former),
        replaces=last.id,
        writer=writer,
        now=now,
    )


def _first_said(record: Record, row: Outcome) -> Outcome:
    """The earliest row of the history that says what `row` says; a history that goes in circles ends."""
    first, seen = row, {row.id}
    earlier = record.rows.get(row.replaces)
    while earlier and earlier.id not in seen:
        if _content(earlier) == _content(row):
            first = earlier
        seen.add(earlier.id)
        earlier = record.rows.get(earlier.replaces)
    return first


def amend(record: Record, row_id: str, changes: Changes, *, writer: str, now: datetime) -> Outcome:
    """The row that corrects what has the last word in the history of `row_id`.

    `LovpError` if there is no such row, if it was cancelled, or if nothing would change.
    """
    last = _last_word(record, row_id)
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
        note=_note(last),
    )
    content.update(changes)
    row = new_outcome(**content, replaces=last.id, writer=writer, now=now)
    if _content(row) == _content(last):
        raise LovpError(
            _("Nothing would change: the outcome is like that already."), _("Say what is to be different.")
        )
    return row


def resolve_id(record: Record, text: str) -> str:
    """The id that `text` names: the whole id, or the end or beginning of one alone, 4 characters or more.

    `LovpError` if it names none or several; then the remedy lists them.
    """
    wanted = text.strip().casefold()
    if text.strip() in record.rows:
        return text.strip()
    if len(wanted) < MIN_PART:
        raise LovpError(
            _("“{id}” is too short to name an outcome.").format(id=shown(text)),
            _("Give at least the last {count} characters of its id; lovp outcomes shows them.").format(
                count=MIN_PART
            ),
        )
    plain = {row_id: row_id.casefold() for row_id in record.rows}
    found = [row_id for row_id, other in plain.items() if other.endswith(wanted) or other.startswith(wanted)]
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


def _last_word(record: Record, row_id: str) -> Outcome:
    if row_id not in record.rows:
        raise LovpError(
            _("There is no outcome with the id {id}.").format(id=shown(row_id)),
            _("See lovp outcomes for the ids of all of them."),
        )
    return record.rows[record.last_word[row_id]]


def _note(row: Outcome) -> str:
    """The note as a new row may repeat it: without what was hidden when the record was read."""
    return "" if row.note == MASK else row.note


def _content(row: Outcome) -> tuple[object, ...]:
    return (row.date, row.target, row.place, row.value, row.of, row.note)


def _new_id() -> str:
    from uuid_utils import uuid7

    return str(uuid7())


def _field_name(field: str) -> str:
    return {"target": _("target"), "place": _("place"), "note": _("note")}[field]


def _personal_data(field: str, kind: str) -> LovpError:
    return LovpError(
        _("The field “{field}” holds personal data ({kind}).").format(field=_field_name(field), kind=kind),
        _("Leave it out: the record holds numbers, never people."),
    )
