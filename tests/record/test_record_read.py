"""The files of a record, as people, spreadsheets and synchronisation leave them, and what is read of each.

Two rows, `row-1` and `row-2`, stand in every file; the tables say what else does, and on which lines there
is something to tell. Files damaged byte by byte are in tests/faults/test_every_byte.py.
"""

import os
import time
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lovp.model import Outcome, Plan
from lovp.record.record import read_record
from lovp.record.row import HEADER
from tests.record.helpers import POSIX, MakeRow, make_row, record_of, write

TIME = "2024-05-28T14:00:00.000000Z"
ONE = f"row-1,2024-03-12,visits,Skövde,3,,,,kansli,{TIME}"
TWO = f"row-2,2024-03-13,hours,Åmål,2.5,,,,kansli,{TIME}"
NOTED = f'row-3,2024-03-12,visits,,3,,"Åk 9, ""Ung""; se pm",,kansli,{TIME}'
NOTE = 'Åk 9, "Ung"; se pm'

ROW_1 = make_row("1", 3, place="Skövde")
ROW_2 = make_row("2", Decimal("2.5"), day=date(2024, 3, 13), target="hours", place="Åmål")
ROW_3 = make_row("3", 3, note=NOTE)


def found_in(folder: Path, content: bytes) -> tuple[Sequence[Outcome], list[tuple[int, str]]]:
    """The outcomes in a file with these bytes, and what is wrong with it as (line, text)."""
    record = record_of(folder, {"kansli.csv": content})
    assert all(each.message and each.remedy and each.file == "kansli.csv" for each in record.problems)
    return record.outcomes, [(each.line, each.text) for each in record.problems]


def text(*lines: str, sign: str = ",", end: str = "\n") -> str:
    """The lines with another sign between their cells, and another line break."""
    return "".join(line.replace(",", sign) + end for line in lines)


def reversed_cells(*lines: str, sign: str = ";") -> str:
    return text(*(",".join(line.split(",")[::-1]) for line in lines), sign=sign)


WHOLE = text(HEADER, ONE, TWO)
WINDOWS = text(HEADER, ONE, TWO, end="\r\n")
SEMICOLONS = text(HEADER, ONE, TWO, sign=";", end="\r\n")
TO_THE_SECOND = TIME.replace(".000000Z", "Z")

SAME: dict[str, str | bytes] = {
    "as written": WHOLE,
    "no line break at the end": WHOLE[:-1],
    "one line windows-1252": text(HEADER, ONE).encode() + text(TWO).encode("cp1252"),
    "utf-16, little": b"\xff\xfe" + WINDOWS.encode("utf-16-le"),
    "semicolons, decimal comma": SEMICOLONS.replace("2.5", "2,5").encode("cp1252"),
    "separator named": ("sep=;\r\n" + SEMICOLONS).encode("cp1252"),
    "empty lines": f"\n\n{HEADER}\n\n{ONE}\n \n,,,,,,,,,\n;;;\n{TWO}\n\n\n",
    "trailing semicolons on wrapped rows": text(HEADER, ONE, TWO, end=";;\r\n").encode("cp1252"),
    "every cell quoted": "".join(
        ",".join(f'"{cell}"' for cell in line.split(",")) + "\n" for line in (HEADER, ONE, TWO)
    ),
    "no header, semicolons": text(ONE, TWO, sign=";"),
    "two forms after each other": text(HEADER, ONE) + text(HEADER, TWO, sign=";", end="\r\n"),
    "two headers, the second with moved columns": text(HEADER, ONE) + reversed_cells(HEADER, TWO),
    "a row as written under a moved header": reversed_cells(HEADER, ONE) + text(TWO, HEADER),
    "a column of the future, an older row": text(f"{HEADER},source", ONE, f"{TWO},x"),
    "spaces": text(HEADER, ONE, TWO, sign=" , "),
    "recorded to the second, as other programs write it": WHOLE.replace(TIME, TO_THE_SECOND),
}


@pytest.mark.parametrize("form", SAME)
def test_the_same_rows_in_every_form(tmp_path: Path, form: str) -> None:
    content = SAME[form]
    data = content if isinstance(content, bytes) else content.encode()
    assert found_in(tmp_path, data) == ((ROW_1, ROW_2), [])


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
    outcomes, problems = found_in(tmp_path, text(HEADER, ONE).encode() + f"{NOTES[form]}\n{TWO}\n".encode())
    assert (outcomes, problems) == ((ROW_1, ROW_3, ROW_2), [])


TORN = f'row-9,2024-03-12,visits,,3,,"en anteckning,,kansli,{TIME}'
MANY_WORDS = ["ord"] * 25
JOINED = ONE + TWO
OTHER = ONE.replace("row-1", "row-9")

DAMAGED: dict[str, tuple[list[str], list[int]]] = {
    "torn in a cell": ([HEADER, ONE, "row-9,2024-03-12,vis", TWO], [3]),
    "torn in its last cell": ([HEADER, ONE, OTHER[:-1], TWO], [3]),
    "torn, the last line": ([HEADER, ONE, TWO, "row-9,2024-0"], [4]),
    "an open quotation mark, in semicolons": (
        [line.replace(",", ";") for line in (HEADER, TORN, ONE, TWO)],
        [2],
    ),
    "an open quotation mark at a row's beginning": ([HEADER, f'"{ONE[:9]}', ONE, TWO], [2]),
    "an open quotation mark before every other row": ([HEADER, TORN, ONE, TORN, TWO], [2, 4]),
    "an open quotation mark before many lines": (
        [HEADER, '"row-9,2024', *MANY_WORDS, ONE, TWO],
        [*range(2, 28)],
    ),
    "a cell too many": ([HEADER, ONE.replace(",3,", ",2,5,"), ONE, TWO], [2]),
    "two rows joined": ([HEADER, JOINED, ONE, TWO], [2]),
    "a header joined with a row, in the middle": (
        [HEADER, f"{OTHER},{HEADER}", TWO, ONE],
        [2],
    ),
    "zeros": ([HEADER, ONE, "\0" * 5000, TWO, "row\0-4,2024-03-12"], [3, 5]),
    "another table after the record": ([HEADER, ONE, TWO, "Namn;Ort", "Anna Ek;Skövde"], [4, 5]),
}
"""The lines of a file, and those on which there is something to tell: `row-1` and `row-2` are read."""


@pytest.mark.parametrize("damage", DAMAGED)
def test_damage_takes_no_other_row_with_it(tmp_path: Path, damage: str) -> None:
    lines, expected = DAMAGED[damage]
    for end in ("\n", "\r\n"):
        outcomes, problems = found_in(tmp_path, end.join([*lines, ""]).encode())
        assert outcomes == (ROW_1, ROW_2)
        assert [line for line, _text in problems] == expected


def test_what_is_told_shows_the_line_but_no_person(tmp_path: Path) -> None:
    assert found_in(tmp_path, text(HEADER, TORN, ONE).encode())[1] == [(2, TORN)]
    assert found_in(tmp_path, text(HEADER, JOINED).encode())[1] == [(2, JOINED[:200])]
    told = "row-9,2024-03-12,visits,,3,,ring 070-123 45 67,,kansli,"
    assert found_in(tmp_path, text(HEADER, told).encode())[1] == [(2, "")]


def test_a_header_with_a_letter_changed_takes_no_row_with_it(tmp_path: Path) -> None:
    for at in range(len(HEADER)):
        header = HEADER[:at] + chr(ord(HEADER[at]) ^ 1) + HEADER[at + 1 :]
        outcomes, problems = found_in(tmp_path, text(header, ONE, TWO).encode())
        assert outcomes == (ROW_1, ROW_2)
        assert [line for line, _text in problems] in ([1], [])


def test_a_header_with_a_cell_too_many_takes_no_row_with_it(tmp_path: Path) -> None:
    rows = text(ONE, sign=";") + NOTED.replace(",", ";").replace("9;", "9,") + "\n" + text(TWO, sign=";")
    for place in range(1, 10):
        names = HEADER.split(",")
        names.insert(place, "")
        assert found_in(tmp_path, (";".join(names) + "\n" + rows).encode()) == ((ROW_1, ROW_3, ROW_2), [])


def test_times_to_the_second_and_with_parts_of_it_are_in_one_order(tmp_path: Path, plan: Plan) -> None:
    """A text without parts of a second would come after one with them; the moment comes before it."""
    half = f"row-2,2024-03-12,campaign,,0.5,,,,kansli,{TIME.replace('.0', '.5')}"
    whole = f"row-1,2024-03-12,campaign,,1,,,,kansli,{TO_THE_SECOND}"
    write(tmp_path, {"kansli.csv": text(HEADER, half, whole).encode()})
    record = read_record(tmp_path, plan)
    assert [outcome.id for outcome in record.outcomes] == ["row-1", "row-2"]
    assert [outcome.id for outcome in read_record(tmp_path, plan, TIME).outcomes] == ["row-1"]
    # The same row from a program that leaves the parts of a second out is the same row.
    write(tmp_path, {"kansli.csv": text(HEADER, ONE, ONE.replace(TIME, TO_THE_SECOND)).encode()})
    record = read_record(tmp_path, plan)
    assert (record.outcomes, record.problems, record.uncertain) == ((ROW_1,), (), ())


def test_an_open_quotation_mark_in_a_large_file_takes_no_other_row_with_it(tmp_path: Path) -> None:
    """Longer than any cell that a CSV reader would take, with thirty such rows, and other notes between."""
    lines = [ONE.replace("row-1", f"row-{number:05}") for number in range(20_000)]
    for at in range(100, 20_000, 700):
        lines[at] = TORN.replace("row-9", f"torn-{at}")
    lines[50] = lines[19_999] = NOTED
    start = time.process_time()
    outcomes, problems = found_in(tmp_path, text(HEADER, *lines).encode())
    assert time.process_time() - start < 4
    # One noted row counts once; of the 20 000 lines 29 are torn.
    assert len(outcomes) == 20_000 - 29 - 1
    assert [line for line, _text in problems] == [at + 2 for at in range(100, 20_000, 700)]


def test_long_lines_and_many_columns(tmp_path: Path) -> None:
    long, columns, commas = "x" * 1_100_000, ",".join("a" * 500_000), "," * 900_000
    start = time.process_time()
    outcomes, problems = found_in(tmp_path, text(HEADER, long, ONE, columns, commas, TWO, long).encode())
    assert time.process_time() - start < 2
    assert outcomes == (ROW_1, ROW_2)
    assert [line for line, _text in problems] == [2, 4, 7]


@pytest.mark.parametrize("content", ['"' * 900_001, 'a,"b' * 200_000, '",' * 300_000, '"\n' * 30_000])
def test_quotation_marks_without_end_do_not_hang(tmp_path: Path, content: str) -> None:
    start = time.process_time()
    found_in(tmp_path, text(HEADER, content).encode())
    assert time.process_time() - start < 4


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_keep_their_numbers_in_a_large_file(tmp_path: Path, end: str) -> None:
    """However it is read in parts: every seventh row has a note over three lines."""
    rows = [ONE.replace("row-1", f"row-{number:06}") for number in range(9000)]
    for number in range(0, 9000, 7):
        rows[number] = NOTED.replace("row-3", f"row-{number:06}").replace("9, ", f"9,{end}{end}")
    lines = text(*rows, end=end).count(end)
    outcomes, problems = found_in(tmp_path, f"{HEADER}{end}{end.join(rows)}{end}bad{end}".encode())
    assert len(outcomes) == 9000
    assert [outcome.note for outcome in outcomes if outcome.note] == [NOTE] * 1286
    assert problems == [(lines + 2, "bad")]


def test_many_bad_rows_are_counted(tmp_path: Path) -> None:
    outcomes, problems = found_in(tmp_path, text(HEADER, ONE).encode() + b"bad\n" * 1000)
    assert (outcomes, len(problems)) == ((ROW_1,), 101)
    record = record_of(tmp_path, {"kansli.csv": text(HEADER).encode() + b"bad\n" * 101})
    (rest,) = (each for each in record.problems if not each.line)
    assert rest.message.startswith("More rows ")


@pytest.mark.parametrize(
    "content", ["Namn;Ort\nAnna Ek;Skövde\nBo Al;Åmål\n".encode(), bytes(range(256)) * 50]
)
def test_a_file_that_is_no_record_is_one_problem_and_not_shown(tmp_path: Path, content: bytes) -> None:
    assert found_in(tmp_path, content) == ((), [(1, "")])
    assert found_in(tmp_path, b"") == found_in(tmp_path, HEADER.encode()) == ((), [])


def test_which_files_are_read(tmp_path: Path, row: MakeRow) -> None:
    read = {name: [row(name[0])] for name in ("b.csv", "A.CSV", "kansli (1).csv")}
    never = {name: [row("never")] for name in ("notes.txt", "._b.csv", ".b.csv", "~$b.csv", "b.csv.tmp")}
    record = record_of(tmp_path, read | never)
    (tmp_path / "below").mkdir()
    (tmp_path / "below" / "c.csv").write_bytes((tmp_path / "b.csv").read_bytes())
    assert sorted(record.rows) == ["row-A", "row-b", "row-k"]
    assert record.problems == ()


def test_a_missing_folder_is_an_empty_record(tmp_path: Path, plan: Plan) -> None:
    record = read_record(tmp_path / "2024", plan)
    assert (record.outcomes, dict(record.rows), len(record.last_word)) == ((), {}, 0)
    assert (record.problems, record.uncertain, record.copies) == ((), (), {})
    (tmp_path / "file").write_text("x")
    record = read_record(tmp_path / "file", plan)
    assert (record.outcomes, len(record.problems)) == ((), 1)


@POSIX
def test_what_is_no_file_is_a_problem_and_never_opened(tmp_path: Path, plan: Plan, row: MakeRow) -> None:
    write(tmp_path, {"ok.csv": [row("ok")], "big.csv": b""})
    os.truncate(tmp_path / "big.csv", 250_000_000)
    (tmp_path / "folder.csv").mkdir()
    os.mkfifo(tmp_path / "pipe.csv")
    (tmp_path / "device.csv").symlink_to("/dev/zero")
    (tmp_path / "loop.csv").symlink_to("loop.csv")
    (tmp_path / "gone.csv").symlink_to("nowhere")
    (tmp_path / "a\nb\x1b.csv").mkdir()
    record = read_record(tmp_path, plan)
    assert sorted(record.rows) == ["row-ok"]
    names = ["a b.csv", "big.csv", "device.csv", "folder.csv", "gone.csv", "loop.csv", "pipe.csv"]
    assert [problem.file for problem in record.problems] == names
    assert all(problem.remedy for problem in record.problems)


LINES = st.lists(st.binary(max_size=80) | st.sampled_from([TWO.encode(), HEADER.encode(), NOTED.encode()]))


@given(lines=LINES)
def test_any_bytes_before_a_row(lines: list[bytes], tmp_path_factory: pytest.TempPathFactory) -> None:
    content = b"\n".join([HEADER.encode(), *lines, ONE.encode(), b""])
    record = record_of(tmp_path_factory.getbasetemp() / "bytes", {"kansli.csv": content})
    assert record.rows["row-1"] == ROW_1
