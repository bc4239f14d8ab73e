"""Questions on a pseudo-terminal: what is asked, what is forgiven, and that leaving leaves no trace."""

import json
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from lovp.cli.main import main
from tests.folders import SMALL

if sys.platform == "win32":
    pytest.skip("a pseudo-terminal needs a Unix", allow_module_level=True)
import pexpect

Child = Any
Start = Callable[..., Child]
CTRL_C, CTRL_D, ESCAPE, ENTER, DOWN = "\x03", "\x04", "\x1b", "\r", "\x1b[B"
SAVE = r"Spara\? \[J/n\]:"
WRITER = "rapporterar här"
ROW = "2024-03-12,schoolinfo,Hjo,3,,,"


@pytest.fixture
def folder(prepare: Callable[[str], Path]) -> Path:
    return prepare("plan")


@pytest.fixture
def start(folder: Path) -> Iterator[Start]:
    """Starts commands in the folder, each on a terminal of its own; those left over are ended."""
    children = []

    def run(*words: str, **setting: str) -> Child:
        environment = {
            "LOVP_LANG": "sv",
            "LOVP_TODAY": "2024-03-15",
            "LOVP_WRITER": "kansli",
            "HOME": str(folder),
            "XDG_CONFIG_HOME": "",
            "TERM": "xterm",
            "PROMPT_TOOLKIT_NO_CPR": "1",
        }
        child = pexpect.spawn(
            sys.executable,
            ["-m", "lovp", *words],
            cwd=str(folder),
            env=os.environ | environment | setting,
            encoding="utf-8",
            timeout=20,
            dimensions=(40, 100),
        )
        children.append(child)
        return child

    yield run
    for child in children:
        child.close(force=True)


def answer(child: Child, *pairs: tuple[str, str]) -> None:
    """Wait for each question and give its answer."""
    for question, text in pairs:
        child.expect(question)
        child.send(text)


def rows(folder: Path) -> list[str]:
    """The rows recorded so far, without ids and times."""
    file = folder / "data" / "2024" / "kansli.csv"
    lines = file.read_text(encoding="utf-8").splitlines()[1:] if file.exists() else []
    return [line.split(",", 1)[1].rsplit(",", 2)[0] for line in lines]


def files(folder: Path) -> dict[Path, bytes]:
    """Every file in the folder, and what is in it."""
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def ended(child: Child) -> int:
    child.expect(pexpect.EOF)
    child.close()
    return int(child.exitstatus)


# lovp log


def test_everything_is_asked_for(start: Start, folder: Path) -> None:
    child = start("log", "lokal")  # an area, whose targets are offered
    answer(child, ("Mål:", "unga-led" + ENTER))
    answer(child, ("Plats:", "hjo" + ENTER), ("Hur många ledamöter:", "2" + ENTER))
    answer(child, ("Av hur många ledamöter:", "7" + ENTER), (r"Datum \(i dag\):", "igår" + ENTER))
    answer(child, (r"Anteckning.* \(ingen\):", "Årsmötet" + ENTER))
    said = "under 30 år: 2 av 7 ledamöter · Hjo · 14 mars 2024 · Årsmötet"
    answer(child, (said, ""), (SAVE, ""))
    assert rows(folder) == []
    answer(child, ("", ENTER), ("Sparat", ""))
    assert ended(child) == 0
    assert rows(folder) == ["2024-03-14,unga-ledamoter,Hjo,2,7,Årsmötet,"]


@pytest.mark.parametrize(
    ("words", "asked"),
    [
        (["3", "hjo", "12/3"], ()),
        (["3", "hjo", "12/3", "--yes"], ()),
        (["3", "hjo", "--yes"], (("Datum", "12/3" + ENTER),)),
        (["3", "--date", "12/3"], ((r"Plats \(ingen\)", "hjo" + ENTER), (SAVE, "j" + ENTER))),
    ],
)
def test_only_what_is_missing_is_asked_for(
    start: Start, folder: Path, words: list[str], asked: tuple[tuple[str, str], ...]
) -> None:
    child = start("log", "schoolinfo", *words)
    answer(child, *asked)
    assert ended(child) == 0
    assert "Spara?" not in child.before or words[1] == "--date"
    assert rows(folder) == [ROW]


def test_what_does_not_fit_is_explained_and_asked_again(start: Start, folder: Path) -> None:
    child = start("log", "unga-ledamoter", "--date", "12/3")
    answer(child, ("Plats:", "Skaraborg" + ENTER), ("räknas per kommun", ""))
    answer(child, ("Plats:", "Skövbe" + ENTER), ("Menade du Skövde", ""), ("Plats:", "vänersb" + ENTER))
    answer(child, ("Hur många", ENTER), ("Det saknas ett", ""), ("Hur många", "tre" + ENTER))
    answer(child, ("inte ett tal", ""), ("Hur många", "9" + ENTER))
    answer(child, ("Av hur många", "7" + ENTER), ("2 --av 7", ""), ("Av hur många", "20" + ENTER))
    answer(child, ("Anteckning", "070-123 45 67" + ENTER), ("telefonnummer", ""))
    answer(child, ("Anteckning", "-" + ENTER), ("9 av 20 ledamöter · Vänersborg", ""), (SAVE, ENTER))
    assert ended(child) == 0
    assert rows(folder) == ["2024-03-12,unga-ledamoter,Vänersborg,9,20,,"]


def test_places_are_offered_in_a_menu(start: Start, folder: Path) -> None:
    child = start("log", "schoolinfo", "2", "12/3")
    answer(child, ("Bengtsfors", DOWN + ENTER), (SAVE, ENTER))
    assert ended(child) == 0
    assert rows(folder) == ["2024-03-12,schoolinfo,Fyrbodal,2,,,"]


def test_a_person_in_a_note_is_asked_about(start: Start, folder: Path) -> None:
    """Two capitalised words that are no place (Lilla Edet), target or organisation of the plan."""
    words = ["log", "schoolinfo", "3", "hjo", "12/3", "--note"]
    child = start(*words, "Anna Svensson från Lilla Edet")
    answer(child, ("verkar nämna en person: Anna Svensson", ""), ("ändå", "nej" + ENTER))
    assert ended(child) == 1
    assert rows(folder) == []
    child = start(*words, "Första Maj i Lilla Edet med LO-distriktet i Västsverige")
    assert ended(child) == 0
    assert len(rows(folder)) == 1


STEPS = (
    ("Mål:", "unga-ledamoter" + ENTER),
    ("Plats:", "hjo" + ENTER),
    ("Hur många", "2" + ENTER),
    ("Av hur många", "7" + ENTER),
    ("Datum", ENTER),
    ("Anteckning", "Ett" + ENTER),
    (SAVE, "nej" + ENTER),
)


@pytest.mark.parametrize(
    ("count", "key"),
    [(0, ESCAPE), (1, CTRL_C), (4, ESCAPE), (5, CTRL_C), (6, CTRL_D), (6, "nej\r")],
)
def test_leaving_leaves_no_trace(start: Start, folder: Path, count: int, key: str) -> None:
    year = folder / "data" / "2024"
    year.mkdir(parents=True)
    shutil.copy(SMALL, year / "kansli.csv")
    before = files(folder / "data")
    child = start("log")
    answer(child, *STEPS[:count], (STEPS[count][0], key), ("Avbrutet. Inget sparades.", ""))
    assert ended(child) == 1
    assert files(folder / "data") == before


# lovp log --many

LINES = "Skövde\t3\t2024-03-12\ttvå klasser\rMark\t1\t8 mars\tKinna, på torget\r\r"
TWO_ROWS = [
    "2024-03-12,schoolinfo,Skövde,3,,två klasser,",
    '2024-03-08,schoolinfo,Mark,1,,"Kinna, på torget",',
]


@pytest.mark.parametrize(("key", "count"), [(ENTER, 2), ("n" + ENTER, 0), (ESCAPE, 0)])
def test_pasted_lines_are_looked_over_and_saved(start: Start, folder: Path, key: str, count: int) -> None:
    child = start("log", "--many")
    answer(child, ("Mål:", "schoolinfo" + ENTER), ("rad avslutar", LINES))
    answer(child, ("1 klassrumspresentation · Mark · 8 mars 2024", ""), (r"Spara 2 rader\? \[J/n\]", key))
    assert ended(child) == (0 if count else 1)
    assert rows(folder) == TWO_ROWS[:count]


# lovp init, and who records


def told(folder: Path) -> str:
    """The writer that is kept for this user of the folder."""
    kept = json.loads((folder / ".config" / "lovp" / "folders.json").read_text(encoding="utf-8"))
    return str(kept[str(folder / "vp")]["writer"])


@pytest.mark.parametrize(("key", "has_schema"), [("", True), ("n", False)])
def test_init_offers_a_plan_and_asks_who_records(
    start: Start, folder: Path, key: str, has_schema: bool
) -> None:
    child = start("init", "vp", LOVP_WRITER="")
    answer(child, ("Börja med planen från LO-distriktet i Västsverige", key + ENTER))
    answer(child, (WRITER, "Anna Svensson" + ENTER), ("ser ut som ett personnamn", "n" + ENTER))
    answer(child, (WRITER, "070-123 45 67" + ENTER), ("telefonnummer", ""))
    answer(child, (WRITER, "Skola Skaraborg" + ENTER), ("kontor eller en roll", ENTER))
    child.expect("Planen för 2024 ligger i vp/targets.yaml")
    assert ended(child) == 0
    assert (folder / "vp" / "targets.schema.json").exists() == has_schema
    assert told(folder) == "skola-skaraborg"
    # Whoever takes part later is asked of herself alone.
    shutil.rmtree(folder / ".config")
    child = start("init", "vp", LOVP_WRITER="")
    answer(child, (WRITER, "ung" + ENTER), ("finns redan och är orörd", ""))
    assert ended(child) == 0
    assert told(folder) == "ung"


@pytest.mark.parametrize("answers", [(ESCAPE,), (ENTER, CTRL_C), ("n" + ENTER, CTRL_D)])
def test_leaving_init_leaves_no_trace(start: Start, folder: Path, answers: tuple[str, ...]) -> None:
    child = start("init", "vp", LOVP_WRITER="")
    answer(child, *zip(("Västsverige", WRITER), answers, strict=False), ("Avbrutet. Inget sparades.", ""))
    assert ended(child) == 1
    assert sorted(path.name for path in folder.iterdir()) == ["targets.yaml"]


def test_the_first_to_record_is_asked_who_it_is(start: Start, folder: Path) -> None:
    for asked in (True, False):
        child = start("log", "schoolinfo", "3", "hjo", "12/3", LOVP_WRITER="")
        answer(child, *[(WRITER, "kansli" + ENTER)][: int(asked)], ("av kansli", ""))
        assert ended(child) == 0
    assert rows(folder) == [ROW, ROW]


# undo, import


@pytest.mark.parametrize(("key", "count"), [("nej" + ENTER, 1), (ESCAPE, 1), (ENTER, 2)])
def test_undo_asks_first(start: Start, folder: Path, key: str, count: int) -> None:
    assert ended(start("log", "schoolinfo", "3", "hjo", "12/3")) == 0
    child = start("undo")
    answer(child, ("Vill du ångra det?", key))
    assert ended(child) == 2 - count
    assert len(rows(folder)) == count


@pytest.mark.parametrize(("key", "count"), [(ENTER, 2), ("n" + ENTER, 0), (CTRL_D, 0)])
def test_an_import_is_shown_and_then_asked_for(start: Start, folder: Path, key: str, count: int) -> None:
    (folder / "imports").mkdir()
    mapping = "source: skola\nid: Nr\ndate: Dag\nnote: Not\ntarget: schoolinfo\n"
    (folder / "imports" / "skola.yaml").write_text(mapping, encoding="utf-8")
    (folder / "svar.csv").write_text("Nr,Dag,Not\n1,2024-03-01,Anna Berg\n2,2024-03-02,\n", "utf-8")
    child = start("import", "svar.csv")
    answer(child, ("nya +2", ""), ("nämna en person: Anna Berg", ""), (r"Spara 2 rader\? \[J/n\]", key))
    assert ended(child) == (0 if count else 1)
    assert len(rows(folder)) == count


def test_without_a_terminal_who_records_must_be_known(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(folder)
    monkeypatch.delenv("LOVP_WRITER")
    monkeypatch.setenv("HOME", str(folder))
    monkeypatch.setenv("LOVP_LANG", "en")
    for words in (["log", "schoolinfo", "3", "--date", "2024-03-01"], ["undo"], ["check", "--tidy"]):
        assert main(words) == 2
        assert "lovp init --writer kansli" in capsys.readouterr().err
    assert not (folder / "data").exists()
