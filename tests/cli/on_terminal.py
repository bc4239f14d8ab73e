"""Commands on a pseudo-terminal, and what they leave in the record."""

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

if sys.platform == "win32":
    pytest.skip("a pseudo-terminal needs a Unix", allow_module_level=True)
import pexpect

Child = Any
Start = Callable[..., Child]
CTRL_C, CTRL_D, ESCAPE, ENTER, DOWN, TAB = "\x03", "\x04", "\x1b", "\r", "\x1b[B", "\t"


@pytest.fixture
def folder(prepare: Callable[[str], Path]) -> Path:
    return prepare("plan")


@pytest.fixture
def start(folder: Path) -> Iterator[Start]:
    """Starts commands in the folder, each on a terminal of its own; those left over are ended."""
    children = []

    def run(*words: str, **setting: str) -> Child:
        environment = {
            "LOVP_LANG": "sv",
            "LOVP_TODAY": "2024-03-15",
            "LOVP_WRITER": "kansli",
            "HOME": str(folder),
            "XDG_CONFIG_HOME": "",
            "TERM": "xterm",
            "PROMPT_TOOLKIT_NO_CPR": "1",
        }
        child = pexpect.spawn(
            sys.executable,
            ["-m", "lovp", *words],
            cwd=str(folder),
            env=os.environ | environment | setting,
            encoding="utf-8",
            timeout=20,
            dimensions=(40, 100),
        )
        children.append(child)
        return child

    yield run
    for child in children:
        child.close(force=True)


def answer(child: Child, *pairs: tuple[str, str]) -> None:
    """Wait for each question and give its answer."""
    for question, text in pairs:
        child.expect(question)
        child.send(text)


def rows(folder: Path) -> list[str]:
    """The rows recorded so far, without ids and times."""
    file = folder / "data" / "2024" / "kansli.csv"
    lines = file.read_text(encoding="utf-8").splitlines()[1:] if file.exists() else []
    return [line.split(",", 1)[1].rsplit(",", 2)[0] for line in lines]


def files(folder: Path) -> dict[Path, bytes]:
    """Every file in the folder, and what is in it."""
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def ended(child: Child) -> int:
    child.expect(pexpect.EOF)
    child.close()
    return int(child.exitstatus)
