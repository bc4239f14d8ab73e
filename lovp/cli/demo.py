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
from lovp.errors import LovpError
from lovp.example import MARK, example_year
from lovp.files import write_whole
from lovp.i18n import _
from lovp.model import Outcome, Plan
from lovp.plan.load import FILE_NAME, SCHEMA_NAME, load_plans
from lovp.plan.template import TEMPLATE_YEAR, plan_for
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
_ON = ("lovp progress --only behind", "lovp export --month 2024-05")

_TOUR_OF_DISTRICTS = (
    "lovp rollup progress distrikt.txt --name EXEMPEL --as-of 2024-05-31",
    "lovp rollup progress distrikt.txt --by district --target schoolinfo --as-of 2024-05-31",
    "lovp rollup progress distrikt.txt --by place --area lokal-verksamhet --as-of 2024-05-31",
    "lovp rollup progress distrikt.txt --place sydöstra --area studier --as-of 2024-05-31",
)
_ON_DISTRICTS = (
    "lovp rollup progress distrikt.txt --only behind",
    "lovp rollup export distrikt.txt --month 2024-05 --format md,html,xlsx --output rapporter",
)
_FILLERS = 40
"""Rows of a made-up district on commitments without a number."""


def demo(
    directory: Annotated[
        Path | None,
        options.argument(
            metavar=_("[FOLDER]"),
            help=_("An empty folder; else a new one is made."),
        ),
    ] = None,
    districts: Annotated[
        bool, options.flag("--districts", help=_("Nine made-up districts, and all of them together."))
    ] = False,
) -> None:
    """Record a made-up year in an empty folder, and show what commands really answer there."""
    folder = _empty_folder(directory)
    count = nine(folder) if districts else _one(folder)
    banner = _("EXAMPLE: the {count} outcomes below are made up, and every row says so ({mark}).")
    show.line(banner.format(count=count, mark=MARK))
    for command in _TOUR_OF_DISTRICTS if districts else _TOUR:
        _run(command, folder)
    show.line()
    show.line(_("The example is in {folder}. Go on there:").format(folder=paths.shown(folder)))
    show.line("  cd " + paths.quoted(folder))
    for command in _ON_DISTRICTS if districts else _ON:
        show.line(f"  {command}")
    show.line(_("Throw the folder away when you are done. Your own year begins with lovp init."))


def _one(folder: Path) -> int:
    """One district's year; returns how many outcomes it has."""
    from lovp.plan.editor_schema import schema_text

    file = folder / FILE_NAME
    text, _review = plan_for(TEMPLATE_YEAR)
    write_whole({file: text.encode("utf-8")})
    plan = load_plans(file)[0]
    write_whole({folder / SCHEMA_NAME: schema_text(plan.language).encode("utf-8")})
    return _record(folder, plan, example_year(plan))


def nine(folder: Path) -> int:
    """Nine districts, each in a folder of its own, and the file that lists them; the same as `_one`."""
    from lovp.example_districts import LIST, SILENT, district_plans

    plans = {folder / name / FILE_NAME: text for name, text in district_plans()}
    listed = [f"# {MARK}", *(file.parent.name for file in plans)]
    for file in plans:
        file.parent.mkdir()
    write_whole({file: text.encode("utf-8") for file, text in plans.items()})
    write_whole({folder / LIST: "".join(f"{line}\n" for line in listed).encode("utf-8")})
    count = 0
    for seed, file in enumerate(plans):
        if file.parent.name != SILENT:
            plan = load_plans(file)[0]
            count += _record(file.parent, plan, example_year(plan, seed, fillers=_FILLERS))
    return count


def _record(folder: Path, plan: Plan, rows: list[Outcome]) -> int:
    """Append the rows, each to the file of its writer; returns how many they are."""
    for writer, own in groupby(sorted(rows, key=lambda row: row.writer), key=lambda row: row.writer):
        append(folder / "data" / str(plan.year), writer, list(own))
    return len(rows)


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
