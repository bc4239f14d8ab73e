"""Every byte of a file cut, changed, moved: rows that the damage did not touch are read as they were.

A row is untouched where its own bytes stand on a line of their own. Every other line must be told of as a
problem or, where what is left of it still says something, be a row itself: nothing goes in silence.
"""

import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

import pytest

from lovp.cli.show import format_problem
from tests.faults.check import goes_on
from tests.faults.hostile import raw
from tests.faults.rows import COLUMNS, EXCEL, FORMS, PLAIN, Cells, Form, sample
from tests.faults.scale import some
from tests.rows import read_rows

pytestmark = pytest.mark.all


class Whole(NamedTuple):
    """A file before the damage: its bytes, and each row's physical lines with what they mean."""

    data: bytes
    rows: list[tuple[list[bytes], Cells]]


def whole(form: Form) -> Whole:
    """The sample as a program saves it, in two files put after each other, each with its header.

    In a spreadsheet a note has been broken into two lines.
    """
    told = sample(lambda note: note.replace("med bilder", "med\nbilder") if form is EXCEL else note)
    rows = zip(told, sample(), strict=True)
    twice = form.file(told[:4]) + form.file(told[4:]).removeprefix(b"\xef\xbb\xbf")
    return Whole(twice, [(_lines(form.row(cells))[:-1], means) for cells, means in rows])


def _lines(data: bytes) -> list[bytes]:
    return re.split(rb"\r\n|\r|\n", data)


def judge(folder: Path, data: bytes, *files: Whole) -> str:
    """Hold what is read of the damaged file against what its rows were; how it ended, in a word."""
    (folder / "kansli.csv").write_bytes(data)
    found, problems = read_rows(folder)
    read = {row.line: row.cells for row in found}
    assert len(read) == len(found), "two rows on one line"
    told = {problem.line for problem in problems}
    assert all(raw(format_problem(problem)) is None for problem in problems)
    assert all(raw(text) is None for row in found for text in row.cells)
    physical = _lines(data.removeprefix(b"\xef\xbb\xbf"))
    safe: set[int] = set()
    for number in range(1, len(physical) + 1):
        for own, cells in (row for file in files for row in file.rows):
            if physical[number - 1 : number - 1 + len(own)] == own:
                assert read.get(number) == cells, f"line {number}, untouched, is not read as it was"
                safe |= {*range(number, number + len(own))}
    assert told.isdisjoint(safe), "an untouched line is a problem"
    no_record = told == {1} and not found
    joined = False
    for number, line in enumerate(physical, 1):
        if number in safe or number in read:
            assert number not in told, f"line {number} is a row and a problem"
            joined = number not in safe
        else:
            # A cell may go on over lines, as long as every one of them was damaged.
            assert number in told or joined or no_record or _says_nothing(line), f"line {number} is gone"
    assert {*read} <= {*range(1, len(physical) + 1)}
    known = {cells for file in files for _lines, cells in file.rows}
    return "reported" if told else "another_row" if {*read.values()} - known else "harmless"


def _says_nothing(line: bytes) -> bool:
    """Whether the line has no content, or is a header: the ten names, and nothing of a row."""
    if not line.strip(b' \t,;"\xef\xbb\xbf'):
        return True
    names = re.split(rb'[\s\x1c-\x1f,;"\xef\xbb\xbf]+', line.lower())
    return {*names} >= {name.encode() for name in COLUMNS} and not re.search(rb"\d\d\d\d-\d\d", line)


def changes(data: bytes) -> list[tuple[int, bytes]]:
    """Every byte (first) gone, with every bit of it turned, and become other bytes of meaning (second)."""
    found = []
    for at, byte in enumerate(data):
        others = {byte ^ 1 << bit for bit in range(8)} | {*b"\0\n\r\t ,;\"'\xff"} - {byte}
        found += [(at, b""), *((at, bytes([other])) for other in sorted(others))]
    return found


DAMAGES: dict[str, tuple[Callable[[bytes], Iterable[bytes]], set[str]]] = {
    "cut at every length": (
        lambda data: (data[:end] for end in some(range(len(data) + 1), 300)),
        {"harmless", "reported"},
    ),
    "every byte become another, or gone": (
        lambda data: (data[:at] + other + data[at + 1 :] for at, other in some(changes(data), 900)),
        {"harmless", "reported", "another_row"},
    ),
}
"""What is done to a file, and how its cases may end: a cut makes no other row of any."""


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("what", DAMAGES)
def test_damage(prepare: Callable[[str], Path], what: str, form: str) -> None:
    folder, file = prepare("plan"), whole(FORMS[form])
    year = folder / "data" / "2024"
    year.mkdir(parents=True)
    assert judge(year, file.data, file) == "harmless"
    damages, ends = DAMAGES[what]
    cases = [*damages(file.data)]
    ended = set()
    for case in cases:
        try:
            ended.add(judge(year, case, file, whole(PLAIN)))
        except AssertionError as error:
            raise AssertionError(f"{error}; the file was {case!r}") from None
    assert ended & ends
    assert ended <= ends
    for case in (cases[len(cases) // 3], cases[-1]):
        (year / "kansli.csv").write_bytes(case)
        goes_on(folder, problems=True)
