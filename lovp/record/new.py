"""New rows, checked before anything is written. Pure but for the random ids."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from lovp.dates import timestamp
from lovp.errors import LovpError
from lovp.i18n import _
from lovp.model import Outcome
from lovp.pii import personal_data
from lovp.settings import slug
from lovp.text import clean_text

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
