"""The demo: a made-up year, marked by its writers, and commands with what they really answer."""

import csv
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.faults.check import process

SHOWN = ["$ lovp log schoolinfo 3 skövde 29/5", "$ lovp", "$ lovp progress --område studier", "$ lovp undo"]


def run(home: Path) -> tuple[list[str], str]:
    """What `lovp demo` wrote to standard output, by line, and to standard error."""
    # A plan of one's own is never shown, nor written to.
    setting = {"LOVP_PLAN": "eget", "LOVP_TODAY": "2026-01-01", "LOVP_LANG": "sv", "HOME": str(home)}
    done = subprocess.run(
        [sys.executable, "-m", "lovp", "demo", "exempel"],
        env=os.environ | setting | {"COLUMNS": "80"},
        cwd=home,
        capture_output=True,
        check=True,
    )
    return done.stdout.decode("utf-8").splitlines(), done.stderr.decode("utf-8")


def test_a_few_commands_are_shown_with_what_they_answer(tmp_path: Path) -> None:
    lines, err = run(tmp_path)
    assert (
        lines[0] == "EXEMPEL: de 1\xa0500 utfallen nedan är påhittade, av rapportörer som börjar på exempel."
    )
    assert [line for line in lines if line.startswith("$")] == SHOWN
    assert "✓ Sparat: Skolinformation på gymnasiet" in lines
    assert err == ""
    # 1 500 made-up rows, a visit that is recorded, and the row that undoes it.
    files = (tmp_path / "exempel" / "data" / "2024").glob("*.csv")
    texts = [file.read_text(encoding="utf-8").splitlines() for file in files]
    writers = [row["writer"] for text in texts for row in csv.DictReader(text)]
    assert len(writers) == 1502
    assert all(writer.startswith("exempel") for writer in writers)
    # What it says to try can be done; without a terminal `lovp log` must be told of what.
    begun = lines.index("Exemplet ligger i exempel. Fortsätt där:")
    assert lines[begun + 1] == "  cd exempel"
    assert lines[-1] == "Släng mappen när du är klar. Ditt eget år börjar med lovp init."
    for line in lines[begun + 2 : -1]:
        done = process(tmp_path / "exempel", line.split()[1:])
        assert done.code == (2 if line == "  lovp log" else 0), line
    # A folder with something in it is left alone.
    with pytest.raises(subprocess.CalledProcessError):
        run(tmp_path)
