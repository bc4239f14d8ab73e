"""The record as the rest of the program sees it: what counts, and everything that is wrong with the files."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from operator import attrgetter, itemgetter
from pathlib import Path

from lovp.errors import Problem
from lovp.model import Outcome, Plan
from lovp.pii import mask
from lovp.record.faults import find_faults
from lovp.record.merge import Merged, merge
from lovp.record.parse import Cells
from lovp.record.reader import Batch, read_batches
from lovp.record.validation import validate

_latest = attrgetter("date", "logged_at", "id")
_day = itemgetter(Outcome._fields.index("date"))
_said = itemgetter(*map(Outcome._fields.index, ("target", "place", "value", "of")))


@dataclass(frozen=True, eq=False)
class Record:
    """The outcomes of a year; iterating gives those that count.

    `rows` has every readable row by id, replaced ones too, and `last_word` the id of the row that has the
    last word in each one's history; `idle` are those that do not count. `problems` are in the
    order of files and lines. The totals of the targets in `uncertain` depend on rows in conflict. `copies`
    are files that are copies (`FileCounts.copies`). Where a text held personal data stands `pii.MASK`.
    """

    rows: Mapping[str, Outcome]
    last_word: Mapping[str, str]
    idle: Mapping[str, Outcome]
    problems: tuple[Problem, ...]
    uncertain: tuple[str, ...]
    copies: Mapping[str, str]

    def __iter__(self) -> Iterator[Outcome]:
        """The outcomes that count, in no certain order."""
        idle = self.idle
        return (row for row_id, row in self.rows.items() if row_id not in idle)

    @cached_property
    def outcomes(self) -> tuple[Outcome, ...]:
        """The outcomes that count, the latest last (`Outcome.latest_key`)."""
        return tuple(sorted(self, key=_latest))


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
    empty = [row for row in rows.values() if row.value is None]
    unfit = [*_find_unfit(plan, rows.values()), *(row for row in empty if not row.replaces)]
    every = [(row, validate(plan, row)) for row in unfit if row.id not in corrected]
    misfits = [(row, misfit) for row, misfit in every if misfit]
    idle = corrected.union([row.id for row in empty], [row.id for row, _misfit in misfits])
    found = [*problems, *find_faults(merged, personal, misfits)]
    uncertain = {row.target for row in chain.from_iterable(merged.conflicts)}
    return Record(
        rows=rows,
        last_word=last_word,
        idle={row_id: rows[row_id] for row_id in idle},
        problems=tuple(sorted(found, key=attrgetter("file", "line", "message"))),
        uncertain=tuple(target.id for target in plan.targets() if target.series in uncertain),
        copies=merged.copies,
    )


def _find_unfit(plan: Plan, rows: Collection[Outcome]) -> list[Outcome]:
    """The rows with a value that do not fit the plan."""
    # Many rows say the same, so that each combination is held against the plan once.
    first = plan.first_day
    said = {
        (target, place, value, of)
        for target, place, value, of in set(map(_said, rows))
        if validate(plan, Outcome("", first, target, place, value, of, "", "-", "", ""))
    }
    days = {day for day in set(map(_day, rows)) if day.year != plan.year}
    if not said and not days:
        return []
    return [row for row in rows if not row.cancels and (row.date in days or _said(row) in said)]
