"""The files of a record, as people, spreadsheets and synchronisation leave them, and what is read of each.

Two rows, `row-1` and `row-2`, stand in every file; the tables say what else does, and on which lines there
is something to tell. Files damaged byte by byte are in tests/faults, other forms in test_against_sqlite.py.
"""

import time
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lovp.model import Outcome
from lovp.record.record import Record, read_record
from lovp.record.row import HEADER
from tests.record.helpers import PLAN, make_row, record_of, write

TIME = "2024-05-28T14:00:00.000000Z"
TO_THE_SECOND = TIME.replace(".000000Z", "Z")
ONE = f"row-1,2024-03-12,visits,Skövde,3,,,,kansli,{TIME}"
TWO = f"row-2,2024-03-13,hours,Åmål,2.5,,,,kansli,{TIME}"
NOTED = f'row-3,2024-03-12,visits,,3,,"Åk 9, ""Ung""; se pm",,kansli,{TIME}'

ROW_1 = make_row("1", 3, place="Skövde")
ROW_2 = make_row("2", Decimal("2.5"), day=date(2024, 3, 13), target="hours", place="Åmål")
ROW_3 = make_row("3", 3, note='Åk 9, "Ung"; se pm')


def read(folder: Path, content: str | bytes) -> Record:
    return record_of(folder, {"kansli.csv": content if isinstance(content, bytes) else content.encode()})


def found_in(folder: Path, content: str | bytes) -> tuple[Sequence[Outcome], list[int]]:
    """The outcomes in a file, and the lines on which something is wrong."""
    record = read(folder, content)
    assert all(each.message and each.remedy and each.file == "kansli.csv" for each in record.problems)
    return record.outcomes, [each.line for each in record.problems]


def text(*lines: str, sign: str = ",", end: str = "\n") -> str:
    """The lines with another sign between their cells, and another line break."""
    return "".join(line.replace(",", sign) + end for line in lines)


def turned(*lines: str) -> str:
    """The lines with their columns in the opposite order, between semicolons."""
    return text(*(",".join(line.split(",")[::-1]) for line in lines), sign=";")


WHOLE = text(HEADER, ONE, TWO)
SEMICOLONS = text(HEADER, ONE, TWO, sign=";", end="\r\n")

SAME: dict[str, str | bytes] = {
    "no line break at the end": WHOLE[:-1],
    "separator named": ("sep=;\r\n" + SEMICOLONS).encode("cp1252"),
    "no header, semicolons": text(ONE, TWO, sign=";"),
    "one line windows-1252": text(HEADER, ONE).encode() + text(TWO).encode("cp1252"),
    "empty lines": f"\n\n{HEADER}\n\n{ONE}\n \n,,,,,,,,,\n;;;\n{TWO}\n\n\n",
    "trailing semicolons on wrapped rows": text(HEADER, ONE, TWO, end=";;\r\n").encode("cp1252"),
    "two forms after each other": text(HEADER, ONE) + text(HEADER, TWO, sign=";", end="\r\n"),
    "two headers, the second with moved columns": text(HEADER, ONE) + turned(HEADER, TWO),
    "a column of the future, an older row": text(f"{HEADER},source", ONE, f"{TWO},x"),
    "recorded to the second, as other programs write it": WHOLE.replace(TIME, TO_THE_SECOND),
}


@pytest.mark.parametrize("form", SAME)
def test_the_same_rows_in_every_form(tmp_path: Path, form: str) -> None:
    assert found_in(tmp_path, SAME[form]) == ((ROW_1, ROW_2), [])


WRAPPED = '"' + NOTED.replace('"', '""') + '"'
NOTES = {
    "as written": NOTED,
    "the line in two cells, by its own semicolon": (
        '"row-3,2024-03-12,visits,,3,,""Åk 9, """"Ung""""";" se pm"",,kansli,' + TIME + '"'
    ),
    "the line in one cell, and empty ones": WRAPPED + ";;",
    "a mark before the line": "\ufeff" + WRAPPED,
    "line breaks in the note": NOTED.replace("9, ", "9,\n").replace("; ", ";\n\n"),
}


@pytest.mark.parametrize("form", NOTES)
def test_a_note_with_all_that_needs_quotation_marks(tmp_path: Path, form: str) -> None:
    assert found_in(tmp_path, text(HEADER, ONE) + f"{NOTES[form]}\n{TWO}\n") == ((ROW_1, ROW_3, ROW_2), [])


TORN = f'row-9,2024-03-12,visits,,3,,"en anteckning,,kansli,{TIME}'
CLOSING = f'row-8,2024-03-12,visits,,3,,",,kansli,{TIME}'
JOINED = ONE + TWO
OTHER = ONE.replace("row-1", "row-9")

DAMAGED: dict[str, tuple[list[str], list[int]]] = {
    "torn in a cell": ([HEADER, ONE, "row-9,2024-03-12,vis", TWO], [3]),
    "torn, the last line": ([HEADER, ONE, TWO, "row-9,2024-0"], [4]),
    "an open quotation mark, in semicolons": (text(HEADER, TORN, ONE, TWO, sign=";").split("\n")[:-1], [2]),
    "an open quotation mark at a row's beginning": ([HEADER, f'"{ONE[:9]}', ONE, TWO], [2]),
    "an open quotation mark before every other row": ([HEADER, TORN, ONE, TORN, TWO], [2, 4]),
    "one that another row could close": ([HEADER, TORN, ONE, CLOSING, TWO], [2, 4]),
    "one before many lines": ([HEADER, '"row-9,2024', *["ord"] * 25, ONE, TWO], [*range(2, 28)]),
    "a header joined with a row, in the middle": ([HEADER, f"{OTHER},{HEADER}", TWO, ONE], [2]),
    "zeros": ([HEADER, ONE, "\0" * 5000, TWO, "row\0-4,2024-03-12"], [3, 5]),
    "another table after the record": ([HEADER, ONE, TWO, "Namn;Ort", "Anna Ek;Skövde"], [4, 5]),
}
"""The lines of a file, and those on which there is something to tell: `row-1` and `row-2` are read."""


@pytest.mark.parametrize("damage", DAMAGED)
def test_damage_takes_no_other_row_with_it(tmp_path: Path, damage: str) -> None:
    lines, expected = DAMAGED[damage]
    for end in ("\n", "\r\n"):
        assert found_in(tmp_path, end.join([*lines, ""])) == ((ROW_1, ROW_2), expected)


@pytest.mark.parametrize(
    ("line", "shown"),
    [(TORN, TORN), (JOINED, JOINED[:200]), ("row-9,2024-03-12,visits,,3,,ring 070-123 45 67,,kansli,", "")],
)
def test_what_is_told_shows_the_line_but_no_person(tmp_path: Path, line: str, shown: str) -> None:
    (problem,) = read(tmp_path, text(HEADER, line)).problems
    assert (problem.line, problem.text) == (2, shown)


def test_a_damaged_header_takes_no_row_with_it(tmp_path: Path) -> None:
    for at in range(len(HEADER)):
        header = HEADER[:at] + chr(ord(HEADER[at]) ^ 1) + HEADER[at + 1 :]
        outcomes, lines = found_in(tmp_path, text(header, ONE, TWO))
        assert (outcomes, lines in ([1], [])) == ((ROW_1, ROW_2), True)


def test_times_to_the_second_and_with_parts_of_it_are_in_one_order(tmp_path: Path) -> None:
    """A text without parts of a second would come after one with them; the moment comes before it."""
    half = f"row-2,2024-03-12,campaign,,0.5,,,,kansli,{TIME.replace('.0', '.5')}"
    whole = f"row-1,2024-03-12,campaign,,1,,,,kansli,{TO_THE_SECOND}"
    assert [outcome.id for outcome in read(tmp_path, text(HEADER, half, whole))] == ["row-2", "row-1"]
    assert [outcome.id for outcome in read_record(tmp_path, PLAN).outcomes] == ["row-1", "row-2"]
    assert [outcome.id for outcome in read_record(tmp_path, PLAN, TIME).outcomes] == ["row-1"]
    # The same row from a program that leaves the parts of a second out is the same row.
    record = read(tmp_path, text(HEADER, ONE, ONE.replace(TIME, TO_THE_SECOND)))
    assert (record.outcomes, record.problems, record.uncertain) == ((ROW_1,), (), ())


def test_an_open_quotation_mark_in_a_large_file_takes_no_other_row_with_it(tmp_path: Path) -> None:
    """Longer than any cell that a CSV reader would take, with thirty such rows, and other notes between."""
    lines = [ONE.replace("row-1", f"row-{number:05}") for number in range(20_000)]
    torn = range(100, 20_000, 700)
    for at in torn:
        lines[at] = TORN.replace("row-9", f"torn-{at}")
    lines[50] = lines[19_999] = NOTED
    start = time.process_time()
    outcomes, problems = found_in(tmp_path, text(HEADER, *lines))
    assert time.process_time() - start < 4
    # One noted row counts once.
    assert (len(outcomes), problems) == (20_000 - len(torn) - 1, [at + 2 for at in torn])


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_keep_their_numbers_in_a_large_file(tmp_path: Path, end: str) -> None:
    """However it is read in parts: every seventh row has a note over three lines."""
    rows = [ONE.replace("row-1", f"row-{number:06}") for number in range(9000)]
    for number in range(0, 9000, 7):
        rows[number] = NOTED.replace("row-3", f"row-{number:06}").replace("9, ", f"9,{end}{end}")
    lines = text(*rows, end=end).count(end)
    outcomes, problems = found_in(tmp_path, f"{HEADER}{end}{end.join(rows)}{end}bad{end}")
    assert (len(outcomes), problems) == (9000, [lines + 2])
    assert [outcome.note for outcome in outcomes if outcome.note] == [ROW_3.note] * 1286


def test_many_bad_rows_are_counted(tmp_path: Path) -> None:
    record = read(tmp_path, text(HEADER, ONE) + "bad\n" * 1000)
    (rest,) = (each for each in record.problems if not each.line)
    assert (record.outcomes, len(record.problems)) == ((ROW_1,), 101)
    assert rest.message.startswith("More rows ")
    assert len(read(tmp_path, text(HEADER) + "bad\n" * 101).problems) == 101


@pytest.mark.parametrize("content", ["Namn;Ort\nAnna Ek;Skövde\nBo Al;Åmål\n", bytes(range(256)) * 50])
def test_a_file_that_is_no_record_is_one_problem_and_not_shown(tmp_path: Path, content: str | bytes) -> None:
    record = read(tmp_path, content)
    assert (record.outcomes, [(each.line, each.text) for each in record.problems]) == ((), [(1, "")])
    assert found_in(tmp_path, "") == found_in(tmp_path, HEADER) == ((), [])


def test_which_files_are_read(tmp_path: Path) -> None:
    names = "b.csv A.CSV kansli(1).csv notes.txt ._b.csv .b.csv ~$b.csv b.csv.tmp"
    files = {name: [make_row(name[0])] for name in names.split()}
    write(tmp_path, files)
    (tmp_path / "below").mkdir()
    (tmp_path / "below" / "c.csv").write_text(text(HEADER, ONE))
    record = read_record(tmp_path, PLAN)
    assert (sorted(record.rows), record.problems) == (["row-A", "row-b", "row-k"], ())


def test_a_missing_folder_is_an_empty_record(tmp_path: Path) -> None:
    record = read_record(tmp_path / "2024", PLAN)
    assert (record.outcomes, dict(record.rows), len(record.last_word)) == ((), {}, 0)
    assert (record.problems, record.uncertain, record.copies) == ((), (), {})
    (tmp_path / "file").write_text("x")
    record = read_record(tmp_path / "file", PLAN)
    assert (record.outcomes, len(record.problems)) == ((), 1)


LINES = st.lists(st.binary(max_size=80) | st.sampled_from([TWO.encode(), HEADER.encode(), NOTED.encode()]))


@given(lines=LINES)
def test_any_bytes_before_a_row(lines: list[bytes], tmp_path_factory: pytest.TempPathFactory) -> None:
    content = b"\n".join([HEADER.encode(), *lines, ONE.encode(), b""])
    assert read(tmp_path_factory.getbasetemp() / "bytes", content).rows["row-1"] == ROW_1
