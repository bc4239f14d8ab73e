"""Save rows, and answer with what was saved and where its targets stand now."""

from collections.abc import Sequence

from lovp.cli import ask, context, recorded, show, typed_rows
from lovp.i18n import _
from lovp.model import Outcome, Plan, Target
from lovp.plan.load import Folder
from lovp.progress.doubts import find_doubts, find_repeats
from lovp.record.append import append
from lovp.record.record import Record
from lovp.render import log_report, record_report


def recorded_target(plan: Plan, target: Target) -> Target:
    """The target under which its outcomes are recorded; a message says where that is another one."""
    if target.reads is None:
        return target
    text = _("{target} is counted from the outcomes of {series}: recorded there.")
    show.message(text.format(target=target.id, series=target.reads))
    return plan.target_by_id[target.reads]


def save(
    folder: Folder,
    plan: Plan,
    rows: Sequence[Outcome],
    done: str,
    *,
    about: Outcome | None = None,
    sure: bool = True,
) -> None:
    """Append rows of one target to their writer's file, and say what was `done`, and where it stands now.

    `about` is the row that a single one cancels. Unless `sure`, what is unlikely is asked about on a terminal
    and warned of elsewhere. Raises LovpError only before saving.
    """
    for row in rows:
        typed_rows.check_row(plan, row, context.today())
    if not sure and ask.possible():
        unlikely = _doubts(plan, rows, recorded.read_record(folder, plan))
        if unlikely := [*unlikely, *log_report.persons(plan, rows)]:
            show.line("\n".join(unlikely))
            ask.confirm(_("Save all the same?"), usual=False)
        sure = True
    file = append(folder.record_folder(plan.year), rows[0].writer, rows)
    with show.after_saving():
        show.line(log_report.saved(plan, rows, done, f"data/{plan.year}/{file.name}", about))
        if rows[0].target in plan.target_by_id:
            record = recorded.read_record(folder, plan)
            targets = recorded.standing_today(plan, record, {rows[0].target})
            show.line("\n" + log_report.standing(plan, rows, targets))
            for text in log_report.repeats(find_repeats(rows, record)):
                show.message(text)
            show.warn(record_report.faults(record))
            if not sure:
                undo = _("Wrong? Run lovp undo.")
                show.warn(f"{text} {undo}" for text in _doubts(plan, rows, record))
                take_out = _(
                    "If so, take it out of the file; lovp undo is not enough (docs: data protection)."
                )
                show.warn(f"{text} {take_out}" for text in log_report.persons(plan, rows))


def _doubts(plan: Plan, rows: Sequence[Outcome], record: Record) -> list[str]:
    return log_report.doubts(plan, find_doubts(plan.target_by_id[rows[0].target], rows, record))
