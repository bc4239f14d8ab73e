"""Text from a file or a person, made harmless: to be stored, shown, and opened in a spreadsheet.

Standard library alone, and pure: the record and every renderer use the same functions.
"""

import codecs
import io
import re
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from time import sleep
from typing import BinaryIO

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


_PLAIN = str.maketrans({"ø": "o", "æ": "ae"})
"""Letters that are no letter and a mark, and that are written so where they are missing."""


def fold(name: str) -> str:
    """The name without capitals and accents, so that Åre and are count as one."""
    # Sign by sign: a whole text has its accents put in order first, which for a pile of them takes for ever.
    decomposed = "".join(unicodedata.normalize("NFKD", sign) for sign in name.casefold().translate(_PLAIN))
    return " ".join("".join(c for c in decomposed if not unicodedata.combining(c)).split())


def squeeze(name: str) -> str:
    """The name as names are told apart: no case, no accents, no spaces or hyphens (dals ed, Lillaedet)."""
    return fold(name).replace(" ", "").replace("-", "")


def as_id(name: str, longest: int) -> str:
    """The nearest id to a name: `Årets RSO-dag!` gives `arets-rso-dag`; may be empty."""
    return re.sub(r"[^a-z0-9]+", "-", fold(name[:200]))[:longest].strip("-")


MAX_LINE = 1 << 20
"""Bytes of a line that are kept; what goes beyond is no text, and left out."""
_BLOCK = 1 << 16
"""Bytes that are decoded together, some 500 rows."""
_WAIT = 0.01
"""Seconds; a row is written in far less."""


def read_lines(stream: BinaryIO) -> Iterator[str]:
    """The lines of the stream, one by one, without their line breaks."""
    for block in read_blocks(stream):
        yield from block.split("\n")


def read_blocks(stream: BinaryIO) -> Iterator[str]:
    """The text of the stream in blocks of many whole lines, with LF between them and none at the end.

    A line that is not UTF-8 is read as Windows-1252; a byte that means nothing there becomes NUL.
    """
    rest = b""
    for chunk in _utf8(stream):
        data = rest + chunk
        # A CR at the very end waits for the LF that may follow.
        end = max(data.rfind(b"\n"), data.rfind(b"\r", 0, -1)) + 1
        rest = data[end:]
        if end:
            yield _decode(data[:end])[:-1]
        elif len(rest) > MAX_LINE:
            rest = rest[:MAX_LINE]
    if rest:
        yield _decode(rest.removesuffix(b"\r"))


def _utf8(stream: BinaryIO) -> Iterable[bytes]:
    """The bytes in blocks as UTF-8, without a mark at the start."""
    first = stream.read(_BLOCK)
    if first.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        decoder = codecs.getincrementaldecoder("utf-16")(errors="replace")
        while first:
            yield decoder.decode(first).encode()
            first = stream.read(_BLOCK)
        yield decoder.decode(b"", final=True).encode()
        return
    last = first
    yield first.removeprefix(codecs.BOM_UTF8)
    for block in iter(lambda: stream.read(_BLOCK), b""):
        last = block
        yield block
    if last and not last.endswith((b"\n", b"\r")):
        # Someone may be writing the last line just now.
        sleep(_WAIT)
        yield from iter(lambda: stream.read(_BLOCK), b"")


def _decode(data: bytes) -> str:
    if b"\r" in data:
        data = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    try:
        return data.decode()
    except UnicodeDecodeError:
        return "\n".join(map(_decode_line, data.split(b"\n")))


def _decode_line(line: bytes) -> str:
    try:
        return line.decode()
    except UnicodeDecodeError:
        return line.decode("cp1252", errors="replace").replace("\ufffd", "\0")


ERROR_HANDLER = "lovp"

_REPLACEMENTS = dict(
    zip(
        "✓●◐◑▼✗○·–—−…≤≥≈•┃█░─→”“’‘⚠\N{NO-BREAK SPACE}",
        "+=~%vxo.---.<>~*|#.->\"\"''! ",
        strict=True,
    )
)
"""What old character sets write for our signs: a status must not become the “?” that means no data."""


def prepare_streams() -> None:
    """Let standard output and standard error write another sign for one that their character set lacks."""
    # A service may start a program with its streams closed; then there is nobody to read, or to ask.
    for name in ("stdin", "stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, io.TextIOWrapper(io.BytesIO(), encoding="utf-8"))
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors=ERROR_HANDLER)


def _replace_character(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    missing = error.object[error.start : error.end]
    return "".join(_REPLACEMENTS.get(sign) or _without_accent(sign) for sign in missing), error.end


def _without_accent(sign: str) -> str:
    """The letter without its marks (Malmo rather than Malm?); `?` for any other sign."""
    from unicodedata import normalize

    letter = normalize("NFKD", sign)[0]
    return letter if letter.isascii() else "?"


codecs.register_error(ERROR_HANDLER, _replace_character)
