"""The page for developers knows the house: what it names is there, and every room is named."""

import re

import pytest

from tests.handbook.pages import DOCS, LANGUAGES, ROOT


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_page_names_is_there(language: str) -> None:
    text = (DOCS / language / "developers.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`((?:lovp|tests|docs)/[^`]*)`", text))
    assert len(named) > 30
    assert [name for name in sorted(named) if not (ROOT / name).exists()] == []
    alone = set(re.findall(r"`(\w+\.py)`", text))
    assert alone - {file.name for file in (ROOT / "lovp").rglob("*.py")} == set()
    targets = set(re.findall(r"`make (\w+)`", text))
    assert targets <= set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_room_is_on_the_page(language: str) -> None:
    text = (DOCS / language / "developers.md").read_text(encoding="utf-8")
    within = {file.parent for file in (ROOT / "lovp").rglob("*.py") if file.name != "__init__.py"}
    rooms = {
        f"{folder.relative_to(ROOT)}/" for folder in within - {ROOT / "lovp", ROOT / "lovp" / "exchange"}
    }
    modules = {f"lovp/{file.name}" for file in (ROOT / "lovp").glob("*.py")}
    modules -= {"lovp/__init__.py", "lovp/example.py", "lovp/example_districts.py"}
    assert [name for name in sorted(rooms | modules) if f"`{name}`" not in text] == []
