"""`lovp` alone at any width, in any colours and signs that a terminal has."""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from rich.cells import cell_len
from rich.color import Color

from lovp.cli.main import main
from lovp.render.terminal import COLOURS
from tests.terminal import run

Prepare = Callable[[str], Path]
WIDTHS = (30, 40, 59, 60, 72, 79, 80, 81, 99, 100, 109, 110, 120, 140, 170, 240)
ESCAPE = "\x1b"
unix = pytest.mark.skipif(sys.platform == "win32", reason="a pseudo-terminal needs a Unix")


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
    """By 1 June 142 of 340 were expected, 63 there: 79 are lacking; of 60 there are 11 too few; 2 op-eds.

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
        for figure in ("79", "20[,.]2", "11", "2", "7/8", "9/10") if kind == "example" else ():
            assert re.search(rf"(?<!\d){figure}(?!\d)", text), (columns, figure)
        if kind == "example" and columns >= 60:
            (line,) = (line for line in text.splitlines() if line.startswith("Studier"))
            assert line.replace("\N{NO-BREAK SPACE}", " ").split()[1:9] == "1 ● 1 ◐ 4 ▼▼▼▼ 1 ○".split()


def _bytes(folder: Path, **environment: str) -> bytes:
    setting = {"LOVP_TODAY": "2024-06-01", "LOVP_LANG": "sv", "COLUMNS": "120"} | environment
    told = {name: value for name, value in (os.environ | setting).items() if value}
    command = [sys.executable, "-m", "lovp"]
    return subprocess.run(command, cwd=folder, env=told, capture_output=True, check=True, timeout=60).stdout


def test_whatever_the_character_set_it_writes_utf_8(prepare: Prepare) -> None:
    folder = prepare("small")
    assert "▼" in _bytes(folder).decode()
    assert _bytes(folder, PYTHONIOENCODING="cp850") == _bytes(folder)


def test_through_a_pipe_it_has_80_columns_and_no_escapes(prepare: Prepare) -> None:
    text = _bytes(prepare("example"), COLUMNS="", PYTHONIOENCODING="utf-8").decode()
    assert ESCAPE not in text
    assert 70 < max(map(cell_len, text.splitlines())) <= 80


@unix
@pytest.mark.parametrize(
    ("environment", "allowed"),
    [
        ({"TERM": "dumb"}, set()),
        ({"NO_COLOR": "1"}, {"0", "1"}),
        ({}, {"0", "1", *(f"38;5;{number}" for number in (28, 130, 196, 244))}),
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


@pytest.mark.parametrize("colour", COLOURS.values())
def test_no_colour_vanishes_on_black_or_on_white(colour: str) -> None:
    """WCAG asks for 3 to 1 for signs, and beside each of them stands a word or a number."""
    assert (Color.parse(colour).number or 0) >= 16, "the first sixteen are other colours on each terminal"
    light = _light(colour) + 0.05
    assert light / 0.05 > 3.9
    assert 1.05 / light > 3.9
    # And on the dark grey that many terminals have for black.
    assert light / (_light("#1e1e1e") + 0.05) > 3.4


def _light(colour: str) -> float:
    """The relative luminance by WCAG 2, 0 to 1."""
    parts = [part / 255 for part in Color.parse(colour).get_truecolor()]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
