"""`lovp check --tidy` on a terminal: it shows what it would do, asks, and does as it is told."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("a pseudo-terminal needs a Unix", allow_module_level=True)

from tests.cli.on_terminal import CTRL_C, ENTER, Start, ended, start  # noqa: F401 - a fixture


@pytest.fixture
def folder(prepare: Callable[[str], Path]) -> Path:
    return prepare("copies")


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (folder / "data" / "2024").glob("*.csv")}


@pytest.mark.parametrize("answer", ["n" + ENTER, "nej" + ENTER, CTRL_C])
def test_who_says_no_is_heeded(start: Start, folder: Path, answer: str) -> None:  # noqa: F811
    before = files(folder)
    child = start("check", "--tidy")
    child.expect("Föra in det i rapportörernas egna filer")
    child.send(answer)
    assert ended(child) == 1
    assert files(folder) == before


def test_who_says_yes_gets_it_done(start: Start, folder: Path) -> None:  # noqa: F811
    child = start("check", "--tidy")
    child.expect("1 rad att lägga till i kansli.csv")
    child.expect("Föra in det i rapportörernas egna filer")
    child.send("ja" + ENTER)
    child.expect("läses inte längre")
    assert ended(child) == 3
    assert len(files(folder)) == 5
