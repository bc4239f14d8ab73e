"""What of a file that people send becomes outcomes: a mapping, as frozen types. Standard library alone."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from lovp.model import Number


class Field(NamedTuple):
    """Where a part of an outcome comes from: from a column, or the same for each row (`fixed`).

    `words` says what the column's words mean, folded; what isn't there means itself. `forms`
    are the forms of its dates, such as `D/M/YYYY`; `empty` is what an empty cell means, if anything; with
    `approximate` the number of "ca 20" is taken.
    """

    column: str = ""
    fixed: str | Number | None = None
    words: Mapping[str, str] = {}
    forms: tuple[str, ...] = ()
    empty: str | Number | None = None
    approximate: bool = False


NOTHING = Field()
"""A part that an outcome doesn't have."""


class Part(NamedTuple):
    """One outcome of each row; `key` tells it from the others of the same row, whatever becomes of them."""

    key: str
    date: Field
    target: Field
    place: Field = NOTHING
    value: Field = NOTHING
    of: Field = NOTHING
    note: Field = NOTHING


class Skip(NamedTuple):
    """Rows to pass over: those whose column holds one of the words (folded)."""

    column: str
    words: frozenset[str]


class ImportMapping(NamedTuple):
    """Which column is what.

    `source` names where the rows come from, in every id that is made of them, so it never changes. `id` is
    the column of the source's own id, if it has one; `sheet` the one sheet to read, else every one that
    has the columns; `header` the row of the headers, None where it is to be found, 0 where there is none
    and columns go by their letters.
    """

    name: str
    source: str
    parts: tuple[Part, ...]
    id: str = ""
    sheet: str = ""
    header: int | None = None
    skip: tuple[Skip, ...] = ()

    def columns(self) -> tuple[str, ...]:
        """Every column that is read, each once, in the order of the mapping."""
        return tuple(dict.fromkeys(name for name in self._columns() if name))

    def _columns(self) -> Iterator[str]:
        yield self.id
        for part in self.parts:
            yield from (field.column for field in part if isinstance(field, Field))
        yield from (skip.column for skip in self.skip)
