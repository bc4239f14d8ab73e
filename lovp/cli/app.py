"""The commands: what each is called, what it does, and where it is. Only the one that runs is imported."""

from collections.abc import Callable
from importlib import import_module
from typing import NamedTuple

from lovp.i18n import _

Function = Callable[..., None]


class Command(NamedTuple):
    """A command by the words that call it (none: `lovp` alone), with its help, and where its function is."""

    name: str
    where: str
    help: str
    examples: tuple[str, ...] = ()

    @property
    def function(self) -> Function:
        """The function that the command calls; its module is imported now, if it was not before."""
        module, name = self.where.split(":")
        found: Function = getattr(import_module(f"lovp.cli.{module}"), name)
        return found


def root() -> Command:
    """`lovp` itself: what comes before a command, or without one."""
    return Command(
        "", "start:start", _("Follows the year's plan: the targets, what was done, and where it is heading.")
    )


def commands() -> tuple[Command, ...]:
    """Every command, in the order in which they are listed."""
    return (
        Command(
            "progress",
            "progress:progress",
            _("Show where the targets stand, by area."),
            (
                "lovp progress --area studier",
                "lovp progress --by place",
                "lovp progress --place skaraborg --as-of 2024-05-31",
            ),
        ),
        Command(
            "log",
            "log:log",
            _("Record what was done. Asks for what is missing."),
            (
                "lovp log schoolinfo 3 --place Skövde --date 2024-03-12",
                "lovp log unga-ledamoter 2 --of 7 --place Hjo",
                "lovp log",
            ),
        ),
        Command(
            "undo",
            "correct:undo",
            _("Undo an outcome or a correction; nothing is erased."),
            ("lovp undo", "lovp undo 3f9a01c2"),
        ),
        Command(
            "amend",
            "correct:amend",
            _("Put an outcome right."),
            ("lovp amend 3f9a01c2 --value 4", "lovp amend 3f9a01c2 --place Hjo --date 12/3"),
        ),
        Command(
            "outcomes",
            "outcomes:outcomes",
            _("List what is recorded, newest first."),
            ("lovp outcomes --target schoolinfo --month 2024-05", "lovp outcomes --format csv"),
        ),
        Command(
            "import",
            "importing:import_file",
            _("Take outcomes from a form or a spreadsheet; twice is as once."),
            (
                "lovp import skolbesok.xlsx --suggest",
                "lovp import skolbesok.xlsx --dry-run",
                "lovp import svar.csv --partial --rejects nekade.csv",
            ),
        ),
        Command(
            "export",
            "export:export",
            _("Write the month's summary for the board."),
            (
                "lovp export --month 2024-05",
                "lovp export --month last --format html,xlsx --output rapporter",
                "lovp export --schedule --format md,csv",
            ),
        ),
        Command(
            "form",
            "form:form",
            _("Write a form made from the plan, for phones (ODK, KoboToolbox) or to print on paper."),
            (
                "lovp form --output formular.xlsx",
                "lovp form --area skola --area ung --output skola.xlsx",
                "lovp form --paper --output blankett.pdf",
            ),
        ),
        Command(
            "targets",
            "plan:targets",
            _("Show the plan's targets."),
            ("lovp targets --area skola", "lovp targets schoolinfo"),
        ),
        Command(
            "calendar",
            "plan:calendar",
            _("Show the plan's key dates."),
            ("lovp calendar", "lovp calendar --ics verksamhetsplan.ics"),
        ),
        Command(
            "compare",
            "compare:compare",
            _("Show two years side by side, target by target."),
            ("lovp compare 2023 2024", "lovp compare 2023 2024 --area studier --as-of 31/5"),
        ),
        Command(
            "rollup",
            "rollup:progress",
            _("Show where several districts stand together, by their targets' central ids."),
            (
                "lovp rollup distrikt/* --name LO",
                "lovp rollup distrikt.txt --by district --target fortroendevalda",
                "lovp rollup distrikt.txt --place skåne",
            ),
        ),
        Command(
            "rollup export",
            "rollup:export",
            _("Write the summary of several districts together."),
            ("lovp rollup distrikt.txt export --month 2024-05 --format md,html,xlsx --output rapporter",),
        ),
        Command(
            "check",
            "check:check",
            _("Check that the plan and the record are sound."),
            ("lovp check", "lovp check --tidy"),
        ),
        Command(
            "sync",
            "sync:sync",
            _("Share the record through git: commit, fetch, unite, send."),
            ("lovp sync", "lovp sync --init"),
        ),
        Command(
            "init",
            "init:init",
            _("Begin a folder for a year of the plan, or take part in one."),
            ("lovp init", "lovp init verksamhetsplan --year 2025 --writer kansli --subregion skaraborg"),
        ),
        Command(
            "plan new",
            "folder:new",
            _("Add a year to targets.yaml, from the latest one; comments are kept."),
            ("lovp plan new 2025",),
        ),
        Command(
            "demo",
            "demo:demo",
            _("Try everything on a made-up year, in a folder of its own."),
            ("lovp demo", "lovp demo --districts"),
        ),
    )
