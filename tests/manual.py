r"""The man page in docs/man/, as `make docs` writes it: what the reference says, for `man lovp`.

Exit codes, variables and files are the rows of docs/*/formats.md, which tests hold against the program.
How a character is written so that it is printed as itself: groff_char(7), groff_man_style(7).
"""

import re
import sys
from collections.abc import Iterable
from typing import NamedTuple

from lovp import __version__
from tests.reference import DOCS, Row, commands, printed, rows

MODULE = "tests.manual"
FILES = {"sv": DOCS / "man" / "sv" / "lovp.1", "en": DOCS / "man" / "lovp.1"}

_ESCAPES = {
    "\\": r"\(rs",
    "-": r"\-",
    "'": r"\(aq",
    '"': r"\(dq",
    "`": r"\(ga",
    "^": r"\(ha",
    "~": r"\(ti",
}


class _Words(NamedTuple):
    """What only the man page says, in a language. Headings of formats.md are named as they stand there."""

    title: str
    name: str
    synopsis: str
    description: str
    commands: str
    exit_status: str
    environment: str
    files: str
    examples: str
    see_also: str
    command: str
    words: str
    about: tuple[str, ...]
    codes: str
    variables: str
    settings: str
    handbook: str


_WORDS = {
    "sv": _Words(
        title="Användarkommandon",
        name="NAMN",
        synopsis="SYNOPSIS",
        description="BESKRIVNING",
        commands="KOMMANDON",
        exit_status="SLUTSTATUS",
        environment="MILJÖ",
        files="FILER",
        examples="EXEMPEL",
        see_also="SE ÄVEN",
        command="KOMMANDO",
        words="ORD",
        about=(
            "Utan kommando visar `lovp` läget på en skärm.",
            "`lovp --help` räknar upp kommandona, och `lovp KOMMANDO --help` visar ett av dem.",
        ),
        codes="Slutkoder",
        variables="Miljövariabler",
        settings="Inställningar och cache",
        handbook="Handboken, i projektets mapp `docs/sv/`; den börjar i `index.md`.",
    ),
    "en": _Words(
        title="User Commands",
        name="NAME",
        synopsis="SYNOPSIS",
        description="DESCRIPTION",
        commands="COMMANDS",
        exit_status="EXIT STATUS",
        environment="ENVIRONMENT",
        files="FILES",
        examples="EXAMPLES",
        see_also="SEE ALSO",
        command="COMMAND",
        words="WORDS",
        about=(
            "Without a command, `lovp` shows the state on one screen.",
            "`lovp --help` lists the commands, and `lovp COMMAND --help` shows one of them.",
        ),
        codes="Exit codes",
        variables="Environment variables",
        settings="Settings and cache",
        handbook="The handbook, in the project's folder `docs/en/`; it begins in `index.md`.",
    ),
}


def escaped(text: str) -> str:
    """The text so that groff prints it as it is, wherever in a line it stands."""
    found = "".join(_ESCAPES.get(character, character) for character in text)
    return rf"\&{found}" if found.startswith(".") else found


def marked(text: str) -> str:
    """Markdown's code in bold, its links as their words alone, the rest as it is."""
    words = re.sub(r"\[([^]`]+)\]\([^)]+\)", r"\1", text)
    return "".join(_bold(part) if at % 2 else escaped(part) for at, part in enumerate(words.split("`")))


def _bold(text: str) -> str:
    return rf"\fB{escaped(text)}\fR"


def table(page: str, heading: str = "") -> list[list[str]]:
    """The cells of the first table under a heading (without one: of the page), its own head first."""
    under = page.partition(f"\n## {heading}\n")[2] if heading else page
    found = re.search(r"(?:^\|.*\|\n)+", under, re.MULTILINE)
    if found is None:
        raise LookupError(heading)
    head, _line, *body = found.group().splitlines()
    return [[cell.strip() for cell in line[1:-1].split("|")] for line in (head, *body)]


def manual(language: str) -> str:
    """The man page in a language."""
    words = _WORDS[language]
    found = commands(language)
    page = (DOCS / language / "formats.md").read_text(encoding="utf-8")
    summary = found["lovp"].help
    lines = [
        r".\" -*- coding: utf-8 -*-",
        r".\" make docs (tests/manual.py)",
        f'.TH LOVP 1 "" "lovp {escaped(__version__)}" "{words.title}"',
        ".nh",  # a word broken in two can't be searched for
        ".ad l",
        f".SH {words.name}",
        rf"lovp \- {escaped(summary[0].lower() + summary[1:].rstrip('.'))}",
        f'.SH "{words.synopsis}"',
        r"\fBlovp\fR [\fB\-\-plan\fR \fI" + _plan(rows(found["lovp"])) + r"\fR]",
        rf"[\fI{words.command}\fR [\fI{words.words}\fR ...]]",
        f'.SH "{words.description}"',
        escaped(summary),
        *(marked(line) for line in words.about),
        f'.SH "{words.commands}"',
    ]
    for name, command in found.items():
        lines += [f'.SS "{name}"', escaped(command.help)]
        for row in rows(command):
            lines += [".TP", _spelled(row), escaped(row.help)]
    _head, *places = table(page)
    settings, *systems = table(page, words.settings)
    systems = [cells for cells in systems if cells[0] != "Windows"]
    lines += [
        f'.SH "{words.exit_status}"',
        *_listed(table(page, words.codes)[1:]),
        f'.SH "{words.environment}"',
        *_listed(table(page, words.variables)[1:]),
        f'.SH "{words.files}"',
        *_listed(places),
        *_listed(
            [system, "; ".join(f"{head}: {cell}" for head, cell in zip(settings[1:], cells, strict=True))]
            for system, *cells in systems
        ),
        f'.SH "{words.examples}"',
    ]
    for command in found.values():
        if command.examples:
            lines += [".PP", escaped(command.help), ".PP", ".RS 4", ".nf"]
            lines += [_bold(line) for line in command.examples]
            lines += [".fi", ".RE"]
    lines += [f'.SH "{words.see_also}"', r"\fBgit\fR(1)", ".PP", marked(words.handbook)]
    return "\n".join(lines) + "\n"


def _plan(found: Iterable[Row]) -> str:
    return next(row.metavar for row in found if "--plan" in row.names)


def _spelled(row: Row) -> str:
    names = ", ".join(_bold(name) for name in row.names)
    value = rf"\fI{escaped(row.metavar)}\fR" if row.metavar else ""
    return f"{names} {value}".strip()


def _listed(body: Iterable[list[str]]) -> list[str]:
    return [line for term, meaning in body for line in (".TP", marked(term), marked(meaning))]


def main() -> None:
    """Write both pages or, with a language, print its page."""
    if len(sys.argv) > 1:
        sys.stdout.write(manual(sys.argv[1]))
        return
    for language, file in FILES.items():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(printed(language, MODULE), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
