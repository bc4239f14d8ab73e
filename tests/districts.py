"""Folders of several districts, and of several years, made by hand."""

import shutil
from collections.abc import Callable
from pathlib import Path

from lovp.exchange import example_folders

PLAN_2024 = Path(__file__).parents[1] / "targets.yaml"

PLAN = """\
organisation: LO-distriktet i {name}
year: {year}
language: sv
hide_below: {hide_below}
places:
  - subregion: {name} norr
    municipalities: [{first}, Gränsby]
  - subregion: {name} söder
    municipalities: [{second}]
areas:
  - id: allt
    name: Allt
    targets:
      - {{id: kurser, name: Kurser, measure: sum, goal: {goal}, unit: {unit}, central: kurser, source: s}}
      - {{id: sjuk, name: Sjukfrånvaro, measure: level, goal: 6, decimals: 1, unit: procent,
         direction: at_most, pace: standing, central: sjuk, source: s}}
      - {{id: unga, name: Unga, measure: share, over: municipalities, goal: {share} %, unit: ledamöter,
         pace: standing, central: unga, source: s}}
      - {{id: styrelser, name: Styrelser, measure: coverage, over: municipalities, counts: of,
         minimum: 3, goal: 3, unit: styrelser, reads: unga, central: styrelser, source: s}}
      - {{id: dag, name: Temadag, measure: milestone, due: {year}-04-10, central: dag, source: s}}
{more}"""
MORE = "      - {{id: besok, name: Besök, measure: sum, {goal}unit: {unit}, central: besok, source: s}}\n"
HEADER = "id,date,target,place,value,of,note,replaces,writer,logged_at"
A = {
    "name": "Aland",
    "first": "Aby",
    "second": "Alby",
    "unit": "deltagare",
    "goal": 40,
    "share": 25,
    "hide_below": 5,
}
B = {
    "name": "Bland",
    "first": "Bby",
    "second": "Balby",
    "unit": "deltagare",
    "goal": 60,
    "share": 30,
    "hide_below": 8,
}
C = {
    "name": "Cland",
    "first": "Cby",
    "second": "Calby",
    "unit": "timmar",
    "goal": 900,
    "share": 25,
    "hide_below": 5,
}
ROWS = {
    "Aland": """
        03-01,kurser,Aby,12,
        03-02,kurser,,3,
        03-03,sjuk,,5.1,
        03-04,unga,Aby,2,6
        03-05,unga,Gränsby,1,2
        04-10,dag,,1,
        04-11,besok,Alby,4,
    """,
    "Bland": """
        03-01,kurser,Bby,21,
        03-03,sjuk,,7.4,
        03-04,unga,Bby,3,9
        03-05,unga,Gränsby,1,7
    """,
    "Cland": """
        03-01,kurser,Cby,300,
        04-12,dag,,0.5,
    """,
}
"""Kurser: 15 and 21 of 100, without the hours. Unga: 7 of 24. Styrelser: 3 of 9, Gränsby being in all."""


def unlike_districts(folder: Path) -> None:
    """The districts a, b and c, whose plans are not alike; d has a plan for 2023 alone."""
    for name, own, more in (
        ("a", A, MORE.format(goal="goal: 9, ", unit="besök")),
        ("b", B, MORE.format(goal="", unit="besök")),
        ("c", C, ""),
        ("d", {**C, "name": "Dland"}, ""),
    ):
        year = 2023 if name == "d" else 2024
        record = folder / name / "data" / str(year)
        record.mkdir(parents=True)
        (folder / name / "targets.yaml").write_text(
            PLAN.format(**own, year=year, more=more), encoding="utf-8"
        )
        lines = ROWS.get(str(own["name"]), "").split()
        rows = [
            f"{name}000000{at}-0000-7000-8000-000000000000,2024-{line},{'möte' if at == 3 else ''},,hand,"
            "2024-05-01T00:00:00.000000Z"
            for at, line in enumerate(lines)
        ]
        (record / "hand.csv").write_text("\n".join([HEADER, *rows]) + "\n", encoding="utf-8")


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


WHOLE: dict[str, Callable[[Path], object]] = {
    "empty": lambda _folder: None,
    "districts": example_folders.write_districts,
    "unlike": unlike_districts,
    "two-years": two_years,
}
"""Folders that do not begin with the plan of the repository."""
