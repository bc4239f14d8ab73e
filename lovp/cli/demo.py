"""`lovp demo`: a made-up year in a folder of its own, and a few commands with what they answer there."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Annotated

from lovp import i18n
from lovp.cli import options, show
from lovp.cli.context import parse_path
from lovp.cli.show import quoted_path
from lovp.errors import LovpError
from lovp.exchange.example_folders import write_district, write_districts
from lovp.files import shown_path
from lovp.i18n import _, spoken
from lovp.render import figures

_TODAY = "2024-05-31"  # in the example, so that it answers the same on every day
_SHOWN = ("lovp log schoolinfo 3 skövde 29/5", "lovp", "lovp progress --area studier", "lovp undo")
_TO_TRY = ("lovp progress --by place --as-of 2024-05-31", "lovp log", "lovp export --month 2024-05")
_DISTRICTS_SHOWN = (
    "lovp rollup progress . --name EXEMPEL --as-of 2024-05-31",
    "lovp rollup progress . --name EXEMPEL --by district --target schoolinfo --as-of 2024-05-31",
)
_DISTRICTS_TO_TRY = ("lovp rollup export . --name EXEMPEL --month 2024-05 --output rapporter",)

_FOLDER = _("An empty folder; else a new one is made.")

Folder = Annotated[Path | None, options.argument(_("[FOLDER]"), _FOLDER)]
Districts = Annotated[bool, options.flag("--districts", _("Nine made-up districts, and all together."))]


def demo(directory: Folder = None, districts: Districts = False) -> None:
    """Record a made-up year in an empty folder, and show what commands really answer there."""
    folder = Path(tempfile.mkdtemp(prefix="lovp-demo-")) if directory is None else parse_path(directory)
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()):
        message = _("{folder} is not empty.").format(folder=folder)
        raise LovpError(message, _("Choose an empty folder, or leave it out."))
    count = write_districts(folder) if districts else write_district(folder)
    banner = _("EXAMPLE: the {count} outcomes below are made up, by writers that begin with exempel.")
    show.line(banner.format(count=figures.number(count)))
    for command in _DISTRICTS_SHOWN if districts else _SHOWN:
        _run(spoken(command), folder)
    show.line("\n" + _("The example is in {folder}. Go on there:").format(folder=shown_path(folder)))
    show.line("  cd " + quoted_path(folder))
    for command in _DISTRICTS_TO_TRY if districts else _TO_TRY:
        show.line(f"  {spoken(command)}")
    show.line(_("Throw the folder away when you are done. Your own year begins with lovp init."))


def _run(command: str, folder: Path) -> None:
    """Show the command and what it answers there, with nobody to ask questions."""
    show.line(f"\n$ {command}")
    sys.stdout.flush()
    told = {"LOVP_WRITER": "exempel-kansli", "LOVP_LANG": i18n.current(), "LOVP_TODAY": _TODAY}
    done = subprocess.run(
        [sys.executable, "-m", "lovp", *command.split()[1:]],
        cwd=folder,
        env=os.environ | told | {"LOVP_PLAN": ""},
        stdin=subprocess.DEVNULL,
        check=False,
    )
    if done.returncode:
        raise LovpError(_("The demo stopped: “{command}” failed.").format(command=command))
