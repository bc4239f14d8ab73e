"""From plan, outcomes and a date to Progress."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from lovp.model import (
    Coverage,
    Daily,
    Days,
    Level,
    Number,
    Place,
    PlaceKind,
    Plan,
    Target,
)
from lovp.progress import judge
from lovp.progress.interval import can_be_forecast, interval
from lovp.progress.measures import has_enough, is_additive, latest_by_place, points_at_people, tally
from lovp.progress.values import (
    AreaProgress,
    Interval,
    PlaceProgress,
    Progress,
    Status,
    Tally,
    TargetProgress,
)

_MONTHS_IN_YEAR = 12


class _Scope(NamedTuple):
    """A place with all that lies in it (None is the whole), and the parts that it is shown by."""

    place: Place | None
    parts: tuple[Place, ...]
    within: tuple[Place, ...]
    part_of: dict[str, str]
    """The name of the part in which each place within lies."""
    silent: frozenset[str]
    """The districts of a roll-up from which nothing is known, so that they are not taken for nothing done."""

    def takes(self, target: Target) -> bool:
        """Whether the target can say anything about this place."""
        if self.place is None or self.place.kind is PlaceKind.DISTRICT:
            return True
        return target.placed and _is_in(self.within, target)

    def goal(self, target: Target) -> Fraction | None:
        if self.place is not None:
            return _goal_of(target, self.place)
        return None if target.goal is None else Fraction(target.goal)

    def places(self, target: Target) -> tuple[Place, ...]:
        """Where the target can be reported: in a roll-up, in the districts that have it."""
        if not target.members:
            return self.within
        districts = {district for district, _target in target.members}
        return tuple(place for place in self.within if self.part_of[place.name] in districts)


def progress_of(
    plan: Plan,
    days: Days,
    as_of: date,
    *,
    known_at: str | None = None,
    place: str | None = None,
    warnings: Sequence[str] = (),
    only: Callable[[Target], bool] = lambda _target: True,
) -> Progress:
    """Where every target of the plan stands by the end of `as_of`; areas left empty go.

    `days` is what counts as known at `known_at`, by day, or by month up to `as_of`; what is later goes.
    With `place` (a name of the plan) everything is restricted to it: its own goals where the plan has them,
    its municipalities instead of the subregions, and no target that has nothing to do with places. `only`
    says which targets are asked for.
    """
    found = plan.place_by_name[place] if place else None
    names = {within.name for within in plan.inside(place)} if place else set()
    series = {
        name: [row for row in rows if row.date <= as_of and (place is None or row.place in names)]
        for name, rows in days.items()
    }
    scope = _scope(plan, found, series)
    areas = (
        AreaProgress(
            area.id,
            area.name,
            tuple(
                _target(plan, target, series.get(target.series, []), scope, as_of)
                for target in _targets_at(plan, area.targets, place)
                if scope.takes(target) and only(target)
            ),
        )
        for area in plan.areas
    )
    return Progress(
        plan=plan,
        as_of=as_of,
        known_at=known_at,
        place=place,
        areas=tuple(area for area in areas if area.targets),
        warnings=tuple(warnings),
    )


def select(progress: Progress, keep: Callable[[TargetProgress], bool]) -> Progress:
    """The same progress with only some targets; areas left empty go."""
    areas = (area._replace(targets=tuple(filter(keep, area.targets))) for area in progress.areas)
    return progress._replace(areas=tuple(area for area in areas if area.targets))


def telling(progress: Progress) -> Progress:
    """Of one place: what was reported there, and what it has a goal for or should report."""

    def tells(target: TargetProgress) -> bool:
        return bool(target.reported) or target.goal is not None or target.target.measure.over is not None

    return select(progress, tells)


def _targets_at(plan: Plan, targets: Iterable[Target], place: str | None) -> Iterable[Target]:
    """The targets as they are at the place: in a district of a roll-up, its own."""
    for target in targets:
        if place is None or not target.members:
            yield target
        elif own := dict(target.members).get(plan.part_of[place]):
            yield own


def _scope(plan: Plan, place: Place | None, series: Days) -> _Scope:
    if place is None:
        parts, within = plan.parts, plan.places
        part_of = plan.part_of
    else:
        within = plan.inside(place.name)
        parts = tuple(each for each in within if each.parent == place.name)
        part_of = {inside.name: part.name for part in parts for inside in plan.inside(part.name)}
    districts = {each.name for each in within if each.kind is PlaceKind.DISTRICT}
    heard = {plan.part_of[row.place] for rows in series.values() for row in rows} if districts else set()
    return _Scope(place, parts, within, part_of, frozenset(districts - heard))


def _target(plan: Plan, target: Target, rows: list[Daily], scope: _Scope, day: date) -> TargetProgress:
    goal = scope.goal(target)
    total = _total(target, rows, scope)
    hidden = points_at_people(plan, target, total.of)
    outcome = None if hidden else total.outcome
    remaining = judge.left(target, goal, outcome)
    parts = _parts(plan, target, rows, scope, day)
    elsewhere = [row for row in rows if row.place not in scope.part_of]
    missing, insufficient = _silent(target, rows, scope)
    if scope.place is not None and scope.place.kind is not PlaceKind.DISTRICT:
        target = _of_place(target)
    return TargetProgress(
        target=target,
        goal=goal,
        outcome=outcome,
        of=None if hidden else total.of,
        fulfilment=judge.fulfilment(target, goal, outcome),
        used=judge.used(target, goal, outcome),
        expected=judge.expected(target, goal, day),
        expected_part=judge.expected_part_of_goal(target, goal, day),
        left=remaining,
        needed_per_week=judge.needed_per_week(target, remaining, day),
        interval=_interval(target, goal, outcome, rows, day),
        status=judge.status(target, goal, outcome, day, plan.last_day, plan.limits),
        last_date=total.last_date,
        reported=total.reported,
        hidden=hidden,
        places=parts,
        unplaced=tally(target, elsewhere, ()).outcome if is_additive(target) else None,
        missing=missing,
        insufficient=insufficient,
        months=_months(plan, target, rows, scope, day),
    )


def _total(target: Target, rows: Sequence[Daily], scope: _Scope) -> Tally:
    """What the rows come to, unless nobody is heard of, or it is a level of several districts."""
    total = tally(target, rows, scope.places(target))
    districts = {name for name, _own in target.members} or ({scope.place.name} if scope.place else set())
    if districts and districts <= scope.silent:
        return total._replace(outcome=None)
    return total._replace(outcome=None) if target.members and target.measure == Level() else total


def _interval(
    target: Target, goal: Fraction | None, outcome: Fraction | None, rows: Sequence[Daily], day: date
) -> Interval | None:
    """Where the year ends, where anything is known of it; the goal is that of the place."""
    return None if outcome is None or not can_be_forecast(target, goal) else interval(target, rows, day)


def _parts(
    plan: Plan, target: Target, rows: Iterable[Daily], scope: _Scope, day: date
) -> tuple[PlaceProgress, ...]:
    """One entry for each part of the scope, in the plan's order; none where places mean nothing."""
    if not target.placed and not target.members:
        return ()
    by_part: dict[str, list[Daily]] = {part.name: [] for part in scope.parts}
    for row in rows:
        if part := scope.part_of.get(row.place):
            by_part[part].append(row)
    if target.members:
        own = dict(target.members)
        return tuple(
            _nothing_known(target, part)
            if part.name in scope.silent or part.name not in own
            else _part(plan, target, part, by_part[part.name], day, own[part.name])
            for part in scope.parts
        )
    return tuple(
        _part(plan, target, part, by_part[part.name], day, _of_place(target))
        for part in scope.parts
        if _is_in(plan.inside(part.name), target)
    )


def _is_in(places: Iterable[Place], target: Target) -> bool:
    """Whether the target is counted in one of the places."""
    return target.measure.over is None or any(place.kind is target.measure.over for place in places)


def _of_place(target: Target) -> Target:
    """The target as one place is judged by it: a start is that of all places together, so it has none."""
    return target if target.start is None else replace(target, start=None, standing=True)


def _nothing_known(target: Target, part: Place) -> PlaceProgress:
    goal = _goal_of(target, part)
    return PlaceProgress(part.name, goal, None, None, None, None if goal is None else Status.NO_DATA, 0)


def _part(
    plan: Plan, target: Target, part: Place, rows: list[Daily], day: date, judged: Target
) -> PlaceProgress:
    """One part; `judged` is the target by whose pace it goes: a district of a roll-up has its own."""
    total = tally(target, rows, plan.inside(part.name))
    goal = _goal_of(target, part)
    if points_at_people(plan, target, total.of):
        return PlaceProgress(part.name, goal, None, None, None, None, total.reported, hidden=True)
    return PlaceProgress(
        place=part.name,
        goal=goal,
        outcome=total.outcome,
        of=total.of,
        fulfilment=judge.fulfilment(judged, goal, total.outcome),
        status=None
        if goal is None
        else judge.status(judged, goal, total.outcome, day, plan.last_day, plan.limits),
        reported=total.reported,
    )


def _goal_of(target: Target, place: Place) -> Fraction | None:
    goal = dict(target.goals).get(place.name)
    return None if goal is None else Fraction(goal)


def _silent(
    target: Target, rows: Iterable[Daily], scope: _Scope
) -> tuple[tuple[str, ...] | None, tuple[str, ...] | None]:
    """In the plan's order the places that have not reported and, of a coverage, those that lack something."""
    measure = target.measure
    if measure.over is None:
        return None, None
    latest = latest_by_place(rows)
    places = [place.name for place in scope.places(target) if place.kind is measure.over]
    missing = tuple(name for name in places if name not in latest)
    if not isinstance(measure, Coverage):
        return missing, None
    return missing, tuple(name for name in places if name in latest and not has_enough(measure, latest[name]))


def _months(
    plan: Plan, target: Target, rows: Sequence[Daily], scope: _Scope, day: date
) -> tuple[Fraction | None, ...]:
    """What each month added or, where nothing is added, how it ended; None for those that have not begun."""
    begun = [number for number in range(1, _MONTHS_IN_YEAR + 1) if date(plan.year, number, 1) <= day]
    not_begun = [None] * (_MONTHS_IN_YEAR - len(begun))
    if is_additive(target):
        sums: list[Number] = [0] * (_MONTHS_IN_YEAR + 1)
        for row in rows:
            sums[row.date.month] += row.value
        return (*(Fraction(sums[number]) for number in begun), *not_begun)
    until = ([row for row in rows if row.date.month <= number] for number in begun)
    return (*(_shown(plan, target, known, scope) for known in until), *not_begun)


def _shown(plan: Plan, target: Target, rows: Sequence[Daily], scope: _Scope) -> Fraction | None:
    """What the rows come to, unless that would point at people."""
    total = _total(target, rows, scope)
    return None if points_at_people(plan, target, total.of) else total.outcome
