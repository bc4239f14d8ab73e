"""The files of a record, as people, spreadsheets and synchronisation leave them."""

import os
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lovp.model import Outcome
from lovp.record import folder as files
from lovp.record import read
from lovp.record.lines import MAX_LINE
from lovp.record.read import read_rows, rows_of
from lovp.record.row import HEADER, format_row

MakeRow = Callable[..., Outcome]
Save = Callable[..., Path]

TIME = "2024-05-28T14:00:00.000000Z"
ONE = f"row-1,2024-03-12,visits,Skövde,3,,,,kansli,{TIME}"
TWO = f"row-2,2024-03-13,visits,Åmål,2.5,,,,kansli,{TIME}"


def read_bytes(folder: Path, content: bytes) -> tuple[list[Outcome], list[tuple[int, str]]]:
    """The outcomes in a file with these bytes, and its problems as (line, text)."""
    (folder / "kansli.csv").write_bytes(content)
    rows, problems = read_rows(folder)
    assert all(problem.message and problem.remedy and problem.file == "kansli.csv" for problem in problems)
    return [row.outcome for row in rows], [(problem.line, problem.text) for problem in problems]


@pytest.fixture
def two(row: MakeRow) -> list[Outcome]:
    return [
        row("1", 3, place="Skövde"),
        row("2", Decimal("2.5"), day=date(2024, 3, 13), place="Åmål"),
    ]


SAME = {
    "as written": f"{HEADER}\n{ONE}\n{TWO}\n".encode(),
    "no line break at the end": f"{HEADER}\n{ONE}\n{TWO}".encode(),
    "utf-8 with a mark": f"\ufeff{HEADER}\r\n{ONE}\r\n{TWO}\r\n".encode(),
    "windows line breaks": f"{HEADER}\r\n{ONE}\r\n{TWO}\r\n".encode(),
    "old mac line breaks": f"{HEADER}\r{ONE}\r{TWO}\r".encode(),
    "windows-1252": f"{HEADER}\r\n{ONE}\r\n{TWO}\r\n".encode("cp1252"),
    "one line windows-1252": f"{HEADER}\n{ONE}\n".encode() + f"{TWO}\n".encode("cp1252"),
    "utf-16, little": b"\xff\xfe" + f"{HEADER}\r\n{ONE}\r\n{TWO}\r\n".encode("utf-16-le"),
    "utf-16, big, tabs": b"\xfe\xff"
    + f"{HEADER}\r\n{ONE}\r\n{TWO}\r\n".replace(",", "\t").encode("utf-16-be"),
    "semicolons, decimal comma": f"{HEADER}\r\n{ONE}\r\n{TWO}\r\n".replace(",", ";")
    .replace("2.5", "2,5")
    .encode("cp1252"),
    "separator named": f"sep=;\r\n{HEADER}\r\n{ONE}\r\n{TWO}\r\n".replace(",", ";").encode("cp1252"),
    "tabs": f"{HEADER}\n{ONE}\n{TWO}\n".replace(",", "\t").encode(),
    "empty lines": f"\n\n{HEADER}\n\n{ONE}\n \n,,,,,,,,,\n;;;\n{TWO}\n\n\n".encode(),
    "trailing delimiters": f"{HEADER},,\n{ONE},,\n{TWO},,\n".encode(),
    "trailing semicolons on wrapped rows": f"{HEADER};;\r\n{ONE};;\r\n{TWO};;\r\n".encode("cp1252"),
    "every cell quoted": "\n".join(
        ",".join(f'"{cell}"' for cell in line.split(",")) for line in (HEADER, ONE, TWO, "")
    ).encode(),
    "every line in one cell": f'"{HEADER}"\r\n"{ONE}"\r\n"{TWO}"\r\n'.encode("cp1252"),
    "no header": f"{ONE}\n{TWO}\n".encode(),
    "no header, semicolons": f"{ONE}\n{TWO}\n".replace(",", ";").encode(),
    "header twice": f"{HEADER}\n{ONE}\n\ufeff{HEADER}\r\n{TWO}\n".encode(),
    "two forms after each other": f"{HEADER}\n{ONE}\n".encode()
    + f"{HEADER}\r\n{TWO}\r\n".replace(",", ";").encode(),
    "capitals in the header": f"{HEADER.upper()}\n{ONE}\n{TWO}\n".encode(),
    "a column of the future": f"{HEADER},source\n{ONE},sheet\n{TWO},\n".encode(),
    "a column of the future, an older row": f"{HEADER},source\n{ONE}\n{TWO},x\n".encode(),
    "spaces": f"{HEADER}\n{ONE}\n{TWO}\n".replace(",", " , ").encode(),
}


@pytest.mark.parametrize("form", SAME)
def test_the_same_rows_in_every_form(tmp_path: Path, two: list[Outcome], form: str) -> None:
    assert read_bytes(tmp_path, SAME[form]) == (two, [])


def test_columns_in_another_order(tmp_path: Path, two: list[Outcome]) -> None:
    lines = [line.split(",") for line in (HEADER, ONE, TWO)]
    moved = "\n".join(";".join(reversed(cells)) for cells in lines) + "\n"
    assert read_bytes(tmp_path, moved.encode()) == (two, [])


def test_two_columns_swapped_are_read_by_their_names(tmp_path: Path, row: MakeRow) -> None:
    header = HEADER.replace("value,of", "of,value")
    outcomes, problems = read_bytes(
        tmp_path, f"{header}\nrow-1,2024-03-12,board,Skövde,7,2,,,kansli,{TIME}\n".encode()
    )
    assert outcomes == [row("1", 2, of=7, target="board", place="Skövde")]
    assert problems == []


def test_a_row_as_written_under_a_moved_header(tmp_path: Path, two: list[Outcome]) -> None:
    """Two files put into one, the second of which has its header at its end (its lines had been sorted)."""
    moved = [";".join(reversed(line.split(","))) for line in (HEADER, ONE)]
    assert read_bytes(tmp_path, "\n".join([*moved, TWO, HEADER, ""]).encode()) == (two, [])


NOTED = f'row-1,2024-03-12,visits,,3,,"Åk 9, ""Ung""; se pm",,kansli,{TIME}'


@pytest.mark.parametrize(
    "line",
    [
        NOTED,
        # The whole line in one cell, saved where the comma separates.
        '"' + NOTED.replace('"', '""') + '"',
        # Opened where the semicolon separates: the note's own semicolon made two cells of the line.
        '"row-1,2024-03-12,visits,,3,,""Åk 9, """"Ung""""";" se pm"",,kansli,' + TIME + '"',
        '"' + NOTED.replace('"', '""') + '";;',
        '\ufeff"' + NOTED.replace('"', '""') + '"',
    ],
)
def test_a_row_that_a_spreadsheet_wrapped_into_cells(tmp_path: Path, row: MakeRow, line: str) -> None:
    outcomes, problems = read_bytes(tmp_path, f"{HEADER}\r\n{line}\r\n{TWO}\r\n".encode())
    assert problems == []
    assert outcomes[0] == row("1", 3, note='Åk 9, "Ung"; se pm')
    assert len(outcomes) == 2


def test_a_line_break_in_a_cell(tmp_path: Path, row: MakeRow) -> None:
    broken = f'row-1;2024-03-12;visits;;3;;"en rad\nen till;\n\n""slut""";;kansli;{TIME}'
    header = HEADER.replace(",", ";")
    outcomes, problems = read_bytes(tmp_path, f"{header}\r\n{broken}\r\n{TWO.replace(',', ';')}\r\n".encode())
    assert problems == []
    assert outcomes[0] == row("1", 3, note='en rad en till; "slut"')
    assert [outcome.id for outcome in outcomes] == ["row-1", "row-2"]


def test_an_unclosed_quote_swallows_no_later_row(tmp_path: Path) -> None:
    torn = f'row-0,2024-03-12,visits,,3,,"en anteckning,,kansli,{TIME}'
    outcomes, problems = read_bytes(tmp_path, f"{HEADER}\n{torn}\n{ONE}\n{NOTED}\n{TWO}\n".encode())
    assert [outcome.id for outcome in outcomes] == ["row-1", "row-1", "row-2"]
    assert problems == [(2, torn)]


def test_an_unclosed_quote_at_the_end_or_before_twenty_lines(tmp_path: Path) -> None:
    outcomes, problems = read_bytes(tmp_path, f'{HEADER}\n{ONE}\n"row-9,2024\n'.encode())
    assert (len(outcomes), problems) == (1, [(3, '"row-9,2024')])
    words = "\n".join(["ord"] * 25)
    outcomes, problems = read_bytes(tmp_path, f'{HEADER}\n"row-9,2024\n{words}\n{ONE}\n'.encode())
    assert len(outcomes) == 1
    assert [line for line, _text in problems] == list(range(2, 28))


def test_a_file_cut_anywhere_keeps_its_whole_rows(tmp_path: Path, two: list[Outcome]) -> None:
    content = f"{HEADER}\n{ONE}\n{TWO}\n".encode()
    first = len(f"{HEADER}\n{ONE}".encode())
    for end in range(len(content) + 1):
        outcomes, problems = read_bytes(tmp_path, content[:end])
        assert outcomes == two[: (end >= first) + (end >= len(content) - 1)]
        assert len(problems) <= 1


def test_every_byte_flipped(tmp_path: Path) -> None:
    content = f"{HEADER}\n{ONE}\n{NOTED.replace('row-1', 'row-3')}\n{TWO}\n".encode()
    start = len(HEADER) + 1
    for at in range(start, len(content)):
        for mask in (0x01, 0x20, 0x80, 0xFF):
            damaged = bytearray(content)
            damaged[at] ^= mask
            outcomes, problems = read_bytes(tmp_path, bytes(damaged))
            # One row may be lost or changed, two if the line break between them was hit; never more.
            touched = 2 if content[at] == 0x0A else 1
            assert len(outcomes) >= 3 - touched
            assert len(outcomes) + len(problems) >= 3 - (touched == 2)


def test_a_damaged_header_loses_no_row(tmp_path: Path, two: list[Outcome]) -> None:
    for at in range(len(HEADER)):
        damaged = bytearray(f"{HEADER}\n{ONE}\n{TWO}\n".encode())
        damaged[at] ^= 0x01
        outcomes, problems = read_bytes(tmp_path, bytes(damaged))
        assert outcomes == two
        assert [line for line, _text in problems] in ([1], [])


@pytest.mark.parametrize("between", [",", ";", "\t"])
def test_a_header_joined_with_a_row_takes_no_row_in_silence(
    tmp_path: Path, two: list[Outcome], between: str
) -> None:
    """The row's cells were taken for more columns: it was gone, and nothing was said."""
    content = f"{HEADER},{ONE}\n{TWO}\n{ONE}\n".replace(",", between).encode()
    assert read_bytes(tmp_path, content)[0] == two[::-1]
    assert [line for line, _text in read_bytes(tmp_path, content)[1]] == [1]
    # Two files one after the other, where the break between them is lost.
    content = f"{HEADER}\n{ONE},{HEADER}\n{TWO}\n".replace(",", between).encode()
    assert read_bytes(tmp_path, content)[0] == two[1:]
    assert [line for line, _text in read_bytes(tmp_path, content)[1]] == [2]


def test_a_header_with_a_cell_too_many_takes_no_row_with_it(tmp_path: Path, row: MakeRow) -> None:
    """Every row was refused, and one with a semicolon in its note was read without what follows it."""
    lines = [ONE.replace(",", ";"), f'row-3;2024-03-12;visits;;3;;"Åk 9, ""Ung""; se pm";;kansli;{TIME}']
    for place in range(1, len(HEADER.split(","))):
        names = HEADER.split(",")
        names.insert(place, "")
        outcomes, problems = read_bytes(tmp_path, "\n".join([";".join(names), *lines, ""]).encode())
        assert outcomes == [row("1", 3, place="Skövde"), row("3", 3, note='Åk 9, "Ung"; se pm')]
        assert problems == []


def test_rows_without_a_place_among_columns_are_problems(tmp_path: Path) -> None:
    comma = f"row-9,2024-03-12,visits,Skövde,2,5,,,,kansli,{TIME}"
    joined = ONE + TWO
    outcomes, problems = read_bytes(tmp_path, f"{HEADER}\n{comma}\n{joined}\n{ONE}\n".encode())
    assert [outcome.id for outcome in outcomes] == ["row-1"]
    assert problems == [(2, comma), (3, joined[:200])]


def test_nul_bytes(tmp_path: Path) -> None:
    content = f"{HEADER}\n{ONE}\n".encode() + bytes(5000) + f"\n{TWO}\n".encode() + b"row\0-4,2024-03-12\n"
    outcomes, problems = read_bytes(tmp_path, content)
    assert [outcome.id for outcome in outcomes] == ["row-1", "row-2"]
    assert problems == [(3, ""), (5, "row-4,2024-03-12")]
    note = f"row-5,2024-03-12,visits,,3,,a\0b,,kansli,{TIME}"
    assert read_bytes(tmp_path, f"{HEADER}\n{note}\n".encode())[0] == []


def test_bytes_that_no_encoding_explains(tmp_path: Path) -> None:
    bad = ONE.encode().replace(b"visits", b"vis\x81\xffts")
    outcomes, problems = read_bytes(tmp_path, f"{HEADER}\n".encode() + bad + f"\n{TWO}\n".encode())
    assert [outcome.id for outcome in outcomes] == ["row-2"]
    assert [line for line, _text in problems] == [2]


def test_control_characters_are_taken_out(tmp_path: Path, row: MakeRow) -> None:
    line = ONE.replace(",,,,", ",,\x1b[31m röd\u202e\x9b\u2028rad,,", 1)
    outcomes, problems = read_bytes(tmp_path, f"{HEADER}\n{line}\n".encode())
    assert outcomes == [row("1", 3, place="Skövde", note="[31m röd rad")]
    assert problems == []


def test_long_lines_and_many_columns(tmp_path: Path) -> None:
    long = "x" * (MAX_LINE + 5)
    columns = ",".join("a" for _number in range(500_000))
    start = time.perf_counter()
    outcomes, problems = read_bytes(
        tmp_path, f"{HEADER}\n{long}\n{ONE}\n{columns}\n{',' * 900_000}\n{TWO}\n{long}".encode()
    )
    assert time.perf_counter() - start < 2
    assert [outcome.id for outcome in outcomes] == ["row-1", "row-2"]
    assert [line for line, _text in problems] == [2, 4, 7]


def test_quotes_without_end_do_not_hang(tmp_path: Path) -> None:
    start = time.perf_counter()
    read_bytes(
        tmp_path,
        f"{HEADER}\n".encode() + b'"' * 900_001 + b"\n" + b'a,"b' * 200_000 + b"\n" + b'",' * 300_000,
    )
    read_bytes(tmp_path, f"{HEADER}\n".encode() + b'"\n' * 30_000)
    assert time.perf_counter() - start < 4


def test_many_bad_rows_are_counted(tmp_path: Path) -> None:
    outcomes, problems = read_bytes(tmp_path, f"{HEADER}\n{ONE}\n".encode() + b"bad\n" * 1000)
    assert len(outcomes) == 1
    assert len(problems) == read.MAX_PROBLEMS + 1
    (tmp_path / "kansli.csv").write_bytes(f"{HEADER}\n".encode() + b"bad\n" * 101)
    assert read_rows(tmp_path)[1][-1].message.startswith("1 more row ")


def test_a_file_that_is_no_record_is_one_problem_and_not_shown(tmp_path: Path) -> None:
    outcomes, problems = read_bytes(tmp_path, "Namn;Ort\nAnna Ek;Skövde\nBo Al;Åmål\n".encode())
    assert (outcomes, problems) == ([], [(1, "")])
    assert read_bytes(tmp_path, b"")[1] == []
    assert read_bytes(tmp_path, HEADER.encode())[1] == []
    assert read_bytes(tmp_path, bytes(range(256)) * 50)[1] == [(1, "")]


def test_a_problem_does_not_show_personal_data(tmp_path: Path) -> None:
    line = "row-9,2024-03-12,visits,,3,,ring 070-123 45 67,,kansli,"
    outcomes, problems = read_bytes(tmp_path, f"{HEADER}\n{line}\n{ONE}\n".encode())
    assert (len(outcomes), problems) == (1, [(2, "")])


def test_which_files_are_read(tmp_path: Path, save: Save, row: MakeRow) -> None:
    names = ["b.csv", "A.CSV", "kansli (1).csv"]
    for number, name in enumerate(names):
        save(name, row(f"{number}x"))
    for name in ("notes.txt", "._b.csv", ".b.csv", "~$b.csv", "b.csv.tmp"):
        save(name, row("never"))
    (tmp_path / "below").mkdir()
    save("below/c.csv", row("never"))
    rows, problems = read_rows(tmp_path)
    assert [found.file for found in rows] == ["A.CSV", "b.csv", "kansli (1).csv"]
    assert problems == []


def test_a_missing_folder_is_an_empty_record(tmp_path: Path) -> None:
    assert read_rows(tmp_path / "2024") == ([], [])
    (tmp_path / "file").write_text("x")
    rows, problems = read_rows(tmp_path / "file")
    assert (rows, len(problems)) == ([], 1)


@pytest.mark.skipif(sys.platform == "win32", reason="needs pipes and links in folders")
def test_what_is_no_file_is_a_problem_and_never_opened(tmp_path: Path, save: Save, row: MakeRow) -> None:
    save("ok.csv", row("ok"))
    (tmp_path / "folder.csv").mkdir()
    os.mkfifo(tmp_path / "pipe.csv")
    (tmp_path / "device.csv").symlink_to("/dev/zero")
    (tmp_path / "loop.csv").symlink_to("loop.csv")
    (tmp_path / "gone.csv").symlink_to("nowhere")
    (tmp_path / "a\nb\x1b.csv").mkdir()
    rows, problems = read_rows(tmp_path)
    assert [found.outcome.id for found in rows] == ["row-ok"]
    assert [problem.file for problem in problems] == [
        "a b.csv",
        "device.csv",
        "folder.csv",
        "gone.csv",
        "loop.csv",
        "pipe.csv",
    ]
    assert all(problem.remedy for problem in problems)


def test_a_file_that_is_too_big(
    tmp_path: Path, save: Save, row: MakeRow, monkeypatch: pytest.MonkeyPatch
) -> None:
    save("a.csv", row("a"))
    monkeypatch.setattr(files, "MAX_FILE", 10)
    rows, problems = read_rows(tmp_path)
    assert (rows, len(problems)) == ([], 1)


def test_lines_longer_than_a_block_are_put_together(tmp_path: Path, row: MakeRow) -> None:
    many = [row(f"{number:06}", number) for number in range(9000)]
    for line_break in ("\n", "\r\n", "\r"):
        content = (HEADER + "\n" + "".join(map(format_row, many))).replace("\n", line_break).encode()
        assert read_bytes(tmp_path, content) == (many, [])
    rows, _problems = read_rows(tmp_path)
    assert (rows[0].line, rows[-1].line) == (2, 9001)


@given(
    st.lists(
        st.binary(max_size=80)
        | st.sampled_from([ONE.encode(), TWO.encode(), HEADER.encode(), NOTED.encode()])
    )
)
def test_any_bytes_around_a_row(lines: list[bytes]) -> None:
    import io

    from lovp.record.lines import blocks

    def decoded(content: bytes) -> Iterator[str]:
        for block in blocks(io.BytesIO(content)):
            yield from block

    content = HEADER.encode() + b"\n" + b"\n".join(lines) + b"\n" + ONE.encode() + b"\n"
    rows = list(rows_of("a.csv", decoded(content), []))
    assert rows[-1].outcome.id == "row-1"
    assert rows[-1].outcome.value == 3
