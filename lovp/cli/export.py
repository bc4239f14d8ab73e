"""`lovp export`: the month for the board, to standard output or to files; made to run from cron."""

import sys
from pathlib import Path
from typing import Annotated

from lovp.cli import complete, context, match, options, papers, paths, show
from lovp.cli.papers import ENDINGS
from lovp.disk import make_folder
from lovp.errors import LovpError, UsageError
from lovp.files import write_whole
from lovp.i18n import _
from lovp.trouble import why

_ALSO = {"md": "markdown"}


def export(
    month: Annotated[
        str | None,
        options.option(
            "--month", "-m", metavar=_("MONTH"), help=_("The month: 2024-05, or last, which is the default.")
        ),
    ] = None,
    year: Annotated[
        str | None,
        options.option(
            "--year", "-y", metavar=_("YEAR"), help=_("Instead of a month the whole year, for its report.")
        ),
    ] = None,
    format_: Annotated[
        str,
        options.option(
            "--format",
            "-f",
            metavar=_("FORMAT"),
            help=_("markdown, csv, json, html, xlsx, pdf, or several: md,html,xlsx."),
            complete=complete.words(ENDINGS),
        ),
    ] = "markdown",
    output: Annotated[
        str | None,
        options.option(
            "--output", "-o", metavar=_("FOLDER"), help=_("The folder to write to; “-” is standard output.")
        ),
    ] = None,
    csv_dialect: Annotated[
        str,
        options.option(
            "--csv-dialect",
            metavar=_("WORD"),
            help=_("swedish, as Swedish Excel opens CSV, or plain: commas and decimal points."),
            complete=complete.words(papers.DIALECTS),
        ),
    ] = "swedish",
    schedule: Annotated[
        bool,
        options.flag(
            "--schedule",
            help=_("Show what makes cron, systemd or Windows write last month's summary every month."),
        ),
    ] = False,
    plan: options.Plan = None,
) -> None:
    """Write a month's summary, or a year's, in the plan's language, to standard output or a file a format."""
    forms = [
        _ALSO.get(word) or match.choice(word, ENDINGS, "--format")
        for word in format_.replace(" ", "").split(",")
    ]
    dialect = match.choice(csv_dialect, papers.DIALECTS, "--csv-dialect")
    if schedule:
        if month not in (None, "last") or year is not None:
            raise UsageError(_("What is scheduled is always last month."), _("Leave out --month and --year."))
        _show_schedule(",".join(ENDINGS[form] for form in dict.fromkeys(forms)), output, plan)
        return
    to_folder = output not in (None, "-")
    if len(forms) > 1 and not to_folder:
        raise UsageError(_("Several formats need a folder."), _("Add --output DIR."))
    if not to_folder and forms[0] in papers.BINARY and sys.stdout.isatty():
        raise UsageError(
            _("{format} can't be shown in a terminal.").format(format=forms[0]), _("Add --output DIR.")
        )
    if month is not None and year is not None:
        raise UsageError(_("A month and a year are two papers."), _("Leave out --month or --year."))
    folder = context.open_folder(plan)
    excel = dialect == "swedish"
    if year is not None:
        paper = papers.of_year(folder, year, excel=excel)
    else:
        paper = papers.of_month(folder, month or "last", excel=excel)
    made = {form: paper.forms[form]() for form in dict.fromkeys(forms)}
    if to_folder:
        _write(paths.typed(str(output)), paper.name, made)
    else:
        show.data(made[forms[0]])
    show.warn(paper.warnings)


def _show_schedule(forms: str, output: str | None, plan: str | None) -> None:
    """Show how this folder's reports are written every month, by the program as it is installed here."""
    from lovp.cli import schedule

    if output == "-":
        raise UsageError(_("A report on a schedule needs a folder."), _("Name one with --output, or none."))
    folder = context.open_folder(plan)
    file = paths.absolute(folder.plan_file)
    where = file.parent / "rapporter" if output is None else paths.absolute(paths.typed(output))
    started = schedule.program(sys.argv[0], sys.executable)
    show.line(schedule.recipes(schedule.command(started, forms, where, file)))


def _write(folder: Path, name: str, made: dict[str, bytes]) -> None:
    """Write all papers or none, and say where they are."""
    files = {folder / f"lovp-{name}.{ENDINGS[form]}": content for form, content in made.items()}
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
