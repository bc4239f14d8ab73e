"""A small plan made by hand, and rows made short."""

from collections.abc import Callable
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
from lovp.record import lines
from lovp.record.row import HEADER, format_row

EVEN = Calendar("even", "whole year", (Span("year", date(2024, 1, 1), date(2024, 12, 31)),))


def _target(name: str, measure: Measure, **more: object) -> Target:
    return Target(id=name, area="a", name=name, measure=measure, source="…", calendar=EVEN, **more)  # type: ignore[arg-type]


@pytest.fixture(scope="session")
def plan() -> Plan:
    """Two subregions with two municipalities each, and a target of every measure."""
    targets = (
        _target("visits", Sum(), goal=662),
        _target("hours", Sum(), goal=100, decimals=1),
        _target("under30", Share(PlaceKind.MUNICIPALITY), goal=Decimal("0.25"), reads="board"),
        _target("board", Coverage(PlaceKind.MUNICIPALITY, minimum=3, counts="of"), goal=4),
        _target("organiser", Coverage(PlaceKind.SUBREGION), goal=2),
        _target("trained", Share(PlaceKind.SUBREGION), goal=1),
        _target("campaign", Milestone(), goal=1),
        _target("sickleave", Level(), goal=5, decimals=1, direction=Direction.AT_MOST),
        _target("support", Activity()),
    )
    places = (
        Place("Skaraborg", PlaceKind.SUBREGION),
        Place("Skövde", PlaceKind.MUNICIPALITY, "Skaraborg"),
        Place("Lidköping", PlaceKind.MUNICIPALITY, "Skaraborg"),
        Place("Fyrbodal", PlaceKind.SUBREGION),
        Place("Åmål", PlaceKind.MUNICIPALITY, "Fyrbodal"),
        Place("Uddevalla", PlaceKind.MUNICIPALITY, "Fyrbodal"),
    )
    return Plan(
        organisation="LO i provet",
        year=2024,
        language="sv",
        limits=Limits(Decimal("0.9"), Decimal("0.7")),
        hide_below=5,
        places=places,
        calendars=(EVEN,),
        dates=(),
        areas=(Area("a", "A", targets),),
    )


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody writes while a test reads, so a line without an end needs no waiting for."""
    monkeypatch.setattr(lines, "_WAIT", 0)


MakeRow = Callable[..., Outcome]


@pytest.fixture(scope="session")
def row() -> MakeRow:
    """Makes an outcome: `row("a1", 3, replaces="a0", at=2)` is recorded in the second minute."""

    def make(
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
        logged_at = f"2024-05-28T14:{at:02}:00.000000Z"
        return Outcome(
            f"row-{name}",
            day,
            target,
            place,
            value,
            of,
            note,
            f"row-{replaces}" if replaces else "",
            writer,
            logged_at,
        )

    return make


@pytest.fixture
def save(tmp_path: Path) -> Callable[..., Path]:
    """Writes outcomes or bytes as a file of the record in `tmp_path`."""

    def write(name: str, *content: Outcome | bytes) -> Path:
        path = tmp_path / name
        if content and isinstance(content[0], bytes):
            path.write_bytes(b"".join(part for part in content if isinstance(part, bytes)))
        else:
            rows = "".join(format_row(part) for part in content if isinstance(part, Outcome))
            path.write_bytes(f"{HEADER}\n{rows}".encode())
        return path

    return write
