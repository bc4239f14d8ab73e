"""`lovp check`: whether plan and record are sound; with `--tidy` conflict copies are folded in first."""

from collections.abc import Sequence
from typing import Annotated

from lovp.cli import ask, context, options, recorded, show
from lovp.errors import CheckError, LovpError, PlanError, Problem, UsageError, format_problem
from lovp.i18n import _, ngettext
from lovp.model import Plan
from lovp.plan.load import Folder, misnamed_plan
from lovp.record.unread_files import unread_files, years_without_plan
from lovp.render import record_report


def check(
    tidy: Annotated[
        bool, options.flag("--tidy", _("Fold conflict copies into their writer's file first."))
    ] = False,
    yes: Annotated[bool, options.flag("--yes", _("With --tidy: do it without asking."))] = False,
    plan: options.Plan = None,
) -> None:
    """Show all problems of the plans and the record. Raises CheckError or PlanError if there are any."""
    try:
        folder = context.open_folder(plan)
    except PlanError as error:
        _conclude(error.problems)
        raise
    if tidy:
        _tidy(folder, yes=yes)
    problems = []
    for one in folder.plans:
        record = recorded.read_record(folder, one)
        problems += [each._replace(file=f"data/{one.year}/{each.file}") for each in record.problems]
        show.line(record_report.counts(one, record))
        _remark_unquoted(one)
        for line in record_report.copies(record):
            show.message(line)
    if (folder.path / "imports").exists():
        from lovp.exchange.imports.mapping import mapping_problems  # loads pydantic

        problems += mapping_problems(folder.path, context.choose_plan(folder, None))
    problems += years_without_plan(folder.path, [one.year for one in folder.plans])
    problems += unread_files(folder.path, context.choose_plan(folder, None).year)
    problems += _misnamed_plan(folder)
    _conclude(problems)


def _remark_unquoted(plan: Plan) -> None:
    """Name the targets that don't quote the plan, where others do."""
    missing = [target.id for target in plan.targets() if not target.source]
    if missing and len(missing) < len(plan.target_by_id):
        words = _("{year}: source: is missing in {targets}, while other targets quote the plan.")
        show.message(words.format(year=plan.year, targets=", ".join(missing)))


def _misnamed_plan(folder: Folder) -> list[Problem]:
    name = misnamed_plan(folder.path)
    if not name:
        return []
    message = _("This is not read: the plan is in {file}.").format(file=folder.plan_file.name)
    remedy = _("Write what is new in it into {file}, then delete this one.")
    return [Problem(name, 0, 0, "", message, remedy.format(file=folder.plan_file.name))]


def _tidy(folder: Folder, *, yes: bool) -> None:
    """Fold the conflict copies of all years into their writer's files, after asking unless `yes`.

    UsageError where nobody can be asked; LovpError where a copy that should be folded in can't be.
    """
    from lovp.exchange.sharing.conflict_copies import find_copies, merge_copy

    writer = context.writer(folder.path)
    found = [each for plan in folder.plans for each in find_copies(folder.record_folder(plan.year), writer)]
    for each in found:
        show.line(record_report.copy_before_merge(each))
    if not found:
        show.line(_("There are no conflict copies."))
    ready = [each for each in found if not each.reason]
    if ready and not yes:
        if not ask.possible():
            message = _("There is nobody to ask whether that is right.")
            raise UsageError(message, _("To do it at once: lovp check --tidy --yes"))
        if not ask.yes(_("Fold that into the writers' own files?")):
            raise LovpError(_("Nothing was folded in."))
    for each in ready:
        done = merge_copy(each, writer)
        with show.after_saving():
            show.line(record_report.copy_after_merge(done))


def _conclude(problems: Sequence[Problem]) -> None:
    """Show the problems. Raises CheckError if there are any."""
    for problem in problems:
        show.line("\n" + format_problem(problem))
    if count := len(problems):
        text = ngettext("{count} problem found.", "{count} problems found.", count)
        raise CheckError(text.format(count=count))
    show.line("✓ " + _("Plan and record are sound."))
