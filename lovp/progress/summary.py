"""The month for the board: where the plan stands at its end, what the month added, and what it asks for."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from enum import StrEnum
from fractions import Fraction
from itertools import accumulate, chain, islice, repeat
from typing import NamedTuple

from lovp.model import Change, Coverage, Days, Outcome, PlaceKind, Plan, Share
from lovp.period import Month
from lovp.progress.compute import progress_of
from lovp.progress.daily import daily
from lovp.progress.judge import expected
from lovp.progress.key_dates import Dated, coming
from lovp.progress.measures import is_additive
from lovp.progress.standing import counts, furthest_behind, silent
from lovp.progress.values import District, Progress, Status, TargetProgress

_GAPS_SHOWN = 3


class Reported(NamedTuple):
    """That something was reported, of which day and which place ("" is none)."""

    date: date
    place: str


class PlaceState(StrEnum):
    """What is known of a municipality in a share or a coverage."""

    MISSING = "missing"
    REPORTED = "reported"
    ACTIVE = "active"
    """Reported, and enough to count in a coverage."""


class TargetMonth(NamedTuple):
    """One target in the month: where it stands at the end, and the change since the month before.

    `change` is what a sum or a coverage gained (it can be negative), or by how much a share or a level moved;
    None where one of the two ends has no outcome. `places` has the change of each part, in the same order as
    `now.places`, and `unplaced` that of what was reported without a place. `former` is the status at the end
    of the month before.

    `course` is where the target stood at the end of each of the twelve months (None for those to come, and
    where nothing was known), and `pace` what was expected by then (None without a goal). `municipalities` is
    the state of each in a share or a coverage of municipalities, and empty for anything else.
    """

    now: TargetProgress
    change: Fraction | None
    places: tuple[Fraction | None, ...]
    unplaced: Fraction | None
    former: Status
    course: tuple[Fraction | None, ...]
    pace: tuple[Fraction | None, ...]
    municipalities: Mapping[str, PlaceState]


class AreaMonth(NamedTuple):
    """What the month added in one area, target by target, and what was noted about it, by date."""

    id: str
    name: str
    targets: tuple[TargetMonth, ...]
    notes: tuple[Outcome, ...]


class Head(NamedTuple):
    """What a tired reader needs to know."""

    counts: Mapping[Status, int]
    """How many of the targets that have a goal are where; overdue and missed count as behind."""
    gaps: tuple[TargetProgress, ...]
    """What lacks most of what is expected by now, the most first: at most three."""
    reached: tuple[TargetProgress, ...]
    """What was reached in the month."""
    next_month: tuple[Dated, ...]
    """What is due in the month after, and not done."""
    silent: tuple[str, ...]
    """The places from which nothing has been reported in the year: the smallest that the plan has."""
    places: int
    """How many there are."""
    silent_this_month: tuple[str, ...]
    """The subregions, or districts, in which nothing has been reported for the month, unless none has."""


class Summary(NamedTuple):
    """The month and the year to its end."""

    month: Month
    progress: Progress
    areas: tuple[AreaMonth, ...]
    head: Head
    outcomes: tuple[Outcome, ...]
    """What it is made of, by date."""
    late: tuple[Change, ...]
    """What earlier months have otherwise than when the month began: added late, corrected, cancelled."""


def summarise(
    plan: Plan,
    outcomes: Sequence[Outcome],
    month: Month,
    *,
    as_of: date | None = None,
    known_at: str | None = None,
    changes: Iterable[Change] = (),
    warnings: Sequence[str] = (),
    days: Days | None = None,
    reported: Iterable[Reported] | None = None,
    districts: tuple[District, ...] = (),
) -> Summary:
    """The summary of a month of the plan's year, by the end of its last day or, within it, of `as_of`.

    `changes` are those since the month began; of them, the ones that concern earlier months are told. `days`
    is what the outcomes come to, and `reported` when and where anything was reported, if the outcomes do not
    say it all; `districts` are those of a roll-up.
    """
    day = as_of or month.last
    days = daily(plan, outcomes) if days is None else days
    now = progress_of(plan, days, day, known_at=known_at, warnings=warnings)._replace(districts=districts)
    before = progress_of(plan, days, month.before.last, known_at=known_at)
    former = {target.target.id: target for target in before.targets()}
    until_now = [row for row in outcomes if row.date <= day]
    in_month = [row for row in until_now if row.date >= month.first]
    if reported is None:
        reported = [Reported(row.date, row.place) for row in outcomes]
    areas = tuple(
        AreaMonth(
            area.id,
            area.name,
            tuple(_month(plan, target, former[target.target.id]) for target in area.targets),
            _notes(plan, area.id, in_month),
        )
        for area in now.areas
    )
    earlier = (each for each in changes if any(row and row.date < month.first for row in each))
    return Summary(
        month=month,
        progress=now,
        areas=areas,
        head=_head(now, areas, month, [each for each in reported if each.date <= day]),
        outcomes=tuple(sorted(until_now, key=lambda row: row.latest_key)),
        late=tuple(earlier),
    )


def _head(
    now: Progress,
    areas: Iterable[AreaMonth],
    month: Month,
    reported: Sequence[Reported],
) -> Head:
    plan = now.plan
    followed = [each for area in areas for each in area.targets if each.now.status is not Status.NO_GOAL]
    heard = {each.place for each in reported}
    heard_now = {plan.part_of[each.place] for each in reported if each.place and each.date >= month.first}
    unknown = {each.place for each in now.districts if each.state.absent}
    return Head(
        counts=counts(now.targets()),
        gaps=tuple(furthest_behind(now.targets())[:_GAPS_SHOWN]),
        reached=tuple(
            each.now
            for each in followed
            if each.now.status is Status.REACHED and each.former is not Status.REACHED
        ),
        next_month=coming(now, month.after.first, month.after.last),
        silent=silent(plan, heard),
        places=len(plan.smallest),
        silent_this_month=tuple(
            part.name for part in plan.parts if part.name not in heard_now and part.name not in unknown
        )
        if heard_now
        else (),
    )


def _notes(plan: Plan, area: str, rows: Iterable[Outcome]) -> tuple[Outcome, ...]:
    noted = (row for row in rows if row.note and plan.target_by_id[row.target].area == area)
    return tuple(sorted(noted, key=lambda row: row.latest_key))


def _month(plan: Plan, now: TargetProgress, before: TargetProgress) -> TargetMonth:
    target = now.target
    ends = [Month(plan.year, number).last for number in range(1, len(now.months) + 1)]
    return TargetMonth(
        now=now,
        change=_difference(now.outcome, before.outcome),
        places=tuple(
            _difference(part.outcome, former.outcome)
            for part, former in zip(now.places, before.places, strict=True)
        ),
        unplaced=_difference(now.unplaced, before.unplaced),
        former=before.status,
        course=_course(now),
        pace=tuple(expected(target, now.goal, end) for end in ends),
        municipalities=_municipalities(plan, now),
    )


def _course(now: TargetProgress) -> tuple[Fraction | None, ...]:
    """Where it stood at each month's end: of what is added, all that the months so far have brought."""
    if not is_additive(now.target):
        return now.months
    sums = accumulate(value for value in now.months if value is not None)
    return tuple(islice(chain(sums, repeat(None)), len(now.months)))


def _municipalities(plan: Plan, now: TargetProgress) -> dict[str, PlaceState]:
    measure, districts = now.target.measure, {district for district, _own in now.target.members}
    if not isinstance(measure, Share | Coverage) or measure.over is not PlaceKind.MUNICIPALITY:
        return {}
    places = [place.name for place in plan.municipalities()]
    reported = PlaceState.REPORTED if isinstance(measure, Share) else PlaceState.ACTIVE
    states = {name: reported for name in places if not districts or plan.part_of[name] in districts}
    states |= dict.fromkeys(now.insufficient or (), PlaceState.REPORTED)
    return states | dict.fromkeys(now.missing or (), PlaceState.MISSING)


def _difference(now: Fraction | None, before: Fraction | None) -> Fraction | None:
    return None if now is None or before is None else now - before
