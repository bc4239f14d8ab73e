"""`lovp form`: a form made from the plan, for phones or on paper, to standard output or to a file."""

from typing import Annotated

from lovp import i18n, matching
from lovp.cli import answer, context, options, show
from lovp.cli.context import parse_path
from lovp.errors import LovpError, UsageError
from lovp.exchange.form import form as make_form
from lovp.exchange.form import logged
from lovp.files import write_files
from lovp.i18n import _
from lovp.model import Plan, Target
from lovp.render.forms import paper_form, xlsform

FORMATS = ("xlsx", "html", "pdf")
_OUTPUT = _("The file to write; “-” is standard output.")
_PAPER = _("A sheet to print: pdf, or html where WeasyPrint is missing.")
_FORMAT = _("xlsx for phones (an XLSForm), pdf or html to print; what --output ends with.")
_AREAS = _("Only what is logged in this area; may be given several times.")
_TARGETS = _("Only this target, of whichever measure; may be given several times.")

Output = Annotated[str | None, options.option("--output", _OUTPUT)]
Paper = Annotated[bool, options.flag("--paper", _PAPER)]
Format = Annotated[str | None, options.option("--format", _FORMAT, choices=FORMATS)]
Areas = Annotated[list[str] | None, options.option("--area", _AREAS)]
Targets = Annotated[list[str] | None, options.option("--target", _TARGETS)]


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
    file = None if output in (None, "-") else parse_path(str(output))
    if format_ is None and file is not None and file.suffix:
        format_ = options.choose(file.suffix[1:], FORMATS, "--format")
    if paper and format_ == "xlsx":
        raise UsageError(_("A sheet to print is html or pdf."), _("Leave out --paper, or choose one."))
    the_plan = context.choose_plan(context.open_folder(plan), year)
    chosen = _choose_targets(the_plan, area or [], target or [])
    with i18n.speaking(the_plan.language):
        if paper or format_ in ("html", "pdf"):
            format_, content = paper_form(the_plan, chosen, format_)
        else:
            ids = [one.id for one in chosen] if area or target else None
            content = xlsform(the_plan, make_form(the_plan, ids))
    if file is not None:
        write_files({file: content})
        show.files([file])
    else:
        show.data(content, binary="" if format_ == "html" else format_ or "xlsx")


def _choose_targets(plan: Plan, areas: list[str], targets: list[str]) -> tuple[Target, ...]:
    """The targets named, and those in the areas that are logged in the field; without either all of these."""
    wanted = [matching.area(plan, text) for text in areas] if areas or targets else plan.areas
    ids = {one.id for each in wanted for one in logged(each.targets)}
    ids |= {answer.recorded_target(plan, matching.target(plan, text)).id for text in targets}
    if not ids:
        message = _("There is nothing here that is logged in the field.")
        raise LovpError(message, _("Choose targets with --target."))
    return tuple(one for one in plan.targets() if one.id in ids)
