"""Text from a file or a person, made harmless: to be stored, shown, and opened in a spreadsheet.

Standard library alone, and pure: the record and every renderer use the same functions.
"""

import re

_LINE_BREAK = re.compile(r"[ \t]*[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+[ \t]*")
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f"  # C0, DEL and C1: terminals obey some of them
    "\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f"  # what turns a text around, or has no width
    "\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
_PILE = re.compile("[^\x00-\x7f]{32,}")
_SURROGATE = re.compile("[\ud800-\udfff]")

# The wide forms (＝ ＋ － ＠) count too: spreadsheets in some languages take them for the narrow ones. A file
# opened with another delimiter than its own has cells that begin in the middle of a text: Excel takes the
# semicolon in Swedish and the comma in English, and does not mind spaces before a formula.
_BEGINS = {other: f"(?:^|(?<=[{other}\t]))( *)" for other in ",;"}
_RUNS = {other: re.compile(begins + "('*[=+\\-@\t\r\n＝＋－＠])") for other, begins in _BEGINS.items()}
_ESCAPED = {other: re.compile(begins + "'('*[=+\\-@\t\r\n＝＋－＠])") for other, begins in _BEGINS.items()}
_OTHER = {",": ";", ";": ","}


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
    return composed(text)


def composed(text: str) -> str:
    """The text in the form NFC: a letter and its accent as one sign, where there is one.

    The library puts a pile of accents in order by insertion, so that a megabyte of them would take hours;
    here they are in order when it comes to them.
    """
    import unicodedata

    return unicodedata.normalize("NFC", _PILE.sub(lambda found: _in_order(found[0]), text))


def _in_order(text: str) -> str:
    """The text in the form NFD."""
    from itertools import groupby
    from unicodedata import combining, normalize

    apart = "".join(normalize("NFD", sign) for sign in text)
    return "".join(
        "".join(sorted(run, key=combining) if accents else run)
        for accents, run in groupby(apart, key=lambda sign: combining(sign) != 0)
    )


def printable(text: str, longest: int = 80) -> str:
    """The text as a message may repeat it: clean, at most so many characters, nothing without a sign."""
    cut = clean_text(text[: 4 * longest])
    cut = cut if len(cut) <= longest else cut[: longest - 1] + "…"
    return "".join(sign if sign.isprintable() else "?" for sign in cut)


def escape_formula(text: str, delimiter: str = ",") -> str:
    """The text as a cell that no spreadsheet runs: an apostrophe goes before whatever could begin a formula.

    That is the beginning of the text, and what follows the other delimiter than the file's own. Where there
    are apostrophes already there will be one more, so that `unescape_formula` gives back every text.
    """
    return _RUNS[_OTHER[delimiter]].sub(r"\1'\2", text)


def unescape_formula(text: str, delimiter: str = ",") -> str:
    """The text that `escape_formula` made a cell of; a cell without its apostrophe stays as it is."""
    return _ESCAPED[_OTHER[delimiter]].sub(r"\1\2", text) if "'" in text else text
