"""The month for the board: where the plan stands at its end, and what the month added."""

from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from lovp.model import Outcome, Plan
from lovp.period import Month
from lovp.progress.compute import progress_of
from lovp.progress.daily import daily
from lovp.progress.values import Progress, TargetProgress


class TargetMonth(NamedTuple):
    """One target in the month: where it stands at the end, and the change since the month before.

    `change` is what a sum or a coverage gained (it can be negative), or by how much a share or a level moved;
    None where one of the two ends has no outcome. `places` has the change of each part, in the same order as
    `now.places`, and `unplaced` that of what was reported without a place.
    """

    now: TargetProgress
    change: Fraction | None
    places: tuple[Fraction | None, ...]
    unplaced: Fraction | None


class AreaMonth(NamedTuple):
    """What the month added in one area, target by target."""

    id: str
    name: str
    targets: tuple[TargetMonth, ...]


class Summary(NamedTuple):
    """The month and the year to its end."""

    month: Month
    progress: Progress
    areas: tuple[AreaMonth, ...]


def summarise(
    plan: Plan,
    outcomes: Iterable[Outcome],
    month: Month,
    *,
    as_of: date | None = None,
    known_at: str | None = None,
    warnings: Sequence[str] = (),
) -> Summary:
    """The summary of a month of the plan's year, by the end of its last day or, within it, of `as_of`."""
    days = daily(plan, outcomes)
    now = progress_of(plan, days, as_of or month.last, known_at=known_at, warnings=warnings)
    before = progress_of(plan, days, month.before.last, known_at=known_at)
    former = {target.target.id: target for target in before.targets()}
    areas = tuple(
        AreaMonth(
            area.id, area.name, tuple(_change(target, former[target.target.id]) for target in area.targets)
        )
        for area in now.areas
    )
    return Summary(month, now, areas)


def _change(now: TargetProgress, before: TargetProgress) -> TargetMonth:
    return TargetMonth(
        now=now,
        change=_difference(now.outcome, before.outcome),
        places=tuple(
            _difference(part.outcome, former.outcome)
            for part, former in zip(now.places, before.places, strict=True)
        ),
        unplaced=_difference(now.unplaced, before.unplaced),
    )


def _difference(now: Fraction | None, before: Fraction | None) -> Fraction | None:
    return None if now is None or before is None else now - before
