"""What is recorded for a year, and where its targets stand by it."""

from collections.abc import Collection
from typing import NamedTuple

from lovp.cli import context
from lovp.model import Plan
from lovp.plan.load import Folder
from lovp.progress.compute import progress_of
from lovp.progress.measures import Days, daily
from lovp.progress.values import District, TargetProgress
from lovp.record import record
from lovp.record.record import Record
from lovp.render import record_report


class RecordedDays(NamedTuple):
    """What counts by a day, what its reader must know, and in a roll-up what is known of each district."""

    days: Days
    warnings: tuple[str, ...]
    districts: tuple[District, ...] = ()


def read_record(folder: Folder, plan: Plan, known_at: str | None = None) -> Record:
    """What is recorded for the plan's year; with `known_at` (a UTC timestamp), as known by then."""
    return record.read_record(folder.record_folder(plan.year), plan, known_at)


def read_days(folder: Folder, plan: Plan, known_at: str | None = None) -> RecordedDays:
    """What counts, by day, and what its reader must know."""
    found = read_record(folder, plan, known_at)
    return RecordedDays(daily(plan, found, found.counts), record_report.faults(found))


def standing_today(plan: Plan, found: Record, series: Collection[str]) -> tuple[TargetProgress, ...]:
    """Where the targets that count these series stand today."""
    day = min(context.today(), plan.last_day)
    days = daily(plan, found, found.counts)
    return progress_of(plan, days, day, only=lambda target: target.series in series).targets()
