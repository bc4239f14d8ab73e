"""The union of all rows: what counts, whatever order, however often, in whichever files the rows are found.

Pure. Everything is decided by the content of the rows alone; where they stand is only said in problems.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from lovp.errors import Problem
from lovp.i18n import _
from lovp.model import Outcome
from lovp.record.copies import Copies
from lovp.record.guard import masked, shown
from lovp.record.history import Histories, LastWord, histories
from lovp.record.read import FileRow, safe_text
from lovp.record.row import canonical, format_row

Said = tuple[object, ...]
"""What a row says: all of it but its id, and who recorded it when."""

Variants = dict[str, dict[Said, FileRow]]
"""For each id in conflict what it says, each with the row that said so first."""


class Merged(NamedTuple):
    """The union of rows.

    `rows` has one row for each id, replaced ones too; `last_word` says for each id which row has the last
    word in its history; `uncertain` are the targets of rows in conflict; `copies` are the files that only
    repeat what others hold, or hold rows of another writer than the one in their name.
    """

    rows: Mapping[str, FileRow]
    last_word: Mapping[str, str]
    problems: tuple[Problem, ...]
    uncertain: tuple[str, ...]
    copies: tuple[str, ...]
    strangers: tuple[str, ...]

    def last_rows(self) -> Iterator[FileRow]:
        """The rows that have the last word in their history, cancelling ones too, in no certain order."""
        last = self.last_word
        return (row for row_id, row in self.rows.items() if last[row_id] == row_id)


def merge(rows: Iterable[FileRow], known_at: str | None = None) -> Merged:
    """The union of `rows`, of those recorded by `known_at` (as in `logged_at`) if it is given.

    Clocks jump, so a correction may seem older than what it corrects: it is known when both are.
    The same id that says the same counts once, as recorded first: two offices may import the same answer,
    and only the writer and the time differ then. Where it says different things the greatest by time of
    recording, then by content, counts, and its target is uncertain.
    """
    found: dict[str, FileRow] = {}
    unknown: set[str] = set()
    variants: Variants = {}
    copies = Copies()
    for row in rows:
        outcome = row.outcome
        if known_at is not None and outcome.logged_at > known_at:
            unknown.add(outcome.id)
            continue
        copies.rows[row.file, outcome.writer] += 1
        row_id = outcome.id
        if row_id not in found:
            found[row_id] = row
        elif row_id not in variants and said(found[row_id].outcome) == said(outcome):
            if found[row_id].outcome == outcome:
                copies.repeat(row_id, found[row_id].file, row.file)
            found[row_id] = _first(found[row_id], row)
        else:
            _add_variant(variants.setdefault(row_id, {said(found[row_id].outcome): found[row_id]}), row)
            found[row_id] = _winner(variants[row_id])
    _forget(unknown - found.keys(), found, variants)
    linked = [row_id for row_id, row in found.items() if row.outcome.replaces]
    corrections = histories(found, linked)
    return Merged(
        found,
        LastWord(found, corrections.last),
        in_order([*_conflicts(variants), *_correction_problems(found, corrections)]),
        tuple(sorted({row.outcome.target for each in variants.values() for row in each.values()})),
        copies.copies(),
        copies.strangers(),
    )


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems by file, line and message."""
    return tuple(sorted(problems, key=lambda problem: (problem.file, problem.line, problem.message)))


def problem_at(row: FileRow, message: str, remedy: str) -> Problem:
    """A problem about a row that could be read."""
    return Problem(row.file, row.line, 0, safe_text(format_row(masked(row.outcome))), message, remedy)


def _forget(unknown: set[str], found: dict[str, FileRow], variants: Variants) -> None:
    """Takes out of `found` and `variants` what corrects an unknown row, and what corrects that."""
    if not unknown:
        return
    corrections: defaultdict[str, list[str]] = defaultdict(list)
    for row_id, row in found.items():
        if row.outcome.replaces:
            corrections[row.outcome.replaces].append(row_id)
    while unknown:
        for row_id in corrections.pop(unknown.pop(), ()):
            found.pop(row_id, None)
            variants.pop(row_id, None)
            unknown.add(row_id)


def said(outcome: Outcome) -> Said:
    """What the row says, whoever recorded it, and whenever."""
    return (*outcome.content, outcome.replaces)


def _first(one: FileRow, other: FileRow) -> FileRow:
    """The row that was recorded first; of two that are equal the one that comes first in the files."""
    return min(one, other, key=lambda row: (row.outcome.logged_at, row.outcome.writer, row.file, row.line))


def _add_variant(contents: dict[Said, FileRow], row: FileRow) -> None:
    saying = said(row.outcome)
    contents[saying] = _first(contents.get(saying, row), row)


def _winner(contents: dict[Said, FileRow]) -> FileRow:
    return max(contents.values(), key=lambda row: (row.outcome.logged_at, canonical(row.outcome)))


def _conflicts(variants: Variants) -> Iterator[Problem]:
    for row_id, contents in variants.items():
        rows = sorted(contents.values(), key=lambda row: (row.file, row.line))
        places = ", ".join(f"{row.file}:{row.line}" for row in rows)
        yield problem_at(
            rows[0],
            _("The id {id} stands for different outcomes: {places}.").format(
                id=shown(row_id, 40), places=places
            ),
            _("The totals are uncertain until only the right one is left: delete the others."),
        )


def _correction_problems(rows: Mapping[str, FileRow], found: Histories) -> Iterator[Problem]:
    for fork in found.forks:
        latest = shown(fork.winner, 40)
        yield problem_at(
            rows[fork.winner],
            _("The same outcome has two corrections: {ids}. The latest, {id}, counts.").format(
                ids=_list((*fork.others, fork.winner)), id=latest
            ),
            _("Settle it with a correction that is right: lovp amend {id}.").format(id=latest),
        )
    for row_id in found.orphans:
        yield problem_at(
            rows[row_id],
            _("The row corrects {id}, which is not in the record.").format(
                id=shown(rows[row_id].outcome.replaces, 40)
            ),
            _("Look for the file that holds it. Until then the correction stands by itself."),
        )
    for circle in found.cycles:
        yield problem_at(
            rows[circle[0]],
            _("These rows correct each other in a circle: {ids}. The latest one counts.").format(
                ids=_list(circle)
            ),
            _("Restore the column “replaces” from an earlier copy of the file."),
        )


def _list(ids: tuple[str, ...]) -> str:
    return ", ".join(shown(row_id, 40) for row_id in ids[:10])
