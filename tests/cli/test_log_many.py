"""`lovp log --many`: a pile of notes, typed or from a file, saved all at once or not at all."""

import io
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from lovp.cli import many
from lovp.cli.main import main
from tests.cli.on_terminal import (
    CTRL_U,
    DOWN,
    ENTER,
    LEAVING,
    UP,
    Start,
    ended,
    left,
    left_by,
    record,
    rows,
)
from tests.cli.on_terminal import folder as folder
from tests.cli.on_terminal import start as start
from tests.cli.test_log_dialogue import answer

NOTES = """\
# från pärmen
skövde 3 12/3 två klasser på Västerhöjd
hjo 2 igår

= 4 =
Mark;1;8 mars;Kinnaström
"""
ROWS = [
    "2024-03-12,schoolinfo,Skövde,3,,två klasser på Västerhöjd,",
    "2024-03-14,schoolinfo,Hjo,2,,,",
    "2024-03-14,schoolinfo,Hjo,4,,,",
    "2024-03-08,schoolinfo,Mark,1,,Kinnaström,",
]

Piped = Callable[..., tuple[int, str, str]]


@pytest.fixture
def piped(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Piped:
    """Runs a command with text on its standard input; the exit code, and what was written."""
    monkeypatch.chdir(folder)
    settings = {"LOVP_TODAY": "2024-03-15", "LOVP_WRITER": "kansli", "LOVP_LANG": "sv"}
    for name, value in settings.items():
        monkeypatch.setenv(name, value)

    def run(text: str | bytes, *words: str) -> tuple[int, str, str]:
        data = text.encode() if isinstance(text, str) else text
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
        code = main(["log", *words, "--many"])
        return (code, *capsys.readouterr())

    return run


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_lines_from_a_file(piped: Piped, folder: Path, encoding: str) -> None:
    code, out, err = piped(NOTES.replace("\n", "\r\n").encode(encoding), "schoolinfo")
    assert (code, err) == (0, "")
    assert rows(folder) == ROWS
    assert out == (
        "✓ Sparat: 4 rader i data/2024/kansli.csv\n\n"
        "Skolinformation på gymnasiet: 10 av 662 klassrumspresentationer (2\xa0%)\n"
        "  väntat 144 · ▼ efter\n"
        "  Sjuhärad: 1 klassrumspresentationer\n"
        "  Skaraborg: 9 klassrumspresentationer\n"
    )


def test_the_last_of_two_lines_about_a_place_is_the_latest(piped: Piped, folder: Path) -> None:
    code, out, _err = piped("hjo 1/7 12/3\nhjo 3 av 7 12/3\n", "unga-ledamoter")
    assert code == 0
    assert "42,9\xa0%" in out


def test_options_hold_for_all_lines(piped: Piped, folder: Path) -> None:
    assert piped("3\n4 efter lunch\n", "schoolinfo", "--place", "hjo", "--date", "12/3")[0] == 0
    assert rows(folder) == ["2024-03-12,schoolinfo,Hjo,3,,,", "2024-03-12,schoolinfo,Hjo,4,,efter lunch,"]


def test_every_bad_line_is_told_and_nothing_is_saved(piped: Piped, folder: Path) -> None:
    code, out, err = piped("skövde 3\nsköved 3\n\nhjo 3 070-123 45 67\nmark 3 30/2\n", "schoolinfo")
    assert (code, out) == (1, "")
    assert err == (
        "stdin:2: Det finns ingen plats ”sköved” i planen.\n"
        "    sköved 3\n"
        "  Menade du Skövde?\n\n"
        "stdin:4: Fältet ”anteckning” innehåller personuppgifter (telefonnummer).\n"
        "    ***\n"
        "  Utelämna det: här sparas antal, aldrig personer.\n\n"
        "stdin:5: ”30/2” är en dag som inte finns.\n"
        "    mark 3 30/2\n"
        "  Februari 2024 har 29 dagar.\n\n"
        "lovp: Inget sparades: 3 rader går inte att förstå.\n"
        "      Rätta och gör om det.\n"
    )
    assert not (folder / "data").exists()


def test_what_may_be_there_twice_is_told(piped: Piped, folder: Path) -> None:
    piped("skövde 3 12/3\n", "schoolinfo")
    code, _out, err = piped("skövde 3 12/3 igen\nhjo 1 12/3\nhjo 1 12/3\n", "schoolinfo")
    assert code == 0
    assert "2 rader kan finnas två gånger" in err
    assert "Skövde · id" in err
    assert "samma som rad 2?" in err
    assert len(rows(folder)) == 4


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (["schoolinfo"], 1, "Det finns inga rader att spara."),
        (["schoolinfo", "3"], 2, "Med --many står antalen på raderna."),
        (["unga-ledamoter", "--of", "7"], 2, "Med --many står antalen på raderna."),
        (["skola"], 2, "Vilket mål? skola är ett område."),
        ([], 2, "Vilket mål?"),
    ],
)
def test_what_can_not_be_done(piped: Piped, words: list[str], code: int, message: str) -> None:
    found, out, err = piped("", *words)
    assert (found, out) == (code, "")
    assert message in err


def test_too_many_lines(piped: Piped, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(many, "_MOST_LINES", 3)
    code, _out, err = piped("hjo 1\n" * 4, "schoolinfo")
    assert code == 1
    assert "fler än 3" in err
    assert rows(folder) == []


def test_a_line_without_end(piped: Piped, folder: Path) -> None:
    code, _out, err = piped("hjo 1 " + "x" * (3 << 20), "schoolinfo")
    assert code == 1
    assert "längre än 1000 tecken" in err
    assert len(err) < 2000


LINES = (("1:", "skövde 3 12/3" + ENTER), ("2:", "hjo 2 igar" + ENTER))
SAVE = r"Spara alla 2 rader\? \[J/n\]"


def test_lines_are_typed_looked_over_and_saved(start: Start, folder: Path) -> None:
    child = start("log", "schoolinfo", "--many")
    answer(child, *LINES, ("Hjo · 2 klassrumspresentationer · tor 14 mar", ""))
    answer(
        child,
        ("3:", "sköved 1" + ENTER),
        ("Menade du Skövde", ""),
        ("3: sköved 1", CTRL_U + "= 4 =" + ENTER),
    )
    answer(child, ("Hjo · 4 ", ""), ("4:", "skövde 3 12/3 igen" + ENTER), ("samma som rad 1", ""))
    answer(
        child, ("5:", "?" + ENTER), ("valfri ordning", ""), ("5:", "-3" + ENTER), ("Rad 3 är borttagen", "")
    )
    answer(child, ("4:", ENTER), ("Dubbelt", ""), ("Tillsammans: 8 klassrumspresentationer på 3 rader", ""))
    answer(
        child, (r"Spara alla 3 rader\? ", "2" + ENTER), ("2: Hjo 2 2024-03-14", CTRL_U + "mark 5 1/3" + ENTER)
    )
    assert rows(folder) == []
    answer(child, (r"Spara alla 3 rader\? ", "+" + ENTER), ("4:", ENTER), (r"Spara alla 3 rader\? ", ENTER))
    child.expect("Sparat: 3 rader i data/2024/kansli.csv")
    child.expect("11 av 662")
    assert ended(child) == 0
    assert rows(folder) == [
        "2024-03-12,schoolinfo,Skövde,3,,,",
        "2024-03-01,schoolinfo,Mark,5,,,",
        "2024-03-12,schoolinfo,Skövde,3,,igen,",
    ]


def test_a_place_that_is_chosen_begins_a_line_and_the_arrow_up_brings_one_back(
    start: Start, folder: Path
) -> None:
    child = start("log", "schoolinfo", "--many")
    answer(child, ("1:", "sko"), ("Skaraborg", DOWN), ("Skövde", ENTER), ("", "3 12/3" + ENTER))
    answer(child, ("Skövde · 3 ", ""), ("2:", UP), ("3 12/3", " igen" + ENTER), ("igen", ""), ("3:", ENTER))
    answer(child, (SAVE, "j" + ENTER))
    assert ended(child) == 0
    assert rows(folder) == ["2024-03-12,schoolinfo,Skövde,3,,,", "2024-03-12,schoolinfo,Skövde,3,,igen,"]


STEPS = {
    "first line": ((), "1:"),
    "half a line": ((("1:", "skövde 3"),), "skövde 3"),
    "menu of places": ((("1:", "v"),), "Vara"),
    "third line": (LINES, "3:"),
    "looked over": ((*LINES, ("3:", ENTER)), SAVE),
    "a line being changed": ((*LINES, ("3:", ENTER), (SAVE, "1" + ENTER)), "1: Skövde"),
}


@pytest.mark.parametrize(("name", "key"), left_by(STEPS))
def test_leaving_leaves_no_trace(start: Start, folder: Path, name: str, key: str) -> None:
    before = record(folder)
    steps, question = STEPS[name]
    child = start("log", "schoolinfo", "--many")
    answer(child, *steps, (question, LEAVING[key]))
    left(child, folder, before)


@pytest.mark.parametrize("last", [ENTER, "n" + ENTER])
def test_no_and_nothing_save_nothing(start: Start, folder: Path, last: str) -> None:
    child = start("log", "schoolinfo", "--many")
    if last != ENTER:
        answer(child, *LINES, ("3:", ENTER), (SAVE, last))
    else:
        answer(child, ("1:", ENTER))
    left(child, folder, [])
