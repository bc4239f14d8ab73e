"""Folders of several districts, and of several years, made by hand."""

import shutil
from collections.abc import Callable, Sequence
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
OWN = {
    # Folder: name, first and second town, unit, goal, share, hide_below.
    "a": ("Aland", "Aby", "Alby", "deltagare", 40, 25, 5),
    "b": ("Bland", "Bby", "Balby", "deltagare", 60, 30, 8),
    "c": ("Cland", "Cby", "Calby", "timmar", 900, 25, 5),
    "d": ("Dland", "Cby", "Calby", "timmar", 900, 25, 5),
}
ROWS = {
    "a": """
        03-01,kurser,Aby,12,
        03-02,kurser,,3,
        03-03,sjuk,,5.1,
        03-04,unga,Aby,2,6
        03-05,unga,Gränsby,1,2
        04-10,dag,,1,
        04-11,besok,Alby,4,
    """,
    "b": """
        03-01,kurser,Bby,21,
        03-03,sjuk,,7.4,
        03-04,unga,Bby,3,9
        03-05,unga,Gränsby,1,7
    """,
    "c": """
        03-01,kurser,Cby,300,
        04-12,dag,,0.5,
    """,
}
"""Kurser: 15 and 21 of 100, without the hours. Unga: 7 of 24. Styrelser: 3 of 9, Gränsby being in all."""


def unlike_districts(folder: Path) -> None:
    """The districts a, b and c, whose plans are not alike; d has a plan for 2023 alone."""
    more = {"a": MORE.format(goal="goal: 9, ", unit="besök"), "b": MORE.format(goal="", unit="besök")}
    keys = ("name", "first", "second", "unit", "goal", "share", "hide_below")
    for name, values in OWN.items():
        own = dict(zip(keys, values, strict=True))
        year = 2023 if name == "d" else 2024
        lines = [
            f"{year}-{line},{'möte' if at == 3 else ''}" for at, line in enumerate(ROWS.get(name, "").split())
        ]
        write_year(folder / name, year, lines, f"{name}000000")
        plan = PLAN.format(**own, year=year, more=more.get(name, ""))
        (folder / name / "targets.yaml").write_text(plan, encoding="utf-8")


def write_year(folder: Path, year: int, lines: Sequence[str], ids: str) -> None:
    """Write the record of a year: of each line the date, target, place, value, of and note."""
    record = folder / "data" / str(year)
    record.mkdir(parents=True)
    rows = [
        f"{ids}{at}-0000-7000-8000-00000000{year},{line},,hand,{year}-12-31T00:00:00.000000Z"
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
    for year, (first, second, third, fourth) in ((2023, (4, 9, 2, 1)), (2024, (6, 5, 1, 2))):
        lines = [
            f"{year}-03-05,schoolinfo,Skövde,{first},,",
            f"{year}-05-30,medlemmar,,{second},,",
            f"{year}-05-31,unga-ledamoter,Hjo,{third},7,",
            f"{year}-06-01,medlemmar,Borås,{fourth},,",
            f"{year}-03-08,kvinnodagen,,1,,",
            f"{year}-04-02,{'ruk-traffar' if year == 2023 else 'ruk'},,1,,",
            f"{year}-04-03,introduktion,,2,,",
        ]
        write_year(folder, year, lines, "0000000")


WHOLE: dict[str, Callable[[Path], object]] = {
    "empty": lambda _folder: None,
    "districts": example_folders.write_districts,
    "unlike": unlike_districts,
    "two-years": two_years,
}
"""Folders that do not begin with the plan of the repository."""
