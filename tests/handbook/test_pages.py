"""The pages are alike in both languages, what they name and link to is there, and the site of them builds."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from lovp.cli.commands import table
from tests.handbook.pages import DOCS, ITEM, LANGUAGES, ROOT, commands, headings, pages, prose, read

_OUTSIDE = re.compile(r"<(?:script|link|img|iframe|source)\b[^>]*?(?:src|href)=[\"']?(?:https?:|//)[^ >]*")


def shape(text: str) -> list[str]:
    """What a page has in every language: the levels of its headings, and the names of its commands."""
    blocks = [item["text"] for item in ITEM.finditer(text) if item["language"] == "console"]
    shown = [command.split(" -")[0].split()[:2] for block in blocks for command, _answer in commands(block)]
    return [level for level, _title in headings(text)] + [" ".join(words) for words in shown]


def test_both_languages_have_the_same_pages_headings_and_commands() -> None:
    for swedish, english in zip(pages("sv"), pages("en"), strict=True):
        assert shape(read(swedish)) == shape(read(english)), swedish


def test_links_from_the_first_pages_lead_somewhere() -> None:
    """Those within the handbook are followed as its site is built."""
    for file in ROOT.glob("*.md"):
        links = re.findall(r'(?:\]\(|src=")(?!https?:)([^)"#\s]+)', prose(read(file)))
        assert [link for link in links if not (ROOT / link).exists()] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_command_has_its_help_in_the_reference(language: str) -> None:
    text = read(DOCS / language / "commands.md")
    assert [title for _level, title in headings(text)[1:]] == ["lovp", *(f"lovp {name}" for name in table())]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_page_for_developers_names_is_there(language: str) -> None:
    named = re.findall(r"`((?:lovp|tests|docs|\.github)/[^`]*)`", read(DOCS / language / "developers.md"))
    assert [name for name in named if not (ROOT / name).exists()] == []


@pytest.mark.all
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_site_builds_without_a_warning_and_asks_nobody_outside(language: str, tmp_path: Path) -> None:
    program = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(tmp_path)]
    subprocess.run(
        [*program, "--config-file", DOCS / "site" / f"{language}.yml"],
        env={"NO_MKDOCS_2_WARNING": "1", "PATH": ""},
        check=True,
    )
    for page in tmp_path.rglob("*.html"):
        assert _OUTSIDE.findall(read(page)) == [], page
