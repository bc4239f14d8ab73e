"""`lovp log` in conversation: what is offered, going back, correcting an answer, leaving anywhere."""

from pathlib import Path

import pytest

from tests.cli.on_terminal import (
    DOWN,
    ENTER,
    ESCAPE,
    LEAVING,
    TAB,
    Start,
    answer,
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
TO_SAVE = (
    (r"Plats \(hela distriktet\):", "skovde" + ENTER),
    (r"Hur många klassrumspresentationer \(1\):", "3" + ENTER),
    (r"Datum \(i dag\):", "12/3" + ENTER),
    (r"Anteckning.* \(ingen\):", "Två klasser" + ENTER),
)
SAVE = r"Spara\? \[J/n\]:"


@pytest.fixture
def recorded(folder: Path) -> Path:
    """A record of this writer's."""
    year = folder / "data" / "2024"
    year.mkdir(parents=True)
    (year / "kansli.csv").write_bytes(SMALL.read_bytes())
    return folder


def test_everything_is_asked_for(start: Start, folder: Path) -> None:
    child = start("log")
    answer(child, ("Område eller mål:", "lokal" + ENTER), ("Mål:", "unga" + ENTER))
    answer(child, ("Plats:", "hjo" + ENTER), ("Hur många ledamöter:", "2" + ENTER))
    answer(child, ("Av hur många ledamöter:", "7" + ENTER), (r"Datum \(i dag\):", "igår" + ENTER))
    answer(child, (r"Anteckning.* \(ingen\):", "Årsmötet" + ENTER))
    answer(child, ("Mål +LO-fackens ledamöter under 30 år", ""), ("Plats +Hjo, Skaraborg", ""))
    answer(child, ("Antal +2 av 7 ledamöter", ""), ("Datum +torsdag 14 mars 2024", ""))
    answer(child, ("Anteckning +Årsmötet", ""), (SAVE, ""))
    assert rows(folder) == []
    answer(child, ("", ENTER), ("Sparat", ""))
    assert ended(child) == 0
    assert rows(folder) == ["2024-03-14,unga-ledamoter,Hjo,2,7,Årsmötet,"]


def test_only_what_is_missing_is_asked_for(start: Start, folder: Path) -> None:
    child = start("log", "schoolinfo", "3", "skovde")
    answer(child, ("Datum", ENTER), (SAVE, "j" + ENTER))
    assert ended(child) == 0
    assert rows(folder) == ["2024-03-15,schoolinfo,Skövde,3,,,"]


def test_nothing_is_asked_when_all_is_said(start: Start, folder: Path) -> None:
    assert ended(start("log", "schoolinfo", "3", "skovde", "12/3")) == 0
    assert rows(folder) == ["2024-03-12,schoolinfo,Skövde,3,,,"]


def test_yes_saves_without_asking_whether_it_is_right(start: Start, folder: Path) -> None:
    child = start("log", "schoolinfo", "3", "skovde", "--yes")
    answer(child, ("Datum", ENTER), ("Sparat", ""))
    assert ended(child) == 0
    assert "[J/n]" not in child.before
    assert rows(folder) == ["2024-03-15,schoolinfo,Skövde,3,,,"]


def test_a_question_mark_explains(start: Start, folder: Path) -> None:
    child = start("log", "schoolinfo")
    helps = ("En plats i planen", "Ett tal", "en veckodag", "inget namn, telefonnummer")
    for (question, text), said in zip(TO_SAVE, helps, strict=True):
        answer(child, (question, "?" + ENTER), (said, ""), (question, text))
    answer(child, (SAVE, ENTER))
    assert ended(child) == 0
    assert rows(folder) == [ROW]


def test_what_is_typed_after_going_back_takes_the_place_of_the_former_answer(
    start: Start, folder: Path
) -> None:
    """Typing 3 where 1 was answered is 3, and not 13; Enter alone keeps what was answered."""
    child = start("log", "schoolinfo")
    answer(child, ("Plats", "hjo" + ENTER), ("Hur många", "1" + ENTER), ("Datum", "<" + ENTER))
    answer(child, (r"Hur många klassrumspresentationer \(1\):", "<" + ENTER))
    answer(child, (r"Plats \(Hjo\):", ENTER), (r"presentationer \(1\):", "3" + ENTER))
    answer(child, ("Datum", "12/3" + ENTER), ("Anteckning", ENTER), (SAVE, ENTER))
    assert ended(child) == 0
    assert rows(folder) == ["2024-03-12,schoolinfo,Hjo,3,,,"]


def test_back_from_the_confirmation_field_by_field(start: Start, folder: Path) -> None:
    child = start("log", "schoolinfo")
    answer(child, *TO_SAVE, (SAVE, "<" + ENTER), (r"Anteckning.* \(Två klasser\):", "<" + ENTER))
    answer(child, (r"Datum \(12/3\):", "1/3" + ENTER), (r"\(Två klasser\):", "-" + ENTER))
    answer(child, ("fredag 1 mars 2024", ""), (SAVE, ENTER))
    assert ended(child) == 0
    assert rows(folder) == ["2024-03-01,schoolinfo,Skövde,3,,,"]


def test_back_to_another_target(start: Start, folder: Path) -> None:
    """From the place to the target, to all areas; what was answered is kept as far as it fits."""
    child = start("log", "skola")
    answer(child, ("Mål:", "schoolinfo" + ENTER), ("Plats", "skaraborg" + ENTER))
    answer(child, ("Hur många", "<" + ENTER), (r"Plats \(Skaraborg\)", "<" + ENTER), ("Mål:", "<" + ENTER))
    answer(child, ("Område eller mål:", "unga-ledamoter" + ENTER), (r"Plats \(Skaraborg\):", ENTER))
    answer(child, ("räknas per kommun", ""), ("Plats:", "hjo" + ENTER), ("Hur många ledamöter", "2" + ENTER))
    answer(child, ("Av hur många", "7" + ENTER), ("Datum", "12/3" + ENTER), ("Anteckning", ENTER))
    answer(child, (SAVE, ENTER))
    assert ended(child) == 0
    assert rows(folder) == ["2024-03-12,unga-ledamoter,Hjo,2,7,,"]


def test_after_a_refused_answer_the_line_is_empty(start: Start, folder: Path) -> None:
    """`tre` is refused; then `?` explains, `<` goes back, and a number is the number."""
    child = start("log", "schoolinfo", "--date", "12/3", "--note", "")
    answer(child, ("Plats", "hjo" + ENTER), ("Hur många", "tre" + ENTER), ("”tre” är inte ett tal", ""))
    answer(child, (r"\(1\):", "?" + ENTER), ("Ett tal", ""), (r"\(1\):", "tre st" + ENTER))
    answer(child, ("”tre st”", ""), (r"\(1\):", "<" + ENTER), (r"Plats \(Hjo\):", ENTER))
    answer(child, ("Hur många", "3" + ENTER), ("3 klassrumspresentationer", ""), (SAVE, ENTER))
    assert ended(child) == 0
    assert rows(folder) == ["2024-03-12,schoolinfo,Hjo,3,,,"]


def test_what_does_not_fit_is_asked_again(start: Start, folder: Path) -> None:
    child = start("log", "unga-ledamoter", "--date", "12/3", "--note", "")
    answer(child, ("Plats:", "Skaraborg" + ENTER), ("räknas per kommun", ""))
    answer(child, ("Plats:", "Skövbe" + ENTER), ("Menade du Skövde", ""), ("Plats:", "Skövde" + ENTER))
    answer(child, ("Hur många", ENTER), ("Det saknas ett", ""), ("Hur många", "9" + ENTER))
    answer(child, ("Av hur många", "7" + ENTER), ("2 --av 7", ""), ("Av hur många", "20" + ENTER))
    answer(child, (SAVE, ENTER))
    assert ended(child) == 0
    assert rows(folder) == ["2024-03-12,unga-ledamoter,Skövde,9,20,,"]


def test_a_note_about_a_person_is_asked_again_and_not_repeated(start: Start, folder: Path) -> None:
    child = start("log", "schoolinfo", "--place", "Hjo", "--date", "12/3")
    answer(child, ("Hur många", ENTER), ("Anteckning", "070-123 45 67" + ENTER), ("telefonnummer", ""))
    answer(child, ("Anteckning", "Två klasser" + ENTER), ("Två klasser", ""))
    assert "070" not in child.before
    answer(child, (SAVE, ENTER))
    assert ended(child) == 0
    assert rows(folder) == ["2024-03-12,schoolinfo,Hjo,1,,Två klasser,"]


def test_enter_alone_is_the_whole_district(start: Start, folder: Path) -> None:
    child = start("log", "schoolinfo", "2", "--date", "12/3")
    answer(child, ("Plats", ENTER), ("Plats +hela distriktet", ENTER))
    assert ended(child) == 0
    assert rows(folder) == ["2024-03-12,schoolinfo,,2,,,"]


def test_the_menu_is_open_and_is_chosen_from(start: Start, folder: Path) -> None:
    """Without subregions of our own the places stand as in the plan."""
    child = start("log", "schoolinfo", "2", "12/3")
    answer(child, ("Bengtsfors", DOWN + ENTER), (SAVE, ENTER))
    assert ended(child) == 0
    assert len(rows(folder)) == 1


def test_tab_completes_without_accents_in_the_middle_of_a_word(start: Start, folder: Path) -> None:
    child = start("log", "schoolinfo", "2", "--date", "12/3")
    answer(child, ("Plats", "ersbor"), ("Vänersborg", TAB + ENTER), ("Plats +Vänersborg, Fyrbodal", ENTER))
    assert ended(child) == 0
    assert rows(folder) == ["2024-03-12,schoolinfo,Vänersborg,2,,,"]


def test_a_part_of_one_name_alone_means_it(start: Start, folder: Path) -> None:
    child = start("log", "schoolinfo", "2", "--date", "12/3")
    answer(child, ("Plats", "ersbor" + ENTER), ("Plats +Vänersborg", ENTER))
    assert ended(child) == 0


def test_what_does_not_fit_the_target_picked_is_asked_for(start: Start, folder: Path) -> None:
    child = start("log", "lokal-verksamhet", "2", "--of", "7", "--place", "Skaraborg", "--date", "12/3")
    answer(child, ("Mål:", "unga-ledamoter" + ENTER), ("räknas per kommun", ""))
    answer(child, ("Plats:", "hjo" + ENTER), (SAVE, ENTER))
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
    "chosen in the menu": ((*SHARE[:2], ("Plats", DOWN)), "Bengtsfors"),
    "value": (SHARE[:3], "Hur många"),
    "of": (SHARE[:4], "Av hur många"),
    "date": (SHARE[:5], "Datum"),
    "note, half written": ((*SHARE[:6], ("Anteckning", "Ett")), "Ett"),
    "save": (SHARE, SAVE),
    "gone back": ((*SHARE, (SAVE, "<" + ENTER)), r"Anteckning.* \(ingen\):"),
}


@pytest.mark.parametrize(("name", "key"), left_by(QUESTIONS))
def test_leaving_leaves_no_trace(start: Start, recorded: Path, name: str, key: str) -> None:
    before = record(recorded)
    steps, question = QUESTIONS[name]
    child = start("log")
    answer(child, *steps, (question, LEAVING[key]))
    left(child, recorded, before)


def test_no_saves_nothing(start: Start, recorded: Path) -> None:
    before = record(recorded)
    child = start("log", "schoolinfo")
    answer(child, *TO_SAVE, (SAVE, "nej" + ENTER))
    left(child, recorded, before)


def test_leaving_makes_no_folder(start: Start, folder: Path) -> None:
    child = start("log", "schoolinfo")
    answer(child, ("Plats", ESCAPE))
    left(child, folder, [])
    assert not (folder / "data").exists()
