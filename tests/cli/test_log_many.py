"""`lovp log --many`: a table of outcomes from a file, saved all at once or not at all."""

import io
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from lovp.cli.main import main

TABBED = "Skövde\t3\t2024-03-12\ttvå klasser\nHjo\t2\t\t\nMark\t1\t8 mars\tKinna, på torget\n"
ROWS = [
    "2024-03-12,schoolinfo,Skövde,3,,två klasser,",
    "2024-03-15,schoolinfo,Hjo,2,,,",
    '2024-03-08,schoolinfo,Mark,1,,"Kinna, på torget",',
]

Piped = Callable[..., tuple[int, str, str]]


@pytest.fixture
def piped(
    prepare: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Piped:
    """Runs a command with text on its standard input; the exit code, and what was written."""
    monkeypatch.chdir(prepare("plan"))
    monkeypatch.setenv("LOVP_TODAY", "2024-03-15")
    monkeypatch.setenv("LOVP_LANG", "sv")

    def run(text: str | bytes, *words: str) -> tuple[int, str, str]:
        data = text.encode() if isinstance(text, str) else text
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
        code = main(["log", *words, "--many"])
        return (code, *capsys.readouterr())

    return run


def saved() -> list[str]:
    """The rows recorded, each as its line in the file from date to replaces."""
    file = Path("data/2024/kansli.csv")
    lines = file.read_text(encoding="utf-8").splitlines()[1:] if file.exists() else []
    return [line.split(",", 1)[1].rsplit(",", 2)[0] for line in lines]


OPTIONS = ["schoolinfo", "--place", "hjo", "--date", "12/3", "--note", "åk 3"]


@pytest.mark.parametrize(
    "text",
    [
        *(TABBED.replace("\n", "\r\n").encode(code) for code in ("utf-8", "utf-8-sig", "cp1252", "utf-16")),
        "Skövde;3;12/3;två klasser\n\nHjo;2\nMark;1;8/3;Kinna, på torget\n",
        'skövde,3,12/3,två klasser\nhjo,2,,\nmark,1,8/3,"Kinna, på torget"\n',
    ],
)
def test_ways_to_write_the_same(piped: Piped, text: str | bytes) -> None:
    code, out, err = piped(text, "schoolinfo")
    assert (code, err) == (0, "")
    assert saved() == ROWS
    assert out.startswith("✓ Sparat: 3 rader i data/2024/kansli.csv\n\nSkolinformation på gymnasiet: 6 av")


@pytest.mark.parametrize(
    ("words", "text", "row"),
    [
        (["unga-ledamoter"], "hjo;3;7;12/3;nya\n", "2024-03-12,unga-ledamoter,Hjo,3,7,nya,"),
        (["studiekonferens"], "0,5;1/3;klar\n", "2024-03-01,studiekonferens,,0.5,,klar,"),
        # Options fill what a line leaves empty.
        (OPTIONS, ";3\n", "2024-03-12,schoolinfo,Hjo,3,,åk 3,"),
        (OPTIONS, "mark;4;1/3;kväll\n", "2024-03-01,schoolinfo,Mark,4,,kväll,"),
    ],
)
def test_columns_are_those_of_the_target(piped: Piped, words: list[str], text: str, row: str) -> None:
    assert piped(text, *words)[0] == 0
    assert saved() == [row]


def test_every_bad_line_is_told_and_nothing_is_saved(piped: Piped) -> None:
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
        "rad 5: ”30/2” är inget datum.\n"
        "    mark;3;30/2\n"
        "  Skriv det som 2024-03-12 eller 12/3 eller 12 mars.\n\n"
        "lovp: Inget sparades. Rader som inte går att förstå: 3\n"
        "      En rad för varje utfall: Vara; 3; 12/3; några ord\n"
    )
    assert saved() == []


@pytest.mark.parametrize(
    ("target", "line", "said"),
    [
        ("schoolinfo", "", "Det finns inga rader att spara."),
        ("skola", "", "Vilket mål? skola är ett område."),
        ("schoolinfo", "hjo;1.200", "kan läsas som tusental eller som decimaler"),
        ("schoolinfo", "hjo;3;12/3;två;klasser", "för många kolumner"),
        ("schoolinfo", 'hjo;3;12/3;"två\nmark;1;12/3', "citattecken"),
        ("schoolinfo", "plats;antal\nhjo;3", "Det finns ingen plats ”plats” i planen."),
        ("schoolinfo", "hjo;1;1/3;" + "x" * 9000, "längre än 500 tecken"),
        ("unga-ledamoter", "skaraborg;2;7", "räknas per kommun"),
    ],
)
def test_a_line_that_is_refused(piped: Piped, target: str, line: str, said: str) -> None:
    code, out, err = piped(f"{line}\n", target)
    assert (code > 0, out) == (True, "")
    assert said in err
    assert len(err) < 2000
    assert saved() == []
