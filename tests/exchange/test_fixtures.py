"""The files in tests/data/imports, in the forms that programs and people really give them: cell by cell."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from lovp.errors import LovpError
from lovp.exchange.tables.cell_values import read_date, read_number
from lovp.exchange.tables.rows import Cell
from lovp.exchange.tables.table import read_sheet, sheet_names
from tests.exchange.make_fixtures import FIXTURES, FOLDER

Found = dict[int, tuple[Cell, ...]]


def rows(file: Path) -> Found:
    """The rows by their numbers, without the empty cells at their ends."""
    found = {}
    for number, cells in read_sheet(file).rows:
        last = max(index for index, cell in enumerate(cells) if cell is not None)
        found[number] = cells[: last + 1]
    return found


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def read(cell: Cell, forms: Sequence[str] | None = None) -> int | Decimal | date | str:
    """The number in the cell, or with `forms` the day; else the reason why not."""
    try:
        return read_number(cell) if forms is None else read_date(cell, forms, 2024)
    except LovpError as error:
        return error.message


@pytest.mark.parametrize("name", FIXTURES)
def test_the_files_are_those_that_the_script_writes(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(FIXTURES[name]())
    assert rows(FOLDER / name) == rows(tmp_path / name)
    assert (FOLDER / name).stat().st_size < 10_000
    assert {file.name for file in FOLDER.iterdir()} == set(FIXTURES)


def test_microsoft_forms() -> None:
    file = FOLDER / "microsoft-forms.xlsx"
    assert sheet_names(file) == ("Sheet1",)
    head = ("ID", "Starttid", "Slutförandetid", "E-postadress", "Namn")
    day, place = "Vilken dag var besöket?", "Vilken kommun?"
    form = "Skolinformation;"
    late = at("2024-03-12 23:58:31")
    assert rows(file) == {
        1: (*head, day, place, "Hur många klasser?", "Vad handlade det om?"),
        2: (
            *(1, at("2024-01-23 09:04:12"), at("2024-01-23 09:06:40"), "anonymous", None),
            *(date(2024, 1, 22), "Skövde", "3", form),
        ),
        3: (
            *(2, at("2024-02-06 15:30:01"), at("2024-02-06 15:31:22"), "anonymous", None),
            *(date(2024, 2, 6), "Lidköping", "2 st", "Skolinformation;Sommarjobb;"),
        ),
        4: (
            *(3, at("2024-03-04 11:00:00"), at("2024-03-04 11:02:09"), "anonymous", None),
            *(date(2024, 3, 4), "Skövde", "ca 20", form),
        ),
        5: (
            *(5, late, at("2024-03-13 00:01:05"), "anonymous", None),
            *(date(2024, 3, 12), "Hjo", "1", "Annat: ett studiebesök;"),
        ),
        6: (
            *(6, at("2024-05-14 08:15:00"), at("2024-05-14 08:15:59"), "anonymous", None),
            *(date(2024, 5, 13), "Dals-Ed", "4"),
        ),
    }
    assert read(late, ()) == date(2024, 3, 12)


def test_google_forms() -> None:
    found = rows(FOLDER / "google-forms.csv")
    head = ("Tidstämpel", "Vilken dag slutade kursen?", "Vilken kurs?", "Ort", "Antal deltagare")
    assert found == {
        1: head,
        2: ("2024/03/12 2:05:22 em CET", "2024-03-09", "Medlem i facket 2", "Borås", "14"),
        3: ("2024/04/02 8:53:03 fm CEST", "2024-03-27", "Grundutbildning, steg 1", "Åmål", "9"),
        # Its third cell has a line break, so that the next row begins on line 6.
        4: ("2024/04/02 8:54:40 fm CEST", "2024-03-27", 'Introduktion ("icke-medlemmar")', "Tjörn", "tolv"),
        6: ("2024/05/02 12:00:00 em CEST", "2024-04-30", "Medlem i facket 2", None, "11"),
    }
    days = [date(2024, 3, 12), date(2024, 4, 2), date(2024, 4, 2), date(2024, 5, 2)]
    assert [read(found[line][0], ()) for line in (2, 3, 4, 6)] == days
    assert [read(found[line][4]) for line in (2, 3, 4, 6)] == [14, 9, 12, 11]
    assert rows(FOLDER / "google-sheets.csv") == {
        1: head,
        2: ("2024-03-12 14:05:22", "2024-03-09", "Medlem i facket 2", "Borås", "14"),
        3: ("2024-04-02 08:53:03", "2024-03-27", "Grundutbildning, steg 1", "Åmål", "9"),
    }


UUID = "0f6c2c4e-5a41-4b8e-9a53-2f3f0e6f1c0"


def test_odk_central() -> None:
    found = rows(FOLDER / "odk-central.csv")
    head = found.pop(1)
    assert head[:6] == ("SubmissionDate", "start", "datum", "plats-kommun", "styrelse-antal", "styrelse-unga")
    assert head[6:] == (
        *("meta-instanceID", "KEY", "SubmitterID", "SubmitterName", "AttachmentsPresent"),
        *("AttachmentsExpected", "Status", "ReviewState", "DeviceID", "Edits", "FormVersion"),
    )
    end = ("5", "Skaraborg", "0", "0", None, None, "collect:x")
    edited = UUID.replace("0f6c", "ffff")
    assert found == {
        2: (
            *("2024-02-28T22:31:00.123Z", "2024-02-28T23:30:00.000+01:00", "2024-02-28", "Hjo", "7", "2"),
            *(f"uuid:{UUID}1", f"uuid:{UUID}1", *end, "0", "1"),
        ),
        3: (
            *("2024-03-05T22:31:01.123Z", "2024-03-05T23:30:00.000+01:00", "2024-03-05", "Åmål", "9", "0"),
            *(f"uuid:{edited}2", f"uuid:{UUID}2", *end, "1", "1"),
        ),
        4: (
            *("2024-03-19T22:31:02.123Z", "2024-03-19T23:30:00.000+01:00", "2024-03-19", "Göteborg"),
            *("11", "3", f"uuid:{UUID}3", f"uuid:{UUID}3", *end, "0", "1"),
        ),
    }
    assert [read(found[line][0], ()) for line in (2, 3)] == [date(2024, 2, 28), date(2024, 3, 5)]
    assert [read(found[line][1], ()) for line in (2, 3)] == [date(2024, 2, 28), date(2024, 3, 5)]


def test_kobotoolbox() -> None:
    """The workbook has numbers and days where the file with semicolons has texts that mean the same."""
    typed, texts = rows(FOLDER / "kobo.xlsx"), rows(FOLDER / "kobo.csv")
    head = ("start", "end", "datum", "plats/kommun", "styrelse/antal", "styrelse/unga", "_id", "_uuid")
    more = ("_submission_time", "_validation_status", "_notes", "_status", "_submitted_by", "__version__")
    assert typed[1] == texts[1] == (*head, *more, "_tags", "meta/rootUuid", "_index")
    start, end = "2024-02-28T19:58:00.000+01:00", "2024-02-28T20:00:40.000+01:00"
    rest = (None, None, "submitted_via_web", None, "vAbC1", None, f"uuid:{UUID}1")
    sent = at("2024-02-28 19:00:41")
    assert typed[2] == (start, end, date(2024, 2, 28), "Hjo", 7, 2, 4001, f"{UUID}1", sent, *rest, 1)
    text = "2024-02-28T19:00:41"
    assert texts[2] == (start, end, "2024-02-28", "Hjo", "7", "2", "4001", f"{UUID}1", text, *rest, "1")
    assert [typed[line][3:6] for line in (3, 4)] == [("Åmål", 9, 0), ("Göteborg", 11, 3)]
    assert [texts[line][3:6] for line in (3, 4)] == [("Åmål", "9", "0"), ("Göteborg", "11", "3")]
    for line in (2, 3, 4):
        for column in (2, 8):
            assert read(typed[line][column], ()) == read(texts[line][column], ())
        for column in (4, 5, 6, 16):
            assert read(typed[line][column]) == read(texts[line][column])


VISIT = "Information"
BY_HAND: Found = {
    1: ("Skolbesök våren 2024",),
    2: ("Uppdaterad", date(2024, 5, 20)),
    4: ("Datum", "Ort", "Vad", "Antal klasser", "Anteckning"),
    5: (date(2024, 1, 23), "Skövde", VISIT, 3),
    6: (date(2024, 2, 6), "Skövde", VISIT, "3 st"),
    7: ("12/3", "Skövde", VISIT, "ca 20"),
    9: (at("2024-03-14 10:30"), "Hjo", VISIT, 2, "inställt, ny tid"),
    10: ("12 mars", "Tibro", None, "tre", "på högstadiet"),
    11: (date(2024, 4, 9), "Falköping", VISIT, 4, "på högstadiet"),
    12: ("igår", "Mariestad", VISIT, 1),
    13: (date(2024, 4, 16), "Skara", VISIT, "#N/A"),
    14: (date(2024, 4, 17), "Skara", VISIT, date(2024, 4, 3)),
    16: ("Summa", None, None, 10),
    17: ("Medel", None, None, Decimal("2.5")),
}
COUNTS = [3, 3, "“ca 20” is not an exact number.", 2, 3, 4, 1]
DAYS = [
    *(date(2024, 1, 23), date(2024, 2, 6), date(2024, 3, 12), date(2024, 3, 14), date(2024, 3, 12)),
    *(date(2024, 4, 9), "“igår” is not a date.", date(2024, 4, 16), date(2024, 4, 17)),
]


@pytest.mark.parametrize("kind", ["xlsx", "xls", "ods"])
def test_a_sheet_kept_by_hand(kind: str) -> None:
    found = rows(FOLDER / f"hand-kept.{kind}")
    if kind == "ods":  # LibreOffice saves what it shows, in its own language
        assert found[13][3] == "#SAKNAS!"
        found[13] = BY_HAND[13]
    assert found == BY_HAND
    table = [found[number] for number in (5, 6, 7, 9, 10, 11, 12, 13, 14)]
    assert [read(cells[0], ()) for cells in table] == DAYS
    assert [read(cells[3]) for cells in table] == [
        *COUNTS,
        "The cell shows an error, #N/A.",
        "The spreadsheet has made a date of it, 2024-04-03.",
    ]


def test_the_sheets_of_the_one_kept_by_hand() -> None:
    assert sheet_names(FOLDER / "hand-kept.xlsx") == ("Våren", "Listor")
    lists = read_sheet(FOLDER / "hand-kept.xlsx", "listor")
    assert [row.cells for row in lists.rows] == [("Hjo",), ("Skövde",)]


def test_the_same_saved_as_csv_by_excel_in_swedish() -> None:
    """What was merged is in its first row alone, days have no year, and lines are counted."""
    content = (FOLDER / "swedish-excel.csv").read_bytes()
    assert b"Sk\xf6vde" in content
    assert content.count(b"\r\n") == 17
    found = rows(FOLDER / "swedish-excel.csv")
    assert found == {
        1: ("Skolbesök våren 2024",),
        2: ("Uppdaterad", "20/5"),
        4: ("Datum", "Ort", "Vad", "Antal klasser", "Anteckning"),
        5: ("23/1", "Skövde", VISIT, "3"),
        6: ("6/2", None, VISIT, "3 st"),
        7: ("12/3", None, VISIT, "ca 20"),
        9: ("14/3", "Hjo", VISIT, "2", "inställt, ny tid"),
        11: ("12 mars", "Tibro", None, "tre", "på högstadiet"),
        12: ("9/4", "Falköping", VISIT, "4"),
        13: ("igår", "Mariestad", VISIT, "1"),
        14: ("16/4", "Skara", VISIT, "#SAKNAS!"),
        15: ("17/4", "Skara", VISIT, "3/4"),
        17: ("Summa", None, None, "10"),
        18: ("Medel", None, None, "2,5"),
    }
    table = [found[number] for number in (5, 6, 7, 9, 11, 12, 13, 14, 15)]
    assert [read(cells[0], ()) for cells in table] == DAYS
    assert [read(cells[3]) for cells in table] == [
        *COUNTS,
        "The cell shows an error, #SAKNAS!.",
        "“3/4” is not a number.",
    ]
    assert read(found[18][3]) == Decimal("2.5")
