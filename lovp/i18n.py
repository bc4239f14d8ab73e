"""The language of every text that a person sees: English in the source, Swedish from the catalogue.

`use` is called by the command line before texts are asked for; a report in the plan's language speaks it with
`speaking`. Commands, options and choices have Swedish names (swedish_names.csv) that work beside the English.
"""

import gettext
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from lovp.text import fold

DOMAIN = "lovp"
LANGUAGES = ("sv", "en")
_HERE = Path(__file__).parent

_language = "en"
_catalogue = gettext.NullTranslations()


def use(language: str) -> None:
    """Speak `language` from now on; an unknown one is Swedish."""
    global _language, _catalogue
    _language = language if language in LANGUAGES else "sv"
    _catalogue = gettext.translation(DOMAIN, _HERE / "locale", [_language], fallback=True)


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


def _read_names(kind: str) -> dict[str, str]:
    """The Swedish name of each English one of the kind."""
    lines = (_HERE / "swedish_names.csv").read_text(encoding="utf-8").splitlines()
    rows = (line.split(",") for line in lines[1:])
    return {english: swedish for each, english, swedish in rows if each == kind}


COMMANDS, OPTIONS, CHOICES = map(_read_names, ("command", "option", "choice"))
_ENGLISH_COMMANDS = {fold(swedish): english for english, swedish in COMMANDS.items()}
_ENGLISH_OPTIONS = {fold(swedish): english for english, swedish in OPTIONS.items()}


def english_command(name: str) -> str:
    """The English name of a command that may be named in Swedish, accents and capitals or not."""
    return _ENGLISH_COMMANDS.get(fold(name), name.lower())


def english_option(name: str) -> str:
    """The English name of a long option that may be named in Swedish."""
    return _ENGLISH_OPTIONS.get(fold(name), name)


def option_names(english: str) -> tuple[str, ...]:
    """Every name of a long option: English, Swedish, and Swedish without accents."""
    swedish = OPTIONS.get(english, english)
    return tuple(dict.fromkeys((english, swedish, fold(swedish))))


def spoken_option(english: str) -> str:
    """The option's name in the language spoken now."""
    return OPTIONS.get(english, english) if current() == "sv" else english


def spoken_options(every: Iterable[str]) -> list[str]:
    """Of all names of options those in the language spoken now, long ones first."""
    spoken = [name for name in every if name == spoken_option(english_option(name))]
    return sorted(spoken, key=lambda name: not name.startswith("--"))


def spoken_choice(english: str) -> str:
    """The choice's word in the language spoken now."""
    return CHOICES.get(english, english) if current() == "sv" else english


def spoken_command_line(command: str) -> str:
    """A command line written in English, with its options and choices in the language spoken now."""
    words = command.split(" ")
    spoken = [
        spoken_choice(word) if before.startswith("--") else word
        for before, word in zip(["", *words], words, strict=False)
    ]
    return " ".join(map(spoken_option, spoken))
