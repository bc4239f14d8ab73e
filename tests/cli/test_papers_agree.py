"""The papers say what `lovp progress` says of the same day, in every form."""

import csv
import io
import json
import os
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from lovp.render.papers import ENDINGS
from tests.faults.check import lovp

LAST_DAYS = ("2024-01-31", "2024-03-31", "2024-05-31", "2024-12-31")
FIGURES = ("goal", "outcome", "of", "fulfilment", "status", "outcomes", "hidden")
CSV = ("--format", "csv", "--csv-dialect", "plain")
TODAY = {"LOVP_TODAY": "2025-01-10"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The made-up year of the demo."""
    root = tmp_path_factory.mktemp("papers")
    assert lovp(root, "demo", str(root / "demo")).code == 0
    return root / "demo"


def said(folder: Path, *words: str) -> str:
    """What a command prints; a paper goes to standard output as well."""
    if words[0] == "export" and "--output" not in words:
        words = (*words, "--output", "-")
    answer = lovp(folder, *words, environment=TODAY)
    assert answer.code == 0, answer.err
    return answer.out


def targets(document: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {target["id"]: target for area in document["areas"] for target in area["targets"]}


def plain(text: str) -> list[dict[str, str]]:
    """The rows of CSV for other programs."""
    assert not text.startswith("\ufeff")
    assert "\r" not in text
    return list(csv.DictReader(io.StringIO(text, newline="")))


def in_excel(text: str) -> list[dict[str, str]]:
    """The rows of CSV as Swedish Excel opens it."""
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=";"))


def as_text(value: object) -> str:
    return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def test_the_month_s_papers_and_progress_have_the_same_figures(folder: Path) -> None:
    for day in LAST_DAYS:
        month = day[:7]
        progress = targets(json.loads(said(folder, "progress", "--as-of", day, "--format", "json")))
        paper = targets(json.loads(said(folder, "export", "--month", month, "--format", "json")))
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
            assert {key: row[key] for key in FIGURES} == {
                key: as_text(progress[name][key]) for key in FIGURES
            }


def test_the_months_add_up_to_the_year_s_paper(folder: Path) -> None:
    year = targets(json.loads(said(folder, "export", "--year", "2024", "--format", "json")))
    progress = targets(json.loads(said(folder, "progress", "--as-of", "2024-12-31", "--format", "json")))
    plan = json.loads(said(folder, "targets", "--format", "json"))["targets"]
    sources = {target["id"]: target["source"] for target in plan}
    assert {name: target["source"] for name, target in year.items()} == sources
    assert all("interval" in target for target in year.values())
    assert [{key: each[key] for key in each if key != "interval"} for each in year.values()] == list(
        progress.values()
    )
    for row in plain(said(folder, "export", "--year", "2024", *CSV)):
        assert row["source"] == sources[row["target"]]
        if row["measure"] in ("sum", "activity"):
            assert sum(int(row[f"2024-{number:02}"]) for number in range(1, 13)) == int(row["outcome"])


@pytest.mark.all
def test_the_same_paper_has_the_same_bytes(folder: Path) -> None:
    for words in (("--month", "2024-05"), ("--year", "2024")):
        for form in set(ENDINGS) - {"pdf"}:  # which test_page.py prints
            command = ("export", *words, "--format", form)
            assert said(folder, *command) == said(folder, *command)


def test_a_year_is_written_under_its_name(folder: Path) -> None:
    said(folder, "export", "--year", "2024", "--format", "md,csv,json,xlsx", "--output", "papers")
    assert sorted(file.name for file in (folder / "papers").iterdir()) == [
        "lovp-2024.csv",
        "lovp-2024.json",
        "lovp-2024.md",
        "lovp-2024.xlsx",
    ]


def test_excel_s_csv_says_the_same_in_swedish(folder: Path) -> None:
    """With Swedish headings and words, decimal commas, and months by name, of which Excel makes no dates."""
    same = {"outcome": "Utfall", "goal": "Måltal", "fulfilment": "Andel", "unit": "Enhet", "name": "Mål"}
    spoken = {"sum": "summa", "on_track": "i fas", "at_risk": "risk", "behind": "efter", "total": "totalt"}
    spoken |= {"": "", "true": "ja", "false": "nej", "unplaced": "utan plats", "no_goal": "utan tal"}
    for words in (("--month", "2024-05"), ("--year", "2024")):
        rows = plain(said(folder, "export", *words, *CSV))
        swedish = in_excel(said(folder, "export", *words, "--format", "csv"))
        assert not [name for name in swedish[0] if re.search("[0-9_]|^$", name)]
        assert [row["target"] for row in rows] == [row["Id"] for row in swedish]
        for row, other in zip(rows, swedish, strict=True):
            for name, heading in same.items():
                number = name in ("outcome", "goal", "fulfilment")
                assert other[heading] == (row[name].replace(".", ",") if number else row[name])
            assert other["Dolt"] == spoken[row["hidden"]]
            assert row["status"] not in spoken or other["Läge"] == spoken[row["status"]]
            assert row["measure"] != "sum" or other["Räknas som"] == spoken["sum"]
    assert [rows[0]["2024-04"], rows[0]["2024-05"]] == [swedish[0]["april"], swedish[0]["maj"]]
    assert (rows[0]["area"], swedish[0]["Område"]) == ("arbetsmarknad", "Arbetsmarknad")


class _Rows(HTMLParser):
    """The rows of a page's tables, cell by cell."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self._open = False

    def handle_starttag(self, tag: str, _attrs: object) -> None:
        if tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th"):
            self.rows[-1].append("")
        self._open = self._open or tag in ("td", "th")

    def handle_endtag(self, tag: str) -> None:
        self._open = self._open and tag not in ("td", "th")

    def handle_data(self, data: str) -> None:
        if self._open and self.rows and self.rows[-1]:
            self.rows[-1][-1] += data


def test_the_page_and_the_markdown_have_the_sums_of_progress(folder: Path) -> None:
    """A whole number as Swedish writes it: a space that does not break between the thousands."""
    progress = targets(json.loads(said(folder, "progress", "--as-of", "2024-05-31", "--format", "json")))
    sums = [each for each in progress.values() if each["measure"] == "sum" and each["goal"] is not None]
    assert len(sums) > 10
    paper = ("export", "--month", "2024-05", "--format")
    page = _Rows()
    page.feed(said(folder, *paper, "html"))
    lines = [line.strip("|").split("|") for line in said(folder, *paper, "markdown").splitlines()]
    tables = (page.rows, [[cell.strip() for cell in line] for line in lines])
    for rows in tables:
        found = {row[0].strip(): row for row in rows if len(row) == 8}
        for each in sums:
            row = [cell.strip() for cell in found[each["name"]]]
            outcome, goal = (f"{each[name]:,}".replace(",", "\xa0") for name in ("outcome", "goal"))
            assert (row[2].split(" (")[0], row[3]) == (outcome, goal), each["id"]


def test_a_paper_is_the_same_in_every_time_zone(folder: Path) -> None:
    """When the month began, from which on a row is late, once was as the computer's zone has it."""
    words = ("export", "--month", "2024-05", "--format", "json", "--output", "-")
    papers = {
        subprocess.run(
            [sys.executable, "-m", "lovp", *words],
            cwd=folder,
            env=os.environ | TODAY | {"TZ": zone},
            capture_output=True,
            check=True,
        ).stdout
        for zone in ("UTC", "Asia/Tokyo", "America/Los_Angeles")
    }
    assert len(papers) == 1
