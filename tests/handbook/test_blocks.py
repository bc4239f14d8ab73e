"""Every command block of the README and the handbook is run in a fresh folder, and answers as it says."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.handbook.pages import LANGUAGES, ROOT, commands, pages, read, scenes
from tests.handbook.session import Session

pytestmark = pytest.mark.all

PAGES = [
    pytest.param(language, page, id=str(page.relative_to(ROOT)))
    for language in LANGUAGES
    for page in pages(language)
]
NOT_RUN = ("make demo", "make test", "pipx install .", "lovp --install-completion", "lovp form --pap")
"""The only commands that a page may leave out of what is run here."""


@pytest.mark.parametrize(("language", "page"), PAGES)
def test_a_page_says_what_the_program_answers(
    language: str, page: Path, prepare: Callable[..., Path]
) -> None:
    text = read(page)
    if ("folder=shared" in text or "$ git " in text) and shutil.which("git") is None:
        pytest.skip("needs git")
    answers = []
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
                answers.append((block, session.play(block)))
    now = text
    for block, answer in reversed(answers):
        lines = [(block.indent + line).rstrip() + "\n" for line in answer.splitlines()]
        now = now[: block.start] + "".join(lines) + now[block.end :]
    if os.environ.get("UPDATE_DOCS"):
        page.write_text(now, encoding="utf-8")
    assert now == read(page), "UPDATE_DOCS=1 rewrites the page"
