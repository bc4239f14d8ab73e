"""What comes next: the plan's key dates, and milestones that are due."""

from datetime import date
from typing import NamedTuple

from lovp.model import Milestone
from lovp.progress.key_dates import dated
from lovp.progress.values import Progress, Status


class Coming(NamedTuple):
    """A key date, or a milestone that is due and not done."""

    first: date
    last: date
    name: str
    target: str | None
    preliminary: bool = False


def coming(progress: Progress, first: date, last: date) -> tuple[Coming, ...]:
    """What is due between the two days, both included, and not done by the day of the progress."""
    dates = [key for key in progress.plan.dates if key.last >= first and key.first <= last]
    due = [
        target.target
        for target in progress.targets()
        if isinstance(target.target.measure, Milestone)
        and target.target.due is not None
        and first <= target.target.due <= last
        and target.status is not Status.REACHED
    ]
    return tuple(
        Coming(
            each.first,
            each.last,
            each.name,
            each.targets[0].id if each.targets else None,
            preliminary=each.key is not None and each.key.preliminary,
        )
        for each in dated(dates, due)
    )
