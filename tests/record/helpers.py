"""A small plan made by hand, records written as files, and what is read of them."""

import sys
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from lovp.model import Activity, Coverage, Level, Milestone, Number, Outcome, Place, Share, Sum
from lovp.record.record import Record, read_record
from lovp.record.row import HEADER, format_row
from tests.progress.build import REGION, SCHOOL, TOWN, plan, target

Content = Iterable[Outcome] | bytes
"""What a file holds: outcomes as the program writes them, or any bytes."""
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX")

PLAN = replace(
    plan(
        target(Sum(), 662, name="visits", calendar=SCHOOL, goals=(("Skaraborg", 400),)),
        target(Sum(), 100, name="hours", decimals=1, at_most=True),
        target(Sum(), 9, name="courses", due="6-30"),
        target(Share(TOWN), Decimal("0.25"), name="under30", reads="board", standing=True),
        target(Coverage(TOWN, minimum=3, counts="of"), 4, name="board"),
        target(Coverage(REGION), 2, name="organiser"),
        target(Share(REGION), 1, name="trained"),
        target(Milestone(), name="campaign", due="3-8"),
        target(Level(), 5, name="sickleave", decimals=1, at_most=True, standing=True),
        target(Level(TOWN), 500, name="members"),
        target(Activity(), name="support"),
    ),
    language="sv",
    places=(
        Place("Skaraborg", REGION),
        Place("Skövde", TOWN, "Skaraborg"),
        Place("Lidköping", TOWN, "Skaraborg"),
        Place("Fyrbodal", REGION),
        Place("Åmål", TOWN, "Fyrbodal"),
        Place("Uddevalla", TOWN, "Fyrbodal"),
    ),
)
"""Two subregions with two municipalities each, and targets of every measure."""


def make_row(
    name: str,
    value: Number | None = 1,
    *,
    of: Number | None = None,
    at: int = 0,
    day: date = date(2024, 3, 12),
    target: str = "visits",
    place: str = "",
    note: str = "",
    replaces: str = "",
    writer: str = "kansli",
) -> Outcome:
    """An outcome: `make_row("a1", 3, replaces="a0", at=2)` is recorded in the second minute."""
    former = f"row-{replaces}" if replaces else ""
    logged_at = f"2024-05-28T14:{at:02}:00.000000Z"
    return Outcome(f"row-{name}", day, target, place, value, of, note, former, writer, logged_at)


def write(folder: Path, files: Mapping[str, Content]) -> None:
    """Make the folder a record of these files and no others."""
    folder.mkdir(exist_ok=True)
    for old in folder.iterdir():
        old.unlink()
    for name, content in files.items():
        data = content if isinstance(content, bytes) else text_of(content).encode()
        (folder / name).write_bytes(data)


def text_of(rows: Iterable[Outcome]) -> str:
    """The outcomes as a file of the program's own."""
    return HEADER + "\n" + "".join(map(format_row, rows))


def record_of(folder: Path, files: Mapping[str, Content], known_at: str | None = None) -> Record:
    """What is read of a record of these files."""
    write(folder, files)
    return read_record(folder, PLAN, known_at)


def ids(folder: Path) -> list[str]:
    """The ids of all rows of the record in the folder."""
    return sorted(read_record(folder, PLAN).rows)
