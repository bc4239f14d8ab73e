"""The record as the rest of the program sees it: what counts, and everything that is wrong with the files."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, filterfalse
from operator import attrgetter, itemgetter
from pathlib import Path

from lovp.errors import Problem
from lovp.i18n import _
from lovp.model import Counted, Outcome, Plan
from lovp.pii import shown_line
from lovp.record.merge import Merged, merge
from lovp.record.reader import Batch, read_batches
from lovp.record.row import Cells, format_row, mask, personal_data_in
from lovp.record.validation import Misfit, find_misfits, validate

_counted = itemgetter(*map(Outcome._fields.index, ("date", "target", "place", "value", "of")))
"""`Outcome.counted`, but quicker: it is asked of every row."""
_VALUE = 3
"""Where the value stands in what is counted."""


@dataclass(frozen=True, eq=False)
class Record:
    """The outcomes of a year; iterating gives those that count.

    `rows` has every readable row by id, replaced ones too, and `last_word` the id of the row that has the
    last word in each one's history. `counts` says how many of those that count say the same; `idle` are those
    that do not count. `problems` are in the order of files and lines. The totals of the targets in
    `uncertain` depend on rows in conflict. `copies` are files that are copies (`Merged`). Where a
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
    """The record of the merged rows, checked against the plan.

    `problems` are those found in reading them, `suspect` the texts in them that hold personal data.
    """
    rows = merged.rows
    personal = [row for row in rows.values() if not suspect.isdisjoint(row)] if suspect else []
    if personal:
        rows = {**rows, **{row.id: mask(row) for row in personal}}
    last_word = merged.histories.last
    corrected = {row_id for row_id, last in last_word.items() if last != row_id}
    counts = Counter(map(_counted, rows.values()))
    # What has no value, which most often cancels, and what does not fit the plan counts nothing.
    valued = (content for content in counts if content[_VALUE] is not None)
    uncounted = {content for content in counts if content[_VALUE] is None} | find_misfits(plan, valued).keys()
    strange = [row for row in rows.values() if _counted(row) in uncounted] if uncounted else []
    strange = [row for row in strange if row.id not in corrected]
    idle = corrected.union(row.id for row in strange)
    counts.subtract(rows[row_id].counted for row_id in idle)
    misfits = [(row.id, misfit) for row in strange if (misfit := validate(plan, row))]
    found = [*problems, *_find_faults(merged, personal, misfits)]
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


def _find_faults(
    merged: Merged, personal: Iterable[Outcome], misfits: Iterable[tuple[str, Misfit]]
) -> list[Problem]:
    """The problems with ids and corrections, with personal data, and with what does not fit the plan.

    `misfits` are known by the ids of their rows.
    """
    rows = merged.rows
    found = list(_find_wrong_corrections(merged))
    for row in personal:
        message = _("The row holds personal data ({kind}), which is not shown.")
        remedy = _("Take it out of this file, and out of every copy of it.")
        found.append((row, message.format(kind=personal_data_in(row)), remedy))
    found += [(rows[row_id], misfit.message, misfit.remedy) for row_id, misfit in misfits]
    places = _locate(merged.batches, chain((row for row, *_texts in found), *merged.conflicts))
    for conflict in merged.conflicts:
        first = min(conflict, key=places.__getitem__)
        where = ", ".join(f"{file}:{line}" for file, line in sorted(map(places.__getitem__, conflict)))
        message = _("The id {id} stands for different outcomes: {places}.").format(id=first.id, places=where)
        remedy = _("The totals are uncertain until only the right one is left: delete the others.")
        found.append((first, message, remedy))
    return [
        Problem(*places[row], 0, shown_line(format_row(mask(row))), message, remedy)
        for row, message, remedy in found
    ]


def _find_wrong_corrections(merged: Merged) -> Iterator[tuple[Outcome, str, str]]:
    """Each row that corrects others wrongly, with what is wrong and what to do about it."""
    rows, histories = merged.rows, merged.histories
    for fork in histories.forks:
        message = _("The same outcome has two corrections: {ids}. The latest, {id}, counts.")
        remedy = _("Settle it with a correction that is right: lovp amend {id}.").format(id=fork[-1])
        yield rows[fork[-1]], message.format(ids=", ".join(fork[-10:]), id=fork[-1]), remedy
    for row_id in histories.orphans:
        message = _("The row corrects {id}, which is not in the record.")
        remedy = _("Look for the file that holds it. Until then the correction stands by itself.")
        yield rows[row_id], message.format(id=rows[row_id].replaces), remedy
    for circle in histories.circles:
        message = _("These rows correct each other in a circle: {ids}. The latest one counts.")
        remedy = _("Restore the column “replaces” from an earlier copy of the file.")
        yield rows[circle[0]], message.format(ids=", ".join(circle[:10])), remedy


def _locate(batches: Iterable[Batch], rows: Iterable[Outcome]) -> dict[Outcome, tuple[str, int]]:
    """The first file and line where each of the rows stands: a writer's own file comes before its copies."""
    wanted = set(rows)
    ids = {row.id for row in wanted}
    found: dict[Outcome, tuple[str, int]] = {}
    for batch in batches if wanted else ():
        for line, row in zip(batch.lines, batch.rows, strict=True):
            if row.id in ids and row in wanted:
                found.setdefault(row, (batch.file, line))
    return found
