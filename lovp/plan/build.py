"""A plan's checked shape to the words of the domain."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from lovp import model
from lovp.calendars import EVEN, even, whole_year
from lovp.model import Calendar, Number, PlaceKind, Plan, Span
from lovp.plan import schema

STANDING = "standing"
OVER = {
    "municipalities": PlaceKind.MUNICIPALITY,
    "places": PlaceKind.MUNICIPALITY,
    "subregions": PlaceKind.SUBREGION,
    "groups": PlaceKind.SUBREGION,
}

# What reports call the smallest and the larger places where a plan has the keys of a district, and else.
_WORDS = {
    ("sv", True): (("kommun", "kommuner"), ("delregion", "delregioner")),
    ("en", True): (("municipality", "municipalities"), ("subregion", "subregions")),
    ("sv", False): (("plats", "platser"), ("grupp", "grupper")),
    ("en", False): (("place", "places"), ("group", "groups")),
}


def build_plan(shape: schema.PlanShape) -> Plan:
    """The plan; `rules` must have found no fault in the shape."""
    calendars = {id_: calendar_of(id_, calendar, shape.year) for id_, calendar in shape.calendars.items()}
    paces = {**calendars, EVEN: even(shape.year), STANDING: even(shape.year)}
    decimals = {
        target.id: decimals_of(target.decimals, target.measure, _goals(target))
        for area in shape.areas
        for target in area.targets
    }
    place_word, group_word = _words(shape)
    return Plan(
        organisation=shape.organisation,
        year=shape.year,
        language=shape.language,
        limits=model.Limits(shape.status.on_track, shape.status.at_risk),
        hide_below=shape.hide_below,
        places=tuple(_places(shape)),
        calendars=tuple(calendars.values()),
        dates=tuple(
            model.KeyDate(each.name, each.first, each.to or each.first, each.source or "", each.preliminary)
            for each in shape.calendar
        ),
        areas=tuple(
            model.Area(
                area.id, area.name, tuple(_target(each, area.id, paces, decimals) for each in area.targets)
            )
            for area in shape.areas
        ),
        place_word=place_word,
        group_word=group_word,
    )


def calendar_of(id_: str, shape: schema.CalendarShape, year: int) -> Calendar:
    """The calendar; without terms it is the whole year, and a holiday is a break of one day."""
    terms = tuple(Span(term.name, term.first, term.last) for term in shape.terms)
    breaks = tuple(Span(each.name, each.first, each.last) for each in shape.breaks)
    holidays = tuple(Span(each.name, each.first, each.first) for each in shape.holidays)
    terms = terms or (whole_year(shape.name, year),)
    return Calendar(id_, shape.name, terms, breaks + holidays, weekdays=shape.days == "weekdays")


def decimals_of(told: int | None, measure: str, goals: Iterable[Number]) -> int:
    """How many decimals a target's values may have: as it is told, else as many as its goals have."""
    if told is not None or measure not in {"sum", "level"}:
        return told or 0
    return max((decimals_in(goal) for goal in goals), default=0)


def decimals_in(number: Number) -> int:
    """How many decimals the number has, as it is written."""
    exponent = number.as_tuple().exponent if isinstance(number, Decimal) else 0
    return -exponent if isinstance(exponent, int) else 0


def _words(shape: schema.PlanShape) -> tuple[tuple[str, str], tuple[str, str]]:
    """What reports call one of the smallest places and several, and the same for the larger ones."""
    district = not shape.places or any(isinstance(entry, schema.SubregionShape) for entry in shape.places)
    place, group = _WORDS[shape.language, district]
    if shape.place_word:
        place = (shape.place_word[0], shape.place_word[1])
    if shape.group_word:
        group = (shape.group_word[0], shape.group_word[1])
    return place, group


def _places(shape: schema.PlanShape) -> Iterator[model.Place]:
    for entry in shape.places:
        match entry:
            case schema.PlaceShape():
                yield _place(entry, None)
            case schema.SubregionShape(subregion=name, municipalities=inside):
                yield model.Place(name, PlaceKind.SUBREGION)
                yield from (_place(each, name) for each in inside)
            case schema.GroupShape(group=name, places=inside):
                yield model.Place(name, PlaceKind.SUBREGION)
                yield from (_place(each, name) for each in inside)


def _place(shape: schema.PlaceShape, parent: str | None) -> model.Place:
    tile = (shape.tile[0], shape.tile[1]) if shape.tile else None
    return model.Place(shape.name, PlaceKind.MUNICIPALITY, parent, shape.code, tile)


def _target(
    shape: schema.AnyTarget, area: str, paces: dict[str, Calendar], decimals: dict[str, int]
) -> model.Target:
    return model.Target(
        id=shape.id,
        area=area,
        name=shape.name,
        measure=_measure(shape),
        source=shape.source or "",
        calendar=paces[shape.pace],
        unit=shape.unit,
        goal=_goal(shape),
        direction=model.Direction(getattr(shape, "direction", "at_least")),
        due=shape.due,
        standing=shape.pace == STANDING,
        reads=shape.reads,
        decimals=decimals[shape.reads or shape.id],
        goals=tuple((place, _exact(goal)) for place, goal in getattr(shape, "goals", {}).items()),
        central=shape.central,
    )


def _measure(shape: schema.AnyTarget) -> model.Measure:
    match shape:
        case schema.SumShape():
            return model.Sum()
        case schema.ShareShape():
            return model.Share(OVER[shape.over])
        case schema.CoverageShape():
            return model.Coverage(OVER[shape.over], _exact(shape.minimum), shape.counts)
        case schema.LevelShape():
            return model.Level()
        case schema.MilestoneShape():
            return model.Milestone()
        case _:
            return model.Activity()


def _goals(shape: schema.AnyTarget) -> list[Number]:
    """Every goal of the target, of the whole and of single places."""
    goal = getattr(shape, "goal", None)
    return [*([] if goal is None else [goal]), *getattr(shape, "goals", {}).values()]


def _goal(shape: schema.AnyTarget) -> Number | None:
    if isinstance(shape, schema.MilestoneShape):
        return 1
    goal: Number | None = getattr(shape, "goal", None)
    return goal if goal is None or isinstance(shape, schema.ShareShape) else _exact(goal)


def _exact(number: Number) -> Number:
    """A whole number as `int`, whatever zeros its decimals were written with."""
    return int(number) if isinstance(number, Decimal) and number == number.to_integral_value() else number
