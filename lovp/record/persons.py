"""The guard against people's names, as far as a program can know one when it sees it."""

import re
from collections.abc import Iterable

from lovp.model import Plan
from lovp.text import fold

_CAPITALISED = "[A-ZÀ-ÖØ-Þ][a-zß-öø-ÿ]+(?:-[A-ZÀ-ÖØ-Þ][a-zß-öø-ÿ]+)?"
_PAIR = re.compile(rf"\b{_CAPITALISED} +{_CAPITALISED}\b")
"""Anna Berg, Karl-Erik Ek"""


def find_persons(texts: Iterable[str], plan: Plan | None = None) -> list[str]:
    """What may be people's names: two capitalised words in a row that are not both in names of the plan."""
    names = [plan.organisation, *plan.place_by_name, *(day.name for day in plan.dates)] if plan else []
    names += [target.name for target in plan.targets()] if plan else []
    known = set(fold(" ".join(names)).split())
    found = dict.fromkeys(each for text in texts for each in _PAIR.findall(text))
    return [each for each in found if not known.issuperset(fold(each).split())]
