"""The record as the rest of the program sees it: what counts, and everything that is wrong with the files."""

from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from operator import attrgetter, itemgetter
from pathlib import Path

from lovp.errors import Problem
from lovp.model import Number, Outcome, Plan
from lovp.pii import mask
from lovp.record.faults import find_faults
from lovp.record.merge import Merged, merge
from lovp.record.parse import Cells
from lovp.record.reader import Batch, read_batches
from lovp.record.validation import Misfit, validate

_latest = attrgetter("date", "logged_at", "id")
_day = itemgetter(Outcome._fields.index("date"))
_said = itemgetter(*map(Outcome._fields.index, ("target", "place", "value", "of")))


@dataclass(frozen=True, eq=False)
class Record:
    """The outcomes of a year.

    `rows` has every readable row by id, replaced ones too, and `last_word` the id of the row that has the
    last word in each one's history; `idle` are the ids of those that do not count. `problems` are in the
    order of files and lines. The totals of the targets in `uncertain` depend on rows in conflict. `copies`
    are files that are copies (`FileCounts.copies`). Where a text held personal data stands `pii.MASK`.
    """

    rows: Mapping[str, Outcome]
    last_word: Mapping[str, str]
    idle: Set[str]
    problems: tuple[Problem, ...]
    uncertain: tuple[str, ...]
    copies: Mapping[str, str]

    def counting(self) -> list[Outcome]:
        """The outcomes that count, in no certain order."""
        idle = self.idle
        return [row for row_id, row in self.rows.items() if row_id not in idle]

    @cached_property
    def outcomes(self) -> tuple[Outcome, ...]:
        """The outcomes that count, the latest last (`Outcome.latest_key`)."""
        return tuple(sorted(self.counting(), key=_latest))


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
    rows = dict(merged.rows)
    personal = [row for row in rows.values() if not suspect.isdisjoint(row)] if suspect else []
    rows.update({row.id: mask(row) for row in personal})
    last_word = merged.histories.last
    corrected = {row_id for row_id, last in last_word.items() if last != row_id}
    misfits = [each for each in _misfits(plan, rows) if each[0].id not in corrected]
    cancelling = [row.id for row in rows.values() if row.value is None]
    found = [*problems, *find_faults(merged, personal, misfits)]
    uncertain = {row.target for row in chain.from_iterable(merged.conflicts)}
    return Record(
        rows=rows,
        last_word=last_word,
        idle=corrected.union(cancelling, [row.id for row, _misfit in misfits]),
        problems=tuple(sorted(found, key=attrgetter("file", "line", "message"))),
        uncertain=tuple(target.id for target in plan.targets() if target.series in uncertain),
        copies=merged.copies,
    )


def _misfits(plan: Plan, rows: Mapping[str, Outcome]) -> Iterator[tuple[Outcome, Misfit]]:
    """The rows that do not fit the plan, each with the reason; one that only cancels another always fits."""
    # Many rows say the same, so that each combination is held against the plan once.
    days = {day for day in set(map(_day, rows.values())) if day.year != plan.year}
    said = {each for each in set(map(_said, rows.values())) if validate(plan, _row_that_says(plan, *each))}
    unfit = [row for row in rows.values() if row.value is None and not row.replaces]
    if days or said:
        unfit += [
            row for row in rows.values() if not row.cancels and (row.date in days or _said(row) in said)
        ]
    for row in unfit:
        if fault := validate(plan, row):
            yield row, fault


def _row_that_says(plan: Plan, target: str, place: str, value: Number | None, of: Number | None) -> Outcome:
    return Outcome("", plan.first_day, target, place, value, of, "", "-", "", "")
