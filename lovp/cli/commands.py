"""Every command: the words that call it, what it does, where its function is, and examples."""

from typing import NamedTuple

from lovp.i18n import _


class Entry(NamedTuple):
    """A command: its panel in the help, `module:function`, what it does, and examples."""

    panel: str
    where: str
    help: str
    examples: tuple[str, ...]


def _entry(panel: str, where: str, help_: str, *examples: str) -> Entry:
    return Entry(panel, where, help_, examples)


def table() -> dict[str, Entry]:
    """Every command by the words that call it, in the order in which they are listed."""
    everyday, the_plan = _("Every day"), _("The plan")
    board, in_and_out = _("For the board"), _("In and out, many offices")
    return {
        "progress": _entry(
            everyday,
            "progress:progress",
            _("Show where the targets stand, by area."),
            "lovp progress --area studier",
            "lovp progress --by place",
            "lovp progress --place skaraborg --as-of 2024-05-31",
        ),
        "log": _entry(
            everyday,
            "log:log",
            _("Record what was done. Asks for what is missing."),
            "lovp log schoolinfo 3 --place Skövde --date 2024-03-12",
            "lovp log unga-ledamoter 2 --of 7 --place Hjo",
            "lovp log",
        ),
        "undo": _entry(
            everyday,
            "correct:undo",
            _("Undo an outcome or a correction; nothing is erased."),
            "lovp undo",
            "lovp undo 3f9a01c2",
        ),
        "amend": _entry(
            everyday,
            "correct:amend",
            _("Put an outcome right."),
            "lovp amend 3f9a01c2 --value 4",
            "lovp amend 3f9a01c2 --place Hjo --date 12/3",
        ),
        "outcomes": _entry(
            everyday,
            "outcomes:outcomes",
            _("List what is recorded, newest first."),
            "lovp outcomes --target schoolinfo --month 2024-05",
            "lovp outcomes --format csv",
        ),
        "check": _entry(
            everyday,
            "check:check",
            _("Check that the plan and the record are sound."),
            "lovp check",
            "lovp check --tidy",
        ),
        "targets": _entry(
            the_plan,
            "plan:targets",
            _("Show the plan's targets."),
            "lovp targets --area skola",
            "lovp targets schoolinfo",
        ),
        "calendar": _entry(
            the_plan,
            "plan:calendar",
            _("Show the plan's key dates."),
            "lovp calendar",
            "lovp calendar --ics verksamhetsplan.ics",
        ),
        "init": _entry(
            the_plan,
            "init:init",
            _("Begin a folder for a year of the plan, or take part in one."),
            "lovp init",
            "lovp init verksamhetsplan --year 2025 --writer kansli --subregion skaraborg",
        ),
        "plan new": _entry(
            the_plan,
            "folder:new",
            _("Add a year to targets.yaml, from the latest one; comments are kept."),
            "lovp plan new 2025",
        ),
        "demo": _entry(
            the_plan,
            "demo:demo",
            _("Try everything on a made-up year, in a folder of its own."),
            "lovp demo",
            "lovp demo --districts",
        ),
        "export": _entry(
            board,
            "export:export",
            _("Write the month's summary for the board."),
            "lovp export --month 2024-05",
            "lovp export --month last --format html,xlsx --output rapporter",
            "lovp export --schedule --format md,csv",
        ),
        "compare": _entry(
            board,
            "compare:compare",
            _("Show two years side by side, target by target."),
            "lovp compare 2023 2024",
            "lovp compare 2023 2024 --area studier --as-of 31/5",
        ),
        "import": _entry(
            in_and_out,
            "importing:import_file",
            _("Take outcomes from a form or a spreadsheet; twice is as once."),
            "lovp import skolbesok.xlsx --suggest",
            "lovp import skolbesok.xlsx --dry-run",
            "lovp import svar.csv --partial --rejects nekade.csv",
        ),
        "form": _entry(
            in_and_out,
            "form:form",
            _("Write a form made from the plan, for phones (ODK, KoboToolbox) or to print on paper."),
            "lovp form --output formular.xlsx",
            "lovp form --area skola --area ung --output skola.xlsx",
            "lovp form --paper --output blankett.pdf",
        ),
        "sync": _entry(
            in_and_out,
            "sync:sync",
            _("Share the record through git: commit, fetch, unite, send."),
            "lovp sync",
            "lovp sync --init",
        ),
        "rollup progress": _entry(
            in_and_out,
            "rollup:progress",
            _("Show where several districts stand together, by their targets' central ids."),
            "lovp rollup progress distrikt/* --name LO",
            "lovp rollup progress distrikt.txt --by district --target fortroendevalda",
        ),
        "rollup export": _entry(
            in_and_out,
            "rollup:export",
            _("Write the summary of several districts together."),
            "lovp rollup export distrikt.txt --month 2024-05 --format md,html,xlsx --output rapporter",
        ),
    }
