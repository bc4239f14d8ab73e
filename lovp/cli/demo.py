"""`lovp demo`: a made-up year in a folder of its own, and the commands to try, with what they answer."""

import os
import subprocess
import sys
import tempfile
from itertools import groupby
from pathlib import Path
from typing import Annotated

from lovp import i18n
from lovp.cli import options, paths, show
from lovp.cli.folder import template
from lovp.errors import LovpError
from lovp.example import MARK, example_year
from lovp.files import write_whole
from lovp.i18n import _
from lovp.plan.load import FILE_NAME, load_plans
from lovp.record.append import append

_TODAY = "2024-12-31"
"""The tour answers the same on every day."""

_TOUR = (
    "lovp progress --area studier --as-of 2024-05-31",
    "lovp progress --area studier --by place --as-of 2024-05-31",
    "lovp progress --area ung --place skaraborg --as-of 2024-05-31",
    "lovp log schoolinfo 3 --place skovde --date 2024-12-11 --note EXEMPEL",
    "lovp log unga-ledamoter 2 --of 7 --place Hjo --date 2024-12-12 --note EXEMPEL",
    "lovp undo",
    "lovp outcomes --target schoolinfo --limit 5",
    "lovp",
)


def demo(
    directory: Annotated[
        Path | None,
        options.argument(metavar=_("[FOLDER]"), help=_("An empty folder; else a new one is made.")),
    ] = None,
) -> None:
    """Record a made-up year in an empty folder, and show what commands really answer there."""
    folder = _empty_folder(directory)
    file = folder / FILE_NAME
    write_whole({file: template().encode("utf-8")})
    plan = load_plans(file)[0]
    rows = example_year(plan)
    for writer, own in groupby(sorted(rows, key=lambda row: row.writer), key=lambda row: row.writer):
        append(folder / "data" / str(plan.year), writer, list(own))
    banner = _("EXAMPLE: the {count} outcomes below are made up, and every row says so ({mark}).")
    show.line(banner.format(count=len(rows), mark=MARK))
    for command in _TOUR:
        _run(command, folder)
    show.line()
    show.line(_("The example is in {folder}. Go on there:").format(folder=paths.shown(folder)))
    show.line("  cd " + paths.quoted(folder))
    show.line("  lovp progress --only behind")
    show.line("  lovp export --month 2024-05")
    show.line(_("Throw the folder away when you are done. Your own year begins with lovp init."))


def _run(command: str, folder: Path) -> None:
    """Show the command and what it really answers there, with nobody to ask questions."""
    show.line()
    show.line(f"$ {command}")
    sys.stdout.flush()
    environment = os.environ | {
        "LOVP_WRITER": "exempel-kansli",
        "LOVP_LANG": i18n.current(),
        "LOVP_TODAY": _TODAY,
    }
    environment.pop("LOVP_PLAN", None)
    done = subprocess.run(
        [sys.executable, "-m", "lovp", *command.split()[1:]],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        check=False,
    )
    if done.returncode:
        raise LovpError(_("The demo stopped: “{command}” failed.").format(command=command))


def _empty_folder(directory: Path | None) -> Path:
    if directory is None:
        return Path(tempfile.mkdtemp(prefix="lovp-demo-"))
    folder = paths.typed(directory)
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()):
        raise LovpError(
            _("{folder} is not empty.").format(folder=folder), _("Choose an empty folder, or leave it out.")
        )
    return folder
