"""`lovp calendar --ics`: what a calendar would find in the file, read by hand."""

import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lovp import i18n
from lovp.cli.main import main
from lovp.model import KeyDate, Plan
from lovp.plan.load import load_plans
from lovp.render.icalendar_file import calendar_file
from tests import ics
from tests.folders import PLAN

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def folder(prepare: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = prepare("plan")
    monkeypatch.chdir(folder)
    monkeypatch.setenv("LOVP_TODAY", "2024-06-01")
    return folder


(PLAN_2024,) = load_plans(PLAN)


def plan_of(*dates: KeyDate) -> Plan:
    """A plan with these dates and no target."""
    return replace(PLAN_2024, dates=dates, areas=())


def spans(content: bytes) -> dict[str, tuple[str, str]]:
    return {
        event.text("SUMMARY"): (
            event.properties["DTSTART;VALUE=DATE"],
            event.properties["DTEND;VALUE=DATE"],
        )
        for event in ics.read(content)[1]
    }


def test_every_day_of_the_plan_is_there_once(folder: Path, capsys: Capture) -> None:
    """Counted by hand in targets.yaml: 13 dates; of 10 targets with a day, 6 are what a date is about."""
    assert main(["calendar", "--ics", "plan.ics"]) == 0
    assert capsys.readouterr().out == "plan.ics\n"
    assert spans((folder / "plan.ics").read_bytes()) == {
        "Internationella kvinnodagen": ("20240308", "20240309"),
        "Kollektivavtalets dag": ("20240317", "20240318"),
        "Distriktets årsmöte": ("20240417", "20240418"),
        "Första maj": ("20240501", "20240502"),
        "LO-kongressen": ("20240517", "20240521"),
        "Förtidsröstningen till Europavalet startar": ("20240522", "20240523"),
        "Distriktets ledningskonferens": ("20240527", "20240529"),
        "Val till Europaparlamentet": ("20240609", "20240610"),
        "Ska vara klart: Facklig valrörelse till Europavalet": ("20240609", "20240610"),
        "Familjedag på Borås Djurpark (preliminärt)": ("20240907", "20240908"),
        "Studiekonferens Västsverige": ("20241001", "20241004"),
        "Skyddsombudens dag": ("20241023", "20241024"),
        "Ska vara klart: Årets skyddsombud": ("20241023", "20241024"),
        "Distriktets höstmöte": ("20241125", "20241126"),
        "Serbienprojektet slutar": ("20241231", "20250101"),
        "Ska vara klart: Förstudien Utveckling av Folkkraft": ("20241231", "20250101"),
        "Ska vara klart: Metod för återkoppling till avdelningar": ("20241231", "20250101"),
    }


def test_the_file_as_a_whole(folder: Path) -> None:
    assert main(["calendar", "--ics", "plan.ics"]) == 0
    calendar, events = ics.read((folder / "plan.ics").read_bytes())
    assert calendar == {
        "PRODID": "-//lovp//SV",
        "VERSION": "2.0",
        "CALSCALE": "GREGORIAN",
        "METHOD": "PUBLISH",
        "X-WR-CALNAME": "LO-distriktet i Västsverige 2024",
    }
    assert len(events) == 17
    assert len({event.properties["UID"] for event in events}) == 17
    for event in events:
        assert event.properties["DTSTAMP"] == "20240101T000000Z"
        assert event.properties["TRANSP"] == "TRANSPARENT"
    tentative = [e.text("SUMMARY") for e in events if e.properties["STATUS"] == "TENTATIVE"]
    assert tentative == ["Familjedag på Borås Djurpark (preliminärt)"]


def test_twice_is_the_same_bytes_whatever_is_spoken_here(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    answers = []
    for language, day in (("sv", "2024-01-01"), ("en", "2026-11-30")):
        monkeypatch.setenv("LOVP_LANG", language)
        monkeypatch.setenv("LOVP_TODAY", day)
        assert main(["calendar", "--ics", "-"]) == 0
        answers.append(capsysbinary.readouterr().out)
    assert main(["calendar", "--ics", "plan.ics"]) == 0
    assert answers == [(folder / "plan.ics").read_bytes()] * 2


def test_an_event_keeps_its_id_when_its_day_and_its_words_change() -> None:
    meeting = KeyDate("Styrelsemöte", date(2024, 2, 1), date(2024, 2, 1), "1 februari", preliminary=True)
    second = replace(meeting, first=date(2024, 9, 1), last=date(2024, 9, 1))
    moved = replace(meeting, first=date(2024, 2, 8), last=date(2024, 2, 9), source="8", preliminary=False)

    def ids(*dates: KeyDate, year: int = 2024) -> list[str]:
        _calendar, events = ics.read(calendar_file(replace(plan_of(*dates), year=year)))
        return [event.properties["UID"] for event in events]

    assert ids(meeting, second) == ids(moved, second) == ids(second, moved)
    assert len({*ids(meeting, second), *ids(meeting, second, year=2025)}) == 4


def test_an_event_that_moves_is_newer_and_the_others_are_as_they_were(folder: Path) -> None:
    """The file itself, or another beside it, tells what was; damaged and others' files do no harm."""
    (folder / "broken.ics").write_bytes(b"BEGIN:VCALENDAR\r\nPRODID:-//lovp//SV\r\nBEGIN:VEVENT\r\n")
    (folder / "theirs.ics").write_bytes(b"BEGIN:VCALENDAR\r\nPRODID:-//other//\r\nEND:VCALENDAR\r\n")

    def sequences(name: str) -> dict[str, tuple[str, str]]:
        assert main(["calendar", "--ics", name]) == 0
        _calendar, events = ics.read((folder / name).read_bytes())
        return {
            each.text("SUMMARY"): (each.properties["SEQUENCE"], each.properties["DTSTAMP"]) for each in events
        }

    def move(before: str, after: str) -> None:
        text = (folder / "targets.yaml").read_text(encoding="utf-8")
        assert before in text
        (folder / "targets.yaml").write_text(text.replace(before, after), encoding="utf-8")

    first = sequences("plan.ics")
    assert set(first.values()) == {("0", "20240101T000000Z")}
    move("2024-11-25", "2024-11-26")
    second = sequences("other.ics")
    assert second.pop("Distriktets höstmöte") == ("1", "20240102T000000Z")
    assert set(second.values()) == {("0", "20240101T000000Z")}
    assert sequences("plan.ics") == sequences("other.ics")
    move("2024-11-26", "2024-11-25")
    assert sequences("plan.ics")["Distriktets höstmöte"] == ("2", "20240103T000000Z")


def test_another_years_plan_in_its_own_language(folder: Path) -> None:
    both = (folder / "targets.yaml").read_text(encoding="utf-8")
    both += """---
organisation: The District; West, South
year: 2025
language: en
calendar:
  - {name: Spring meeting, date: 2025-02-28, preliminary: true}
areas:
  - id: school
    name: School
    targets:
      - {id: visits, name: Visits, measure: activity, unit: visits, due: 2025-02-28, source: 'a; b, \\ c'}
"""
    (folder / "targets.yaml").write_text(both, encoding="utf-8")
    assert main(["calendar", "--ics", "2025.ics", "--year", "2025"]) == 0
    calendar, events = ics.read((folder / "2025.ics").read_bytes())
    assert ics.unescaped(calendar["X-WR-CALNAME"]) == "The District; West, South 2025"
    assert calendar["PRODID"] == "-//lovp//EN"
    assert [(e.text("SUMMARY"), e.text("DESCRIPTION"), e.properties["STATUS"]) for e in events] == [
        ("Spring meeting (preliminary)", "", "TENTATIVE"),
        ("Due: Visits", "a; b, \\ c", "CONFIRMED"),
    ]
    assert {e.properties["DTEND;VALUE=DATE"] for e in events} == {"20250301"}
    assert "DESCRIPTION" not in events[0].properties


# The library takes the two signs \N for a line break already escaped.
WORDS = st.text(max_size=200).filter(lambda text: text.strip() and "\\N" not in text)


@given(WORDS, WORDS)
def test_any_text_comes_through(name: str, source: str) -> None:
    """Long and strange texts: folded, escaped, and the same to the reader, but for what no text may hold."""
    from lovp.text import clean_text

    i18n.use("sv")
    plan = replace(plan_of(KeyDate(name, date(2024, 2, 28), date(2024, 2, 29), source)), organisation=name)
    calendar, (event,) = ics.read(calendar_file(plan))
    assert event.text("SUMMARY") == clean_text(name)
    assert event.text("DESCRIPTION") == "\n".join(clean_text(line) for line in source.splitlines())
    assert ics.unescaped(calendar["X-WR-CALNAME"]) == clean_text(f"{name} 2024")
    assert event.properties["DTEND;VALUE=DATE"] == "20240301"
    assert calendar_file(plan, [calendar_file(plan)]) == calendar_file(plan)


def test_a_plan_without_dates_is_no_calendar(folder: Path, capsys: Capture) -> None:
    target = "{id: besok, name: Besök, measure: activity, unit: besök, source: Vi ska besöka}"
    areas = f"areas: [{{id: skola, name: Skola, targets: [{target}]}}]\n"
    (folder / "targets.yaml").write_text(
        f"organisation: Avdelning 1\nyear: 2024\nlanguage: sv\n{areas}", encoding="utf-8"
    )
    assert main(["calendar", "--ics", "plan.ics"]) == 1
    assert "Planen för 2024 nämner inga datum." in capsys.readouterr().err
    assert not (folder / "plan.ics").exists()


def test_a_calendar_file_is_a_format_by_itself(folder: Path, capsys: Capture) -> None:
    assert main(["calendar", "--ics", "plan.ics", "--format", "json"]) == 2
    assert capsys.readouterr().out == ""
    assert not (folder / "plan.ics").exists()


def test_only_a_calendar_file_needs_its_library(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "icalendar", None)
    assert main(["calendar", "--format", "csv"]) == 0
