"""Every byte of a file cut, changed, moved: rows that the damage did not touch are read as they were.

A row is untouched where its own bytes stand on a line of their own. Every other line must be told of as a
problem or, where what is left of it still says something, be a row itself: nothing goes in silence.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from random import Random
from typing import NamedTuple

import pytest

from lovp.plan.load import load_plans
from lovp.record import lines
from lovp.record.read import read_rows
from lovp.record.record import read_record
from tests.faults import damage
from tests.faults.check import goes_on
from tests.faults.conftest import Injected
from tests.faults.rows import COLUMNS, EXCEL, FORMS, PLAIN, WRAPPED, Cells, Form, meaning, sample
from tests.faults.scale import many, some
from tests.folders import PLAN

pytestmark = pytest.mark.all

SUBJECT = "Every byte"

Prepare = Callable[[str], Path]


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody writes while a test reads, so a line without an end needs no waiting for."""
    monkeypatch.setattr(lines, "_WAIT", 0)


class Whole(NamedTuple):
    """A file before the damage: its bytes, and each row's physical lines with what they mean."""

    data: bytes
    rows: list[tuple[list[bytes], Cells]]


def whole(form: Form) -> Whole:
    """The sample as a program saves it; in a spreadsheet a note has been broken into two lines."""
    told = sample(lambda note: note.replace("med bilder", "med\nbilder") if form is EXCEL else note)
    expected = sample()
    return Whole(
        form.file(told),
        [(_lines(form.row(cells))[:-1], means) for cells, means in zip(told, expected, strict=True)],
    )


def _lines(data: bytes) -> list[bytes]:
    return re.split(rb"\r\n|\r|\n", data)


def judge(folder: Path, data: bytes, *files: Whole) -> str:
    """Hold what is read of the damaged file against what its rows were; how it ended, in a word."""
    path = folder / "kansli.csv"
    path.write_bytes(data)
    found, problems = read_rows(folder)
    read = {row.line: meaning(row.outcome) for row in found}
    assert len(read) == len(found), "two rows on one line"
    told = {problem.line for problem in problems}
    physical = _lines(data.removeprefix(b"\xef\xbb\xbf"))
    untouched = _untouched(physical, [row for file in files for row in file.rows])
    for number, (size, cells) in untouched.items():
        assert read.get(number) == cells, f"line {number}, untouched, is not read as it was"
        assert told.isdisjoint(range(number, number + size)), f"line {number}, untouched, is a problem"
    safe = {number + more for number, (size, _cells) in untouched.items() for more in range(size)}
    no_record = told == {1} and not found
    joined = 0
    for number, line in enumerate(physical, 1):
        if number in safe:
            joined = 0
            continue
        if number in read:
            assert number not in told, f"line {number} is a row and a problem"
            joined = number
            continue
        # A cell may go on over lines, as long as every one of them was damaged.
        assert number in told or joined or no_record or _says_nothing(line), f"line {number} is gone"
    assert {*read} <= {*range(1, len(physical) + 1)}
    if told:
        return "reported"
    known = {cells for file in files for _lines, cells in file.rows}
    return "another_row" if {*read.values()} - known else "harmless"


def _untouched(physical: list[bytes], rows: list[tuple[list[bytes], Cells]]) -> dict[int, tuple[int, Cells]]:
    """The lines at which an original row stands with all its bytes, over how many lines, and its meaning."""
    found = {}
    for at in range(len(physical)):
        for own, cells in rows:
            if physical[at : at + len(own)] == own:
                found[at + 1] = (len(own), cells)
    return found


def _says_nothing(line: bytes) -> bool:
    """Whether the line has no content, or is a header: the ten names and nothing else."""
    if not line.strip(b' \t,;"\xef\xbb\xbf'):
        return True
    names = re.split(rb'[\s\x1c-\x1f,;"\xef\xbb\xbf]+', line.lower())
    return {*names} - {b""} == {name.encode() for name in COLUMNS}


def judge_all(folder: Path, cases: Iterable[bytes], *files: Whole) -> Counter[str]:
    ended: Counter[str] = Counter()
    for case in cases:
        try:
            ended[judge(folder, case, *files)] += 1
        except AssertionError as error:
            raise AssertionError(f"{error}; the file was {case!r}") from None
    return ended


@pytest.mark.parametrize("form", FORMS)
def test_every_form_is_read_as_it_was_before_any_damage(tmp_path: Path, form: str) -> None:
    file = whole(FORMS[form])
    assert judge(tmp_path, file.data, file) == "harmless"
    assert len(_untouched(_lines(file.data), file.rows)) == len(file.rows)


@pytest.mark.parametrize("form", FORMS)
def test_a_file_cut_at_every_length(tmp_path: Path, injected: Injected, form: str) -> None:
    file = whole(FORMS[form])
    ended = judge_all(tmp_path, some(damage.cut(file.data), 300), file)
    assert ended["reported"]
    assert not ended["another_row"], "a part of a row was taken for a whole one"
    injected(SUBJECT, f"a file cut at every length, {form}", **ended)


@pytest.mark.parametrize("form", FORMS)
def test_every_byte_becomes_another(tmp_path: Path, injected: Injected, form: str) -> None:
    file = whole(FORMS[form])
    cases = some(damage.flipped(file.data), 600)
    ended = judge_all(tmp_path, (damage.with_byte(file.data, *case) for case in cases), file)
    assert ended["reported"]
    assert ended["another_row"]
    injected(SUBJECT, f"every byte become another, every bit turned, {form}", **ended)


@pytest.mark.parametrize("form", FORMS)
def test_lines_dropped_doubled_and_swapped(tmp_path: Path, injected: Injected, form: str) -> None:
    file = whole(FORMS[form])
    ended = judge_all(tmp_path, some([*damage.lines_moved(file.data)], 40), file)
    assert not ended["another_row"]
    injected(SUBJECT, f"lines dropped, doubled, swapped, {form}", **ended)


@pytest.mark.parametrize("form", FORMS)
def test_lines_joined(tmp_path: Path, injected: Injected, form: str) -> None:
    file = whole(FORMS[form])
    ended = judge_all(tmp_path, damage.lines_joined(file.data), file)
    assert ended["reported"]
    injected(SUBJECT, f"two lines joined, {form}", **ended)


@pytest.mark.parametrize("form", FORMS)
def test_a_quotation_mark_too_many_or_too_few(tmp_path: Path, injected: Injected, form: str) -> None:
    file = whole(FORMS[form])
    ended = judge_all(tmp_path, some([*damage.quotes(file.data)], 150), file)
    assert ended["reported"]
    injected(SUBJECT, f"a quotation mark too many or too few, {form}", **ended)


@pytest.mark.parametrize("form", FORMS)
def test_a_file_with_its_header_in_the_middle(tmp_path: Path, injected: Injected, form: str) -> None:
    """Two files put after each other; the line between them is hit."""
    file = whole(FORMS[form])
    rows = damage.lines_of(file.data)
    middle = rows[0].removeprefix(b"\xef\xbb\xbf")
    twice = b"".join([*rows[:4], middle, *rows[4:]])
    at = sum(map(len, rows[:4]))
    near = [case for case in damage.flipped(twice) if at - 3 <= case[0] <= at + len(middle) + 3]
    cases = (damage.with_byte(twice, *case) for case in some(near, 60))
    ended = judge_all(tmp_path, [twice, *cases, *damage.lines_joined(twice)], file)
    injected(SUBJECT, f"a second header in the middle, damaged, {form}", **ended)


@pytest.mark.parametrize("other", FORMS)
def test_two_files_line_by_line(tmp_path: Path, injected: Injected, other: str) -> None:
    one, two = whole(PLAIN), whole(FORMS[other])
    ours, theirs = damage.lines_of(one.data), damage.lines_of(two.data)
    cases = [
        damage.interleaved(ours, theirs),
        damage.interleaved(theirs, ours),
        damage.interleaved(ours, theirs[1:]),
        damage.interleaved(ours[1:], theirs),
        damage.interleaved(ours[1:], theirs[1:]),
        damage.interleaved(ours, theirs[::-1]),
        b"".join([*ours, *theirs]),
        b"".join([*theirs, *ours]),
    ]
    injected(SUBJECT, "two files line by line, in two forms", **judge_all(tmp_path, cases, one, two))


@pytest.mark.parametrize("form", FORMS)
def test_several_faults_at_once(tmp_path: Path, injected: Injected, form: str) -> None:
    file, random = whole(FORMS[form]), Random(form)
    cases = (damage.several(file.data, random) for _case in range(many(150, 5000)))
    injected(SUBJECT, f"two to five faults at once, {form}", **judge_all(tmp_path, cases, file))


def test_an_id_damaged_into_the_id_of_another_row_is_named(tmp_path: Path, injected: Injected) -> None:
    """Ids that are alike to one bit: the damaged row says otherwise than the one whose id it has now."""
    (plan,) = load_plans(PLAN)
    file, cells = whole(PLAIN), sample()
    named = 0
    for row, other in ((2, 3), (3, 2), (6, 7), (7, 6), (8, 0), (0, 8)):
        line = PLAIN.row(cells[row])
        damaged = file.data.replace(line, line.replace(cells[row][0].encode(), cells[other][0].encode(), 1))
        (tmp_path / "kansli.csv").write_bytes(damaged)
        record = read_record(tmp_path, plan)
        assert any(cells[other][0] in problem.message for problem in record.problems)
        assert cells[other][2] in record.uncertain
        named += 1
    injected(SUBJECT, "an id become another row's", reported=named)


WORK_ON = {
    "the first half of the header gone": lambda data: data[30:],
    "cut in a row": lambda data: data[: len(data) // 2],
    "a quotation mark that is not closed": lambda data: data.replace(b"\xb6vde;3", b'\xb6vde;"3').replace(
        b"Sk\xf6vde;3", b'Sk\xf6vde;"3'
    ),
    "NUL in place of a line break": lambda data: data.replace(b"\n", b"\0", 3),
    "header and row joined": lambda data: data.replace(b"\n", b"", 1),
    "the second half overwritten by zeros": lambda data: (
        data[: len(data) // 2] + bytes(len(data) - len(data) // 2)
    ),
}
"""Damages after which the whole command line is tried."""


@pytest.mark.parametrize("form", [PLAIN, EXCEL, WRAPPED], ids=["as written", "Excel", "wrapped"])
@pytest.mark.parametrize("what", some([*WORK_ON], 3))
def test_every_command_goes_on_with_a_damaged_file(
    prepare: Prepare, injected: Injected, what: str, form: Form
) -> None:
    folder = prepare("plan")
    data = folder / "data" / "2024"
    data.mkdir(parents=True)
    (data / "kansli.csv").write_bytes(WORK_ON[what](whole(form).data))
    goes_on(folder, problems=True)
    injected(SUBJECT, "the whole command line on a damaged file", went_on=1)
