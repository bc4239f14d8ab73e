"""Appending: all of it on the disk, in a file of lovp's own form; and what is refused."""

import os
from pathlib import Path

import pytest

from lovp.errors import LovpError
from lovp.record import folder as files
from lovp.record.append import append
from lovp.record.record import read_record
from lovp.record.row import HEADER, format_row
from tests.record.helpers import PLAN, POSIX, MakeRow, ids


def test_a_new_folder_and_a_new_file(tmp_path: Path, row: MakeRow) -> None:
    folder = tmp_path / "data" / "2024"
    path = append(folder, "Kansli Väst", [row("1", note="a, b"), row("2")])
    assert path == folder / "kansli-vast.csv"
    content = f"{HEADER}\n{format_row(row('1', note='a, b'))}{format_row(row('2'))}"
    assert path.read_bytes() == content.encode()
    assert append(folder, "Kansli Väst", [row("3")]) == path
    assert path.read_bytes() == (content + format_row(row("3"))).encode()
    assert sorted(entry.name for entry in folder.iterdir()) == [".kansli-vast.lock", "kansli-vast.csv"]


def test_an_empty_file_gets_its_header(tmp_path: Path, row: MakeRow) -> None:
    (tmp_path / "kansli.csv").touch()
    path = append(tmp_path, "kansli", [row("1")])
    assert path.name == "kansli.csv"
    assert path.read_text().startswith(HEADER + "\nrow-1,")


@pytest.mark.parametrize(
    "tail", [b"row-9,2024-03-12,vis", b'row-9,2024-03-12,visits,,1,,"', bytes(700), b"\xc3"]
)
def test_a_torn_line_swallows_no_row(tmp_path: Path, row: MakeRow, tail: bytes) -> None:
    path = append(tmp_path, "kansli", [row("1")])
    path.write_bytes(path.read_bytes() + tail)
    assert append(tmp_path, "kansli", [row("2")]) == path
    append(tmp_path, "kansli", [row("3")])
    assert ids(tmp_path) == ["row-1", "row-2", "row-3"]
    assert [problem.line for problem in read_record(tmp_path, PLAN).problems] == [3]


@pytest.mark.parametrize(
    "content",
    [
        (HEADER + "\r\n").encode(),
        (HEADER + "\r\n").replace(",", ";").encode(),
        ("\ufeff" + HEADER + "\r\n").encode(),
        ("\ufeff" + HEADER + "\r\n").encode("utf-16-le"),
        (HEADER + "\r\nrow-0,2024-03-12,visits,Skövde,1,,,,kansli,2024-05-28T14:00:00.000000Z\r\n").encode(
            "cp1252"
        ),
        (HEADER + ",source\n").encode(),
        (HEADER[:-1] + "\n").encode(),
        HEADER.encode(),
        bytes(100),
        b"Namn;Ort\n",
    ],
)
def test_a_file_in_another_form_is_left_alone(tmp_path: Path, row: MakeRow, content: bytes) -> None:
    old = tmp_path / "kansli.csv"
    old.write_bytes(content)
    assert append(tmp_path, "kansli", [row("1")]).name == "kansli.2.csv"
    assert append(tmp_path, "kansli", [row("2")]).name == "kansli.2.csv"
    (tmp_path / "kansli.2.csv").write_bytes(content)
    assert append(tmp_path, "kansli", [row("3")]).name == "kansli.3.csv"
    assert old.read_bytes() == content
    assert "row-3" in ids(tmp_path)


@POSIX
def test_a_pipe_with_the_files_or_the_locks_name_does_not_hang(tmp_path: Path, row: MakeRow) -> None:
    os.mkfifo(tmp_path / "kansli.csv")
    assert append(tmp_path, "kansli", [row("1")]).name == "kansli.2.csv"
    os.mkfifo(tmp_path / ".ung.lock")
    assert append(tmp_path, "ung", [row("1")]).name == "ung.csv"


def test_a_file_that_reading_would_refuse_does_not_grow(
    tmp_path: Path, row: MakeRow, monkeypatch: pytest.MonkeyPatch
) -> None:
    size = append(tmp_path, "kansli", [row("1")]).stat().st_size
    more = len(format_row(row("2")))
    monkeypatch.setattr(files, "MAX_FILE", size + more)
    assert append(tmp_path, "kansli", [row("2")]).name == "kansli.csv"
    monkeypatch.setattr(files, "MAX_FILE", size + 2 * more - 1)
    assert append(tmp_path, "kansli", [row("3")]).name == "kansli.2.csv"


def test_a_writer_with_personal_data_is_refused(tmp_path: Path, row: MakeRow) -> None:
    with pytest.raises(LovpError):
        append(tmp_path, "900101-2385", [row("1")])
    assert list(tmp_path.iterdir()) == []


def test_an_outcome_that_could_not_be_read_back_is_refused(tmp_path: Path, row: MakeRow) -> None:
    for bad in (row("1", note="a\nb"), row("1", note=" a"), row("1 2")):
        with pytest.raises((ValueError, LovpError)):
            append(tmp_path, "kansli", [row("0"), bad])
    assert list(tmp_path.iterdir()) == []
