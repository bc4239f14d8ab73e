"""`docs/measured/faults.md`: the table that `make faults` writes of what it injected."""

from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import NamedTuple

_HEAD = """\
# Faults

What `make faults` injected in its last full run, how many cases there were, how they ended, and whether what
was promised held in every one of them: what was acknowledged is in the record, once; nothing else is; every
reading command works afterwards; a later append succeeds. `make test` runs a part of the same cases.

The file is written by the run itself.
"""

_COLUMNS = "| injected | cases | how they ended | promise |\n|---|---:|---|---|\n"


class Row(NamedTuple):
    """One kind of fault: how many cases ended how, and whether the promise held in all of them."""

    subject: str
    what: str
    ended: Mapping[str, int]
    held: bool


def document(rows: Iterable[Row]) -> str:
    """The page: a table for each subject, in order of name."""
    ordered = sorted(rows, key=lambda row: (row.subject, row.what))
    parts = [_HEAD]
    for subject, group in groupby(ordered, key=lambda row: row.subject):
        parts.append(f"\n## {subject}\n\n{_COLUMNS}")
        parts += [_line(row) for row in group]
    return "".join(parts)


def _line(row: Row) -> str:
    ended = [f"{name.replace('_', ' ')} {count}" for name, count in sorted(row.ended.items()) if count]
    promise = "held" if row.held else "**broken**"
    return f"| {row.what} | {sum(row.ended.values())} | {', '.join(ended)} | {promise} |\n"
