"""What is measured: everyday commands, records as they grow and in every form, and imports."""

import csv
import shutil
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from pathlib import Path

import xlsxwriter

from lovp.render.papers import ENDINGS
from tests.bench.data import (
    PLAN,
    RECORD,
    VARIANTS,
    outcomes,
    the_plan,
    write_journal,
    write_record,
    write_variant,
)
from tests.bench.measure import BARE, LOVP, MEGABYTE, PYTHON, Command, Row, answer, apart, costs
from tests.bench.others import check_agreement, hledger, lovp

JOURNAL = "outcomes.journal"
SIZE = 5_000
EARLIER_YEARS = 10
_SCREEN = {"TERM": "xterm-256color", "COLUMNS": "100"}


def everyday(base: Path, settings: Mapping[str, str], rounds: int) -> Iterator[Row]:
    """Each command as it is used, with a record of 5 000 outcomes."""
    folder, old = base / "now", base / "earlier"
    plan = the_plan()
    write_record(folder, outcomes(plan, SIZE))
    journal = folder / JOURNAL
    write_journal(journal, plan, outcomes(plan, SIZE))
    _write_earlier_years(old, write_record(old, outcomes(plan, SIZE)).read_bytes())

    # Another number each time: what was recorded before would be told of.
    log = (LOVP, "log", "schoolinfo", "1{turn}", "--place", "Skövde", "--date", "2024-03-12")
    table = (LOVP, "progress", "--as-of", "2024-12-31")
    paper = (LOVP, "export", "--month", "2024-12", "--output")
    forms = ",".join(ending for ending in ENDINGS.values() if ending != "pdf")
    own_csv, beside = lovp(folder, settings), hledger(folder, journal)
    check_agreement({"lovp": own_csv, **beside})
    timed = {
        BARE: Command((PYTHON, "-c", "pass"), folder, {}),
        "lovp --version": Command((LOVP, "--version"), folder, settings),
        "lovp log": Command(log, folder, settings),
        "csv": own_csv,
        "table": Command(table, folder, {**settings, **_SCREEN}, terminal=True),
        "target": _completion("lovp log scho", folder, settings),
        "place": _completion("lovp log schoolinfo 3 --place sko", folder, settings),
        "paper": Command((*paper, "-"), folder, settings),
        "papers": Command((*paper, base, "--format", forms), folder, settings),
        "csv, earlier years": lovp(old, settings),
        **beside,
    }
    found = {name: cost.seconds for name, cost in costs(timed, rounds).items()}
    limits = {
        "lovp --version": ("lovp --version", 9),
        "lovp log": ("lovp log …, complete, saved to the disk", 12),
        "csv": ("lovp progress --format csv, 5 000 outcomes", 12),
        "table": ("lovp progress as a table in a terminal, 5 000 outcomes", 20),
        "target": ("Tab in bash, a target", 10),
        "place": ("Tab in bash, a place", 10),
    }
    yield Row(BARE, BARE, found[BARE], 1, None)
    for name, (what, bound) in limits.items():
        yield Row(what, BARE, found[name], found[name] / found[BARE], bound)
    own, paper_alone, papers = found["csv"], found["paper"], found["papers"]
    if "hledger" in found:
        yield Row("that progress --format csv", "hledger", own, own / found["hledger"], 0.75)
    yield Row("lovp export --format md, 5 000 outcomes", "that progress", paper_alone, paper_alone / own, 2)
    yield Row(f"lovp export --format {forms}", "1 second", papers, papers, 2)
    earlier = found["csv, earlier years"]
    yield Row("progress, ten earlier years in data/", "without them", earlier, earlier / own, 1.05)


def _write_earlier_years(folder: Path, record: bytes) -> None:
    for year in range(2024 - EARLIER_YEARS, 2024):
        (folder / "data" / str(year)).mkdir()
        (folder / "data" / str(year) / RECORD).write_bytes(record.replace(b",2024-", f",{year}-".encode()))


def _completion(line: str, folder: Path, settings: Mapping[str, str]) -> Command:
    """What bash does at a Tab: it calls the program with the words so far in the environment."""
    asked = {"_LOVP_COMPLETE": "complete_bash", "COMP_WORDS": line, "COMP_CWORD": str(line.count(" "))}
    return Command((LOVP,), folder, {**settings, **asked})


LARGE, HUGE = 100_000, 1_000_000
VARIANT = 1.6
"""As many times the plain file's time any readable variant of it may take: there is no cliff."""


def _prepare(base: Path) -> None:
    plan = the_plan()
    file = write_record(base / "plain", outcomes(plan, LARGE))
    write_journal(base / "plain" / JOURNAL, plan, outcomes(plan, LARGE))
    for name in VARIANTS:
        write_variant(base, file, name)
    write_record(base / "huge", outcomes(plan, HUGE))


def record(base: Path, settings: Mapping[str, str], rounds: int) -> Iterator[Row]:
    """A record of 100 000 outcomes, then one of a million."""
    apart(_prepare, base)
    programs = {"lovp": lovp(base / "plain", settings), **hledger(base / "plain", base / "plain" / JOURNAL)}
    check_agreement(programs)
    variants = {name: lovp(base / name, settings) for name in VARIANTS}
    figures = answer(programs["lovp"])
    for name, variant in variants.items():
        if answer(variant) != figures:
            raise SystemExit(f"The figures are others than the plain file's: {name}")
    found = costs({**programs, **variants, "huge": lovp(base / "huge", settings)}, rounds)
    plain, huge = found["lovp"].seconds, found["huge"]
    if "hledger" in found:
        ratio = plain / found["hledger"].seconds
        yield Row("lovp progress, 100 000 outcomes", "hledger", plain, ratio, 1 / 8)
    for name in variants:
        seconds = found[name].seconds
        yield Row(f"the same, {name}", "the plain file", seconds, seconds / plain, VARIANT)
    yield Row("lovp progress, 1 000 000 outcomes", "100 000", huge.seconds, huge.seconds / plain, 11)
    yield Row("memory of it", "1 MB", huge.seconds, huge.memory / MEGABYTE, 400)


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
    for number, cells in enumerate(_answers(size), 1):
        sheet.write_row(number, 0, cells)
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
