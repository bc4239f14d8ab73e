"""What is no table, or not whole, is refused in plain words: never a traceback, a hang or a full memory."""

import io
import os
import random
import zipfile
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from lovp.errors import LovpError
from lovp.exchange.tables import table, workbook
from lovp.exchange.tables.table import read_sheet
from tests.exchange.writers import ods, ods_cell, ods_row, zipped

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ODT = {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<a/>"}
PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"


def xlsx() -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as workbook:
        sheet = workbook.add_worksheet("Blad1")
        day = workbook.add_format({"num_format": "yyyy-mm-dd"})
        for row in range(30):
            sheet.write_row(row, 0, [row, "Skövde", row / 10, f"text {row}"])
            sheet.write_datetime(row, 4, date(2024, 3, 1), day)
        sheet.merge_range("G1:G4", "Hjo")
    return out.getvalue()


def small_ods() -> bytes:
    cells = [ods_cell("string", text="Skövde"), ods_cell("float", "3")]
    return ods({"Blad1": ods_row(*cells) * 20})


WORKBOOKS = {"xlsx": xlsx, "ods": small_ods}


def refusal(file: Path) -> LovpError:
    with pytest.raises(LovpError) as error:
        list(read_sheet(file).rows)
    assert error.value.exit_code == 1
    assert error.value.remedy.endswith(".")
    return error.value


NEITHER = "is neither an .xlsx, an .ods nor a CSV file"
DAMAGED = "is damaged"


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "has no rows"),
        (b"\xef\xbb\xbf \r\n\t\r\n", "has no rows"),
        (b";;;\n;;\n", "has no rows"),
        (bytes(4096), NEITHER),  # what a full disk leaves
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", NEITHER),
        (b"\xef\xbb\xbf\n<!DOCTYPE html>\n<p>", NEITHER),
        (b"{\\rtf1\\ansi", NEITHER),
        (PNG, NEITHER),
        ("a;b\n1;2\n".encode("utf-16-le"), NEITHER),
        (zipped({"svar.csv": "a;b\n"}), NEITHER),
        (zipped({"[Content_Types].xml": "", "word/document.xml": ""}), NEITHER),
        (zipped(ODT), NEITHER),
        (OLE + bytes(5000), NEITHER),  # .xls, or an .xlsx with a password
        (zipped({"[Content_Types].xml": "", "xl/workbook.bin": ""}), NEITHER),  # .xlsb
        (zipped({**ODT, "mimetype": ODT["mimetype"].replace("text", "spreadsheet")}), DAMAGED),
        (b"PK\3\4", DAMAGED),
        (zipped({"[Content_Types].xml": "", "xl/workbook.xml": "<workbook/>"}), DAMAGED),
    ],
)
def test_what_is_no_table(content: bytes, why: str, tmp_path: Path) -> None:
    file = tmp_path / "svar.xls"
    file.write_bytes(content)
    found = refusal(file)
    assert found.message.startswith(f"“svar.xls” {why}")
    assert why == "has no rows" or "save it as .xlsx" in found.remedy


def test_what_is_no_file(tmp_path: Path) -> None:
    for name in (".", "saknas.xlsx", "svar\0.xlsx"):
        assert "There is no file" in refusal(tmp_path / name).message


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with names here")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "rör")
    assert "There is no file" in refusal(tmp_path / "rör").message


def test_a_file_that_another_program_holds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "svar.xlsx").write_bytes(xlsx())

    def held(*_arguments: Any) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", held)
    error = refusal(tmp_path / "svar.xlsx")
    assert error.message == (
        "“svar.xlsx” can't be read: there is no permission, or another program has the file open."
    )
    assert "close the file" in error.remedy


@pytest.mark.parametrize("kind", WORKBOOKS)
def test_a_part_of_a_workbook_is_refused(kind: str, tmp_path: Path) -> None:
    whole = WORKBOOKS[kind]()
    file = tmp_path / f"svar.{kind}"
    file.write_bytes(whole)
    assert list(read_sheet(file).rows)
    for part in range(1, 20):
        file.write_bytes(whole[: len(whole) * part // 20])
        assert "is damaged" in refusal(file).message


@pytest.mark.parametrize("kind", WORKBOOKS)
def test_a_workbook_that_was_packed_damaged_is_read_or_refused(kind: str, tmp_path: Path) -> None:
    """The parts in it break off or have changed, and the archive says that they are as they should be."""
    with zipfile.ZipFile(io.BytesIO(WORKBOOKS[kind]())) as archive:
        parts: dict[str, bytes | str] = {name: archive.read(name) for name in archive.namelist()}
    chance = random.Random(kind)
    file = tmp_path / "svar"
    for name, content in parts.items():
        for _case in range(20):
            damaged = bytearray(content if isinstance(content, bytes) else b"")
            if chance.random() < 0.4:
                del damaged[chance.randrange(len(damaged)) :]
            else:
                damaged[chance.randrange(len(damaged))] = chance.randrange(256)
            file.write_bytes(zipped({**parts, name: bytes(damaged)}))
            with suppress(LovpError):
                list(read_sheet(file).rows)


def far_xlsx() -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as workbook:
        sheet = workbook.add_worksheet("Blad1")
        sheet.write("A1", 1)
        sheet.write("XFD1048576", 2)
    return out.getvalue()


def far_ods() -> bytes:
    cell = ods_cell("float", "1", more='table:number-columns-repeated="16384"')
    return ods({"Blad1": ods_row(cell, repeated=1_048_576)})


@pytest.mark.parametrize("content", [far_xlsx, far_ods])
def test_a_value_at_the_far_end_is_refused_and_named(content: Callable[[], bytes], tmp_path: Path) -> None:
    (tmp_path / "stor").write_bytes(content())
    assert refusal(tmp_path / "stor").message == "“stor” is too big: it reaches to cell XFD1048576."


def test_many_sheets_of_an_ods_are_read_at_once_and_count_together(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook, "MOST_CELLS", 100)
    row = ods_row(ods_cell("float", "1", more='table:number-columns-repeated="6"'), repeated=6)
    (tmp_path / "a.ods").write_bytes(ods({"A": row, "B": row}))
    assert len(list(read_sheet(tmp_path / "a.ods").rows)) == 6
    (tmp_path / "b.ods").write_bytes(ods({"A": row, "B": row, "C": row}))
    assert "it reaches to cell F6" in refusal(tmp_path / "b.ods").message


def test_a_file_that_is_too_big(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table, "LARGEST", 2_000_000)
    (tmp_path / "a.csv").write_bytes(b"a;b\n" * 500_001)
    assert refusal(tmp_path / "a.csv").message == "“a.csv” is too big: more than 2 megabytes."
    (tmp_path / "a.csv").write_bytes(b"a;b\n" * 500_000)
    assert len(list(read_sheet(tmp_path / "a.csv").rows)) == 500_000


def test_a_name_with_signs_that_steer_a_terminal(tmp_path: Path) -> None:
    file = tmp_path / "svar\x1b[31m.csv"
    file.write_bytes(b"%PDF-1.7")
    assert refusal(file).message == "“svar[31m.csv” is neither an .xlsx, an .ods nor a CSV file."
