"""The guard against personal data: union membership is sensitive, so the record holds counts, never people.

It knows Swedish identity and coordination numbers (by checksum), e-mail addresses and phone numbers. What it
finds is named by kind and never repeated. It stays silent about dates, times, amounts and machine-made ids.
"""

import re
from dataclasses import replace
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

_MACHINE_MADE = re.compile(
    r"\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b"
    r"|\b\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)?",
    re.IGNORECASE,
)
# Taken out before phone numbers are looked for: to a library, "08.30-16.00" and "0830-1600" are numbers in
# Stockholm. What stands around each alternative keeps it from biting a piece out of a real number.
_DATES_AND_TIMES = re.compile(
    r"(?<![\d.:/-])(?:"
    r"(?:19|20)\d\d[-/.](?:0?[1-9]|1[0-2])[-/.](?:0?[1-9]|[12]\d|3[01])"
    r"|(?:0?[1-9]|[12]\d|3[01])[-/. ](?:0?[1-9]|1[0-2])[-/. ](?:19|20)\d\d"
    r"|(?:0?[1-9]|[12]\d|3[01])/(?:0?[1-9]|1[0-2])(?!\s\d\d\s\d\d)"
    r"|(?:[01]?\d|2[0-4])[.:][0-5]\d(?!\s\d\d\s\d\d)"
    r"|(?:[01]\d|2[0-4])[0-5]\d(?=\s?-\s?(?:[01]\d|2[0-4])[0-5]\d(?!\s?\d))"
    r"|(?:[01]?\d|2[0-4])(?=\s?-\s?(?:[01]?\d|2[0-4])[.:][0-5]\d(?!\d))"
    r")(?![\d/]|[.:]\d)"
)

_DASHES = re.compile("[\u00ad\u2010-\u2015\u2043\u2212]")
_MAIL = re.compile(r"[\w.+-]\s?@\s?[\w-]+(?:\s?\.\s?[\w-]+)*?\s?\.\s?[^\W\d_]{2,}")
_IDENTITY = re.compile(
    r"(?<!\d)(?P<century>18|19|20)?(?P<year>\d\d)(?P<apart>[-. /]?)(?P<month>0[1-9]|1[0-2])(?P=apart)"
    r"(?P<day>0[1-9]|[12]\d|3[01]|6[1-9]|[78]\d|9[01])(?P<sign>\s{0,2}[-+/]?\s{0,2})(?P<last>\d{4})(?!\d)"
)
_PHONE = re.compile(r"(?:\+|(?<!\d)0)[\d\s()./-]{5,}\d")


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
    return replace(outcome, target=target, place=place, note=note, writer=writer)


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
    text = _MACHINE_MADE.sub(" | ", _plain(text))
    if _has_identity_number(text):
        return "identity"
    if _MAIL.search(text):
        return "mail"
    return "phone" if _has_phone_number(_DATES_AND_TIMES.sub("|", text)) else None


def _plain(text: str) -> str:
    """The text in narrow characters: ASCII digits, dashes and spaces, nothing invisible."""
    if text.isascii():
        return clean_text(text)
    import unicodedata

    text = clean_text(unicodedata.normalize("NFKC", text))
    text = "".join(str(unicodedata.digit(sign)) if sign.isdecimal() else sign for sign in text)
    return _DASHES.sub("-", text)


def _has_identity_number(text: str) -> bool:
    for found in _IDENTITY.finditer(text):
        apart, sign = found["apart"], found["sign"]
        if apart in ("-", ".", "/") and sign.isspace():
            continue  # a date and a time of day: 2024-03-12 1830
        if _is_identity_number(found):
            return True
    return False


def _is_identity_number(found: re.Match[str]) -> bool:
    from personnummer import personnummer

    plus = "+" if "+" in found["sign"] and not found["century"] else "-"
    digits = (found["century"] or "") + found["year"] + found["month"] + found["day"]
    return bool(personnummer.valid(digits + plus + found["last"]))


def _has_phone_number(text: str) -> bool:
    if not _PHONE.search(text):
        return False
    from phonenumbers import PhoneNumberMatcher

    # A number that one can call begins with 0 or +; the library also takes amounts for numbers of the region.
    return any(
        match.raw_string.lstrip("(").startswith(("0", "+")) for match in PhoneNumberMatcher(text, "SE")
    )
