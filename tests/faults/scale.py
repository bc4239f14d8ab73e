"""How much is tried: everything with `make faults`, a part of it, spread evenly, with `make test-all`."""

import os
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")

FULL = os.environ.get("LOVP_FAULTS") == "full"
tried = 0
"""How many cases were chosen since a test began."""


def some(cases: Sequence[T], most: int) -> Sequence[T]:
    """All cases in full; else at most so many, evenly spread, the first and the last among them."""
    global tried
    if not FULL and len(cases) > most:
        step = (len(cases) - 1) / (most - 1) if most > 1 else 0
        cases = [cases[round(number * step)] for number in range(most)]
    tried += len(cases)
    return cases


def many(short: int, full: int) -> int:
    """How many times something random is tried."""
    global tried
    count = full if FULL else short
    tried += count
    return count
