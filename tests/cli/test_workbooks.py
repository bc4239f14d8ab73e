"""The workbooks say what `lovp progress` says of the same day, cell by cell, as another program reads it."""

import contextlib
import io
import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from lovp.cli.main import main
from tests.cli.test_papers_agree import LAST_DAYS, TODAY, folder, said, targets
from tests.faults.check import as_bytes
from tests.workbooks import SHEET, Cells, parts, read, sheets, table

__all__ = ["folder"]

STATUSES = {
    "reached": "✓ nått",
    "on_track": "● i fas",
    "at_risk": "◐ osäkert",
    "behind": "▼ efter",
    "partly": "◑ delvis",
    "missed": "✗ missat",
    "overdue": "! försenat",
    "not_due": "○ ej ännu",
    "no_data": "? saknas",
    "no_goal": "",
}
MONTHS = "jan feb mar apr maj jun jul aug sep okt nov dec".split()
OUTLINE = ("Läget", "Per plats", "Månad för månad", "Utfall")


def workbook(folder: Path, *words: str) -> dict[str, Cells]:
    return read(as_bytes(said(folder, "export", *words, "--format", "xlsx")))


def document(folder: Path, *words: str) -> dict[str, dict[str, Any]]:
    return targets(json.loads(said(folder, *words, "--format", "json")))


def by_name(cells: Cells) -> dict[str, dict[str, Any]]:
    return {row["Mål"]: row for row in table(cells)}


def shown(value: object) -> object:
    return "" if value is None else value


def agrees(row: dict[str, Any], target: dict[str, Any], outcome: str) -> None:
    """The row of an area's sheet has the figures of the JSON, as numbers."""
    milestone = target["measure"] == "milestone"
    assert row[outcome] == ("•" if target["hidden"] else shown(target["outcome"]))
    assert row["Av"] == shown(target["of"])
    assert row["Enhet"] in {shown(target["unit"]), target["unit_one"]}
    assert row["Måltal"] == shown(target["goal"])
    assert row["Andel"] == shown(target["fulfilment"] if target["used"] is None else target["used"])
    assert row["Läge"] == ("" if target["hidden"] else STATUSES[target["status"]])
    assert str(row["Senast"]) == str(shown(target["last_date"]))
    if "Prognos" in row:
        assert row["Prognos"] == ("" if milestone else shown(target["forecast"]))
    if "Väntat" in row and not milestone:
        assert row["Väntat"] == shown(target["expected"])


@pytest.mark.parametrize("day", LAST_DAYS)
def test_a_month_s_workbook_and_progress_have_the_same_figures(folder: Path, day: str) -> None:
    progress = json.loads(said(folder, "progress", "--as-of", day, "--format", "json"))
    paper = document(folder, "export", "--month", day[:7])
    found = workbook(folder, "--month", day[:7])
    areas = [name for name in found if name not in OUTLINE]
    assert list(found) == [OUTLINE[0], *areas, *OUTLINE[1:]]
    assert areas == [area["name"][:31].strip() for area in progress["areas"]]
    for name, area in zip(areas, progress["areas"], strict=True):
        rows = by_name(found[name])
        for target in area["targets"]:
            row = rows[target["name"]]
            agrees(row, target, "Året")
            assert row["Månaden"] == shown(paper[target["id"]]["month"])
            if interval := paper[target["id"]]["interval"]:
                assert [row["Troligt från"], row["Troligt till"]] == [interval["low"], interval["high"]]


@pytest.mark.parametrize("day", LAST_DAYS)
def test_places_and_months_are_those_of_the_json(folder: Path, day: str) -> None:
    paper = document(folder, "export", "--month", day[:7])
    found = workbook(folder, "--month", day[:7])
    month = ("januari", "mars", "maj", "december")[LAST_DAYS.index(day)]
    places = by_name(found["Per plats"])
    reported = [target for target in paper.values() if target["places"] and target["outcomes"]]
    assert [row["Mål"] for row in table(found["Per plats"])][: len(reported)] == [
        target["name"] for target in reported
    ]
    for target in reported:
        row = places[target["name"]]
        for part in target["places"]:
            assert row[part["place"]] == ("•" if part["hidden"] else shown(part["outcome"]))
            assert row[f"{part['place']}, {month}"] == ("•" if part["hidden"] else shown(part["month"]))
        assert row["Utan plats"] == shown(target["unplaced"])
        assert row[f"Utan plats, {month}"] == shown(target["unplaced_month"])
    courses = {(row["Mål"], row[""]): row for row in table(found["Månad för månad"])}
    at = MONTHS[int(day[5:7]) - 1]
    drawn = [each for each in paper.values() if each["goal"] is not None and each["measure"] != "milestone"]
    assert len(courses) == 2 * len(drawn)
    for target in drawn:
        assert courses[target["name"], "Utfall"][at] == shown(target["outcome"])
        assert courses[target["name"], "Takt"][at] == target["expected"]
        assert courses[target["name"], "Takt"]["dec"] == pytest.approx(target["goal"])
        if target["measure"] == "sum":
            assert courses[target["name"], "Utfall"]["jan"] == target["months"][0]


def test_the_counts_of_statuses_are_those_of_the_targets(folder: Path) -> None:
    cells = workbook(folder, "--month", "2024-05")["Läget"]
    progress = json.loads(said(folder, "progress", "--as-of", "2024-05-31", "--format", "json"))
    start = next(at for at, row in enumerate(cells) if row[0] == "Område")
    columns = [next((key for key, word in STATUSES.items() if word == name), "") for name in cells[start]]
    for row, area in zip(cells[start + 1 :], progress["areas"], strict=False):
        statuses = [target["status"].replace("overdue", "behind") for target in area["targets"]]
        assert row[0] == area["name"]
        assert row[1] == sum(status != "no_goal" for status in statuses)
        assert row[2:] == [statuses.count(name) for name in columns[2:]]


def test_a_year_s_workbook_has_each_result_beside_the_plan_s_words(folder: Path) -> None:
    year = json.loads(said(folder, "export", "--year", "2024", "--format", "json"))
    found = workbook(folder, "--year", "2024")
    areas = [name for name in found if name != "Läget"]
    for name, area in zip(areas, year["areas"], strict=True):
        rows = by_name(found[name])
        for target in area["targets"]:
            row = rows[target["name"]]
            agrees(row, target, "Utfall")
            assert row["Planens ord"] == target["source"]
            assert [row[month] for month in MONTHS] == [shown(value) for value in target["months"]]


def test_the_record_is_a_table_of_every_outcome(folder: Path) -> None:
    content = as_bytes(said(folder, "export", "--month", "2024-12", "--format", "xlsx"))
    rows = list(table(read(content)["Utfall"]))
    plan = json.loads(said(folder, "targets", "--format", "json"))
    names = {target["id"]: target["name"] for target in plan["targets"]}
    shares = {target["id"] for target in plan["targets"] if target["measure"] == "share"}
    listed = json.loads(said(folder, "outcomes", "--format", "json", "--limit", "100000"))["outcomes"]
    record = {row["id"]: row for row in listed}
    assert {row["Id"] for row in rows} == set(record)
    assert len(rows) == len(record)
    hidden = 0
    for row in rows:
        outcome = record[row["Id"]]
        assert row["Datum"] == date.fromisoformat(outcome["date"])
        assert (row["Mål"], row["Namn"]) == (outcome["target"], names[outcome["target"]])
        texts = ("place", "note", "writer")
        assert [row[name] for name in ("Plats", "Anteckning", "Rapportör")] == [
            shown(outcome[key]) for key in texts
        ]
        few = outcome["target"] in shares and outcome["of"] < 5
        hidden += few
        figures = ("rapporterat", "") if few else (shown(outcome["value"]), shown(outcome["of"]))
        assert (row["Värde"], row["Av"]) == figures
    assert hidden > 0
    tables = [root for name, root in parts(content).items() if name.startswith("xl/tables/")]
    assert [each.get("ref") for each in tables] == [f"A1:J{len(rows) + 1}"]
    assert tables[0].find(f"{SHEET}autoFilter") is not None


@pytest.mark.parametrize("words", [("--month", "2024-05"), ("--year", "2024")])
def test_a_workbook_is_set_up_to_be_read_and_printed(folder: Path, words: tuple[str, str]) -> None:
    found = sheets(as_bytes(said(folder, "export", *words, "--format", "xlsx")))
    for name, sheet in found.items():
        setup = sheet.find(f"{SHEET}pageSetup")
        assert setup is not None
        assert (setup.get("paperSize"), setup.get("orientation"), setup.get("fitToHeight")) == (
            "9",
            "landscape",
            "0",
        )
        head = "".join(sheet.itertext())
        assert "LO-distriktet i Västsverige" in head
        assert "sida &P av &N" in head
        pane = sheet.find(f".//{SHEET}pane")
        assert (pane is None) == (name == "Läget")
        assert pane is None or (pane.get("ySplit"), pane.get("state")) == ("1", "frozen")
        assert not list(sheet.iter(f"{SHEET}f"))
    barred = [name for name, sheet in found.items() if sheet.find(f".//{SHEET}dataBar") is not None]
    assert barred == [name for name in found if name not in OUTLINE]


def test_a_chart_draws_a_target_that_has_more_than_a_few_steps(folder: Path) -> None:
    content = as_bytes(said(folder, "export", "--month", "2024-05", "--format", "xlsx"))
    plan = json.loads(said(folder, "targets", "--format", "json"))["targets"]
    drawn = [
        target
        for target in plan
        if target["measure"] == "share"
        or (target["measure"] in ("sum", "coverage") and (target["goal"] or 0) >= 5)
    ]
    assert len([name for name in parts(content) if name.startswith("xl/charts/")]) == len(drawn)


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_workbook_is_not_written_to_a_terminal(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(folder)
    monkeypatch.setenv("LOVP_LANG", "en")
    capsys.readouterr()
    with contextlib.redirect_stdout(Terminal()) as out:
        assert main(["export", "--month", "2024-05", "--format", "xlsx"]) == 2
        assert main(["export", "--month", "2024-05", "--format", "xlsx", "--output", "-"]) == 2
    assert out.getvalue() == ""
    assert capsys.readouterr().err.splitlines() == 2 * [
        "lovp: xlsx can't be shown in a terminal.",
        "      Add --output DIR.",
    ]


def test_everyday_commands_do_not_load_what_makes_workbooks() -> None:
    program = "import sys, lovp.cli.app, lovp.cli.export, lovp.cli.papers; print('xlsxwriter' in sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert loaded.stdout == "False\n"


@pytest.mark.parametrize("words", [("--month", "2024-05"), ("--year", "2024")])
def test_the_same_bytes_in_another_process(folder: Path, words: tuple[str, str]) -> None:
    """What one process does alike by chance, such as the order of a set, differs between two."""
    made = {
        subprocess.run(
            [sys.executable, "-m", "lovp", "export", *words, "--format", "xlsx"],
            cwd=folder,
            env=os.environ | TODAY | {"PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(made) == 1
