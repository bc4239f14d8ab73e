"""Text as it comes from files and people: decoded, made harmless, compared."""

import codecs
import io
import re
from collections.abc import Iterator
from typing import BinaryIO
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


MAX_LINE = 1 << 20
"""Bytes of a line that are kept; what goes beyond is no text, and left out."""
_BLOCK = 1 << 16


def read_lines(stream: BinaryIO) -> Iterator[str]:
    """The lines of the stream, one by one, without their line breaks."""
    for block in read_blocks(stream):
        yield from block.split("\n")


def read_blocks(stream: BinaryIO) -> Iterator[str]:
    """The text of the stream in blocks of many whole lines, with LF between them and none at the end.

    UTF-8 or, with a byte order mark, UTF-16. A line that is not UTF-8 is read as Windows-1252; a byte that
    means nothing there becomes NUL.
    """
    data = stream.read(_BLOCK)
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        stream = io.BytesIO((data + stream.read()).decode("utf-16", errors="replace").encode())
        data = stream.read(_BLOCK)
    data = data.removeprefix(codecs.BOM_UTF8)
    while more := stream.read(_BLOCK):
        # A CR at the very end waits for the LF that may follow.
        end = max(data.rfind(b"\n"), data.rfind(b"\r", 0, -1)) + 1
        if end:
            yield _decode(data[:end])[:-1]
        data = data[end:][:MAX_LINE] + more
    if data:
        yield _decode(data).removesuffix("\n")


def _decode(data: bytes) -> str:
    data = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    try:
        return data.decode()
    except UnicodeDecodeError:
        if b"\n" in data:
            return "\n".join(map(_decode, data.split(b"\n")))
        return data.decode("cp1252", errors="replace").replace("\ufffd", "\0")
