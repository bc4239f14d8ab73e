"""The guard against personal data: union membership is sensitive, so the record holds counts, never people.

It knows Swedish identity and coordination numbers (by checksum), e-mail addresses and phone numbers. What it
finds is named by kind and never repeated. It stays silent about dates, times, amounts and machine-made ids.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

from lovp.cells import clean_text
from lovp.i18n import _
from lovp.model import Outcome

MASK = "***"
"""Stands where personal data stood; the same in every language, since it is never taken for a note."""

TEXTS = ("target", "place", "note", "writer")
"""The columns that people fill in; the others are made by the program."""

# Most texts end here: without an at sign or six digits near each other there is nothing to find.
_SUSPECT = re.compile(r"[@＠]|\d(?:\D{0,4}\d){5}")


def personal_data(text: str) -> str | None:
    """The kind of personal data that the text holds, in the language spoken now, or None; never the data.

    Meant for cells and lines, not for whole files: a text of a thousand characters takes milliseconds.
    """
    if not _SUSPECT.search(text):
        return None
    match _kind(text):
        case "identity":
            return _("identity number")
        case "mail":
            return _("e-mail address")
        case "phone":
            return _("phone number")
        case _none:
            return None


def may_hold_personal_data(texts: Iterable[str]) -> bool:
    """Whether any of the texts holds personal data, or looks enough like it to be read one by one.

    Much faster than asking of each.
    """
    # More signs stand between the texts than between the figures of one number.
    return bool(_SUSPECT.search("\n\n\n\n\n".join(texts)))


def kind_in(outcome: Outcome) -> str | None:
    """The kind of personal data in the columns that people fill in, or None."""
    for name in TEXTS:
        if _found(text := getattr(outcome, name)):
            return personal_data(text)
    return None


def masked(outcome: Outcome) -> Outcome:
    """The outcome with `MASK` in place of each text that holds personal data."""
    target, place, note, writer = (
        MASK if personal_data(text := getattr(outcome, name)) else text for name in TEXTS
    )
    return outcome._replace(target=target, place=place, note=note, writer=writer)


def shown(text: str, limit: int = 60) -> str:
    """The text as a message may repeat it: clean, at most `limit` characters, no personal data (`MASK`)."""
    text = text[: 4 * limit]
    if personal_data(text):
        return MASK
    text = clean_text(text).strip()
    return text if len(text) <= limit else text[: limit - 1] + "…"


@lru_cache(maxsize=4096)
def _found(text: str) -> bool:
    return personal_data(text) is not None


@lru_cache(maxsize=1024)
def _kind(text: str) -> str | None:
    # Patterns and libraries are slow to load, and seldom needed.
    from lovp.record.traces import kind_of_trace

    return kind_of_trace(text)
