"""From plan, outcomes and a date to Progress."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import NamedTuple, TypeAlias

from lovp.model import Coverage, Level, Place, PlaceKind, Plan, Target
from lovp.progress import judge
from lovp.progress.interval import can_be_forecast, interval
from lovp.progress.measures import Daily, Days, has_enough, is_additive, latest_by_place, tally
from lovp.progress.values import AreaProgress, PlaceProgress, Progress, Tally, TargetProgress

_Names: TypeAlias = tuple[str, ...] | None


class _Scope(NamedTuple):
    """What is asked for: the plan by the end of a day, at a place (None is the whole) and at its parts.

    `within` is the place with all that lies in it, `part_of` the part in which each lies. `silent` are the
    districts of a roll-up that have reported nothing: what they have done is not known, rather than 0.
    """

    plan: Plan
    day: date
    place: Place | None
    within: tuple[Place, ...]
    parts: tuple[Place, ...]
    part_of: dict[str, str]
    silent: frozenset[str]

    @property
    def is_inside(self) -> bool:
        """Whether the place is one inside a plan: neither the whole, nor a district of a roll-up."""
        return self.place is not None and self.place.kind is not PlaceKind.DISTRICT

    def own(self, target: Target) -> Target | None:
        """The target as the place has it, in a roll-up its district's; None if it isn't reported there."""
        found: Target | None = target
        if self.place and target.members:
            found = dict(target.members).get(self.plan.part_of[self.place.name])
        return found if found and (not self.is_inside or _is_counted_in(self.within, found)) else None

    def over(self, target: Target) -> list[str]:
        """The places that the target is over; in a roll-up, in the districts that have it."""
        districts = {district for district, _own in target.members}
        names = _over(target, self.within)
        return [name for name in names if self.part_of[name] in districts] if districts else names


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
    within = plan.inside(place) if place else plan.places
    names = {each.name for each in within}
    series = {
        name: [row for row in rows if row.date <= as_of and (place is None or row.place in names)]
        for name, rows in days.items()
    }
    parts = tuple(each for each in within if each.parent == place)
    districts = {each.name for each in within if each.kind is PlaceKind.DISTRICT}
    heard = {plan.part_of[row.place] for rows in series.values() for row in rows} if districts else set()
    scope = _Scope(
        plan=plan,
        day=as_of,
        place=plan.place_by_name[place] if place else None,
        within=within,
        parts=parts,
        part_of={inner.name: part.name for part in parts for inner in plan.inside(part.name)},
        silent=frozenset(districts - heard),
    )
    areas = []
    for area in plan.areas:
        targets = [own for target in area.targets if (own := scope.own(target)) and only(own)]
        found = tuple(_target(target, series.get(target.series, []), scope) for target in targets)
        areas.append(AreaProgress(area.id, area.name, found))
    whole = Progress(plan, as_of, known_at, place, tuple(areas), tuple(warnings))
    return select(whole, lambda _target: True)


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


def _over(target: Target, places: Iterable[Place]) -> list[str]:
    """Those of the places that the target is over."""
    return [place.name for place in places if place.kind is target.measure.over]


def _is_counted_in(places: Iterable[Place], target: Target) -> bool:
    """Whether the target can be reported for one of the places."""
    return target.placed and (target.measure.over is None or bool(_over(target, places)))


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
    """What the rows come to; no outcome if no district has reported, nor for a level of several districts."""
    total = tally(scope.plan, target, rows, scope.over(target))
    districts = {name for name, _own in target.members} or ({scope.place.name} if scope.place else set())
    unknown = bool(districts) and districts <= scope.silent
    if unknown or (target.members and target.measure == Level()):
        return total._replace(outcome=None)
    return total


def _parts(target: Target, rows: Iterable[Daily], scope: _Scope) -> tuple[PlaceProgress, ...]:
    """Each part of the place that the target can be reported for, in the plan's order.

    In a roll-up each is judged by its own target, and nothing is known of those without one.
    """
    plan = scope.plan
    found = []
    own = {name: member for name, member in target.members if name not in scope.silent}
    by_part = defaultdict[str | None, list[Daily]](list)
    for row in rows:
        by_part[scope.part_of.get(row.place)].append(row)
    for part in scope.parts:
        places = plan.inside(part.name)
        if not target.members and not _is_counted_in(places, target):
            continue
        judged = own.get(part.name, _of_place(target))
        goal = _goal(target, part)
        total = Tally()
        if not target.members or part.name in own:
            total = tally(plan, target, by_part[part.name], _over(target, places))
        shown = goal is not None and not total.hidden
        found.append(
            PlaceProgress(
                place=part.name,
                goal=goal,
                outcome=total.outcome,
                of=total.of,
                fulfilment=judge.fulfilment(judged, goal, total.outcome),
                status=judge.status(plan, judged, goal, total.outcome, scope.day) if shown else None,
                reported=total.reported,
                hidden=total.hidden,
            )
        )
    return tuple(found)


def _of_place(target: Target) -> Target:
    """The target as one place is judged by it: without a start, which is that of all places together."""
    return target if target.start is None else replace(target, start=None, standing=True)


def _goal(target: Target, place: Place | None) -> Fraction | None:
    goal = target.goal if place is None else dict(target.goals).get(place.name)
    return None if goal is None else Fraction(goal)


def _missing(target: Target, rows: Iterable[Daily], scope: _Scope) -> tuple[_Names, _Names]:
    """The places that have not reported and, of a coverage, those that have too little to count."""
    measure = target.measure
    if measure.over is None:
        return None, None
    latest = latest_by_place(rows)
    places = scope.over(target)
    missing = tuple(name for name in places if name not in latest)
    if not isinstance(measure, Coverage):
        return missing, None
    return missing, tuple(name for name in places if name in latest and not has_enough(measure, latest[name]))


def _months(target: Target, rows: Sequence[Daily], scope: _Scope) -> tuple[Fraction | None, ...]:
    """What each month added, or where it ended if values are not added; None for months not begun."""
    by_month = defaultdict[int, list[Daily]](list)
    for row in rows:
        by_month[row.date.month].append(row)
    months = list[Fraction | None]()
    latest = list[Daily]()
    for number in range(1, 13):
        if date(scope.plan.year, number, 1) > scope.day:
            months.append(None)
        elif is_additive(target):
            months.append(Fraction(sum([row.value for row in by_month[number]])))
        else:
            # Only the latest of each place matters, and what was latest before may still be.
            latest = list(latest_by_place([*latest, *by_month[number]]).values())
            months.append(_total(target, latest, scope).outcome)
    return tuple(months)
