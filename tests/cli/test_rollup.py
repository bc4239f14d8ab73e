"""`lovp rollup` over folders: its figures by SQL, its districts by whatever folders can look like.

Nine made-up districts have Sweden's municipalities, and say that they are made up.
"""

import csv
import json
import re
import sqlite3
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from lovp.plan.load import load_plans
from tests.faults.check import lovp
from tests.folders import PLAN

DAY = "2024-05-31"

TABLE = "CREATE TABLE r (district, id, date, target, place, value INTEGER, of INTEGER, replaces, logged_at)"
COUNTING = """
    CREATE VIEW counting AS SELECT * FROM r WHERE value <> '' AND date <= '2024-05-31'
    AND NOT EXISTS (SELECT 1 FROM r AS later WHERE later.replaces = r.id)
"""
SUMS = "SELECT target, district, SUM(value), COUNT(*) FROM counting GROUP BY 1, 2"
BOARDS = """
    WITH ranked AS (
        SELECT *, ROW_NUMBER() OVER (PARTITION BY place ORDER BY date DESC, logged_at DESC, id DESC) AS age
        FROM counting WHERE target = 'unga-ledamoter'
    )
    SELECT district, SUM(value), SUM(of), SUM(of >= 3), COUNT(*) FROM ranked WHERE age = 1 GROUP BY 1
"""


@pytest.fixture
def folder(prepare: Callable[[str], Path]) -> Path:
    return prepare("districts")


def document(folder: Path, *words: str, command: str = "progress") -> dict[str, Any]:
    answer = lovp(folder, "rollup", command, *words, "--format", "json")
    assert answer.code == 0, answer.err
    found: dict[str, Any] = json.loads(answer.out)
    return found


def targets(found: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {target["id"]: target for area in found["areas"] for target in area["targets"]}


def test_the_figures_are_those_of_sql(folder: Path) -> None:
    """Nine folders, corrections and undone rows among them, added up by another program."""
    database = sqlite3.connect(":memory:")
    database.executescript(f"{TABLE};{COUNTING}")
    for file in folder.glob("*/data/2024/*.csv"):
        for row in csv.DictReader(file.read_text(encoding="utf-8").splitlines()):
            cells = [row[key] for key in "id date target place value of replaces logged_at".split()]
            database.execute("INSERT INTO r VALUES (?,?,?,?,?,?,?,?,?)", (file.parents[2].name, *cells))
    found = targets(document(folder, ".", "--as-of", DAY))
    names = {"norra-sverige": "Norra Sverige", "skane": "Skåne", "vastsverige": "Västsverige"}
    sums: dict[str, dict[str, tuple[int, int]]] = {}
    for target, district, value, count in database.execute(SUMS):
        sums.setdefault(target, {})[district] = (value, count)
    for id_, target in found.items():
        if target["measure"] not in ("sum", "activity"):
            continue
        assert target["outcome"] == sum(value for value, _count in sums[id_].values()), id_
        assert target["outcomes"] == sum(count for _value, count in sums[id_].values()), id_
        places = {part["place"]: part for part in target["places"]}
        for district, name in names.items():
            value, count = sums[id_].get(district, (0, 0))
            assert (places[name]["outcome"], places[name]["outcomes"]) == (value, count), (id_, name)
    boards = list(database.execute(BOARDS))
    value, of, active, reporting = (sum(row[at] for row in boards) for at in range(1, 5))
    assert len(boards) == 8
    assert found["unga-ledamoter"]["outcome"] == round(value / of, 4)
    assert found["unga-ledamoter"]["of"] == of
    assert len(found["unga-ledamoter"]["missing"]) == 290 - reporting
    assert (found["aktiva-lofack"]["outcome"], found["aktiva-lofack"]["of"]) == (active, 290)


COUNT = {
    "01": 26, "03": 8, "04": 9, "05": 13, "06": 13, "07": 8, "08": 12, "09": 1, "10": 5, "12": 33, "13": 6,
    "14": 49, "17": 16, "18": 12, "19": 10, "20": 15, "21": 10, "22": 7, "23": 8, "24": 15, "25": 14,
}  # fmt: skip
"""How many municipalities each county has, by the first two figures of their codes (Statistics Sweden)."""


def codes(file: Path) -> dict[str, str]:
    """The code of each municipality that a targets.yaml has."""
    pairs = re.findall(r"\{name: (.+?), +code: ([0-9]+)", file.read_text(encoding="utf-8"))
    return {name: code.zfill(4) for name, code in pairs}


def test_every_municipality_is_in_one_district_and_its_code_is_its_county_s(folder: Path) -> None:
    plans = {file.parent.name: load_plans(file)[0] for file in folder.glob("*/targets.yaml")}
    towns = [town for plan in plans.values() for town in plan.municipalities]
    code = {name: code for place in plans for name, code in codes(folder / place / "targets.yaml").items()}
    assert len(towns) == len(set(code.values())) == len({town.name for town in towns}) == 290
    assert Counter(code[town.name][:2] for town in towns) == COUNT
    assert len({(town.parent, code[town.name][:2]) for town in towns}) == len(COUNT)
    # The 55 of Västsverige stand in targets.yaml too, typed another time.
    assert codes(folder / "vastsverige" / "targets.yaml") == codes(PLAN)
    for plan in plans.values():
        assert plan.organisation.startswith("EXEMPEL ")
        assert all("EXEMPEL" in target.source and target.central for target in plan.targets())


def test_the_month_s_paper_has_the_same_figures(folder: Path) -> None:
    words = [".", "--name", "LO"]
    known = targets(document(folder, *words, "--as-of", DAY))
    month = targets(document(folder, *words, "--month", "2024-05", "--output", "-", command="export"))
    for id_, target in known.items():
        same = {key: month[id_][key] for key in target if key != "places"}
        assert same == {key: target[key] for key in target if key != "places"}


def test_a_missing_district_is_named_in_every_form(folder: Path) -> None:
    """One without a plan, one of another year, one that reported nothing, one whose record can't be read."""
    (folder / "skane" / "targets.yaml").write_text("organisation: [", encoding="utf-8")
    text = (folder / "stockholm" / "targets.yaml").read_text(encoding="utf-8")
    (folder / "stockholm" / "targets.yaml").write_text(text.replace("2024", "2023"), encoding="utf-8")
    for file in (folder / "vastsverige" / "data" / "2024").iterdir():
        file.unlink()
        file.mkdir()  # what it holds is unknown, which is something else than nothing
    (folder / "norra-sverige" / "data" / "2024" / "kansli.csv").write_text("inget underlag\n")
    found = document(folder, ".", "--as-of", DAY)
    states = {each["place"]: each["state"] for each in found["districts"]}
    others = {"skane": "unreadable", "Storstockholm": "other_year", "Mellersta Norrland": "silent"}
    assert states.items() >= {**others, "Västsverige": "unreadable"}.items()
    assert list(states.values()).count("reported") == 5
    for target in targets(found).values():
        assert {"skane", "Storstockholm", "Mellersta Norrland"} <= set(target["without"])
    assert any("Storstockholm" in warning and "2023" in warning for warning in found["warnings"])
    assert any("Västsverige" in warning and "lovp check" in warning for warning in found["warnings"])
    table = lovp(folder, "rollup", "progress", ".", "--as-of", DAY)
    assert "5 av 9 distrikt" in table.out
    assert "skane" in table.err
    assert any("Norra Sverige: " in line and "lovp check" in line for line in table.err.splitlines())
    month = lovp(folder, "rollup", "export", ".", "--month", "2024-05", "-o", "-").out
    assert "Västsverige ingår inte i siffrorna" in month
    assert "skane" in month


def test_a_folder_without_a_plan_stands_for_those_in_it(folder: Path) -> None:
    """In the order of their names, each once; a folder with no plan is not one, unless it was meant to be."""
    (folder / "stockholm").rename(folder / "åäö mapp")
    (folder / "skane" / "targets.yaml").rename(folder / "skane" / "targets.yaml.txt")
    (folder / "rapporter").mkdir()
    found = document(folder / "rapporter", "..", "../mellansverige", "--as-of", DAY)
    assert [each["place"] for each in found["districts"]] == [
        "Dalarna och Gävleborg", "Mellansverige", "Mellersta Norrland", "Norra Sverige",
        "Örebro och Värmland", "skane", "Sydöstra Sverige", "Västsverige", "Storstockholm",
    ]  # fmt: skip
    assert any("skane" in warning and "targets.yaml.txt" in warning for warning in found["warnings"])
    (folder / "targets.yaml").write_bytes((folder / "åäö mapp" / "targets.yaml").read_bytes())
    answer = lovp(folder, "rollup", "progress", ".", "--area", "skola", "--as-of", DAY)
    assert "Distrikten tillsammans · 0 av 1 distrikt" in answer.out


def test_one_organisation_in_two_folders_is_refused(folder: Path) -> None:
    """A copy would count double; a link to the same folder is the same."""
    (folder / "kopia").mkdir()
    (folder / "kopia" / "targets.yaml").write_bytes((folder / "skane" / "targets.yaml").read_bytes())
    answer = lovp(folder, "rollup", "progress", "skane", "kopia")
    assert (answer.code, answer.out) == (1, "")
    assert "dubbelt" in answer.err
    (folder / "genväg").symlink_to(folder / "skane")
    answer = lovp(folder, "rollup", "progress", "skane", "genväg", "--name", "LO\n\x1b[31m  i riket\u202e")
    assert answer.out.startswith("LO [31m i riket · 1 av 1 distrikt")
