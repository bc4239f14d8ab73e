"""What everyday commands leave on a computer, and whom they ask: the page on data protection promises it."""

import shutil
from pathlib import Path

import pytest

from tests.faults.check import Answer, lovp
from tests.faults.strace import need_strace, traced
from tests.folders import PLAN

COMMANDS: tuple[list[str], ...] = (
    ["log", "schoolinfo", "3", "--place", "Hjo", "--date", "2024-03-12"],
    [],
    ["progress"],
    ["outcomes"],
    ["targets"],
    ["calendar"],
    ["check"],
    ["undo"],
    ["export", "--month", "2024-03", "--format", "md,html", "--output", "reports"],
    ["form", "--output", "form.xlsx"],
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A plan's folder, with a home of its own beside it."""
    for name in ("XDG_CONFIG_HOME", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    plan = tmp_path / "plan"
    plan.mkdir()
    shutil.copy(PLAN, plan)
    return plan


def run(folder: Path, *words: str) -> Answer:
    return lovp(folder, *words, environment={"HOME": str(folder.parent)})


def test_nothing_else_is_left_on_a_computer(folder: Path) -> None:
    """Outside the plan's folder, and in it beside the outcomes and what was asked for."""
    for words in (["init", "--writer", "kansli"], *COMMANDS):
        answer = run(folder, *words)
        assert answer.code == 0, answer.err
    home = folder.parent
    left = {str(file.relative_to(home)) for file in home.rglob("*") if file.is_file()}
    left = {name for name in left if not name.startswith(("plan/reports/", "plan/form.xlsx"))}
    plans = next(name for name in sorted(left) if name.startswith(".cache/lovp/"))
    assert left == {
        ".config/lovp/folders.json",
        plans,
        "plan/targets.yaml",
        "plan/targets.schema.json",
        "plan/LÄS MIG.txt",
        "plan/data/2024/kansli.csv",
        "plan/data/2024/.kansli.lock",
    }
    assert (folder / "data" / "2024" / ".kansli.lock").read_bytes() == b""


@pytest.mark.all
def test_no_everyday_command_opens_the_network(folder: Path) -> None:
    need_strace()
    for words in COMMANDS:
        paths = {"reports": str(folder / "reports"), "form.xlsx": str(folder / "form.xlsx")}
        ran = traced(folder, [paths.get(word, word) for word in words], calls="%network")
        assert ran.answer.code == 0, ran.answer.err
        assert [line for line in ran.lines if "(" in line] == [], words
