"""The month's and the year's paper, of one district or of several: which is asked for, and its writing."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Annotated

from lovp.cli import context, options, show
from lovp.cli.context import parse_path
from lovp.dates import Month, parse_month
from lovp.errors import LovpError, UsageError
from lovp.files import write_files
from lovp.i18n import _
from lovp.model import Plan
from lovp.plan.load import Folder, plan_of
from lovp.progress.summary import Summary
from lovp.render.papers import BINARY, DIALECTS, ENDINGS, file_name, render

FOLDER = "rapporter"  # where papers are written if nothing else is said, beside the plan
_YEAR = _("Instead of a month the whole year, for its report.")
_MONTH = _("The month: 2024-05, or last.")
_FORMAT = _("html, xlsx, pdf, md, csv or json, or several with commas; html,xlsx if nothing is said.")
_OUTPUT = _("The folder to write to, else rapporter/ beside the plan; “-” is standard output.")
_DIALECT = _("swedish, as Swedish Excel opens CSV, or plain: commas, decimal points and English names.")

MonthOption = Annotated[str, options.option("--month", _MONTH)]
YearOption = Annotated[str | None, options.option("--year", _YEAR)]
_FORMS = options.option("--format", _FORMAT, choices=ENDINGS.values(), parser=str)
FormatOption = Annotated[str | None, _FORMS]
OutputOption = Annotated[str | None, options.option("--output", _OUTPUT)]
DialectOption = Annotated[str, options.option("--csv-dialect", _DIALECT, choices=DIALECTS)]


def parse_forms(text: str | None, output: str | None) -> list[str]:
    """The forms that are named, each once; else html and xlsx, on standard output md. Raises UsageError."""
    text = text or ("md" if output == "-" else "html,xlsx")
    words = ["markdown" if word == "md" else word for word in text.replace(" ", "").split(",")]
    forms = list(dict.fromkeys(options.choose(word, ENDINGS, "--format") for word in words))
    if output == "-" and len(forms) > 1:
        raise UsageError(_("Only one format fits on standard output."), _("Choose one: --format md."))
    return forms


def choose(folder: Folder, month: str, year: str | None) -> tuple[Plan, Month | None, date]:
    """The plan, the month (else last month; None for a year), and the day by whose end the paper is.

    Raises LovpError for a month or a year that has not begun.
    """
    today = context.today()
    if year is not None and month != "last":
        raise UsageError(_("A month and a year are two papers."), _("Leave out --month or --year."))
    chosen: Month | None = None
    if year is not None:
        plan = context.choose_plan(folder, year)
        first, last = plan.first_day, plan.last_day
    else:
        chosen = parse_month(month, today, context.choose_plan(folder, None).year)
        plan = plan_of(folder, chosen)
        first, last = chosen.first, chosen.last
    if first > today:
        message = _("{month} has not begun.").format(month=chosen or plan.year)
        raise LovpError(message, _("Give an earlier year.") if year else _("Give an earlier month."))
    return plan, chosen, min(last, today)


def write(paper: Summary, forms: Sequence[str], output: str | None, beside: Path, dialect: str) -> None:
    """Write the paper in all forms or none: to a folder, else `rapporter` in `beside`; “-” is stdout."""
    files = {file_name(paper, form): render(paper, form, excel=dialect == "swedish") for form in forms}
    if output == "-":
        show.data(next(iter(files.values())), binary=forms[0] if forms[0] in BINARY else "")
        return
    here = beside.resolve() == Path.cwd()
    folder = (Path(FOLDER) if here else beside / FOLDER) if output is None else parse_path(output)
    write_files({folder / name: content for name, content in files.items()})
    show.files(folder / name for name in files)
