"""The commands, their options and their arguments, found from the program itself."""

from collections.abc import Iterator
from typing import NamedTuple

from typer.core import TyperArgument, TyperOption

from lovp.cli.app import application, load
from lovp.cli.commands import table

VALID = {
    "": "",
    "progress": "",
    "log": "schoolinfo 1 / --place Hjo --date 2024-04-02",
    "undo": "00000002",
    "amend": "00000002 / --value 4",
    "outcomes": "",
    "import": "svar.csv / --mapping skola",
    "export": " / --month 2024-03 --output -",
    "form": " / --format html",
    "targets": "",
    "calendar": "",
    "compare": "2023 2024",
    "rollup progress": ".",
    "rollup export": ". / --month 2024-03 --output -",
    "check": "",
    "sync": " / --init",
    "init": "ny",
    "demo": "prov",
    "plan new": "2025",
}
"""For each command arguments / options with which it does what it is for, where there is a small record."""
WRITING = frozenset({"log", "undo", "amend", "import", "sync", "init", "demo", "plan new"})
"""The commands that change something; all others only read."""


class Command(NamedTuple):
    """A command: its words, and what it takes."""

    words: str
    params: tuple[TyperArgument | TyperOption, ...]

    @property
    def arguments(self) -> list[str]:
        """Arguments with which it does what it is for."""
        return VALID[self.words].partition("/")[0].split()

    def line(self, *arguments: str) -> list[str]:
        """The command with options with which it does what it is for, and these arguments."""
        return [*self.words.split(), *VALID[self.words].partition("/")[2].split(), *arguments]


def every_command() -> Iterator[Command]:
    for name, command in {"": application(), **{name: load(name) for name in table()}}.items():
        known = (each for each in command.params if isinstance(each, TyperArgument | TyperOption))
        yield Command(name, tuple(each for each in known if "completion" not in str(each.name)))


def with_word(command: Command, word: str) -> Iterator[tuple[str, list[str]]]:
    """For each argument and option of the command its name, and a command line with the word in its place."""
    arguments, place = command.arguments, 0
    for one in command.params:
        name = one.opts[0]
        if isinstance(one, TyperArgument):
            given = [*arguments[:place], word, *arguments[place + 1 :]]
            place += 1
            yield name, command.line("--", *given)
        else:
            if not one.is_flag:
                yield name, command.line(name, word, *arguments)
            yield f"{name}=", command.line(f"{name}={word}", *arguments)
    yield "one word more", command.line(*arguments, word)
