"""Every command: the words that call it, what it does, where its function is; and names in two languages.

Examples stand in examples.txt, the Swedish names of commands and options in lovp/swedish_names.csv.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from lovp.i18n import COMMANDS, OPTIONS, _, spoken
from lovp.text import fold

_ENGLISH = {fold(swedish): english for english, swedish in (COMMANDS | OPTIONS).items()}


class Entry(NamedTuple):
    """A command: its `module:function` in cli/, and what it does."""

    where: str
    help: str


def panels() -> dict[str, str]:
    """The commands as the help lists them, by who needs them: the panel's title, then the commands' names."""
    return {
        _("Every day"): "progress log undo amend outcomes check",
        _("The plan"): "targets calendar init plan demo",
        _("For the board"): "export compare",
        _("In and out, many offices"): "import form sync rollup",
    }


def table() -> dict[str, Entry]:
    """Every command by the words that call it."""
    return {
        "progress": Entry("progress:progress", _("Show where the targets stand, by area.")),
        "log": Entry("log:log", _("Record what was done. Asks for what is missing.")),
        "undo": Entry("correct:undo", _("Undo an outcome or a correction; nothing is erased.")),
        "amend": Entry("correct:amend", _("Correct an outcome.")),
        "outcomes": Entry("outcomes:outcomes", _("List what is recorded, newest first.")),
        "check": Entry("check:check", _("Check that the plan and the record are sound.")),
        "targets": Entry("plan:targets", _("Show the plan's targets.")),
        "calendar": Entry("plan:calendar", _("Show the plan's key dates.")),
        "init": Entry("init:init", _("Make a folder for a year of the plan, or join one.")),
        "plan new": Entry("plan:new", _("Add a year to targets.yaml, from the latest one.")),
        "demo": Entry("demo:demo", _("Try everything on a made-up year, in a folder of its own.")),
        "export": Entry("export:export", _("Write the month's summary for the board.")),
        "compare": Entry("compare:compare", _("Show two years side by side, target by target.")),
        "import": Entry("importing:import_file", _("Take outcomes from a form or a spreadsheet.")),
        "form": Entry("form:form", _("Make a form of the plan, for phones or to print.")),
        "sync": Entry("sync:sync", _("Share the record through git: commit, fetch, merge, send.")),
        "rollup progress": Entry("rollup:progress", _("Show where several districts stand together.")),
        "rollup export": Entry("rollup:export", _("Write the summary of several districts together.")),
    }


def examples(name: str) -> str:
    """Examples of the command, one a line, with English options."""
    lines = (Path(__file__).parent / "examples.txt").read_text(encoding="utf-8").splitlines()
    return "\n".join(line for line in lines if f"{line} ".startswith(f"lovp {name} "))


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
