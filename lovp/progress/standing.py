"""How many targets stand where, which lack most, and who has not reported."""

from collections import Counter
from collections.abc import Container, Iterable
from fractions import Fraction

from lovp.model import Milestone, Plan
from lovp.progress.judge import against_pace
from lovp.progress.values import Status, TargetProgress


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
    """The same, but none where all are silent: then the district reports for all of them."""
    found = silent(plan, heard)
    return found if len(found) < len(plan.smallest) else ()
