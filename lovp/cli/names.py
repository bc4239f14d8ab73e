"""The names of commands and options: each has an English and a Swedish one (lovp/swedish_names.csv)."""

from collections.abc import Iterable

from lovp.i18n import COMMANDS, OPTIONS, spoken
from lovp.text import fold

_ENGLISH = {fold(swedish): english for english, swedish in (COMMANDS | OPTIONS).items()}


def english_name(name: str) -> str:
    """The English name of a command or a long option, which may be named in Swedish, accents or not."""
    return _ENGLISH.get(fold(name), name.lower())


def option_names(english: str) -> tuple[str, ...]:
    """Every name of a long option: English, Swedish, and Swedish without accents."""
    swedish = OPTIONS.get(english, english)
    return tuple(dict.fromkeys((english, swedish, fold(swedish))))


def spoken_options(every: Iterable[str]) -> list[str]:
    """Of all names of options those in the language spoken now, long ones first."""
    found = [name for name in every if name == spoken(english_name(name))]
    return sorted(found, key=lambda name: not name.startswith("--"))
