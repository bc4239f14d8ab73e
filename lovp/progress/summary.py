"""A paper for the board: where the plan stands, what is wrong, what was reached, what is to be decided.

One value for a month and for a year, of one district or of several together. Every form renders it.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction
from itertools import accumulate, pairwise
from typing import NamedTuple, TypeAlias

from lovp.dates import Month
from lovp.model import Activity, Coverage, Outcome, PlaceKind, Plan, Share, Sum
from lovp.progress.compute import progress_of
from lovp.progress.judge import expected
from lovp.progress.measures import Days, daily, is_additive
from lovp.progress.overview import Dated, coming, counts, silent, silent_unless_all, worst_first
from lovp.progress.values import District, Progress, Status, TargetProgress

# Three months: who has not reported for so long is silent, and before that it is too early to decide.
_LONG = timedelta(days=90)
_SPURT = 2  # times the best month so far: what a target may still need, to be within reach

Reported: TypeAlias = tuple[date, str]
"""That something was reported, of which day and which place ("" is none)."""


class Change(NamedTuple):
    """An outcome before and after it changed; None where it was not recorded yet, or no longer counts."""

    before: Outcome | None
    after: Outcome | None


class TargetSummary(NamedTuple):
    """One target: where it stands at the period's end, and the change since the period began.

    `change` is what a sum or a coverage gained (it can be negative), or by how much a share or a level moved;
    None where one of the two ends has no outcome. `places` has the change of each part, in the same order as
    `now.places`, and `unplaced` that of what was reported without a place. `former` is the status when the
    period began.

    `course` is where the target stood at the end of each of the twelve months (None for those to come, and
    where nothing was known), and `pace` what was expected by then (None without a goal). `municipalities` has
    for each, in a share or a coverage of them, whether it has reported enough; it is empty for anything else.
    """

    now: TargetProgress
    change: Fraction | None
    places: tuple[Fraction | None, ...]
    unplaced: Fraction | None
    former: Status
    course: tuple[Fraction | None, ...]
    pace: tuple[Fraction | None, ...]
    municipalities: Mapping[str, bool]


class AreaSummary(NamedTuple):
    """One area: how many of its targets have each status, the targets, and the period's notes by date."""

    id: str
    name: str
    counts: Mapping[Status, int]
    targets: tuple[TargetSummary, ...]
    notes: tuple[Outcome, ...]


class Decisions(NamedTuple):
    """What a board may have to decide on; nothing in the year's first three months, or once it is over.

    Targets that twice their best month so far would not reach in the months that are left; the smallest
    places from which nothing was reported in three months, unless all are; and commitments without a number
    on which nothing was reported.
    """

    out_of_reach: tuple[TargetProgress, ...] = ()
    silent: tuple[str, ...] = ()
    untouched: tuple[TargetProgress, ...] = ()


class Summary(NamedTuple):
    """The plan at the end of a month or, where `month` is None, of a year or of what has passed of it."""

    month: Month | None
    progress: Progress
    areas: tuple[AreaSummary, ...]
    counts: Mapping[Status, int]
    """How many of the targets that have a goal have each status; overdue and missed count as behind."""
    lagging: tuple[TargetProgress, ...]
    """What is behind, overdue, missed, partly reached or at risk, the worst first."""
    reached: tuple[TargetProgress, ...]
    """What was reached in the period."""
    coming: tuple[Dated, ...]
    """What is due in the month after, and not done."""
    silent: tuple[str, ...]
    """The smallest places from which nothing has been reported in the year."""
    silent_in_month: tuple[str, ...]
    """The largest places from which nothing has been reported for the month, unless that is all of them."""
    decisions: Decisions
    outcomes: tuple[Outcome, ...]
    """What it is made of, by date."""
    late: tuple[Change, ...]
    """Outcomes of earlier months that changed since the month began: added late, corrected, cancelled."""


def summarise(
    plan: Plan,
    outcomes: Sequence[Outcome],
    month: Month | None,
    *,
    as_of: date | None = None,
    changes: Iterable[Change] = (),
    warnings: Sequence[str] = (),
    days: Days | None = None,
    reported: Iterable[Reported] | None = None,
    districts: tuple[District, ...] = (),
) -> Summary:
    """The summary of a month of the plan's year, or of the year, by the end of `as_of` or of its last day.

    `changes` are those since the month began; the summary has those of earlier months' outcomes. `days` is
    what was reported, and `reported` when and where, if the outcomes do not say it all; `districts` are those
    of a roll-up.
    """
    day = as_of or (month.last if month else plan.last_day)
    begin = month.first if month else plan.first_day
    days = daily(plan, outcomes) if days is None else days
    now = progress_of(plan, days, day, warnings=warnings)._replace(districts=districts)
    before = progress_of(plan, days, begin - timedelta(days=1))
    former = {target.target.id: target for target in before.targets()}
    until_now = sorted((row for row in outcomes if row.date <= day), key=lambda row: row.latest_key)
    noted = [row for row in until_now if row.note and row.date >= begin]
    reported = ((row.date, row.place) for row in outcomes) if reported is None else reported
    heard = [(when, place) for when, place in reported if when <= day]
    areas = tuple(
        AreaSummary(
            id=area.id,
            name=area.name,
            counts=counts(area.targets),
            targets=tuple(_target(plan, target, former[target.target.id]) for target in area.targets),
            notes=tuple(row for row in noted if plan.target_by_id[row.target].area == area.id),
        )
        for area in now.areas
    )
    return Summary(
        month=month,
        progress=now,
        areas=areas,
        counts=counts(now.targets()),
        lagging=tuple(worst_first(now.targets())),
        reached=tuple(
            each.now
            for area in areas
            for each in area.targets
            if each.now.status is Status.REACHED and each.former is not Status.REACHED
        ),
        coming=coming(now, month.after.first, month.after.last) if month else (),
        silent=silent(plan, {place for _when, place in heard}),
        silent_in_month=_silent_parts(now, heard, begin) if month else (),
        decisions=_decisions(now, heard),
        outcomes=tuple(until_now),
        late=tuple(each for each in changes if month and any(row and row.date < begin for row in each)),
    )


def _silent_parts(now: Progress, heard: Iterable[Reported], begin: date) -> tuple[str, ...]:
    """The largest places from which nothing was reported from `begin` on, unless that is all of them.

    Districts of a roll-up without a plan of the year are left out.
    """
    plan = now.plan
    parts = {plan.part_of[place] for when, place in heard if place and when >= begin}
    absent = {each.place for each in now.districts if each.state.absent}
    return tuple(part.name for part in plan.parts if part.name not in parts | absent) if parts else ()


def _decisions(now: Progress, heard: Iterable[Reported]) -> Decisions:
    since = now.as_of - _LONG + timedelta(days=1)
    if since < now.plan.first_day or now.is_over:
        return Decisions()
    free = (each for each in now.targets() if isinstance(each.target.measure, Activity))
    return Decisions(
        out_of_reach=tuple(each for each in worst_first(now.targets()) if _is_out_of_reach(each, now.as_of)),
        silent=silent_unless_all(now.plan, {place for when, place in heard if when >= since}),
        untouched=tuple(each for each in free if not each.reported),
    )


def _is_out_of_reach(progress: TargetProgress, day: date) -> bool:
    """Whether more is left than twice the best month so far would bring in the months that are left."""
    target = progress.target
    if target.at_most or not isinstance(target.measure, Sum | Coverage) or progress.left is None:
        return False
    gained = [value for value in progress.months if value is not None]
    if isinstance(target.measure, Coverage):
        gained = [later - earlier for earlier, later in pairwise([Fraction(0), *gained])]
    best = max(gained, default=Fraction(0))
    month = Month(day.year, day.month)
    months_left = len(progress.months) - day.month + Fraction((month.last - day).days, month.last.day)
    return best > 0 and progress.left > _SPURT * best * months_left


def _target(plan: Plan, now: TargetProgress, before: TargetProgress) -> TargetSummary:
    target = now.target
    ends = [Month(plan.year, number).last for number in range(1, len(now.months) + 1)]
    return TargetSummary(
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
    added = accumulate(value or Fraction(0) for value in now.months)
    return tuple(None if value is None else total for value, total in zip(now.months, added, strict=True))


def _municipalities(plan: Plan, now: TargetProgress) -> dict[str, bool]:
    measure = now.target.measure
    districts = {district for district, _own in now.target.members}
    if not isinstance(measure, Share | Coverage) or measure.over is not PlaceKind.MUNICIPALITY:
        return {}
    lacking = {*(now.missing or ()), *(now.insufficient or ())}
    names = [place.name for place in plan.municipalities]
    return {name: name not in lacking for name in names if not districts or plan.part_of[name] in districts}


def _difference(now: Fraction | None, before: Fraction | None) -> Fraction | None:
    return None if now is None or before is None else now - before


def changes(
    former: Iterable[Outcome], now: Iterable[Outcome], last_word: Mapping[str, str]
) -> tuple[Change, ...]:
    """What became of outcomes between the `former` ones and those that count `now`, by date.

    Outcomes with the same `last_word` are one that was corrected. A correction that was undone has changed
    nothing, nor has one in which only the note is another.
    """
    former, now = set(former), set(now)
    before = {last_word[row.id]: row for row in former - now}
    after = {last_word[row.id]: row for row in now - former}
    found = [Change(before.get(row_id), after.get(row_id)) for row_id in before.keys() | after.keys()]
    others = [each for each in found if len({row and row.counted for row in each}) > 1]
    return tuple(
        sorted(others, key=lambda each: [row.latest_key for row in (each.after, each.before) if row])
    )
