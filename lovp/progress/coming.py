"""What comes next: the plan's key dates, and milestones that are due."""

from datetime import date
from typing import NamedTuple

from lovp.model import Milestone
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
    dates = [
        Coming(key.first, key.last, key.name, None, key.preliminary)
        for key in progress.plan.dates
        if key.last >= first and key.first <= last
    ]
    due = [
        Coming(target.target.due, target.target.due, target.target.name, target.target.id)
        for target in progress.targets()
        if isinstance(target.target.measure, Milestone)
        and target.target.due is not None
        and first <= target.target.due <= last
        and target.status is not Status.REACHED
    ]
    # A date and the milestone that ends on it are one thing, where both begin with the same word.
    dates = [
        date._replace(target=next((each.target for each in due if _same(date, each)), None)) for date in dates
    ]
    due = [each for each in due if not any(_same(date, each) for date in dates)]
    return tuple(sorted(dates + due, key=lambda each: (each.first, each.last, each.name)))


def _same(date: Coming, milestone: Coming) -> bool:
    return milestone.first == date.last and milestone.name.split()[0] == date.name.split()[0]
