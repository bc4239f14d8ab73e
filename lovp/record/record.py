"""The record as the rest of the program sees it: what counts, and everything that is wrong with the files."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, filterfalse
from operator import attrgetter, itemgetter
from pathlib import Path

from lovp.errors import Problem
from lovp.model import Counted, Outcome, Plan
from lovp.pii import mask
from lovp.record.faults import find_faults
from lovp.record.merge import Merged, merge
from lovp.record.parse import Cells
from lovp.record.reader import Batch, read_batches
from lovp.record.validation import find_misfits, validate

_counted = itemgetter(*map(Outcome._fields.index, ("date", "target", "place", "value", "of")))


@dataclass(frozen=True, eq=False)
class Record:
    """The outcomes of a year; iterating gives those that count.

    `rows` has every readable row by id, replaced ones too, and `last_word` the id of the row that has the
    last word in each one's history. `counts` says how many of those that count say the same; `idle` are those
    that do not count. `problems` are in the order of files and lines. The totals of the targets in
    `uncertain` depend on rows in conflict. `copies` are files that are copies (`find_copies`). Where a
    text held personal data stands `pii.MASK`.
    """

    rows: Mapping[str, Outcome]
    counts: Mapping[Counted, int]
    last_word: Mapping[str, str]
    idle: Mapping[str, Outcome]
    problems: tuple[Problem, ...]
    uncertain: tuple[str, ...]
    copies: Mapping[str, str]

    def __iter__(self) -> Iterator[Outcome]:
        """The outcomes that count, in no certain order."""
        return map(self.rows.__getitem__, filterfalse(self.idle.__contains__, self.rows))

    def without(self, targets: Set[str]) -> list[Outcome]:
        """The outcomes that count, but for those of the targets."""
        rows, idle = self.rows.values(), self.idle
        return [row for row in rows if row.target not in targets and row.id not in idle]

    @cached_property
    def outcomes(self) -> tuple[Outcome, ...]:
        """The outcomes that count, the latest last (`Outcome.latest_key`)."""
        return tuple(sorted(self, key=attrgetter("date", "logged_at", "id")))


def read_record(folder: Path, plan: Plan, known_at: str | None = None) -> Record:
    """The record in `folder`, held against the plan; with `known_at` (as `logged_at`) as known by then."""
    problems: list[Problem] = []
    cells = Cells()
    merged = merge(read_batches(folder, cells, problems), known_at)
    return record_of(merged, plan, problems, cells.suspect)


def record_known_at(record: Record, plan: Plan, moment: str) -> Record:
    """The record as it was known at the moment (as `logged_at`)."""
    rows = list(record.rows.values())
    return record_of(merge([Batch("", range(len(rows)), rows)], moment), plan)


def record_of(
    merged: Merged, plan: Plan, problems: Iterable[Problem] = (), suspect: Set[str] = frozenset()
) -> Record:
    """The record that the rows make.

    `problems` are those found in reading them, `suspect` the texts in them that hold personal data.
    """
    rows = merged.rows
    personal = [row for row in rows.values() if not suspect.isdisjoint(row)] if suspect else []
    if personal:
        rows = {**rows, **{row.id: mask(row) for row in personal}}
    last_word = merged.histories.last
    corrected = {row_id for row_id, last in last_word.items() if last != row_id}
    counts = Counter(map(_counted, rows.values()))
    strange = [row for row in rows.values() if row.value is None]
    if unfit := find_misfits(plan, (said for said in counts if said[3] is not None)):
        strange += [row for row in rows.values() if row.counted in unfit]
    strange = [row for row in strange if row.id not in corrected]
    misfits = [(row, misfit) for row in strange if (misfit := validate(plan, row))]
    idle = corrected.union(row.id for row in strange)
    counts.subtract(rows[row_id].counted for row_id in idle)
    found = [*problems, *find_faults(merged, personal, misfits)]
    uncertain = {row.target for row in chain.from_iterable(merged.conflicts)}
    return Record(
        rows=rows,
        counts=counts,
        last_word=last_word,
        idle={row_id: rows[row_id] for row_id in idle},
        problems=tuple(sorted(found, key=attrgetter("file", "line", "message"))),
        uncertain=tuple(target.id for target in plan.targets() if target.series in uncertain),
        copies=merged.copies,
    )
