"""`lovp export`: the month for the board, to standard output or to files; made to run from cron."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Annotated, NamedTuple

from lovp import i18n
from lovp.cli import complete, context, match, options, paths, recorded, show, totals
from lovp.disk import make_folder
from lovp.errors import LovpError, UsageError
from lovp.files import write_whole
from lovp.i18n import _
from lovp.period import parse_moment, parse_month
from lovp.progress.annual import Annual, annual
from lovp.progress.compute import progress_of
from lovp.progress.summary import Summary, summarise
from lovp.record.changes import changes
from lovp.trouble import why

_ENDINGS = {"markdown": "md", "csv": "csv", "json": "json"}
_ALSO = {"md": "markdown"}
_BYTE_ORDER_MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"
"""Excel takes a file for Windows-1252 unless it begins with one."""


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
    plan: options.Plan = None,
) -> None:
    """Write a month's summary, or a year's, in the plan's language, to standard output or a file a format."""
    forms = [
        _ALSO.get(word) or match.choice(word, _ENDINGS, "--format")
        for word in format_.replace(" ", "").split(",")
    ]
    to_folder = output not in (None, "-")
    if len(forms) > 1 and not to_folder:
        raise UsageError(_("Several formats need a folder."), _("Add --output DIR."))
    if month is not None and year is not None:
        raise UsageError(_("A month and a year are two papers."), _("Leave out --month or --year."))
    folder = context.open_folder(plan)
    paper = _of_year(folder, year) if year is not None else _of_month(folder, month or "last")
    texts = {form: paper.text(form) for form in dict.fromkeys(forms)}
    if to_folder:
        _write(paths.typed(str(output)), paper.name, texts)
    else:
        show.data(texts[forms[0]])
    show.warn(paper.warnings)


class _Paper(NamedTuple):
    """A paper by what its file is called, with what makes it in a form, and what its reader must know."""

    name: str
    text: Callable[[str], str]
    warnings: tuple[str, ...]


def _of_month(folder: context.Folder, month: str) -> _Paper:
    chosen = parse_month(month, context.today(), context.choose_plan(folder, None).year)
    the_plan = context.plan_of(folder, chosen)
    if chosen.first > context.today():
        raise LovpError(_("{month} has not begun.").format(month=chosen), _("Give an earlier month."))
    record = recorded.read(folder, the_plan)
    with i18n.speaking(the_plan.language):
        warnings = recorded.warnings(record)
    summary = summarise(
        the_plan,
        record.outcomes,
        chosen,
        as_of=min(chosen.last, context.today()),
        changes=changes(record, the_plan, parse_moment(chosen.before.last.isoformat())),
        warnings=warnings,
    )
    return _Paper(str(chosen), partial(_month_text, summary), recorded.warnings(record))


def _month_text(summary: Summary, form: str) -> str:
    from lovp.render import markdown, summary_data, summary_grids, summary_words

    with i18n.speaking(summary.progress.plan.language):
        match form:
            case "json":
                return summary_data.summary_json(summary)
            case "csv":
                return _BYTE_ORDER_MARK + summary_data.summary_csv(summary)
            case _:
                return markdown.document(
                    summary_grids.heading(summary),
                    list(summary_grids.grids(summary)),
                    summary.progress.warnings,
                    summary_words.lead(summary),
                )


def _of_year(folder: context.Folder, year: str) -> _Paper:
    the_plan = context.choose_plan(folder, year)
    if the_plan.first_day > context.today():
        raise LovpError(_("{month} has not begun.").format(month=the_plan.year), _("Give an earlier year."))
    day = min(the_plan.last_day, context.today())
    with i18n.speaking(the_plan.language):
        found = totals.known(folder, the_plan, day)
    whole = annual(progress_of(the_plan, found.days, day, warnings=found.warnings))
    return _Paper(str(the_plan.year), partial(_year_text, whole), found.warnings)


def _year_text(whole: Annual, form: str) -> str:
    from lovp.render import annual as render
    from lovp.render import markdown

    with i18n.speaking(whole.progress.plan.language):
        match form:
            case "json":
                return render.annual_json(whole)
            case "csv":
                return _BYTE_ORDER_MARK + render.annual_csv(whole)
            case _:
                return markdown.document(
                    render.heading(whole),
                    list(render.grids(whole)),
                    whole.progress.warnings,
                    render.lead(whole),
                )


def _write(folder: Path, name: str, papers: dict[str, str]) -> None:
    """Write all papers or none, and say where they are."""
    files = {folder / f"lovp-{name}.{_ENDINGS[form]}": text.encode("utf-8") for form, text in papers.items()}
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
