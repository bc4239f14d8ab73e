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
    "at_risk": "◐ risk",
    "behind": "▼ efter",
    "partly": "◑ delvis",
    "missed": "✗ missat",
    "overdue": "! försenat",
    "not_due": "○ ej ännu",
    "no_data": "? saknas",
    "no_goal": "",
}
TABLES = ("Mål", "Utfall", "Platser")


def content(folder: Path, *words: str) -> bytes:
    return as_bytes(said(folder, "export", *words, "--format", "xlsx", "--output", "-"))


def document(folder: Path, *words: str) -> dict[str, dict[str, Any]]:
    return targets(json.loads(said(folder, *words, "--format", "json", "--output", "-")))


def shown(value: object) -> object:
    return "" if value is None else value


def test_the_sheets_are_three_tables_and_the_areas(folder: Path) -> None:
    progress = json.loads(said(folder, "progress", "--as-of", "2024-05-31", "--format", "json"))
    areas = [area["name"][:31].strip() for area in progress["areas"]]
    for words in (("--month", "2024-05"), ("--year", "2024")):
        assert list(read(content(folder, *words))) == [*TABLES, *areas]


@pytest.mark.parametrize("day", LAST_DAYS)
def test_every_target_and_place_has_the_figures_of_the_json(folder: Path, day: str) -> None:
    words = ("--year", "2024") if day == LAST_DAYS[-1] else ("--month", day[:7])
    progress = targets(json.loads(said(folder, "progress", "--as-of", day, "--format", "json")))
    paper = document(folder, "export", *words)
    found = read(content(folder, *words))
    rows = {row["Id"]: row for row in table(found["Mål"])}
    places = {(row["Id"], row["Plats"]): row for row in table(found["Platser"])}
    assert list(rows) == list(progress)
    for name, target in progress.items():
        row, milestone = rows[name], target["measure"] == "milestone"
        assert row["Mål"] == target["name"]
        assert row["Utfall"] == ("•" if target["hidden"] else shown(target["outcome"]))
        assert [row[key] for key in ("Av", "Enhet", "Måltal", "Prognos")] == [
            shown(target[key]) for key in ("of", "unit", "goal", "forecast")
        ]
        assert row["Andel"] == shown(target["fulfilment"] if target["used"] is None else target["used"])
        assert milestone or row["Väntat"] == shown(target["expected"])
        interval = paper[name]["interval"] or {"low": "", "high": ""}
        assert [row["Lågt"], row["Högt"]] == [interval["low"], interval["high"]]
        assert row["Läge"] == ("" if target["hidden"] else STATUSES[target["status"]])
        assert str(row["Senast"]) == str(shown(target["last_date"]))
        for part in target["places"]:
            cells = places.pop((name, part["place"]))
            assert cells["Utfall"] == ("•" if part["hidden"] else shown(part["outcome"]))
            assert (cells["Av"], cells["Måltal"]) == (shown(part["of"]), shown(part["goal"]))
        if target["unplaced"]:
            assert places.pop((name, "Utan plats"))["Utfall"] == target["unplaced"]
    assert places == {}


def test_a_year_s_areas_have_each_result_beside_the_plan_s_words(folder: Path) -> None:
    year = json.loads(said(folder, "export", "--year", "2024", "--format", "json", "--output", "-"))
    found = read(content(folder, "--year", "2024"))
    for area in year["areas"]:
        view = found[area["name"][:31].strip()]
        beside = {row[0]: row[-1] for row in view}
        assert view[1][0] == area["name"]
        for target in area["targets"]:
            assert beside[target["name"]] == target["source"]


def test_the_record_is_a_table_of_every_outcome(folder: Path) -> None:
    workbook = content(folder, "--month", "2024-12")
    rows = list(table(read(workbook)["Utfall"]))
    plan = json.loads(said(folder, "targets", "--format", "json"))
    names = {target["id"]: target["name"] for target in plan["targets"]}
    shares = {target["id"] for target in plan["targets"] if target["measure"] == "share"}
    listed = json.loads(said(folder, "outcomes", "--format", "json", "--limit", "100000"))["outcomes"]
    record = {row["id"]: row for row in listed}
    assert {row["Utfallets id"] for row in rows} == set(record)
    assert len(rows) == len(record)
    hidden = 0
    for row in rows:
        outcome = record[row["Utfallets id"]]
        assert row["Datum"] == date.fromisoformat(outcome["date"])
        assert (row["Id"], row["Mål"]) == (outcome["target"], names[outcome["target"]])
        texts = ("place", "note", "writer")
        assert [row[name] for name in ("Plats", "Anteckning", "Rapportör")] == [
            shown(outcome[key]) for key in texts
        ]
        few = outcome["target"] in shares and outcome["of"] < 5
        hidden += few
        figures = ("•", "") if few else (shown(outcome["value"]), shown(outcome["of"]))
        assert (row["Värde"], row["Av"]) == figures
    assert hidden > 0


@pytest.mark.parametrize("words", [("--month", "2024-05"), ("--year", "2024")])
def test_a_workbook_is_set_up_to_be_read_and_printed(folder: Path, words: tuple[str, str]) -> None:
    workbook = content(folder, *words)
    cells: dict[str, Cells] = read(workbook)
    for name, sheet in sheets(workbook).items():
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
        assert (pane is not None) == (name in TABLES)
        assert pane is None or (pane.get("ySplit"), pane.get("state")) == ("1", "frozen")
        assert not list(sheet.iter(f"{SHEET}f"))
    tables = [root for name, root in parts(workbook).items() if name.startswith("xl/tables/")]
    for root, name in zip(tables, TABLES, strict=True):
        last = chr(ord("A") + len(cells[name][0]) - 1)
        assert root.get("ref") == f"A1:{last}{len(cells[name])}"
        assert root.find(f"{SHEET}autoFilter") is not None


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
        assert main(["export", "--month", "2024-05", "--format", "xlsx", "--output", "-"]) == 2
    assert out.getvalue() == ""
    assert capsys.readouterr().err.splitlines() == [
        "lovp: xlsx can't be shown in a terminal.",
        "      Write it to a file with --output.",
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
            [sys.executable, "-m", "lovp", "export", *words, "--format", "xlsx", "--output", "-"],
            cwd=folder,
            env=os.environ | TODAY | {"PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(made) == 1
