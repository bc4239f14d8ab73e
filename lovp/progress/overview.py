"""The state on one screen: each area in a line, what lags most, what comes next, what was recorded last."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from lovp.model import Outcome
from lovp.progress.key_dates import Dated, coming
from lovp.progress.standing import counts, furthest_behind, silent_unless_all
from lovp.progress.values import AreaProgress, Progress, Status, TargetProgress

_LAGGING_SHOWN = 8
_COMING_SHOWN = 4
_LATEST_SHOWN = 4
_LOOKS_AHEAD = timedelta(weeks=6)


class AreaState(NamedTuple):
    """One area in a line: how many of its targets stand where."""

    name: str
    counts: dict[Status, int]
    """How many targets have each status, but for hidden shares; overdue and missed count as behind."""
    followed: int
    """How many targets have no goal, and are followed by what is done."""
    active: int
    """How many of those something has been reported on."""
    last_date: date | None
    """The day of the latest outcome."""
    worst: TargetProgress | None
    """What lacks most of what is expected by now, if anything is behind."""


class Lag(NamedTuple):
    """A target that is behind, overdue or not reached."""

    now: TargetProgress
    days: int | None
    """How many days it is overdue, if it is."""


class Ahead(NamedTuple):
    """What is coming, and in how many days it begins: 0 is today, and below that it is going on."""

    what: Dated
    days: int


class Overview(NamedTuple):
    """All that the screen holds, chosen and in the order in which it is shown."""

    progress: Progress
    areas: tuple[AreaState, ...]
    lagging: tuple[Lag, ...]
    """What is behind, overdue or missed, the largest gaps first: at most eight of them."""
    lagging_in_all: int
    coming: tuple[Ahead, ...]
    latest: tuple[Outcome, ...]
    silent: tuple[str, ...]
    """The places from which nothing has been reported in the year, unless none has reported."""
    places: int
    """How many places can report."""


def overview(progress: Progress, outcomes: Iterable[Outcome]) -> Overview:
    """The overview of a progress, with the outcomes that it was computed from."""
    lagging = furthest_behind(progress.targets())
    happened = [row for row in outcomes if row.date <= progress.as_of]
    latest = sorted(happened, key=lambda row: (row.logged_at, row.id), reverse=True)[:_LATEST_SHOWN]
    # Nothing is to come at a year's end, which may be long ago.
    ahead = () if progress.is_over else coming(progress, progress.as_of, progress.as_of + _LOOKS_AHEAD)
    return Overview(
        progress=progress,
        areas=tuple(_area(area) for area in progress.areas),
        lagging=tuple(_lag(target, progress.as_of) for target in lagging[:_LAGGING_SHOWN]),
        lagging_in_all=len(lagging),
        coming=tuple(Ahead(what, (what.first - progress.as_of).days) for what in ahead[:_COMING_SHOWN]),
        latest=tuple(latest),
        silent=silent_unless_all(progress.plan, {row.place for row in happened}),
        places=len(progress.plan.smallest),
    )


def _area(area: AreaProgress) -> AreaState:
    free = [target for target in area.targets if target.status is Status.NO_GOAL]
    lagging = furthest_behind(area.targets)
    return AreaState(
        name=area.name,
        counts=counts(target for target in area.targets if not target.hidden),
        followed=len(free),
        active=sum(target.reported > 0 for target in free),
        last_date=max((target.last_date for target in area.targets if target.last_date), default=None),
        worst=lagging[0] if lagging else None,
    )


def _lag(target: TargetProgress, day: date) -> Lag:
    due = target.target.due if target.status is Status.OVERDUE else None
    return Lag(target, (day - due).days if due else None)
