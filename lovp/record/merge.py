"""The union of all rows: what counts, whatever order, however often, in whichever files the rows are found.

Pure. Everything is decided by the content of the rows alone; where they stand is only said in problems.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from operator import attrgetter
from typing import NamedTuple

from lovp.errors import Problem
from lovp.i18n import _
from lovp.model import Outcome
from lovp.record.conflict_copies import FileCounts
from lovp.record.guard import masked, shown
from lovp.record.history import Histories, LastWord, histories
from lovp.record.reader import Batch, safe_text
from lovp.record.row import canonical, format_row

Said = tuple[object, ...]
"""What a row says: all of it but its id, and who recorded it when."""

_MAX_LISTED = 10
"""Ids or places that a message names."""

_id_of = attrgetter("id")


Place = tuple[str, int]
"""A file and a line in it."""


class Merged(NamedTuple):
    """The union of rows.

    `rows` has one row for each id, replaced ones too; `last_word` says for each id which row has the last
    word in its history; `uncertain` are the targets of rows in conflict; `copies` are files that are copies,
    each with the writer whose file it is a conflict copy of (`FileCounts.copies`).
    """

    rows: Mapping[str, Outcome]
    last_word: LastWord
    problems: Sequence[Problem]
    uncertain: Sequence[str]
    copies: Mapping[str, str]
    batches: Sequence[Batch]

    def last_rows(self) -> Iterator[Outcome]:
        """The rows that have the last word in their history, cancelling ones too, in no certain order."""
        replaced = {row_id for row_id, last in self.last_word.items() if last != row_id}
        return (row for row_id, row in self.rows.items() if row_id not in replaced)

    def locate(self, rows: Iterable[Outcome]) -> dict[Outcome, Place]:
        """The first place where each of the rows stands."""
        return _locate(self.batches, rows)


def merge(batches: Iterable[Batch], known_at: str | None = None) -> Merged:
    """The union of all rows, or of those recorded by `known_at` (as in `logged_at`).

    Clocks jump, so a correction may seem older than what it corrects: it is known when both are.
    The same id that says the same counts once, as recorded first: two offices may import the same answer,
    and only the writer and the time differ then. Where it says different things the greatest by time of
    recording, then by content, counts, and its target is uncertain.
    """
    union = _Union()
    files = FileCounts()
    merged: list[Batch] = []
    unknown: set[str] = set()
    for batch in batches:
        if known_at is not None:
            unknown.update(row.id for row in batch.rows if row.logged_at > known_at)
            batch = _known(batch, known_at)
        merged.append(batch)
        files.add(batch.file, batch.rows, union.add(batch.rows))
    union.forget(unknown)
    linked = [row_id for row_id, row in union.rows.items() if row.replaces]
    corrections = histories(union.rows, linked)
    return Merged(
        rows=union.rows,
        last_word=corrections.last,
        problems=[
            *_conflicts([list(each.values()) for each in union.variants.values()], merged),
            *_correction_problems(union.rows, corrections, merged),
        ],
        uncertain=sorted({row.target for said in union.variants.values() for row in said.values()}),
        copies=files.copies(),
        batches=merged,
    )


def problem_at(row: Outcome, place: Place, message: str, remedy: str) -> Problem:
    """A problem about a row that could be read."""
    return Problem(*place, 0, safe_text(format_row(masked(row))), message, remedy)


def said(outcome: Outcome) -> Said:
    """What the row says, whoever recorded it, and whenever."""
    return (*outcome.content, outcome.replaces)


class _Union:
    """The rows by id as far as they were read, and what each id in conflict says."""

    def __init__(self) -> None:
        self.rows: dict[str, Outcome] = {}
        self.variants: dict[str, dict[Said, Outcome]] = {}
        """For each id in conflict what it says, each with the row that said so first."""

    def add(self, rows: Sequence[Outcome]) -> int:
        """Add rows, and return how many of them have an id that was not known."""
        before = len(self.rows)
        first = list(map(self.rows.setdefault, map(_id_of, rows), rows))
        new = len(self.rows) - before
        if new < len(rows):
            for known, row in zip(first, rows, strict=True):
                if known is not row and known != row:
                    self._add_other(row)
        return new

    def _add_other(self, row: Outcome) -> None:
        known = self.rows[row.id]
        if row.id not in self.variants and said(known) == said(row):
            self.rows[row.id] = _first(known, row)
            return
        contents = self.variants.setdefault(row.id, {said(known): known})
        contents[said(row)] = _first(contents.get(said(row), row), row)
        self.rows[row.id] = max(contents.values(), key=lambda each: (each.logged_at, canonical(each)))

    def forget(self, unknown: set[str]) -> None:
        """Take out what corrects an unknown row, and what corrects that."""
        unknown = unknown - self.rows.keys()
        if not unknown:
            return
        corrections: defaultdict[str, list[str]] = defaultdict(list)
        for row in self.rows.values():
            corrections[row.replaces].append(row.id)
        while unknown:
            for row_id in corrections.pop(unknown.pop(), ()):
                self.rows.pop(row_id, None)
                self.variants.pop(row_id, None)
                unknown.add(row_id)


def _first(one: Outcome, other: Outcome) -> Outcome:
    """The row that was recorded first."""
    return min(one, other, key=lambda row: (row.logged_at, row.writer))


def _known(batch: Batch, known_at: str) -> Batch:
    kept = [each for each in zip(batch.lines, batch.rows, strict=True) if each[1].logged_at <= known_at]
    return Batch(batch.file, [line for line, _row in kept], [row for _line, row in kept])


def _locate(batches: Iterable[Batch], rows: Iterable[Outcome]) -> dict[Outcome, Place]:
    wanted = set(rows)
    ids = {row.id for row in wanted}
    found: dict[Outcome, Place] = {}
    for batch in batches if wanted else ():
        for line, row in zip(batch.lines, batch.rows, strict=True):
            if row.id in ids and row in wanted:
                found[row] = min(found.get(row, (batch.file, line)), (batch.file, line))
    return found


def _conflicts(conflicts: Sequence[Sequence[Outcome]], batches: Iterable[Batch]) -> Iterator[Problem]:
    places = _locate(batches, chain.from_iterable(conflicts))
    for rows in conflicts:
        first = min(rows, key=places.__getitem__)
        told = ", ".join(f"{file}:{line}" for file, line in sorted(map(places.__getitem__, rows)))
        message = _("The id {id} stands for different outcomes: {places}.")
        yield problem_at(
            first,
            places[first],
            message.format(id=shown(first.id, 40), places=told),
            _("The totals are uncertain until only the right one is left: delete the others."),
        )


def _correction_problems(
    rows: Mapping[str, Outcome], found: Histories, batches: Iterable[Batch]
) -> Iterator[Problem]:
    told = [*(fork.winner for fork in found.forks), *found.orphans, *(circle[0] for circle in found.cycles)]
    places = _locate(batches, map(rows.__getitem__, told))

    def problem(row_id: str, message: str, remedy: str) -> Problem:
        return problem_at(rows[row_id], places[rows[row_id]], message, remedy)

    for fork in found.forks:
        latest = shown(fork.winner, 40)
        message = _("The same outcome has two corrections: {ids}. The latest, {id}, counts.")
        remedy = _("Settle it with a correction that is right: lovp amend {id}.").format(id=latest)
        yield problem(fork.winner, message.format(ids=_list((*fork.others, fork.winner)), id=latest), remedy)
    for row_id in found.orphans:
        message = _("The row corrects {id}, which is not in the record.")
        remedy = _("Look for the file that holds it. Until then the correction stands by itself.")
        yield problem(row_id, message.format(id=shown(rows[row_id].replaces, 40)), remedy)
    for circle in found.cycles:
        message = _("These rows correct each other in a circle: {ids}. The latest one counts.")
        remedy = _("Restore the column “replaces” from an earlier copy of the file.")
        yield problem(circle[0], message.format(ids=_list(circle)), remedy)


def _list(ids: tuple[str, ...]) -> str:
    return ", ".join(shown(row_id, 40) for row_id in ids[:_MAX_LISTED])
