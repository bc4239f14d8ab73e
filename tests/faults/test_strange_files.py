"""Strange things in the place of files: too big, too wide, no text, no file. One clear line, at once."""

import os
import socket
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from lovp.record.row import HEADER
from tests.faults import scale
from tests.faults.conftest import Injected
from tests.faults.hostile import PILE, raw

if sys.platform == "win32":
    pytest.skip("needs pipes, devices and links in folders", allow_module_level=True)

from tests.faults.measured import MOST_MEMORY, Measured, measured

pytestmark = pytest.mark.all

SECONDS = 2.0
"""Processor time for any command, whatever it meets."""
BIG = scale.many(20, 100)
BIG_SECONDS = 0.25 * BIG
"""Processor time on top of that for a file of `BIG` megabytes, if its lines are no shorter than a table's."""

ROW = (
    "018cc251-f400-7000-8000-{number:012},2024-03-12,schoolinfo,Hjo,1,,{note},,kansli,"
    "2024-03-12T10:00:00.{number:06}Z\n"
)
SUBJECT = "Strange files"


def row(number: int, note: str = "") -> bytes:
    return ROW.format(number=number, note=note).encode()


def megabytes(text: bytes) -> bytes:
    return text * (BIG * 1_000_000 // len(text))


BIG_CONTENTS: dict[str, Callable[[], bytes]] = {
    "no line break": lambda: megabytes(b"x"),
    "NULs": lambda: megabytes(b"\0"),
    "line breaks": lambda: megabytes(b"\n"),
    "carriage returns": lambda: megabytes(b"\r"),
    "quotation marks": lambda: megabytes(b'"'),
    "open quotation marks": lambda: megabytes(b'"' + b"x" * 40 + b"\n"),
    "commas": lambda: megabytes(b","),
    "another table": lambda: megabytes(b"en rad,ur en helt,annan tabell,12,34\n"),
    "what no encoding explains": lambda: megabytes(b"\x81\xff,\xed\xa0\x80" + b"x" * 70 + b"\n"),
    "UTF-16": lambda: b"\xff\xfe" + megabytes("en rad,ur en helt,annan tabell\n".encode("utf-16-le")),
    "one row, again and again": lambda: HEADER.encode() + b"\n" + megabytes(row(1)),
}
SOUND = {"line breaks", "carriage returns", "quotation marks", "commas", "one row, again and again"}
"""What there is nothing to tell of."""

LINES: dict[str, bytes] = {
    "a cell of ten megabytes": row(2, "x" * 10_000_000),
    "a cell of ten megabytes without an end": row(2, '"' + '""x' * 3_333_333),
    "a million columns": b"," * 1_000_000 + b"\na" + b",a" * 499_999 + b"\n",
    "a pile of accents": row(2, PILE),
    "a pile of accents as a line": PILE.encode() * 12 + b"\n",
}
"""What stands between two sound rows of a file, and can't be read."""


@pytest.fixture
def folder(prepare: Callable[[str], Path]) -> Path:
    folder = prepare("plan")
    (folder / "data" / "2024").mkdir(parents=True)
    (folder / "data" / "2024" / "ung.csv").write_bytes(HEADER.encode() + b"\n" + row(0))
    return folder


def is_clear(answer: Measured, seconds: float = SECONDS) -> None:
    """A documented exit code, nothing raw, in time and in memory, and one message where it failed."""
    assert 0 <= answer.code <= 4, answer.err[-1000:]
    assert raw(answer.out) is None
    assert raw(answer.err) is None
    assert answer.megabytes < MOST_MEMORY
    assert answer.seconds < seconds
    if answer.code in (1, 2):
        lines = answer.err.splitlines()
        messages = [line for line in lines if line.startswith("lovp: ")]
        assert len(messages) == 1
        assert len(lines) <= 2 or "targets.yaml" in answer.err


@pytest.mark.parametrize("kind", scale.some(list(BIG_CONTENTS), 3))
def test_a_big_file_in_the_record(folder: Path, kind: str, injected: Injected) -> None:
    (folder / "data" / "2024" / "stor.csv").write_bytes(BIG_CONTENTS[kind]())
    commands = scale.some([["progress", "--area", "skola"], ["outcomes"], ["check"]], 1)
    for words in commands:
        answer = measured(folder, words)
        is_clear(answer, SECONDS + BIG_SECONDS)
        assert answer.code == (3 if words == ["check"] and kind not in SOUND else 0)
    injected(SUBJECT, f"a file of the record of {BIG} MB with {kind}", read=len(commands))


@pytest.mark.parametrize("kind", LINES)
def test_a_strange_line_in_the_record(folder: Path, kind: str, injected: Injected) -> None:
    content = HEADER.encode() + b"\n" + row(1) + LINES[kind] + row(3)
    (folder / "data" / "2024" / "märklig.csv").write_bytes(content)
    listed, checked = measured(folder, ["outcomes", "--all", "--format", "csv"]), measured(folder, ["check"])
    for answer in (listed, checked):
        is_clear(answer)
    assert (listed.code, checked.code) == (0, 3)
    assert listed.out.count(",schoolinfo,") == 3
    injected(SUBJECT, "a file of the record with a strange line", read=2)


def pipe(path: Path) -> None:
    os.mkfifo(path)


def link(target: str) -> Callable[[Path], None]:
    return lambda path: path.symlink_to(target)


def listening(path: Path) -> None:
    """A socket; its name may be too long for one, so it is made where it is short."""
    with closing(socket.socket(socket.AF_UNIX)) as made:
        here = os.open(".", os.O_RDONLY)
        try:
            os.chdir(path.parent)
            made.bind(path.name)
        finally:
            os.fchdir(here)
            os.close(here)


THINGS: dict[str, Callable[[Path], None]] = {
    "a folder": Path.mkdir,
    "a pipe": pipe,
    "a socket": listening,
    "a link to /dev/zero": link("/dev/zero"),
    "a link to /dev/full": link("/dev/full"),
    "a link to itself": lambda path: path.symlink_to(path.name),
    "a link to nothing": link("ingenting/alls"),
}
"""What stands in the place of a file. None of them is /dev/null: should the test fail, it would be lost."""

BEFORE: dict[str, Callable[[Path], Path]] = {
    "a file of the record": lambda folder: folder / "data" / "2024" / "kansli.csv",
    "the lock": lambda folder: folder / "data" / "2024" / ".kansli.lock",
    "the record's folder of the year": lambda folder: folder / "data" / "2024",
    "the record's folder": lambda folder: folder / "data",
    "the plan": lambda folder: folder / "targets.yaml",
    "the settings": lambda folder: folder / ".config" / "lovp" / "folders.json",
    "the settings' folder": lambda folder: folder / ".config" / "lovp",
    "the report": lambda folder: folder / "rapport" / "lovp-2024-03.md",
    "the reports' folder": lambda folder: folder / "rapport",
}
COMMANDS: tuple[list[str], ...] = (
    ["progress", "--area", "skola"],
    ["check"],
    ["log", "schoolinfo", "1", "--place", "Hjo", "--date", "2024-04-02"],
    ["export", "--month", "2024-03", "--output", "rapport"],
    ["init", "--writer", "kansli"],
    ["plan", "new", "2025"],
)


def kind_of(path: Path) -> int:
    return os.lstat(path).st_mode


@pytest.mark.parametrize("place", BEFORE)
def test_a_strange_thing_in_the_place_of_a_file(
    prepare: Callable[[str], Path], tmp_path: Path, place: str, injected: Injected
) -> None:
    ended = {"answered": 0, "refused": 0}
    cases = [(thing, words) for thing in THINGS for words in COMMANDS]
    for number, (thing, words) in enumerate(scale.some(cases, 3)):
        (tmp_path / str(number)).mkdir()
        folder = prepare("plan").rename(tmp_path / str(number) / "plan")
        path = BEFORE[place](folder)
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists():
            path.unlink()
        THINGS[thing](path)
        before = kind_of(path)
        answer = measured(folder, words, {"LOVP_WRITER": ""} if "settings" in place else {})
        is_clear(answer)
        ended["refused" if answer.code in (1, 2) else "answered"] += 1
        assert kind_of(path) == before, (thing, words)
    injected(SUBJECT, f"something else in the place of {place}", **ended)
