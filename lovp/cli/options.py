"""What commands take: the options that several share, each described once.

A command is a function; the descriptions stand in its annotations, and `cli/parser.py` reads them there.
"""

from collections.abc import Callable, Iterable
from typing import Annotated, NamedTuple

from lovp.cli import complete as completing
from lovp.i18n import _

Complete = Callable[[str], Iterable[tuple[str, str]]]
"""From what is typed so far to the words that it may become, each with a remark."""


class Option(NamedTuple):
    """An option by its names; one without a `metavar` takes no value, and one with it in brackets may."""

    names: tuple[str, ...]
    help: str
    metavar: str = ""
    complete: Complete | None = None


class Argument(NamedTuple):
    """A word without a name, known by its place."""

    help: str
    metavar: str
    complete: Complete | None = None
    many: bool = False
    """Whether it can be several words."""


def option(*names: str, metavar: str, help: str, complete: Complete | None = None) -> Option:  # noqa: A002
    """An option with a value; what it means to leave it out is said in its help, or by its default."""
    return Option(names, help, metavar, complete)


def flag(*names: str, help: str) -> Option:  # noqa: A002
    """An option that is there or not."""
    return Option(names, help)


def argument(
    *,
    metavar: str,
    help: str,  # noqa: A002
    complete: Complete | None = None,
    many: bool = False,
) -> Argument:
    """A word without a name, or `many`; it may be left out if the command's function has a default for it."""
    return Argument(help, metavar, complete, many)


FORMATS = ("table", "markdown", "csv", "json")

Area = Annotated[
    str | None,
    option(
        "--area",
        "-a",
        metavar=_("AREA"),
        help=_("Only this area, such as studier."),
        complete=completing.areas,
    ),
]
Place = Annotated[
    str | None,
    option(
        "--place",
        "-p",
        metavar=_("PLACE"),
        help=_("Only this subregion or municipality."),
        complete=completing.places,
    ),
]
Target = Annotated[
    str | None,
    option("--target", "-t", metavar=_("TARGET"), help=_("Only this target."), complete=completing.targets),
]
Year = Annotated[
    str | None,
    option(
        "--year",
        "-y",
        metavar=_("YEAR"),
        help=_("Another year of the plan than this one."),
        complete=completing.years,
    ),
]
Format = Annotated[
    str,
    option(
        "--format",
        "-f",
        metavar=_("FORMAT"),
        help=_("table, markdown, csv or json."),
        complete=completing.words(FORMATS),
    ),
]
AsOf = Annotated[
    str | None,
    option(
        "--as-of",
        metavar=_("DATE"),
        help=_("Where it stood by the end of this day."),
        complete=completing.days,
    ),
]
Only = Annotated[
    str | None,
    option(
        "--only",
        metavar=_("STATUS"),
        help=_("Only what has this status; behind is also overdue and missed."),
        complete=completing.statuses,
    ),
]
Missing = Annotated[bool, flag("--missing", help=_("The places that have not reported, by name."))]
FailBehind = Annotated[bool, flag("--fail-behind", help=_("Exit with code 4 if anything shown is behind."))]
KnownAt = Annotated[
    str | None,
    option("--known-at", metavar=_("TIME"), help=_("Only what had been recorded by this moment.")),
]
Plan = Annotated[
    str | None,
    option(
        "--plan",
        metavar=_("FILE"),
        help=_("Another targets.yaml, or the folder it is in."),
        complete=completing.files,
    ),
]
