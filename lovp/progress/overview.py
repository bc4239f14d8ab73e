"""The state on one screen: each area in a line, what lags most, what comes next, what was recorded last."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta
from fractions import Fraction
from typing import NamedTuple

from lovp.model import Milestone, Outcome
from lovp.progress.key_dates import dated
from lovp.progress.values import Progress, Status, TargetProgress

_LAGGING_SHOWN = 5
_COMING_SHOWN = 4
_LATEST_SHOWN = 3
_LOOKS_AHEAD = timedelta(weeks=6)


class AreaState(NamedTuple):
    """One area in a line: how many of its targets stand where."""

    id: str
    name: str
    counts: dict[Status, int]
    """How many targets are where; overdue and missed count as behind, and a hidden share is nowhere."""
    followed: int
    """How many targets have no goal, and are followed by what is done."""
    active: int
    """How many of those something has been reported on."""


class Coming(NamedTuple):
    """A key date, or a milestone that is due and not done."""

    first: date
    last: date
    name: str
    target: str | None
    preliminary: bool = False


class Overview(NamedTuple):
    """All that the screen holds, chosen and in the order in which it is shown."""

    progress: Progress
    areas: tuple[AreaState, ...]
    lagging: tuple[TargetProgress, ...]
    """What is behind, overdue or missed, the largest gaps first: at most five of them."""
    lagging_in_all: int
    coming: tuple[Coming, ...]
    latest: tuple[Outcome, ...]


def overview(progress: Progress, outcomes: Iterable[Outcome]) -> Overview:
    """The overview of a progress, with the outcomes that it was computed from."""
    lagging = sorted((t for t in progress.targets() if t.status.lags), key=_gap, reverse=True)
    happened = (row for row in outcomes if row.date <= progress.as_of)
    latest = sorted(happened, key=lambda row: (row.logged_at, row.id), reverse=True)[:_LATEST_SHOWN]
    return Overview(
        progress=progress,
        areas=tuple(_area(area.id, area.name, area.targets) for area in progress.areas),
        lagging=tuple(lagging[:_LAGGING_SHOWN]),
        lagging_in_all=len(lagging),
        coming=_coming(progress)[:_COMING_SHOWN],
        latest=tuple(latest),
    )


def _area(id_: str, name: str, targets: tuple[TargetProgress, ...]) -> AreaState:
    free = [target for target in targets if target.status is Status.NO_GOAL]
    return AreaState(
        id=id_,
        name=name,
        counts=dict(
            Counter(
                Status.BEHIND if target.status.lags else target.status
                for target in targets
                if target.status is not Status.NO_GOAL and not target.hidden
            )
        ),
        followed=len(free),
        active=sum(target.reported > 0 for target in free),
    )


def _gap(target: TargetProgress) -> Fraction:
    """How much of what is expected by now is lacking, 0 to 1: comparable between targets of any size."""
    if isinstance(target.target.measure, Milestone):
        return 1 - (target.outcome or Fraction(0))
    if not target.expected or target.outcome is None:
        return Fraction(0)
    if target.target.at_most:
        return 1 - target.expected / target.outcome if target.outcome else Fraction(0)
    return 1 - target.outcome / target.expected


def _coming(progress: Progress) -> tuple[Coming, ...]:
    day, end = progress.as_of, progress.as_of + _LOOKS_AHEAD
    dates = [key for key in progress.plan.dates if key.last >= day and key.first <= end]
    due = [
        target.target
        for target in progress.targets()
        if isinstance(target.target.measure, Milestone)
        and target.target.due is not None
        and day <= target.target.due <= end
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
