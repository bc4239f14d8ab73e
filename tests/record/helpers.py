"""A small plan made by hand, records written as files, and what is read of them."""

import sys
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from lovp.model import (
    Activity,
    Area,
    Calendar,
    Coverage,
    Direction,
    Level,
    Limits,
    Measure,
    Milestone,
    Number,
    Outcome,
    Place,
    PlaceKind,
    Plan,
    Share,
    Span,
    Sum,
    Target,
)
from lovp.record.record import Record, read_record
from lovp.record.row import HEADER, format_row

MakeRow = Callable[..., Outcome]
Content = Iterable[Outcome] | bytes
"""What a file holds: outcomes as the program writes them, or any bytes."""
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX")

EVEN = Calendar("even", "whole year", (Span("year", date(2024, 1, 1), date(2024, 12, 31)),))


def _target(name: str, measure: Measure, goal: Number | None = None, **more: object) -> Target:
    return Target(id=name, area="a", name=name, measure=measure, goal=goal, source="…", calendar=EVEN, **more)  # type: ignore[arg-type]


PLAN = Plan(
    organisation="LO i provet",
    year=2024,
    language="sv",
    limits=Limits(Decimal("0.9"), Decimal("0.7")),
    hide_below=5,
    places=(
        Place("Skaraborg", PlaceKind.SUBREGION),
        Place("Skövde", PlaceKind.MUNICIPALITY, "Skaraborg"),
        Place("Lidköping", PlaceKind.MUNICIPALITY, "Skaraborg"),
        Place("Fyrbodal", PlaceKind.SUBREGION),
        Place("Åmål", PlaceKind.MUNICIPALITY, "Fyrbodal"),
        Place("Uddevalla", PlaceKind.MUNICIPALITY, "Fyrbodal"),
    ),
    calendars=(EVEN,),
    dates=(),
    areas=(
        Area(
            "a",
            "A",
            (
                _target("visits", Sum(), 662),
                _target("hours", Sum(), 100, decimals=1),
                _target("under30", Share(PlaceKind.MUNICIPALITY), Decimal("0.25"), reads="board"),
                _target("board", Coverage(PlaceKind.MUNICIPALITY, minimum=3, counts="of"), 4),
                _target("organiser", Coverage(PlaceKind.SUBREGION), 2),
                _target("trained", Share(PlaceKind.SUBREGION), 1),
                _target("campaign", Milestone(), 1),
                _target("sickleave", Level(), 5, decimals=1, direction=Direction.AT_MOST),
                _target("members", Level(PlaceKind.MUNICIPALITY), 500),
                _target("support", Activity()),
            ),
        ),
    ),
)
"""Two subregions with two municipalities each, and a target of every measure."""


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
