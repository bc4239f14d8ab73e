"""The demo: a made-up year, marked by its writers, and commands with what they really answer."""

import csv
import os
import re
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


def run(home: Path, *words: str) -> tuple[list[str], str]:
    """What `lovp demo` wrote to standard output, by line, and to standard error."""
    # A plan of one's own is never shown, nor written to.
    setting = {"LOVP_PLAN": "eget", "LOVP_TODAY": "2026-01-01", "LOVP_LANG": "sv", "HOME": str(home)}
    done = subprocess.run(
        [sys.executable, "-m", "lovp", "demo", "exempel", *words],
        env=os.environ | setting | {"COLUMNS": "80"},
        cwd=home,
        capture_output=True,
        check=True,
    )
    return done.stdout.decode("utf-8").splitlines(), done.stderr.decode("utf-8")


def check_rows(folder: Path, pattern: str) -> int:
    """How many rows the folder has, each by a writer that says it is made up."""
    files = [file.read_text(encoding="utf-8").splitlines() for file in folder.glob(pattern)]
    found = [row for lines in files for row in csv.DictReader(lines)]
    assert all(row["writer"].startswith("exempel") for row in found)
    return len(found)


def check_next_steps(home: Path, lines: list[str]) -> None:
    """What it says to try can be done; without a terminal `lovp log` must be told of what."""
    begun = lines.index("Exemplet ligger i exempel. Fortsätt där:")
    assert lines[begun + 1] == "  cd exempel"
    assert lines[-1] == "Släng mappen när du är klar. Ditt eget år börjar med lovp init."
    for line in lines[begun + 2 : -1]:
        command = [sys.executable, "-m", *line.split()]
        setting = os.environ | {"LOVP_LANG": "sv"}
        done = subprocess.run(
            command,
            cwd=home / "exempel",
            env=setting,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
        )
        assert done.returncode == (2 if line == "  lovp log" else 0), line


def test_five_commands_are_shown_with_what_they_answer(tmp_path: Path) -> None:
    lines, err = run(tmp_path)
    assert lines[0] == "EXEMPEL: de 1500 utfallen nedan är påhittade, av rapportörer som börjar på exempel."
    assert [line for line in lines if line.startswith("$")] == FIVE
    assert "✓ Sparat: Skolinformation på gymnasiet" in lines
    assert "✓ Ångrat: Skolinformation på gymnasiet" in lines
    # That there are more outcomes than the five; no warning, and no error.
    assert re.fullmatch("… och .*\n", err)
    # 1 500 made-up rows, and what the commands record: a visit, and the visit undone.
    assert check_rows(tmp_path / "exempel", "data/2024/*.csv") == 1502
    check_next_steps(tmp_path, lines)
    # A folder with something in it is left alone.
    with pytest.raises(subprocess.CalledProcessError):
        run(tmp_path)
