"""`lovp form`: a form made from the plan, for phones or on paper, to standard output or to a file."""

import sys
from pathlib import Path
from typing import Annotated

from lovp import i18n
from lovp.cli import complete, context, match, options, paths, show
from lovp.cli.papers import BINARY
from lovp.errors import LovpError, UsageError
from lovp.i18n import _
from lovp.model import Plan, Target
from lovp.trouble import why

PHONE, PAPER = "xlsx", ("html", "pdf")
FORMATS = (PHONE, *PAPER)


def form(
    output: Annotated[
        str | None,
        options.option(
            "--output", "-o", metavar=_("FILE"), help=_("The file to write; “-” is standard output.")
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
            complete=complete.words(FORMATS),
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
    chosen = _chosen(the_plan, area or (), target or ())
    content, form_ = _made(the_plan, chosen, form_, certain=format_ is not None or name is not None)
    if name is not None:
        _write(paths.typed(name), content)
        return
    if form_ in BINARY and sys.stdout.isatty():
        raise UsageError(
            _("{format} can't be shown in a terminal.").format(format=form_), _("Add --output FILE.")
        )
    show.data(content)


def _format(asked: str | None, file: str | None, *, paper: bool) -> str:
    """What was asked for, or what the file's name ends with, or else what is usual."""
    ending = "" if file is None else Path(file).suffix.removeprefix(".").casefold()
    if asked is None:
        usual = PAPER[1] if paper else PHONE
        asked = ending if ending in (PAPER if paper else (PHONE,)) else usual
        if ending in FORMATS and ending != asked:
            raise _mismatch(ending)
        return asked
    found = match.choice(asked, FORMATS, "--format")
    if paper != (found in PAPER):
        raise _mismatch(found)
    return found


def _mismatch(form_: str) -> UsageError:
    """What to raise where a form for phones is to be a page, or the sheet a workbook."""
    if form_ == PHONE:
        return UsageError(
            _("A sheet to print is html or pdf."), _("Leave out --paper, or choose one of them.")
        )
    return UsageError(_("A form for phones is xlsx."), _("Add --paper for a sheet to print."))


def _chosen(
    plan: Plan, areas: "list[str] | tuple[str, ...]", targets: "list[str] | tuple[str, ...]"
) -> list[Target] | None:
    """The targets that were chosen, in the plan's order; None where nothing was."""
    from lovp.exchange.form import logged

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
    return [one for one in plan.targets() if one.id in wanted]


def _made(plan: Plan, chosen: list[Target] | None, form_: str, *, certain: bool) -> tuple[bytes, str]:
    """The form in this format; a PDF that nobody asked for by name is a page where WeasyPrint is missing."""
    from lovp.exchange.form import form, logged

    targets = logged(tuple(plan.targets())) if chosen is None else tuple(chosen)
    if not targets:
        raise LovpError(
            _("There is nothing here that is logged in the field."), _("Choose targets with --target.")
        )
    if form_ == PHONE:
        from lovp.render.xlsform import xlsform

        with i18n.speaking(plan.language):
            ids = None if chosen is None else [target.id for target in chosen]
            return xlsform(plan, form(plan, ids)), form_
    from lovp.render.paper_form import paper_form

    with i18n.speaking(plan.language):
        page = paper_form(plan, targets)
    if form_ != "pdf":
        return page.encode(), form_
    from lovp.render.pdf import pdf

    try:
        return pdf(page), form_
    except LovpError:
        if certain:
            raise
    return page.encode(), "html"


def _write(file: Path, content: bytes) -> None:
    """Write the file, whole or not at all, and say where it is."""
    from lovp.files import write_whole

    try:
        write_whole({file: content})
    except OSError as error:
        raise LovpError(
            _("{file} can't be written: {reason}.").format(file=paths.shown(file), reason=why(error)),
            _("What was there is as it was. Choose another file with --output."),
        ) from None
    with show.after_saving():
        show.line(paths.shown(file))
