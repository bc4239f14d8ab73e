"""`lovp init`: what it writes, what it keeps, and that what is there is never touched."""

import json
import os
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from jsonschema import Draft7Validator

from lovp import settings
from lovp.cli.main import main
from lovp.plan.load import load_plans
from lovp.plan.schema import schema_text
from lovp.render import readme
from tests.exchange.clones import Clones, git, needs_git
from tests.folders import PLAN

READ_ME = "LÄS MIG.txt"
ALL = [READ_ME, "targets.schema.json", "targets.yaml"]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("LOVP_LANG", "sv")
    monkeypatch.setenv("LOVP_TODAY", "2024-06-01")
    for name in ("LOVP_WRITER", "LOVP_PLAN", "XDG_CONFIG_HOME", "APPDATA"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path / "vp"


def state(folder: Path) -> dict[str, tuple[bytes, int]]:
    """Every file below the folder: its bytes, and when it was last written."""
    return {
        path.relative_to(folder).as_posix(): (path.read_bytes(), path.stat().st_mtime_ns)
        for path in folder.rglob("*")
        if path.is_file() and ".git" not in path.relative_to(folder).parts
    }


def names(folder: Path) -> list[str]:
    return sorted(state(folder))


def test_a_new_folder_has_the_plan_its_schema_and_a_text_for_people(folder: Path) -> None:
    assert main(["init", "vp", "--year", "2024", "--writer", "Kansli"]) == 0
    assert names(folder) == ALL
    assert main(["check", "--plan", "vp"]) == 0
    assert settings.chosen(folder).writer == "kansli"
    text = (folder / "targets.yaml").read_text(encoding="utf-8")
    # Its first line names the schema beside it; all else is the plan as it ships.
    assert text.splitlines()[1:] == PLAN.read_text(encoding="utf-8").splitlines()[1:]
    assert text.splitlines()[0] == "# yaml-language-server: $schema=targets.schema.json"
    assert (folder / "targets.schema.json").read_text(encoding="utf-8") == schema_text("sv")
    Draft7Validator.check_schema(json.loads((folder / "targets.schema.json").read_text(encoding="utf-8")))


def test_the_text_is_for_notepad_and_names_what_matters(folder: Path) -> None:
    main(["init", "vp", "--year", "2024", "--writer", "Kansli", "--subregion", "Sjuhärad"])
    data = (folder / READ_ME).read_bytes()
    assert data.startswith(b"\xef\xbb\xbfL\xc3\x84S MIG\r\n")
    assert data.count(b"\n") == data.count(b"\r\n") > 30
    text = data.decode("utf-8-sig")
    # The first municipality of Sjuhärad in the plan, and who is asked.
    for words in (
        "lovp log schoolinfo 3 Bollebygd",
        "kansli.",
        "GDPR",
        "lovp init",
        "kör sedan: lovp check",
    ):
        assert words in text


def test_an_english_plan_has_an_english_text_and_schema(folder: Path) -> None:
    folder.mkdir()
    text = PLAN.read_text(encoding="utf-8").replace("language: sv ", "language: en ", 1)
    (folder / "targets.yaml").write_text(text, encoding="utf-8")
    assert main(["init", "vp", "--writer", "kansli"]) == 0
    assert names(folder) == ["READ ME.txt", *ALL[1:]]
    lines = (folder / "READ ME.txt").read_text(encoding="utf-8-sig").splitlines()
    assert lines[:2] == ["READ ME", "LO-distriktet i Västsverige"]
    assert lines[-1] == "Ask the office or role that looks after this folder: kansli."
    assert (folder / "targets.schema.json").read_text(encoding="utf-8") == schema_text("en")


@pytest.mark.parametrize(
    ("language", "last"),
    [
        ("sv", "Fråga det kontor eller den roll som lade upp mappen."),
        ("en", "Ask the office or role that began this folder."),
    ],
)
def test_the_text_fits_a_window_whoever_is_asked(language: str, last: str) -> None:
    (plan,) = load_plans(PLAN)
    plan = replace(plan, language=language, organisation="<b>A & B</b>")
    unknown = readme.render(plan, "", ()).decode("utf-8-sig").splitlines()
    assert unknown[1] == "<b>A & B</b>"
    assert unknown[-1] == last
    # A writer has at most 40 signs: the sentence then takes two lines.
    known = readme.render(plan, "kansli-" * 5 + "norra", ()).decode("utf-8-sig").splitlines()
    assert len(known) == len(unknown) + 1
    assert "norra." in known[-1]
    assert all(len(line) <= 76 for line in known)


def test_again_nothing_is_changed(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["init", "vp", "--writer", "kansli", "--subregion", "Skaraborg"]
    assert main([*words, "--year", "2024"]) == 0
    (folder / READ_ME).write_text("Vår egen text", encoding="utf-8")
    os.utime(folder / "targets.schema.json", (1, 1))
    before = state(folder), state(folder.parent / "home")
    capsys.readouterr()
    for again in (["init", "vp"], words, [*words, "--year", "2024"]):
        assert main(again) == 0
        assert (state(folder), state(folder.parent / "home")) == before
        assert "Ingen fil saknades, och ingen är ändrad." in capsys.readouterr().out


@pytest.mark.parametrize("gone", [READ_ME, "targets.schema.json"])
def test_again_only_what_is_missing_is_added(
    folder: Path, gone: str, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["init", "vp", "--year", "2024", "--writer", "kansli"])
    before = state(folder)
    (folder / gone).unlink()
    capsys.readouterr()
    assert main(["init", "vp"]) == 0
    after = state(folder)
    assert after[gone][0] == before[gone][0]
    assert {name: kept for name, kept in after.items() if name != gone} == {
        name: kept for name, kept in before.items() if name != gone
    }
    assert f"Lades till bredvid: {gone}\n" in capsys.readouterr().out


def test_a_plan_of_another_year_is_not_added_to(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["init", "vp", "--year", "2024"])
    before = state(folder)
    assert main(["init", "vp", "--year", "2025", "--writer", "skola"]) == 1
    assert "lovp plan new 2025" in capsys.readouterr().err
    assert state(folder) == before
    assert settings.chosen(folder).writer == ""


def test_without_a_year_it_is_this_one(folder: Path) -> None:
    for today, year in (("2024-01-01", 2024), ("2025-12-31", 2025)):
        os.environ["LOVP_TODAY"] = today
        assert main(["init", f"vp{year}"]) == 0
        (plan,) = load_plans(folder.with_name(f"vp{year}") / "targets.yaml")
        assert plan.year == year


@pytest.mark.parametrize(
    ("given", "ours"),
    [
        (["Skaraborg"], ("Skaraborg",)),
        (["skara", "fyrbodal"], ("Skaraborg", "Fyrbodal")),
        (["fyrbodal,SJUHARAD", "Fyrbodal"], ("Fyrbodal", "Sjuhärad")),
        (["alla"], ()),
        (["all"], ()),
    ],
)
def test_subregions_are_forgiving(folder: Path, given: list[str], ours: tuple[str, ...]) -> None:
    words = [word for name in given for word in ("--subregion", name)]
    assert main(["init", "vp", "--year", "2024", *words]) == 0
    assert settings.chosen(folder).ours == ours


@pytest.mark.parametrize(
    "words",
    [
        ["--subregion", "Atlantis"],
        ["--subregion", "Hjo"],
        ["--subregion", ""],
        ["--share", "brev"],
        ["--share", ""],
        ["--year", "12"],
        ["--writer", "Anna 070-123 45 67"],
    ],
    ids=" ".join,
)
def test_what_is_not_understood_leaves_nothing(folder: Path, words: list[str]) -> None:
    assert main(["init", "vp", *words]) in (1, 2)
    assert not folder.exists()
    assert not (folder.parent / "home").exists()


@pytest.mark.parametrize("word", ["folder", "mapp", "none", "inte"])
def test_how_it_is_shared_may_be_said_in_other_words(folder: Path, word: str) -> None:
    assert main(["init", "vp", "--year", "2024", "--share", word]) == 0
    assert not (folder / ".git").exists()


def test_a_broken_plan_is_told_and_not_touched(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder.mkdir()
    (folder / "targets.yaml").write_text("organisation: A\nyear: 012\n", encoding="utf-8")
    before = state(folder)
    assert main(["init", "vp", "--writer", "skola"]) == 1
    assert "targets.yaml:2:7" in capsys.readouterr().err
    assert state(folder) == before


def test_the_example_fits_any_plan(tmp_path: Path) -> None:
    (plan,) = load_plans(PLAN)
    assert readme.example(plan, ()) == "lovp log schoolinfo 3 Bengtsfors"
    assert readme.example(plan, ("Halland", "Skaraborg")) == "lovp log schoolinfo 3 Falkenberg"
    assert readme.example(plan, ("Atlantis",)) == "lovp log schoolinfo 3 Bengtsfors"
    (full,) = load_plans(Path(__file__).parents[1] / "plan" / "full.yaml")
    assert readme.example(full, ("Halland",)) == "lovp log grund 3 Halmstad"


# With git.


@needs_git
def test_with_git_the_folder_is_committed_whole(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["init", "vp", "--year", "2024", "--writer", "kansli", "--share", "git"]) == 0
    listed = git(folder, "-c", "core.quotepath=off", "ls-files").splitlines()
    assert sorted(listed) == sorted([".gitattributes", ".gitignore", *ALL])
    assert git(folder, "status", "--porcelain") == ""
    before = state(folder), git(folder, "rev-parse", "HEAD")
    assert main(["init", "vp", "--share", "git"]) == 0
    assert (state(folder), git(folder, "rev-parse", "HEAD")) == before


def test_without_git_nothing_is_written(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    assert main(["init", "vp", "--share", "git"]) == 1
    assert "git är inte installerat" in capsys.readouterr().err
    assert not folder.exists()


@needs_git
def test_the_texts_go_with_a_sync_and_are_no_conflict(tmp_path: Path) -> None:
    clones = Clones(tmp_path / "clones", "kansli", "skola")
    for name in ("kansli", "skola"):
        # Each has its own text, for they name whom to ask.
        assert clones.lovp(name, "init", "--writer", name).code == 0
    texts = [(clones.root / name / READ_ME).read_bytes() for name in ("kansli", "skola")]
    assert texts[0] != texts[1]
    clones.log("skola", 2)
    clones.sync("kansli")
    clones.sync("skola")
    clones.sync("kansli")
    # All have the lines of both.
    merged, other = ((clones.root / name / READ_ME).read_bytes() for name in ("kansli", "skola"))
    assert merged == other
    assert {*merged.splitlines()} == {*texts[0].splitlines(), *texts[1].splitlines()}
    assert len(clones.rows("kansli")) == 1
    # Who takes part later has it too, and finds nothing to add.
    later = clones.clone("ung")
    before = state(later)
    assert clones.lovp("ung", "init", "--writer", "ung").code == 0
    assert state(later) == before
    assert set(ALL) <= set(before)
