"""Strange things in the place of files: too big, too wide, no text, no file. One clear line, at once."""

import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest

from lovp.record.row import HEADER
from tests.faults import scale
from tests.faults.check import LOG, Answer, process
from tests.faults.hostile import PILE, is_clear

pytestmark = pytest.mark.all

BIG = scale.many(20, 100)
"""Megabytes of a big file."""


def measured(
    folder: Path, words: Sequence[str], environment: Mapping[str, str] = {}, *, seconds: int = 3
) -> Answer:
    """Run the command in so much processor time and 500 MB; its answer, which is clear."""
    limited = f'ulimit -t {seconds}; ulimit -d 500000; exec "$@"'
    answer = process(folder, words, environment, before=["sh", "-c", limited, "sh"])
    is_clear(*answer)
    return answer


def row(number: int, note: str = "") -> bytes:
    row_id, moment = f"018cc251-f400-7000-8000-{number:012}", f"2024-03-12T10:00:00.{number:06}Z"
    return f"{row_id},2024-03-12,schoolinfo,Hjo,1,,{note},,kansli,{moment}\n".encode()


HEAD = HEADER.encode() + b"\n"
BIG_CONTENTS: dict[str, tuple[bytes, bytes, int]] = {
    "no line break": (b"", b"x", 3),
    "quotation marks": (b"", b'"', 0),
    "what no encoding explains": (b"", b"\x81\xff,\xed\xa0\x80" + b"x" * 70 + b"\n", 3),
    "UTF-16": (b"\xff\xfe", "en rad,ur en helt,annan tabell\n".encode("utf-16-le"), 3),
    "one row, again and again": (HEAD, row(1), 0),
    "a pile of accents": (HEAD, row(2, PILE), 3),
}
"""How a big file begins, what it holds again and again, and how `lovp check` ends then."""


@pytest.fixture
def year(prepare: Callable[[str], Path]) -> Path:
    year = prepare("plan") / "data" / "2024"
    year.mkdir(parents=True)
    (year / "ung.csv").write_bytes(HEAD + row(0))
    return year


@pytest.mark.parametrize("kind", scale.some(list(BIG_CONTENTS), 3))
def test_a_big_file_in_the_record(year: Path, kind: str) -> None:
    begin, text, code = BIG_CONTENTS[kind]
    (year / "stor.csv").write_bytes(begin + text * (BIG * 1_000_000 // len(text)))
    for words in (["progress", "--area", "skola"], ["check"]):
        answer = measured(year.parents[1], words, seconds=2 + BIG // 4)
        assert answer.code == (code if words == ["check"] else 0)


THINGS: dict[str, Callable[[Path], object]] = {
    "a folder": Path.mkdir,
    "a pipe": os.mkfifo,
    "a link to /dev/zero": lambda path: path.symlink_to("/dev/zero"),
    "a link to itself": lambda path: path.symlink_to(path.name),
    "a link to nothing": lambda path: path.symlink_to("ingenting/alls"),
}
"""What stands in the place of a file. None of them is /dev/null: should the test fail, it would be lost."""
PLACES = (
    *("data/2024/kansli.csv", "data/2024/.kansli.lock", "data/2024", "data", "targets.yaml"),
    *(".config/lovp/folders.json", ".config/lovp", "rapport/lovp-2024-03.md", "rapport"),
)
COMMANDS: tuple[list[str], ...] = (
    ["check"],
    LOG,
    ["export", "--month", "2024-03", "--output", "rapport"],
    ["init", "--writer", "kansli"],
    ["plan", "new", "2025"],
)


@pytest.mark.parametrize("place", PLACES)
def test_a_strange_thing_in_the_place_of_a_file(
    prepare: Callable[[str], Path], tmp_path: Path, place: str
) -> None:
    cases = [(thing, words) for thing in THINGS for words in COMMANDS]
    for number, (thing, words) in enumerate(scale.some(cases, 3)):
        folder = prepare("plan").rename(tmp_path / str(number))
        path = folder / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        THINGS[thing](path)
        before = os.lstat(path).st_mode
        measured(folder, words, {"LOVP_WRITER": ""} if "config" in place else {})
        assert os.lstat(path).st_mode == before, (thing, words)
