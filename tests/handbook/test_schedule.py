"""The page on schedules shows, for Windows, the very command that the program would print there."""

from pathlib import Path, PureWindowsPath
from typing import cast

import pytest

from lovp.render import schedule
from tests.handbook.pages import DOCS, LANGUAGES

HOME = PureWindowsPath(r"C:\Users\kansli")
PLAN = HOME / "OneDrive" / "Vår plan"


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_windows_is_given_is_what_the_program_prints(language: str) -> None:
    program = str(HOME / ".local" / "bin" / "lovp.exe")
    output, plan = (cast(Path, PLAN / name) for name in ("rapporter", "targets.yaml"))
    words = schedule.command([program], "html,xlsx", output, plan)
    assert "261" not in schedule.recipes(words)  # the most that schtasks takes
    page = (DOCS / language / "recipes" / "schedule.md").read_text(encoding="utf-8")
    assert schedule.task(words) in page.splitlines()
