"""A plan's checked shape to the words of the domain."""

from decimal import Decimal

from lovp.calendars import EVEN, even, whole_year
from lovp.model import (
    Activity,
    Area,
    Calendar,
    Coverage,
    Direction,
    KeyDate,
    Level,
    Limits,
    Measure,
    Milestone,
    Number,
    Place,
    PlaceKind,
    Plan,
    Share,
    Span,
    Sum,
    Target,
)
from lovp.plan.schema import (
    AnyTarget,
    AreaShape,
    CalendarShape,
    CountedShape,
    CoverageShape,
    KeyDateShape,
    LevelShape,
    MilestoneShape,
    PlanShape,
    ShareShape,
    SumShape,
)

STANDING = "standing"

_PLACE_WORDS = {"sv": ("kommun", "kommuner"), "en": ("municipality", "municipalities")}
_GROUP_WORDS = {"sv": ("delregion", "delregioner"), "en": ("subregion", "subregions")}

_OVER = {"municipalities": PlaceKind.MUNICIPALITY, "subregions": PlaceKind.SUBREGION}


def build_plan(shape: PlanShape) -> Plan:
    """The plan; `rules` must have found no fault in the shape."""
    calendars = {id_: calendar_of(id_, calendar, shape.year) for id_, calendar in shape.calendars.items()}
    paces = {**calendars, EVEN: even(shape.year), STANDING: even(shape.year)}
    decimals = {target.id: target.decimals for area in shape.areas for target in area.targets}
    return Plan(
        organisation=shape.organisation,
        year=shape.year,
        language=shape.language,
        limits=Limits(shape.status.on_track, shape.status.at_risk),
        hide_below=shape.hide_below,
        places=_places(shape),
        calendars=tuple(calendars.values()),
        dates=tuple(_key_date(each) for each in shape.calendar),
        areas=tuple(_area(area, paces, decimals) for area in shape.areas),
        place_word=_PLACE_WORDS[shape.language],
        group_word=_GROUP_WORDS[shape.language],
    )


def calendar_of(id_: str, shape: CalendarShape, year: int) -> Calendar:
    """The calendar; without terms it is the whole year, and a holiday is a break of one day."""
    terms = tuple(Span(term.name, term.first, term.last) for term in shape.terms)
    breaks = tuple(Span(each.name, each.first, each.last) for each in shape.breaks)
    holidays = tuple(Span(each.name, each.first, each.first) for each in shape.holidays)
    return Calendar(
        id_,
        shape.name,
        terms or (whole_year(shape.name, year),),
        breaks + holidays,
        weekdays=shape.days == "weekdays",
    )


def _places(shape: PlanShape) -> tuple[Place, ...]:
    places: list[Place] = []
    for group in shape.places:
        places.append(Place(group.subregion, PlaceKind.SUBREGION))
        for town in group.municipalities:
            tile = (town.tile[0], town.tile[1]) if town.tile else None
            places.append(Place(town.name, PlaceKind.MUNICIPALITY, group.subregion, town.code, tile))
    return tuple(places)


def _key_date(shape: KeyDateShape) -> KeyDate:
    last = shape.first if shape.to is None else shape.to
    return KeyDate(shape.name, shape.first, last, shape.source or "", shape.preliminary)


def _area(shape: AreaShape, paces: dict[str, Calendar], decimals: dict[str, int]) -> Area:
    return Area(
        shape.id, shape.name, tuple(_target(each, shape.id, paces, decimals) for each in shape.targets)
    )


def _target(shape: AnyTarget, area: str, paces: dict[str, Calendar], decimals: dict[str, int]) -> Target:
    counted = shape if isinstance(shape, CountedShape) else None
    return Target(
        id=shape.id,
        area=area,
        name=shape.name,
        measure=_measure(shape),
        source=shape.source,
        calendar=paces[shape.pace],
        unit=shape.unit,
        goal=_goal(shape),
        direction=Direction(counted.direction) if counted else Direction.AT_LEAST,
        due=shape.due,
        standing=shape.pace == STANDING,
        reads=shape.reads,
        decimals=decimals[shape.reads or shape.id],
        goals=tuple((place, _exact(goal)) for place, goal in getattr(shape, "goals", {}).items()),
        central=shape.central,
    )


def _measure(shape: AnyTarget) -> Measure:
    match shape:
        case SumShape():
            return Sum()
        case ShareShape():
            return Share(_OVER[shape.over])
        case CoverageShape():
            return Coverage(_OVER[shape.over], _exact(shape.minimum), shape.counts)
        case LevelShape():
            return Level()
        case MilestoneShape():
            return Milestone()
        case _:
            return Activity()


def _goal(shape: AnyTarget) -> Number | None:
    if isinstance(shape, MilestoneShape):
        return 1
    goal = getattr(shape, "goal", None)
    if goal is None or isinstance(shape, ShareShape):
        return goal
    return _exact(goal)


def _exact(number: Number) -> Number:
    """A whole number as `int`, whatever zeros its decimals were written with."""
    return int(number) if isinstance(number, Decimal) and number == number.to_integral_value() else number
