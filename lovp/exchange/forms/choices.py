"""The choices of a form: a name for each area, target and place, and the way back, from the plan alone.

A name is made for machines: small letters, digits and hyphens. A label is what a person sees.
"""

from collections.abc import Iterable
from hashlib import sha256
from typing import NamedTuple

from lovp.cells import clean_text
from lovp.folding import as_id
from lovp.model import Plan

_LONGEST = 40
_STRAIGHT = str.maketrans("‘’“”\N{NO-BREAK SPACE}", "''\"\" ")
"""Signs that tools for forms put in the place of others."""


def plain(text: str) -> str:
    """The plan's words as a text of a form, in which nothing is a reference or an expression."""
    return clean_text(text).replace("${", "$ {").replace("instance(", "instance (")


def alike(text: str) -> str:
    """The text as it is compared with what came back, of which tools may have changed quotes and spaces."""
    return " ".join(plain(text).translate(_STRAIGHT).split())


def slugs(names: Iterable[str]) -> dict[str, str]:
    """A name for machines for each of the names: the first of those that look alike has the plain one.

    What another one has beside it comes from itself alone, so that it stays when the plan is put in another
    order after them.
    """
    found: dict[str, str] = {}
    taken: set[str] = set()
    for name in names:
        slug = as_id(name, _LONGEST)
        if not slug or slug in taken:
            digits = sha256(name.encode("utf-8", "surrogatepass")).hexdigest()
            length = 6
            while (longer := f"{slug or 'x'}-{digits[:length]}") in taken:
                length += 1
            slug = longer
        found[name] = slug
        taken.add(slug)
    return found


def labels(texts: Iterable[tuple[str, str]]) -> dict[str, str]:
    """A label for each pair of a name and a text: the text, with the name beside it where two look alike."""
    pairs = [(name, plain(text)) for name, text in texts]
    seen: dict[str, int] = {}
    for _name, text in pairs:
        seen[alike(text)] = seen.get(alike(text), 0) + 1
    found: dict[str, str] = {}
    taken = {shown for shown, count in seen.items() if count == 1}
    for name, text in pairs:
        label = text
        while seen[alike(text)] > 1 and (label == text or alike(label) in taken):
            label = f"{label} ({name})"
        taken.add(alike(label))
        found[name] = label
    return found


class Words(NamedTuple):
    """The choices of one question: by the name of each its label and the plan's own word, and back."""

    labels: dict[str, str]
    word: dict[str, str]
    by_label: dict[str, str]

    def understood(self, text: str, *, labelled: bool) -> str | None:
        """The plan's word for what an answer has: a name or, first where answers are `labelled`, a label."""
        by_name, by_label = self.word.get(text.strip()), self.by_label.get(alike(text))
        return by_label or by_name if labelled else by_name or by_label


class Choices(NamedTuple):
    """What can be chosen in a plan's forms, whether or not one of them asks for all of it."""

    areas: Words
    targets: Words
    places: Words
    """Subregions and municipalities alike."""
    name_of_place: dict[str, str]
    """The choice's name for each place of the plan."""


def choices(plan: Plan) -> Choices:
    """The names and labels of everything that the plan's forms let people choose."""
    named = slugs(place.name for place in plan.places)
    return Choices(
        _words((area.id, area.id, area.name) for area in plan.areas),
        _words((target.id, target.id, target.name) for target in plan.targets()),
        _words((name, place, place) for place, name in named.items()),
        named,
    )


def _words(choices: Iterable[tuple[str, str, str]]) -> Words:
    """The choices by their names, each with the plan's word and the text that people know it by."""
    found = list(choices)
    shown = labels((name, text) for name, _word, text in found)
    word = {name: word for name, word, _text in found}
    return Words(shown, word, {alike(label): word[name] for name, label in shown.items()})
