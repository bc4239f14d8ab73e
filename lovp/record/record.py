"""The record as the rest of the program sees it: what counts, and everything that is wrong with the files."""

from collections.abc import Iterable, Mapping
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple

from lovp.errors import Problem
from lovp.i18n import _
from lovp.model import Outcome, Plan
from lovp.record.fits import misfit
from lovp.record.guard import kind_in, masked
from lovp.record.merge import Merged, in_order, merge, problem_at
from lovp.record.read import FileRow, stream_rows


class Record(NamedTuple):
    """The outcomes of a year.

    `outcomes` are those that count, the latest last (`Outcome.latest_key`). `rows` has every readable row by
    id, replaced ones too, and `last_word` the id of the row that has the last word in each one's history.
    `problems` are in the order of files and lines. The totals of the targets in `uncertain` depend on rows
    in conflict. `copies` are files that only repeat others, or hold rows of another writer than they are
    named after (`strangers` are the latter alone). Where a text held personal data stands `guard.MASK`.
    """

    outcomes: tuple[Outcome, ...]
    rows: Mapping[str, Outcome]
    last_word: Mapping[str, str]
    problems: tuple[Problem, ...]
    uncertain: tuple[str, ...]
    copies: tuple[str, ...]
    strangers: tuple[str, ...] = ()


def read_record(folder: Path, plan: Plan, known_at: str | None = None) -> Record:
    """The record in `folder`, held against the plan; with `known_at` (as `logged_at`) as known by then."""
    problems: list[Problem] = []
    merged = merge(stream_rows(folder, problems), known_at)
    return record_of(merged, plan, problems)


def record_of(merged: Merged, plan: Plan, problems: Iterable[Problem] = ()) -> Record:
    """The record that the rows make; `problems` are those found in reading them."""
    found = [*problems, *merged.problems]
    rows = {row_id: row.outcome for row_id, row in merged.rows.items()}
    for row in merged.rows.values():
        if kind := kind_in(row.outcome):
            rows[row.outcome.id] = masked(row.outcome)
            found.append(_personal_data_problem(row, kind))
    outcomes = []
    for row in merged.last_rows():
        outcome = rows[row.outcome.id]
        if outcome.cancels and outcome.replaces:
            continue
        if fault := misfit(plan, outcome):
            found.append(problem_at(row, fault.message, fault.remedy))
        else:
            outcomes.append(outcome)
    outcomes.sort(key=attrgetter("date", "logged_at", "id"))
    return Record(
        outcomes=tuple(outcomes),
        rows=rows,
        last_word=merged.last_word,
        problems=in_order(found),
        uncertain=_readers(plan, merged.uncertain),
        copies=merged.copies,
        strangers=merged.strangers,
    )


def _personal_data_problem(row: FileRow, kind: str) -> Problem:
    return problem_at(
        row,
        _("The row holds personal data ({kind}), which is not shown.").format(kind=kind),
        _("Take it out of the file {file}, and out of every copy of it.").format(file=row.file),
    )


def _readers(plan: Plan, series: Iterable[str]) -> tuple[str, ...]:
    """The targets whose totals are made of these series of outcomes, in the order of the plan."""
    wanted = frozenset(series)
    return tuple(target.id for target in plan.targets() if target.series in wanted) if wanted else ()
