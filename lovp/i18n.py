"""The language of every text that a person sees: English in the source, Swedish from the catalogue.

Commands, options and choices have Swedish names (swedish_names.csv) that work beside the English.
"""

import gettext
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

LANGUAGES = ("sv", "en")
_HERE = Path(__file__).parent

_language = "en"
_catalogue = gettext.NullTranslations()


def use(language: str) -> None:
    """Speak `language` from now on; an unknown one is Swedish."""
    global _language, _catalogue
    _language = language if language in LANGUAGES else "sv"
    _catalogue = gettext.translation("lovp", _HERE / "locale", [_language], fallback=True)


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Speak `language` within the block, and then the former one again."""
    former = _language
    use(language)
    try:
        yield
    finally:
        use(former)


def current() -> str:
    """The language spoken now: `sv` or `en`."""
    return _language


def from_environment(environment: Mapping[str, str]) -> str:
    """Swedish, unless `LOVP_LANG` or the locale asks for English."""
    names = ("LOVP_LANG", "LC_ALL", "LC_MESSAGES", "LANG")
    told = next((environment[name] for name in names if environment.get(name)), "")
    return "en" if told.lower().startswith("en") else "sv"


def _(text: str) -> str:
    """The text in the language spoken now."""
    return _catalogue.gettext(text)


def ngettext(one: str, many: str, count: int) -> str:
    """The form of the text that goes with `count`."""
    return _catalogue.ngettext(one, many, count)


def mark(text: str) -> str:
    """The text as it is, put into the catalogue: it is translated by `_` where it is shown."""
    return text


_NAMES = [line.split(",") for line in (_HERE / "swedish_names.csv").read_text("utf-8").splitlines()]
COMMANDS, OPTIONS, CHOICES = (
    {english: swedish for each, english, swedish in _NAMES if each == kind}
    for kind in ("command", "option", "choice")
)
"""The Swedish name of each English one."""


def spoken(words: str) -> str:
    """An option, a choice or a whole command line, written in English, in the language spoken now."""
    names = OPTIONS | CHOICES if _language == "sv" else {}
    return " ".join(names.get(word, word) for word in words.split(" "))
