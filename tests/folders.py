"""Folders for the commands to work in."""

import os
import shutil
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from lovp.exchange.example_folders import YEARS
from tests.districts import WHOLE
from tests.faults.rows import EXCEL, PLAIN, Cells

PLAN = Path(__file__).parents[1] / "targets.yaml"
DATA = Path(__file__).parent / "data"
SMALL = DATA / "small.csv"
"""Thirteen rows from which every figure can be worked out by hand."""
SENT = DATA / "imports"
"""Files as forms and people send them (tests/exchange/test_import_exports.py)."""

BROKEN = """\
organisation: Avdelning 1
year: 2024
langage: sv
areas:
  - id: skola
    name: Skola
    targets:
      - id: besök
        name: Besök
        measure: summa
        goal: 012
        source: Vi ska besöka
"""


@pytest.fixture
def prepare(tmp_path: Path) -> Callable[[str], Path]:
    """Makes a folder of a kind: see `make_folder`."""
    return partial(make_folder, tmp_path)


def make_folder(root: Path, kind: str, within: str = "") -> Path:
    """A folder in `root`, of a kind: those of `WHOLE`, `PLANNED`, and `shared…`, or the plan alone.

    `shared` ones are clones: others have sent something since, and here, too, something is new.
    """
    folder = root / within / kind
    folder.mkdir(parents=True)
    if kind in WHOLE:
        WHOLE[kind](folder)
        return folder
    shutil.copy(PLAN, folder / "targets.yaml")
    if kind.startswith("shared"):
        share(folder, kind)
    elif kind in PLANNED:
        PLANNED[kind](folder)
    return folder


def small(folder: Path) -> None:
    """The plan, and what can be worked out by hand."""
    year = folder / "data" / "2024"
    year.mkdir(parents=True)
    shutil.copy(SMALL, year / "hand.csv")


def imports(folder: Path) -> None:
    """The plan, files that people sent, and what says which of their columns is what."""
    shutil.copytree(SENT, folder / "in")
    shutil.copytree(DATA / "mappings", folder / "imports")


def conflict_copies(year: Path) -> None:
    """A record in a shared folder, with a conflict copy as each program names it."""
    year.mkdir(parents=True)
    kansli, skola, other = (
        [_row(number, writer) for number in numbers]
        for writer, numbers in (("kansli", range(6)), ("skola", range(6, 9)), ("skola-ung", range(9, 10)))
    )
    torn = PLAIN.file(kansli[:1]) + PLAIN.row(kansli[1])[:-9] + b"\n"
    files = {
        "kansli.csv": PLAIN.file(kansli[:2]),
        "kansli (Annas konfliktkopia 2024-03-12).csv": PLAIN.file([*kansli[:2], kansli[2]]),
        "kansli (conflicted copy 2024-03-12 101500).csv": PLAIN.file(kansli[:1]),
        "kansli (DATOR's conflicted copy 2024-03-13).csv": torn,
        "kansli.sync-conflict-20240312-101500-ABCDEF7.csv": PLAIN.file(kansli[1:4]),
        "kansli-DESKTOP-AB12CD3.csv": EXCEL.file([kansli[0], kansli[4]]),
        "skola.csv": PLAIN.file(skola[:2]),
        "skola (conflicted copy kansli 2024-03-12 101500).csv": PLAIN.file(skola),
        "skola-ung.csv": PLAIN.file(other),
    }
    for name, data in files.items():
        (year / name).write_bytes(data)


def _row(number: int, writer: str) -> Cells:
    row_id = f"01922d67-31e0-7cc1-93a5-{number:012x}"
    logged_at = f"2024-03-12T10:00:{number:02}.000000Z"
    return (row_id, "2024-03-12", "schoolinfo", "Hjo", str(number), "", "", "", writer, logged_at)


def share(folder: Path, kind: str) -> None:
    """Make the folder one of two clones, both of which have changed; in `shared-plan` the plan, too."""
    from tests.exchange.clones import Clones, git

    clones = Clones(folder.parent / "others", "skola", "ung")
    for name, other in (("skola", 3), ("ung", 2)):
        clones.log(name, other, place="Skövde")
    first = clones.log("skola", 5, place="Hjo")
    clones.lovp("ung", "log", "unga-ledamoter", "2", "--of", "7", "--place", "Hjo", "--date", "2024-04-02")
    clones.sync("skola")
    shutil.rmtree(folder)
    git(folder.parent, "clone", "--quiet", clones.hub.as_uri(), folder.name)
    clones.lovp("skola", "amend", first, "--value", "4")
    if kind == "shared-plan":
        for plan, year in ((clones.root / "skola" / "targets.yaml", "a"), (folder / "targets.yaml", "b")):
            text = plan.read_text(encoding="utf-8")
            plan.write_text(text.replace("year: 2024", f"year: 2024  # {year}"), encoding="utf-8")
    clones.sync("skola")
    clones.sync("ung")


PLANNED: dict[str, Callable[[Path], object]] = {
    "small": small,
    "example": lambda folder: shutil.copytree(YEARS / "lo-vast", folder / "data" / "2024"),
    "sent": lambda folder: shutil.copytree(SENT, folder / "in"),
    "imports": imports,
    "damaged": lambda folder: shutil.copytree(DATA / "damaged", folder / "data" / "2024"),
    "copies": lambda folder: conflict_copies(folder / "data" / "2024"),
    "broken": lambda folder: (folder / "targets.yaml").write_text(BROKEN, encoding="utf-8"),
}
"""What stands beside the plan of the repository, or instead of it."""


def as_anybody() -> list[str]:
    """What to put before a command, so that the superuser too is held by permissions."""
    if sys.platform == "win32" or os.geteuid() != 0:
        return []
    if shutil.which("setpriv") is None:
        pytest.skip("the superuser may do everything, and setpriv (util-linux) is not here to change that")
    return ["setpriv", "--bounding-set", "-dac_override,-dac_read_search"]
