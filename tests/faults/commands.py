"""The commands, their options and their arguments, found from the program itself."""

from collections.abc import Iterator
from typing import NamedTuple

from lovp.cli.app import commands, root
from lovp.cli.options import Argument, Option
from lovp.cli.parser import Parameter, parameters

VALID: dict[str, tuple[list[str], list[str]]] = {
    "": ([], []),
    "progress": ([], []),
    "log": (["schoolinfo", "1"], ["--place", "Hjo", "--date", "2024-04-02"]),
    "undo": (["00000002"], []),
    "amend": (["00000002"], ["--value", "4"]),
    "outcomes": ([], []),
    "import": (["svar.csv"], ["--mapping", "skola"]),
    "export": ([], ["--month", "2024-03"]),
    "form": ([], ["--paper", "--format", "html"]),
    "targets": ([], []),
    "calendar": ([], []),
    "compare": (["2023", "2024"], []),
    "rollup": (["."], []),
    "rollup export": (["."], ["--month", "2024-03"]),
    "check": ([], []),
    "sync": ([], ["--init"]),
    "init": (["ny"], []),
    "demo": (["prov"], []),
    "plan new": (["2025"], []),
}
"""For each command arguments and options with which it does what it is for, where there is a small record."""

WRITING = frozenset({"log", "undo", "amend", "import", "sync", "init", "demo", "plan new"})
"""The commands that change something; all others only read."""


class Command(NamedTuple):
    """A command: its words, and what it takes."""

    words: str
    params: tuple[Parameter, ...]

    @property
    def flags(self) -> list[str]:
        """The options without a value."""
        return [option.names[0] for option in self.options if not option.metavar]

    @property
    def options(self) -> list[Option]:
        """What it takes by name."""
        return [each.spec for each in self.params if isinstance(each.spec, Option)]

    def has(self, option: str) -> bool:
        """Whether the command takes the option."""
        return any(option in each.names for each in self.options)


def every_command() -> Iterator[Command]:
    """`lovp` alone, and every command."""
    for command in (root(), *commands()):
        yield Command(command.name, tuple(parameters(command.function)))


def with_word(command: Command, word: str) -> Iterator[tuple[str, list[str]]]:
    """For each argument and option of the command its name, and a command line with the word in its place."""
    arguments, options = VALID[command.words]
    start = command.words.split()
    place = 0
    for one in command.params:
        if isinstance(one.spec, Argument):
            given = [*arguments[:place], word, *arguments[place + 1 :]]
            yield one.name, [*start, *options, *given]
            if word.startswith("-"):
                yield f"{one.name} after --", [*start, *options, "--", *given]
            place += 1
            continue
        name = one.spec.names[0]
        if not one.spec.metavar:
            yield name, [*start, *options, *arguments, f"{name}={word}"]
            continue
        yield name, [*start, *arguments, *options, name, word]
        if word.startswith("-"):
            yield f"{name}=", [*start, *arguments, *options, f"{name}={word}"]
    yield "one word more", [*start, *options, *arguments, word]
