"""Undoing step by step, and who records where."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from lovp.cli.main import main

Prepare = Callable[[str], Path]


@pytest.fixture
def folder(prepare: Prepare, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = prepare("plan")
    monkeypatch.chdir(folder)
    monkeypatch.setenv("LOVP_TODAY", "2024-06-01")
    monkeypatch.setenv("LOVP_WRITER", "kansli")
    monkeypatch.setenv("HOME", str(folder))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(folder / ".config"))
    return folder


def recorded(capsys: pytest.CaptureFixture[str]) -> list[tuple[str, int]]:
    """What counts now: targets and values."""
    capsys.readouterr()
    assert main(["outcomes", "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)["outcomes"]
    return sorted((row["target"], row["value"]) for row in found)


def latest_id(capsys: pytest.CaptureFixture[str]) -> str:
    capsys.readouterr()
    main(["outcomes", "--format", "json", "--limit", "1"])
    return str(json.loads(capsys.readouterr().out)["outcomes"][0]["id"])


def test_undo_without_an_id_goes_on_backwards(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["log", "schoolinfo", "3", "--date", "2024-03-01"]) == 0
    assert main(["log", "medlemmar", "12", "--date", "2024-03-02"]) == 0
    assert main(["amend", latest_id(capsys), "--value", "13"]) == 0
    assert main(["amend", latest_id(capsys), "--value", "14"]) == 0
    steps = [recorded(capsys)]
    for _step in range(4):
        assert main(["undo"]) == 0
        steps.append(recorded(capsys))
    assert steps == [
        [("medlemmar", 14), ("schoolinfo", 3)],
        [("medlemmar", 13), ("schoolinfo", 3)],
        [("medlemmar", 12), ("schoolinfo", 3)],
        [("schoolinfo", 3)],
        [],
    ]
    assert main(["undo"]) == 1


def test_undo_goes_by_what_was_recorded_last_not_by_what_was_brought_back(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Log A, log B, amend A: back come A as it was, then B goes, then A."""
    assert main(["log", "schoolinfo", "3", "--date", "2024-03-01"]) == 0
    a = latest_id(capsys)
    assert main(["log", "medlemmar", "12", "--date", "2024-03-02"]) == 0
    assert main(["amend", a, "--value", "4"]) == 0
    steps = []
    for _step in range(3):
        assert main(["undo"]) == 0
        steps.append(recorded(capsys))
    assert steps == [[("medlemmar", 12), ("schoolinfo", 3)], [("schoolinfo", 3)], []]


def test_nobody_undoes_what_another_recorded(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["log", "medlemmar", "5", "--date", "2024-03-01"]) == 0
    monkeypatch.setenv("LOVP_WRITER", "skola")
    assert main(["amend", latest_id(capsys), "--value", "6"]) == 0
    assert main(["undo"]) == 0
    assert recorded(capsys) == [("medlemmar", 5)]
    assert main(["undo"]) == 1
    assert recorded(capsys) == [("medlemmar", 5)]


def test_what_another_has_corrected_is_not_undone_unasked(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["log", "medlemmar", "5", "--date", "2024-03-01"]) == 0
    assert main(["log", "medlemmar", "7", "--date", "2024-03-02"]) == 0
    monkeypatch.setenv("LOVP_WRITER", "skola")
    assert main(["amend", latest_id(capsys), "--value", "8"]) == 0
    monkeypatch.setenv("LOVP_WRITER", "kansli")
    capsys.readouterr()
    assert main(["undo"]) == 1
    assert "skola" in capsys.readouterr().err
    assert recorded(capsys) == [("medlemmar", 5), ("medlemmar", 8)]


def test_a_day_that_has_not_come_can_be_undone(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Recorded while the clock was wrong."""
    monkeypatch.setenv("LOVP_TODAY", "2024-12-24")
    assert main(["log", "ruk", "1", "--date", "2024-12-23"]) == 0
    monkeypatch.setenv("LOVP_TODAY", "2024-06-01")
    assert main(["undo"]) == 0
    assert recorded(capsys) == []


def test_a_row_at_a_place_that_is_not_there_can_be_undone(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["log", "ruk", "1", "--place", "Hjo", "--date", "2024-03-01"]) == 0
    file = folder / "data" / "2024" / "kansli.csv"
    file.write_text(file.read_text(encoding="utf-8").replace(",Hjo,", ",Nowhere,"), encoding="utf-8")
    assert main(["check"]) == 3
    assert main(["undo"]) == 0
    assert main(["check"]) == 0


def test_an_empty_id_is_no_id(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["log", "medlemmar", "12", "--date", "2024-03-02"]) == 0
    assert main(["undo", ""]) == 1
    assert recorded(capsys) == [("medlemmar", 12)]


def test_a_writer_belongs_to_a_folder(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("LOVP_WRITER")
    for name in ("kansli", "skola"):
        assert main(["init", name, "--year", "2024", "--writer", name.title()]) == 0
    for name in ("kansli", "skola"):
        assert main(["log", "ruk", "1", "--date", "2024-03-01", "--plan", name]) == 0
        assert [file.name for file in (folder / name / "data" / "2024").glob("*.csv")] == [f"{name}.csv"]


def test_init_again_keeps_the_plan_and_takes_the_writer(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("LOVP_WRITER")
    file = folder / "targets.yaml"
    before = file.read_bytes()
    assert main(["init"]) == 0
    assert main(["init", "--writer", "Skola Skaraborg"]) == 0
    assert file.read_bytes() == before
    assert main(["log", "ruk", "1", "--date", "2024-03-01"]) == 0
    assert (folder / "data" / "2024" / "skola-skaraborg.csv").exists()


@pytest.mark.parametrize("name", ["/", "..", " ", "-"])
def test_a_writer_without_a_name(folder: Path, name: str) -> None:
    assert main(["init", "ny", "--writer", name]) == 2
    assert not (folder / "ny").exists()
