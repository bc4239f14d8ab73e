"""The choices of a form: a name for each area, target and place, and the way back from an answer.

A name is made for machines: small letters, digits and hyphens. A label is what a person sees.
"""

from collections import Counter
from collections.abc import Iterable
from hashlib import sha256
from typing import NamedTuple

from lovp.model import Plan
from lovp.text import as_id, clean_text

_LONGEST = 40
_DIGITS = 6
_STRAIGHT = str.maketrans("‘’“”\N{NO-BREAK SPACE}", "''\"\" ")
"""Signs that tools for forms put in the place of others."""


class Choices(NamedTuple):
    """The label of each choice by its name, and the plan's own word by both of them."""

    labels: dict[str, str]
    words: dict[str, str]

    def find(self, answer: object) -> str | None:
        """The plan's word for an answer that is a choice's name or label."""
        return None if answer is None else self.words.get(normalise(str(answer)))


def plain(text: str) -> str:
    """The plan's words as a text of a form, in which nothing is a reference or an expression."""
    return clean_text(text).replace("${", "$ {").replace("instance(", "instance (")


def normalise(text: str) -> str:
    """The text as it is compared with what came back, of which tools may have changed quotes and spaces."""
    return " ".join(plain(text).translate(_STRAIGHT).split())


def place_names(plan: Plan) -> dict[str, str]:
    """The choice's name for each place; of those that look alike all but the first end with digits.

    The digits come from the place itself, so that a place that is added later changes no other name.
    """
    found: dict[str, str] = {}
    for place in plan.places:
        name = as_id(place.name, _LONGEST)
        if not name or name in found.values():
            digits = sha256(place.name.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]
            name = f"{name or 'x'}-{digits}"
        found[place.name] = name
    return found


def choices(plan: Plan) -> dict[str, Choices]:
    """All that can be chosen in a plan's forms: each `area`, `target` and `place`."""
    return {
        "area": _choices((area.id, area.id, area.name) for area in plan.areas),
        "target": _choices((target.id, target.id, target.name) for target in plan.targets()),
        "place": _choices((name, place, place) for place, name in place_names(plan).items()),
    }


def _choices(rows: Iterable[tuple[str, str, str]]) -> Choices:
    """Choices of rows with name, word and text; a text that another choice has gets the name beside it."""
    known = list(rows)
    taken = Counter(text for name, _word, label in known for text in {name, normalise(label)})
    labels = {
        name: plain(text) if taken[normalise(text)] == 1 else f"{plain(text)} ({name})"
        for name, _word, text in known
    }
    words = {name: word for name, word, _text in known}
    return Choices(labels, {normalise(label): words[name] for name, label in labels.items()} | words)
