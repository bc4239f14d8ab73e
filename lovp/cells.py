"""Text from a file or a person, made harmless: to be stored, shown, and opened in a spreadsheet.

Standard library alone, and pure: the record and every renderer use the same functions.
"""

import re

_LINE_BREAK = re.compile(r"[ \t]*[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+[ \t]*")
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f"  # C0, DEL and C1: terminals obey some of them
    "\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f"  # what turns a text around, or has no width
    "\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
_SURROGATE = re.compile("[\ud800-\udfff]")

# The wide forms (＝ ＋ － ＠) count too: spreadsheets in some languages take them for the narrow ones.
_RUNS = re.compile("'*[=+\\-@\t\r\n＝＋－＠]")
_ESCAPED = re.compile("''*[=+\\-@\t\r\n＝＋－＠]")


def clean_text(text: str) -> str:
    """The text on one line, composed (NFC), without characters that steer a terminal or hide in a text.

    Line breaks of every kind become one space, a tab becomes a space, control characters, bidirectional
    controls and characters without width are removed, and half a surrogate pair becomes U+FFFD. Cleaning
    twice is cleaning once. Spaces at the ends stay.
    """
    if text.isascii() and text.isprintable():
        return text
    text = _LINE_BREAK.sub(" ", text).replace("\t", " ")
    text = _SURROGATE.sub("\ufffd", _INVISIBLE.sub("", text))
    if text.isascii():
        return text
    import unicodedata

    return unicodedata.normalize("NFC", text)


def printable(text: str, longest: int = 80) -> str:
    """The text as a message may repeat it: clean, at most so many characters, nothing without a sign."""
    cut = clean_text(text[: 4 * longest])
    cut = cut if len(cut) <= longest else cut[: longest - 1] + "…"
    return "".join(sign if sign.isprintable() else "?" for sign in cut)


def escape_formula(text: str) -> str:
    """The text as a cell that no spreadsheet runs: one apostrophe goes before what could begin a formula.

    A text that already has apostrophes there gets one more, so that `unescape_formula` gives back every text.
    """
    return "'" + text if _RUNS.match(text) else text


def unescape_formula(text: str) -> str:
    """The text that `escape_formula` made a cell of; a cell without its apostrophe stays as it is."""
    return text[1:] if _ESCAPED.match(text) else text
