"""Every byte of a file cut, changed, moved: rows that the damage did not touch are read as they were.

A row is untouched where its own bytes stand on a line of their own. Every other line must be told of as a
problem or, where what is left of it still says something, be a row itself: nothing goes in silence.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from random import Random
from typing import NamedTuple

import pytest

from lovp.errors import PlanError, Problem, format_problem
from lovp.plan.load import load_plans
from lovp.record.record import read_record
from tests.faults import damage
from tests.faults.check import goes_on, lines_of
from tests.faults.conftest import Injected
from tests.faults.hostile import raw
from tests.faults.rows import COLUMNS, EXCEL, FORMS, PLAIN, Cells, Form, sample
from tests.faults.scale import many, some
from tests.folders import PLAN

pytestmark = [pytest.mark.all, pytest.mark.usefixtures("impatient")]

SUBJECT = "Every byte"


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
    found, problems = lines_of(folder)
    read = {row.line: row.cells for row in found}
    assert len(read) == len(found), "two rows on one line"
    told = {problem.line for problem in problems}
    assert all(raw(format_problem(problem)) is None for problem in problems)
    assert all(raw(text) is None for row in found for text in row.cells)
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
    """Whether the line has no content, or is a header: the ten names, and nothing of a row."""
    if not line.strip(b' \t,;"\xef\xbb\xbf'):
        return True
    names = re.split(rb'[\s\x1c-\x1f,;"\xef\xbb\xbf]+', line.lower())
    return {*names} >= {name.encode() for name in COLUMNS} and not re.search(rb"\d\d\d\d-\d\d", line)


def judge_all(folder: Path, cases: Iterable[bytes], *files: Whole) -> Counter[str]:
    ended: Counter[str] = Counter()
    for case in cases:
        try:
            ended[judge(folder, case, *files)] += 1
        except AssertionError as error:
            raise AssertionError(f"{error}; the file was {case!r}") from None
    return ended


def cut(data: bytes) -> Iterable[bytes]:
    return (data[:end] for end in some(range(len(data) + 1), 300))


def changed(data: bytes) -> Iterable[bytes]:
    return (damage.changed(data, *case) for case in some(damage.changes(data), 900))


def interleaved(data: bytes) -> Iterator[bytes]:
    """The same rows as the program writes them and in this form, in turn, with both headers or fewer."""
    ours, theirs = damage.lines_of(PLAIN.file(sample())), damage.lines_of(data)
    for one, other in ((ours, theirs), (ours, theirs[1:]), (ours[1:], theirs), (ours[1:], theirs[1:])):
        yield damage.interleaved(one, other)
        yield damage.interleaved(other, one)
    yield damage.interleaved(ours, theirs[::-1])


def several(data: bytes) -> Iterable[bytes]:
    random = Random(data)
    return (damage.several(data, random) for _case in range(many(150, 5000)))


DAMAGES: dict[str, tuple[Callable[[bytes], Iterable[bytes]], dict[str, bool]]] = {
    "a file cut at every length": (cut, {"reported": True, "another_row": False}),
    "every byte become another, or gone": (changed, {"reported": True, "another_row": True}),
    "two files line by line": (interleaved, {}),
    "two to five faults at once": (several, {}),
}
"""What is done to a file, and which ends some of its cases must have, or none may have."""


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("what", DAMAGES)
def test_damage(prepare: Callable[[str], Path], injected: Injected, what: str, form: str) -> None:
    folder, file = prepare("plan"), whole(FORMS[form])
    year = folder / "data" / "2024"
    year.mkdir(parents=True)
    assert judge(year, file.data, file) == "harmless"
    assert len(_untouched(_lines(file.data), file.rows)) == len(file.rows)
    damages, ends = DAMAGES[what]
    cases = [*damages(file.data)]
    ended = judge_all(year, cases, file, whole(PLAIN))
    assert {end: bool(ended[end]) for end in ends} == ends
    injected(SUBJECT, f"{what}, {form}", **ended)
    for case in (cases[len(cases) // 3], cases[-1]):
        (year / "kansli.csv").write_bytes(case)
        goes_on(folder, problems=True)
        injected(SUBJECT, "the whole command line on a damaged file", went_on=1)


def test_lines_of_many_programs_in_one_file(tmp_path: Path, injected: Injected) -> None:
    """Rows saved by different programs in one file are the same rows; none is lost, none made up."""
    forms = [*FORMS.values(), PLAIN._replace(delimiter="\t")]
    count = many(40, 1500)
    for seed in range(count):
        random = Random(seed)
        lines = b"".join(random.choice(forms).row(cells) for cells in sample())
        (tmp_path / "kansli.csv").write_bytes(PLAIN.header() + lines)
        found, problems = lines_of(tmp_path)
        assert (([row.cells for row in found]), problems) == (sample(), []), seed
    injected(SUBJECT, "every line in another program's form", harmless=count)


def test_an_id_damaged_into_the_id_of_another_row_is_named(tmp_path: Path, injected: Injected) -> None:
    """Ids that are alike to one bit: the damaged row says otherwise than the one whose id it has now."""
    (plan,) = load_plans(PLAN)
    file, cells = whole(PLAIN), sample()
    pairs = ((2, 3), (3, 2), (6, 7), (7, 6), (8, 0), (0, 8))
    for row, other in pairs:
        line = PLAIN.row(cells[row])
        damaged = file.data.replace(line, line.replace(cells[row][0].encode(), cells[other][0].encode(), 1))
        (tmp_path / "kansli.csv").write_bytes(damaged)
        record = read_record(tmp_path, plan)
        assert any(cells[other][0] in problem.message for problem in record.problems)
        assert cells[other][2] in record.uncertain
    injected(SUBJECT, "an id become another row's", reported=len(pairs))


def test_a_plan_damaged_anywhere_is_read_or_refused_in_words(tmp_path: Path, injected: Injected) -> None:
    random, data, file = Random(7), PLAN.read_bytes(), tmp_path / "targets.yaml"
    ended: Counter[str] = Counter()
    for _case in range(many(16, 800)):
        file.write_bytes(damage.several(data, random))
        problems = refusal(file)
        assert problems is None or problems
        for problem in problems or ():
            assert problem.message
            assert problem.remedy
            assert raw(format_problem(problem)) is None
        ended["refused" if problems else "read"] += 1
    assert ended["refused"]
    injected(SUBJECT, "two to five faults at once in targets.yaml", **ended)


def refusal(file: Path) -> Sequence[Problem] | None:
    """What is wrong with a plan that is refused; None where it is read."""
    try:
        load_plans(file)
    except PlanError as error:
        return error.problems
    return None
