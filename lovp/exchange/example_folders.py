"""Folders to try things out in: a district's made-up year, and nine made-up districts for a roll-up.

The municipalities are Sweden's (example_districts.csv, with the codes of Statistics Sweden). Plans and
outcomes are invented, and none can be taken for real: the names of organisations, which head every paper,
begin with EXEMPEL, those of writers with `exempel-`.
"""

import csv
import shutil
from itertools import groupby
from pathlib import Path
from string import Template

from lovp.files import write_files
from lovp.plan.load import FILE_NAME, SCHEMA_NAME
from lovp.plan.new_year import TEMPLATE_YEAR, plan_for
from lovp.plan.schema import schema_text

HERE = Path(__file__).parents[1]
YEARS = HERE / "example_years"
"""The outcomes, a folder for each district. Where there is none, nothing has been reported."""


def write_district(folder: Path) -> int:
    """Write the 2024 plan, marked as an example, and a made-up year; returns how many outcomes there are."""
    text = plan_for(TEMPLATE_YEAR).replace("\norganisation: ", "\norganisation: EXEMPEL ", 1)
    write_files({folder / FILE_NAME: text.encode(), folder / SCHEMA_NAME: schema_text("sv").encode()})
    return _copy_year("lo-vast", folder)


def write_districts(folder: Path) -> int:
    """Write nine districts' folders, each with a plan; returns how many outcomes there are."""
    # A goal of `$x6` is six for each municipality.
    plan = Template((HERE / "example_districts.txt").read_text(encoding="utf-8"))
    with (HERE / "example_districts.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    count = 0
    for name, own in groupby(rows, lambda row: row["folder"]):
        towns = list(own)
        places = []
        for county, within in groupby(towns, lambda row: row["county"]):
            places += [f"  - subregion: {county}", "    municipalities:"]
            places += [f"      - {{name: {row['municipality']}, code: {int(row['code'])}}}" for row in within]
        goals = {f"x{each}": each * len(towns) for each in (1, 2, 6, 9, 12)}
        text = plan.substitute(goals, name=towns[0]["district"], places="\n".join(places))
        (folder / name).mkdir()
        write_files({folder / name / FILE_NAME: text.encode()})
        count += _copy_year(name, folder / name) if (YEARS / name).exists() else 0
    return count


def _copy_year(name: str, folder: Path) -> int:
    """Copy the district's outcomes to the plan's folder; returns how many there are."""
    record = folder / "data" / str(TEMPLATE_YEAR)
    shutil.copytree(YEARS / name, record)
    return sum(len(file.read_bytes().splitlines()) - 1 for file in record.iterdir())
