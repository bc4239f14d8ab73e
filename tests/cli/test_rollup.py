"""`lovp rollup` over folders: its figures by SQL, its districts by whatever a list of them can look like."""

import csv
import json
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.faults.check import Answer, lovp
from tests.workbooks import read

DAY = "2024-05-31"

TABLE = "CREATE TABLE r (district, id, date, target, place, value INTEGER, of INTEGER, replaces, logged_at)"
COUNTING = """
    CREATE VIEW counting AS SELECT * FROM r WHERE value <> '' AND date <= '2024-05-31'
    AND NOT EXISTS (SELECT 1 FROM r AS later WHERE later.replaces = r.id)
"""
SUMS = "SELECT target, district, SUM(value), COUNT(*) FROM counting GROUP BY 1, 2"
BOARDS = """
    WITH ranked AS (
        SELECT *, ROW_NUMBER() OVER (PARTITION BY place ORDER BY date DESC, logged_at DESC, id DESC) AS age
        FROM counting WHERE target = 'unga-ledamoter'
    )
    SELECT district, SUM(value), SUM(of), SUM(of >= 3), COUNT(*) FROM ranked WHERE age = 1 GROUP BY 1
"""


@pytest.fixture
def folder(prepare: Callable[[str], Path]) -> Path:
    return prepare("districts")


@pytest.fixture
def database(folder: Path) -> sqlite3.Connection:
    base = sqlite3.connect(":memory:")
    base.execute(TABLE)
    base.execute(COUNTING)
    for file in folder.glob("*/data/2024/*.csv"):
        district = file.parents[2].name
        for row in csv.DictReader(file.read_text(encoding="utf-8").splitlines()):
            keys = "id date target place value of replaces logged_at".split()
            base.execute("INSERT INTO r VALUES (?,?,?,?,?,?,?,?,?)", (district, *(row[key] for key in keys)))
    return base


def document(folder: Path, *words: str, command: str = "progress") -> dict[str, Any]:
    answer = lovp(folder, "rollup", command, *words, "--format", "json")
    assert answer.code == 0, answer.err
    found: dict[str, Any] = json.loads(answer.out)
    return found


def targets(found: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {target["id"]: target for area in found["areas"] for target in area["targets"]}


def test_the_figures_are_those_of_sql(folder: Path, database: sqlite3.Connection) -> None:
    """Nine folders, corrections and undone rows among them, added up by another program."""
    found = targets(document(folder, "distrikt.txt", "--as-of", DAY))
    names = {"norra-sverige": "Norra Sverige", "skane": "Skåne", "vastsverige": "Västsverige"}
    sums: dict[str, dict[str, tuple[int, int]]] = {}
    for target, district, value, count in database.execute(SUMS):
        sums.setdefault(target, {})[district] = (value, count)
    for id_, target in found.items():
        if target["measure"] not in ("sum", "activity"):
            continue
        assert target["outcome"] == sum(value for value, _count in sums[id_].values()), id_
        assert target["outcomes"] == sum(count for _value, count in sums[id_].values()), id_
        places = {part["place"]: part for part in target["places"]}
        for district, name in names.items():
            value, count = sums[id_].get(district, (None, 0))
            assert (places[name]["outcome"], places[name]["outcomes"]) == (value, count), (id_, name)
    boards = list(database.execute(BOARDS))
    value, of, active, reporting = (sum(row[at] for row in boards) for at in range(1, 5))
    assert len(boards) == 8
    assert found["unga-ledamoter"]["outcome"] == round(value / of, 4)
    assert found["unga-ledamoter"]["of"] == of
    assert len(found["unga-ledamoter"]["missing"]) == 290 - reporting
    assert (found["aktiva-lofack"]["outcome"], found["aktiva-lofack"]["of"]) == (active, 290)


def test_the_papers_have_the_same_figures(folder: Path) -> None:
    words = ["distrikt.txt", "--name", "LO"]
    known = targets(document(folder, *words, "--as-of", DAY))
    month = targets(document(folder, *words, "--month", "2024-05", "--output", "-", command="export"))
    for id_, target in known.items():
        assert {key: month[id_][key] for key in target if key != "places"} == {
            key: target[key] for key in target if key != "places"
        }
    done = lovp(
        folder, "rollup", "export", *words, "--month", "2024-05", "--format", "md,html,csv,xlsx", "-o", "ut"
    )
    assert done.code == 0, done.err
    heading = "LO · 8 av 9 distrikt · maj 2024"
    paper = {file.suffix: file for file in (folder / "ut").iterdir()}
    assert {file.name for file in paper.values()} == {
        f"lovp-rollup-2024-05.{ending}" for ending in ("md", "html", "csv", "xlsx")
    }
    for ending in (".md", ".html"):
        text = paper[ending].read_text(encoding="utf-8")
        assert heading in text
        assert "Inget är rapporterat på de här målen till och med 31 maj 2024 i Mellersta Norrland." in text
    areas = list(read(paper[".xlsx"].read_bytes()).values())[3:]
    for area in areas:
        cells = [str(cell) for row in area for cell in row]
        assert cells[0] == heading
        assert any("Mellersta Norrland" in cell and "⚠" in cell for cell in cells)
    rows = csv.DictReader(paper[".csv"].read_text(encoding="utf-8-sig").splitlines(), delimiter=";")
    silent = [row for row in rows if row["Plats"] == "Mellersta Norrland"]
    assert silent
    assert {row["Utfall"] for row in silent} == {""}


def test_a_missing_district_is_named_in_every_form(folder: Path) -> None:
    (folder / "skane" / "targets.yaml").write_text("organisation: [", encoding="utf-8")
    text = (folder / "stockholm" / "targets.yaml").read_text(encoding="utf-8")
    (folder / "stockholm" / "targets.yaml").write_text(text.replace("2024", "2023"), encoding="utf-8")
    found = document(folder, "distrikt.txt", "--as-of", DAY)
    states = {each["place"]: each["state"] for each in found["districts"]}
    assert states["skane"] == "unreadable"
    assert states["Storstockholm"] == "other_year"
    assert states["Mellersta Norrland"] == "silent"
    assert list(states.values()).count("reported") == 6
    for target in targets(found).values():
        assert {"skane", "Storstockholm", "Mellersta Norrland"} <= set(target["without"])
    assert any("Storstockholm" in warning and "2023" in warning for warning in found["warnings"])
    table = lovp(folder, "rollup", "progress", "distrikt.txt", "--as-of", DAY)
    assert "6 av 9 distrikt" in table.out
    assert "skane" in table.err
    rows = list(
        csv.DictReader(lovp(folder, "rollup", "progress", "distrikt.txt", "--format", "csv").out.splitlines())
    )
    assert {row["districts"] for row in rows} == {"9"}
    assert {row["in_figures"] for row in rows if row["target"] == "schoolinfo"} == {"6"}
    assert "skane" in lovp(folder, "rollup", "export", "distrikt.txt", "--month", "2024-05", "-o", "-").out


def test_a_record_with_faults_is_told_of_by_its_district(folder: Path) -> None:
    record = folder / "skane" / "data" / "2024"
    (record / "kansli.csv").write_text("inget underlag\n", encoding="utf-8")
    answer = lovp(folder, "rollup", "progress", "distrikt.txt", "--as-of", DAY)
    assert any("Skåne: " in line and "lovp check" in line for line in answer.err.splitlines())


def listed(folder: Path, content: bytes) -> Answer:
    (folder / "lista.txt").write_bytes(content)
    return lovp(folder, "rollup", "progress", "lista.txt", "--area", "skola", "--as-of", DAY)


NAMED = "norra-sverige\nåäö mapp\n"
LISTS = {
    "utf-8": NAMED.encode(),
    "a byte order mark": b"\xef\xbb\xbf" + NAMED.encode(),
    "CRLF and no last line end": NAMED.replace("\n", "\r\n").strip().encode(),
    "remarks, empty lines, spaces": f"# våra distrikt\n\n  {NAMED}\n \n#slut\n".encode(),
    "the plans themselves": "norra-sverige/targets.yaml\nåäö mapp/targets.yaml\n".encode(),
    "twice": (NAMED + NAMED + "./norra-sverige/../norra-sverige\n").encode(),
}


@pytest.mark.parametrize("kind", LISTS)
def test_a_list_as_any_editor_saves_it(folder: Path, kind: str) -> None:
    (folder / "skane").rename(folder / "åäö mapp")
    answer = listed(folder, LISTS[kind])
    assert answer.code == 0, answer.err
    assert "2 av 2 distrikt" in answer.out


def test_a_list_is_relative_to_itself(folder: Path) -> None:
    (folder / "listor").mkdir()
    (folder / "listor" / "alla.txt").write_text("../skane\n../norra-sverige\n", encoding="utf-8")
    answer = lovp(folder / "skane", "rollup", "progress", "../listor/alla.txt", "--area", "skola")
    assert "2 av 2 distrikt" in answer.out


@pytest.mark.parametrize("content", [b"\0\1\2", NAMED.encode("cp1252")], ids=["binary", "not UTF-8"])
def test_what_is_no_list_is_refused(folder: Path, content: bytes) -> None:
    answer = listed(folder, content)
    assert (answer.code, answer.out) == (1, "")
    assert "ingen lista" in answer.err


def test_an_empty_list_is_no_district(folder: Path) -> None:
    answer = listed(folder, b"# inga\n")
    assert (answer.code, answer.out) == (1, "")


def test_one_organisation_in_two_folders_is_refused(folder: Path) -> None:
    """A copy would count double; a link to the same folder is the same."""
    (folder / "kopia").mkdir()
    (folder / "kopia" / "targets.yaml").write_bytes((folder / "skane" / "targets.yaml").read_bytes())
    answer = lovp(folder, "rollup", "progress", "skane", "kopia")
    assert (answer.code, answer.out) == (1, "")
    assert "dubbelt" in answer.err
    (folder / "genväg").symlink_to(folder / "skane")
    assert "1 av 1 distrikt" in lovp(folder, "rollup", "progress", "skane", "genväg").out


def test_plans_without_central_targets_have_nothing_together(prepare: Callable[[str], Path]) -> None:
    folder = prepare("plan")
    text = (folder / "targets.yaml").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines(keepends=True) if "central:" not in line]
    (folder / "targets.yaml").write_text("".join(lines), encoding="utf-8")
    answer = lovp(folder, "rollup", "progress", ".")
    assert (answer.code, answer.out) == (1, "")
    assert "central:" in answer.err


def test_a_record_that_cant_be_read_is_not_one_without_outcomes(folder: Path) -> None:
    """A folder in a file's place: what it holds is unknown, which is something else than nothing."""
    record = folder / "skane" / "data" / "2024"
    for file in record.iterdir():
        file.unlink()
        file.mkdir()
    found = document(folder, "distrikt.txt", "--as-of", DAY)
    states = {each["place"]: each["state"] for each in found["districts"]}
    assert (states["Skåne"], states["Mellersta Norrland"]) == ("unreadable", "silent")
    assert any("Skåne" in warning and "lovp check" in warning for warning in found["warnings"])
    month = lovp(folder, "rollup", "export", "distrikt.txt", "--month", "2024-05", "-o", "-")
    assert "7 av 9 distrikt" in month.out
    assert "Skåne ingår inte i siffrorna" in month.out


def test_what_is_behind_together_is_shown_of_every_district(folder: Path) -> None:
    answer = lovp(
        folder, "rollup", "progress", "distrikt.txt", "--as-of", DAY, "--by", "district", "--only", "behind"
    )
    titles = [line for line in answer.out.splitlines() if " · " in line][1:]
    assert titles == [
        "Studier · Facklig introduktion för icke-medlemmar (deltagare)",
        "Studier · Grundutbildning för medlemmar (deltagare)",
    ]
    # Of one of these districts it is on track.
    assert "i fas" in answer.out


def test_the_name_is_on_one_line_and_harmless(folder: Path) -> None:
    answer = lovp(
        folder, "rollup", "progress", "skane", "--name", "LO\n\x1b[31m  i riket\u202e", "--area", "ung"
    )
    assert answer.out.startswith("LO [31m i riket · 1 av 1 distrikt")
