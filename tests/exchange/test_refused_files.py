"""What is no table, or not whole, is refused in plain words: never a traceback, a hang or a full memory."""

import io
import os
import random
import sys
import zipfile
from collections.abc import Callable
from contextlib import suppress
from itertools import product
from pathlib import Path

import pytest
import xlsxwriter

from lovp.errors import LovpError
from lovp.exchange.tables import table, workbook
from lovp.exchange.tables.table import read_sheets
from lovp.plan.load import read_plan_file
from tests.exchange.writers import ods, ods_cell, ods_row, zipped

ODT = {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<a/>"}


def xlsx(last: str = "A9") -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as workbook:
        sheet = workbook.add_worksheet("Blad1")
        for row in range(30):
            sheet.write_row(row, 1, [row, "Skövde", row / 10, f"text {row}"])
        sheet.merge_range("G1:G4", "Hjo")
        sheet.write(last, 1)
    return out.getvalue()


def small_ods() -> bytes:
    cells = [ods_cell("string", text="Skövde"), ods_cell("float", "3")]
    return ods({"Blad1": ods_row(*cells) * 20})


WORKBOOKS: dict[str, Callable[[], bytes]] = {"xlsx": xlsx, "ods": small_ods}


def refusal(file: Path) -> LovpError:
    with pytest.raises(LovpError) as error:
        read_sheets(file)
    assert error.value.exit_code == 1
    assert error.value.remedy.endswith(".")
    return error.value


@pytest.mark.skipif(sys.platform == "win32", reason="it has no such pipes")
def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert "not an ordinary file" in refusal(tmp_path / "pipe").message
    with pytest.raises(LovpError, match="not an ordinary file"):
        read_plan_file(tmp_path / "pipe")


UNREADABLE = "is empty, or no .xlsx, .ods or CSV file that can be read"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xef\xbb\xbf \r\n\t\r\n;;\n",
        bytes(4096),  # what a full disk leaves
        b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\nstream\x00\x01",
        "a;b\n1;2\n".encode("utf-16-le"),
        b"a;b\n" + "å".encode() * 9_000_000 + b"\n1;2\n",  # an endless line
        zipped({"[Content_Types].xml": "", "word/document.xml": ""}),
        zipped(ODT),
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(5000),  # .xls, or a password
        zipped({"[Content_Types].xml": "", "xl/workbook.bin": ""}),  # .xlsb
        zipped({"[Content_Types].xml": "", "xl/workbook.xml": "<workbook/>"}),
    ],
)
def test_what_is_no_table(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "svar\x1b[31m.xls").write_bytes(content)
    found = refusal(tmp_path / "svar\x1b[31m.xls")
    assert UNREADABLE in found.message
    assert found.message.isprintable()
    assert "save it as .xlsx" in found.remedy


@pytest.mark.parametrize("kind", WORKBOOKS)
def test_a_workbook_that_is_not_whole_is_refused(kind: str, tmp_path: Path) -> None:
    """It breaks off; or its parts do, or have changed, in an archive that says they are as they should be."""
    whole = WORKBOOKS[kind]()
    file = tmp_path / f"svar.{kind}"
    file.write_bytes(whole)
    assert read_sheets(file)
    for part in range(1, 20):
        file.write_bytes(whole[: len(whole) * part // 20])
        assert UNREADABLE in refusal(file).message
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        parts: dict[str, bytes] = {name: archive.read(name) for name in archive.namelist()}
    chance = random.Random(kind)
    for name, case in product(parts, range(20)):
        damaged = bytearray(parts[name])
        at = chance.randrange(len(damaged))
        damaged[at:] = b"" if case % 3 == 0 else bytes([chance.randrange(256)]) + damaged[at + 1 :]
        file.write_bytes(zipped({**parts, name: bytes(damaged)}))
        with suppress(LovpError):
            read_sheets(file)


def test_what_is_too_big_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cell = ods_cell("float", "1", more='table:number-columns-repeated="16384"')
    for content in (xlsx("XFD1048576"), ods({"Blad1": ods_row(cell, repeated=1_048_576)})):
        (tmp_path / "stor").write_bytes(content)
        assert refusal(tmp_path / "stor").message == "The file is too big."
    monkeypatch.setattr(workbook, "MOST_CELLS", 100)
    # All sheets of an .ods are read at once.
    row = ods_row(ods_cell("float", "1", more='table:number-columns-repeated="6"'), repeated=6)
    (tmp_path / "b.ods").write_bytes(ods({"A": row, "B": row, "C": row}))
    assert refusal(tmp_path / "b.ods").message == "The file is too big."
    monkeypatch.setattr(table, "LARGEST", 2_000_000)
    (tmp_path / "a.csv").write_bytes(b"a;b\n" * 500_001)
    assert refusal(tmp_path / "a.csv").message == "The file is too big."
