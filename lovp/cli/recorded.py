"""What is recorded for a year: in full, or as far as the figures need it, which is quicker."""

from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from lovp.cli import context
from lovp.model import Days, Plan
from lovp.plan.folder import Folder
from lovp.progress.compute import progress_of
from lovp.progress.daily import daily
from lovp.progress.values import District, TargetProgress
from lovp.record.quick import read_totals

if TYPE_CHECKING:
    from lovp.record.record import Record


class Counted(NamedTuple):
    """What counts by a day, what its reader must know, and in a roll-up what is known of each district."""

    days: Days
    warnings: tuple[str, ...]
    districts: tuple[District, ...] = ()


def read_record(folder: Folder, plan: Plan, known_at: str | None = None) -> "Record":
    """What is recorded for the plan's year; with `known_at` (a UTC timestamp), as known by then."""
    from lovp.record.record import read_record

    return read_record(folder.record_folder(plan.year), plan, known_at)


def read_days(folder: Folder, plan: Plan, as_of: date, known_at: str | None = None) -> Counted:
    """What counts by the end of `as_of`: read quickly where the record is sound, else in full."""
    # What is wrong with rows that were recorded later has to be told, too.
    days = None if known_at else read_totals(folder.record_folder(plan.year), plan, as_of)
    if days is not None:
        return Counted(days, ())
    from lovp.render import record_report

    record = read_record(folder, plan, known_at)
    return Counted(daily(plan, record.outcomes), record_report.faults(record))


def progress_today(
    folder: Folder, plan: Plan, series: Collection[str]
) -> tuple[tuple[TargetProgress, ...], tuple[str, ...]]:
    """Where the targets that count these series stand today; and what is wrong with the record."""
    day = min(context.today(), plan.last_day)
    found = read_days(folder, plan, day)
    state = progress_of(plan, found.days, day, only=lambda target: target.series in series)
    return state.targets(), found.warnings
