"""Undoing step by step, in any year, and never what others have recorded."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from lovp.cli.main import main

Capsys = pytest.CaptureFixture[str]
A = ["log", "schoolinfo", "3", "--date", "2024-03-01"]
B = ["log", "medlemmar", "12", "--date", "2024-03-02"]


@pytest.fixture(autouse=True)
def folder(prepare: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = prepare("plan")
    monkeypatch.chdir(folder)
    monkeypatch.setenv("LOVP_TODAY", "2024-06-01")
    return folder


def rows(capsys: Capsys, *words: str) -> list[dict[str, Any]]:
    """What counts now, newest first."""
    capsys.readouterr()
    assert main(["outcomes", "--format", "json", *words]) == 0
    found: list[dict[str, Any]] = json.loads(capsys.readouterr().out)["outcomes"]
    return found


def listed(capsys: Capsys) -> list[tuple[str, int]]:
    """The same as targets and values."""
    return sorted((row["target"], row["value"]) for row in rows(capsys))


def test_undo_goes_backwards_by_what_was_recorded_not_by_what_was_brought_back(capsys: Capsys) -> None:
    """Log A, log B, amend B, A and B: once A is as it was, B goes before it."""
    assert main(A) == 0
    first = rows(capsys)[0]["id"]
    assert main(B) == 0
    second = rows(capsys)[0]["id"]
    for row, value in ((second, "13"), (first, "4"), (second, "14")):
        assert main(["amend", row, "--value", value]) == 0
    steps = [listed(capsys)]
    for _step in range(5):
        assert main(["undo"]) == 0
        steps.append(listed(capsys))
    assert steps == [
        [("medlemmar", 14), ("schoolinfo", 4)],
        [("medlemmar", 13), ("schoolinfo", 4)],
        [("medlemmar", 13), ("schoolinfo", 3)],
        [("medlemmar", 12), ("schoolinfo", 3)],
        [("schoolinfo", 3)],
        [],
    ]
    assert main(["undo"]) == 1


def test_nobody_undoes_what_another_recorded_or_corrected_unasked(
    monkeypatch: pytest.MonkeyPatch, capsys: Capsys
) -> None:
    assert main(A) == main(B) == 0
    monkeypatch.setenv("LOVP_WRITER", "skola")
    assert main(["amend", rows(capsys)[0]["id"], "--value", "13"]) == 0
    monkeypatch.setenv("LOVP_WRITER", "kansli")
    assert main(["undo"]) == 1
    assert "någon annan" in capsys.readouterr().err
    monkeypatch.setenv("LOVP_WRITER", "skola")
    assert (main(["undo"]), main(["undo"])) == (0, 1)
    assert listed(capsys) == [("medlemmar", 12), ("schoolinfo", 3)]


@pytest.mark.parametrize(
    ("today", "changed"),
    [
        # Recorded while the clock was wrong; at a place, and on a target, that the plan no longer has.
        ("2024-12-24", ("", "")),
        ("2024-06-01", (",Hjo,", ",Nowhere,")),
        ("2024-06-01", (",ruk,", ",gone,")),
    ],
)
def test_what_does_not_fit_any_more_can_be_undone(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capsys, today: str, changed: tuple[str, str]
) -> None:
    monkeypatch.setenv("LOVP_TODAY", today)
    assert main(["log", "ruk", "1", "--place", "Hjo"]) == 0
    monkeypatch.setenv("LOVP_TODAY", "2024-06-01")
    file = folder / "data" / "2024" / "kansli.csv"
    file.write_text(file.read_text(encoding="utf-8").replace(*changed), encoding="utf-8")
    assert main(["check"]) == (3 if changed[0] else 0)
    assert main(["undo", ""]) == 1
    assert main(["undo"]) == 0
    assert (main(["check"]), listed(capsys)) == (0, [])


def test_undo_and_amend_find_the_year(monkeypatch: pytest.MonkeyPatch, capsys: Capsys) -> None:
    """What another corrected in last year's record is not in the way of this year's."""
    assert main(["plan", "new", "2025"]) == main(["log", "medlemmar", "4", "--date", "2024-05-20"]) == 0
    last_year = rows(capsys)[0]["id"]
    monkeypatch.setenv("LOVP_TODAY", "2025-01-10")
    monkeypatch.setenv("LOVP_WRITER", "skola")
    assert main(["amend", last_year, "--value", "5"]) == 0
    monkeypatch.setenv("LOVP_WRITER", "kansli")
    assert main(["log", "ruk", "1", "--date", "2025-01-09"]) == 0
    assert (main(["undo"]), main(["undo"])) == (0, 1)
    assert rows(capsys) == []
    assert [row["value"] for row in rows(capsys, "--year", "2024")] == [5]
