"""`lovp` alone at any width, in any colours and signs that a terminal has."""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from rich.cells import cell_len

from lovp.cli.main import main
from tests.terminal import run

Prepare = Callable[[str], Path]
WIDTHS = (30, 40, 59, 60, 72, 79, 80, 81, 99, 100, 109, 110, 120, 140, 170, 240)


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize(("kind", "today"), [("example", "2024-06-01"), ("small", "2025-06-01")])
def test_every_width_has_whole_figures_and_no_line_too_wide(
    prepare: Prepare,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    kind: str,
    today: str,
    language: str,
) -> None:
    """By 1 June there are 63 of 340, 14 of 60, and 21.6 % of the local branches' members of boards.

    In the example's studies one is on track, one at risk, four are behind, one is not due, 3 others begun.
    """
    monkeypatch.chdir(prepare(kind))
    monkeypatch.setenv("LOVP_TODAY", today)
    monkeypatch.setenv("LOVP_LANG", language)
    for columns in WIDTHS:
        monkeypatch.setenv("COLUMNS", str(columns))
        assert main([]) == 0
        text = capsys.readouterr().out
        assert max(map(cell_len, text.splitlines())) <= columns
        assert not re.search(" $", text, re.MULTILINE)
        for figure in ("63", "21[,.]6", "14", "7/8", "9/10") if kind == "example" else ():
            assert re.search(rf"(?<!\d){figure}(?!\d)", text), (columns, figure)
        if kind == "example" and columns >= 60:
            (line,) = (line for line in text.splitlines() if line.startswith("Studier"))
            assert line.replace("\N{NO-BREAK SPACE}", " ").split()[1:9] == "1 ● 1 ◐ 4 ▼▼▼▼ 1 ○".split()


def test_through_a_pipe_it_has_80_columns_no_escapes_and_utf_8(prepare: Prepare) -> None:
    setting = {"LOVP_TODAY": "2024-06-01", "LOVP_LANG": "sv", "PYTHONIOENCODING": "cp850"}
    environment = {name: value for name, value in os.environ.items() if name != "COLUMNS"} | setting
    command = [sys.executable, "-m", "lovp"]
    done = subprocess.run(
        command, cwd=prepare("example"), env=environment, capture_output=True, check=True, timeout=60
    )
    text = done.stdout.decode("utf-8")
    assert "▼" in text
    assert len(text.splitlines()) <= 23  # with the next command's line a common terminal shows all of it
    assert "\x1b" not in text
    assert 70 < max(map(cell_len, text.splitlines())) <= 80


@pytest.mark.skipif(sys.platform == "win32", reason="a pseudo-terminal needs a Unix")
@pytest.mark.parametrize(
    ("environment", "allowed"),
    [
        ({"TERM": "dumb"}, set()),
        ({"NO_COLOR": "1"}, {"0", "1;4"}),
        ({}, {"0", "1;4", *(f"38;5;{number}" for number in (28, 130, 196, 244))}),
    ],
    ids=["dumb", "no colour", "256 colours"],
)
def test_colours_are_those_that_the_terminal_has(
    prepare: Prepare, environment: dict[str, str], allowed: set[str]
) -> None:
    setting = {"LOVP_TODAY": "2024-06-01", "LOVP_LANG": "sv"} | environment
    text = run("lovp", folder=prepare("example"), columns=60, environment=setting)
    used = set(re.findall(r"\x1b\[([0-9;]*)m", text))
    assert used == allowed
    if not allowed:
        assert 50 < max(map(cell_len, text.splitlines())) <= 60
