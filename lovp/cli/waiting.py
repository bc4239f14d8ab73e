"""A bar that shows how far a long task has come: on a terminal alone, and not at once."""

import sys
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import TypeVar

T = TypeVar("T")

_LONG = 5000
"""Rows from which on somebody waits long enough to want to see something."""


def watched(rows: Iterable[T], what: str, total: int) -> Iterator[T]:
    """The rows, with a bar on standard error while they are gone through, if that is a terminal.

    `total` is about how many there are.
    """
    if not sys.stderr.isatty():
        yield from rows
        return
    rows = iter(rows)
    first = list(islice(rows, _LONG))
    if len(first) < _LONG:
        yield from first
        return
    from rich.console import Console
    from rich.progress import track

    console = Console(stderr=True)
    yield from track(chain(first, rows), what, total, console=console, transient=True, update_period=0.2)
