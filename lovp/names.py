"""The Swedish names of commands, options and choices (swedish_names.csv): they work beside the English."""

from collections.abc import Iterable
from pathlib import Path

from lovp.folding import fold
from lovp.i18n import current


def _read_names(kind: str) -> dict[str, str]:
    """The Swedish name of each English one of the kind."""
    lines = (Path(__file__).parent / "swedish_names.csv").read_text(encoding="utf-8").splitlines()
    rows = (line.split(",") for line in lines[1:])
    return {english: swedish for each, english, swedish in rows if each == kind}


COMMANDS, OPTIONS, CHOICES = map(_read_names, ("command", "option", "choice"))
_ENGLISH_COMMANDS = {fold(swedish): english for english, swedish in COMMANDS.items()}
_ENGLISH_OPTIONS = {fold(swedish): english for english, swedish in OPTIONS.items()}
_WITH_CHOICES = ("--by", "--only")


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
    if current() == "sv":
        hidden = {*OPTIONS, *(fold(name) for name in OPTIONS.values() if fold(name) != name)}
    else:
        swedish = {form for name in OPTIONS.values() for form in (name, fold(name))}
        hidden = swedish - OPTIONS.keys()
    return sorted((name for name in every if name not in hidden), key=lambda name: not name.startswith("--"))


def spoken_choice(english: str) -> str:
    """The choice's word in the language spoken now."""
    return CHOICES.get(english, english) if current() == "sv" else english


def spoken_command_line(command: str) -> str:
    """A command line written in English, with its options and choices in the language spoken now."""
    words = command.split(" ")
    for at, word in enumerate(words):
        if word in _WITH_CHOICES:
            words[at + 1] = spoken_choice(words[at + 1])
    return " ".join(spoken_option(word) for word in words)
