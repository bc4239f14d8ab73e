"""Every command block of the README and the handbook is run in a fresh folder, and answers as it says."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.handbook.pages import LANGUAGES, ROOT, commands, pages, read, scenes
from tests.handbook.session import Session

pytestmark = pytest.mark.all

PAGES = [(language, page.relative_to(ROOT).as_posix()) for language in LANGUAGES for page in pages(language)]
NOT_RUN = ("make demo", "make test", "pipx install .", "lovp form --pap")
"""The only commands that a page may leave out of what is run here."""


@pytest.mark.parametrize(("language", "name"), PAGES)
def test_a_page_says_what_the_program_answers(
    language: str, name: str, prepare: Callable[..., Path]
) -> None:
    page = ROOT / name
    text = now = read(page)
    if ("folder=shared" in text or "$ git " in text) and shutil.which("git") is None:
        pytest.skip("needs git")
    for number, scene in enumerate(scenes(text)):
        folder = prepare(scene.settings.get("folder", "empty"), within=str(number))
        session = Session(folder, scene.settings, language)
        for block in scene.blocks:
            if block.title:
                file = session.folder / block.title
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(block.text, encoding="utf-8")
            elif block.language != "console":
                assert block.language, f"a block says what it is:\n{block.text}"
                assert not block.text.startswith("$ "), f"a command is run:\n{block.text}"
            elif "not here" in block.remarks:
                assert all(command.startswith(NOT_RUN) for command, _answer in commands(block))
            else:
                start = block.start + len(now) - len(text)
                end = block.end + len(now) - len(text)
                now = now[:start] + session.play(block) + now[end:]
    if os.environ.get("UPDATE_DOCS"):
        page.write_text(now, encoding="utf-8")
    assert now == read(page), "UPDATE_DOCS=1 rewrites the page"
