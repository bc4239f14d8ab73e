"""Pages as their tests see them: scenes, with the blocks in each."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
LANGUAGES = ("sv", "en")
READMES = {"sv": ROOT / "README.sv.md", "en": ROOT / "README.md"}
GENERATED = ("commands.md",)
"""Pages that the program writes: tests of their own run what they show."""

_FENCE = re.compile(r"^( *)(`{3,})(\w*) *(.*)$")
_TITLE = re.compile(r'title="([^"]+)"')
_COMMENT = re.compile(r"^ *<!-- *(scene|typed|fails|not here) *:? *(.*?) *-->$")


class Block(NamedTuple):
    """What stands between two fences, and what was said of it before."""

    line: int
    """Of its first fence, counted from 1."""
    indent: str
    language: str
    title: str
    """The file that it is, or nothing."""
    text: str
    remarks: dict[str, str]
    """`typed`, `fails` and `not here`, as the comments before it say."""


class Step(NamedTuple):
    """A command of a console block, and the lines that are its answer."""

    command: str
    answer: tuple[str, ...]


class Scene(NamedTuple):
    """Blocks that share a folder, and how it is made."""

    settings: dict[str, str]
    blocks: tuple[Block, ...]


def pages(language: str) -> list[Path]:
    """What people write in a language: its README, and the handbook's pages but for those that are made."""
    readme = [READMES[language]] if READMES[language].exists() else []
    return readme + [file for file in sorted((DOCS / language).rglob("*.md")) if file.name not in GENERATED]


def scenes(text: str) -> list[Scene]:
    """The scenes of a page, in order. What comes before the first is in an empty folder."""
    found: list[tuple[dict[str, str], list[Block]]] = [({}, [])]
    remarks: dict[str, str] = {}
    for item in _items(text.splitlines()):
        if isinstance(item, Block):
            found[-1][1].append(item._replace(remarks=remarks))
            remarks = {}
        elif item[0] == "scene":
            found.append((dict(word.split("=", 1) for word in item[1].split()), []))
        else:
            remarks[item[0]] = item[1]
    return [Scene(settings, tuple(blocks)) for settings, blocks in found if blocks]


def _items(lines: list[str]) -> Iterator[Block | tuple[str, str]]:
    at = 0
    while at < len(lines):
        if comment := _COMMENT.match(lines[at]):
            yield comment[1], comment[2]
        elif fence := _FENCE.match(lines[at]):
            indent, marks, language, rest = fence.groups()
            end = next((n for n in range(at + 1, len(lines)) if lines[n] == indent + marks), None)
            assert end is not None, f"line {at + 1}: the block has no end"
            inner = [line.removeprefix(indent) for line in lines[at + 1 : end]]
            title = _TITLE.search(rest)
            text = "".join(f"{line}\n" for line in inner)
            yield Block(at + 1, indent, language, title[1] if title else "", text, {})
            at = end
        at += 1


def steps(block: Block) -> list[Step]:
    """The commands of a console block, each with its answer."""
    found: list[tuple[str, list[str]]] = []
    for line in block.text.splitlines():
        if line.startswith("$ "):
            found.append((line[2:], []))
        else:
            assert found, f"line {block.line}: a console block begins with a command"
            found[-1][1].append(line)
    return [Step(command, tuple(answer)) for command, answer in found]


def headings(text: str) -> list[int]:
    """The levels of a page's headings, in order."""
    return [len(match[1]) for match in re.finditer(r"^(#+) ", _without_blocks(text), re.MULTILINE)]


def _without_blocks(text: str) -> str:
    lines = text.splitlines()
    for block in [item for item in _items(lines) if isinstance(item, Block)]:
        end = block.line + len(block.text.splitlines()) + 1
        lines[block.line - 1 : end] = [""] * (end - block.line + 1)
    return "\n".join(lines)
