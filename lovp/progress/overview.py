"""The state on one screen: each area in a line, what lags most, what comes next, what was recorded last."""

from collections.abc import Iterable
from datetime import timedelta
from typing import NamedTuple

from lovp.model import Outcome
from lovp.progress.coming import Coming, coming
from lovp.progress.standing import counts, furthest_behind
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
    lagging = furthest_behind(progress.targets())
    happened = (row for row in outcomes if row.date <= progress.as_of)
    latest = sorted(happened, key=lambda row: (row.logged_at, row.id), reverse=True)[:_LATEST_SHOWN]
    return Overview(
        progress=progress,
        areas=tuple(_area(area.id, area.name, area.targets) for area in progress.areas),
        lagging=tuple(lagging[:_LAGGING_SHOWN]),
        lagging_in_all=len(lagging),
        coming=coming(progress, progress.as_of, progress.as_of + _LOOKS_AHEAD)[:_COMING_SHOWN],
        latest=tuple(latest),
    )


def _area(id_: str, name: str, targets: tuple[TargetProgress, ...]) -> AreaState:
    free = [target for target in targets if target.status is Status.NO_GOAL]
    return AreaState(
        id=id_,
        name=name,
        counts=counts(target for target in targets if not target.hidden),
        followed=len(free),
        active=sum(target.reported > 0 for target in free),
    )
