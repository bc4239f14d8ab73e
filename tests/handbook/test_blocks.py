"""Every command block of the README and the handbook is run in a fresh folder, and answers as it says."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.handbook.pages import ITEM, LANGUAGES, ROOT, commands, pages, read
from tests.handbook.session import Session

PAGES = [(language, page.relative_to(ROOT).as_posix()) for language in LANGUAGES for page in pages(language)]
NOT_RUN = ("make demo", "make test", "pipx install .", "lovp form --pap")
"""The only commands that a page may leave out of what is run here."""


@pytest.mark.all
@pytest.mark.parametrize(("language", "name"), PAGES)
def test_a_page_says_what_the_program_answers(language: str, name: str, prepare: Callable[..., Path]) -> None:
    text = read(ROOT / name)
    session = Session(prepare("empty"), {}, language)
    parts, end, remark = [], 0, ""
    for item in ITEM.finditer(text):
        before, remark = remark, item["remark"] or ""
        if remark == "scene":
            settings = dict(word.split("=") for word in item["words"].split())
            folder = prepare(settings.get("folder", "empty"), within=str(item.start()))
            session = Session(folder, settings, language)
        elif item["title"]:
            file = session.folder / item["title"]
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(item["text"], encoding="utf-8")
        elif item["language"] == "console" and before == "not here":
            assert all(command.startswith(NOT_RUN) for command, _answer in commands(item["text"]))
        elif item["language"] == "console":
            parts += [text[end : item.start("text")], session.play(item["text"], fails=before == "fails")]
            end = item.end("text")
        elif not remark:
            assert not item["text"].startswith("$ "), f"a command is run:\n{item['text']}"
    now = "".join(parts) + text[end:]
    if os.environ.get("UPDATE_DOCS"):
        (ROOT / name).write_text(now, encoding="utf-8")
    assert now == read(ROOT / name), "UPDATE_DOCS=1 rewrites the page"
