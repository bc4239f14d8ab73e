"""`lovp export`: the month for the board, to standard output or to files; made to run from cron."""

import sys
from pathlib import Path
from typing import Annotated

from lovp import i18n
from lovp.cli import complete, context, match, options, paths, recorded, show
from lovp.disk import make_folder
from lovp.errors import LovpError, UsageError
from lovp.files import write_whole
from lovp.i18n import _
from lovp.period import Month, parse_month
from lovp.progress.summary import Summary, summarise
from lovp.trouble import why

_ENDINGS = {"markdown": "md", "csv": "csv", "json": "json"}
_ALSO = {"md": "markdown"}
_BYTE_ORDER_MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"


def export(
    month: Annotated[
        str, options.option("--month", "-m", metavar=_("MONTH"), help=_("The month: 2024-05, or last."))
    ] = "last",
    format_: Annotated[
        str,
        options.option(
            "--format",
            "-f",
            metavar=_("FORMAT"),
            help=_("markdown, csv, json, or several: md,csv,json."),
            complete=complete.words(_ENDINGS),
        ),
    ] = "markdown",
    output: Annotated[
        str | None,
        options.option(
            "--output", "-o", metavar=_("FOLDER"), help=_("The folder to write to; “-” is standard output.")
        ),
    ] = None,
    schedule: Annotated[
        bool,
        options.flag(
            "--schedule",
            help=_("Show what makes cron, systemd or Windows write last month's summary every month."),
        ),
    ] = False,
    plan: options.Plan = None,
) -> None:
    """Write the month's summary in the plan's language, to standard output or one file for each format."""
    forms = [
        _ALSO.get(word) or match.choice(word, _ENDINGS, "--format")
        for word in format_.replace(" ", "").split(",")
    ]
    if schedule:
        _show_schedule(",".join(_ENDINGS[form] for form in dict.fromkeys(forms)), month, output, plan)
        return
    to_folder = output not in (None, "-")
    if len(forms) > 1 and not to_folder:
        raise UsageError(_("Several formats need a folder."), _("Add --output DIR."))
    folder = context.open_folder(plan)
    chosen = parse_month(month, context.today(), context.choose_plan(folder, None).year)
    the_plan = context.plan_of(folder, chosen)
    if chosen.first > context.today():
        raise LovpError(_("{month} has not begun.").format(month=chosen), _("Give an earlier month."))
    record = recorded.read(folder, the_plan)
    with i18n.speaking(the_plan.language):
        summary = summarise(
            the_plan,
            record.outcomes,
            chosen,
            as_of=min(chosen.last, context.today()),
            warnings=recorded.warnings(record),
        )
        papers = {form: _rendered(summary, form) for form in dict.fromkeys(forms)}
    if to_folder:
        _write(paths.typed(str(output)), chosen, papers)
    else:
        show.data(papers[forms[0]])
    show.warn(recorded.warnings(record))


def _show_schedule(forms: str, month: str, output: str | None, plan: str | None) -> None:
    """Show how this folder's reports are written every month, by the program as it is installed here."""
    from lovp.cli import schedule

    if month != "last":
        raise UsageError(_("What is scheduled is always last month."), _("Leave --month out."))
    if output == "-":
        raise UsageError(_("A report on a schedule needs a folder."), _("Name one with --output, or none."))
    folder = context.open_folder(plan)
    file = paths.absolute(folder.plan_file)
    where = file.parent / "rapporter" if output is None else paths.absolute(paths.typed(output))
    started = schedule.program(sys.argv[0], sys.executable)
    show.line(schedule.recipes(schedule.command(started, forms, where, file)))


def _rendered(summary: Summary, form: str) -> str:
    from lovp.render import markdown, summary_data, summary_grids

    match form:
        case "json":
            return summary_data.summary_json(summary)
        case "csv":
            # Excel takes a file for Windows-1252 unless it begins with a byte order mark.
            return _BYTE_ORDER_MARK + summary_data.summary_csv(summary)
        case _:
            return markdown.document(
                summary_grids.heading(summary), list(summary_grids.grids(summary)), summary.progress.warnings
            )


def _write(folder: Path, month: Month, papers: dict[str, str]) -> None:
    """Write all papers or none, and say where they are."""
    files = {folder / f"lovp-{month}.{_ENDINGS[form]}": text.encode("utf-8") for form, text in papers.items()}
    try:
        make_folder(folder)
        write_whole(files)
    except OSError as error:
        raise LovpError(
            _("{folder} can't be written to: {reason}.").format(folder=folder, reason=why(error)),
            _("The earlier files are as they were. Choose another folder with --output."),
        ) from None
    with show.after_saving():
        for file in files:
            show.line(paths.shown(file))
