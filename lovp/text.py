"""Text as people write it: made harmless, compared."""

import re
from unicodedata import category, combining, normalize

_LINE_BREAK = r"[ \t]*[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+[ \t]*"
_INVISIBLE = {"Cc", "Cf"}
"""Kinds of characters that steer a terminal, turn a text around, or have no width."""


def clean_text(text: str) -> str:
    """The text on one line, composed (NFC), without characters that steer a terminal or hide in a text.

    Line breaks and tabs become a space, half a surrogate pair U+FFFD. Spaces at the ends stay.
    """
    if not text.isprintable():
        text = re.sub(_LINE_BREAK, " ", text).replace("\t", " ")
        text = "".join(sign for sign in text if category(sign) not in _INVISIBLE)
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return composed(text)


def composed(text: str) -> str:
    """The text in the form NFC: a letter and its accent as one sign, where there is one."""
    if text.isascii() or max(text) < "\u0300":
        return text
    # In pieces: a pile of accents takes the square of its length.
    return re.sub(r"\S{1,200}", lambda piece: normalize("NFC", piece[0]), text)


def printable(text: str, longest: int = 80) -> str:
    """The text as a message may repeat it: clean, at most so many characters, nothing without a sign."""
    cut = clean_text(text[: 4 * longest])
    cut = cut if len(cut) <= longest else cut[: longest - 1] + "…"
    return "".join(sign if sign.isprintable() else " " if sign.isspace() else "?" for sign in cut)


def fold(name: str) -> str:
    """The name without capitals and accents, so that Åre and are count as one."""
    plain = name.casefold().replace("ø", "o").replace("æ", "ae")
    if not plain.isascii():
        decomposed = "".join(normalize("NFKD", sign) for sign in plain)  # sign by sign: see `composed`
        plain = "".join(sign for sign in decomposed if not combining(sign))
    return " ".join(plain.split())


def squeeze(name: str) -> str:
    """The name as names are told apart: no case, no accents, no spaces or hyphens (dals ed, Lillaedet)."""
    return fold(name).replace(" ", "").replace("-", "")


def as_id(name: str, longest: int) -> str:
    """The nearest id to a name: `Årets RSO-dag!` gives `arets-rso-dag`; may be empty."""
    return re.sub(r"[^a-z0-9]+", "-", fold(name[:200]))[:longest].strip("-")
