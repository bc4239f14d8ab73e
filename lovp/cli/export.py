"""`lovp export`: the month for the board, to standard output or to files; made to run from cron."""

import sys
from collections.abc import Iterable
from typing import Annotated

from lovp import i18n, paths
from lovp.cli import context, options, papers, recorded, show
from lovp.errors import UsageError
from lovp.i18n import _
from lovp.model import Change
from lovp.progress.changes import changes
from lovp.progress.summary import summarise
from lovp.record.record import record_known_at
from lovp.render import record_report
from lovp.render.papers import ENDINGS

_SCHEDULE = _("Show what makes cron, systemd or Windows write last month's summary every month.")
Schedule = Annotated[bool, options.flag("--schedule", _SCHEDULE)]


def export(
    month: papers.MonthOption = "last",
    year: papers.YearOption = None,
    format_: papers.FormatOption = "markdown",
    output: papers.OutputOption = None,
    csv_dialect: papers.DialectOption = "swedish",
    schedule: Schedule = False,
    plan: options.Plan = None,
) -> None:
    """Write a month's summary, or a year's, in the plan's language, to standard output or a file a format."""
    if schedule:
        if month != "last" or year is not None:
            raise UsageError(_("What is scheduled is always last month."), _("Leave out --month and --year."))
        _show_schedule(format_, output, plan)
        return
    forms = papers.parse_forms(format_, output)
    folder = context.open_folder(plan)
    the_plan, chosen, day = papers.choose(folder, month, year)
    record = recorded.read_record(folder, the_plan)
    with i18n.speaking(the_plan.language):
        warnings = record_report.faults(record)
    late: Iterable[Change] = ()
    if chosen:
        former = record_known_at(record, the_plan, str(chosen.first))
        late = changes(former, record, record.last_word)
    paper = summarise(the_plan, record.outcomes, chosen, as_of=day, changes=late, warnings=warnings)
    papers.write(paper, forms, output, csv_dialect)
    show.warn(record_report.faults(record))


def _show_schedule(format_: str, output: str | None, plan: str | None) -> None:
    """Show how this folder's reports are written every month, by the program as it is installed here."""
    from lovp.render.schedule import command, recipes

    if output == "-":
        raise UsageError(_("A report on a schedule needs a folder."), _("Name one with --output, or none."))
    forms = ",".join(ENDINGS[form] for form in papers.parse_forms(format_, output or "rapporter"))
    file = paths.absolute(context.open_folder(plan).plan_file)
    folder = file.parent / "rapporter" if output is None else paths.absolute(paths.typed(output))
    show.line(recipes(command(paths.program(sys.argv[0], sys.executable), forms, folder, file)))
