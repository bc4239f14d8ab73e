"""`lovp import` as people meet it: nothing is saved by halves, and the same file twice is as once."""

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from xlsxwriter import Workbook

from tests.faults.check import Answer, lovp, rows_of
from tests.faults.hostile import WORDS, raw

MAPPING = """\
source: skolbesok
id: Nr
date: Datum
place: {column: Kommun, words: {Gbg: Göteborg}}
target: schoolinfo
value: Klasser
"""
HEADERS = "Nr;Datum;Kommun;Klasser\n"
GOOD = HEADERS + "1;2024-03-12;Skövde;3\n2;13/3;Gbg;2 st\n"
SAVED = [("2024-03-12", "Skövde", "3"), ("2024-03-13", "Göteborg", "2")]
FORM = "lovp_form,where-target,where-municipality,what-date,what-count,KEY,ReviewState\n"


@pytest.fixture
def folder(prepare: Callable[[str], Path]) -> Path:
    folder = prepare("plan")
    (folder / "imports").mkdir()
    (folder / "imports" / "skola.yaml").write_text(MAPPING, encoding="utf-8")
    return folder


def take(folder: Path, text: str, *words: str) -> Answer:
    """Import a file with the text, as Excel would save it in Swedish."""
    (folder / "besok.csv").write_text(text, encoding="cp1252", newline="\r\n")
    return lovp(folder, "import", "besok.csv", *words)


def counting(folder: Path) -> list[tuple[str, str, str]]:
    """What counts: the date, place and value of each outcome."""
    rows = csv.DictReader(lovp(folder, "outcomes", "--format", "csv").out.splitlines())
    return sorted((row["date"], row["place"], row["value"]) for row in rows)


def book(folder: Path, sheets: dict[str, list[list[object]]], hidden: str = "") -> None:
    with Workbook(folder / "besok.xlsx") as workbook:
        for name, rows in sheets.items():
            sheet = workbook.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
            if name == hidden:
                sheet.hide()


def test_what_is_imported_counts_once_and_all_or_nothing(folder: Path) -> None:
    mixed = GOOD + "3;2024-03-14;Atlantis;1\n"
    refused = take(folder, mixed)
    assert (refused.code, rows_of(folder)) == (1, [])
    assert "Inget sparades: 1 rad gick inte att ta in." in refused.err
    assert "besok.csv:4: Kommun: Det finns ingen plats ”Atlantis” i planen." in refused.out
    assert take(folder, mixed, "--partial").code == 0
    assert counting(folder) == SAVED
    again = take(folder, GOOD)
    assert (again.code, counting(folder)) == (0, SAVED)
    assert "Det finns inget att spara" in again.out
    assert (folder / "data" / "2024" / "kansli.csv").read_text("utf-8").count("\n") == 3
    assert lovp(folder, "check").code == 0


def test_edited_deleted_brought_back_and_amended_here(folder: Path) -> None:
    take(folder, GOOD)
    edited = HEADERS + "1;2024-03-12;Skövde;4\n"
    assert "Inte längre i filen" in take(folder, edited, "--cancel-missing").out
    assert counting(folder) == [("2024-03-12", "Skövde", "4")]
    # The older value stays out; the row that is there again counts again.
    assert "Ändrade här sedan dess" in take(folder, GOOD).out
    assert counting(folder) == [("2024-03-12", "Skövde", "4"), SAVED[1]]
    take(folder, GOOD, "--file-wins")
    assert counting(folder) == SAVED
    # Without ids of the source nobody can say whether a row that can't be read is one that was imported.
    (folder / "imports" / "skola.yaml").write_text(MAPPING.replace("id: Nr\n", ""), encoding="utf-8")
    answer = take(folder, GOOD.replace("Skövde;3", "Skövde;ca 3"), "--partial", "--cancel-missing")
    assert (answer.code, counting(folder)) == (1, SAVED)


def test_rows_of_another_year_wait_for_it(folder: Path) -> None:
    assert lovp(folder, "plan", "new", "2025").code == 0
    text = GOOD.replace("13/3", "2024-03-13") + "3;2025-01-14;Hjo;1\n"
    (folder / "besok.csv").write_text(text, encoding="utf-8")
    late = {"LOVP_TODAY": "2025-02-01"}
    first = lovp(folder, "import", "besok.csv", "--year", "2024", environment=late)
    assert (first.code, "rad 4: från 2025: ta in med --år 2025" in first.out) == (0, True)
    assert lovp(folder, "import", "besok.csv", environment=late).code == 0
    assert (folder / "data" / "2025" / "kansli.csv").read_text("utf-8").count("\n") == 2
    assert (folder / "data" / "2024" / "kansli.csv").read_text("utf-8").count("\n") == 3


def test_of_two_mappings_that_fit_none_is_guessed_and_check_reads_them_all(folder: Path) -> None:
    other = folder / "imports" / "skola2.yaml"
    other.write_text("source: annat\ndate: Datum\ntarget: schoolinfo\n", encoding="utf-8")
    answer = take(folder, GOOD)
    assert (answer.code, "skola, skola2" in answer.err) == (2, True)
    assert take(folder, GOOD, "--mapping", "imports/skola.yaml").code == 0
    assert len(rows_of(folder)) == 2
    other.write_text("source: annat\ndate: Datum\ntarget: scholinfo\n", encoding="utf-8")
    answer = lovp(folder, "check")
    assert (answer.code, "imports/skola2.yaml:3:9" in answer.out) == (3, True)


def test_the_wrong_file_is_doubted_and_long_lists_are_cut(folder: Path) -> None:
    rows = [f"{number};2024-03-12;Hjo;{{}}\n" for number in range(1, 31)]
    take(folder, HEADERS + "".join(row.format(1) for row in rows))
    file = HEADERS + "".join(row.format(2) for row in rows)
    answer, whole = take(folder, file, "--dry-run"), take(folder, file, "--dry-run", "--all")
    assert "Är det rätt fil" in answer.err
    assert (answer.out.count("→"), "och 10 till" in answer.out, whole.out.count("→")) == (20, True, 30)
    # A copy of the form counts from 1 again.
    assert "En kopia av formuläret?" in take(folder, HEADERS + "1;2024-04-02;Skara;9\n").out
    assert len(counting(folder)) == 30


@pytest.mark.parametrize("kind", WORDS)
def test_nothing_of_a_file_steers_the_terminal_or_a_spreadsheet(folder: Path, kind: str) -> None:
    word = WORDS[kind]
    (folder / "imports" / "skola.yaml").write_text(MAPPING + "note: Anm\n", encoding="utf-8")
    table = io.StringIO()
    writer = csv.writer(table)
    writer.writerow(["Nr", "Datum", "Kommun", "Klasser", "Anm", f"Mer{word}"])
    writer.writerow(["1", "2024-03-12", "Hjo", "1", word, word])
    writer.writerow([f"2{word}", word, word, word, word, word])
    (folder / "besok.csv").write_text(table.getvalue(), encoding="utf-8", errors="replace", newline="")
    answer = lovp(folder, "import", "besok.csv", "--partial", "--all")
    assert answer.code in (0, 1)
    assert raw(answer.out) is raw(answer.err) is None
    assert lovp(folder, "check").code == 0


def test_every_sheet_that_has_the_columns_is_read_and_the_others_are_named(folder: Path) -> None:
    """As of a workbook with a sheet for each month, whose columns need not be in the same order."""
    headers: list[object] = ["Nr", "Datum", "Kommun", "Klasser"]
    sheets: dict[str, list[list[object]]] = {
        "Läs mig": [["Skriv bara siffror"]],
        "Mars": [headers, [1, "2024-03-12", "Hjo", 3], [2, "2024-03-13", "X", 1]],
        "April": [["Kommun", "Klasser", "Nr", "Datum"], ["Skara", 2, 3, "2024-04-02"]],
        "Kopia": [headers, [4, "2024-03-12", "Hjo", 3]],
    }
    book(folder, sheets, hidden="Kopia")
    answer = lovp(folder, "import", "besok.xlsx", "--partial")
    assert counting(folder) == [("2024-03-12", "Hjo", "3"), ("2024-04-02", "Skara", "2")]
    assert "besok.xlsx · Mars · April · kolumnbeskrivningen skola" in answer.out
    assert "besok.xlsx:3 (Mars): Kommun (C)" in answer.out
    assert "Läs mig: det saknar Nr, Datum, Kommun, Klasser.\n  Kopia: det är dolt" in answer.out
    # The whole workbook is the source: what one sheet has is not missing because another was read.
    assert "Det finns inget att spara" in lovp(folder, "import", "besok.xlsx", "--partial").out
    sheets["April"][1][2] = 1
    book(folder, sheets)
    assert "Rader 2 (Mars), 2 (April) har samma id" in lovp(folder, "import", "besok.xlsx").out
    (folder / "imports" / "skola.yaml").write_text(MAPPING + "sheet: mars\n", encoding="utf-8")
    assert (
        "besok.xlsx · Mars · kolumnbeskrivningen skola"
        in lovp(folder, "import", "besok.xlsx", "--partial").out
    )


def test_an_answer_to_the_programs_own_form_that_is_rejected_is_withdrawn(folder: Path) -> None:
    rows = [f"1,schoolinfo,hjo,2024-05-1{number},{number},uuid:{number},{{}}\n" for number in (1, 2)]
    text = FORM + "".join(rows)
    assert take(folder, text.format("", "Rejected")).code == 0
    assert counting(folder) == [("2024-05-11", "Hjo", "1")]
    answer = take(folder, text.format("rejected", "approved"))
    assert "rad 2: underkänd i källan" in answer.out
    assert "Underkända i källan, och ångrade:\n  rad 2: schoolinfo: 1 " in answer.out
    assert "besok.csv:2: key: Cellen är tom." in take(folder, FORM + "1,schoolinfo,hjo,2024-05-11,2,,\n").out
    assert counting(folder) == [("2024-05-12", "Hjo", "2")]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (
            "Tid,Namn,Datum,Antal,Datum,Antal\n2024-03-09 10:00:00,Svarande A,2024-03-01,14,2024-03-02,9\n",
            ['date: "Datum (1)"', 'value: "Antal (1)"'],
        ),
        (
            "Kurser 2024\n\nDag,Ort,Antal\n2024-03-01,Hjo,Svarande A\n2024-03-01,Hjo,3\n",
            ['date: "Dag"', 'place: "Ort"', 'value: "Antal"'],
        ),
        ("Start Date,Remark\n2024-03-01,Svarande Andersson\n", ['date: "Start Date"']),
        ("2024-03-01,Svarande A,3\n", []),
        ("Svarande Andersson,bra\nSvarande Berg,bra\n", []),
    ],
)
def test_a_suggestion_holds_no_cell_of_an_answer(folder: Path, text: str, lines: list[str]) -> None:
    answer = take(folder, text, "--suggest", "--mapping", "ny")
    file = folder / "imports" / "ny.yaml"
    assert (answer.code, file.exists()) == (0 if lines else 1, bool(lines))
    assert ("ingen rad med rubriker" in answer.err) is not bool(lines)
    written = file.read_text(encoding="utf-8") if lines else ""
    assert "Svarande" not in written
    assert {*lines} <= {line.partition("  #")[0] for line in written.splitlines()}
    # What is there is never written over.
    assert take(folder, text, "--suggest", "--mapping", "skola").code == 2


KNOWN = """
imekjkho-ilfpcflfelpnfnekiaddpemo schoolinfo 3
imekjkho-plbagjeheocdfgomegfojdem unga-ledamoter 2
imekjkho-jgockdhjdoakddlkplepagma schoolinfo 2
immknkio-khbkihkjmdnfpkjhbagoemao medlemmar 12
immknkio-fihhkilofaijcceghkfnmldj medlemmar 12
immknkio-bilmoifhcmcfkodciipdbili medlemmar 7
imejmcpm-bpffkapocbolcgcjibnkdnco schoolinfo 3
imekjkho-ilfpcflfelpnfnekiaddpemo-phdgojjaap schoolinfo 4 imekjkho-ilfpcflfelpnfnekiaddpemo
imekjkho-jgockdhjdoakddlkplepagma-bccbfofkdl schoolinfo imekjkho-jgockdhjdoakddlkplepagma
"""
"""What version 1 recorded of the files below, by its ids: target, value, and what it replaces."""


def test_what_was_imported_long_ago_is_known_by_its_ids(folder: Path) -> None:
    (folder / "imports" / "skola.yaml").write_text(
        "source: skolbesok\nid: Nr\ndate: Datum\nplace: Kommun\nnote: Anm\noutcomes:\n"
        "- target: Skolinformation på gymnasiet\n  value: Klasser\n"
        "- {target: unga-ledamoter, value: Unga, of: Alla}\n",
        encoding="utf-8",
    )
    (folder / "imports" / "b.yaml").write_text(
        "source: utan-id\ndate: Dag\ntarget: medlemmar\nvalue: Deltagare\n", encoding="utf-8"
    )
    first = "Nr;Datum;Kommun;Klasser;Unga;Alla;Anm\n1;2024-03-12;Skövde;3;2;7;två klasser\n"
    assert take(folder, first + "2;2024-03-13;Göteborg;2;;;\n").code == 0
    assert take(folder, "Dag;Deltagare\n2024-04-02;12\n2/4;12 st\n2024-05-02;7\n").code == 0
    answer = "1,schoolinfo,hjo,2024-05-14,3,uuid:7d1f8f5e-0c5b-4a0e-9d0e-6b2f1c3a4d01,\n"
    assert take(folder, FORM + answer).code == 0
    assert take(folder, first.replace(";3;2;7", ";4;2;7"), "--cancel-missing").code == 0
    columns = ("id", "target", "value", "replaces")
    found = [" ".join(filter(None, map(row.__getitem__, columns))) for row in rows_of(folder)]
    assert sorted(found) == sorted(KNOWN.split("\n")[1:-1])


def test_merged_answers_count_once_and_other_sheets_are_named(folder: Path) -> None:
    rows = [FORM.strip().split(",")]
    rows += [["1", "schoolinfo", town, "2024-05-14", "3", f"a{town}"] for town in ("hjo", "ale", "skara")]
    with Workbook(folder / "besok.xlsx") as workbook:
        sheet = workbook.add_worksheet("Svar")
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
        # The number of the last two is one cell, and so is the day.
        sheet.merge_range("E3:E4", 5)
        sheet.merge_range("D3:D4", "2024-05-15")
        workbook.add_worksheet("Fler").write_row(0, 0, rows[1])
    answer = lovp(folder, "import", "besok.xlsx", "--yes")
    assert "rad 4: " in answer.out
    assert "Fler: ett annat blad läses" in answer.out
    assert counting(folder) == [("2024-05-14", "Hjo", "3"), ("2024-05-15", "Ale", "5")]
