"""What stands out of a progress, and the state on one screen.

How many targets stand where, what lags most, who has not reported, and which of the plan's days come next.
"""

from collections import Counter
from collections.abc import Container, Iterable
from datetime import date, timedelta
from fractions import Fraction
from typing import NamedTuple

from lovp.model import KeyDate, Milestone, Outcome, Plan, Target
from lovp.progress.judge import against_pace
from lovp.progress.values import AreaProgress, Progress, Status, TargetProgress

_LOOKS_AHEAD = timedelta(weeks=6)


class Dated(NamedTuple):
    """A key date (`key`), a target that is due, or a date with what is due then; both days are included."""

    first: date
    last: date
    name: str
    key: KeyDate | None
    targets: tuple[Target, ...] = ()

    @property
    def preliminary(self) -> bool:
        """Whether the date is not certain yet."""
        return self.key is not None and self.key.preliminary

    @property
    def target(self) -> str | None:
        """The id of the first target that is due then."""
        return self.targets[0].id if self.targets else None


class AreaState(NamedTuple):
    """One area in a line: how many of its targets have each status, but for hidden shares.

    `followed` targets have no goal, and something has been reported on the `active` ones of them.
    """

    name: str
    counts: dict[Status, int]
    followed: int
    active: int


class Overview(NamedTuple):
    """All that the screen is made of, in the order in which it is shown; outcomes with the latest first.

    `silent` are the places from which nothing has been reported in the year, unless none has reported.
    """

    progress: Progress
    areas: tuple[AreaState, ...]
    lagging: tuple[TargetProgress, ...]
    coming: tuple[Dated, ...]
    latest: tuple[Outcome, ...]
    silent: tuple[str, ...]


def overview(progress: Progress, outcomes: Iterable[Outcome]) -> Overview:
    """The overview of a progress, with the outcomes that it was computed from."""
    happened = [row for row in outcomes if row.date <= progress.as_of]
    # Nothing is to come at a year's end, which may be long ago.
    ahead = () if progress.is_over else coming(progress, progress.as_of, progress.as_of + _LOOKS_AHEAD)
    return Overview(
        progress=progress,
        areas=tuple(_area(area) for area in progress.areas),
        lagging=tuple(furthest_behind(progress.targets())),
        coming=ahead,
        latest=tuple(sorted(happened, key=lambda row: (row.logged_at, row.id), reverse=True)),
        silent=silent_unless_all(progress.plan, {row.place for row in happened}),
    )


def _area(area: AreaProgress) -> AreaState:
    free = [target for target in area.targets if target.status is Status.NO_GOAL]
    return AreaState(
        name=area.name,
        counts=counts(target for target in area.targets if not target.hidden),
        followed=len(free),
        active=sum(target.reported > 0 for target in free),
    )


def counts(targets: Iterable[TargetProgress]) -> dict[Status, int]:
    """How many of the targets that have a goal have each status; overdue and missed count as behind."""
    followed = (target.status for target in targets if target.status is not Status.NO_GOAL)
    behind = (Status.OVERDUE, Status.MISSED)
    return dict(Counter(Status.BEHIND if status in behind else status for status in followed))


def furthest_behind(targets: Iterable[TargetProgress]) -> list[TargetProgress]:
    """What is behind, overdue or not reached, the largest gaps first."""
    return [target for target in worst_first(targets) if target.status.lags]


def worst_first(targets: Iterable[TargetProgress]) -> list[TargetProgress]:
    """What is behind, overdue, not reached or at risk, the largest gaps first."""
    lagging = (target for target in targets if target.status.lags or target.status is Status.AT_RISK)
    return sorted(lagging, key=_gap, reverse=True)


def _gap(target: TargetProgress) -> Fraction:
    """How much of what is expected by now is lacking, 0 to 1: comparable between targets of any size."""
    if isinstance(target.target.measure, Milestone):
        return 1 - (target.outcome or Fraction(0))
    if target.goal is None or target.outcome is None or target.expected is None:
        return Fraction(0)
    have, want = against_pace(target.target, target.goal, target.outcome, target.expected)
    return (want - have) / (max(abs(have), abs(want)) or 1)


def silent(plan: Plan, heard: Container[str]) -> tuple[str, ...]:
    """The smallest places that are not among those heard of, in the order of the plan."""
    return tuple(place.name for place in plan.smallest if place.name not in heard)


def silent_unless_all(plan: Plan, heard: Container[str]) -> tuple[str, ...]:
    """The places that `silent` gives; none where all are silent, since then the district reports for them."""
    found = silent(plan, heard)
    return found if len(found) < len(plan.smallest) else ()


def coming(progress: Progress, first: date, last: date) -> tuple[Dated, ...]:
    """What is due between the two days, both included, and not done by the day of the progress."""
    left = (each.target for each in progress.targets() if each.status is not Status.REACHED)
    milestones = [target for target in left if isinstance(target.measure, Milestone)]
    found = dated(progress.plan.dates, milestones)
    return tuple(each for each in found if each.last >= first and each.first <= last)


def dated(dates: Iterable[KeyDate], targets: Iterable[Target]) -> tuple[Dated, ...]:
    """The key dates, and those of the targets that have a day on which they are due, in order of time.

    A date and the target that is due when it ends are one thing, where both begin with the same word.
    """
    due = [(target.due, target) for target in targets if target.due]
    found = []
    for key in dates:
        word = key.name.split()[0]
        alike = (target for day, target in due if day == key.last and target.name.split()[0] == word)
        found.append(Dated(key.first, key.last, key.name, key, tuple(alike)))
    shown = {target.id for each in found for target in each.targets}
    found += [Dated(day, day, target.name, None, (target,)) for day, target in due if target.id not in shown]
    return tuple(sorted(found, key=lambda each: (each.first, each.last, each.name)))
