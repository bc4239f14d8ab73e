"""The guard against personal data: union membership is sensitive, so the record holds counts, never people.

It knows Swedish identity and coordination numbers, e-mail addresses and phone numbers, however written.
"""

import re
from functools import lru_cache
from unicodedata import category, digit, normalize

from lovp.i18n import _, mark
from lovp.text import clean_text, printable

MASK = "***"
"""Stands where personal data stood; the same in every language, since it is never taken for a note."""

# Most texts end here: without an at sign or six digits near each other there is nothing to find.
_is_suspect = re.compile(r"[@＠]|\d(?:\D{0,4}\d){5}").search

_MACHINE_MADE = (
    r"(?i)\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b"
    r"|\b\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)?"
)
# Taken out before phone numbers are looked for: to a library, "08.30-16.00" and "0830-1600" are numbers in
# Stockholm. What stands around each alternative keeps it from biting a piece out of a real number.
_HOUR, _DAY, _MONTH = r"(?:[01]?\d|2[0-4])", r"(?:0?[1-9]|[12]\d|3[01])", r"(?:0?[1-9]|1[0-2])"
_DATES_AND_TIMES = (
    rf"(?<![\d.:/-])(?:(?:19|20)\d\d[-/.]{_MONTH}[-/.]{_DAY}"
    rf"|{_DAY}[-/. ]{_MONTH}[-/. ](?:19|20)\d\d"
    rf"|{_DAY}/{_MONTH}(?!\s\d\d\s\d\d)"
    rf"|{_HOUR}[.:][0-5]\d(?!\s\d\d\s\d\d)"
    r"|(?:[01]\d|2[0-4])[0-5]\d(?=\s?-\s?(?:[01]\d|2[0-4])[0-5]\d(?!\s?\d))"
    rf"|{_HOUR}(?=\s?-\s?{_HOUR}[.:][0-5]\d(?!\d))"
    r")(?![\d/]|[.:]\d)"
)
_MAIL = r"[\w.+-]\s?@\s?[\w-]+(?:\s?\.\s?[\w-]+)*?\s?\.\s?[^\W\d_]{2,}"
_IDENTITY = (
    r"(?<!\d)(?P<century>18|19|20)?(?P<year>\d\d)(?P<apart>[-. /]?)(?P<month>0[1-9]|1[0-2])(?P=apart)"
    r"(?P<day>0[1-9]|[12]\d|3[01]|6[1-9]|[78]\d|9[01])(?P<sign>\s{0,2}[-+/]?\s{0,2})(?P<last>\d{4})(?!\d)"
)
_PHONE = r"(?:\+|(?<!\d)0)[\d\s()./-]{5,}\d"


def personal_data(*texts: str) -> str | None:
    """The kind of personal data that one of the texts holds, in the language spoken now, or None."""
    kind = next(filter(None, map(_kind, filter(_is_suspect, texts))), None)
    return _(kind) if kind else None


def shown(text: str, limit: int = 60) -> str:
    """The text as a message may repeat it: clean, at most `limit` characters, no personal data (`MASK`)."""
    start = text.strip()[: 4 * limit]
    return MASK if personal_data(start) else printable(start, limit)


def shown_line(line: str, limit: int = 200) -> str:
    """The line as a message may repeat it: clean, at most `limit` characters, empty for personal data."""
    # Cell by cell too: between delimiters a number may look like something else.
    start = line[: 4 * limit]
    return "" if personal_data(start, *re.split('[,;\t"]', start)) else printable(start.strip(), limit)


@lru_cache(maxsize=4096)
def _kind(text: str) -> str | None:
    text = re.sub(_MACHINE_MADE, " | ", _narrow(text))
    if any(map(_is_identity_number, re.finditer(_IDENTITY, text))):
        return mark("identity number")
    if re.search(_MAIL, text):
        return mark("e-mail address")
    text = re.sub(_DATES_AND_TIMES, "|", text)
    if re.search(_PHONE, text):
        from phonenumbers import PhoneNumberMatcher

        # A number that one can call begins with 0 or +; the library also takes amounts for numbers.
        numbers = (match.raw_string.lstrip("(") for match in PhoneNumberMatcher(text, "SE"))
        if any(number.startswith(("0", "+")) for number in numbers):
            return mark("phone number")
    return None


def _narrow(text: str) -> str:
    """The text with ASCII digits, dashes and spaces, and without accents that stand apart."""
    signs = (normalize("NFKC", sign) for sign in clean_text(text) if not category(sign).startswith("M"))
    digits = (str(digit(sign)) if sign.isdecimal() else sign for sign in "".join(signs))
    return re.sub("[\u2010-\u2015\u2043\u2212]", "-", "".join(digits))


def _is_identity_number(found: re.Match[str]) -> bool:
    from personnummer import personnummer

    if found["apart"] in ("-", ".", "/") and found["sign"].isspace():
        return False  # a date and a time of day: 2024-03-12 1830
    sign = "+" if "+" in found["sign"] and not found["century"] else "-"
    digits = (found["century"] or "") + found["year"] + found["month"] + found["day"]
    return bool(personnummer.valid(digits + sign + found["last"]))
