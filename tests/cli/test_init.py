"""`lovp init`: what it writes, what it keeps, that what is there is never touched, and the first minute."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from jsonschema import Draft7Validator

from lovp.cli import writers
from lovp.cli.main import main
from lovp.plan.load import load_plans
from lovp.plan.new_year import find_marks
from lovp.plan.schema import schema_text
from tests.folders import PLAN

READ_ME = "LÄS MIG.txt"
ALL = [READ_ME, "targets.schema.json", "targets.yaml"]
OTHERS_WORDS = re.compile(r"kommun|delregion|fack|förbund|municipal|subregion|union|\bLO\b", re.IGNORECASE)


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


def test_a_new_folder_has_the_plan_its_schema_and_a_text_for_people(folder: Path) -> None:
    assert main(["init", "vp", "--year", "2024", "--writer", "Kansli"]) == 0
    assert sorted(state(folder)) == ALL
    assert main(["check", "--plan", "vp"]) == 0
    assert writers.known(folder) == "kansli"
    text = (folder / "targets.yaml").read_text(encoding="utf-8")
    # Its first line names the schema beside it; all else is the plan as it ships.
    assert text.splitlines()[1:] == PLAN.read_text(encoding="utf-8").splitlines()[1:]
    assert text.splitlines()[0] == "# yaml-language-server: $schema=targets.schema.json"
    schema = (folder / "targets.schema.json").read_text(encoding="utf-8")
    assert schema == schema_text("sv")
    Draft7Validator.check_schema(json.loads(schema))
    shown = (folder / READ_ME).read_bytes()
    assert shown.startswith(b"\xef\xbb\xbfL\xc3\x84S MIG\r\n")
    assert shown.count(b"\n") == shown.count(b"\r\n") > 30
    for words in ("lovp log schoolinfo 3 Bengtsfors", "kansli.", "GDPR", "kör sedan: lovp check"):
        assert words in shown.decode("utf-8-sig")


@pytest.mark.parametrize("day", ["2026-01-02", "2027-11-29", "2028-02-29"])
@pytest.mark.parametrize("language", ["sv", "en"])
def test_an_empty_plan_is_anybodys(
    folder: Path, day: str, language: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Three targets, a sum, a share and a milestone, and no word of unions or municipalities in any file."""
    monkeypatch.setenv("LOVP_TODAY", day)
    monkeypatch.setenv("LOVP_LANG", language)
    assert main(["init", "vp", "--empty", "--writer", "kansli"]) == 0
    (plan,) = load_plans(folder / "targets.yaml")
    kinds = [type(target.measure).__name__ for target in plan.targets()]
    assert (plan.year, kinds) == (int(day[:4]), ["Sum", "Share", "Milestone"])
    assert len(state(folder)) == 2
    assert main(["init", "vp"]) == 0
    # Each file's comments show commands that can be run.
    commands = re.findall("# .*: (lovp log .*)", (folder / "targets.yaml").read_text(encoding="utf-8"))
    assert len(commands) == 3
    monkeypatch.chdir(folder)
    for command in [*commands, "lovp check", "lovp check --dates", "lovp"]:
        assert main(command.split()[1:]) == 0, command
    assert sorted(path.name for path in folder.iterdir() if path.suffix == ".json") == []
    texts = [name + content.decode("utf-8-sig") for name, (content, _when) in state(folder).items()]
    texts.append(capsys.readouterr().out)
    assert [found for text in texts for found in OTHERS_WORDS.findall(text)] == []


@pytest.mark.parametrize("day", ["2026-01-01", "2027-01-02", "2028-02-29", "2026-12-31"])
def test_the_first_minute_on_any_day(folder: Path, day: str) -> None:
    """As it stands in the README: in a pipe, asked nothing, and in time for the year."""

    def run(*words: str) -> list[str]:
        where = folder if folder.exists() else folder.parent
        environment = os.environ | {"LOVP_TODAY": day}
        command = [sys.executable, "-m", "lovp", *words]
        done = subprocess.run(command, cwd=where, env=environment, capture_output=True, check=True)
        assert done.stderr == b""
        return done.stdout.decode("utf-8").splitlines()

    begun = run("init", "vp", "--writer", "kansli", "--yes")
    dates = len(find_marks((folder / "targets.yaml").read_text(encoding="utf-8")))
    assert f"  {dates} datum att se över: lovp check --osäkra-datum" in begun
    assert len(begun) < 24
    assert run("log", "schoolinfo", "3", "Skövde")[0] == "✓ Sparat: Skolinformation på gymnasiet"
    screen = run()
    assert screen[0].startswith("LO-distriktet i Västsverige · ")
    assert day[:4] in screen[0]
    assert len(screen) < 24


def test_again_only_what_is_missing_is_added(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["init", "vp", "--writer", "kansli", "--year", "2024"]
    assert main(words) == 0
    (folder / READ_ME).write_text("Vår egen text", encoding="utf-8")
    os.utime(folder / "targets.schema.json", (1, 1))
    before = state(folder)
    for again in (["init", "vp"], words):
        assert main(again) == 0
        assert (state(folder), writers.known(folder)) == (before, "kansli")
    (folder / READ_ME).unlink()
    capsys.readouterr()
    assert main(["init", "vp"]) == 0
    assert f"Skapade också: {READ_ME}\n" in capsys.readouterr().out
    assert sorted(state(folder)) == ALL


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--year", "2025", "--writer", "skola"], "lovp plan new 2025"),
        (["--year", "12"], "inget år"),
        (["--writer", "Anna 070-123 45 67"], "telefonnummer"),
        (["--writer", ".."], "behöver ett namn"),
    ],
)
def test_what_can_not_be_done_changes_nothing(
    folder: Path, words: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["init", "vp", "--year", "2024"])
    before = state(folder)
    assert main(["init", "vp", *words]) in (1, 2)
    assert said in capsys.readouterr().err
    assert state(folder) == before
    assert writers.known(folder) == ""
