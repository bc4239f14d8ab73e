"""`lovp rollup`: several districts' folders to one progress, and to all the papers that one district has."""

from datetime import date
from pathlib import Path
from typing import Annotated

from lovp import i18n
from lovp.cli import export as papers
from lovp.cli import options, recorded, show
from lovp.cli import progress as showing
from lovp.cli.context import parse_path
from lovp.exchange import rollup
from lovp.i18n import _
from lovp.model import Plan
from lovp.plan.load import Folder
from lovp.render import joint_words

Folders = Annotated[
    list[Path],
    options.argument(_("DIR..."), _("The districts' folders, or a file that lists them, one a line.")),
]
Name = Annotated[str | None, options.option("--name", _("What all of them together are called, such as LO."))]
_WAYS = ("target", "district", "place", "month")
By = Annotated[str, options.option("--by", _("target, district, place or month."), choices=_WAYS)]


def progress(
    folders: Folders,
    name: Name = None,
    area: options.Area = None,
    place: options.Place = None,
    target: options.Target = None,
    by: By = "target",
    as_of: options.AsOf = None,
    known_at: options.KnownAt = None,
    only: options.Only = None,
    missing: options.Missing = False,
    fail_behind: options.FailBehind = False,
    year: options.Year = None,
    format_: options.Format = "table",
) -> None:
    """Show where the targets of all districts together stand. With `--fail-behind`, raises BehindError."""
    query = showing.Query(area, place, target, by, as_of, known_at, only, missing, fail_behind, year, format_)
    districts = rollup.open_rollup(map(parse_path, folders), name or "")

    def read(plan: Plan, day: date) -> recorded.Counted:
        found = rollup.read(districts, plan.year, day, known_at=known_at)
        return recorded.Counted(found.days, tuple(joint_words.warnings(found)), found.states)

    showing.show_progress(Folder(Path(), districts.plans), query, read)


def export(
    folders: Folders,
    name: Name = None,
    month: options.Month = "last",
    year: papers.YearOption = None,
    format_: papers.FormatOption = None,
    output: papers.OutputOption = None,
    csv_dialect: papers.DialectOption = "swedish",
) -> None:
    """Write the summary of a month, or of a year, of all districts together."""
    forms = papers.parse_forms(format_, output)
    districts = rollup.open_rollup(map(parse_path, folders), name or "")
    plan, chosen, day = papers.choose(Folder(Path(), districts.plans), month, year)
    found = rollup.read(districts, plan.year, day)
    with i18n.speaking(plan.language):
        warnings = tuple(joint_words.warnings(found))
    papers.write(rollup.summarise(found, chosen, warnings), forms, output, Path(), csv_dialect)
    show.warn(joint_words.warnings(found))
