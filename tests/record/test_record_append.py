"""Appending: all of it on the disk, in a file of lovp's own form; and what is refused."""

import os
from pathlib import Path

import pytest

from lovp.errors import LovpError
from lovp.model import Outcome
from lovp.record import folder as files
from lovp.record.append import append
from lovp.record.record import read_record
from lovp.record.row import HEADER, format_row
from tests.record.helpers import PLAN, POSIX, ids
from tests.record.helpers import make_row as row


def test_a_new_folder_and_a_new_file(tmp_path: Path) -> None:
    folder = tmp_path / "data" / "2024"
    content = f"{HEADER}\n"
    for rows in ([row("1", note="a, b"), row("2")], [row("3")]):
        path = append(folder, "Kansli Väst", rows)
        content += "".join(map(format_row, rows))
        assert path == folder / "kansli-vast.csv"
        assert path.read_bytes() == content.encode()
    assert sorted(entry.name for entry in folder.iterdir()) == [".kansli-vast.lock", "kansli-vast.csv"]


@pytest.mark.parametrize(
    "tail", [b"row-9,2024-03-12,vis", b'row-9,2024-03-12,visits,,1,,"', bytes(700), b"\xc3"]
)
def test_a_torn_line_swallows_no_row(tmp_path: Path, tail: bytes) -> None:
    path = append(tmp_path, "kansli", [row("1")])
    path.write_bytes(path.read_bytes() + tail)
    for name in "23":
        assert append(tmp_path, "kansli", [row(name)]) == path
    assert ids(tmp_path) == ["row-1", "row-2", "row-3"]
    assert [problem.line for problem in read_record(tmp_path, PLAN).problems] == [3]


WINDOWS = HEADER + "\r\n"


@pytest.mark.parametrize(
    "content",
    [
        WINDOWS.encode(),
        WINDOWS.replace(",", ";").encode(),
        ("\ufeff" + WINDOWS).encode(),
        ("\ufeff" + WINDOWS).encode("utf-16-le"),
        (WINDOWS + format_row(row("0", place="Skövde"))).encode("cp1252"),
        (HEADER + ",source\n").encode(),
        (HEADER[:-1] + "\n").encode(),
        HEADER.encode(),
        bytes(100),
        b"Namn;Ort\n",
    ],
)
def test_a_file_in_another_form_is_left_alone(tmp_path: Path, content: bytes) -> None:
    old, second = tmp_path / "kansli.csv", tmp_path / "kansli.2.csv"
    old.write_bytes(content)
    assert append(tmp_path, "kansli", [row("1")]) == append(tmp_path, "kansli", [row("2")]) == second
    second.write_bytes(content)
    assert append(tmp_path, "kansli", [row("3")]).name == "kansli.3.csv"
    assert old.read_bytes() == content
    assert "row-3" in ids(tmp_path)


def test_an_empty_file_gets_its_header(tmp_path: Path) -> None:
    (tmp_path / "kansli.csv").touch()
    assert append(tmp_path, "kansli", [row("1")]).read_text().startswith(HEADER + "\nrow-1,")
    assert ids(tmp_path) == ["row-1"]


@POSIX
def test_a_pipe_with_the_files_or_the_locks_name_does_not_hang(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "kansli.csv")
    os.mkfifo(tmp_path / ".ung.lock")
    assert append(tmp_path, "kansli", [row("1")]).name == "kansli.2.csv"
    assert append(tmp_path, "ung", [row("1")]).name == "ung.csv"


def test_a_file_that_reading_would_refuse_does_not_grow(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    size, more = append(tmp_path, "kansli", [row("1")]).stat().st_size, len(format_row(row("2")))
    for name, most, file in (("2", size + more, "kansli.csv"), ("3", size + 2 * more - 1, "kansli.2.csv")):
        monkeypatch.setattr(files, "MAX_FILE", most)
        assert append(tmp_path, "kansli", [row(name)]).name == file


@pytest.mark.parametrize(
    ("writer", "bad"),
    [
        ("900101-2385", row("1")),
        # It could not be read back.
        ("kansli", row("1", note="a\nb")),
        ("kansli", row("1", note=" a")),
        ("kansli", row("1 2")),
    ],
)
def test_what_is_refused_leaves_no_file(tmp_path: Path, writer: str, bad: Outcome) -> None:
    with pytest.raises((ValueError, LovpError)):
        append(tmp_path, writer, [row("0"), bad])
    assert list(tmp_path.iterdir()) == []
