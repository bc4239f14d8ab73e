"""The language of every text that a person sees: English in the source, Swedish from the catalogue.

`use` is called once by the command line (and again by a report that speaks the plan's language), before texts
are asked for.
"""

import gettext as _gettext
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

DOMAIN = "lovp"
LANGUAGES = ("sv", "en")
_FOLDER = Path(__file__).parent / "locale"

_language = _chosen = "en"
_catalogue: _gettext.NullTranslations = _gettext.NullTranslations()
_read: dict[str, _gettext.NullTranslations] = {}
"""The catalogues read so far: a paper in another language goes there and back."""


def use(language: str) -> None:
    """Speak `language` from now on; an unknown one is Swedish."""
    global _chosen
    _speak(language)
    _chosen = _language


def _speak(language: str) -> None:
    global _language, _catalogue
    _language = language if language in LANGUAGES else "sv"
    if _language not in _read:
        _read[_language] = _catalogue_of(_language)
    _catalogue = _read[_language]


def _catalogue_of(language: str) -> _gettext.NullTranslations:
    file = _FOLDER / language / "LC_MESSAGES" / f"{DOMAIN}.mo"
    if not file.exists():
        return _gettext.NullTranslations()
    with file.open("rb") as stream:
        return _gettext.GNUTranslations(stream)


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Speak `language` within the block, and then the former one again."""
    former = _language
    _speak(language)
    try:
        yield
    finally:
        _speak(former)


def to_the_user() -> AbstractContextManager[None]:
    """Speak the user's language again, within a block of a paper in another."""
    return speaking(_chosen)


def current() -> str:
    """The language spoken now: `sv` or `en`."""
    return _language


def from_environment(environment: Mapping[str, str]) -> str:
    """Swedish, unless `LOVP_LANG` or the locale asks for English."""
    for name in ("LOVP_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        if value := environment.get(name, "").lower():
            return "en" if value.startswith("en") else "sv"
    return "sv"


def _(text: str) -> str:
    """The text in the language spoken now."""
    return _catalogue.gettext(text)


def ngettext(one: str, many: str, count: int) -> str:
    """The form of the text that goes with `count`."""
    return _catalogue.ngettext(one, many, count)


def mark(text: str) -> str:
    """The text as it is, put into the catalogue: it is translated by `_` where it is shown."""
    return text
