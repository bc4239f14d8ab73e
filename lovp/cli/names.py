"""The Swedish names of commands, options and choices. They work in both languages beside the English ones."""

from collections.abc import Iterable

from lovp.folding import fold
from lovp.i18n import current

COMMANDS = {
    "visa": "progress",
    "logga": "log",
    "ångra": "undo",
    "rätta": "amend",
    "utfall": "outcomes",
    "kontrollera": "check",
    "mål": "targets",
    "kalender": "calendar",
    "jämför": "compare",
    "exportera": "export",
    "importera": "import",
    "formulär": "form",
    "synka": "sync",
    "ny": "new",
}
"""Hidden commands: each does what the English one does."""

OPTIONS = {
    "--all": "--alla",
    "--area": "--område",
    "--as-of": "--den",
    "--by": "--per",
    "--cancel-missing": "--stryk-saknade",
    "--csv-dialect": "--csv-dialekt",
    "--date": "--datum",
    "--districts": "--distrikt",
    "--dry-run": "--prova",
    "--fail-behind": "--fel-om-efter",
    "--file-wins": "--filen-gäller",
    "--from": "--från",
    "--help": "--hjälp",
    "--known-at": "--känt-den",
    "--limit": "--högst",
    "--many": "--flera",
    "--mapping": "--mappning",
    "--missing": "--saknas",
    "--month": "--månad",
    "--name": "--namn",
    "--note": "--anteckning",
    "--of": "--av",
    "--only": "--bara",
    "--output": "--spara-i",
    "--paper": "--papper",
    "--partial": "--delvis",
    "--place": "--plats",
    "--rejects": "--nekade",
    "--schedule": "--schemalägg",
    "--share": "--dela",
    "--subregion": "--delregion",
    "--suggest": "--förslag",
    "--target": "--mål",
    "--tidy": "--städa",
    "--to": "--till",
    "--value": "--antal",
    "--writer": "--rapportör",
    "--year": "--år",
    "--yes": "--ja",
}

CHOICES = {
    "target": "mål",
    "place": "plats",
    "month": "månad",
    "district": "distrikt",
    "table": "tabell",
    "reached": "nått",
    "on-track": "i-fas",
    "at-risk": "osäkert",
    "behind": "efter",
    "missed": "missat",
    "overdue": "försenat",
    "not-due": "ej-ännu",
    "no-goal": "utan-tal",
    "no-data": "saknas",
    "swedish": "svensk",
    "plain": "enkel",
    "folder": "mapp",
    "none": "inte",
}
"""What can be chosen, in English, and the same in Swedish."""


def english_command(name: str) -> str:
    """The English name of a command that may be named in Swedish, accents or not."""
    return _ENGLISH_COMMANDS.get(fold(name), name)


def option_names(english: str) -> tuple[str, ...]:
    """Every name of a long option: English, Swedish, and Swedish without accents."""
    swedish = OPTIONS.get(english, english)
    return tuple(dict.fromkeys((english, swedish, fold(swedish))))


def spoken_option(english: str) -> str:
    """The option's name in the language spoken now."""
    return OPTIONS.get(english, english) if current() == "sv" else english


def english_option(name: str) -> str:
    """The English name of a long option that may be named in Swedish."""
    return _ENGLISH_OPTIONS.get(fold(name), name)


def is_option(name: str) -> bool:
    """Whether some command has a long option of that name, in either language."""
    return name in OPTIONS or fold(name) in _ENGLISH_OPTIONS


def spoken_options(every: Iterable[str]) -> list[str]:
    """Of all names of options those in the language spoken now, long ones first."""
    if current() == "sv":
        hidden = {*OPTIONS, *(fold(name) for name in OPTIONS.values() if fold(name) != name)}
    else:
        hidden = {form for name in OPTIONS.values() for form in (name, fold(name))}
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


_WITH_CHOICES = ("--by", "--only")
_ENGLISH_COMMANDS = {fold(swedish): english for swedish, english in COMMANDS.items()}
_ENGLISH_OPTIONS = {fold(swedish): english for english, swedish in OPTIONS.items()}
