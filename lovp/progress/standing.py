"""How many targets stand where, and which lack most."""

from collections import Counter
from collections.abc import Iterable
from fractions import Fraction

from lovp.model import Milestone
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
