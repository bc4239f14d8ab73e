"""The words for what can be wrong in a targets.yaml, which stand in faults.txt."""

import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

from lovp.i18n import _
from lovp.plan.source import shown

FILE = Path(__file__).with_name("faults.txt")


class Words(NamedTuple):
    """What is wrong, and what to do about it."""

    message: str
    remedy: str


@cache
def entries() -> dict[str, Words]:
    """The words of each fault, in English, by its name."""
    blocks = re.findall(r"^\[(.+)\]\n(.+)\n(.+)$", FILE.read_text(encoding="utf-8"), re.MULTILINE)
    return {name: Words(message, remedy) for name, message, remedy in blocks}


def words(name: str, **values: object) -> Words:
    """The words of the fault in the language spoken now, with the values put in as messages show them."""
    return Words(*(_fill(_(text), values) for text in entries()[name]))


def _fill(text: str, values: dict[str, object]) -> str:
    # What is put in comes from a file, and can have braces itself.
    return re.sub(r"\{(\w+)\}", lambda found: shown(values.get(found[1], found[0])), text)
