"""The pictures of terminals: nothing from outside, the same bytes each time, and every sign in its column."""

import re
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.terminal import picture, run

SVG = "{http://www.w3.org/2000/svg}"


def drawn(svg: str) -> list[tuple[float, float, str]]:
    """Where each text of the screen begins (columns, points from above), and what it says."""
    (matrix,) = (group for group in _parsed(svg).iter(f"{SVG}g") if "matrix" in group.get("class", ""))
    return [
        (float(text.get("x", "")) / 12, float(text.get("y", "")), (text.text or "").replace("\xa0", " "))
        for text in matrix
    ]


def _parsed(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg)  # noqa: S314 - it was made here


def test_nothing_is_fetched_and_the_bytes_are_the_same() -> None:
    svg = picture("\x1b[1mÅäö\x1b[0m ✓ █░", columns=20, title="$ lovp {x} <y>")
    assert svg == picture("\x1b[1mÅäö\x1b[0m ✓ █░", columns=20, title="$ lovp {x} <y>")
    assert set(re.findall(r"https?://[^\"' )]+", svg)) == {"http://www.w3.org/2000/svg"}
    assert not re.search(r"url\((?!#)|@import|@font-face|href", svg)
    assert _parsed(svg).findtext(f"{SVG}title") == "$ lovp {x} <y>"


def test_every_text_stands_in_its_column_and_on_its_line() -> None:
    svg = picture("åäö \x1b[31m▼ efter\x1b[0m\n────\r\n  █░ x", columns=20, title="")
    first, second, third = 20, 44.4, 68.8
    assert drawn(svg) == [
        (0, first, "åäö "),
        (4, first, "▼"),
        (5, first, " efter"),
        (0, second, "────"),
        (2, third, "█░"),
        (4, third, " x"),
    ]


def test_light_and_dark_differ_in_their_colours_alone() -> None:
    ansi = "\x1b[2mdim\x1b[0m \x1b[32mgreen\x1b[0m"
    dark, light = (picture(ansi, columns=20, title="t", light=is_light) for is_light in (False, True))
    assert dark != light
    assert re.sub("#[0-9a-f]{6}", "", dark) == re.sub("#[0-9a-f]{6}", "", light)


@pytest.mark.skipif(sys.platform == "win32", reason="a pseudo-terminal needs a Unix")
def test_a_run_sees_a_terminal_with_colours_as_wide_as_it_is_told(tmp_path: Path) -> None:
    script = "import os, sys; print(os.get_terminal_size().columns, sys.stdout.isatty(), os.environ['TERM'])"
    printed = run(f'{sys.executable} -c "{script}"', folder=tmp_path, columns=123, environment={})
    assert printed == "123 True xterm-256color\n"
