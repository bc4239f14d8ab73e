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


def district_plans() -> Iterator[tuple[str, str]]:
    """The folder of each district, and the text of its targets.yaml."""
    # `$x6` is six for each municipality; each target also gets its id as `central`, and a made-up `source`.
    plan = Template(Path(__file__).with_suffix(".txt").read_text(encoding="utf-8"))
    with Path(__file__).with_suffix(".csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for number, (folder, own) in enumerate(groupby(rows, lambda row: row["folder"])):
        towns = list(own)
        first, last = _HOLIDAYS[number % len(_HOLIDAYS)]
        goals = {f"x{each}": each * len(towns) for each in (1, 2, 6, 9, 12)}
        text = plan.substitute(
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
