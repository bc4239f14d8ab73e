"""`lovp plan new`: a new year in a plan."""

import re
from typing import Annotated

from lovp import paths
from lovp.cells import printable
from lovp.cli import complete, context, options, show
from lovp.errors import UsageError
from lovp.i18n import _
from lovp.plan.load import read_plan_file


def new(
    year: Annotated[str, options.argument(_("YEAR"), _("The new year."), complete.new_years)],
    plan: options.Plan = None,
) -> None:
    """Add a year last in targets.yaml, made from the latest one, and list what must be looked over."""
    from lovp.plan.new_year import add_year

    number = parse_year(year)
    file = context.plan_file(plan)
    context.open_folder(plan)  # raises where the plan has errors
    # As bytes, so that the earlier years keep their line ends too.
    added = add_year(read_plan_file(file).decode("utf-8"), number, name=file.name)
    paths.write_files({file: added.text.encode("utf-8")}, _("The file is as it was."))
    with show.after_saving():
        show.line("✓ " + _("{year} stands last in {file}").format(year=number, file=paths.shown(file)))
        list_review(added.review)


def list_review(review: tuple[str, ...]) -> None:
    """Show what a person must look over in a new year."""
    if review:
        show.line()
        show.line(_("Look these over in the file, for they come from an earlier year:"))
    for item in review:
        show.line(f"  • {item}")


def parse_year(text: str) -> int:
    """The year that the text says. Raises UsageError for anything but four figures."""
    if not re.fullmatch("[0-9]{4}", text):
        raise UsageError(
            _("“{text}” is not a year.").format(text=printable(text, 20)), _("Write it as 2025.")
        )
    return int(text)
