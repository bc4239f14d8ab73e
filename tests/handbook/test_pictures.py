"""The handbook's pictures of the terminal are of real runs: they show what is shown today."""

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.handbook.pages import DOCS, LANGUAGES

PICTURES = {"overview": "lovp", "progress": "lovp progress --area studier"}
COLUMNS = 100


@pytest.mark.skipif(sys.platform == "win32", reason="a pseudo-terminal needs a Unix")
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_shows_what_the_program_shows(
    name: str, language: str, prepare: Callable[[str], Path]
) -> None:
    """UPDATE_DOCS=1 takes them anew: a changed picture is a decision."""
    from tests.terminal import picture, run

    folder = prepare("example")
    setting = {"LOVP_TODAY": "2024-06-01", "LOVP_LANG": language, "HOME": str(folder)}
    command = PICTURES[name]
    now = picture(
        run(command, folder=folder, columns=COLUMNS, environment=setting), columns=COLUMNS, title=command
    )
    file = DOCS / language / "pictures" / f"{name}.svg"
    if os.environ.get("UPDATE_DOCS"):
        file.write_text(now, encoding="utf-8")
    assert now == file.read_text(encoding="utf-8"), "another picture: UPDATE_DOCS=1 takes it anew"
