"""The traces of people in a text: identity numbers, e-mail addresses, phone numbers, however written."""

import re

from lovp.cells import clean_text

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
_DRAWN_OVER = ("Mn", "Me", "Cf")
_MAIL = re.compile(r"[\w.+-]\s?@\s?[\w-]+(?:\s?\.\s?[\w-]+)*?\s?\.\s?[^\W\d_]{2,}")
_IDENTITY = re.compile(
    r"(?<!\d)(?P<century>18|19|20)?(?P<year>\d\d)(?P<apart>[-. /]?)(?P<month>0[1-9]|1[0-2])(?P=apart)"
    r"(?P<day>0[1-9]|[12]\d|3[01]|6[1-9]|[78]\d|9[01])(?P<sign>\s{0,2}[-+/]?\s{0,2})(?P<last>\d{4})(?!\d)"
)
_PHONE = re.compile(r"(?:\+|(?<!\d)0)[\d\s()./-]{5,}\d")


def kind_of_trace(text: str) -> str | None:
    """`identity`, `mail` or `phone`: what the text holds first of these, or None."""
    text = _MACHINE_MADE.sub(" | ", _plain(text))
    if _has_identity_number(text):
        return "identity"
    if _MAIL.search(text):
        return "mail"
    return "phone" if _has_phone_number(_DATES_AND_TIMES.sub("|", text)) else None


def _plain(text: str) -> str:
    """The text in narrow characters: ASCII digits, dashes and spaces, nothing invisible, no accents apart."""
    if text.isascii():
        return clean_text(text)
    from unicodedata import category, digit, normalize

    text = clean_text(_DASHES.sub("-", text))
    text = "".join(normalize("NFKC", sign) for sign in text if category(sign) not in _DRAWN_OVER)
    text = "".join(str(digit(sign)) if sign.isdecimal() else sign for sign in text)
    return _DASHES.sub("-", text)


def _has_identity_number(text: str) -> bool:
    from personnummer import personnummer

    for found in _IDENTITY.finditer(text):
        # A date and a time of day: 2024-03-12 1830.
        is_moment = found["apart"] in ("-", ".", "/") and found["sign"].isspace()
        plus = "+" if "+" in found["sign"] and not found["century"] else "-"
        digits = (found["century"] or "") + found["year"] + found["month"] + found["day"]
        if not is_moment and personnummer.valid(digits + plus + found["last"]):
            return True
    return False


def _has_phone_number(text: str) -> bool:
    if not _PHONE.search(text):
        return False
    from phonenumbers import PhoneNumberMatcher

    # A number that one can call begins with 0 or +; the library also takes amounts for numbers of the region.
    numbers = (match.raw_string.lstrip("(") for match in PhoneNumberMatcher(text, "SE"))
    return any(number.startswith(("0", "+")) for number in numbers)
