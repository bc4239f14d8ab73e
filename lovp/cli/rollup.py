"""`lovp rollup`: several districts' folders to one progress, and to all the papers that one district has."""

from pathlib import Path
from typing import Annotated

from lovp.cells import printable
from lovp.cli import export as exporting
from lovp.cli import options, papers, paths
from lovp.cli import progress as showing
from lovp.cli.districts import Together, together
from lovp.errors import LovpError
from lovp.i18n import _

_LONGEST_NAME = 100
_BY = ("target", "district", "place", "month")

Folders = Annotated[
    list[Path],
    options.argument(
        metavar=_("DIR..."),
        help=_("The districts' folders, or a file that lists them, one a line."),
    ),
]
Name = Annotated[
    str | None,
    options.option("--name", metavar=_("NAME"), help=_("What all of them together are called, such as LO.")),
]


def progress(
    folders: Folders,
    name: Name = None,
    area: options.Area = None,
    place: options.Place = None,
    target: options.Target = None,
    by: Annotated[
        str,
        options.option(
            "--by",
            "-b",
            metavar=_("WHAT"),
            help=_("target, district, place or month."),
            choices=_BY,
        ),
    ] = "target",
    as_of: options.AsOf = None,
    known_at: options.KnownAt = None,
    only: options.Only = None,
    missing: options.Missing = False,
    fail_behind: options.FailBehind = False,
    year: options.Year = None,
    format_: options.Format = "table",
) -> None:
    """Show where the targets of all districts together stand. With `--fail-behind`, raises BehindError."""
    asked = showing.Asked(area, place, target, by, as_of, known_at, only, missing, fail_behind, year, format_)
    found = _all(folders, name)
    showing.answer(found.folder, asked, found.known)


def export(
    folders: Folders,
    name: Name = None,
    month: exporting.MonthOption = None,
    year: exporting.YearOption = None,
    format_: exporting.FormatOption = "markdown",
    output: exporting.OutputOption = None,
    csv_dialect: exporting.DialectOption = "swedish",
) -> None:
    """Write the summary of a month, or of a year, of all districts together."""
    asked = exporting.Asked(month, year, format_, output, csv_dialect)
    exporting.check(asked)
    found = _all(folders, name)
    exporting.write(found.folder, asked, papers.Source(found.known, found.month, "rollup-"))


def _all(folders: list[Path], name: str | None) -> Together:
    called = " ".join(printable(name, _LONGEST_NAME).split()) if name else None
    found = together([paths.typed(each) for each in folders], called)
    if not any(joint.plan.areas for joint in found.joints.values()):
        raise LovpError(
            _("No target in these plans has a central id, so that nothing adds up."),
            _("Write central: and the same id at each target that all districts have, in targets.yaml."),
        )
    return found
