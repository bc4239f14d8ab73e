"""From plan, outcomes and a date to Progress."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from lovp.model import Coverage, Level, Number, Place, PlaceKind, Plan, Target
from lovp.progress import judge
from lovp.progress.daily import Daily, Days
from lovp.progress.interval import can_be_forecast, interval
from lovp.progress.measures import has_enough, is_additive, latest_by_place, tally
from lovp.progress.values import AreaProgress, PlaceProgress, Progress, Tally, TargetProgress

_MONTHS_IN_YEAR = 12


class _Scope(NamedTuple):
    """What is asked for: the plan by the end of a day, at a place (None is the whole) and at its parts."""

    plan: Plan
    day: date
    place: Place | None
    within: tuple[Place, ...]
    """The place with all that lies in it."""
    parts: tuple[Place, ...]
    part_of: dict[str, str]
    """The name of the part in which each place within lies."""
    silent: frozenset[str]
    """The districts of a roll-up from which nothing is known, so that they are not taken for nothing done."""

    @property
    def is_inside(self) -> bool:
        """Whether the place is one inside a plan: neither the whole, nor a district of a roll-up."""
        return self.place is not None and self.place.kind is not PlaceKind.DISTRICT

    def targets(self, targets: Iterable[Target]) -> Iterator[Target]:
        """Those that can say anything about the place; in a district of a roll-up, its own."""
        for target in targets:
            found: Target | None = target
            if self.place and target.members:
                found = dict(target.members).get(self.plan.part_of[self.place.name])
            if found and (not self.is_inside or (found.placed and _is_in(self.within, found))):
                yield found

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
    """Where every target of the plan stands by the end of `as_of`; areas without targets are left out.

    `days` is what was reported, as known at `known_at`; what is later than `as_of` is left out. With `place`
    (a name of the plan) everything is restricted to it: its own goals where the plan has them, its
    municipalities instead of the subregions, and no target that has nothing to do with places. `only` says
    which targets are asked for.
    """
    names = {within.name for within in plan.inside(place)} if place else set()
    series = {
        name: [row for row in rows if row.date <= as_of and (place is None or row.place in names)]
        for name, rows in days.items()
    }
    scope = _scope(plan, as_of, place, series)
    areas = (
        AreaProgress(
            area.id,
            area.name,
            tuple(
                _target(target, series.get(target.series, []), scope)
                for target in scope.targets(area.targets)
                if only(target)
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
    """The same progress with only the targets to keep; areas without any are left out."""
    areas = (area._replace(targets=tuple(filter(keep, area.targets))) for area in progress.areas)
    return progress._replace(areas=tuple(area for area in areas if area.targets))


def select_relevant(progress: Progress) -> Progress:
    """The progress of a place with only what it has reported on, has a goal for or should report."""
    return select(
        progress,
        lambda each: bool(each.reported) or each.goal is not None or each.target.measure.over is not None,
    )


def _scope(plan: Plan, day: date, name: str | None, series: Days) -> _Scope:
    if name is None:
        place, within, parts, part_of = None, plan.places, plan.parts, plan.part_of
    else:
        place, within = plan.place_by_name[name], plan.inside(name)
        parts = tuple(each for each in within if each.parent == name)
        part_of = {inside.name: part.name for part in parts for inside in plan.inside(part.name)}
    districts = {each.name for each in within if each.kind is PlaceKind.DISTRICT}
    heard = {plan.part_of[row.place] for rows in series.values() for row in rows} if districts else set()
    return _Scope(plan, day, place, within, parts, part_of, frozenset(districts - heard))


def _target(target: Target, rows: list[Daily], scope: _Scope) -> TargetProgress:
    plan, day = scope.plan, scope.day
    goal = _goal(target, scope.place)
    total = _total(target, rows, scope)
    outcome = total.outcome
    parts = _parts(target, rows, scope)
    elsewhere = [row for row in rows if row.place not in scope.part_of]
    missing, insufficient = _missing(target, rows, scope)
    if scope.is_inside:
        target = _of_place(target)
    to_come = outcome is not None and can_be_forecast(target, goal)
    return TargetProgress(
        target=target,
        goal=goal,
        outcome=outcome,
        of=total.of,
        fulfilment=judge.fulfilment(target, goal, outcome),
        used=judge.used(target, goal, outcome),
        expected=judge.expected(target, goal, day),
        expected_part=judge.expected_part_of_goal(target, goal, day),
        left=judge.left(target, goal, outcome),
        needed_per_week=judge.needed_per_week(target, goal, outcome, day),
        interval=interval(target, rows, day) if to_come else None,
        status=judge.status(plan, target, goal, outcome, day),
        last_date=total.last_date,
        reported=total.reported,
        hidden=total.hidden,
        places=parts,
        unplaced=tally(plan, target, elsewhere, ()).outcome if is_additive(target) else None,
        missing=missing,
        insufficient=insufficient,
        months=_months(target, rows, scope),
    )


def _total(target: Target, rows: Sequence[Daily], scope: _Scope) -> Tally:
    """What the rows come to; no outcome where no district was heard of, or for a level of several."""
    total = tally(scope.plan, target, rows, scope.places(target))
    districts = {name for name, _own in target.members} or ({scope.place.name} if scope.place else set())
    unknown = bool(districts) and districts <= scope.silent
    if unknown or (target.members and target.measure == Level()):
        return total._replace(outcome=None)
    return total


def _parts(target: Target, rows: Iterable[Daily], scope: _Scope) -> tuple[PlaceProgress, ...]:
    """Each part of the place that the target can be reported for, in the plan's order."""
    by_part: dict[str, list[Daily]] = {part.name: [] for part in scope.parts}
    for row in rows:
        if part := scope.part_of.get(row.place):
            by_part[part].append(row)
    if target.members:
        own = {name: member for name, member in target.members if name not in scope.silent}
        return tuple(
            _part(target, part, by_part[part.name], scope, own.get(part.name)) for part in scope.parts
        )
    return tuple(
        _part(target, part, by_part[part.name], scope, _of_place(target))
        for part in scope.parts
        if target.placed and _is_in(scope.plan.inside(part.name), target)
    )


def _is_in(places: Iterable[Place], target: Target) -> bool:
    """Whether the target is counted in one of the places."""
    return target.measure.over is None or any(place.kind is target.measure.over for place in places)


def _of_place(target: Target) -> Target:
    """The target as one place is judged by it: without a start, which is that of all places together."""
    return target if target.start is None else replace(target, start=None, standing=True)


def _part(
    target: Target, part: Place, rows: Sequence[Daily], scope: _Scope, own: Target | None
) -> PlaceProgress:
    """One part. `own` is the target by whose pace it is judged; without one, nothing is known of the part."""
    plan, goal = scope.plan, _goal(target, part)
    total = tally(plan, target, rows, plan.inside(part.name)) if own else Tally()
    own = own or target
    judged = goal is not None and not total.hidden
    return PlaceProgress(
        place=part.name,
        goal=goal,
        outcome=total.outcome,
        of=total.of,
        fulfilment=judge.fulfilment(own, goal, total.outcome),
        status=judge.status(plan, own, goal, total.outcome, scope.day) if judged else None,
        reported=total.reported,
        hidden=total.hidden,
    )


def _goal(target: Target, place: Place | None) -> Fraction | None:
    goal = target.goal if place is None else dict(target.goals).get(place.name)
    return None if goal is None else Fraction(goal)


def _missing(
    target: Target, rows: Iterable[Daily], scope: _Scope
) -> tuple[tuple[str, ...] | None, tuple[str, ...] | None]:
    """The places that have not reported and, of a coverage, those that have too little to count."""
    measure = target.measure
    if measure.over is None:
        return None, None
    latest = latest_by_place(rows)
    places = [place.name for place in scope.places(target) if place.kind is measure.over]
    missing = tuple(name for name in places if name not in latest)
    if not isinstance(measure, Coverage):
        return missing, None
    return missing, tuple(name for name in places if name in latest and not has_enough(measure, latest[name]))


def _months(target: Target, rows: Sequence[Daily], scope: _Scope) -> tuple[Fraction | None, ...]:
    """What each month added, or where it ended if values are not added; None for months not begun."""
    numbers = range(1, _MONTHS_IN_YEAR + 1)
    begun = [number for number in numbers if date(scope.plan.year, number, 1) <= scope.day]
    not_begun = [None] * (_MONTHS_IN_YEAR - len(begun))
    if is_additive(target):
        sums: list[Number] = [0] * (_MONTHS_IN_YEAR + 1)
        for row in rows:
            sums[row.date.month] += row.value
        return (*(Fraction(sums[number]) for number in begun), *not_begun)
    latest: list[Daily] = []
    ends = []
    for number in begun:
        # Only the latest of each place matters, and what was latest before may still be.
        of_month = [row for row in rows if row.date.month == number]
        latest = list(latest_by_place([*latest, *of_month]).values())
        ends.append(_total(target, latest, scope).outcome)
    return (*ends, *not_begun)
