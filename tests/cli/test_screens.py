"""What people see in a terminal with colours, kept as the handbook's pictures: a changed one is a decision.

UPDATE_SCREENS=1 takes them anew. They are then to be looked at, one by one.
"""

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("a pseudo-terminal needs a Unix", allow_module_level=True)

from tests.terminal import picture, run

pytestmark = pytest.mark.all

DOCS = Path(__file__).parents[2] / "docs"
PICTURES = {"overview": "lovp", "progress": "lovp progress --area studier"}
COLUMNS = 100


def setting(folder: Path, language: str) -> dict[str, str]:
    return {"LOVP_TODAY": "2024-06-01", "LOVP_LANG": language, "HOME": str(folder)}


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("name", PICTURES)
def test_the_screen_is_as_it_was(name: str, language: str, prepare: Callable[[str], Path]) -> None:
    folder, command = prepare("example"), PICTURES[name]
    ansi = run(command, folder=folder, columns=COLUMNS, environment=setting(folder, language))
    now = picture(ansi, columns=COLUMNS, title=command)
    file = DOCS / language / "pictures" / f"{name}.svg"
    if os.environ.get("UPDATE_SCREENS"):
        file.write_text(now, encoding="utf-8")
    assert now == file.read_text(encoding="utf-8"), "UPDATE_SCREENS=1 takes it anew: look at it"
