"""The options that several commands share, each described once, and what they may say."""

from collections.abc import Callable
from typing import Annotated, Any

import typer

from lovp.cli import complete
from lovp.i18n import _

Complete = Callable[[str], list[tuple[str, str]]]


def option(*names: str, metavar: str, help: str, complete: Complete | None = None) -> Any:  # noqa: A002
    """An option that may be left out; what that means is said in its help."""
    return typer.Option(*names, metavar=metavar, help=help, autocompletion=complete, show_default=False)


def argument(*, metavar: str, help: str, complete: Complete | None = None) -> Any:  # noqa: A002
    """An argument that may be left out, where the command says so."""
    return typer.Argument(metavar=metavar, help=help, autocompletion=complete, show_default=False)


FORMATS = ("table", "markdown", "csv", "json")

Area = Annotated[
    str | None,
    option(
        "--area", "-a", metavar=_("AREA"), help=_("Only this area, such as studier."), complete=complete.areas
    ),
]
Place = Annotated[
    str | None,
    option(
        "--place",
        "-p",
        metavar=_("PLACE"),
        help=_("Only this subregion or municipality."),
        complete=complete.places,
    ),
]
Target = Annotated[
    str | None,
    option("--target", "-t", metavar=_("TARGET"), help=_("Only this target."), complete=complete.targets),
]
Year = Annotated[
    str | None,
    option("--year", "-y", metavar=_("YEAR"), help=_("Another year of the plan than this one.")),
]
Format = Annotated[
    str,
    typer.Option(
        "--format",
        "-f",
        metavar=_("FORMAT"),
        help=_("table, markdown, csv or json."),
        autocompletion=complete.words(FORMATS),
    ),
]
KnownAt = Annotated[
    str | None,
    option("--known-at", metavar=_("TIME"), help=_("Only what had been recorded by this moment.")),
]
Plan = Annotated[
    str | None,
    option("--plan", metavar=_("FILE"), help=_("Another targets.yaml, or the folder it is in.")),
]
