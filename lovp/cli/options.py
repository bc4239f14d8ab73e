"""The options that several commands share, each described once, and what they may say."""

from typing import Annotated

import typer

from lovp.cli import complete
from lovp.i18n import _

FORMATS = ("table", "markdown", "csv", "json")

Area = Annotated[
    str | None,
    typer.Option(
        "--area",
        "-a",
        metavar=_("AREA"),
        help=_("Only this area, such as studier."),
        autocompletion=complete.areas,
        show_default=False,
    ),
]
Place = Annotated[
    str | None,
    typer.Option(
        "--place",
        "-p",
        metavar=_("PLACE"),
        help=_("Only this subregion or municipality."),
        autocompletion=complete.places,
        show_default=False,
    ),
]
Target = Annotated[
    str | None,
    typer.Option(
        "--target",
        "-t",
        metavar=_("TARGET"),
        help=_("Only this target."),
        autocompletion=complete.targets,
        show_default=False,
    ),
]
Year = Annotated[
    str | None,
    typer.Option(
        "--year",
        "-y",
        metavar=_("YEAR"),
        help=_("Another year of the plan than this one."),
        show_default=False,
    ),
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
    typer.Option(
        "--known-at",
        metavar=_("TIME"),
        help=_("Only what had been recorded by this moment."),
        show_default=False,
    ),
]
Plan = Annotated[
    str | None,
    typer.Option(
        "--plan",
        metavar=_("FILE"),
        help=_("Another targets.yaml, or the folder it is in."),
        show_default=False,
    ),
]
