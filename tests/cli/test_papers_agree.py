"""The papers say what `lovp progress` says of the same day, in every form."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from lovp.cli.papers import ENDINGS
from tests.faults.check import lovp

LAST_DAYS = ("2024-01-31", "2024-03-31", "2024-05-31", "2024-12-31")
FIGURES = ("goal", "outcome", "of", "fulfilment", "status", "outcomes", "hidden")
TODAY = {"LOVP_TODAY": "2025-01-10"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The made-up year of the demo."""
    answer = lovp(tmp_path, "demo", str(tmp_path / "demo"))
    assert answer.code == 0
    return tmp_path / "demo"


def said(folder: Path, *words: str) -> str:
    answer = lovp(folder, *words, environment=TODAY)
    assert answer.code == 0, answer.err
    return answer.out


def targets(document: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {target["id"]: target for area in document["areas"] for target in area["targets"]}


def cells(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=";"))


def as_excel(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case _:
            return str(value).replace(".", ",")


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
        rows = cells(said(folder, "export", "--month", month, "--format", "csv"))
        totals = {row["target"]: row for row in rows if row["place"] == "total"}
        assert list(totals) == list(progress)
        for name, row in totals.items():
            assert {key: row[key] for key in FIGURES} == {
                key: as_excel(progress[name][key]) for key in FIGURES
            }


def test_the_months_add_up_to_the_year_s_paper(folder: Path) -> None:
    year = targets(json.loads(said(folder, "export", "--year", "2024", "--format", "json")))
    progress = targets(json.loads(said(folder, "progress", "--as-of", "2024-12-31", "--format", "json")))
    plan = json.loads(said(folder, "targets", "--format", "json"))["targets"]
    sources = {target["id"]: target["source"] for target in plan}
    assert {name: target.pop("source") for name, target in year.items()} == sources
    assert year == progress
    for row in cells(said(folder, "export", "--year", "2024", "--format", "csv")):
        assert row["source"] == sources[row["target"]]
        if row["measure"] in ("sum", "activity"):
            assert sum(int(row[f"2024-{number:02}"]) for number in range(1, 13)) == int(row["outcome"])


def test_the_same_paper_has_the_same_bytes(folder: Path) -> None:
    for words in (("--month", "2024-05"), ("--year", "2024")):
        for form in ENDINGS:
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
