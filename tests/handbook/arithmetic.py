"""What a page works out by hand: its tables of arithmetic, its records, and the figures of its prose."""

import ast
import operator
import re
from collections.abc import Callable
from fractions import Fraction
from typing import NamedTuple

from tests.handbook.pages import Block, scenes

ARITHMETIC = {"sv": ("räkning", "blir"), "en": ("arithmetic", "gives")}
"""What the columns of a table of arithmetic are called, after the one that says of what."""
_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
_OPERATORS: dict[type[ast.operator], Callable[[Fraction, Fraction], Fraction]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}
_SIGNS = str.maketrans({"·": "*", "−": "-", ",": "."})
_BLOCK = re.compile(r"^( *)(```+).*?^\1\2$", re.MULTILINE | re.DOTALL)
_UNTOLD = re.compile(r"<!--[\s\S]*?-->|`[^`\n]*`|\]\([^)]*\)|^(?:\|[^|\n]*){3}\|$", re.MULTILINE)


class Line(NamedTuple):
    """One line of a table of arithmetic: of what, how, and what it gives."""

    label: str
    how: str
    gives: str


class Table(NamedTuple):
    """A table of arithmetic: of which target, in which line of the page, and what is shown of it after."""

    target: str
    at: int
    lines: tuple[Line, ...]
    shown: str
    """The next console block, without bars and signs, with single spaces."""


def blocks(text: str) -> list[Block]:
    """Every block of a page."""
    return [block for scene in scenes(text) for block in scene.blocks]


def tables(text: str, language: str) -> list[Table]:
    """The tables of arithmetic of a page, in order."""
    lines = text.splitlines()
    consoles = [block for block in blocks(text) if block.language == "console"]
    found = []
    for at, line in enumerate(lines):
        cells = _cells(line)
        if len(cells) == 3 and tuple(cells[1:]) == ARITHMETIC[language]:
            end = next((n for n in range(at, len(lines)) if not lines[n].startswith("|")), len(lines))
            shown = next((_plain(block.text) for block in consoles if block.line > at), "")
            rows = tuple(Line(*_cells(row)) for row in lines[at + 2 : end])
            found.append(Table(cells[0].strip("`"), at, rows, shown))
    return found


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip("|").split("|")] if line.startswith("|") else []


def _plain(text: str) -> str:
    return " ".join(re.sub("[█░┃●◐▼○✓✗!]", " ", text).split())


def numbers(text: str) -> list[Fraction]:
    """The numbers in a text, in order, whichever way decimals are written."""
    return [Fraction(each.translate(_SIGNS)) for each in _NUMBER.findall(text)]


def worked_out(how: str) -> Fraction:
    """What the sum, as a page writes it, comes to."""
    return _value(ast.parse(how.translate(_SIGNS), mode="eval").body)


def _value(node: ast.expr) -> Fraction:
    if isinstance(node, ast.BinOp):
        return _OPERATORS[type(node.op)](_value(node.left), _value(node.right))
    assert isinstance(node, ast.Constant)
    return Fraction(str(node.value))


def rounded(value: Fraction, decimals: int) -> str:
    """Half up, with a decimal point."""
    whole = int(value * 10**decimals + Fraction(1, 2))
    digits = f"{whole:0{decimals + 1}}"
    return digits if not decimals else f"{digits[:-decimals]}.{digits[-decimals:]}"


def as_written(value: Fraction, like: str) -> str:
    """The value with as many decimals as the text has, in percent where that has a sign for it."""
    figure = like.removesuffix("%").strip()
    decimals = len(figure.replace(",", ".").partition(".")[2])
    percent = like.endswith("%")
    text = rounded(value * 100 if percent else value, decimals)
    return like.replace(figure, text.replace(".", ",") if "," in figure else text)


def prose(text: str) -> list[str]:
    """What each heading of a page has in words: no blocks, tables of arithmetic, code or addresses."""
    told = _UNTOLD.sub("", _BLOCK.sub("", text))
    return re.split(r"^#+ ", told, flags=re.MULTILINE)[1:]
