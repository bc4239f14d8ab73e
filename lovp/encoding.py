"""Character sets: text from a file in any of the usual ones, and signs for those that an output's set lacks.

A stream with `errors=ERROR_HANDLER` writes them; this module registers the name with the standard library.
"""

import codecs
import io
import sys

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
