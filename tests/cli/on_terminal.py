"""Commands on a pseudo-terminal, and what they leave in the record."""

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import cycle, product
from pathlib import Path
from typing import Any

import pytest

from tests.faults.scale import FULL

if sys.platform == "win32":
    pytest.skip("a pseudo-terminal needs a Unix", allow_module_level=True)
import pexpect

Child = Any
Start = Callable[..., Child]
CTRL_C, CTRL_D, CTRL_U, ESCAPE, ENTER = "\x03", "\x04", "\x15", "\x1b", "\r"
DOWN, UP, TAB = "\x1b[B", "\x1b[A", "\t"


LEAVING = {"ctrl-c": CTRL_C, "ctrl-d": CTRL_D, "escape": ESCAPE}


def left_by(questions: Iterable[str]) -> list[tuple[str, str]]:
    """Each question with a key that leaves it, the keys in turn; in `make faults` each with every key."""
    names = list(questions)
    return list(product(names, LEAVING)) if FULL else list(zip(names, cycle(LEAVING), strict=False))


@pytest.fixture
def folder(prepare: Callable[[str], Path]) -> Path:
    return prepare("plan")


@pytest.fixture
def start(folder: Path) -> Iterator[Start]:
    setting = {"LOVP_WRITER": "kansli", "HOME": str(folder)}
    with started(folder, setting, seconds=6) as run:
        yield run


@contextmanager
def started(folder: Path, setting: dict[str, str], *, seconds: int) -> Iterator[Start]:
    """Starts commands in the folder, each on a terminal of its own; those left over are ended."""
    children = []

    def run(*words: str) -> Child:
        common = {"LOVP_LANG": "sv", "LOVP_TODAY": "2024-03-15"}
        terminal = {"TERM": "xterm", "PROMPT_TOOLKIT_NO_CPR": "1"}
        child = pexpect.spawn(
            sys.executable,
            ["-m", "lovp", *words],
            cwd=str(folder),
            env=os.environ | common | terminal | setting,
            encoding="utf-8",
            timeout=seconds,
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
    if not file.exists():
        return []
    return [",".join(line.split(",")[1:8]) for line in file.read_text(encoding="utf-8").splitlines()[1:]]


def left(child: Child, folder: Path, before: list[bytes]) -> None:
    """Leaving was told, with its exit code, and the record is byte for byte as it was."""
    child.expect("Avbrutet. Inget sparades.")
    assert ended(child) == 1
    assert record(folder) == before


def record(folder: Path) -> list[bytes]:
    """Everything that stands in the record, and the names it stands under."""
    files = sorted((folder / "data").rglob("*"))
    return [part for file in files if file.is_file() for part in (file.name.encode(), file.read_bytes())]


def ended(child: Child) -> int:
    child.expect(pexpect.EOF)
    child.close()
    return int(child.exitstatus)
