"""Every command: the words that call it, what it does, where its function is, and examples."""

from typing import NamedTuple

from lovp.i18n import _


class Entry(NamedTuple):
    """A command: its `module:function` in cli/, what it does, and examples with commas between."""

    where: str
    help: str
    examples: str


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
        "progress": Entry(
            "progress:progress",
            _("Show where the targets stand, by area."),
            "lovp progress --area studier, lovp progress --by place, "
            "lovp progress --place skaraborg --as-of 2024-05-31",
        ),
        "log": Entry(
            "log:log",
            _("Record what was done. Asks for what is missing."),
            "lovp log schoolinfo 3 Skövde 12/3, lovp log unga-ledamoter 2 --of 7 --place Hjo, lovp log",
        ),
        "undo": Entry(
            "correct:undo",
            _("Undo an outcome or a correction; nothing is erased."),
            "lovp undo, lovp undo 3f9a01c2",
        ),
        "amend": Entry(
            "correct:amend",
            _("Put an outcome right."),
            "lovp amend 3f9a01c2 --value 4, lovp amend 3f9a01c2 --place Hjo --date 12/3",
        ),
        "outcomes": Entry(
            "outcomes:outcomes",
            _("List what is recorded, newest first."),
            "lovp outcomes --target schoolinfo --month 2024-05, lovp outcomes --format csv",
        ),
        "check": Entry(
            "check:check", _("Check that the plan and the record are sound."), "lovp check, lovp check --tidy"
        ),
        "targets": Entry(
            "plan:targets",
            _("Show the plan's targets."),
            "lovp targets --area skola, lovp targets schoolinfo",
        ),
        "calendar": Entry(
            "plan:calendar",
            _("Show the plan's key dates."),
            "lovp calendar, lovp calendar --ics verksamhetsplan.ics",
        ),
        "init": Entry(
            "init:init",
            _("Begin a folder for a year of the plan, or take part in one."),
            "lovp init, lovp init verksamhetsplan --year 2025 --writer kansli --subregion skaraborg",
        ),
        "plan new": Entry(
            "plan_new:new",
            _("Add a year to targets.yaml, from the latest one; comments are kept."),
            "lovp plan new 2025",
        ),
        "demo": Entry(
            "demo:demo",
            _("Try everything on a made-up year, in a folder of its own."),
            "lovp demo, lovp demo --districts",
        ),
        "export": Entry(
            "export:export",
            _("Write the month's summary for the board."),
            "lovp export --month 2024-05, lovp export --month last --format html,xlsx --output rapporter, "
            "lovp export --schedule --format md,csv",
        ),
        "compare": Entry(
            "compare:compare",
            _("Show two years side by side, target by target."),
            "lovp compare 2023 2024, lovp compare 2023 2024 --area studier --as-of 31/5",
        ),
        "import": Entry(
            "importing:import_file",
            _("Take outcomes from a form or a spreadsheet; twice is as once."),
            "lovp import skolbesok.xlsx --suggest, lovp import skolbesok.xlsx --dry-run, "
            "lovp import svar.csv --partial --rejects nekade.csv",
        ),
        "form": Entry(
            "form:form",
            _("Write a form made from the plan, for phones (ODK, KoboToolbox) or to print on paper."),
            "lovp form --output formular.xlsx, lovp form --area skola --area ung --output skola.xlsx, "
            "lovp form --paper --output blankett.pdf",
        ),
        "sync": Entry(
            "sync:sync",
            _("Share the record through git: commit, fetch, unite, send."),
            "lovp sync, lovp sync --init",
        ),
        "rollup progress": Entry(
            "rollup:progress",
            _("Show where several districts stand together, by their targets' central ids."),
            "lovp rollup progress distrikt/* --name LO, "
            "lovp rollup progress distrikt.txt --by district --target fortroendevalda",
        ),
        "rollup export": Entry(
            "rollup:export",
            _("Write the summary of several districts together."),
            "lovp rollup export distrikt.txt --month 2024-05 --format md,html,xlsx --output rapporter",
        ),
    }
