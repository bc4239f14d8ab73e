"""`lovp calendar --ics`: what a calendar would find in the file, read by hand."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from lovp import i18n
from lovp.model import KeyDate, Plan
from lovp.plan.load import load_plans
from lovp.render.icalendar_file import calendar_file
from lovp.text import clean_text
from tests import ics
from tests.faults.check import lovp
from tests.folders import PLAN

(PLAN_2024,) = load_plans(PLAN)


def plan_of(*dates: KeyDate) -> Plan:
    """A plan with these dates and no target."""
    return replace(PLAN_2024, dates=dates, areas=())


def events_in(folder: Path, *words: str) -> list[ics.Event]:
    """The events of the file that is written."""
    answer = lovp(folder, "calendar", "--ics", *words)
    assert (answer.code, answer.out) == (0, f"{words[0]}\n")
    return ics.read((folder / words[0]).read_bytes())[1]


def test_every_day_of_the_plan_is_there_once(prepare: Callable[[str], Path]) -> None:
    """Counted by hand in targets.yaml: 13 dates; of 10 targets with a day, 6 are what a date is about."""
    folder = prepare("plan")
    events = events_in(folder, "plan.ics")
    spans = {each.text("SUMMARY"): (each.text("DTSTART"), each.text("DTEND")) for each in events}
    assert spans == {
        "Internationella kvinnodagen": ("20240308", "20240309"),
        "Kollektivavtalets dag": ("20240317", "20240318"),
        "Distriktets årsmöte": ("20240417", "20240418"),
        "Första maj": ("20240501", "20240502"),
        "LO-kongressen": ("20240517", "20240521"),
        "Förtidsröstningen till Europavalet startar": ("20240522", "20240523"),
        "Distriktets ledningskonferens": ("20240527", "20240529"),
        "Val till Europaparlamentet": ("20240609", "20240610"),
        "Ska vara klart: Facklig valrörelse till Europavalet": ("20240609", "20240610"),
        "Familjedag på Borås Djurpark (prel.)": ("20240907", "20240908"),
        "Studiekonferens Västsverige": ("20241001", "20241004"),
        "Skyddsombudens dag": ("20241023", "20241024"),
        "Ska vara klart: Årets skyddsombud": ("20241023", "20241024"),
        "Distriktets höstmöte": ("20241125", "20241126"),
        "Serbienprojektet slutar": ("20241231", "20250101"),
        "Ska vara klart: Förstudien Utveckling av Folkkraft": ("20241231", "20250101"),
        "Ska vara klart: Metod för återkoppling till avdelningar": ("20241231", "20250101"),
    }
    assert len({each.text("UID") for each in events}) == len(events) == 17
    assert {each.text("TRANSP") for each in events} == {"TRANSPARENT"}
    tentative = [each.text("SUMMARY") for each in events if each.text("STATUS") == "TENTATIVE"]
    assert tentative == ["Familjedag på Borås Djurpark (prel.)"]
    assert ics.read((folder / "plan.ics").read_bytes())[0] == {
        "PRODID": "-//lovp//SV",
        "VERSION": "2.0",
        "CALSCALE": "GREGORIAN",
        "METHOD": "PUBLISH",
        "X-WR-CALNAME": "LO-distriktet i Västsverige 2024",
    }


def test_twice_is_the_same_bytes_whatever_is_spoken_here(prepare: Callable[[str], Path]) -> None:
    folder = prepare("plan")
    events_in(folder, "plan.ics")
    for language, day in (("sv", "2024-01-01"), ("en", "2026-11-30")):
        here = {"LOVP_LANG": language, "LOVP_TODAY": day}
        answer = lovp(folder, "calendar", "--ics", "-", environment=here)
        assert answer.out.encode() == (folder / "plan.ics").read_bytes()


def test_an_event_keeps_its_id_when_its_day_and_its_words_change() -> None:
    meeting = KeyDate("Styrelsemöte", date(2024, 2, 1), date(2024, 2, 1), "1 februari", preliminary=True)
    second = replace(meeting, first=date(2024, 9, 1), last=date(2024, 9, 1))
    moved = replace(meeting, first=date(2024, 2, 8), last=date(2024, 2, 9), source="8", preliminary=False)

    def ids(*dates: KeyDate, year: int = 2024) -> list[str]:
        _calendar, events = ics.read(calendar_file(replace(plan_of(*dates), year=year)))
        return [each.text("UID") for each in events]

    assert ids(meeting, second) == ids(moved, second) == ids(second, moved)
    assert len({*ids(meeting, second), *ids(meeting, second, year=2025)}) == 4


def test_an_event_that_moves_is_newer_and_the_others_are_as_they_were(prepare: Callable[[str], Path]) -> None:
    """The file itself, or another beside it, tells what was; damaged and others' files do no harm."""
    folder = prepare("plan")
    (folder / "broken.ics").write_bytes(b"BEGIN:VCALENDAR\r\nPRODID:-//lovp//SV\r\nBEGIN:VEVENT\r\n")
    (folder / "theirs.ics").write_bytes(b"BEGIN:VCALENDAR\r\nPRODID:-//other//\r\nEND:VCALENDAR\r\n")

    def sequences(name: str) -> dict[str, tuple[str, str]]:
        found = events_in(folder, name)
        return {each.text("SUMMARY"): (each.text("SEQUENCE"), each.text("DTSTAMP")) for each in found}

    def move(before: str, after: str) -> None:
        text = (folder / "targets.yaml").read_text(encoding="utf-8")
        assert before in text
        (folder / "targets.yaml").write_text(text.replace(before, after), encoding="utf-8")

    assert set(sequences("plan.ics").values()) == {("0", "20240101T000000Z")}
    move("2024-11-25", "2024-11-26")
    second = sequences("other.ics")
    assert second.pop("Distriktets höstmöte") == ("1", "20240102T000000Z")
    assert set(second.values()) == {("0", "20240101T000000Z")}
    assert sequences("plan.ics") == sequences("other.ics")
    move("2024-11-26", "2024-11-25")
    assert sequences("plan.ics")["Distriktets höstmöte"] == ("2", "20240103T000000Z")


# The library takes the two signs \N for a line break already escaped.
WORDS = st.text(max_size=200).filter(lambda text: text.strip() and "\\N" not in text)


@given(WORDS, WORDS)
def test_any_text_comes_through(name: str, source: str) -> None:
    """Long and strange texts: folded, escaped, and the same to the reader, but for what no text may hold."""
    i18n.use("sv")
    plan = replace(plan_of(KeyDate(name, date(2024, 2, 28), date(2024, 2, 29), source)), organisation=name)
    calendar, (event,) = ics.read(calendar_file(plan))
    assert event.text("SUMMARY") == clean_text(name)
    assert event.text("DESCRIPTION") == "\n".join(clean_text(line) for line in source.splitlines())
    assert calendar["X-WR-CALNAME"] == clean_text(f"{name} 2024")
    assert event.text("DTEND") == "20240301"
    assert calendar_file(plan, [calendar_file(plan)]) == calendar_file(plan)
