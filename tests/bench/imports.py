"""Imports of many rows, as a form exports them: how long they take, and how much memory."""

import csv
import shutil
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from pathlib import Path

import xlsxwriter

from tests.bench.data import PLAN, the_plan
from tests.bench.measure import LOVP, MEGABYTE, Command, Row, costs

FEW, MANY = 10_000, 100_000
ROUNDS = 3
_HEADERS = (
    *("Id", "Starttid", "Slutförandetid", "E-postadress", "Namn", "Datum för besöket", "Kommun"),
    *("Antal klasser", "Kommentar", "Skolform", "Ämne", "Material"),
)
_MAPPING = """\
source: skolbesok
id: Id
date: Datum för besöket
place: Kommun
target: schoolinfo
value: Antal klasser
note: Kommentar
"""


def imports(base: Path, settings: Mapping[str, str], rounds: int) -> Iterator[Row]:
    """What it takes to import new rows, from text and from a workbook, and to find that they are there."""
    settings = {**settings, "LOVP_TODAY": "2024-12-31"}
    rounds = min(rounds, ROUNDS)
    for ending in ("csv", "xlsx"):
        found = {}
        for size in (FEW, MANY):
            folder = base / f"import-{ending}-{size}"
            words = f"{LOVP} import {_folder(folder, ending, size)} --yes"
            new = Command(("sh", "-c", f"rm -rf data && exec {words}"), folder, settings)
            found[size] = costs({"new": new}, rounds)["new"]
        again = Command(words.split(), folder, settings)
        repeated = costs({"again": again}, rounds)["again"].seconds
        many = found[MANY].seconds
        yield Row(f"lovp import, 100 000 rows, {ending}", "1 second", many, many, 10)
        yield Row("memory of it", "1 MB", many, found[MANY].memory / MEGABYTE, 300)
        yield Row("the same", "10 000 rows", many, many / found[FEW].seconds, 11)
        yield Row("the same again", "1 second", repeated, repeated, 10)


def _folder(folder: Path, ending: str, size: int) -> Path:
    """A folder with the plan, a mapping, and a file of so many answers; returns the file."""
    (folder / "imports").mkdir(parents=True)
    shutil.copy(PLAN, folder / "targets.yaml")
    (folder / "imports" / "skola.yaml").write_text(_MAPPING, encoding="utf-8")
    file = folder / f"svar.{ending}"
    if ending == "csv":
        with file.open("w", encoding="utf-8-sig", newline="") as stream:
            csv.writer(stream, delimiter=";").writerows([_HEADERS, *_answers(size)])
        return file
    book = xlsxwriter.Workbook(file, {"constant_memory": True, "default_date_format": "yyyy-mm-dd"})
    sheet = book.add_worksheet("Form1")
    sheet.write_row(0, 0, _HEADERS)
    for number, answer in enumerate(_answers(size), 1):
        sheet.write_row(number, 0, answer)
    book.close()
    return file


def _answers(size: int) -> Iterator[tuple[str | int | date, ...]]:
    """Answers to a form, one for each number; places and days in turn."""
    towns = [place.name for place in the_plan().municipalities]
    begun = datetime.fromisoformat("2024-01-01T08:00")
    for number in range(1, size + 1):
        day = date(2024, 1, 1) + timedelta(days=number % 366)
        sent = begun + timedelta(minutes=number)
        times = (f"{sent:%Y-%m-%d %H:%M:%S}", f"{sent + timedelta(minutes=2):%Y-%m-%d %H:%M:%S}")
        rest = ("gymnasiet", "samhällskunskap", "presentation")
        yield (number, *times, "anonymous", "", day, towns[number % len(towns)], number % 7, "", *rest)
