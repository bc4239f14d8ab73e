"""`lovp demo`: a made-up year in a folder of its own, and the commands to try, with what they answer."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path
from typing import Annotated

import typer

from ..errors import LovpError
from ..example import MARK, example_year
from ..files import write_whole
from ..i18n import _
from ..plan.load import FILE_NAME, load_plans
from ..record.append import append
from . import show
from .folder import template

_TOUR = (
    "lovp progress --area studier --as-of 2024-05-31",
    "lovp progress --area studier --by place --as-of 2024-05-31",
    "lovp progress --area ung --place skaraborg --as-of 2024-05-31",
    "lovp log schoolinfo 3 --place skovde --date 2024-12-11",
    "lovp log unga-ledamoter 2 --of 7 --place Hjo --date 2024-12-12",
    "lovp undo",
    "lovp outcomes --target schoolinfo --limit 5",
    "lovp",
)


def demo(
    directory: Annotated[
        Path | None,
        typer.Argument(
            metavar="[DIR]", help=_("An empty folder; else a new one is made."), show_default=False
        ),
    ] = None,
) -> None:
    folder = _empty_folder(directory)
    file = folder / FILE_NAME
    write_whole({file: template().encode("utf-8")})
    plan = load_plans(file)[0]
    rows = example_year(plan)
    for writer, own in groupby(sorted(rows, key=lambda row: row.writer), key=lambda row: row.writer):
        append(folder / "data" / str(plan.year), writer, list(own))
    banner = _("EXAMPLE: the {count} outcomes below are made up, and every row says so ({mark}).")
    show.line(banner.format(count=len(rows), mark=MARK))
    with _in(folder):
        for command in _TOUR:
            _run(command)
    show.line()
    show.line(_("The example is in {folder}. Go on there:").format(folder=folder))
    show.line(f"  cd {folder}")
    show.line("  lovp progress --only behind")
    show.line("  lovp export --month 2024-05")
    show.line(_("Throw the folder away when you are done. Your own year begins with lovp init."))


def _run(command: str) -> None:
    """Show the command and what it really answers."""
    from .main import main

    show.line()
    show.line(f"$ {command}")
    if main(command.split()[1:]):
        raise LovpError(_("The demo stopped: “{command}” failed.").format(command=command))


def _empty_folder(directory: Path | None) -> Path:
    if directory is None:
        return Path(tempfile.mkdtemp(prefix="lovp-demo-"))
    folder = directory.expanduser()
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()):
        raise LovpError(
            _("{folder} is not empty.").format(folder=folder), _("Choose an empty folder, or leave it out.")
        )
    return folder


@contextmanager
def _in(folder: Path) -> Iterator[None]:
    """Work in the folder, as a writer of its own, with nobody to ask questions."""
    here, environment = Path.cwd(), dict(os.environ)
    os.chdir(folder)
    os.environ.update(LOVP_WRITER="exempel-kansli", LOVP_PLAN=str(folder / FILE_NAME))
    try:
        yield
    finally:
        os.chdir(here)
        os.environ.clear()
        os.environ.update(environment)
