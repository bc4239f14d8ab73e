"""`lovp export`: the month for the board, to standard output or to files; made to run from cron."""

import sys
from pathlib import Path
from typing import Annotated, NamedTuple

from lovp.cli import complete, context, match, options, papers, paths, show
from lovp.cli.papers import ENDINGS
from lovp.disk import make_folder
from lovp.errors import LovpError, UsageError
from lovp.files import write_whole
from lovp.i18n import _
from lovp.trouble import why

_ALSO = {"md": "markdown"}


MonthOption = Annotated[
    str | None,
    options.option(
        "--month",
        "-m",
        metavar=_("MONTH"),
        help=_("The month: 2024-05, or last, which is the default."),
        complete=complete.months,
    ),
]
YearOption = Annotated[
    str | None,
    options.option(
        "--year",
        "-y",
        metavar=_("YEAR"),
        help=_("Instead of a month the whole year, for its report."),
        complete=complete.years,
    ),
]
FormatOption = Annotated[
    str,
    options.option(
        "--format",
        "-f",
        metavar=_("FORMAT"),
        help=_("markdown, csv, json, html, xlsx, pdf, or several: md,html,xlsx."),
        complete=complete.words(ENDINGS.values()),
    ),
]
OutputOption = Annotated[
    str | None,
    options.option(
        "--output",
        "-o",
        metavar=_("FOLDER"),
        help=_("The folder to write to; “-” is standard output."),
    ),
]
DialectOption = Annotated[
    str,
    options.option(
        "--csv-dialect",
        metavar=_("WORD"),
        help=_("swedish, as Swedish Excel opens CSV, or plain: commas and decimal points."),
        choices=papers.DIALECTS,
    ),
]


class Asked(NamedTuple):
    """Which paper was asked for, as it was typed."""

    month: str | None
    year: str | None
    format: str
    output: str | None
    csv_dialect: str

    @property
    def forms(self) -> list[str]:
        """The forms, each once. Raises UsageError for a word that is none."""
        words = self.format.replace(" ", "").split(",")
        chosen = (_ALSO.get(word) or match.choice(word, ENDINGS, "--format") for word in words)
        return list(dict.fromkeys(chosen))

    @property
    def to_folder(self) -> bool:
        """Whether files are written."""
        return self.output not in (None, "-")


def export(
    month: MonthOption = None,
    year: YearOption = None,
    format_: FormatOption = "markdown",
    output: OutputOption = None,
    csv_dialect: DialectOption = "swedish",
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
    asked = Asked(month, year, format_, output, csv_dialect)
    forms = asked.forms
    match.choice(csv_dialect, papers.DIALECTS, "--csv-dialect")
    if schedule:
        if month not in (None, "last") or year is not None:
            raise UsageError(_("What is scheduled is always last month."), _("Leave out --month and --year."))
        _show_schedule(",".join(ENDINGS[form] for form in forms), output, plan)
        return
    check(asked)
    write(context.open_folder(plan), asked)


def check(asked: Asked) -> None:
    """Raises UsageError for what does not go together."""
    match.choice(asked.csv_dialect, papers.DIALECTS, "--csv-dialect")
    forms = asked.forms
    if len(forms) > 1 and not asked.to_folder:
        raise UsageError(_("Several formats need a folder."), _("Add --output DIR."))
    if not asked.to_folder and forms[0] in papers.BINARY and sys.stdout.isatty():
        raise UsageError(
            _("{format} can't be shown in a terminal.").format(format=forms[0]), _("Add --output DIR.")
        )
    if asked.month is not None and asked.year is not None:
        raise UsageError(_("A month and a year are two papers."), _("Leave out --month or --year."))


def write(folder: context.Folder, asked: Asked, source: papers.Source = papers.OWN) -> None:
    """Write the paper that was asked for, of what the source has, in every form that was asked for."""
    excel = match.choice(asked.csv_dialect, papers.DIALECTS, "--csv-dialect") == "swedish"
    if asked.year is not None:
        paper = papers.of_year(folder, asked.year, excel=excel, source=source)
    else:
        paper = papers.of_month(folder, asked.month or "last", excel=excel, source=source)
    made = {form: paper.forms[form]() for form in asked.forms}
    if asked.to_folder:
        _write(paths.typed(str(asked.output)), paper.name, made)
    else:
        show.data(made[asked.forms[0]])
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
