"""Exports in the true formats of the programs that people use, imported: what counts afterwards, by hand.

Each number below is what a person reads in the files of tests/data/imports:

- Microsoft Forms: the columns of its export in Swedish, `anonymous` where nobody signs in.
- Google Forms: "download responses" in Swedish, with fm and em; and the sheet that collects them.
- ODK Central: an answer that was edited has another id, and KEY is its first. KoboToolbox: CSV and workbook.
- Kept by hand: merged cells, a hidden row, errors, days counted from 1904, sums below the rows.
"""

import csv
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.faults.check import Answer, lovp
from tests.folders import MAPPINGS
from tests.folders import SENT as FOLDER

BOARDS = [
    ("2024-02-28", "unga-ledamoter", "Hjo", "2", "7"),
    ("2024-03-05", "unga-ledamoter", "Åmål", "0", "9"),
    ("2024-03-19", "unga-ledamoter", "Göteborg", "3", "11"),
]
COURSES = [
    ("2024-03-09", "medlem-i-facket", "Borås", "14", ""),
    ("2024-03-27", "introduktion", "Tjörn", "12", ""),
    ("2024-03-27", "medlemmar", "Åmål", "9", ""),
    ("2024-04-30", "medlem-i-facket", "", "11", ""),
]
BY_HAND = [
    ("2024-01-23", "schoolinfo", "Skövde", "3", ""),
    # The place is merged over three rows.
    ("2024-02-06", "schoolinfo", "Skövde", "3", ""),
    ("2024-03-12", "schoolinfo", "Tibro", "3", ""),
    ("2024-03-14", "schoolinfo", "Hjo", "2", ""),
]


@pytest.fixture
def folder(prepare: Callable[[str], Path]) -> Path:
    return prepare("imports")


def take(folder: Path, file: str, *words: str) -> Answer:
    return lovp(folder, "import", f"in/{file}", *words)


def counting(folder: Path) -> list[tuple[str, ...]]:
    rows = csv.DictReader(lovp(folder, "outcomes", "--format", "csv").out.splitlines())
    return sorted((row["date"], row["target"], row["place"], row["value"], row["of"]) for row in rows)


def refused(answer: Answer) -> list[int]:
    """The rows that were refused, as the program that made the file numbers them."""
    return [int(number) for number in re.findall(r"^[\w.-]+:(\d+): ", answer.out, re.MULTILINE)]


def test_microsoft_forms(folder: Path) -> None:
    answer = take(folder, "microsoft-forms.xlsx")
    assert (answer.code, refused(answer), counting(folder)) == (1, [4], [])
    assert "Hur många klasser? (H): ”ca 20” är inte ett exakt tal." in answer.out
    assert take(folder, "microsoft-forms.xlsx", "--partial").code == 0
    assert counting(folder) == [
        ("2024-01-22", "schoolinfo", "Skövde", "3", ""),
        ("2024-02-06", "schoolinfo", "Lidköping", "2", ""),
        ("2024-03-12", "schoolinfo", "Hjo", "1", ""),
        ("2024-05-13", "schoolinfo", "Dals-Ed", "4", ""),
    ]


def test_google_forms_and_its_sheet_are_the_same_answers(folder: Path) -> None:
    assert take(folder, "google-forms.csv").code == 0
    assert counting(folder) == COURSES
    answer = take(folder, "google-sheets.csv")
    assert "finns redan" in answer.out
    assert "Det finns inget att spara" in answer.out
    assert counting(folder) == COURSES


@pytest.mark.parametrize(
    "files",
    [
        ("odk-central.csv", "kobo.csv", "kobo.xlsx"),
        ("kobo.xlsx", "odk-central.csv", "kobo.csv"),
        ("kobo.csv", "odk-central.csv"),
    ],
)
def test_odk_and_kobo(folder: Path, files: tuple[str, ...]) -> None:
    for file in files:
        answer = take(folder, file)
        assert (answer.code, refused(answer)) == (0, [])
        assert counting(folder) == sorted(BOARDS)
    assert lovp(folder, "check").code == 0


def test_a_sheet_kept_by_hand(folder: Path) -> None:
    answer = take(folder, "hand-kept.xlsx", "--partial")
    assert answer.code == 0
    # "ca 20", "igår", #N/A, and 3/4 that became a date.
    assert refused(answer) == [7, 12, 13, 14]
    assert counting(folder) == BY_HAND
    # The sum and the mean below the rows, and a row that nobody sees.
    assert "rader 16–17: en summarad" in answer.out
    assert "rad 11: en dold rad" in answer.out
    # What is merged in an .ods no library tells.
    assert "spara filen som .xlsx" in take(folder, "hand-kept.ods", "--partial").err
    assert counting(folder) == BY_HAND


def test_the_sheet_as_excel_saves_it_in_swedish(folder: Path) -> None:
    assert take(folder, "hand-kept.xlsx", "--partial").code == 0
    answer = take(folder, "swedish-excel.csv", "--partial", "--dry-run")
    # CSV has no merged cells: one row has lost its place, and so is another row. Nor has it hidden rows.
    assert re.search(r"^nya +2$", answer.out, re.MULTILINE)
    assert re.search(r"^finns redan +3$", answer.out, re.MULTILINE)
    assert re.search(r"^inte längre i filen +1$", answer.out, re.MULTILINE)
    assert "schoolinfo: 3 klassrumspresentationer · Skövde · 6 februari 2024" in answer.out


@pytest.mark.parametrize("file", sorted(path.name for path in FOLDER.iterdir() if path.suffix != ".ods"))
def test_a_mapping_is_suggested_for_each(prepare: Callable[[str], Path], file: str) -> None:
    folder = prepare("plan")
    shutil.copytree(FOLDER, folder / "in")
    assert take(folder, file, "--suggest").code == 0
    (path,) = (folder / "imports").iterdir()
    text = path.read_text(encoding="utf-8")
    if "FYLL I" in text:
        assert take(folder, file).code == 1
        text = text.replace("FYLL I", "schoolinfo")
        path.write_text(text, encoding="utf-8")
    answer = take(folder, file, "--partial")
    assert answer.code == 0, (answer.err, text)
    assert counting(folder) != []
    # What says who somebody is, is not read.
    assert not re.search(r"^[a-z].*(E-postadress|Namn|SubmitterName)", text, re.MULTILINE)


def test_what_is_suggested_finds_the_columns(folder: Path) -> None:
    for file, lines in {
        "microsoft-forms.xlsx": ["id: ID", "date: Vilken dag var besöket?", "place: Vilken kommun?"],
        "odk-central.csv": ["id: KEY", "date: datum", "place: plats-kommun"],
        "kobo.csv": ["id: meta/rootUuid", "date: datum", "place: plats/kommun"],
        "hand-kept.xlsx": ["date: Datum", "place: Ort", "value: Antal klasser"],
        "google-forms.csv": ["date: Vilken dag slutade kursen?", "place: Ort", "value: Antal deltagare"],
    }.items():
        assert take(folder, file, "--suggest", "--mapping", "ny").code == 0
        path = folder / "imports" / "ny.yaml"
        text = path.read_text(encoding="utf-8")
        for line in lines:
            assert re.search(f"^{re.escape(line)}(  #.*)?$", text, re.MULTILINE), (file, line, text)
        path.unlink()


def test_a_suggestion_never_writes_over_a_mapping(folder: Path) -> None:
    answer = take(folder, "kobo.csv", "--suggest", "--mapping", "varen")
    assert (answer.code, answer.out) == (2, "")
    assert (folder / "imports" / "varen.yaml").read_bytes() == (MAPPINGS / "varen.yaml").read_bytes()
