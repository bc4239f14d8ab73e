"""The pages of the handbook, and what is in them."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
LANGUAGES = ("sv", "en")

ITEM = re.compile(
    r"^<!-- (?P<remark>scene|fails|not here):? ?(?P<words>.*?) -->$"
    r'|^```(?P<language>\w*)(?: title="(?P<title>.*?)")?\n(?P<text>(?:.*\n)*?)```$',
    re.MULTILINE,
)


def pages(language: str) -> list[Path]:
    """The README and every page of the handbook in a language."""
    readme = ROOT / ("README.sv.md" if language == "sv" else "README.md")
    return [readme, *sorted((DOCS / language).rglob("*.md"))]


def read(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def commands(text: str) -> list[tuple[str, str]]:
    """The commands of a console block, each with its answer."""
    return re.findall(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", text, re.MULTILINE)


def prose(text: str) -> str:
    return ITEM.sub("", text)


def headings(text: str) -> list[tuple[str, str]]:
    """The headings of a page: the signs of the level, and the words."""
    return re.findall(r"^(#+) (.+)$", prose(text), re.MULTILINE)


def tables(text: str) -> list[list[list[str]]]:
    """The tables of a page as rows of cells, the head first, without the line below it."""
    found = re.findall(r"(?:^\|.*\|\n)+", prose(text), re.MULTILINE)
    rows = [[[cell.strip() for cell in row[1:-1].split("|")] for row in one.splitlines()] for one in found]
    return [[head, *rest] for head, _line, *rest in rows]
