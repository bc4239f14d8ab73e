"""The papers say what `lovp progress` says of the same day, in every form."""

import csv
import io
import json
import os
import re
import subprocess
import sys
from datetime import date
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from lovp.progress.values import Status
from lovp.render.words import SIGNS
from tests.faults.check import as_bytes, lovp
from tests.workbooks import SHEET, Cells, parts, read, table

GOLDENS = Path(__file__).parent / "goldens"
FIGURES = ("goal", "outcome", "of", "fulfilment", "status", "outcomes", "hidden")
CSV = ("--format", "csv", "--csv-dialect", "plain")
TODAY = {"LOVP_TODAY": "2025-01-10"}
TABLES = ("Mål", "Utfall", "Platser")
MAY, YEAR = ("--month", "2024-05"), ("--year", "2024")
Document = dict[str, Any]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The made-up year of the demo."""
    root = tmp_path_factory.mktemp("papers")
    assert lovp(root, "demo", str(root / "demo")).code == 0
    return root / "demo"


def said(folder: Path, *words: str) -> str:
    """What a command prints; a paper goes to standard output as well."""
    output = ("--output", "-") if words[0] == "export" else ()
    answer = lovp(folder, *words, *output, environment=TODAY)
    assert answer.code == 0, answer.err
    return answer.out


def targets(text: str) -> dict[str, Document]:
    """The targets of a document in JSON, by id."""
    return {target["id"]: target for area in json.loads(text)["areas"] for target in area["targets"]}


def workbook(folder: Path, *words: str) -> bytes:
    return as_bytes(said(folder, "export", *words, "--format", "xlsx"))


def plain(text: str) -> list[dict[str, str]]:
    """The rows of CSV for other programs."""
    assert not text.startswith("\ufeff")
    assert "\r" not in text
    return list(csv.DictReader(io.StringIO(text, newline="")))


def as_text(value: object) -> str:
    return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def shown(value: object) -> object:
    return "" if value is None else value


@pytest.mark.parametrize("form", ["md", "csv", "json"])
def test_may_is_as_it_was(folder: Path, form: str) -> None:
    """The whole paper as text. UPDATE_TRANSCRIPTS=1 writes it anew, to be read."""
    file = GOLDENS / f"lovp-2024-05.{form}"
    content = as_bytes(said(folder, "export", *MAY, "--format", form))
    if os.environ.get("UPDATE_TRANSCRIPTS"):
        file.write_bytes(content)
    assert content == file.read_bytes()


@pytest.mark.parametrize("day", ["2024-01-31", "2024-05-31"])
def test_the_month_s_papers_and_progress_have_the_same_figures(folder: Path, day: str) -> None:
    month = day[:7]
    progress = targets(said(folder, "progress", "--as-of", day, "--format", "json"))
    paper = targets(said(folder, "export", "--month", month, "--format", "json"))
    assert list(paper) == list(progress)
    for name, target in paper.items():
        assert {key: target[key] for key in progress[name] if key != "places"} == {
            key: value for key, value in progress[name].items() if key != "places"
        }
        places = [{key: part[key] for key in part if key != "month"} for part in target["places"]]
        assert places == progress[name]["places"]
    rows = plain(said(folder, "export", "--month", month, *CSV))
    totals = {row["target"]: row for row in rows if row["place"] == "total"}
    assert list(totals) == list(progress)
    for name, row in totals.items():
        assert {key: row[key] for key in FIGURES} == {key: as_text(progress[name][key]) for key in FIGURES}


def test_the_months_add_up_to_the_year_s_paper(folder: Path) -> None:
    year = targets(said(folder, "export", *YEAR, "--format", "json"))
    progress = targets(said(folder, "progress", "--as-of", "2024-12-31", "--format", "json"))
    plan = json.loads(said(folder, "targets", "--format", "json"))["targets"]
    sources = {target["id"]: target["source"] for target in plan}
    assert {name: target["source"] for name, target in year.items()} == sources
    assert all(each.pop("interval", "") != "" for each in year.values())
    assert year == progress
    for row in plain(said(folder, "export", *YEAR, *CSV)):
        assert row["source"] == sources[row["target"]]
        if row["measure"] in ("sum", "activity"):
            assert sum(int(row[f"2024-{number:02}"]) for number in range(1, 13)) == int(row["outcome"])


@pytest.mark.parametrize("words", [MAY, YEAR])
def test_excel_s_csv_says_the_same_in_swedish(folder: Path, words: tuple[str, str]) -> None:
    """With Swedish headings and words, decimal commas, and months by name, of which Excel makes no dates."""
    same = {"outcome": "Utfall", "goal": "Måltal", "fulfilment": "Andel", "unit": "Enhet", "name": "Mål"}
    spoken = {"sum": "summa", "on_track": "i fas", "at_risk": "risk", "behind": "efter", "total": "totalt"}
    spoken |= {"": "", "true": "ja", "false": "nej", "unplaced": "utan plats", "no_goal": "utan måltal"}
    rows = plain(said(folder, "export", *words, *CSV))
    text = said(folder, "export", *words, "--format", "csv").removeprefix("\ufeff")
    swedish = list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";"))
    assert not [name for name in swedish[0] if re.search("[0-9_]|^$", name)]
    assert (rows[0]["area"], swedish[0]["Område"]) == ("arbetsmarknad", "Arbetsmarknad")
    for row, other in zip(rows, swedish, strict=True):
        assert row["target"] == other["Id"]
        for name, heading in same.items():
            number = name in ("outcome", "goal", "fulfilment")
            assert other[heading] == (row[name].replace(".", ",") if number else row[name])
        assert other["Dolt"] == spoken[row["hidden"]]
        assert row["status"] not in spoken or other["Läge"] == spoken[row["status"]]
        if row["measure"] == "sum":
            assert other["Räknas som"] == spoken["sum"]
            assert words == MAY or row["2024-05"] == other["maj"]


def html_rows(page: str) -> list[list[str]]:
    """The rows of a page's tables, cell by cell."""
    rows = (re.findall("<t[dh].*?</t[dh]>", row, re.S) for row in page.split("<tr ")[1:])
    return [[unescape(re.sub("<.*?>", "", cell)) for cell in row] for row in rows]


def test_the_page_and_the_markdown_have_the_sums_of_progress(folder: Path) -> None:
    """A whole number as Swedish writes it: a space that does not break between the thousands."""
    progress = targets(said(folder, "progress", "--as-of", "2024-05-31", "--format", "json"))
    sums = [each for each in progress.values() if each["measure"] == "sum" and each["goal"] is not None]
    assert len(sums) > 10
    page = html_rows(said(folder, "export", *MAY, "--format", "html"))
    markdown = said(folder, "export", *MAY, "--format", "markdown").splitlines()
    for rows in (page, [line.strip("|").split("|") for line in markdown]):
        found = {row[0].strip(): row for row in rows if len(row) in (7, 8)}
        for each in sums:
            row = [cell.strip() for cell in found[each["name"]]]
            outcome, goal = (f"{each[name]:,}".replace(",", "\xa0") for name in ("outcome", "goal"))
            assert (row[2].split(" (")[0], row[3]) == (outcome, goal), each["id"]


@pytest.mark.parametrize("words", [MAY, YEAR])
def test_the_workbook_has_every_target_and_place(folder: Path, words: tuple[str, str]) -> None:
    """As another program reads it; the areas, which are views for people, come after the tables."""
    document = json.loads(said(folder, "export", *words, "--format", "json"))
    found = read(workbook(folder, *words))
    assert list(found) == [*TABLES, *(area["name"].split(",")[0] for area in document["areas"])]
    if words == YEAR:
        beside = {row[0]: row[-1] for cells in list(found.values())[3:] for row in cells}
        assert all(beside[each["name"]] == each["source"] for each in targets(json.dumps(document)).values())
    rows = {row["Id"]: row for row in table(found["Mål"])}
    places = {(row["Id"], row["Plats"]): row for row in table(found["Platser"])}
    for name, target in targets(json.dumps(document)).items():
        row, judged = rows.pop(name), target["goal"] is not None and not target["hidden"]
        assert row["Utfall"] == ("•" if target["hidden"] else shown(target["outcome"]))
        told = {"Mål": "name", "Av": "of", "Enhet": "unit", "Måltal": "goal", "Prognos": "forecast"}
        assert {key: row[key] for key in told} == {key: shown(target[value]) for key, value in told.items()}
        assert row["Andel"] == shown(target["fulfilment"] if target["used"] is None else target["used"])
        assert target["measure"] == "milestone" or row["Väntat"] == shown(target["expected"])
        interval = target["interval"] or {"low": "", "high": ""}
        assert [row["Lågt"], row["Högt"]] == [interval["low"], interval["high"]]
        assert row["Läge"][:1] == (SIGNS[Status(target["status"])] if judged else "")
        assert str(row["Senast"]) == str(shown(target["last_date"]))
        for part in target["places"]:
            cells = places.pop((name, part["place"]))
            assert cells["Utfall"] == ("•" if part["hidden"] else shown(part["outcome"]))
            assert (cells["Av"], cells["Måltal"]) == (shown(part["of"]), shown(part["goal"]))
        if target["unplaced"]:
            assert places.pop((name, "utan plats"))["Utfall"] == target["unplaced"]
    assert (rows, places) == ({}, {})


def test_the_workbook_has_every_outcome_but_figures_of_few(folder: Path) -> None:
    rows = {row["Utfallets id"]: row for row in table(read(workbook(folder, "--month", "2024-12"))["Utfall"])}
    plan = {each["id"]: each for each in json.loads(said(folder, "targets", "--format", "json"))["targets"]}
    listed = said(folder, "outcomes", "--format", "json", "--limit", "100000")
    hidden = 0
    for outcome in json.loads(listed)["outcomes"]:
        row, target = rows.pop(outcome["id"]), plan[outcome["target"]]
        assert row["Datum"] == date.fromisoformat(outcome["date"])
        assert (row["Id"], row["Mål"]) == (target["id"], target["name"])
        told = {"Plats": "place", "Anteckning": "note", "Rapportör": "writer"}
        assert {key: row[key] for key in told} == {key: shown(outcome[value]) for key, value in told.items()}
        few = target["measure"] == "share" and outcome["of"] < 5
        hidden += few
        figures = ("•", "") if few else (shown(outcome["value"]), shown(outcome["of"]))
        assert (row["Värde"], row["Av"]) == figures
    assert rows == {}
    assert hidden > 0


def test_a_workbook_s_tables_are_excel_s_own(folder: Path) -> None:
    content = workbook(folder, *MAY)
    cells: dict[str, Cells] = read(content)
    tables = [root for name, root in parts(content).items() if name.startswith("xl/tables/")]
    for root, name in zip(tables, TABLES, strict=True):
        last = chr(ord("A") + len(cells[name][0]) - 1)
        assert root.get("ref") == f"A1:{last}{len(cells[name])}"
        assert root.find(f"{SHEET}autoFilter") is not None


@pytest.mark.all
@pytest.mark.parametrize("words", [MAY, YEAR])
def test_the_same_bytes_in_another_process_and_zone(folder: Path, words: tuple[str, str]) -> None:
    """What one process does alike by chance, such as the order of a set, differs between two."""
    command = [sys.executable, "-m", "lovp", "export", *words, "--format", "md,csv,json,html,xlsx"]
    made = []
    for zone in ("Asia/Tokyo", "America/Los_Angeles"):
        output = folder / f"{words[1]} {zone.replace('/', ' ')}"
        environment = os.environ | TODAY | {"PYTHONHASHSEED": str(len(zone)), "TZ": zone}
        subprocess.run([*command, "--output", output], cwd=folder, env=environment, check=True)
        made.append({file.name: file.read_bytes() for file in output.iterdir()})
    assert len(made[0]) == 5
    assert made[0] == made[1]
