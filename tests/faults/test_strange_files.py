"""Strange things in the place of files: too big, too wide, no text, no file. One clear line, at once."""

import os
import socket
from collections.abc import Callable
from contextlib import chdir, closing
from pathlib import Path

import pytest

from lovp.record.row import HEADER
from tests.faults import scale
from tests.faults.conftest import Injected
from tests.faults.hostile import PILE, raw
from tests.faults.measured import MOST_MEMORY, Measured, measured

pytestmark = pytest.mark.all

SECONDS = 2.0
"""Processor time for any command, whatever it meets."""
BIG = scale.many(20, 100)
BIG_SECONDS = 0.25 * BIG
"""Processor time on top of that for a file of `BIG` megabytes, if its lines are no shorter than a table's."""


def row(number: int, note: str = "") -> bytes:
    row_id, moment = f"018cc251-f400-7000-8000-{number:012}", f"2024-03-12T10:00:00.{number:06}Z"
    return f"{row_id},2024-03-12,schoolinfo,Hjo,1,,{note},,kansli,{moment}\n".encode()


BIG_CONTENTS: dict[str, bytes] = {
    "no line break": b"x",
    "NULs": b"\0",
    "line breaks": b"\n",
    "carriage returns": b"\r",
    "quotation marks": b'"',
    "open quotation marks": b'"' + b"x" * 40 + b"\n",
    "commas": b",",
    "another table": b"en rad,ur en helt,annan tabell,12,34\n",
    "what no encoding explains": b"\x81\xff,\xed\xa0\x80" + b"x" * 70 + b"\n",
    "UTF-16": "en rad,ur en helt,annan tabell\n".encode("utf-16-le"),
    "one row, again and again": row(1),
}
"""What a big file holds, again and again."""
BEGINS = {"UTF-16": b"\xff\xfe", "one row, again and again": HEADER.encode() + b"\n"}
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
def year(prepare: Callable[[str], Path]) -> Path:
    year = prepare("plan") / "data" / "2024"
    year.mkdir(parents=True)
    (year / "ung.csv").write_bytes(HEADER.encode() + b"\n" + row(0))
    return year


def is_clear(answer: Measured, seconds: float = SECONDS) -> None:
    """A documented exit code, nothing raw, in time and in memory, and one message where it failed."""
    assert 0 <= answer.code <= 4, answer.err[-1000:]
    assert raw(answer.out) is None
    assert raw(answer.err) is None
    assert answer.megabytes < MOST_MEMORY
    assert answer.seconds < seconds
    if answer.code in (1, 2):
        lines = answer.err.splitlines()
        assert len([line for line in lines if line.startswith("lovp: ")]) == 1
        assert len(lines) <= 2 or "targets.yaml" in answer.err


@pytest.mark.parametrize("kind", scale.some(list(BIG_CONTENTS), 3))
def test_a_big_file_in_the_record(year: Path, kind: str, injected: Injected) -> None:
    text = BIG_CONTENTS[kind]
    (year / "stor.csv").write_bytes(BEGINS.get(kind, b"") + text * (BIG * 1_000_000 // len(text)))
    commands = scale.some([["progress", "--area", "skola"], ["outcomes"], ["check"]], 1)
    for words in commands:
        answer = measured(year.parents[1], words)
        is_clear(answer, SECONDS + BIG_SECONDS)
        assert answer.code == (3 if words == ["check"] and kind not in SOUND else 0)
    injected("Strange files", f"a file of the record of {BIG} MB with {kind}", read=len(commands))


@pytest.mark.parametrize("kind", LINES)
def test_a_strange_line_in_the_record(year: Path, kind: str, injected: Injected) -> None:
    (year / "märklig.csv").write_bytes(HEADER.encode() + b"\n" + row(1) + LINES[kind] + row(3))
    folder = year.parents[1]
    listed, checked = measured(folder, ["outcomes", "--all", "--format", "csv"]), measured(folder, ["check"])
    for answer in (listed, checked):
        is_clear(answer)
    assert (listed.code, checked.code) == (0, 3)
    assert listed.out.count(",schoolinfo,") == 3
    injected("Strange files", "a file of the record with a strange line", read=2)


def listening(path: Path) -> None:
    """A socket; its name may be too long for one, so it is made where it is short."""
    with closing(socket.socket(socket.AF_UNIX)) as made, chdir(path.parent):
        made.bind(path.name)


THINGS: dict[str, Callable[[Path], object]] = {
    "a folder": Path.mkdir,
    "a pipe": os.mkfifo,
    "a socket": listening,
    "a link to /dev/zero": lambda path: path.symlink_to("/dev/zero"),
    "a link to /dev/full": lambda path: path.symlink_to("/dev/full"),
    "a link to itself": lambda path: path.symlink_to(path.name),
    "a link to nothing": lambda path: path.symlink_to("ingenting/alls"),
}
"""What stands in the place of a file. None of them is /dev/null: should the test fail, it would be lost."""
PLACES = {
    "a file of the record": "data/2024/kansli.csv",
    "the lock": "data/2024/.kansli.lock",
    "the record's folder of the year": "data/2024",
    "the record's folder": "data",
    "the plan": "targets.yaml",
    "the settings": ".config/lovp/folders.json",
    "the settings' folder": ".config/lovp",
    "the report": "rapport/lovp-2024-03.md",
    "the reports' folder": "rapport",
}
COMMANDS: tuple[list[str], ...] = (
    ["progress", "--area", "skola"],
    ["check"],
    ["log", "schoolinfo", "1", "--place", "Hjo", "--date", "2024-04-02"],
    ["export", "--month", "2024-03", "--output", "rapport"],
    ["init", "--writer", "kansli"],
    ["plan", "new", "2025"],
)


@pytest.mark.parametrize("place", PLACES)
def test_a_strange_thing_in_the_place_of_a_file(
    prepare: Callable[[str], Path], tmp_path: Path, place: str, injected: Injected
) -> None:
    ended = {"answered": 0, "refused": 0}
    cases = [(thing, words) for thing in THINGS for words in COMMANDS]
    for number, (thing, words) in enumerate(scale.some(cases, 3)):
        folder = prepare("plan").rename(tmp_path / str(number))
        path = folder / PLACES[place]
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        THINGS[thing](path)
        before = os.lstat(path).st_mode
        answer = measured(folder, words, {"LOVP_WRITER": ""} if "settings" in place else {})
        is_clear(answer)
        ended["refused" if answer.code in (1, 2) else "answered"] += 1
        assert os.lstat(path).st_mode == before, (thing, words)
    injected("Strange files", f"something else in the place of {place}", **ended)
