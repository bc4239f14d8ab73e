"""Several districts' plans of one year, and what they reported, as one plan: the centrally set targets.

How they are joined follows from their measure (docs/en/together.md): values, places and goals are added,
shares pooled, milestones counted. A district that counts a target in another way than most is left out of it.
Outcome and goal are always of the same districts: where one has no goal, there is none together.
"""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from statistics import mode
from typing import NamedTuple

from lovp.model import (
    Area,
    Coverage,
    Level,
    Milestone,
    Number,
    Outcome,
    Place,
    PlaceKind,
    Plan,
    Share,
    Target,
)
from lovp.progress.measures import Daily, Days, points_at_people
from lovp.text import fold

_DISTRICTS = {"sv": "distrikt", "en": "districts"}
"""The unit of a milestone's count, in the language of the plans."""


class Joint(NamedTuple):
    """The joint plan, and for each district with a plan how its words become those of the joint one.

    `places` has what its places are called, "" being itself, and `series` for the id of each series the
    central ids of the targets that count it, shares first. `unlike` has, by central id, the targets of the
    districts that count it in another way than most, and are left out.
    """

    plan: Plan
    places: Mapping[str, Mapping[str, str]]
    series: Mapping[str, Mapping[str, tuple[str, ...]]]
    unlike: Mapping[str, Mapping[str, Target]]


def join(organisation: str, year: int, districts: Mapping[str, Plan | None]) -> Joint:
    """The joint plan of the districts that have one for the year; the others are places, and nothing more.

    At least one has a plan. Where no figure depends on it, words are those of the first plan by name.
    """
    plans = {name: plan for name in sorted(districts, key=fold) if (plan := districts[name])}
    first = next(iter(plans.values()))
    places = _place_names(districts, plans)
    by_central: defaultdict[str, dict[str, Target]] = defaultdict(dict)
    for name, plan in plans.items():
        for target in plan.targets():
            if target.central:
                by_central[target.central][name] = target
    areas: defaultdict[str, list[Target]] = defaultdict(list)
    unlike = {}
    for central, have in by_central.items():
        way = mode([_way(target) for target in have.values()])
        alike = {name: target for name, target in have.items() if _way(target) == way}
        joined = _target(central, alike, places, _DISTRICTS[first.language])
        areas[joined.area].append(joined)
        unlike[central] = {name: target for name, target in have.items() if name not in alike}
    area_names = {area.id: area.name for plan in reversed(plans.values()) for area in plan.areas}
    dates = [{(key.name, key.first, key.last): key for key in plan.dates} for plan in plans.values()]
    joint = Plan(
        organisation=organisation,
        year=year,
        language=first.language,
        limits=mode([plan.limits for plan in plans.values()]),
        hide_below=max(plan.hide_below for plan in plans.values()),
        places=tuple(_places(districts, places)),
        dates=tuple(date for key, date in dates[0].items() if all(key in other for other in dates)),
        areas=tuple(Area(id_, area_names[id_], tuple(targets)) for id_, targets in areas.items()),
        place_word=first.place_word,
        group_word=first.group_word,
    )
    series = {name: _series(name, plan, joint.targets()) for name, plan in plans.items()}
    return Joint(joint, places, series, unlike)


def _way(target: Target) -> Hashable:
    """What must be the same for outcomes to be added."""
    unit = "" if isinstance(target.measure, Milestone) else fold(target.unit or "")
    return (target.measure, unit, target.direction)


def _target(
    central: str, alike: Mapping[str, Target], places: Mapping[str, Mapping[str, str]], districts: str
) -> Target:
    """The target of the districts together; `districts` is the unit of a number of districts."""
    targets = list(alike.values())
    first = targets[0]
    is_counted = isinstance(first.measure, Milestone)
    # Levels can't be added: each district keeps its own goal.
    goal = None if first.measure == Level() else _together(first, [target.goal for target in targets])
    dues = [target.due for target in targets]
    members = []
    for district, own in alike.items():
        goals = [("", own.goal), *own.goals]
        named = tuple((places[district][place], goal) for place, goal in goals if goal is not None)
        members.append((district, replace(own, id=central, area=first.area, reads=None, goals=named)))
    source = first.source
    if source and len({target.source for target in targets}) > 1:
        source = f"{next(iter(alike))}: {source}"
    return replace(
        first,
        id=central,
        measure=Coverage(PlaceKind.DISTRICT) if is_counted else first.measure,
        source=source,
        calendar=mode([target.calendar for target in targets]),
        unit=districts if is_counted else first.unit,
        unit_one=None if is_counted else first.unit_one,
        goal=goal,
        start=None if goal is None else _together(first, [target.start for target in targets]),
        due=max(due for due in dues if due) if all(dues) else None,
        standing=all(target.standing for target in targets),
        reads=None,
        decimals=max(target.decimals for target in targets),
        goals=tuple((district, own.goal) for district, own in alike.items() if own.goal is not None),
        members=tuple(members),
    )


def _together(target: Target, numbers: Sequence[Number | None]) -> Number | None:
    """The goals or starts added, or for a share that of each; None where one has none, or shares differ."""
    known = [number for number in numbers if number is not None]
    is_share = isinstance(target.measure, Share)
    if len(known) < len(numbers) or (is_share and len(set(known)) > 1):
        return None
    return known[0] if is_share else sum(known)


def _place_names(districts: Iterable[str], plans: Mapping[str, Plan]) -> dict[str, dict[str, str]]:
    """What each district's places are called: as in its plan, with the district if others have the name."""
    # Håbo and Habo are two places, so accents count.
    counts = Counter([*districts, *(place.name for plan in plans.values() for place in plan.places)])
    found = {}
    for district, plan in plans.items():
        names = [place.name for place in plan.places]
        own = {name: name if counts[name] == 1 else f"{name} ({district})" for name in names}
        found[district] = {"": district, **own}
    return found


def _places(districts: Mapping[str, Plan | None], names: Mapping[str, Mapping[str, str]]) -> Iterator[Place]:
    """Each district, followed by its places. Maps of districts lie over each other, so there is none."""
    for district, plan in districts.items():
        yield Place(district, PlaceKind.DISTRICT)
        for place in plan.places if plan else ():
            own = names[district]
            yield replace(place, name=own[place.name], parent=own[place.parent or ""], tile=None)


def _series(district: str, plan: Plan, targets: Iterable[Target]) -> dict[str, tuple[str, ...]]:
    """Which joint targets count each of the district's series; shares first."""
    joined = {target.id for target in targets if district in dict(target.members)}
    found: dict[str, tuple[str, ...]] = {}
    for own in sorted(plan.targets(), key=lambda target: not isinstance(target.measure, Share)):
        if own.central in joined:
            found[own.series] = (*found.get(own.series, ()), own.central)
    return found


def joint_days(joint: Joint, days: Mapping[str, Days]) -> Days:
    """What was reported on the targets of the joint plan, by their ids; `days` has each district's own."""
    found: defaultdict[str, list[Daily]] = defaultdict(list)
    for district, own in days.items():
        names = joint.places[district]
        for series, centrals in joint.series[district].items():
            rows = [row._replace(place=names[row.place]) for row in own.get(series, ())]
            for central in centrals:
                found[central] += rows
    return found


def joint_outcomes(joint: Joint, district: str, plan: Plan, outcomes: Iterable[Outcome]) -> Iterator[Outcome]:
    """A district's outcomes on the targets of the joint plan, each by the first that counts it.

    `plan` is the district's own. What points at people is hidden as the share that it is. Where the share is
    not in the joint plan nothing there would hide it, so that the row is left out.
    """
    for row in outcomes:
        if centrals := joint.series[district].get(row.target):
            readers = [target for target in plan.targets() if target.series == row.target]
            pointing = [target.central for target in readers if points_at_people(plan, target, row.of)]
            if not pointing or centrals[0] in pointing:
                yield row._replace(target=centrals[0], place=joint.places[district][row.place])
