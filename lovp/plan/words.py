"""The words for what can be wrong in a targets.yaml, which stand in faults.txt."""

import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

from lovp.cells import printable
from lovp.i18n import _


class Words(NamedTuple):
    """What is wrong, and what to do about it."""

    message: str
    remedy: str


@cache
def entries() -> dict[str, Words]:
    """The words of each fault, in English, by its name."""
    blocks = re.findall(
        r"^\[(.+)\]\n(.+)\n(.+)$",
        Path(__file__).with_name("faults.txt").read_text(encoding="utf-8"),
        re.MULTILINE,
    )
    return {name: Words(message, remedy) for name, message, remedy in blocks}


def words(name: str, /, **values: object) -> Words:
    """The words of the fault in the language spoken now, with the values put in as messages show them."""

    def put_in(found: re.Match[str]) -> str:
        value = values.get(found[1], found[0])
        if isinstance(value, list):
            return ", ".join(map(shown, value))
        return str(value) if isinstance(value, Path) else shown(value)

    # Not str.format: what is put in comes from a file, and texts have braces that are shown.
    return Words(*(re.sub(r"\{(\w+)\}", put_in, _(text)) for text in entries()[name]))


def shown(value: object) -> str:
    """A value from the file as a message may repeat it: on one line, short, without invisible characters."""
    return printable(" ".join(str(value).split()), 60)
