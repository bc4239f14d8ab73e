"""`lovp check`: whether plan and record are sound; with `--tidy` conflict copies are folded in first."""

from collections.abc import Sequence
from typing import Annotated

from lovp.cli import context, options, recorded, show, writers
from lovp.cli.plan import dates_to_check
from lovp.cli.show import format_problem
from lovp.errors import CheckError, FileError, PlanError, Problem
from lovp.i18n import _, ngettext
from lovp.plan.load import Folder, misnamed_plan
from lovp.record.folder import unread_files, years_without_plan
from lovp.render import record_report
from lovp.text import printable

Tidy = Annotated[bool, options.flag("--tidy", _("Fold conflict copies into their writer's file first."))]
Dates = Annotated[bool, options.flag("--dates", _("List the dates to check in a new year."))]
Yes = Annotated[bool, options.flag("--yes", "", hidden=True)]


def check(tidy: Tidy = False, dates: Dates = False, _yes: Yes = False, plan: options.Plan = None) -> None:
    """Show all problems of the plans and the record. Raises CheckError or PlanError if there are any."""
    try:
        folder = context.open_folder(plan)
    except PlanError as error:
        _conclude(error.problems)
        raise
    if dates:
        _list_dates(folder)
        return
    if tidy:
        _tidy(folder)
    problems = [*_check_records(folder), *_check_mappings(folder)]
    problems += years_without_plan(folder.path, [one.year for one in folder.plans])
    problems += unread_files(folder.path, context.choose_plan(folder, None).year)
    if name := misnamed_plan(folder.path):
        message = _("This is not read: the plan is in {file}.").format(file=folder.plan_file.name)
        remedy = _("Write what is new in it into {file}, then delete this one.")
        problems.append(Problem(name, 0, 0, "", message, remedy.format(file=folder.plan_file.name)))
    show.warn(dates_to_check(folder.plan_file.read_text(encoding="utf-8")))
    _conclude(problems)


def _check_records(folder: Folder) -> list[Problem]:
    """The problems of every year's record; how much there is in each is shown."""
    problems = []
    for plan in folder.plans:
        record = recorded.read_record(folder, plan)
        problems += [each._replace(file=f"data/{plan.year}/{each.file}") for each in record.problems]
        show.line(record_report.counts(plan, record))
        for line in record_report.copies(record):
            show.message(line)
    return problems


def _check_mappings(folder: Folder) -> tuple[Problem, ...]:
    """The problems of the mappings for imports."""
    if (folder.path / "imports").exists():
        from lovp.exchange.imports.mapping import load_mappings  # loads pydantic

        try:
            load_mappings(folder.path, context.choose_plan(folder, None))
        except FileError as error:
            return error.problems
    return ()


def _list_dates(folder: Folder) -> None:
    """List what is marked as to be checked in the plan's file."""
    from lovp.plan.new_year import MARKS, find_marks

    found = find_marks(folder.plan_file.read_text(encoding="utf-8"))
    for number, text in found:
        show.line(_("line {line}: {text}").format(line=number, text=printable(text, 120)))
    if found:
        remedy = _("Put them and the goals right in {file}, and delete the line “{mark}” above each.")
        mark = MARKS[folder.plans[-1].language]
        show.line("\n" + remedy.format(file=folder.plan_file.name, mark=mark))
    else:
        show.line("✓ " + _("There are no dates to check."))


def _tidy(folder: Folder) -> None:
    """Fold the conflict copies of all years into their writers' files. LovpError where one can't be."""
    from lovp.exchange.sharing.conflict_copies import fold_in

    writer = writers.current(folder.path)
    for plan in folder.plans:
        for copy in fold_in(folder.record_folder(plan.year), writer):
            with show.after_saving():
                show.line(record_report.folded_in(copy))


def _conclude(problems: Sequence[Problem]) -> None:
    """Show the problems. Raises CheckError if there are any."""
    for problem in problems:
        show.line("\n" + format_problem(problem))
    if count := len(problems):
        text = ngettext("{count} problem found.", "{count} problems found.", count)
        raise CheckError(text.format(count=count))
    show.line("✓ " + _("Plan and record are sound."))
