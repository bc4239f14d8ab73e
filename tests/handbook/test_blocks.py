"""Every command block of the README and the handbook is run in a fresh folder, and answers as it says."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.handbook.pages import LANGUAGES, ROOT, pages, scenes, steps
from tests.handbook.session import Session, main_in, surroundings

pytestmark = pytest.mark.all

PAGES = [(language, page) for language in LANGUAGES for page in pages(language)]
NOT_HERE = ("make demo", "make test", "pipx install .", "git clone")
"""What a page may leave to test_fresh.py; make test runs this."""
WRITTEN = {
    "console",
    "yaml",
    "json",
    "csv",
    "text",
    "powershell",
    "ini",
    "crontab",
    "mermaid",
    "python",
    "css",
}


@pytest.mark.parametrize(
    ("language", "page"), PAGES, ids=[str(page.relative_to(ROOT)) for _language, page in PAGES]
)
def test_a_page_says_what_the_program_answers(
    language: str, page: Path, prepare: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    text = page.read_text(encoding="utf-8")
    lines = text.splitlines()
    wrong = []
    main = main_in(language, monkeypatch)
    for number, scene in enumerate(scenes(text)):
        folder = prepare(scene.settings.get("folder", "empty"), within=str(number))
        session = Session(folder, surroundings(folder, scene.settings, language), main)
        for block in scene.blocks:
            if block.title:
                session.write(block.title, block.text)
            elif block.language == "console" and "not here" not in block.remarks:
                now = session.play(block)
                if now != block.text:
                    wrong.append((block, now))
    for block, now in reversed(wrong):
        first = block.line
        lines[first : first + len(block.text.splitlines())] = [
            (block.indent + line).rstrip() for line in now.splitlines()
        ]
    if wrong and os.environ.get("UPDATE_DOCS"):
        page.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert "\n".join(lines) + "\n" == text, "UPDATE_DOCS=1 rewrites the page"


@pytest.mark.parametrize(
    "page",
    [page for _language, page in PAGES],
    ids=[str(page.relative_to(ROOT)) for _language, page in PAGES],
)
def test_no_command_stands_outside_the_blocks_that_are_run(page: Path) -> None:
    for scene in scenes(page.read_text(encoding="utf-8")):
        for block in scene.blocks:
            where = f"{page.name}, line {block.line}"
            assert block.language in WRITTEN, f"{where}: a block says what it is"
            if block.language == "console":
                if "not here" in block.remarks:
                    for step in steps(block):
                        assert step.command.startswith(NOT_HERE), where
            else:
                assert not any(line.startswith("$ ") for line in block.text.splitlines()), where
