"""`lovp log --many`: a table of outcomes, piped, typed or pasted, saved all at once or not at all."""

import io
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from lovp.cli.main import main
from tests.cli.on_terminal import ENTER, ESCAPE, LEAVING, Start, answer, ended, left, left_by, rows
from tests.cli.on_terminal import folder as folder
from tests.cli.on_terminal import start as start

TABBED = "Skövde\t3\t2024-03-12\ttvå klasser\nHjo\t2\t\t\nMark\t1\t8 mars\tKinna, på torget\n"
ROWS = [
    "2024-03-12,schoolinfo,Skövde,3,,två klasser,",
    "2024-03-15,schoolinfo,Hjo,2,,,",
    '2024-03-08,schoolinfo,Mark,1,,"Kinna, på torget",',
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


def saved(folder: Path) -> list[str]:
    """The rows recorded, each as its line in the file from date to replaces."""
    file = folder / "data" / "2024" / "kansli.csv"
    lines = file.read_text(encoding="utf-8").splitlines()[1:] if file.exists() else []
    return [line.split(",", 1)[1].rsplit(",", 2)[0] for line in lines]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_lines_from_a_file_in_any_encoding(piped: Piped, folder: Path, encoding: str) -> None:
    code, out, err = piped(TABBED.replace("\n", "\r\n").encode(encoding), "schoolinfo")
    assert (code, err) == (0, "")
    assert saved(folder) == ROWS
    assert out == (
        "✓ Sparat: 3 rader i data/2024/kansli.csv\n\n"
        "Skolinformation på gymnasiet: 6 av 662 klassrumspresentationer (1\xa0%)\n"
        "  väntat 144 · ▼ efter\n"
        "  Sjuhärad: 1 klassrumspresentation\n"
        "  Skaraborg: 5 klassrumspresentationer\n"
    )


@pytest.mark.parametrize(
    "text",
    [
        "Skövde;3;12/3;två klasser\n\nHjo;2\nMark;1;8/3;Kinna, på torget\n",
        'skövde,3,12/3,två klasser\nhjo,2,,\nmark,1,8/3,"Kinna, på torget"\n',
        "Plats;Antal;Datum;Anteckning;;\nSkövde;3;12/3;två klasser\nHjo;2\nMark;1;8/3;Kinna, på torget",
        "Note;Date;Value;Place\ntvå klasser;12/3;3;Skövde\n;;2;Hjo\nKinna, på torget;8/3;1;Mark\n;;;\n",
    ],
    ids=["semicolons", "commas", "a header in Swedish", "a header in English, in another order"],
)
def test_ways_to_write_the_same(piped: Piped, folder: Path, text: str) -> None:
    assert piped(text, "schoolinfo")[0] == 0
    assert saved(folder) == ROWS


def test_a_share_has_its_whole_beside_it(piped: Piped, folder: Path) -> None:
    """And of two lines about one place the last is the latest: 3 of 7 is 42,9 %."""
    code, out, _err = piped("hjo;1;7;12/3\nhjo;3;7;12/3;nya\n", "unga-ledamoter")
    assert code == 0
    assert saved(folder) == [
        "2024-03-12,unga-ledamoter,Hjo,1,7,,",
        "2024-03-12,unga-ledamoter,Hjo,3,7,nya,",
    ]
    assert "42,9\xa0%" in out


def test_a_target_of_the_whole_has_no_column_for_the_place(piped: Piped, folder: Path) -> None:
    assert piped("0,5;1/3;lokalen är klar\n1;12/3\n", "studiekonferens")[0] == 0
    assert saved(folder) == [
        "2024-03-01,studiekonferens,,0.5,,lokalen är klar,",
        "2024-03-12,studiekonferens,,1,,,",
    ]


def test_options_fill_what_a_line_leaves_empty(piped: Piped, folder: Path) -> None:
    options = ("--place", "hjo", "--date", "12/3", "--note", "åk 3")
    assert piped(";3\nmark;4;1/3;kväll\n", "schoolinfo", *options)[0] == 0
    assert piped("antal\n2\n", "schoolinfo", *options)[0] == 0
    assert saved(folder) == [
        "2024-03-12,schoolinfo,Hjo,3,,åk 3,",
        "2024-03-01,schoolinfo,Mark,4,,kväll,",
        "2024-03-12,schoolinfo,Hjo,2,,åk 3,",
    ]


def test_every_bad_line_is_told_and_nothing_is_saved(piped: Piped, folder: Path) -> None:
    lines = "skövde;3\nsköved;3\n\nhjo;3;;ring 070-123 45 67\nmark;3;30/2\n"
    code, out, err = piped(lines, "schoolinfo")
    assert (code, out) == (1, "")
    assert err == (
        "rad 2: Det finns ingen plats ”sköved” i planen.\n"
        "    sköved;3\n"
        "  Menade du Skövde?\n\n"
        "rad 4: Raden innehåller personuppgifter (telefonnummer).\n"
        "    ***\n"
        "  Utelämna det: här sparas antal, aldrig personer.\n\n"
        "rad 5: ”30/2” är en dag som inte finns.\n"
        "    mark;3;30/2\n"
        "  Kontrollera dag och månad.\n\n"
        "lovp: Inget sparades. Rader som inte går att förstå: 3\n"
        "      En rad för varje utfall: Vara; 3; 12/3; några ord\n"
    )
    assert not (folder / "data").exists()


@pytest.mark.parametrize(
    ("target", "line", "said"),
    [
        ("schoolinfo", "hjo", "Det saknas ett tal"),
        ("schoolinfo", "hjo 3 12/3", "Det finns ingen plats ”hjo 3 12/3”"),
        ("schoolinfo", "hjo;12/3;3", "”12/3” är inte ett tal"),
        ("schoolinfo", "hjo;2,5", "inte ett heltal"),
        ("schoolinfo", "hjo;1.200", "kan läsas som tusental eller som decimaler"),
        ("schoolinfo", "hjo;3;16/3", "har inte varit än"),
        ("schoolinfo", "hjo;3;2023-12-30", "ligger inte i 2024"),
        ("schoolinfo", "hjo;3;12/3;två;klasser", "för många kolumner"),
        ("schoolinfo", 'hjo;3;12/3;"två\nmark;1;12/3', "citattecken"),
        ("schoolinfo", "plats;antal;skola\nhjo;3;Västerhöjd", "Rubrikraden går inte att förstå"),
        ("schoolinfo", "plats;antal;antal\nhjo;3;4", "var och en får finnas en gång"),
        ("schoolinfo", "hjo;1;1/3;" + "x" * 1000, "längre än 1000 tecken"),
        ("unga-ledamoter", ";2;7", "unga-ledamoter räknas per kommun"),
        ("unga-ledamoter", "skaraborg;2;7", "räknas per kommun"),
        ("unga-ledamoter", "hjo;9;7", "mer än det hela"),
        ("unga-ledamoter", "hjo;2", "Det saknas ett tal"),
        ("studiekonferens", "hjo;1", "”hjo” är inte ett tal"),
    ],
)
def test_a_line_that_is_refused(piped: Piped, folder: Path, target: str, line: str, said: str) -> None:
    code, out, err = piped(f"{line}\n", target)
    assert (code, out) == (1, "")
    assert said in err
    assert not (folder / "data").exists()


def test_a_line_without_end(piped: Piped, folder: Path) -> None:
    code, _out, err = piped("hjo;1;1/3;" + "x" * (3 << 20), "schoolinfo")
    assert code == 1
    assert "längre än 1000 tecken" in err
    assert len(err) < 2000
    assert rows(folder) == []


def test_what_may_be_there_twice_is_told(piped: Piped, folder: Path) -> None:
    piped("skövde;3;12/3\n", "schoolinfo")
    code, _out, err = piped("skövde;3;12/3;igen\nhjo;1;12/3\nmark;1;12/3\nhjo;1;12/3\n", "schoolinfo")
    assert code == 0
    assert err.count("verkar redan vara rapporterat") == 2
    assert len(rows(folder)) == 5


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (["schoolinfo"], 1, "Det finns inga rader att spara."),
        (["skola"], 2, "Vilket mål? skola är ett område."),
        ([], 2, "Vilket mål?"),
    ],
)
def test_what_can_not_be_done(piped: Piped, words: list[str], code: int, message: str) -> None:
    found, out, err = piped("", *words)
    assert (found, out) == (code, "")
    assert message in err


LINES = (("1:", "skövde;3;12/3" + ENTER), ("2:", "hjo;2;igar" + ENTER))
SAVE = r"Ska de 2 raderna sparas\? \[J/n\]"
PASTED = "\x1b[200~{}\x1b[201~"
"""How a terminal sends what is pasted."""


def test_lines_are_typed_looked_over_and_saved(start: Start, folder: Path) -> None:
    child = start("log", "schoolinfo", "--many")
    answer(child, ("En rad för varje utfall: Vara; 3; 12/3; några ord", ""), *LINES)
    answer(child, ("3:", "sköved;1" + ENTER), ("Menade du Skövde", ""), ("3:", "mark;5;1/3" + ENTER))
    answer(child, ("4:", ENTER), ("2024-03-14.+Hjo", ""), ("Tillsammans: 10 klassrumspresentationer", ""))
    answer(child, (r"Ska de 3 raderna sparas\?", ""))
    assert rows(folder) == []
    answer(child, ("", ENTER), ("Sparat: 3 rader i data/2024/kansli.csv", ""), ("10 av 662", ""))
    assert ended(child) == 0
    assert rows(folder) == [
        "2024-03-12,schoolinfo,Skövde,3,,,",
        "2024-03-14,schoolinfo,Hjo,2,,,",
        "2024-03-01,schoolinfo,Mark,5,,,",
    ]


@pytest.mark.parametrize(
    "pasted",
    [PASTED.format(TABBED) + ENTER, PASTED.format(TABBED.rstrip()) + ENTER, TABBED.replace("\n", ENTER)],
    ids=["a block", "a block without its last line end", "keys, as older terminals send them"],
)
def test_three_pasted_rows_become_three_rows(start: Start, folder: Path, pasted: str) -> None:
    child = start("log", "schoolinfo", "--many")
    answer(
        child, ("1:", pasted), ("4:", ENTER), (r"Ska de 3 raderna sparas\?", ENTER), ("Sparat: 3 rader", "")
    )
    assert ended(child) == 0
    assert saved(folder) == ROWS


def test_a_pasted_block_is_taken_whole_or_not_at_all(start: Start, folder: Path) -> None:
    """Nor does the header of one that is refused hold for what is typed next."""
    child = start("log", "schoolinfo", "--many")
    block = PASTED.format("Antal\tPlats\n2\tHjo\n1\tSkövve\n\nx\tMark\n")
    answer(child, ("1:", block + ENTER), ("rad 3: .*Skövve", ""), ("rad 5: .*x", ""), ("Inget sparades", ""))
    answer(child, ("1:", "mark;2" + ENTER), ("2:", ENTER), (r"Spara 1 rad\?", ENTER))
    assert ended(child) == 0
    assert rows(folder) == ["2024-03-15,schoolinfo,Mark,2,,,"]


def test_yes_saves_without_asking(start: Start, folder: Path) -> None:
    child = start("log", "schoolinfo", "--many", "--yes")
    answer(child, *LINES, ("3:", ENTER), ("Sparat: 2 rader", ""))
    assert ended(child) == 0
    assert len(rows(folder)) == 2


def test_a_target_is_picked_first(start: Start, folder: Path) -> None:
    child = start("log", "skola", "--many")
    answer(child, ("Mål:", "sfi" + ENTER), ("1:", "hjo;2" + ENTER), ("2:", ENTER), ("Spara 1 rad", ENTER))
    assert ended(child) == 0
    assert rows(folder) == ["2024-03-15,sfi,Hjo,2,,,"]


KEEP = r"Vill du behålla raderna och fortsätta\? \[J/n\]"
STEPS = {
    "third line": (LINES, "3:"),
    "looked over": ((*LINES, ("3:", ENTER)), SAVE),
}


@pytest.mark.parametrize(("name", "key"), left_by(STEPS))
def test_leaving_asks_before_it_drops_what_was_typed(start: Start, folder: Path, name: str, key: str) -> None:
    steps, question = STEPS[name]
    child = start("log", "schoolinfo", "--many")
    answer(child, *steps, (question, LEAVING[key]), (KEEP, ENTER), ("3:", ENTER), (SAVE, LEAVING[key]))
    answer(child, (KEEP, "n" + ENTER))
    left(child, folder, [])


def test_no_asks_too_and_the_lines_can_be_kept(start: Start, folder: Path) -> None:
    child = start("log", "schoolinfo", "--many")
    answer(child, *LINES, ("3:", ENTER), (SAVE, "n" + ENTER), (KEEP, "j" + ENTER), ("3:", ENTER))
    answer(child, (SAVE, ENTER))
    assert ended(child) == 0
    assert len(rows(folder)) == 2


@pytest.mark.parametrize(("name", "key"), left_by(["first line", "half a line"]))
def test_leaving_without_a_line_leaves_no_trace(start: Start, folder: Path, name: str, key: str) -> None:
    child = start("log", "schoolinfo", "--many")
    if name == "half a line":
        answer(child, (" 1:", "skövde;3"))
    answer(child, (" 1:" if name == "first line" else "skövde;3", LEAVING[key]))
    left(child, folder, [])


def test_esc_at_the_last_question_leaves(start: Start, folder: Path) -> None:
    child = start("log", "schoolinfo", "--many")
    answer(child, *LINES, ("3:", ESCAPE), (KEEP, ESCAPE))
    left(child, folder, [])


def test_no_line_at_all_saves_nothing(start: Start, folder: Path) -> None:
    child = start("log", "schoolinfo", "--many")
    answer(child, ("1:", ENTER), ("Det finns inga rader att spara", ""))
    assert ended(child) == 1
    assert not (folder / "data").exists()
