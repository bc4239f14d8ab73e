"""Character sets: text from a file in any of the usual ones, and signs for those that an output's set lacks.

A stream with `errors=ERROR_HANDLER` writes them; this module registers the name with the standard library.
"""

import codecs
import io
import sys

ERROR_HANDLER = "lovp"

_REPLACEMENTS = dict(
    zip(
        "✓●◐▼✗○·–—−…≤≥≈•┃█░─→”“’‘⚠\N{NO-BREAK SPACE}",
        "+=~vxo.---.<>~*|#.->\"\"''! ",
        strict=True,
    )
)
"""What old character sets write for our signs: a status must not become the “?” that means no data."""


def decode(content: bytes) -> str:
    """The text of a file as any program of the last thirty years saves it."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


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
