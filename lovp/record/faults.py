"""What is wrong with rows that could be read, and where each of them stands. Pure."""

from collections.abc import Iterable
from itertools import chain

from lovp.errors import Problem
from lovp.i18n import _
from lovp.model import Outcome
from lovp.pii import mask, personal_data_in, shown_line
from lovp.record.merge import Merged
from lovp.record.reader import Batch
from lovp.record.row import format_row
from lovp.record.validation import Misfit


def find_faults(
    merged: Merged, personal: Iterable[Outcome], misfits: Iterable[tuple[Outcome, Misfit]]
) -> list[Problem]:
    """The problems with ids and corrections, with personal data, and with what does not fit the plan."""
    rows, found = merged.rows, merged.histories
    corrected = [*(fork[-1] for fork in found.forks), *found.orphans, *(each[0] for each in found.circles)]
    unfit = [(rows[row.id], misfit) for row, misfit in misfits]
    told = [*(rows[row_id] for row_id in corrected), *personal, *(row for row, _misfit in unfit)]
    places = _locate(merged.batches, chain(told, *merged.conflicts))
    problems: list[Problem] = []

    def add(row: Outcome, message: str, remedy: str) -> None:
        problems.append(Problem(*places[row], 0, shown_line(format_row(mask(row))), message, remedy))

    for conflict in merged.conflicts:
        first = min(conflict, key=places.__getitem__)
        where = ", ".join(f"{file}:{line}" for file, line in sorted(map(places.__getitem__, conflict)))
        message = _("The id {id} stands for different outcomes: {places}.")
        remedy = _("The totals are uncertain until only the right one is left: delete the others.")
        add(first, message.format(id=first.id, places=where), remedy)
    for fork in found.forks:
        message = _("The same outcome has two corrections: {ids}. The latest, {id}, counts.")
        remedy = _("Settle it with a correction that is right: lovp amend {id}.").format(id=fork[-1])
        add(rows[fork[-1]], message.format(ids=", ".join(fork[-10:]), id=fork[-1]), remedy)
    for row_id in found.orphans:
        message = _("The row corrects {id}, which is not in the record.")
        remedy = _("Look for the file that holds it. Until then the correction stands by itself.")
        add(rows[row_id], message.format(id=rows[row_id].replaces), remedy)
    for circle in found.circles:
        message = _("These rows correct each other in a circle: {ids}. The latest one counts.")
        remedy = _("Restore the column “replaces” from an earlier copy of the file.")
        add(rows[circle[0]], message.format(ids=", ".join(circle[:10])), remedy)
    for row in personal:
        message = _("The row holds personal data ({kind}), which is not shown.")
        remedy = _("Take it out of the file {file}, and out of every copy of it.")
        add(row, message.format(kind=personal_data_in(row)), remedy.format(file=places[row][0]))
    for row, misfit in unfit:
        add(row, misfit.message, misfit.remedy)
    return problems


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
