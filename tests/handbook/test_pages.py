"""The pages are alike in both languages, what they name and link to is there, and the site of them builds."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from lovp.cli.app import load
from lovp.cli.commands import spoken_options, table
from lovp.i18n import speaking
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


def reference(name: str) -> str:
    """The row of a command in the reference: its options by their names in the language spoken."""
    options = [param for param in load(name).params if param.param_type_name == "option"]
    names = [spoken_options(param.opts)[0] for param in options if not getattr(param, "hidden", False)]
    return f"| `lovp {name}` | {' '.join(f'`{option}`' for option in names)} |"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_command_and_option_is_in_the_reference(language: str) -> None:
    """UPDATE_DOCS=1 writes the rows anew."""
    file = DOCS / language / "commands.md"
    text = read(file)
    with speaking(language):
        rows = [reference(name) for name in table()]
    if os.environ.get("UPDATE_DOCS"):
        text = text[: text.index("|---|---|\n")] + "\n".join(["|---|---|", *rows, ""])
        file.write_text(text, encoding="utf-8", newline="\n")
    assert text.splitlines()[-len(rows) :] == rows


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
