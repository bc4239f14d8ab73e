"""`lovp demo --districts`: nine made-up districts, marked row by row, with Sweden's municipalities."""

import csv
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

from lovp.example_districts import COUNTIES, DISTRICTS, LIST, SILENT, district_plans, municipalities
from lovp.plan.load import parse_plans

COUNT = {
    "01": 26, "03": 8, "04": 9, "05": 13, "06": 13, "07": 8, "08": 12, "09": 1, "10": 5, "12": 33, "13": 6,
    "14": 49, "17": 16, "18": 12, "19": 10, "20": 15, "21": 10, "22": 7, "23": 8, "24": 15, "25": 14,
}  # fmt: skip
"""How many municipalities each county has, by the first two figures of their codes (Statistics Sweden)."""


def test_every_municipality_is_in_one_county_and_one_district() -> None:
    towns = [town for county in COUNTIES for town in municipalities(county)]
    assert len(towns) == 290
    assert len({code for code, _name in towns}) == len({name for _code, name in towns}) == 290
    assert Counter(f"{code:04}"[:2] for code, _name in towns) == COUNT
    for county in COUNTIES:
        assert len({code // 100 for code, _name in municipalities(county)}) == 1, county
    counties = [county for _folder, _name, its_own in DISTRICTS for county in its_own]
    assert sorted(counties) == sorted(COUNTIES)
    assert len(DISTRICTS) == 9


def test_the_codes_are_those_of_the_2024_plan() -> None:
    """The 55 of Västsverige stand in targets.yaml too, typed another time."""
    (plan,) = parse_plans((Path(__file__).parents[2] / "targets.yaml").read_bytes(), "targets.yaml")
    (counties,) = (its_own for folder, _name, its_own in DISTRICTS if folder == "vastsverige")
    own = {name: code for county in counties for code, name in municipalities(county)}
    assert own == {place.name: place.code for place in plan.municipalities()}


def test_the_plans_are_sound_and_say_that_they_are_made_up() -> None:
    plans = {folder: parse_plans(text.encode(), folder)[0] for folder, text in district_plans()}
    assert sum(len(plan.municipalities()) for plan in plans.values()) == 290
    for plan in plans.values():
        assert plan.organisation.startswith("EXEMPEL ")
        assert all("EXEMPEL" in target.source and target.central for target in plan.targets())


def test_the_demo_of_districts(tmp_path: Path) -> None:
    folder = tmp_path / "exempel"
    environment = os.environ | {"LOVP_LANG": "sv", "HOME": str(tmp_path), "COLUMNS": "80"}
    environment.pop("LOVP_PLAN", None)
    done = subprocess.run(
        [sys.executable, "-m", "lovp", "demo", "--districts", str(folder)],
        env=environment,
        cwd=tmp_path,
        capture_output=True,
        check=False,
    )
    text = done.stdout.decode("utf-8")
    assert done.returncode == 0
    assert text.startswith("EXEMPEL")
    assert "EXEMPEL · 8 av 9 distrikt" in text
    assert "Mellersta Norrland" in done.stderr.decode("utf-8")
    assert f"$ lovp rollup progress {LIST} --by district" in text
    rows = [
        row
        for file in folder.glob("*/data/2024/*.csv")
        for row in csv.DictReader(file.read_text(encoding="utf-8").splitlines())
    ]
    assert f"de {len(rows)} utfallen" in text
    assert {row["note"] for row in rows} == {"EXEMPEL"}
    assert all(row["writer"].startswith("exempel") for row in rows)
    assert len({row["id"] for row in rows}) == len(rows)
    assert not (folder / SILENT / "data").exists()
