"""What is kept of a folder for a user: who records there, and which subregions are ours."""

import os
from pathlib import Path

import pytest
import typer

from lovp import settings
from lovp.cli import complete, context
from lovp.cli.app import load
from lovp.plan.load import load_plans
from tests.folders import PLAN


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("LOVP_WRITER", raising=False)
    kept = tmp_path / "home" / "lovp"
    monkeypatch.setattr(settings, "_file", lambda: kept / "folders.json")
    return kept


def test_nothing_is_told_of_a_folder_at_first(tmp_path: Path, home: Path) -> None:
    assert settings.chosen(tmp_path) == settings.Choices("", None)
    assert context.writer(tmp_path)
    assert not home.exists()


def test_each_is_kept_beside_the_other_and_for_its_folder(tmp_path: Path) -> None:
    one, other = tmp_path / "ett", tmp_path / "annat"
    assert settings.remember(one, ours=["Skaraborg", "Fyrbodal"]) == ""
    assert settings.remember(one, writer="skola") == ""
    assert settings.remember(other, writer="kansli", ours=[]) == ""
    assert settings.chosen(one) == ("skola", ("Skaraborg", "Fyrbodal"))
    assert settings.chosen(other) == ("kansli", ())
    assert settings.remember(one, ours=[]) == ""
    assert settings.chosen(one) == ("skola", ())
    assert context.writer(one) == "skola"


def test_the_environment_says_who_records_before_what_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.remember(tmp_path, writer="skola")
    monkeypatch.setenv("LOVP_WRITER", "Kansli")
    assert context.writer(tmp_path) == "kansli"
    assert settings.chosen(tmp_path).writer == "skola"


def test_what_is_kept_already_is_not_written_again(tmp_path: Path, home: Path) -> None:
    settings.remember(tmp_path, writer="skola", ours=["Halland"])
    os.utime(home / "folders.json", (1, 1))
    settings.remember(tmp_path, writer="skola", ours=["Halland"])
    settings.remember(tmp_path)
    assert (home / "folders.json").stat().st_mtime == 1


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "null", '{"HERE": 1}', '{"HERE": {"writer": 3, "ours": "Hjo"}}', "[" * 100_000],
    ids=["empty", "torn", "list", "null", "number", "other types", "nested"],
)
def test_a_file_that_is_not_ours_is_as_none(tmp_path: Path, home: Path, text: str) -> None:
    home.mkdir(parents=True)
    (home / "folders.json").write_text(text.replace("HERE", str(tmp_path)), encoding="utf-8")
    assert not settings.chosen(tmp_path).ours
    assert context.writer(tmp_path)
    assert settings.remember(tmp_path, writer="skola", ours=["Halland"]) == ""
    assert settings.chosen(tmp_path) == ("skola", ("Halland",))


def test_what_cannot_be_kept_is_told(tmp_path: Path, home: Path) -> None:
    home.parent.mkdir()
    home.write_bytes(b"")
    assert "LOVP_WRITER" in settings.remember(tmp_path, writer="skola")
    assert settings.remember(tmp_path, ours=["Halland"])


def test_our_places_come_first_and_each_part_stays_in_the_plan_s_order(tmp_path: Path) -> None:
    (plan,) = load_plans(PLAN)
    settings.remember(tmp_path, ours=["Skaraborg", "Nowhere"])
    found = settings.ours_first(tmp_path, plan.places)
    here = [place for place in plan.places if "Skaraborg" in (place.name, place.parent)]
    assert len(here) == 16  # the subregion and its fifteen municipalities
    assert found[:16] == here
    assert found[16:] == [place for place in plan.places if place not in here]


def test_our_places_come_first_at_a_tab(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "targets.yaml").write_bytes(PLAN.read_bytes())
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("LOVP_PLAN", raising=False)
    # Halland is the plan's last subregion but one at most, and Hylte and Hjo lie in two of them.
    for ours, first in (("Halland", ["Halland", "Halmstad", "Hylte"]), ("Skaraborg", ["Hjo"])):
        settings.remember(tmp_path, ours=[ours])
        offered = complete.places(typer.Context(load("log")), "H")
        assert [name for name, _remark in offered][: len(first)] == first
