"""Several districts' plans of one year as one plan: the targets that are centrally set, under one id each.

How they are joined follows from their measure (docs/en/together.md): values, places and goals are added,
shares pooled, milestones counted. What is not alike is never added up: it is left out, and told.

A district without a goal leaves its target without one together, so that outcome and goal are always of the
same districts. A district whose target has another measure, unit or direction than most is left out of it.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import replace
from enum import StrEnum
from typing import NamedTuple, TypeVar

from lovp.model import (
    Activity,
    Area,
    Coverage,
    KeyDate,
    Level,
    Measure,
    Milestone,
    Number,
    Place,
    PlaceKind,
    Plan,
    Share,
    Target,
)
from lovp.text import fold

_T = TypeVar("_T", bound=Hashable)
_Targets = dict[str, Target]
"""The targets of districts that have the same central id, by district."""
_DISTRICTS = {"sv": "distrikt", "en": "districts"}
"""The unit of a milestone's count, in the language of the plans."""


class Member(NamedTuple):
    """A district by the name that it has among the others, with its plan of the year if there is one."""

    name: str
    plan: Plan | None


class Why(StrEnum):
    """Why something is not in the figures together, or not quite."""

    LACKS = "lacks"
    """The districts have no such target."""
    UNLIKE = "unlike"
    """The districts count it otherwise than most others, and are left out of it."""
    NO_MAJORITY = "no majority"
    """Counted in so many ways that none has most districts; left out altogether."""
    NO_GOAL = "no goal"
    """The districts have no goal for it, so that there is none together."""
    GOALS_DIFFER = "goals differ"
    """Shares whose goals are not the same have none together."""
    LEVEL = "level"
    """A level is shown for each district, and never added up."""
    SHARED_PLACE = "shared place"
    """A municipality that several districts have, and that counts in each."""


class Remark(NamedTuple):
    """One thing that a reader of the figures must know.

    `about` is the central id, or the name of a municipality; `ways` has, for what is not alike, each way
    with the districts that have it: their targets, one of each.
    """

    why: Why
    about: str
    districts: tuple[str, ...]
    ways: tuple[tuple[Target, tuple[str, ...]], ...] = ()


class Names(NamedTuple):
    """What a district's places are called in the joint plan, "" being the district itself."""

    places: Mapping[str, str]
    series: Mapping[str, tuple[str, ...]]
    """Under the id of each series the central ids of the targets that count it."""


class Joint(NamedTuple):
    """The joint plan, how each district's words become its words, and what its reader must know."""

    plan: Plan
    names: Mapping[str, Names]
    remarks: tuple[Remark, ...]


def join(organisation: str, year: int, members: Sequence[Member]) -> Joint:
    """The plan of all members that have one for the year; the others are places of which nothing is known.

    The order of the members is that in which the districts are shown; nothing else depends on it. At least
    one member has a plan.
    """
    # What is called otherwise here and there is called as most do, and then as the first by name does.
    by_name = sorted(members, key=lambda each: (fold(each.name), each.name))
    present = {each.name: each.plan for each in by_name if each.plan is not None}
    plans = list(present.values())
    places = _place_names([each.name for each in members], present)
    language = _most([plan.language for plan in plans])
    found: list[Target] = []
    remarks: list[Remark] = []
    # In the order of the plans, each once.
    for central in dict.fromkeys(each.central for plan in plans for each in plan.targets() if each.central):
        have = {
            name: target
            for name, plan in present.items()
            for target in plan.targets()
            if target.central == central
        }
        if lacking := tuple(name for name in present if name not in have):
            remarks.append(Remark(Why.LACKS, central, lacking))
        alike, told = _alike(central, have)
        remarks += told
        if alike:
            goal, why = _goal(central, alike)
            found.append(_target(central, alike, goal, places, _DISTRICTS[language]))
            remarks += [why] if why else []
    grouped = [plan for plan in plans if plan.subregions] or plans
    plan = Plan(
        organisation=organisation,
        year=year,
        language=language,
        limits=_most([plan.limits for plan in plans]),
        hide_below=max(plan.hide_below for plan in plans),
        places=tuple(_places(members, places)),
        dates=_dates(plans),
        areas=_areas(plans, found),
        place_word=_most([plan.place_word for plan in plans]),
        group_word=_most([plan.group_word for plan in grouped]),
    )
    names = {name: Names(places[name], _series(name, own, found)) for name, own in present.items()}
    return Joint(plan, names, (*remarks, *_shared_places(present)))


def _most(values: Sequence[_T]) -> _T:
    """What most have, and of those that as many have the first."""
    return Counter(values).most_common(1)[0][0]


def _alike(central: str, have: _Targets) -> tuple[_Targets, list[Remark]]:
    """The districts that count it alike, if those are most, and what must be said of the others."""
    ways = _ways(have, _way)
    alike = max(ways, key=len)
    if len(ways) == 1:
        return alike, []
    if 2 * len(alike) <= len(have):
        return {}, [Remark(Why.NO_MAJORITY, central, tuple(have), _told(ways))]
    others = tuple(name for name in have if name not in alike)
    return alike, [Remark(Why.UNLIKE, central, others, _told(ways))]


def _ways(have: _Targets, way: Callable[[Target], Hashable]) -> list[_Targets]:
    """The districts' targets in groups by their `way`."""
    found: defaultdict[Hashable, _Targets] = defaultdict(dict)
    for name, target in have.items():
        found[way(target)][name] = target
    return list(found.values())


def _told(ways: Iterable[_Targets]) -> tuple[tuple[Target, tuple[str, ...]], ...]:
    """For each group one target, and its districts."""
    return tuple((next(iter(way.values())), tuple(way)) for way in ways)


def _way(target: Target) -> Hashable:
    """What must be the same for outcomes to be added."""
    unit = "" if isinstance(target.measure, Milestone) else fold(target.unit or "")
    return (target.measure, unit, target.direction)


def _goal(central: str, alike: _Targets) -> tuple[Number | None, Remark | None]:
    """The goal of all together, and what must be said of it."""
    measure = next(iter(alike.values())).measure
    if measure == Level():
        return None, Remark(Why.LEVEL, central, ())
    without = tuple(name for name, target in alike.items() if target.goal is None)
    if isinstance(measure, Activity) or len(without) == len(alike):
        return None, None
    if without:
        return None, Remark(Why.NO_GOAL, central, without)
    goal = _together(measure, [target.goal for target in alike.values()])
    if goal is None:
        ways = _ways(alike, lambda target: target.goal)
        return None, Remark(Why.GOALS_DIFFER, central, tuple(alike), _told(ways))
    return goal, None


def _together(measure: Measure, numbers: Sequence[Number | None]) -> Number | None:
    """The goals or starts added, or for a share that of each; None where one has none, or shares differ."""
    known = [number for number in numbers if number is not None]
    if len(known) < len(numbers):
        return None
    if isinstance(measure, Share):
        return known[0] if len(set(known)) == 1 else None
    return sum(known)


def _target(
    central: str, alike: _Targets, goal: Number | None, places: Mapping[str, Mapping[str, str]], unit: str
) -> Target:
    """The target of the districts together; `unit` is that of a number of districts."""
    targets = list(alike.values())
    area = _most([target.area for target in targets])
    dues = [target.due for target in targets]
    measure: Measure = targets[0].measure
    if isinstance(measure, Milestone):
        measure = Coverage(PlaceKind.DISTRICT)
    else:
        unit = _most([target.unit or "" for target in targets])
    return Target(
        id=central,
        area=area,
        name=_most([target.name for target in targets]),
        measure=measure,
        source=_source(alike),
        calendar=_most([target.calendar for target in targets]),
        unit=unit or None,
        unit_one=_most([target.unit_one for target in targets]),
        goal=goal,
        start=None if goal is None else _together(measure, [target.start for target in targets]),
        direction=targets[0].direction,
        due=max(due for due in dues if due) if all(dues) else None,
        standing=all(target.standing for target in targets),
        decimals=max(target.decimals for target in targets),
        goals=tuple((district, own.goal) for district, own in alike.items() if own.goal is not None),
        central=central,
        members=tuple(
            (district, _own(district, own, central, area, places[district]))
            for district, own in alike.items()
        ),
    )


def _own(district: str, own: Target, central: str, area: str, places: Mapping[str, str]) -> Target:
    """A district's target as the joint plan has it: by its central id, and with the goal of its own place."""
    goals = [] if own.goal is None else [(district, own.goal)]
    goals += [(places[place], goal) for place, goal in own.goals]
    return replace(own, id=central, area=area, reads=None, goals=tuple(goals))


def _source(alike: _Targets) -> str:
    """The sentence that all plans quote or, where they differ, the first one after its district's name."""
    sources = {name: target.source for name, target in alike.items() if target.source}
    if len(set(sources.values())) > 1:
        return ": ".join(next(iter(sources.items())))
    return next(iter(sources.values()), "")


def _areas(plans: Sequence[Plan], targets: Sequence[Target]) -> tuple[Area, ...]:
    """The areas that have a target, by id, each named as most plans do."""
    names: defaultdict[str, list[str]] = defaultdict(list)
    for plan in plans:
        for area in plan.areas:
            names[area.id].append(area.name)
    areas = (
        Area(id_, _most(names[id_]), tuple(each for each in targets if each.area == id_)) for id_ in names
    )
    return tuple(area for area in areas if area.targets)


def _dates(plans: Sequence[Plan]) -> tuple[KeyDate, ...]:
    """The key dates that all districts have."""
    named = [{(fold(key.name), key.first, key.last) for key in plan.dates} for plan in plans]
    common = named[0].intersection(*named[1:])
    return tuple(key for key in plans[0].dates if (fold(key.name), key.first, key.last) in common)


def _place_names(districts: Sequence[str], plans: Mapping[str, Plan]) -> dict[str, dict[str, str]]:
    """What each district's places are called: as in its plan, with the district if others have the name."""
    # Håbo and Habo are two places, so accents count.
    counts = Counter(place.name for plan in plans.values() for place in plan.places)
    counts.update(districts)
    taken = set(districts)
    found: dict[str, dict[str, str]] = {}
    for district, plan in plans.items():
        names = found[district] = {"": district}
        for place in plan.places:
            name = place.name if counts[place.name] == 1 else f"{place.name} ({district})"
            while name in taken:
                name += "*"
            taken.add(name)
            names[place.name] = name
    return found


def _places(members: Sequence[Member], names: Mapping[str, Mapping[str, str]]) -> Iterable[Place]:
    """Each district, followed by its places. Maps of districts lie over each other, so several have none."""
    alone = sum(each.plan is not None for each in members) == 1
    for district, plan in members:
        yield Place(district, PlaceKind.DISTRICT)
        for place in plan.places if plan else ():
            own = names[district]
            parent = own[place.parent] if place.parent else district
            tile = place.tile if alone else None
            yield replace(place, name=own[place.name], parent=parent, tile=tile)


def _series(district: str, plan: Plan, targets: Iterable[Target]) -> dict[str, tuple[str, ...]]:
    """Which joint targets count each of the district's series; shares first."""
    joined = {target.id for target in targets if district in dict(target.members)}
    found: dict[str, tuple[str, ...]] = {}
    for own in sorted(plan.targets(), key=lambda target: not isinstance(target.measure, Share)):
        if own.central in joined:
            found[own.series] = (*found.get(own.series, ()), own.central)
    return found


def _shared_places(present: Mapping[str, Plan]) -> list[Remark]:
    """The municipalities that several districts have."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for district, plan in present.items():
        for place in plan.municipalities:
            found[place.name].append(district)
    return [Remark(Why.SHARED_PLACE, name, tuple(have)) for name, have in found.items() if len(have) > 1]
