"""A row that may be in any year of the record: by its id, or as a writer's latest."""

from collections.abc import Sequence

from lovp.errors import LovpError
from lovp.i18n import _
from lovp.model import Outcome, Plan
from lovp.record.amend import ids_like, resolve_id
from lovp.record.guard import shown
from lovp.record.record import Record
from lovp.record.undo import latest_standing

Years = Sequence[tuple[Plan, Record]]
"""The plan and the record of each year, in the order in which they are looked through."""


def find_row(records: Years, text: str) -> tuple[Plan, Record, str]:
    """The row that the text names, whichever year it is in. Raises LovpError for none, or several."""
    fitting = [each for each in records if ids_like(each[1], text)]
    exact = [each for each in fitting if text.strip() in each[1].rows]
    if len(exact or fitting) > 1:
        raise LovpError(
            _("The id {id} fits outcomes of several years.").format(id=shown(text)),
            _("Say which year with --year."),
        )
    plan, record = (exact or fitting or records)[0]
    return plan, record, resolve_id(record, text)


def find_latest(records: Years, writer: str) -> tuple[Plan, Record, Outcome]:
    """What the writer recorded last and has not undone, whichever year it is in.

    Raises LovpError where there is nothing, or somebody else has corrected it since: then it is not for the
    writer to take back unasked.
    """
    standing = [
        (plan, record, found) for plan, record in records if (found := latest_standing(record, writer))
    ]
    if not standing:
        raise LovpError(
            _("{writer} has recorded nothing that can be undone.").format(writer=writer),
            _("lovp outcomes lists what there is; lovp undo ID undoes one of them."),
        )
    plan, record, latest = max(standing, key=lambda each: (each[2].row.logged_at, each[2].row.id))
    if latest.corrected_by:
        raise LovpError(
            _("What {writer} recorded last has been corrected by {other}.").format(
                writer=writer, other=latest.corrected_by
            ),
            _("Name it to undo the correction: lovp undo {id}").format(id=latest.row.id),
        )
    return plan, record, latest.row
