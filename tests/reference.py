"""The reference of commands in docs/, and the schema of targets.yaml, as `make docs` writes them."""

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from lovp import i18n
from lovp.plan.editor_schema import schema_text
from lovp.plan.load import SCHEMA_NAME

if TYPE_CHECKING:
    from lovp.cli.app import Command

DOCS = Path(__file__).parents[1] / "docs"
FILES = {"sv": DOCS / "sv" / "commands.md", "en": DOCS / "en" / "commands.md"}
SCHEMA = DOCS.parent / "lovp" / "plan" / SCHEMA_NAME
"""In Swedish, as the plan that it is beside; `lovp init` writes it in the language of the plan."""

_HEADS = {
    "sv": (
        "# Kommandon\n\nSkriven av programmet självt (`make docs`). `lovp KOMMANDO --help` visar detsamma.\n",
        "Val",
        "Vad det gör",
    ),
    "en": (
        "# Commands\n\nWritten by the program itself (`make docs`). `lovp COMMAND --help` shows the same.\n",
        "Option",
        "What it does",
    ),
}


class Row(NamedTuple):
    """What a command takes: an option by its names, or a word, which has none; its value; its help."""

    names: tuple[str, ...]
    metavar: str
    help: str


def commands(language: str) -> "dict[str, Command]":
    """`lovp` alone and every command, by the words that call it."""
    i18n.use(language)
    from lovp.cli import app

    return {f"lovp {command.name}".rstrip(): command for command in (app.root(), *app.commands())}


def rows(command: "Command") -> list[Row]:
    """What the command takes, in the order of its help."""
    # Imported once the language is chosen: the texts of the shared options are, as they are defined.
    from lovp.cli.parser import parameters

    specs = [one.spec for one in parameters(command.function)]
    return [Row(getattr(spec, "names", ()), spec.metavar, spec.help) for spec in specs]


def reference(language: str) -> str:
    """The reference in a language."""
    found = commands(language)
    head, option, meaning = _HEADS[language]
    parts = [head]
    for name, command in found.items():
        parts.append(f"## {name}\n\n{command.help}\n")
        if taken := rows(command):
            lines = "\n".join(f"| {_spelled(row)} | {_cell(row.help)} |" for row in taken)
            parts.append(f"| {option} | {meaning} |\n|---|---|\n{lines}\n")
        if command.examples:
            parts.append("```console\n" + "\n".join(f"$ {line}" for line in command.examples) + "\n```\n")
    return "\n".join(parts)


def _spelled(row: Row) -> str:
    names = ", ".join(f"`{name}`" for name in row.names)
    return f"{names} {row.metavar}".rstrip() if names else f"`{row.metavar}`"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def printed(language: str) -> str:
    """The reference, written by a process of its own: a command's texts are chosen as it is loaded."""
    command = [sys.executable, "-m", "tests.reference", language]
    environment = os.environ | {"LOVP_LANG": language, "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(command, cwd=DOCS.parent, env=environment, capture_output=True, check=True)
    return done.stdout.decode("utf-8")


def main() -> None:
    """Write both files or, with a language, print its reference."""
    if len(sys.argv) > 1:
        sys.stdout.write(reference(sys.argv[1]))
        return
    for language, file in FILES.items():
        file.write_text(printed(language), encoding="utf-8")
    SCHEMA.write_text(schema_text("sv"), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
