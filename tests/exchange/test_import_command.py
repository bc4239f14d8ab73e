"""`lovp import` as people meet it: nothing is saved by halves, and the same file twice is as once."""

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from xlsxwriter import Workbook

from tests.faults.check import Answer, ids_of, lovp, rows_of
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


def test_what_is_imported_counts_once(folder: Path) -> None:
    assert take(folder, GOOD).code == 0
    saved = [("2024-03-12", "Skövde", "3"), ("2024-03-13", "Göteborg", "2")]
    assert counting(folder) == saved
    again = take(folder, GOOD)
    assert (again.code, counting(folder)) == (0, saved)
    assert "Det finns inget att spara" in again.out
    assert (folder / "data" / "2024" / "kansli.csv").read_text("utf-8").count("\n") == 3
    assert lovp(folder, "check").code == 0


def test_all_or_nothing_unless_it_is_asked_for(folder: Path) -> None:
    mixed = GOOD + "3;2024-03-14;Atlantis;1\n"
    refused = take(folder, mixed)
    assert (refused.code, rows_of(folder)) == (1, [])
    assert "Inget sparades: 1 rad gick inte att ta in." in refused.err
    assert "besok.csv:4: Kommun (C): Det finns ingen plats ”Atlantis” i planen." in refused.out
    taken = take(folder, mixed, "--partial")
    assert (taken.code, len(rows_of(folder))) == (0, 2)


def test_edited_deleted_and_brought_back(folder: Path) -> None:
    take(folder, GOOD)
    edited = take(folder, HEADERS + "1;2024-03-12;Skövde;4\n")
    assert edited.code == 0
    assert "Inte längre i filen" in edited.out
    assert counting(folder) == [("2024-03-12", "Skövde", "4"), ("2024-03-13", "Göteborg", "2")]
    assert take(folder, HEADERS + "1;2024-03-12;Skövde;4\n", "--cancel-missing").code == 0
    assert counting(folder) == [("2024-03-12", "Skövde", "4")]
    older = take(folder, GOOD)
    assert "Som före en senare ändring" in older.out
    # The older value stays out; the row that is there again counts again.
    assert counting(folder) == [("2024-03-12", "Skövde", "4"), ("2024-03-13", "Göteborg", "2")]
    assert take(folder, GOOD, "--file-wins").code == 0
    assert counting(folder) == [("2024-03-12", "Skövde", "3"), ("2024-03-13", "Göteborg", "2")]
    assert lovp(folder, "check").code == 0


def test_what_may_be_a_refused_row_is_not_cancelled(folder: Path) -> None:
    """Without ids of the source nobody can say whether a row that can't be read is one that was imported."""
    (folder / "imports" / "skola.yaml").write_text(MAPPING.replace("id: Nr\n", ""), encoding="utf-8")
    take(folder, GOOD)
    before = counting(folder)
    answer = take(folder, GOOD.replace("Skövde;3", "Skövde;ca 3"), "--partial", "--cancel-missing")
    assert (answer.code, counting(folder)) == (1, before)
    assert take(folder, HEADERS + "2;13/3;Gbg;2 st\n", "--partial", "--cancel-missing").code == 0
    assert counting(folder) == [("2024-03-13", "Göteborg", "2")]


def test_what_was_amended_here_is_not_overwritten(folder: Path) -> None:
    take(folder, GOOD)
    row = next(row for row in rows_of(folder) if row["place"] == "Skövde")
    assert lovp(folder, "amend", row["id"], "--value", "9").code == 0
    answer = take(folder, GOOD.replace("Skövde;3", "Skövde;5"))
    assert answer.code == 0
    assert "Ändrade både i källan och här" in answer.out
    assert ("2024-03-12", "Skövde", "9") in counting(folder)


def test_rows_of_another_year_wait_for_it(folder: Path) -> None:
    assert lovp(folder, "plan", "new", "2025").code == 0
    text = GOOD.replace("13/3", "2024-03-13") + "3;2025-01-14;Hjo;1\n"
    (folder / "besok.csv").write_text(text, encoding="utf-8")
    late = {"LOVP_TODAY": "2025-02-01"}
    first = lovp(folder, "import", "besok.csv", "--year", "2024", environment=late)
    assert first.code == 0
    assert "--år 2025" in first.err
    assert lovp(folder, "import", "besok.csv", environment=late).code == 0
    assert (folder / "data" / "2025" / "kansli.csv").read_text("utf-8").count("\n") == 2
    assert (folder / "data" / "2024" / "kansli.csv").read_text("utf-8").count("\n") == 3


def test_of_two_mappings_that_fit_none_is_guessed(folder: Path) -> None:
    (folder / "imports" / "skola2.yaml").write_text(
        "source: annat\ndate: Datum\ntarget: schoolinfo\n", encoding="utf-8"
    )
    answer = take(folder, GOOD)
    assert (answer.code, "skola, skola2" in answer.err) == (2, True)
    assert take(folder, GOOD, "--mapping", "skola").code == 0
    assert take(folder, GOOD, "--mapping", "imports/skola.yaml").code == 0
    assert len(rows_of(folder)) == 2


@pytest.mark.parametrize(
    ("text", "words", "code", "said"),
    [
        ("Dag;Stad\n1;2\n", (), 1, "Ingen mappning säger vad kolumnerna i besok.csv är"),
        ("Nr;Datum;Ort;Klasser\n1;2024-03-12;Hjo;1\n", (), 1, "Kommun"),
        ("Nr;Datum;Ort;Klasser\n1;2024-03-12;Hjo;1\n", ("--mapping", "skola"), 1, "saknar kolumner"),
        (GOOD, ("--mapping", "kurs"), 2, "Det finns ingen mappning ”kurs”"),
        ("", (), 1, "besok.csv"),
    ],
)
def test_what_can_not_be_imported_says_why(
    folder: Path, text: str, words: tuple[str, ...], code: int, said: str
) -> None:
    answer = take(folder, text, *words)
    assert (answer.code, answer.out) == (code, "")
    assert said in answer.err
    assert ids_of(folder) == []


def test_a_mistake_in_a_mapping_is_shown_where_it_stands_and_found_by_check(folder: Path) -> None:
    (folder / "imports" / "skola.yaml").write_text(MAPPING.replace("schoolinfo", "scholinfo"), "utf-8")
    answer = take(folder, GOOD)
    assert answer.code == 1
    assert "imports/skola.yaml:5:9" in answer.err
    assert "Menade du schoolinfo?" in answer.err
    checked = lovp(folder, "check")
    assert (checked.code, "imports/skola.yaml:5:9" in checked.out) == (3, True)


def test_the_wrong_file_is_doubted(folder: Path) -> None:
    rows = [f"{number};2024-03-12;Hjo;{{}}\n" for number in range(1, 8)]
    take(folder, HEADERS + "".join(row.format(1) for row in rows))
    answer = take(folder, HEADERS + "".join(row.format(2) for row in rows), "--dry-run")
    assert "samma formulär" in answer.err
    # A copy of the form counts from 1 again.
    answer = take(folder, HEADERS + "1;2024-04-02;Skara;9\n8;2024-04-02;Skara;4\n")
    assert "en kopia av formuläret" in answer.err
    assert "rad 2: schoolinfo: 1 " in answer.out
    assert [row for row in counting(folder) if row[1] == "Skara"] == [("2024-04-02", "Skara", "4")]
    assert len(counting(folder)) == 8


def test_long_lists_are_cut_and_shown_whole_when_asked(folder: Path) -> None:
    text = HEADERS + "".join(f"{number};2024-03-12;Atlantis;1\n" for number in range(1, 31))
    cut, whole = take(folder, text), take(folder, text, "--all")
    assert cut.out.count("Atlantis") == 20
    assert "och 10 till" in cut.out
    assert whole.out.count("Atlantis") == 30


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
    assert raw(answer.out) is None
    assert raw(answer.err) is None
    assert lovp(folder, "check").code == 0


def workbook(folder: Path, sheets: dict[str, list[list[object]]]) -> None:
    with Workbook(folder / "besok.xlsx") as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)


def test_every_sheet_that_has_the_columns_is_read(folder: Path) -> None:
    """As of a workbook with a sheet for each month, whose columns need not be in the same order."""
    sheets: dict[str, list[list[object]]] = {
        "Läs mig": [["Skriv bara siffror"]],
        "Mars": [
            ["Nr", "Datum", "Kommun", "Klasser"],
            [1, "2024-03-12", "Hjo", 3],
            [2, "2024-03-13", "X", 1],
        ],
        "April": [
            ["Titel"],
            ["Kommun", "Klasser", "Nr", "Datum"],
            ["Skara", 2, 3, "2024-04-02"],
            ["Y", 1, 4],
        ],
        "Listor": [["Kommun"], ["Hjo"]],
    }
    workbook(folder, sheets)
    answer = lovp(folder, "import", "besok.xlsx", "--partial")
    assert answer.code == 0
    assert "bladen Mars, April" in answer.out
    assert counting(folder) == [("2024-03-12", "Hjo", "3"), ("2024-04-02", "Skara", "2")]
    assert "besok.xlsx (Mars):3: Kommun (C)" in answer.out
    assert "besok.xlsx (April):4: Datum (D): Datumet saknas" in answer.out
    # The whole workbook is the source: what one sheet has is not missing because another was read.
    assert "Det finns inget att spara" in lovp(folder, "import", "besok.xlsx", "--partial").out
    sheets["Mars"][1][3] = 5
    sheets["April"].pop(2)
    workbook(folder, sheets)
    answer = lovp(folder, "import", "besok.xlsx", "--partial", "--cancel-missing")
    assert "rad 2 (Mars): schoolinfo: 3 " in answer.out
    assert counting(folder) == [("2024-03-12", "Hjo", "5")]
    (folder / "imports" / "skola.yaml").write_text(MAPPING + "sheet: mars\n", encoding="utf-8")
    assert "bladet Mars" in lovp(folder, "import", "besok.xlsx", "--partial").out


def test_a_mapping_is_suggested_of_the_sheet_with_most_columns(folder: Path) -> None:
    headers: list[object] = ["Nr", "Datum", "Kommun", "Klasser"]
    rows: list[list[object]] = [headers, [1, "2024-03-12", "Hjo", 3]]
    workbook(folder, {"Läs mig": [["Skriv bara siffror"], ["Och inga namn"]], "Mars": rows, "April": rows})
    assert lovp(folder, "import", "besok.xlsx", "--suggest", "--mapping", "ny").code == 0
    text = (folder / "imports" / "ny.yaml").read_text(encoding="utf-8")
    assert {"place: Kommun", "date: Datum"} <= {line.partition("  #")[0] for line in text.splitlines()}
    assert "sheet:" not in text


def test_the_same_id_in_two_sheets_is_disputed_by_both(folder: Path) -> None:
    headers: list[object] = ["Nr", "Datum", "Kommun", "Klasser"]
    sheets: dict[str, list[list[object]]] = {
        "Mars": [headers, [1, "2024-03-12", "Hjo", 3]],
        "April": [headers, [1, "2024-04-02", "Skara", 2]],
    }
    workbook(folder, sheets)
    answer = lovp(folder, "import", "besok.xlsx")
    assert (answer.code, counting(folder)) == (1, [])
    assert "besok.xlsx (Mars):2: Samma id står på rad 2 (April)" in answer.out
    assert "besok.xlsx (April):2: Samma id står på rad 2 (Mars)" in answer.out


KNOWN = {
    "imekjkho-ilfpcflfelpnfnekiaddpemo": ("schoolinfo", "3", ""),
    "imekjkho-plbagjeheocdfgomegfojdem": ("unga-ledamoter", "2", ""),
    "imekjkho-jgockdhjdoakddlkplepagma": ("schoolinfo", "2", ""),
    "immknkio-khbkihkjmdnfpkjhbagoemao": ("medlemmar", "12", ""),
    "immknkio-fihhkilofaijcceghkfnmldj": ("medlemmar", "12", ""),
    "immknkio-bilmoifhcmcfkodciipdbili": ("medlemmar", "7", ""),
    "imejmcpm-bpffkapocbolcgcjibnkdnco": ("schoolinfo", "3", ""),
    "imekjkho-ilfpcflfelpnfnekiaddpemo-phdgojjaap": (
        *("schoolinfo", "4"),
        "imekjkho-ilfpcflfelpnfnekiaddpemo",
    ),
    "imekjkho-jgockdhjdoakddlkplepagma-bccbfofkdl": ("schoolinfo", "", "imekjkho-jgockdhjdoakddlkplepagma"),
}
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
    form = "lovp_form,where-target,where-municipality,what-date,what-count,KEY\n"
    answer = "1,schoolinfo,hjo,2024-05-14,3,uuid:7d1f8f5e-0c5b-4a0e-9d0e-6b2f1c3a4d01\n"
    assert take(folder, form + answer).code == 0
    assert take(folder, first.replace(";3;2;7", ";4;2;7"), "--cancel-missing").code == 0
    found = {row["id"]: (row["target"], row["value"], row["replaces"]) for row in rows_of(folder)}
    assert found == KNOWN
