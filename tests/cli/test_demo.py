"""The demo: a made-up year, marked row by row, and commands with what they really answer."""

import csv
import os
import subprocess
import sys
from pathlib import Path

import pytest

FIVE = [
    "$ lovp",
    "$ lovp progress --område studier --den 2024-05-31",
    "$ lovp log schoolinfo 3 skovde 29/5",
    "$ lovp undo",
    "$ lovp outcomes --mål schoolinfo --månad 2024-05 --högst 5",
]
TWO = [
    "$ lovp rollup progress distrikt.txt --namn EXEMPEL --den 2024-05-31",
    "$ lovp rollup progress distrikt.txt --namn EXEMPEL --per distrikt --mål schoolinfo --den 2024-05-31",
]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, from which the demo is run in Swedish."""
    for name, value in {"LOVP_LANG": "sv", "HOME": str(tmp_path), "COLUMNS": "80"}.items():
        monkeypatch.setenv(name, value)
    return tmp_path


def run(home: Path, *words: str) -> tuple[list[str], str]:
    """What `lovp demo` wrote to standard output, by line, and to standard error."""
    done = subprocess.run(
        [sys.executable, "-m", "lovp", "demo", "exempel", *words],
        # A plan of one's own is never shown, nor written to.
        env=os.environ | {"LOVP_PLAN": "eget", "LOVP_WRITER": "kansli", "LOVP_TODAY": "2026-01-01"},
        cwd=home,
        capture_output=True,
        check=True,
    )
    return done.stdout.decode("utf-8").splitlines(), done.stderr.decode("utf-8")


def rows(folder: Path, pattern: str) -> list[dict[str, str]]:
    return [
        row
        for file in folder.glob(pattern)
        for row in csv.DictReader(file.read_text(encoding="utf-8").splitlines())
    ]


def test_five_commands_are_shown_with_what_they_answer(home: Path) -> None:
    lines, err = run(home)
    assert lines[0] == "EXEMPEL: de 1500 utfallen nedan är påhittade, av rapportörer som börjar på exempel."
    assert [line for line in lines if line.startswith("$")] == FIVE
    answers = [lines[at + 1] for at, line in enumerate(lines) if line.startswith("$")]
    assert answers == [
        "EXEMPEL LO-distriktet i Västsverige · 31 maj 2024 · 42\N{NO-BREAK SPACE}% av året har gått",
        "EXEMPEL LO-distriktet i Västsverige · 31 maj 2024 · 42\N{NO-BREAK SPACE}% av året har gått",
        "✓ Sparat: Skolinformation på gymnasiet",
        "✓ Ångrat: Skolinformation på gymnasiet",
        "EXEMPEL LO-distriktet i Västsverige 2024",
    ]
    assert lines[-6:] == [
        "Exemplet ligger i exempel. Fortsätt där:",
        "  cd exempel",
        "  lovp progress --per plats --den 2024-05-31",
        "  lovp log",
        "  lovp export --månad 2024-05",
        "Släng mappen när du är klar. Ditt eget år börjar med lovp init.",
    ]
    # That there are more outcomes than the five; no warning, and no error.
    assert err.startswith("… och ")
    assert err.count("\n") == 1


def test_every_row_says_that_it_is_made_up(home: Path) -> None:
    run(home)
    found = rows(home / "exempel", "data/2024/*.csv")
    # 1 500 made-up rows, and what the commands record: a visit, and the visit undone.
    assert len(found) == 1502
    assert {row["note"] for row in found} == {""}
    assert all(row["writer"].startswith("exempel") for row in found)


def test_nine_districts(home: Path) -> None:
    lines, err = run(home, "--districts")
    folder = home / "exempel"
    found = rows(folder, "*/data/2024/*.csv")
    assert f"de {len(found)} utfallen" in lines[0]
    assert [line for line in lines if line.startswith("$")] == TWO
    assert "EXEMPEL · 8 av 9 distrikt · 31 maj 2024 · 42\N{NO-BREAK SPACE}% av året har gått" in lines
    assert lines[-6:-4] == ["Exemplet ligger i exempel. Fortsätt där:", "  cd exempel"]
    assert "Mellersta Norrland" in err
    assert {row["note"] for row in found} == {""}
    assert all(row["writer"].startswith("exempel") for row in found)
    assert len({row["id"] for row in found}) == len(found)
    assert not (folder / "mellersta-norrland" / "data").exists()


@pytest.mark.parametrize("words", [(), ("--districts",)])
def test_what_it_says_to_try_can_be_done(home: Path, words: tuple[str, ...]) -> None:
    lines, _err = run(home, *words)
    for line in lines[-4:-1]:
        done = subprocess.run(
            [sys.executable, "-m", *line.split()],
            cwd=home / "exempel",
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
        )
        # Without a terminal, `lovp log` says that it needs to be told of what.
        assert done.returncode == (2 if line == "  lovp log" else 0), line


def test_a_folder_with_something_in_it_is_left_alone(home: Path) -> None:
    (home / "exempel").mkdir()
    (home / "exempel" / "brev.txt").write_text("Hej", encoding="utf-8")
    with pytest.raises(subprocess.CalledProcessError) as caught:
        run(home)
    assert caught.value.returncode == 1
    assert [file.name for file in (home / "exempel").iterdir()] == ["brev.txt"]
