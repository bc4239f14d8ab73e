"""Text from a file or a person, made harmless: to be stored, shown, and opened in a spreadsheet.

Standard library alone, and pure: the record and every renderer use the same functions.
"""

import re
from functools import cache

_LINE_BREAK = r"[ \t]*[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+[ \t]*"
_INVISIBLE = (
    "[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f"  # C0, DEL and C1: terminals obey some of them
    "\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f"  # what turns a text around, or has no width
    "\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
_PILE = "[^\x00-\x7f]{32,}"
_FIRST_ACCENT = "\u0300"
"""The first sign in Unicode that goes onto another; what has only signs before it is composed."""
_SURROGATE = "[\ud800-\udfff]"

# The wide forms (＝ ＋ － ＠) count too: spreadsheets in some languages take them for the narrow ones. A file
# opened with another delimiter than its own has cells that begin in the middle of a text: Excel takes the
# semicolon in Swedish and the comma in English, and does not mind spaces before a formula.
_OTHER = {",": ";", ";": ","}
_SIGNS = tuple("=+-@\t\r\n＝＋－＠")


def clean_text(text: str) -> str:
    """The text on one line, composed (NFC), without characters that steer a terminal or hide in a text.

    Line breaks of every kind become one space, a tab becomes a space, control characters, bidirectional
    controls and characters without width are removed, and half a surrogate pair becomes U+FFFD. Cleaning
    twice is cleaning once. Spaces at the ends stay.
    """
    if not text.isprintable():
        text = re.sub(_LINE_BREAK, " ", text).replace("\t", " ")
        text = re.sub(_SURROGATE, "\ufffd", re.sub(_INVISIBLE, "", text))
    return composed(text)


def composed(text: str) -> str:
    """The text in the form NFC: a letter and its accent as one sign, where there is one.

    The library puts a pile of accents in order by insertion, so that a megabyte of them would take hours;
    here they are in order when it comes to them.
    """
    if text.isascii() or max(text) < _FIRST_ACCENT:
        return text
    import unicodedata

    return unicodedata.normalize("NFC", re.sub(_PILE, lambda found: _in_order(found[0]), text))


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
    if not (_OTHER[delimiter] in text or "\t" in text or text.lstrip(" '").startswith(_SIGNS)):
        return text
    return _formula(delimiter, escaped=False).sub(r"\1'\2", text)


def unescape_formula(text: str, delimiter: str = ",") -> str:
    """The text that `escape_formula` made a cell of; a cell without its apostrophe stays as it is."""
    return _formula(delimiter, escaped=True).sub(r"\1\2", text) if "'" in text else text


@cache
def _formula(delimiter: str, *, escaped: bool) -> re.Pattern[str]:
    """What a spreadsheet could run in a cell of a file with this delimiter: the spaces before it, and it."""
    mark = "'" if escaped else ""
    return re.compile(f"(?:^|(?<=[{_OTHER[delimiter]}\t]))( *){mark}('*[{re.escape(''.join(_SIGNS))}])")
