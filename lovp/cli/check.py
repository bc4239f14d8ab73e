"""`lovp check`: whether plan and record are sound."""

from typing import Annotated

from lovp.cells import clean_text
from lovp.cli import context, options, recorded, show
from lovp.errors import CheckError, PlanError, Problem
from lovp.exchange.imports.mappings import mapping_problems
from lovp.i18n import _, ngettext
from lovp.model import Plan
from lovp.problems import format_problem
from lovp.record.copy_names import copy_names
from lovp.record.folder import record_files
from lovp.record.record import Record


def check(
    tidy: Annotated[
        bool, options.flag("--tidy", help=_("Fold conflict copies into their writer's file first."))
    ] = False,
    yes: Annotated[bool, options.flag("--yes", help=_("With --tidy: do it without asking."))] = False,
    plan: options.Plan = None,
) -> None:
    """Show all problems of the plans and the record. Raises CheckError or PlanError if there are any."""
    try:
        folder = context.open_folder(plan)
    except PlanError as error:
        _conclude(list(error.problems))
        raise
    if tidy:
        from lovp.cli import tidy as tidying

        tidying.tidy(folder, yes=yes)
    problems: list[Problem] = []
    for one in folder.plans:
        record = recorded.read(folder, one)
        problems += [each._replace(file=f"data/{one.year}/{each.file}") for each in record.problems]
        words = _("{year}: targets {targets}, rows {rows}, outcomes that count {outcomes}")
        show.line(
            words.format(
                year=one.year,
                targets=len(one.target_by_id),
                rows=len(record.rows),
                outcomes=len(record.outcomes),
            )
        )
        _name_copies(folder, one, record)
    problems += mapping_problems(folder.path, context.choose_plan(folder, None))
    _conclude(problems + _years_without_plan(folder))


def _name_copies(folder: context.Folder, plan: Plan, record: Record) -> None:
    """Name the files that are copies: of which file, and made by which program, where their name says it."""
    try:
        files = [clean_text(path.name) for path in record_files(folder.record_folder(plan.year))]
    except OSError:
        return
    named = copy_names(files, record.strangers)
    for file in sorted({*record.copies, *named}):
        if copy := named.get(file):
            words = _("{file} is a conflict copy of {original}, made by {program}; each row is counted once.")
            show.message(words.format(file=file, original=copy.original, program=copy.program))
        else:
            words = _("{file} repeats other files, or holds rows of other writers; each row is counted once.")
            show.message(words.format(file=file))
    if named:
        show.message("  " + _("To fold conflict copies in: lovp check --tidy"))


def _conclude(problems: list[Problem]) -> None:
    """Show the problems. Raises CheckError if there are any."""
    for problem in problems:
        show.line("\n" + format_problem(problem))
    if problems:
        count = len(problems)
        raise CheckError(
            ngettext("{count} problem found.", "{count} problems found.", count).format(count=count)
        )
    show.line("✓ " + _("Plan and record are sound."))


def _years_without_plan(folder: context.Folder) -> list[Problem]:
    """Folders of the record whose year no plan is for: their outcomes are counted nowhere."""
    known = {str(plan.year) for plan in folder.plans}
    years = sorted(path.parent.name for path in folder.path.glob("data/[12][0-9][0-9][0-9]/*.csv"))
    return [
        Problem(
            f"data/{year}",
            0,
            0,
            "",
            _("There is no plan for {year}, so these outcomes are counted nowhere.").format(year=year),
            _("Add the year to targets.yaml: lovp plan new {year}").format(year=year),
        )
        for year in dict.fromkeys(years)
        if year not in known
    ]
