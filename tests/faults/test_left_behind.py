"""What everyday commands leave on a computer, and whom they ask: the page on data protection promises it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.faults.check import LOG, lovp
from tests.faults.disturb import need_strace, traced

COMMANDS: tuple[list[str], ...] = (
    *(LOG, [], ["progress"], ["outcomes"], ["targets"], ["calendar"], ["check"], ["undo"]),
    ["export", "--month", "2024-03", "--format", "md,html", "--output", "../reports"],
    ["form", "--output", "../form.xlsx"],
)


def test_nothing_else_is_left_on_a_computer(
    prepare: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Outside the plan's folder, and in it beside the outcomes and what was asked for."""
    for name in ("XDG_CONFIG_HOME", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    folder = prepare("plan")
    home = folder.parent
    for words in (["init", "--writer", "kansli"], *COMMANDS):
        answer = lovp(folder, *words, environment={"HOME": str(home)})
        assert answer.code == 0, answer.err
    left = {str(file.relative_to(home)) for file in home.rglob("*") if file.is_file()}
    plans = next(name for name in sorted(left) if name.startswith(".cache/lovp/"))
    assert {name for name in left if not name.startswith(("reports/", "form.xlsx"))} == {
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
def test_no_everyday_command_opens_the_network(prepare: Callable[[str], Path]) -> None:
    need_strace()
    folder = prepare("plan")
    for words in COMMANDS:
        ran = traced(folder, words, calls="%network")
        assert ran.answer.code == 0, ran.answer.err
        assert [line for line in ran.lines if "(" in line] == [], words
