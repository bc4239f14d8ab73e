"""`lovp form`: a form made from the plan, for phones or on paper, to standard output or to a file."""

import sys
from typing import Annotated

from lovp import i18n, matching, paths
from lovp.cli import context, options, show
from lovp.errors import LovpError, UsageError
from lovp.exchange.forms import form as forms
from lovp.i18n import _
from lovp.model import Plan, Target
from lovp.render.paper_form import paper_form
from lovp.render.pdf import pdf
from lovp.render.xlsform import xlsform

FORMATS = ("xlsx", "html", "pdf")

Output = Annotated[
    str | None, options.option("--output", _("The file to write; “-” is standard output."), metavar=_("FILE"))
]
Paper = Annotated[
    bool, options.flag("--paper", _("A sheet of one page to print, instead of a form for phones."))
]
Format = Annotated[
    str | None,
    options.option(
        "--format",
        _("xlsx (an XLSForm); of the sheet pdf, or html where WeasyPrint is missing."),
        choices=FORMATS,
    ),
]
Areas = Annotated[
    list[str] | None,
    options.option("--area", _("Only what is logged in this area; may be given several times.")),
]
Targets = Annotated[
    list[str] | None,
    options.option("--target", _("Only this target, of whichever measure; may be given several times.")),
]


def form(
    output: Output = None,
    paper: Paper = False,
    format_: Format = None,
    area: Areas = None,
    target: Targets = None,
    year: options.Year = None,
    plan: options.Plan = None,
) -> None:
    """Write the form, or the sheet in the plan's language, of what is logged in the field or was chosen."""
    file = None if output in (None, "-") else paths.typed(str(output))
    if format_ is None and file is not None and file.suffix[1:].casefold() in FORMATS:
        format_ = file.suffix[1:].casefold()
    if paper and format_ == "xlsx":
        raise UsageError(
            _("A sheet to print is html or pdf."), _("Leave out --paper, or choose one of them.")
        )
    if not paper and format_ not in (None, "xlsx"):
        raise UsageError(_("A form for phones is xlsx."), _("Add --paper for a sheet to print."))
    the_plan = context.choose_plan(context.open_folder(plan), year)
    chosen = _choose_targets(the_plan, area or [], target or [])
    with i18n.speaking(the_plan.language):
        if paper:
            made, content = _render_sheet(the_plan, chosen, format_)
        else:
            ids = [one.id for one in chosen] if area or target else None
            made, content = "xlsx", xlsform(the_plan, forms.form(the_plan, ids))
    if file is not None:
        paths.write_files(
            {file: content}, _("What was there is as it was. Choose another file with --output.")
        )
        show.files([file])
    elif made != "html" and sys.stdout.isatty():
        raise UsageError(
            _("{format} can't be shown in a terminal.").format(format=made), _("Add --output FILE.")
        )
    else:
        show.data(content)


def _choose_targets(plan: Plan, areas: list[str], targets: list[str]) -> tuple[Target, ...]:
    """The targets named, and those in the areas that are logged in the field; without either all of these."""
    wanted = [matching.area(plan, text) for text in areas] if areas or targets else plan.areas
    ids = {one.id for each in wanted for one in forms.logged(each.targets)}
    for text in targets:
        one = matching.target(plan, text)
        ids.add(one.series)
        if one.reads is not None:
            counted = _("{target} is counted from the outcomes of {series}: recorded there.")
            show.message(counted.format(target=one.id, series=one.reads))
    if not ids:
        raise LovpError(
            _("There is nothing here that is logged in the field."), _("Choose targets with --target.")
        )
    return tuple(one for one in plan.targets() if one.id in ids)


def _render_sheet(plan: Plan, targets: tuple[Target, ...], format_: str | None) -> tuple[str, bytes]:
    """The sheet's format and its content: a PDF, unless HTML was asked for or no PDF can be made here."""
    page = paper_form(plan, targets)
    if format_ != "html":
        try:
            return "pdf", pdf(page)
        except LovpError:
            if format_ == "pdf":
                raise
    return "html", page.encode()
