"""The guard against people's names, as far as a program can know one when it sees it."""

import re
from collections.abc import Iterable

from lovp.model import Plan
from lovp.text import fold

_CAPITALISED = "[A-ZÀ-ÖØ-Þ][a-zß-öø-ÿ]+(?:-[A-ZÀ-ÖØ-Þ][a-zß-öø-ÿ]+)?"
# Anna Berg, Karl-Erik Ek, and words before and after that have capitals too.
_NAMES = re.compile(rf"\b{_CAPITALISED}(?: +{_CAPITALISED})+\b")


def find_persons(texts: Iterable[str], plan: Plan | None = None) -> list[str]:
    """What may be people's names: capitalised words in a row, two of which are in no name of the plan."""
    names = [plan.organisation, *plan.place_by_name, *(day.name for day in plan.dates)] if plan else []
    names += [target.name for target in plan.targets()] if plan else []
    known = set(fold(" ".join(names)).split())
    found = dict.fromkeys(each for text in texts for each in _NAMES.findall(text))
    return [each for each in found if sum(word not in known for word in fold(each).split()) > 1]
