"""`lovp log` in conversation: what is offered, going back, changing before saving, leaving anywhere."""

from pathlib import Path

import pytest

from tests.cli.on_terminal import (
    CTRL_U,
    DOWN,
    ENTER,
    ESCAPE,
    LEAVING,
    TAB,
    Child,
    Start,
    ended,
    folder,
    left,
    left_by,
    record,
    rows,
    start,
)
from tests.folders import SMALL

__all__ = ["folder", "start"]

ROW = "2024-03-12,schoolinfo,Skövde,3,,Två klasser,"


@pytest.fixture
def recorded(folder: Path) -> Path:
    """A record of this writer's, the last line of which is of another target, in Hjo."""
    year = folder / "data" / "2024"
    year.mkdir(parents=True)
    (year / "kansli.csv").write_bytes(SMALL.read_bytes())
    return folder


def answer(child: Child, *pairs: tuple[str, str]) -> None:
    """Wait for each question and give its answer."""
    for question, text in pairs:
        child.expect(question)
        child.send(text)


TO_SAVE = (
    ("Plats", "skovde" + ENTER),
    ("Hur många", "3" + ENTER),
    ("Datum", "12/3" + ENTER),
    ("Anteckning", "Två klasser" + ENTER),
)
SAVE = r"Spara\? \[J/n\]"


def test_a_question_mark_explains(start: Start, folder: Path) -> None:
    child = start("log", "schoolinfo")
    helps = ("kommunen där|Kommunen där", "Enter betyder 1", "igår", "Aldrig en persons namn", "Enter sparar")
    for (question, text), said in zip((*TO_SAVE, (SAVE, ENTER)), helps, strict=True):
        answer(child, (question, "?" + ENTER), (said, text))
    assert ended(child) == 0
    assert rows(folder) == [ROW]


def test_going_back_to_the_former_question(start: Start, folder: Path) -> None:
    child = start("log", "schoolinfo")
    answer(child, ("Plats", "hjo" + ENTER), ("Hur många", "4" + ENTER), ("Datum", "<" + ENTER))
    answer(child, (r"Hur många.*: 4", "<" + ENTER + ""), ("”<”|4<", CTRL_U + "<" + ENTER))
    child.expect("Plats.*: hjo")
    child.send(CTRL_U)
    answer(child, *((q, t) if q != "Plats" else ("", t) for q, t in TO_SAVE[:1]))
    answer(child, ("Hur många", CTRL_U + "3" + ENTER), *TO_SAVE[2:], (SAVE, ENTER))
    assert ended(child) == 0
    assert rows(folder) == [ROW]


def test_one_field_is_changed_before_saving(start: Start, folder: Path) -> None:
    child = start("log", "schoolinfo")
    answer(child, *TO_SAVE, (SAVE, "plats" + ENTER), ("Plats.*skovde", CTRL_U + "mark" + ENTER))
    answer(child, (r"Plats +Mark, Sjuhärad", ""), (SAVE, "antal 5" + ENTER), ("5 klassrum", ""))
    answer(child, (SAVE, "kanske" + ENTER), ("fält att ändra: mål, plats, antal, datum", CTRL_U + ENTER))
    assert ended(child) == 0
    assert rows(folder) == ["2024-03-12,schoolinfo,Mark,5,,Två klasser,"]


def test_another_target_asks_for_what_it_needs(start: Start, folder: Path) -> None:
    child = start("log", "schoolinfo")
    answer(child, *TO_SAVE, (SAVE, "mål" + ENTER), ("Område eller mål", "unga-ledamoter" + ENTER))
    answer(child, ("av hur många", ""), ("Av hur många ledamöter", "7" + ENTER), ("3 av 7 ledamöter", ENTER))
    assert ended(child) == 0
    assert rows(folder) == ["2024-03-12,unga-ledamoter,Skövde,3,7,Två klasser,"]


def test_no_saves_nothing(start: Start, recorded: Path) -> None:
    before = record(recorded)
    child = start("log", "schoolinfo")
    answer(child, *TO_SAVE, (SAVE, "nej" + ENTER))
    left(child, recorded, before)


def test_the_place_used_last_is_the_first_one_offered(start: Start, recorded: Path) -> None:
    """The last row of the target that has a place is Skaraborg's; it is offered, and not taken by Enter."""
    child = start("log", "schoolinfo", "--date", "12/3", "--note", "")
    answer(child, ("Skaraborg +delregion · senast", DOWN + ENTER), ("Hur många", ENTER), (SAVE, ENTER))
    assert ended(child) == 0
    assert rows(recorded)[-1] == "2024-03-12,schoolinfo,Skaraborg,1,,,"


def test_enter_alone_is_the_whole_district(start: Start, recorded: Path) -> None:
    child = start("log", "schoolinfo", "2", "--date", "12/3")
    answer(child, ("senast", ENTER), ("Plats +hela distriktet", ENTER))
    assert ended(child) == 0
    assert rows(recorded)[-1] == "2024-03-12,schoolinfo,,2,,,"


def test_tab_completes_without_accents_in_the_middle_of_a_word(start: Start, folder: Path) -> None:
    child = start("log", "schoolinfo", "2", "--date", "12/3")
    answer(child, ("Plats", "vsbor"), ("Vänersborg|vsbor", CTRL_U + "ersbor"), ("Vänersborg", TAB + ENTER))
    answer(child, ("Plats +Vänersborg, Fyrbodal", ENTER))
    assert ended(child) == 0
    assert rows(folder) == ["2024-03-12,schoolinfo,Vänersborg,2,,,"]


def test_an_area_offers_its_targets_with_what_each_has(start: Start, recorded: Path) -> None:
    child = start("log", "skola", "3", "--place", "Hjo", "--date", "12/3")
    child.expect(r"4  schoolinfo +Skolinformation på gymnasiet: 11 av 662")
    answer(child, ("Mål:", "4" + ENTER), (SAVE, ENTER))
    assert ended(child) == 0
    assert rows(recorded)[-1] == "2024-03-12,schoolinfo,Hjo,3,,,"


def test_what_does_not_fit_the_target_picked_is_asked_for(start: Start, folder: Path) -> None:
    child = start("log", "lokal-verksamhet", "2", "--of", "7", "--place", "Skaraborg", "--date", "12/3")
    answer(child, ("Mål:", "unga-ledamoter" + ENTER), ("räknas per kommun", ""))
    answer(child, ("Plats: Skaraborg", CTRL_U + "hjo" + ENTER), (SAVE, ENTER))
    assert ended(child) == 0
    assert rows(folder) == ["2024-03-12,unga-ledamoter,Hjo,2,7,,"]


Steps = tuple[tuple[str, str], ...]
AREA: Steps = (("Område eller mål:", "lokal" + ENTER),)
SHARE: Steps = (
    *AREA,
    ("Mål:", "unga-ledamoter" + ENTER),
    ("Plats:", "hjo" + ENTER),
    ("Hur många", "2" + ENTER),
    ("Av hur många", "7" + ENTER),
    ("Datum", ENTER),
    ("Anteckning", ENTER),
)
QUESTIONS: dict[str, tuple[Steps, str]] = {
    "area": ((), "Område eller mål:"),
    "menu of targets": ((("Område eller mål:", "skol"),), "schoolinfo"),
    "target": (AREA, "Mål:"),
    "menu of places": (SHARE[:2], "Ale"),
    "chosen in the menu": ((*SHARE[:2], ("Ale", DOWN)), "Mark"),
    "value": (SHARE[:3], "Hur många"),
    "of": (SHARE[:4], "Av hur många"),
    "date": (SHARE[:5], "Datum"),
    "note, half written": ((*SHARE[:6], ("Anteckning", "Ett")), "Ett"),
    "save": (SHARE, SAVE),
    "change": ((*SHARE, (SAVE, "antal" + ENTER)), "Hur många.*2"),
}


@pytest.mark.parametrize(("name", "key"), left_by(QUESTIONS))
def test_leaving_leaves_no_trace(start: Start, recorded: Path, name: str, key: str) -> None:
    before = record(recorded)
    steps, question = QUESTIONS[name]
    child = start("log")
    answer(child, *steps, (question, LEAVING[key]))
    left(child, recorded, before)


def test_leaving_makes_no_folder(start: Start, folder: Path) -> None:
    child = start("log", "schoolinfo")
    answer(child, ("Plats", ESCAPE))
    left(child, folder, [])
    assert not (folder / "data").exists()
