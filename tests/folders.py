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
        shutil.copy(PLAN, folder / "targets.yaml")
        if kind == "small":
            (folder / "data" / "2024").mkdir(parents=True)
            shutil.copy(SMALL, folder / "data" / "2024" / "hand.csv")
        if kind == "damaged":
            shutil.copytree(DAMAGED, folder / "data" / "2024")
        if kind == "broken":
            (folder / "targets.yaml").write_text(BROKEN, encoding="utf-8")
        if kind == "example":
            (plan,) = load_plans(PLAN)
            append(folder / "data" / "2024", "exempel", example_year(plan))
        return folder

    return make


def add_2023(file: Path) -> None:
    """Put the year before in front of the 2024 plan: the same, but for its dates."""
    text = file.read_text(encoding="utf-8")
    file.write_text(f"{text.replace('2024', '2023')}\n---\n{text}", encoding="utf-8")


def as_anybody() -> list[str]:
    """What to put before a command, so that the superuser too is held by permissions."""
    if sys.platform == "win32" or os.geteuid() != 0:
        return []
    if shutil.which("setpriv") is None:
        pytest.skip("the superuser may do everything, and setpriv (util-linux) is not here to change that")
    return ["setpriv", "--bounding-set", "-dac_override,-dac_read_search"]
