"""Other signs for those that an output's character set lacks: a status must not become a `?`.

A stream with `errors=NAME` writes them; this module registers the name with the standard library.
"""

import codecs

NAME = "lovp"

_STAND_INS = dict(
    zip(
        "✓●◐▼✗○·–—−…≤≥≈•┃█░─→”“’‘⚠\N{NO-BREAK SPACE}",
        "+=~vxo.---.<>~*|#.->\"\"''! ",
        strict=True,
    )
)
"""What old character sets write for our signs: a status must not become the “?” that means no data."""


def _replace_sign(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    missing = error.object[error.start : error.end]
    return "".join(_STAND_INS.get(sign) or _bare(sign) for sign in missing), error.end


def _bare(sign: str) -> str:
    """The letter without its marks (Malmo rather than Malm?); `?` for any other sign."""
    from unicodedata import normalize

    letter = normalize("NFKD", sign)[0]
    return letter if letter.isascii() else "?"


codecs.register_error(NAME, _replace_sign)
