"""The year for the annual report: what was promised, and what became of it."""

from collections.abc import Mapping
from typing import NamedTuple

from lovp.progress.standing import counts, furthest_behind
from lovp.progress.values import Progress, Status, TargetProgress


class Annual(NamedTuple):
    """Where every promise ended, or stands in a year that is not over."""

    progress: Progress
    counts: Mapping[Status, int]
    """How many of the targets that have a goal are where; overdue and missed count as behind."""
    reached: tuple[TargetProgress, ...]
    """In the order of the plan."""
    short: tuple[TargetProgress, ...]
    """What was missed or lags, the largest gaps first."""

    @property
    def over(self) -> bool:
        """Whether the year has ended."""
        return self.progress.as_of >= self.progress.plan.last_day


def annual(progress: Progress) -> Annual:
    """The year to the day of the progress."""
    targets = progress.targets()
    return Annual(
        progress=progress,
        counts=counts(targets),
        reached=tuple(target for target in targets if target.status is Status.REACHED),
        short=tuple(furthest_behind(targets)),
    )
