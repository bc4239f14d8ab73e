"""The tutorial, to the letter, where there is nothing yet: every step answers what it says, and soon."""

import os
import shutil
import sys
from pathlib import Path

import pytest

from tests.handbook.fresh import PAGE, carry_out, clone, home
from tests.handbook.pages import DOCS, LANGUAGES, scenes, steps

_SECONDS = 300
"""What the machine may take, of the ten minutes in which a reader is to be done."""


@pytest.mark.skipif(sys.platform == "win32", reason="a pseudo-terminal needs a Unix")
@pytest.mark.all
def test_the_tutorial_in_a_fresh_clone(tmp_path: Path) -> None:
    fresh = clone(tmp_path)
    path = ""
    for language in LANGUAGES:
        environment = home(tmp_path, language)
        # Who speaks English has it installed already: twice would show the same.
        environment["PATH"] += path
        path = os.pathsep + environment["PATH"]
        carried = carry_out(fresh, environment)
        for one in carried:
            assert one.answered == one.block.text
        assert sum(one.seconds for one in carried) < _SECONDS
        lovp = shutil.which("lovp", path=environment["PATH"])
        assert lovp is not None
        assert Path(lovp).is_relative_to(tmp_path)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_times_are_of_todays_steps(language: str) -> None:
    text = (DOCS / language / "tutorial.md").read_text(encoding="utf-8")
    blocks = [block for scene in scenes(text) for block in scene.blocks if block.language == "console"]
    rows = [line.split(" | ")[0] for line in PAGE.read_text("utf-8").splitlines() if line.startswith("| `")]
    assert rows == ["| " + "<br>".join(f"`{step.command}`" for step in steps(block)) for block in blocks]
