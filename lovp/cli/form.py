"""`lovp form`: a form made from the plan, for phones or on paper, to standard output or to a file."""

import sys
from pathlib import Path
from typing import Annotated

from lovp import i18n
from lovp.cli import complete, context, match, options, paths, show
from lovp.errors import LovpError, UsageError
from lovp.i18n import _
from lovp.model import Plan, Target
from lovp.render.papers import BINARY

PHONE, PAPER = "xlsx", ("html", "pdf")
FORMATS = (PHONE, *PAPER)


def form(
    output: Annotated[
        str | None,
        options.option(
            "--output",
            "-o",
            metavar=_("FILE"),
            help=_("The file to write; “-” is standard output."),
        ),
    ] = None,
    paper: Annotated[
        bool, options.flag("--paper", help=_("A sheet of one page to print, instead of a form for phones."))
    ] = False,
    format_: Annotated[
        str | None,
        options.option(
            "--format",
            "-f",
            metavar=_("FORMAT"),
            help=_("xlsx (an XLSForm); of the sheet pdf, or html where WeasyPrint is missing."),
            choices=FORMATS,
        ),
    ] = None,
    area: Annotated[
        list[str] | None,
        options.option(
            "--area",
            "-a",
            metavar=_("AREA"),
            help=_("Only what is logged in this area; may be given several times."),
            complete=complete.areas,
        ),
    ] = None,
    target: Annotated[
        list[str] | None,
        options.option(
            "--target",
            "-t",
            metavar=_("TARGET"),
            help=_("Only this target, of whichever measure; may be given several times."),
            complete=complete.targets,
        ),
    ] = None,
    year: options.Year = None,
    plan: options.Plan = None,
) -> None:
    """Write the form, or the sheet in the plan's language, of what is logged in the field or was chosen."""
    name = None if output in (None, "-") else str(output)
    form_ = _format(format_, name, paper=paper)
    the_plan = context.choose_plan(context.open_folder(plan), year)
    chosen = _chosen(the_plan, area or [], target or [])
    if paper:
        form_, content = _sheet(the_plan, chosen, form_)
    else:
        form_, content = PHONE, _form(the_plan, chosen)
    if name is not None:
        file = paths.typed(name)
        paths.write_files(
            {file: content}, _("What was there is as it was. Choose another file with --output.")
        )
        paths.list_files([file])
        return
    if form_ in BINARY and sys.stdout.isatty():
        raise UsageError(
            _("{format} can't be shown in a terminal.").format(format=form_), _("Add --output FILE.")
        )
    show.data(content)


def _format(asked: str | None, file: str | None, *, paper: bool) -> str | None:
    """The format that was asked for, or that the file's name ends with, if any."""
    if asked is not None:
        found = match.choice(asked, FORMATS, "--format")
    else:
        ending = "" if file is None else Path(file).suffix.removeprefix(".").casefold()
        if ending not in FORMATS:
            return None
        found = ending
    if paper and found == PHONE:
        raise UsageError(
            _("A sheet to print is html or pdf."), _("Leave out --paper, or choose one of them.")
        )
    if found != PHONE and not paper:
        raise UsageError(_("A form for phones is xlsx."), _("Add --paper for a sheet to print."))
    return found


def _chosen(plan: Plan, areas: list[str], targets: list[str]) -> tuple[Target, ...] | None:
    """The targets that were chosen, in the plan's order; None where nothing was chosen."""
    from lovp.exchange.forms.form import logged

    if not areas and not targets:
        return None
    wanted = {one.id for text in areas for one in logged(match.area(plan, text).targets)}
    for text in targets:
        one = match.target(plan, text)
        wanted.add(one.series)
        if one.reads is not None:
            show.message(
                _("{target} is counted from the outcomes of {series}: recorded there.").format(
                    target=one.id, series=one.reads
                )
            )
    return tuple(one for one in plan.targets() if one.id in wanted)


def _form(plan: Plan, chosen: tuple[Target, ...] | None) -> bytes:
    """The form for phones, in both languages."""
    from lovp.exchange.forms.form import form
    from lovp.render.xlsform import xlsform

    _wanted(plan, chosen)
    with i18n.speaking(plan.language):
        return xlsform(plan, form(plan, None if chosen is None else [one.id for one in chosen]))


def _wanted(plan: Plan, chosen: tuple[Target, ...] | None) -> tuple[Target, ...]:
    """The targets that are meant. Raises LovpError where there are none."""
    from lovp.exchange.forms.form import logged

    wanted = logged(tuple(plan.targets())) if chosen is None else chosen
    if not wanted:
        raise LovpError(
            _("There is nothing here that is logged in the field."), _("Choose targets with --target.")
        )
    return wanted


def _sheet(plan: Plan, chosen: tuple[Target, ...] | None, form_: str | None) -> tuple[str, bytes]:
    """The sheet and its format; where none was asked for, it is a PDF if one can be made here."""
    from lovp.render.paper_form import paper_form

    with i18n.speaking(plan.language):
        page = paper_form(plan, _wanted(plan, chosen))
    if form_ != "html":
        from lovp.render.pdf import pdf

        try:
            return "pdf", pdf(page)
        except LovpError:
            if form_ is not None:
                raise
    return "html", page.encode()
