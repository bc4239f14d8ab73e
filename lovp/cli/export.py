"""`lovp export`: the month for the board, to files or to standard output; made to run from cron."""

import sys
from typing import Annotated

from lovp import i18n
from lovp.cli import context, options, papers, recorded, show
from lovp.cli.context import parse_path
from lovp.errors import UsageError
from lovp.i18n import _
from lovp.progress.summary import changes, summarise
from lovp.record.record import record_known_at
from lovp.render import record_report
from lovp.render.papers import ENDINGS
from lovp.render.schedule import WAYS, recipe

_SCHEDULE = _("Show what makes this system write last month's summary every month.")
_FOR = _("With --schedule: what another system uses; cron or windows.")
Schedule = Annotated[bool, options.flag("--schedule", _SCHEDULE)]
For = Annotated[str | None, options.option("--for", _FOR, choices=WAYS)]


def export(
    month: papers.MonthOption = "last",
    year: papers.YearOption = None,
    format_: papers.FormatOption = None,
    output: papers.OutputOption = None,
    csv_dialect: papers.DialectOption = "swedish",
    schedule: Schedule = False,
    for_: For = None,
    plan: options.Plan = None,
) -> None:
    """Write a month's summary, or a year's, in the plan's language: a file a format, or standard output."""
    if schedule or for_:
        if month != "last" or year is not None:
            raise UsageError(_("What is scheduled is always last month."), _("Leave out --month and --year."))
        _show_schedule(format_, output, plan, for_)
        return
    forms = papers.parse_forms(format_, output)
    folder = context.open_folder(plan)
    the_plan, chosen, day = papers.choose(folder, month, year)
    record = recorded.read_record(folder, the_plan)
    with i18n.speaking(the_plan.language):
        warnings = record_report.faults(record)
    former = record_known_at(record, the_plan, str(chosen.first)) if chosen else record
    late = changes(former, record, record.last_word)
    paper = summarise(the_plan, record.outcomes, chosen, as_of=day, changes=late, warnings=warnings)
    papers.write(paper, forms, output, folder.path, csv_dialect)
    show.warn(record_report.faults(record))


def _show_schedule(format_: str | None, output: str | None, plan: str | None, way: str | None) -> None:
    """Show how this folder's reports are written every month, by this Python."""
    if output == "-":
        raise UsageError(_("A report on a schedule needs a folder."), _("Name one with --output, or none."))
    forms = ",".join(ENDINGS[form] for form in papers.parse_forms(format_, output))
    file = context.open_folder(plan).plan_file.resolve()
    folder = file.parent / papers.FOLDER if output is None else parse_path(output).resolve()
    words = [sys.executable, "-m", "lovp", "export", "--month", "last", "--format", forms]
    words += ["--output", str(folder), "--plan", str(file)]
    show.line(recipe(words, way or ("windows" if sys.platform == "win32" else "cron")))
