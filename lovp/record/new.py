"""New rows, checked before anything is written. Pure but for the random ids."""

import re
from collections.abc import Iterable
from datetime import datetime, timedelta

from lovp.dates import timestamp
from lovp.errors import LovpError
from lovp.i18n import _
from lovp.model import Outcome, Plan
from lovp.pii import personal_data
from lovp.record.folder import slug
from lovp.text import clean_text, fold

MAX_NOTE = 500  # characters
_CAPITALISED = "[A-ZÀ-ÖØ-Þ][a-zß-öø-ÿ]+(?:-[A-ZÀ-ÖØ-Þ][a-zß-öø-ÿ]+)?"


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


def find_persons(texts: Iterable[str], plan: Plan | None = None) -> list[str]:
    """What may be people's names: two capitalised words in a row that are not both in names of the plan."""
    named = [plan.organisation, *plan.place_by_name, *(day.name for day in plan.dates)] if plan else []
    named += [target.name for target in plan.targets()] if plan else []
    known = set(fold(" ".join(named)).split())
    pair = re.compile(rf"\b{_CAPITALISED} +{_CAPITALISED}\b")
    found = dict.fromkeys(each for text in texts for each in pair.findall(text))
    return [each for each in found if not known.issuperset(fold(each).split())]
