"""New rows, checked before anything is written. Pure but for the random ids."""

from datetime import date, datetime

from lovp.cells import clean_text
from lovp.errors import LovpError
from lovp.i18n import _
from lovp.model import Number, Outcome
from lovp.period import timestamp
from lovp.record.guard import personal_data
from lovp.record.writer import slug

MAX_NOTE = 500
"""Characters of a note."""


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
        id=new_id(),
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


def new_id() -> str:
    """An id that no other row has, later in order than those made before it."""
    from uuid_utils import uuid7

    return str(uuid7())


def _field_name(field: str) -> str:
    return {"target": _("target"), "place": _("place"), "note": _("note")}[field]


def _personal_data(field: str, kind: str) -> LovpError:
    return LovpError(
        _("The field “{field}” holds personal data ({kind}).").format(field=_field_name(field), kind=kind),
        _("Leave it out: the record holds numbers, never people."),
    )
