"""Questions on a pseudo-terminal: what is asked, what is forgiven, and that leaving leaves no trace."""

import json
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

if sys.platform == "win32":
    pytest.skip("a pseudo-terminal needs a Unix", allow_module_level=True)
import pexpect

Child = Any
Start = Callable[..., Child]
CTRL_C, CTRL_D, ESCAPE, ENTER = "\x03", "\x04", "\x1b", "\r"


@pytest.fixture
def folder(prepare: Callable[[str], Path]) -> Path:
    return prepare("plan")


@pytest.fixture
def start(folder: Path) -> Iterator[Start]:
    children = []

    def run(*words: str) -> Child:
        environment = os.environ | {
            "LOVP_LANG": "sv",
            "LOVP_TODAY": "2024-03-15",
            "LOVP_WRITER": "kansli",
            "HOME": str(folder),
            "TERM": "xterm",
            "PROMPT_TOOLKIT_NO_CPR": "1",
        }
        child = pexpect.spawn(
            sys.executable,
            ["-m", "lovp", *words],
            cwd=str(folder),
            env=environment,
            encoding="utf-8",
            timeout=20,
            dimensions=(40, 100),
        )
        children.append(child)
        return child

    yield run
    for child in children:
        child.close(force=True)


def rows(folder: Path) -> list[str]:
    """The rows recorded so far, without ids and times."""
    file = folder / "data" / "2024" / "kansli.csv"
    if not file.exists():
        return []
    return [",".join(line.split(",")[1:8]) for line in file.read_text(encoding="utf-8").splitlines()[1:]]


def ended(child: Child) -> int:
    child.expect(pexpect.EOF)
    child.close()
    return int(child.exitstatus)


def test_everything_is_asked_for(start: Start, folder: Path) -> None:
    child = start("log")
    child.expect("arbetsmarknad")
    child.expect("Område eller mål:")
    child.send("lokal" + ENTER)
    child.expect("unga-ledamoter")
    child.expect(r"\nMål:|Mål:")
    child.send("unga" + ENTER)
    child.expect("Plats:")
    child.send("hjo" + ENTER)
    child.expect("Hur många ledamöter:")
    child.send("2" + ENTER)
    child.expect("Av hur många ledamöter:")
    child.send("7" + ENTER)
    child.expect(r"Datum \(2024-03-15\):")
    child.send("igår" + ENTER)
    child.expect("Anteckning")
    child.send("Årsmötet" + ENTER)
    child.expect("Sparat")
    assert ended(child) == 0
    assert rows(folder) == ["2024-03-14,unga-ledamoter,Hjo,2,7,Årsmötet,"]


def test_only_what_is_missing_is_asked_for(start: Start, folder: Path) -> None:
    child = start("log", "schoolinfo", "3", "--place", "skovde")
    child.expect("Datum")
    child.send(ENTER)
    assert ended(child) == 0
    assert rows(folder) == ["2024-03-15,schoolinfo,Skövde,3,,,"]


def test_nothing_is_asked_when_all_is_said(start: Start, folder: Path) -> None:
    child = start("log", "schoolinfo", "3", "--place", "skovde", "--date", "12/3")
    assert ended(child) == 0
    assert rows(folder) == ["2024-03-12,schoolinfo,Skövde,3,,,"]


def test_a_wrong_answer_is_asked_again(start: Start, folder: Path) -> None:
    child = start("log", "unga-ledamoter", "--date", "12/3", "--note", "")
    child.expect("Plats:")
    child.send("Skaraborg" + ENTER)
    child.expect("per kommun|by municipality")
    child.send("Atlantis" + ENTER)
    child.expect("Det finns ingen plats")
    child.send("Hjo" + ENTER)
    child.expect("Hur många")
    child.send("tre" + ENTER)
    child.expect("”tre”|“tre”")
    child.send("9" + ENTER)
    child.expect("Av hur många")
    child.send("7" + ENTER)
    child.expect("2 --of 7")
    child.send("20" + ENTER)
    assert ended(child) == 0
    assert rows(folder) == ["2024-03-12,unga-ledamoter,Hjo,9,20,,"]


def test_a_note_about_a_person_is_asked_again_and_not_repeated(start: Start, folder: Path) -> None:
    child = start("log", "schoolinfo", "--place", "Hjo", "--date", "12/3")
    child.expect("Hur många")
    child.send(ENTER)
    child.expect("Anteckning")
    child.send("070-123 45 67" + ENTER)
    child.expect("phone number|telefonnummer")
    child.send("Två klasser" + ENTER)
    assert ended(child) == 0
    assert rows(folder) == ["2024-03-12,schoolinfo,Hjo,1,,Två klasser,"]


@pytest.mark.parametrize("key", [CTRL_C, CTRL_D, ESCAPE], ids=["ctrl-c", "ctrl-d", "escape"])
def test_leaving_leaves_no_trace(start: Start, folder: Path, key: str) -> None:
    child = start("log", "schoolinfo")
    child.expect("Plats:")
    child.send("Hjo" + ENTER)
    child.expect("Hur många")
    child.send(key)
    child.expect("Avbrutet. Inget sparades.")
    assert ended(child) == 1
    assert rows(folder) == []
    assert not (folder / "data").exists()


def test_undo_asks_first(start: Start, folder: Path) -> None:
    assert ended(start("log", "schoolinfo", "3", "--place", "Hjo", "--date", "12/3")) == 0
    child = start("undo")
    child.expect("Ska det ångras?")
    child.send("nej" + ENTER)
    assert ended(child) == 1
    assert len(rows(folder)) == 1
    child = start("undo")
    child.expect("Ska det ångras?")
    child.send(ENTER)
    assert ended(child) == 0
    assert rows(folder)[1].startswith("2024-03-12,schoolinfo,Hjo,,,")


def test_init_asks_for_the_writer(start: Start, folder: Path) -> None:
    child = start("init", "ny", "--year", "2024")
    child.expect("rapporterar här")
    child.send("Skola Skaraborg" + ENTER)
    assert ended(child) == 0
    assert (folder / "ny" / "targets.yaml").exists()
    kept = json.loads((folder / ".config" / "lovp" / "folders.json").read_text(encoding="utf-8"))
    assert kept[str(folder / "ny")]["writer"] == "skola-skaraborg"


@pytest.fixture
def answers(folder: Path) -> Path:
    """A file with six thousand answers, and the mapping that it is read by."""
    (folder / "imports").mkdir()
    (folder / "imports" / "skola.yaml").write_text(
        "source: skola\nid: Nr\ndate: Dag\ntarget: schoolinfo\n", encoding="utf-8"
    )
    file = folder / "svar.csv"
    file.write_text("Nr,Dag\n" + "".join(f"{n},2024-03-{n % 14 + 1:02}\n" for n in range(6000)), "utf-8")
    return file


def test_an_import_is_shown_and_then_asked_for(start: Start, folder: Path, answers: Path) -> None:
    child = start("import", answers.name)
    child.expect(r"svar\.csv .*%")
    child.expect("nya +6.000")
    child.expect(r"Spara 6.000 rader\? \[J/n\]")
    child.send(ENTER)
    child.expect("Sparat: 6.000 rader i data/2024/kansli.csv")
    assert ended(child) == 0
    assert len(rows(folder)) == 6000


@pytest.mark.parametrize(
    "key", [CTRL_C, CTRL_D, ESCAPE, "n" + ENTER], ids=["ctrl-c", "ctrl-d", "escape", "no"]
)
def test_an_import_that_is_not_wanted_leaves_no_trace(
    start: Start, folder: Path, answers: Path, key: str
) -> None:
    child = start("import", answers.name)
    child.expect(r"\[J/n\]")
    child.send(key)
    child.expect("Avbrutet. Inget sparades.")
    assert ended(child) == 1
    assert not (folder / "data").exists()


def test_an_import_does_not_ask_where_it_is_told_yes(start: Start, folder: Path, answers: Path) -> None:
    child = start("import", answers.name, "--yes")
    child.expect("Sparat")
    assert ended(child) == 0
    assert len(rows(folder)) == 6000
