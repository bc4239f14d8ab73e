"""Folders of several districts, and of several years."""

import shutil
from collections.abc import Callable
from pathlib import Path

from lovp.exchange import example_folders

PLAN_2024 = Path(__file__).parents[1] / "targets.yaml"
DATA = Path(__file__).parent / "data"


def add_2023(file: Path) -> None:
    """Put the year before in front of the 2024 plan: the same, but for its dates."""
    text = file.read_text(encoding="utf-8")
    file.write_text(f"{text.replace('2024', '2023')}\n---\n{text}", encoding="utf-8")


def two_years(folder: Path) -> None:
    """2023 and 2024: one target is new, one is gone, one is counted in another unit, one has another goal."""
    shutil.copy(PLAN_2024, folder / "targets.yaml")
    add_2023(folder / "targets.yaml")
    text = (folder / "targets.yaml").read_text(encoding="utf-8")
    before, after = text.split("\n---\n")
    before = before.replace("id: ruk\n", "id: ruk-traffar\n").replace("goal: 662", "goal: 600")
    before = before.replace("goal: 60\n        unit: deltagare", "goal: 6\n        unit: kurser")
    (folder / "targets.yaml").write_text(f"{before}\n---\n{after}", encoding="utf-8")
    for year in ("2023", "2024"):
        (folder / "data" / year).mkdir(parents=True)
        shutil.copy(DATA / "two_years" / f"{year}.csv", folder / "data" / year / "hand.csv")


WHOLE: dict[str, Callable[[Path], object]] = {
    "empty": lambda _folder: None,
    "districts": example_folders.write_districts,
    # The districts a, b and c, whose plans are not alike; d has a plan for 2023 alone.
    "unlike": lambda folder: shutil.copytree(DATA / "unlike", folder, dirs_exist_ok=True),
    "two-years": two_years,
}
"""Folders that do not begin with the plan of the repository."""
