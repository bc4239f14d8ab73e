"""Swedish and English say the same: the same pages, headings and commands, in the same order."""

import pytest

from tests.handbook.pages import DOCS, READMES, headings, pages, scenes, steps

NAMES = sorted(str(page.relative_to(DOCS / "sv")) for page in pages("sv") if DOCS in page.parents)


def commands(text: str) -> list[str]:
    """Every command that a page shows."""
    return [
        step.command
        for scene in scenes(text)
        for block in scene.blocks
        if block.language == "console"
        for step in steps(block)
    ]


def test_every_page_is_in_both_languages() -> None:
    english = sorted(str(page.relative_to(DOCS / "en")) for page in pages("en") if DOCS in page.parents)
    assert english == NAMES


@pytest.mark.parametrize("name", ["README", *NAMES])
def test_a_page_has_the_same_headings_and_commands_in_both(name: str) -> None:
    files = READMES.values() if name == "README" else [DOCS / language / name for language in ("sv", "en")]
    swedish, english = (file.read_text(encoding="utf-8") for file in files)
    assert headings(swedish) == headings(english)
    assert commands(swedish) == commands(english)
