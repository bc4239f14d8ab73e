"""How much is tried: everything with `make faults`, a part of it, spread evenly, with `make test`."""

import os
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")

FULL = os.environ.get("LOVP_FAULTS") == "full"


def some(cases: Sequence[T], most: int) -> Sequence[T]:
    """All cases in full; else at most so many, evenly spread, the first and the last among them."""
    if FULL or len(cases) <= most:
        return cases
    step = (len(cases) - 1) / (most - 1) if most > 1 else 0
    return [cases[round(number * step)] for number in range(most)]


def many(short: int, full: int) -> int:
    """How many times something random is tried."""
    return full if FULL else short
