"""Names compared as people do: without regard to capitals, accents and spaces. Standard library alone."""

import re
import unicodedata

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
