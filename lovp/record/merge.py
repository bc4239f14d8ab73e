"""The union of all rows: what counts, whatever order, however often, in whichever files the rows are found.

Pure. Everything is decided by the content of the rows alone.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from operator import attrgetter
from typing import NamedTuple

from lovp.model import Outcome
from lovp.record.conflict_copies import find_copies
from lovp.record.history import Histories, find_histories
from lovp.record.reader import Batch
from lovp.record.row import canonical


class Merged(NamedTuple):
    """The union of rows.

    `rows` has one row for each id, replaced ones too; `conflicts` are the rows that say different things
    under one id; `copies` are files that are copies, each with the writer whose file it is a conflict copy of
    (`find_copies`).
    """

    rows: Mapping[str, Outcome]
    histories: Histories
    conflicts: Sequence[Collection[Outcome]]
    copies: Mapping[str, str]
    batches: Sequence[Batch]


def merge(batches: Iterable[Batch], known_at: str | None = None) -> Merged:
    """The union of all rows, or of those recorded by `known_at` (as in `logged_at`).

    Clocks jump, so a correction may seem older than what it corrects: it is known when both are.
    The same id that says the same counts once, as recorded first: two offices may import the same answer,
    and only the writer and the time differ then. Where it says different things the greatest by time of
    recording, then by content, counts.
    """
    union = _Union()
    writers: defaultdict[str, set[str]] = defaultdict(set)
    new: Counter[str] = Counter()
    merged: list[Batch] = []
    unknown: set[str] = set()
    for batch in batches:
        if known_at is not None:
            unknown.update(row.id for row in batch.rows if row.logged_at > known_at)
            batch = _select_known(batch, known_at)
        merged.append(batch)
        if batch.rows:
            writers[batch.file].update(map(attrgetter("writer"), batch.rows))
            new[batch.file] += union.add(batch.rows)
    union.forget(unknown)
    conflicts = [contents.values() for contents in union.variants.values()]
    return Merged(union.rows, find_histories(union.rows), conflicts, find_copies(writers, new), merged)


def _said(outcome: Outcome) -> tuple[object, ...]:
    """What the row says: all of it but its id, and who recorded it when."""
    return (*outcome.content, outcome.replaces)


class _Union:
    """The rows by id as far as they were read, and what each id in conflict says."""

    def __init__(self) -> None:
        self.rows: dict[str, Outcome] = {}
        self.variants: dict[str, dict[object, Outcome]] = {}
        """For each id in conflict what it says, each with the row that said so first."""

    def add(self, rows: Sequence[Outcome]) -> int:
        """Add rows, and return how many of them have an id that was not known."""
        before = len(self.rows)
        first = list(map(self.rows.setdefault, map(attrgetter("id"), rows), rows))
        new = len(self.rows) - before
        if new < len(rows):
            for known, row in zip(first, rows, strict=True):
                if known is not row and known != row:
                    self._add_other(row)
        return new

    def _add_other(self, row: Outcome) -> None:
        """Add a row whose id another row has that is not the same."""
        known = self.rows[row.id]
        if row.id not in self.variants and _said(known) == _said(row):
            self.rows[row.id] = _first(known, row)
            return
        contents = self.variants.setdefault(row.id, {_said(known): known})
        contents[_said(row)] = _first(contents.get(_said(row), row), row)
        self.rows[row.id] = max(contents.values(), key=lambda each: (each.logged_at, canonical(each)))

    def forget(self, unknown: set[str]) -> None:
        """Take out what corrects an unknown row, and what corrects that."""
        unknown = unknown - self.rows.keys()
        corrections: defaultdict[str, list[str]] = defaultdict(list)
        for row in self.rows.values() if unknown else ():
            corrections[row.replaces].append(row.id)
        while unknown:
            for row_id in corrections.pop(unknown.pop(), ()):
                self.rows.pop(row_id, None)
                self.variants.pop(row_id, None)
                unknown.add(row_id)


def _first(one: Outcome, other: Outcome) -> Outcome:
    """The row that was recorded first."""
    return min(one, other, key=lambda row: (row.logged_at, row.writer))


def _select_known(batch: Batch, known_at: str) -> Batch:
    """The rows of the batch that were recorded by `known_at`."""
    kept = [each for each in zip(batch.lines, batch.rows, strict=True) if each[1].logged_at <= known_at]
    return Batch(batch.file, [line for line, _row in kept], [row for _line, row in kept])
