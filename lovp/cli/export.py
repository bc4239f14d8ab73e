"""`lovp export`: the month's or the year's paper, to files or to standard output; made to run from cron."""

import shlex
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from subprocess import list2cmdline
from typing import Annotated

from lovp import i18n
from lovp.cli import context, options, recorded, show
from lovp.cli.context import parse_path
from lovp.dates import Month, parse_month
from lovp.errors import LovpError, UsageError
from lovp.files import write_files
from lovp.i18n import _
from lovp.model import Plan
from lovp.plan.load import Folder, plan_of
from lovp.progress.summary import Summary, changes, summarise
from lovp.record.record import record_known_at
from lovp.render import record_report
from lovp.render.papers import ENDINGS, file_name, render
from lovp.text import printable

_REPORTS = "rapporter"  # where papers are written if nothing else is said, beside the plan
_YEAR = _("Instead of a month the whole year, for its report.")
_FORMAT = _("html, xlsx, pdf, md, csv or json, or several with commas; html,xlsx if nothing is said.")
_OUTPUT = _("The folder to write to, else rapporter/ beside the plan; “-” is standard output.")
_DIALECT = _("swedish, as Swedish Excel opens CSV, or plain: commas, decimal points and English names.")
_SCHEDULE = _("Show what makes this system write last month's summary every month.")
_FOR = _("With --schedule: what another system uses; cron or windows.")

YearOption = Annotated[str | None, options.option("--year", _YEAR)]
_FORMATS = options.option("--format", _FORMAT, choices=ENDINGS.values(), parser=str)
FormatOption = Annotated[str | None, _FORMATS]
OutputOption = Annotated[str | None, options.option("--output", _OUTPUT)]
DialectOption = Annotated[str, options.option("--csv-dialect", _DIALECT, choices=("swedish", "plain"))]
Schedule = Annotated[bool, options.flag("--schedule", _SCHEDULE)]
For = Annotated[str | None, options.option("--for", _FOR, choices=("cron", "windows"))]


def export(
    month: options.Month = "last",
    year: YearOption = None,
    format_: FormatOption = None,
    output: OutputOption = None,
    csv_dialect: DialectOption = "swedish",
    schedule: Schedule = False,
    for_: For = None,
    plan: options.Plan = None,
) -> None:
    """Write a month's summary, or a year's, in the plan's language: a file a format, or standard output."""
    formats = parse_formats(format_, output)
    if schedule or for_:
        if month != "last" or year is not None or output == "-":
            message = _("What is scheduled is always last month, in a folder.")
            raise UsageError(message, _("Leave out --month, --year and --output -."))
        file = context.open_folder(plan).plan_file.resolve()
        target = file.parent / _REPORTS if output is None else parse_path(output).resolve()
        command = [sys.executable, "-m", "lovp", "export", "--month", "last", "--format"]
        command += [",".join(ENDINGS[each] for each in formats), "--output", str(target), "--plan", str(file)]
        show.line(recipe(command, for_ or ("windows" if sys.platform == "win32" else "cron")))
        return
    folder = context.open_folder(plan)
    the_plan, chosen, day = choose_period(folder, month, year)
    record = recorded.read_record(folder, the_plan)
    with i18n.speaking(the_plan.language):
        warnings = record_report.faults(record)
    former = record_known_at(record, the_plan, str(chosen.first)) if chosen else record
    late = changes(former, record, record.last_word)
    paper = summarise(the_plan, record.outcomes, chosen, as_of=day, changes=late, warnings=warnings)
    write_paper(paper, formats, output, folder.path, csv_dialect)
    show.warn(record_report.faults(record))


def recipe(words: Sequence[str], way: str) -> str:
    """What to do, and what to paste where, in the language spoken now.

    Raises LovpError for a name with a sign that cron, or cmd also within quotes, reads as something else.
    """
    strange = "%^&!" if way == "windows" else "%\\"
    for word in words:
        if not word.isprintable() or any(sign in strange for sign in word):
            message = _("{path} has a sign in its name that a schedule can't hold.")
            remedy = _("Give the folder a name of letters, digits and spaces.")
            raise LovpError(message.format(path=printable(word)), remedy)
    # What a crontab's command still prints goes wrong: cron mails it.
    line = f"0 6 1 * * {shlex.join(words)} >/dev/null"
    remark = _("# Last month's report at six on the 1st, if the computer is on. Run crontab -e, and add:")
    if way == "windows":
        task = ["/TN", "lovp export", "/SC", "MONTHLY", "/D", "1", "/ST", "06:00", "/TR", list2cmdline(words)]
        line = list2cmdline(["schtasks", "/Create", *task])
        remark = _("# Last month's report at six on the 1st, while you are logged in. Run in cmd:")
    return f"{remark}\n{line}"


def parse_formats(text: str | None, output: str | None) -> list[str]:
    """The formats that are named, each once; else html and xlsx, on standard output md. Raises UsageError."""
    text = text or ("md" if output == "-" else "html,xlsx")
    words = ["markdown" if word == "md" else word for word in text.replace(" ", "").split(",")]
    formats = list(dict.fromkeys(options.choose(word, ENDINGS, "--format") for word in words))
    if output == "-" and len(formats) > 1:
        raise UsageError(_("Only one format fits on standard output."), _("Choose one: --format md."))
    return formats


def choose_period(folder: Folder, month: str | None, year: str | None) -> tuple[Plan, Month | None, date]:
    """The plan, the month (else last month; None for a year), and the day by whose end the paper is.

    Raises LovpError for a month or a year that has not begun.
    """
    today = context.today()
    plan = context.choose_plan(folder, year)
    if year is not None and month != "last":
        raise UsageError(_("A month and a year are two papers."), _("Leave out --month or --year."))
    chosen, first, last = None, plan.first_day, plan.last_day
    if year is None:
        chosen = parse_month(month or "last", today, plan.year)
        plan, first, last = plan_of(folder, chosen), chosen.first, chosen.last
    if first > today:
        message = _("{month} has not begun.").format(month=chosen or plan.year)
        raise LovpError(message, _("Give an earlier month or year."))
    return plan, chosen, min(last, today)


def write_paper(
    paper: Summary, formats: Sequence[str], output: str | None, beside: Path, dialect: str
) -> None:
    """Write the paper in all formats or none: to a folder, else `rapporter` in `beside`; “-” is stdout."""
    files = {file_name(paper, each): render(paper, each, excel=dialect == "swedish") for each in formats}
    if output == "-":
        show.data(next(iter(files.values())), binary=formats[0] if formats[0] in ("xlsx", "pdf") else "")
        return
    here = beside.resolve() == Path.cwd()
    folder = (Path(_REPORTS) if here else beside / _REPORTS) if output is None else parse_path(output)
    write_files({folder / name: content for name, content in files.items()})
    show.files(folder / name for name in files)
