"""Nine made-up districts, to try a roll-up on: Sweden's 290 municipalities, with plans that are all invented.

The counties and municipalities are real (example_districts.csv, with the codes of Statistics Sweden), and the
districts are named after areas that LO has. All else is made up: goals go by the number of municipalities,
holidays differ from district to district as real ones do. Every organisation is called EXEMPEL. Two are as
real ones can be: one has reported nothing, one has a target less.
"""

import csv
import re
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from string import Template

LIST = "distrikt.txt"
"""The file that lists the districts' folders."""
SILENT = "mellersta-norrland"
"""Where nothing has been reported."""
_WITHOUT, _TARGET = "skane", "om-samhallet"
"""Which district lacks which target."""

_HOLIDAYS = ("02-12", "02-16"), ("02-19", "02-23"), ("02-26", "03-01"), ("03-04", "03-08")
"""The first and last day of weeks 7 to 10, in one of which schools have their winter holiday."""

_PLAN = Template("""\
# EXEMPEL: en påhittad plan för ett påhittat distrikt. Kommunerna finns, men målen är inte någons.
organisation: EXEMPEL LO-distriktet i $name
year: 2024
language: sv
places:
$places
calendars:
  lasar:
    name: Läsåret 2024
    days: weekdays
    terms:
      - {name: Vårterminen, from: 2024-01-09, to: 2024-06-14}
      - {name: Höstterminen, from: 2024-08-20, to: 2024-12-20}
    breaks:
      - {name: Sportlov, from: 2024-$first, to: 2024-$last}
      - {name: Påsklov, from: 2024-04-01, to: 2024-04-05}
      - {name: Höstlov, from: 2024-10-28, to: 2024-11-01}
calendar:
  - {name: Första maj, date: 2024-05-01}
  - {name: LO-kongressen, date: 2024-05-17, to: 2024-05-20}
  - {name: Skyddsombudens dag, date: 2024-10-23}
areas:
  - id: lokal-verksamhet
    name: Lokal verksamhet
    targets:
      - {id: unga-ledamoter, name: Ledamöter under 30 år, measure: share, unit: ledamöter, goal: 25 %,
         over: municipalities, pace: standing}
      - {id: aktiva-lofack, name: Aktivt LO-fack i varje kommun, measure: coverage, unit: LO-fack, goal: $x1,
         over: municipalities, minimum: 3, counts: of, pace: standing, reads: unga-ledamoter}
      - {id: skyddsombudens-dag, name: Skyddsombudens dag, measure: milestone, due: 2024-10-23}
      - {id: utatriktat, name: Utåtriktade aktiviteter, measure: activity, unit: aktiviteter}
  - id: studier
    name: Studier
    targets:
      - {id: fortroendevalda, name: Grundutbildning för förtroendevalda, measure: sum, goal: $x6,
         unit: deltagare}
      - {id: introduktion, name: Facklig introduktion för icke-medlemmar, measure: sum, goal: $x1,
         unit: deltagare}
      - {id: medlemmar, name: Grundutbildning för medlemmar, measure: sum, unit: deltagare, goal: $x9}
  - id: ung
    name: Ung
    targets:
      - {id: om-facket, name: Om facket, measure: sum, unit: deltagare, goal: $x2}
      - {id: om-samhallet, name: Om samhället, measure: sum, unit: deltagare, goal: $x1}
  - id: skola
    name: Skola
    targets:
      - {id: schoolinfo, name: Skolinformation, measure: sum, unit: klassrumspresentationer, goal: $x12,
         pace: lasar}
""")
"""`$x6` is six for each municipality. Each target also gets its id as `central`, and a made-up `source`."""


def district_plans() -> Iterator[tuple[str, str]]:
    """The folder of each district, and the text of its targets.yaml."""
    with Path(__file__).with_suffix(".csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for number, (folder, own) in enumerate(groupby(rows, lambda row: row["folder"])):
        towns = list(own)
        first, last = _HOLIDAYS[number % len(_HOLIDAYS)]
        goals = {f"x{each}": each * len(towns) for each in (1, 2, 6, 9, 12)}
        text = _PLAN.substitute(
            goals, name=towns[0]["district"], places="\n".join(_places(towns)), first=first, last=last
        )
        if folder == _WITHOUT:
            text = re.sub(f".*id: {_TARGET},.*\n", "", text)
        more = r"\1,\n         central: \2, source: 'EXEMPEL, ett påhittat mål'}"
        yield folder, re.sub(r"({id: ([\w-]+),[^}]*)}", more, text)


def _places(towns: list[dict[str, str]]) -> Iterator[str]:
    for county, within in groupby(towns, lambda row: row["county"]):
        yield f"  - subregion: {county}"
        yield "    municipalities:"
        for town in within:
            yield f"      - {{name: {town['municipality']}, code: {int(town['code'])}}}"
