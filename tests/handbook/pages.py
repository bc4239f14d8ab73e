"""The pages of the handbook, as scenes with the blocks in each."""

import re
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
LANGUAGES = ("sv", "en")
READMES = {"sv": ROOT / "README.sv.md", "en": ROOT / "README.md"}

_ITEM = re.compile(
    r"^<!-- (?P<remark>scene|fails|not here):? ?(?P<words>.*?) -->$"
    r'|^```(?P<language>\w*)(?: title="(?P<title>.*?)")?\n(?P<text>(?:.*\n)*?)```$',
    re.MULTILINE,
)


class Block(NamedTuple):
    """What stands between two fences, from `start` to `end` of the page, and the remarks before it."""

    start: int
    end: int
    language: str
    title: str
    """The file that it is, or nothing."""
    text: str
    remarks: set[str]
    """Of `fails` and `not here`."""


class Scene(NamedTuple):
    """Blocks that share a folder, and how it is made."""

    settings: dict[str, str]
    blocks: list[Block]


def pages(language: str) -> list[Path]:
    """The README and every page of the handbook in a language."""
    return [READMES[language], *sorted((DOCS / language).rglob("*.md"))]


def read(page: Path) -> str:
    """The text of a page."""
    return page.read_text(encoding="utf-8")


def scenes(text: str) -> list[Scene]:
    """The scenes of a page, in order. What comes before the first is in an empty folder."""
    found = [Scene({}, [])]
    remarks: set[str] = set()
    for item in _ITEM.finditer(text):
        if item["remark"] == "scene":
            found.append(Scene(dict(word.split("=", 1) for word in item["words"].split()), []))
        elif item["remark"]:
            remarks.add(item["remark"])
        else:
            block = Block(*item.span("text"), item["language"], item["title"] or "", item["text"], remarks)
            found[-1].blocks.append(block)
            remarks = set()
    return found


def commands(block: Block) -> list[tuple[str, list[str]]]:
    """The commands of a console block, each with the lines of its answer."""
    found: list[tuple[str, list[str]]] = []
    for line in block.text.splitlines():
        if line.startswith("$ "):
            found.append((line[2:], []))
        else:
            found[-1][1].append(line)
    return found


def prose(text: str) -> str:
    """The page without its blocks."""
    return _ITEM.sub("", text)


def headings(text: str) -> list[tuple[str, str]]:
    """The headings of a page: the signs of the level, and the words."""
    return re.findall(r"^(#+) (.+)$", prose(text), re.MULTILINE)


def tables(text: str) -> list[list[list[str]]]:
    """The tables of a page as rows of cells, the head first, without the line below it."""
    found = re.findall(r"(?:^\|.*\|\n)+", prose(text), re.MULTILINE)
    rows = [[[cell.strip() for cell in row[1:-1].split("|")] for row in one.splitlines()] for one in found]
    return [[head, *rest] for head, _line, *rest in rows]
