"""The pages are alike in both languages, and what they name and link to is there."""

import re
from pathlib import Path

import pytest

from lovp import i18n
from lovp.cli.commands import table
from lovp.i18n import spoken_command_line
from tests.handbook.pages import DOCS, LANGUAGES, ROOT, commands, headings, pages, prose, read, scenes

_LINK = re.compile(r"\]\(([^)\s]+)\)|<(?:img|a)\b[^>]*?(?:src|href)=\"([^\"]+)\"")


def shown(page: Path) -> list[str]:
    """Every command that a page shows, as one types it in Swedish."""
    i18n.use("sv")
    every = [block for scene in scenes(read(page)) for block in scene.blocks if block.language == "console"]
    return [spoken_command_line(command) for block in every for command, _answer in commands(block)]


@pytest.mark.parametrize(
    ("swedish", "english"), list(zip(pages("sv"), pages("en"), strict=True)), ids=lambda page: str(page.name)
)
def test_both_languages_have_the_same_pages_headings_and_commands(swedish: Path, english: Path) -> None:
    if DOCS in swedish.parents:
        assert swedish.relative_to(DOCS / "sv") == english.relative_to(DOCS / "en")
    assert [level for level, _title in headings(read(swedish))] == [
        level for level, _title in headings(read(english))
    ]
    assert shown(swedish) == shown(english)


def test_links_from_the_first_pages_lead_somewhere() -> None:
    """Those within the handbook are followed as its site is built."""
    for file in ROOT.glob("*.md"):
        found = _LINK.findall(re.sub(r"`[^`\n]*`", "", prose(read(file))))
        links = [one or other for one, other in found if "://" not in one]
        assert [link for link in links if not (ROOT / link.partition("#")[0]).exists()] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_command_has_its_help_in_the_reference(language: str) -> None:
    text = read(DOCS / language / "commands.md")
    assert [title for _level, title in headings(text)[1:]] == ["lovp", *(f"lovp {name}" for name in table())]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_page_for_developers_names_is_there(language: str) -> None:
    text = read(DOCS / language / "developers.md")
    named = set(re.findall(r"`((?:lovp|tests|docs)/[^`]*)`", text))
    assert [name for name in sorted(named) if not (ROOT / name).exists()] == []
    files = {file.name for file in (ROOT / "lovp").rglob("*.py")}
    assert set(re.findall(r"`(\w+\.py)`", text)) <= files
    targets = set(re.findall(r"^([\w-]+):", read(ROOT / "Makefile"), re.MULTILINE))
    assert set(re.findall(r"`make ([\w-]+)`", text)) <= targets
