"""What goes wrong without a word in other programs: rejected answers, headers, suggestions, hidden sheets."""

from collections.abc import Callable
from pathlib import Path

import pytest
from xlsxwriter import Workbook

from tests.exchange.test_import_command import MAPPING, counting, take
from tests.faults.check import lovp


@pytest.fixture
def folder(prepare: Callable[[str], Path]) -> Path:
    folder = prepare("plan")
    (folder / "imports").mkdir()
    (folder / "imports" / "skola.yaml").write_text(MAPPING, encoding="utf-8")
    return folder


FORM = "lovp_form,where-target,where-municipality,what-date,what-count,KEY,ReviewState\n"


def test_a_rejected_answer_is_withdrawn(folder: Path) -> None:
    rows = [f"1,schoolinfo,hjo,2024-05-1{number},{number},uuid:{number},{{}}\n" for number in (1, 2)]
    text = FORM + "".join(rows)
    assert take(folder, text.format("", "Rejected")).code == 0
    assert counting(folder) == [("2024-05-11", "Hjo", "1")]
    answer = take(folder, text.format("rejected", "approved"))
    assert "rad 2: underkänd i källan" in answer.out
    assert "Underkända i källan, och ångrade:\n  schoolinfo: 1 " in answer.out
    assert counting(folder) == [("2024-05-12", "Hjo", "2")]
    assert "Det finns inget att spara" in take(folder, text.format("rejected", "approved")).out


@pytest.mark.parametrize(
    ("text", "value", "counted", "said"),
    [
        ("Datum;Antal;Antal;Antal (2)\n2024-03-09;1;20;300\n", "Antal (2)", [300], ""),
        ("Datum;Antal;Antal\n2024-03-09;1;20\n", "Antal (2)", [20], ""),
        ("Datum;Antal;Antal\n2024-03-09;1;20\n", "Antal", [], "Antal (1), Antal (2)"),
        # Signs that delimit answers to a question are no delimiters of cells.
        ("Datum,Antal,Vad?\n2024-03-09,3,a;b;c;d;e\n2024-03-10,2,a;b;c;d;e\n", "Antal", [3, 2], ""),
    ],
)
def test_the_column_is_the_one_that_is_named(
    folder: Path, text: str, value: str, counted: list[int], said: str
) -> None:
    mapping = f"source: kurser\ndate: Datum\ntarget: medlemmar\nvalue: {value}\n"
    (folder / "imports" / "kurs.yaml").write_text(mapping, encoding="utf-8")
    answer = take(folder, text)
    assert (answer.code, said in answer.err) == (0 if counted else 1, True)
    assert [row[2] for row in counting(folder)] == [str(number) for number in counted]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (
            "Tid,Namn,Datum,Antal,Datum,Antal\n2024-03-09 10:00:00,Svarande A,2024-03-01,14,2024-03-02,9\n",
            ["date: Datum (1)", "value: Antal (1)"],
        ),
        (
            "Kurser 2024\n\nDag,Ort,Antal\n2024-03-01,Hjo,Svarande A\n2024-03-01,Hjo,3\n",
            ["date: Dag", "place: Ort", "value: Antal"],
        ),
        (
            "Dag,Ort,Antal\n1/3/2024,Svarande A,3\n13/3/2024,Hjo,4\n13/3/2024,Hjo,4\n",
            ["date: Dag", "place: Ort"],
        ),
    ],
)
def test_a_suggestion_holds_no_cell_of_an_answer(folder: Path, text: str, lines: list[str]) -> None:
    assert take(folder, text, "--suggest", "--mapping", "ny").code == 0
    written = (folder / "imports" / "ny.yaml").read_text(encoding="utf-8")
    assert "Svarande" not in written
    assert {*lines} <= {line.partition("  #")[0] for line in written.splitlines()}


def test_answers_without_headers_are_not_taken_for_headers(folder: Path) -> None:
    for row in ("2024-03-01,Svarande A,3", "Svarande A,Hjo", "Svarande A,3 st", "Svarande A,12 mars"):
        answer = take(folder, f"{row}\n{row}\n", "--suggest", "--mapping", "ny")
        assert (answer.code, "ingen rad med rubriker" in answer.err) == (1, True)
    assert not (folder / "imports" / "ny.yaml").exists()


def test_sheets_that_are_not_read_are_named(folder: Path) -> None:
    headers: list[object] = ["Nr", "Datum", "Kommun", "Klasser"]
    with Workbook(folder / "besok.xlsx") as book:
        for name, row in {"Mars": headers, "April": [*headers[:3], "Klaser"], "Kopia": headers}.items():
            sheet = book.add_worksheet(name)
            sheet.write_row(0, 0, row)
            sheet.write_row(1, 0, [1, "2024-03-12", "Hjo", 3])
            if name == "Kopia":
                sheet.hide()
    answer = lovp(folder, "import", "besok.xlsx")
    assert "Blad som inte läses:\n  April: det saknar Klasser\n  Kopia: det är dolt" in answer.out
    assert counting(folder) == [("2024-03-12", "Hjo", "3")]
