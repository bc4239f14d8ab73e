"""How many targets stand where, which lack most and how much, and who has not reported."""

from collections import Counter
from collections.abc import Container, Iterable
from fractions import Fraction

from lovp.model import Milestone, Plan
from lovp.progress.judge import due_in_things
from lovp.progress.values import Status, TargetProgress


def counts(targets: Iterable[TargetProgress]) -> dict[Status, int]:
    """How many of the targets that have a goal are where; overdue and missed count as behind."""
    followed = (target.status for target in targets if target.status is not Status.NO_GOAL)
    return dict(Counter(Status.BEHIND if status.lags else status for status in followed))


def furthest_behind(targets: Iterable[TargetProgress]) -> list[TargetProgress]:
    """What is behind, overdue or missed, the largest gaps first."""
    return sorted((target for target in targets if target.status.lags), key=_gap, reverse=True)


def _gap(target: TargetProgress) -> Fraction:
    """How much of what is expected by now is lacking, 0 to 1: comparable between targets of any size."""
    if isinstance(target.target.measure, Milestone):
        return 1 - (target.outcome or Fraction(0))
    if not target.expected or target.outcome is None:
        return Fraction(0)
    if target.target.at_most:
        return 1 - target.expected / target.outcome if target.outcome else Fraction(0)
    return 1 - target.outcome / target.expected


def shortfall(target: TargetProgress) -> Fraction | None:
    """How much is lacking of what is expected by now, in the target's unit (a share's is a part of 1).

    What comes in whole things lacks whole ones, as its status is judged by them. Where lower is better, how
    much there is too much. None where there is nothing to compare, and for what is done or not done.
    """
    if isinstance(target.target.measure, Milestone) or target.expected is None or target.outcome is None:
        return None
    if target.target.at_most:
        return target.outcome - target.expected
    return due_in_things(target.target, target.expected) - target.outcome


def silent(plan: Plan, heard: Container[str]) -> tuple[str, ...]:
    """The municipalities that are not among the places heard of, in the order of the plan."""
    return tuple(place.name for place in plan.municipalities() if place.name not in heard)
