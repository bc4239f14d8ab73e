"""The faults that a targets.yaml can have, from faults.txt: their words, and what each looks like."""

import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

from lovp.i18n import _
from lovp.text import printable


class Words(NamedTuple):
    """What is wrong, and what to do about it."""

    message: str
    remedy: str


@cache
def entries() -> dict[str, tuple[Words, re.Pattern[str]]]:
    """The words of each fault, in English, and what a text with it looks like, by the fault's name."""
    text = Path(__file__).with_name("faults.txt").read_text(encoding="utf-8")
    blocks = re.findall(r"^\[(.+)\]\n(?:~ (.+)\n)?(.+)\n(.+)$", text, re.MULTILINE)
    return {name: (Words(*both), re.compile(pattern, re.IGNORECASE)) for name, pattern, *both in blocks}


def words(name: str, /, **values: object) -> Words:
    """The words of the fault in the language spoken now, with the values put in as messages show them."""

    def put_in(found: re.Match[str]) -> str:
        value = values.get(found[1], found[0])
        if isinstance(value, list):
            return ", ".join(map(shown, value))
        return str(value) if isinstance(value, Path) else shown(value)

    # Not str.format: what is put in comes from a file, and texts have braces that are shown.
    return Words(*(re.sub(r"\{(\w+)\}", put_in, _(text)) for text in entries()[name][0]))


def find_slip(text: str, *names: str, **values: object) -> tuple[int, str, str] | None:
    """The first fault that the text looks like: its column, what is wrong, what to do; names may be kinds."""
    for fault, pattern in _patterns(*names):
        if found := pattern.match(text):
            groups = found.groupdict()
            at = len(groups.get("before", ""))
            code = "".join(f"U+{ord(sign):04X}" for sign in text[at : at + 1])
            return at + 1, *words(fault, **values | groups | {"code": code})
    return None


@cache
def _patterns(*names: str) -> list[tuple[str, re.Pattern[str]]]:
    """The faults with the names, and those whose kind is one of them, in the order of the file."""
    every = [(fault, pattern) for fault, (_words, pattern) in entries().items()]
    return [each for name in names for each in every if name in {each[0], each[0].split("/")[0]}]


def shown(value: object) -> str:
    """A value from the file as a message may repeat it: on one line, short, without invisible characters."""
    return printable(" ".join(str(value).split()), 60)
