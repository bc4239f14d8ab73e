"""What the figures need of the record: read quickly where it is sound."""

from datetime import date
from typing import NamedTuple

from lovp.cli.context import Folder
from lovp.model import Days, Outcome, Plan
from lovp.progress.daily import daily
from lovp.progress.values import District
from lovp.record.columns import UnusualError
from lovp.record.quick import holds_like, read_totals


class Known(NamedTuple):
    """What is recorded, as far as the figures need it, and what their reader must know."""

    days: Days
    warnings: tuple[str, ...]
    districts: tuple[District, ...] = ()
    """In a roll-up, what is known of each."""


def known(folder: Folder, plan: Plan, as_of: date, known_at: str | None = None) -> Known:
    """What counts by the end of `as_of`: read quickly where the record is sound, else in full."""
    # What is wrong with rows that were recorded later has to be told, too.
    days = None if known_at else read_totals(folder.record_folder(plan.year), plan, as_of)
    if days is not None:
        return Known(days, ())
    from lovp.cli import recorded

    record = recorded.read(folder, plan, known_at)
    return Known(daily(plan, record.outcomes), recorded.warnings(record))


def may_hold_like(folder: Folder, plan: Plan, row: Outcome) -> bool:
    """Whether another row may say the same; where none does, nothing need be read in full."""
    try:
        return holds_like(folder.record_folder(plan.year), row)
    except (UnusualError, OSError):
        return True
