"""Exports in the true formats of the programs that people use, imported: what counts afterwards, by hand.

Each number below is what a person reads in the files of tests/data/imports. One was kept by hand, with merged
cells, a hidden row, errors, days counted from 1904 and sums below the rows.
"""

import csv
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.faults.check import Answer, lovp
from tests.folders import SENT as FOLDER

VISITS = """
    2024-01-22 schoolinfo Skövde 3
    2024-02-06 schoolinfo Lidköping 2
    2024-03-12 schoolinfo Hjo 1
    2024-05-13 schoolinfo Dals-Ed 4
"""
COURSES = """
    2024-03-09 medlem-i-facket Borås 14
    2024-03-27 introduktion Tjörn 12
    2024-03-27 medlemmar Åmål 9
    2024-04-30 medlem-i-facket 11
"""
BOARDS = """
    2024-02-28 unga-ledamoter Hjo 2 7
    2024-03-05 unga-ledamoter Åmål 0 9
    2024-03-19 unga-ledamoter Göteborg 3 11
"""
# The second place is merged over three rows. Refused are "ca 20", "igår", #N/A, and 3/4 that became a date.
BY_HAND = """
    2024-01-23 schoolinfo Skövde 3
    2024-02-06 schoolinfo Skövde 3
    2024-03-12 schoolinfo Tibro 3
    2024-03-14 schoolinfo Hjo 2
"""


@pytest.fixture
def folder(prepare: Callable[[str], Path]) -> Path:
    return prepare("imports")


def take(folder: Path, file: str, *words: str) -> Answer:
    return lovp(folder, "import", f"in/{file}", *words)


def counting(folder: Path) -> list[str]:
    rows = csv.DictReader(lovp(folder, "outcomes", "--format", "csv").out.splitlines())
    columns = ("date", "target", "place", "value", "of")
    return sorted(" ".join(filter(None, map(row.__getitem__, columns))) for row in rows)


@pytest.mark.parametrize(
    ("files", "outcomes", "refused"),
    [
        (("microsoft-forms.xlsx",), VISITS, [4]),
        (("google-forms.csv", "google-sheets.csv"), COURSES, []),
        (("odk-central.csv", "kobo.csv", "kobo.xlsx"), BOARDS, []),
        (("hand-kept.xlsx",), BY_HAND, [7, 12, 13, 14]),
    ],
)
def test_what_counts_once_the_files_are_imported(
    folder: Path, files: tuple[str, ...], outcomes: str, refused: list[int]
) -> None:
    for file in files:
        answer = take(folder, file, "--partial")
        found = re.findall(r"^[\w.-]+:(\d+): ", answer.out, re.MULTILINE)
        assert (answer.code, [*map(int, found)]) == (0, refused)
        assert counting(folder) == sorted(line.strip() for line in outcomes.strip().splitlines())
    assert lovp(folder, "check").code == 0


@pytest.mark.parametrize("file", sorted(path.name for path in FOLDER.iterdir()))
def test_a_mapping_is_suggested_for_each(prepare: Callable[[str], Path], file: str) -> None:
    folder = prepare("plan")
    shutil.copytree(FOLDER, folder / "in")
    assert take(folder, file, "--suggest").code == 0
    (path,) = (folder / "imports").iterdir()
    text = path.read_text(encoding="utf-8")
    assert ("FYLL I" in text) is (take(folder, file, "--partial").code == 1)
    path.write_text(text.replace("FYLL I", "schoolinfo"), encoding="utf-8")
    assert take(folder, file, "--partial").code == 0
    assert counting(folder) != []
    # What says who somebody is, is not read.
    assert not re.search(r"^[a-z].*(E-postadress|Namn|SubmitterName)", text, re.MULTILINE)
