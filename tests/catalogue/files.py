"""Cases: the plan, the record, and what the computer and its disks do to them."""

import errno
import os
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from unittest.mock import Mock, patch

from lovp import i18n
from lovp.errors import PlanError
from lovp.plan.load import parse_plans
from tests.catalogue.case import Case, Step, Subject
from tests.catalogue.steps import (
    HEADER,
    PLAN,
    all_of,
    closed,
    failing,
    folder_named,
    id_of,
    link,
    read_only,
    recorded,
    row,
    written,
)
from tests.plan.mistakes import FULL, Mistake, catalogue

_MOST_TOLD = 12
"""Mistakes that one answer on the page has room for."""

_TRIED = 6
"""Answers in which a mistake is tried before it gets one of its own."""


def mistaken(mistakes: list[Mistake]) -> Step:
    text = FULL
    for mistake in mistakes:
        for old, new in mistake.edits:
            text = text.replace(old, new, 1)
    return written(PLAN, text)


def together() -> list[list[Mistake]]:
    """The mistakes of tests/plan in few plans, in each of which every one is told of."""
    groups: list[list[Mistake]] = []
    with i18n.speaking("en"):
        for mistake in catalogue():
            for group in groups[-_TRIED:]:
                if _all_told([*group, mistake]):
                    group.append(mistake)
                    break
            else:
                groups.append([mistake])
    return groups


def _all_told(mistakes: list[Mistake]) -> bool:
    text = FULL
    for mistake in mistakes:
        for old, new in mistake.edits:
            if old not in text:
                return False
            text = text.replace(old, new, 1)
    try:
        parse_plans(text, PLAN)
    except PlanError as error:
        told = [(problem.message, problem.remedy) for problem in error.problems]
        wanted = [words for mistake in mistakes for words in _messages(mistake)]
        return len(told) <= _MOST_TOLD and all(words in told for words in wanted)
    return False


def _messages(mistake: Mistake) -> list[tuple[str, str]]:
    """What is said of the mistake, and its remedy, without where it stands."""
    found = []
    for part in re.split(rf"^{re.escape(PLAN)}(?::\d+(?::\d+)?)?: ", mistake.expected, flags=re.MULTILINE)[
        1:
    ]:
        message, *more = part.rstrip().split("\n")
        remedy = more[-1].strip() if more and more[-1].startswith("  ") and more[-1][2:3] != " " else ""
        found.append((message, remedy))
    return found


@contextmanager
def removed() -> Iterator[None]:
    """The folder that the command is given in is gone."""
    shutil.rmtree(Path.cwd())
    yield


def in_place_of_plan(put: Callable[[Path], object]) -> Step:
    def step(folder: Path) -> None:
        (folder / PLAN).unlink()
        put(folder / PLAN)

    return step


NEW_YEARS_DAY = """\
organisation: Avdelning 1
year: 2024
language: sv
calendars:
  start:
    name: Start
    days: weekdays
    terms: [{name: Start, from: 2024-01-02, to: 2024-01-02}]
    holidays: [{name: Nyårsdagen, date: 2024-01-01}]
areas:
  - id: skola
    name: Skola
    targets:
      - {id: besok, name: Besök, measure: sum, goal: 3, unit: besök, pace: start, source: Vi besöker}
"""
"""A calendar of one day, which would lie before the next year: all that is left is a holiday."""

FINDING = Subject(
    ("Att hitta och läsa planen", "To find and read the plan"),
    (
        Case("lovp progress", kind="empty"),
        Case("lovp progress", kind="empty", fault=removed),
        Case("lovp progress --plan ../arkiv"),
        Case("lovp progress", step=in_place_of_plan(lambda file: file.mkdir())),
        Case("lovp progress", step=in_place_of_plan(lambda file: os.mkfifo(file))),
        Case("lovp progress", step=closed(PLAN)),
        Case("lovp progress", step=in_place_of_plan(lambda file: file.symlink_to(file.name))),
        Case("lovp check", step=written(PLAN, b"")),
        Case("lovp check", step=written(PLAN, FULL.encode("utf-16"))),
        Case("lovp check", step=written(PLAN, FULL.encode("cp1252"))),
        Case("lovp check", step=written(PLAN, FULL + "#" * 3_000_000)),
        Case(
            "lovp check",
            kind="plan",
            step=written(PLAN, FULL.replace("goal: 340", "goal: 0") + "---\n" + FULL),
        ),
        Case("lovp check", kind="plan", step=written(PLAN, "a b\n")),
        Case("lovp plan new 2024"),
        Case("lovp plan new 1066"),
        Case("lovp plan new nästa"),
        Case("lovp init"),
        Case("lovp init ny --year tjugo"),
        Case("lovp init ny --year 2300"),
        Case('lovp init ny --writer "!"'),
        Case("lovp init targets.yaml/ny --writer kansli"),
        Case("lovp demo ."),
        Case("lovp plan new 2025", step=read_only(".")),
        Case("lovp plan new 2025", step=written(PLAN, NEW_YEARS_DAY)),
        Case("lovp init ny", fault=lambda: patch("lovp.plan.template._PACKAGE", Path("/nowhere/lovp"))),
        Case("lovp init stängd/ny --writer kansli", step=all_of(folder_named("stängd"), closed("stängd"))),
        Case(
            "lovp demo prov",
            fault=lambda: patch("lovp.cli.demo.subprocess.run", return_value=Mock(returncode=1)),
        ),
    ),
)

MORE_MISTAKES = (
    [
        ("name: Sportlov,", "name: Sportlov, vecka: 7,"),
        ("name: Långfredagen,", "name: Långfredagen, namn: x,"),
        ("name: Familjedag,", "name: Familjedag, plats: Hjo,"),
        ("name: Vårterminen,", "name: Vårterminen, vecka: 2,"),
        ("municipalities: [Halmstad, Hylte]", "municipalities: [Halmstad, Hylte]\n    ort: Halmstad"),
        ("name: Grundutbildning\n", "name: [Grundutbildning]\n"),
        ("minimum: 3", "minimum: 0"),
    ],
    [("reads: unga", "reads: xyz"), ("due: 2024-10-23\n", "due: 2024-10-23\n        reads: grund\n")],
    [("# The plan", "%YAML 3.0\n---\n# The plan")],
    [("unit: deltagare", "unit: " + "deltagare " * 120 + ": 2024")],
    [("[Halmstad, Hylte]", '[Halmstad:?, "Hylte":x]')],
    [("year: 2024", "%YAML 1.1\nyear: 2024")],
)
"""What tests/plan has no need to try: as it is in the full plan, and as it is written."""


def changed(edits: list[tuple[str, str]]) -> Step:
    text = FULL
    for old, new in edits:
        text = text.replace(old, new, 1)
    return written(PLAN, text)


MISTAKES = Subject(
    ("Fel i planen, targets.yaml", "Mistakes in the plan, targets.yaml"),
    (
        *(Case("lovp check", kind="plan", step=mistaken(group)) for group in together()),
        *(Case("lovp check", kind="plan", step=changed(edits)) for edits in MORE_MISTAKES),
    ),
)

RECORD = Subject(
    ("Fel i utfallen", "Faults in the record"),
    (
        Case("lovp check", kind="damaged", out=True),
        Case("lovp progress --area studier --format csv", kind="damaged"),
        Case(
            "lovp check",
            kind="plan",
            out=True,
            step=recorded(
                "kansli",
                *(row(n).replace(",3,,,,", ",tre,,,,") for n in range(1, 2)),
                row(20).replace("018f2d67", "=SUM(A1)"),
                row(21).replace(id_of(21), ""),
                row(22, day="12 mars"),
                row(23, value="-3"),
                row(24, value="9" * 30),
                row(25, note="x" * 3000),
                row(26).replace("\n", ",en,till\n"),
                row(27)[:-20] + "\n",
                row(28, place="Skvöde"),
                row(29, place="Atlantis"),
                row(30, target="kaffe"),
                row(31, target="aktiva-lofack"),
                row(32, value=""),
                row(33, value="1,5".replace(",", ".")),
                row(34, target="kvinnodagen", place="", value="0.123456"),
                row(35, replaces=id_of(99)),
                row(36, replaces=id_of(37)),
                row(37, replaces=id_of(36)),
                row(38, replaces="anna"),
                row(39).replace("schoolinfo", "anna@example.se"),
                row(40).replace(id_of(40), "19640823-3234"),
                row(41).replace("Hjo", "H\0jo"),
                row(42, note="x" * 2_000_000),
                row(43, target="unga-ledamoter", of="0"),
                row(44, target="unga-ledamoter"),
                row(45, target="skolorganisatorer"),
            ),
        ),
        Case(
            "lovp check",
            fault=lambda: patch("lovp.record.read.MAX_PROBLEMS", 3),
            kind="plan",
            out=True,
            step=all_of(
                written("data/2024/lista.csv", "namn;antal\nAnna;3\n"),
                written("data/2024/början.csv", row(1, value="tre") + row(2)),
                folder_named("data/2024/mapp.csv"),
                written("data/2024/stängd.csv", HEADER),
                closed("data/2024/stängd.csv"),
                written("data/2023/kansli.csv", HEADER),
                recorded("kansli", *(row(n, value="tre") for n in range(1, 6))),
            ),
        ),
    ),
)

DISKS = Subject(
    ("Filer, mappar och diskar", "Files, folders and disks"),
    (
        Case("lovp log schoolinfo 3 --place Hjo", fault=failing("lovp.record.append.os.write", errno.ENOSPC)),
        Case("lovp log schoolinfo 3 --place Hjo", fault=failing("lovp.record.append.os.write", errno.EDQUOT)),
        Case("lovp log schoolinfo 3 --place Hjo", fault=failing("lovp.record.append.os.write", errno.EROFS)),
        Case("lovp log schoolinfo 3 --place Hjo", fault=failing("lovp.record.append.os.write", errno.EIO)),
        Case("lovp log schoolinfo 3 --place Hjo", fault=failing("lovp.record.append.os.write", errno.EFBIG)),
        Case(
            "lovp log schoolinfo 3 --place Hjo",
            fault=lambda: patch("lovp.record.append.os.write", return_value=10),
        ),
        Case("lovp log schoolinfo 3 --place Hjo", step=read_only("data/2024")),
        Case("lovp log schoolinfo 3 --place Hjo", step=folder_named("data/2024/.kansli.lock")),
        Case(
            "lovp log schoolinfo 3 --place Hjo",
            fault=lambda: patch("lovp.record.append.locked", side_effect=_held()),
        ),
        Case("lovp log schoolinfo 3 --place Hjo", fault=lambda: _uncertain()),
        Case("lovp export --output targets.yaml"),
        Case("lovp export --output " + "rapporter" * 40),
        Case("lovp export --output rapporter", step=link("rapporter", "rapporter")),
        Case("lovp form --area skola --paper --format html --output .", kind="small"),
        Case("lovp calendar --ics data"),
        Case("lovp export --format pdf --output rapporter", fault=lambda: _no_weasyprint()),
        Case("lovp export --output stängd", step=all_of(folder_named("stängd"), read_only("stängd"))),
        Case("lovp check", step=link("data/2024/skola.csv", "skola.csv")),
        Case("lovp check", fault=lambda: patch("lovp.record.folder.MAX_FILE", 100)),
    ),
)


def _held() -> Exception:
    from lovp.record.lock import HeldError

    return HeldError()


def _uncertain() -> AbstractContextManager[object]:
    from contextlib import ExitStack

    stack = ExitStack()
    stack.enter_context(failing("lovp.record.append.sync", errno.EIO)())
    stack.enter_context(failing("lovp.record.append.os.ftruncate", errno.EIO)())
    return stack


def _no_weasyprint() -> AbstractContextManager[object]:
    return patch.dict("sys.modules", {"weasyprint": None})


SUBJECTS = (FINDING, MISTAKES, RECORD, DISKS)
