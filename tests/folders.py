"""Folders for the commands to work in."""

import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from lovp.example import example_year
from lovp.plan.load import load_plans
from lovp.record.append import append
from tests.districts import unlike_districts

PLAN = Path(__file__).parents[1] / "targets.yaml"

SMALL = Path(__file__).parent / "data" / "small.csv"
"""Thirteen rows from which every figure can be worked out by hand."""


DAMAGED = Path(__file__).parent / "data" / "damaged"
"""A record as shared folders and spreadsheets leave it; what is wrong with each file is in its name."""

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
    """Makes a folder of a kind: `example` (the made-up year), `small` (by hand), `damaged`, `plan`…"""

    def make(kind: str) -> Path:
        folder = tmp_path / kind
        folder.mkdir()
        if kind == "empty":
            return folder
        if kind in ("districts", "unlike"):
            (nine_districts if kind == "districts" else unlike_districts)(folder)
            return folder
        shutil.copy(PLAN, folder / "targets.yaml")
        if kind == "small":
            (folder / "data" / "2024").mkdir(parents=True)
            shutil.copy(SMALL, folder / "data" / "2024" / "hand.csv")
        if kind == "damaged":
            shutil.copytree(DAMAGED, folder / "data" / "2024")
        if kind == "broken":
            (folder / "targets.yaml").write_text(BROKEN, encoding="utf-8")
        if kind == "two-years":
            two_years(folder)
        if kind == "example":
            (plan,) = load_plans(PLAN)
            append(folder / "data" / "2024", "exempel", example_year(plan))
        return folder

    return make


def add_2023(file: Path) -> None:
    """Put the year before in front of the 2024 plan: the same, but for its dates."""
    text = file.read_text(encoding="utf-8")
    file.write_text(f"{text.replace('2024', '2023')}\n---\n{text}", encoding="utf-8")


def nine_districts(folder: Path) -> None:
    """The nine districts of `lovp demo --districts`."""
    from lovp.cli import demo

    demo.nine(folder)


def two_years(folder: Path) -> None:
    """2023 and 2024: one target is new, one is gone, one is counted in another unit, one has another goal."""
    add_2023(folder / "targets.yaml")
    text = (folder / "targets.yaml").read_text(encoding="utf-8")
    before, after = text.split("\n---\n")
    before = before.replace("id: ruk\n", "id: ruk-traffar\n").replace("goal: 662", "goal: 600")
    before = before.replace("goal: 60\n        unit: deltagare", "goal: 6\n        unit: kurser")
    (folder / "targets.yaml").write_text(f"{before}\n---\n{after}", encoding="utf-8")
    for year, values in ((2023, "4 9 2 1"), (2024, "6 5 1 2")):
        record = folder / "data" / str(year)
        record.mkdir(parents=True)
        first, second, third, fourth = values.split()
        lines = [
            f"{year}-03-05,schoolinfo,Skövde,{first},",
            f"{year}-05-30,medlemmar,,{second},",
            f"{year}-05-31,unga-ledamoter,Hjo,{third},7",
            f"{year}-06-01,medlemmar,Borås,{fourth},",
            f"{year}-03-08,kvinnodagen,,1,",
            f"{year}-04-02,{'ruk-traffar' if year == 2023 else 'ruk'},,1,",
            f"{year}-04-03,introduktion,,2,",
        ]
        rows = [
            f"0000000{number}-0000-7000-8000-00000000{year},{line},,,hand,{year}-12-31T00:00:00.000000Z"
            for number, line in enumerate(lines)
        ]
        content = "\n".join(("id,date,target,place,value,of,note,replaces,writer,logged_at", *rows)) + "\n"
        (record / "hand.csv").write_text(content, encoding="utf-8")


def as_anybody() -> list[str]:
    """What to put before a command, so that the superuser too is held by permissions."""
    if sys.platform == "win32" or os.geteuid() != 0:
        return []
    if shutil.which("setpriv") is None:
        pytest.skip("the superuser may do everything, and setpriv (util-linux) is not here to change that")
    return ["setpriv", "--bounding-set", "-dac_override,-dac_read_search"]
