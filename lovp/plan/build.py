"""A plan's checked shape to the words of the domain."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from lovp import model
from lovp.calendars import EVEN, even, whole_year
from lovp.i18n import _, speaking
from lovp.model import Activity, Calendar, Level, Milestone, Number, PlaceKind, Plan, Span, Sum
from lovp.plan import schema

STANDING = "standing"


def build_plan(shape: schema.PlanShape) -> Plan:
    """The plan; `rules` must have found no fault in the shape."""
    calendars = {id_: calendar_of(id_, calendar, shape.year) for id_, calendar in shape.calendars.items()}
    paces = {**calendars, EVEN: even(shape.year), STANDING: even(shape.year)}
    targets = [target for area in shape.areas for target in area.targets]
    decimals = {target.id: decimals_of(dict(target)) for target in targets}
    areas = []
    for area in shape.areas:
        made = [
            _target(each, area.id, paces[pace_of(dict(each))], decimals[each.reads or each.id])
            for each in area.targets
        ]
        areas.append(model.Area(area.id, area.name, tuple(made)))
    district = not shape.places or any(isinstance(entry, schema.SubregionShape) for entry in shape.places)
    with speaking(shape.language):
        district_words = [_("municipality"), _("municipalities")], [_("subregion"), _("subregions")]
        place, group = district_words if district else ([_("place"), _("places")], [_("group"), _("groups")])
    place, group = shape.place_word or place, shape.group_word or group
    return Plan(
        organisation=shape.organisation,
        year=shape.year,
        language=shape.language,
        limits=model.Limits(shape.status.on_track, shape.status.at_risk),
        hide_below=shape.hide_below,
        places=tuple(_places(shape)),
        calendars=tuple(calendars.values()),
        dates=tuple(
            model.KeyDate(day.name, day.first, day.last or day.first, day.source or "", day.preliminary)
            for day in shape.calendar
        ),
        areas=tuple(areas),
        place_word=(place[0], place[1]),
        group_word=(group[0], group[1]),
    )


def calendar_of(id_: str, shape: schema.CalendarShape, year: int) -> Calendar:
    """The calendar; without terms it is the whole year."""
    terms = _spans(shape.terms) or (whole_year(shape.name, year),)
    breaks = _spans(shape.breaks) + _spans(shape.holidays)
    return Calendar(id_, shape.name, terms, breaks, weekdays=shape.days == "weekdays")


def _spans(shapes: Iterable[schema.SpanShape | schema.DayShape]) -> tuple[Span, ...]:
    return tuple(Span(each.name, each.first, each.last or each.first) for each in shapes)


def pace_of(target: Mapping[str, Any]) -> str:
    """The target's pace: a share or a level stands where nothing says that it moves, and all else is even."""
    stands = target.get("measure") in {"share", "level"} and target.get("start") is None
    return target.get("pace") or (STANDING if stands else EVEN)


def kind_over(over: str) -> PlaceKind:
    """The size of the places that a target is over."""
    return PlaceKind.SUBREGION if over in {"subregions", "groups"} else PlaceKind.MUNICIPALITY


def decimals_of(target: Mapping[str, Any]) -> int:
    """How many decimals the target's values may have: as it says, else as many as its goals have."""
    goals = [target.get("goal"), target.get("start"), *target.get("goals", {}).values()]
    most = max(decimals_in(goal) for goal in goals) if target["measure"] in {"sum", "level"} else 0
    told = target.get("decimals")
    return most if told is None else int(told)


def decimals_in(number: Number | None) -> int:
    """How many decimals the number has, as it is written."""
    exponent = number.as_tuple().exponent if isinstance(number, Decimal) else 0
    return -exponent if isinstance(exponent, int) else 0


def _places(shape: schema.PlanShape) -> Iterator[model.Place]:
    for entry in shape.places:
        if isinstance(entry, schema.PlaceShape):
            yield _place(entry, None)
        else:
            yield model.Place(entry.name, PlaceKind.SUBREGION)
            yield from (_place(each, entry.name) for each in entry.inside)


def _place(shape: schema.PlaceShape, parent: str | None) -> model.Place:
    tile = (shape.tile[0], shape.tile[1]) if shape.tile else None
    return model.Place(shape.name, PlaceKind.MUNICIPALITY, parent, shape.code, tile)


def _target(shape: schema.AnyTarget, area: str, calendar: Calendar, decimals: int) -> model.Target:
    keys = dict(shape)
    return model.Target(
        id=shape.id,
        area=area,
        name=shape.name,
        measure=_measure(shape),
        source=shape.source or "",
        calendar=calendar,
        unit=shape.unit,
        unit_one=shape.unit_one,
        start=_exact(keys.get("start")),
        goal=1 if shape.measure == "milestone" else _exact(keys.get("goal")),
        direction=model.Direction(keys.get("direction", "at_least")),
        due=shape.due,
        standing=pace_of(keys) == STANDING,
        reads=shape.reads,
        decimals=decimals,
        goals=tuple((place, _exact(goal)) for place, goal in keys.get("goals", {}).items()),
        central=shape.central,
    )


def _measure(shape: schema.AnyTarget) -> model.Measure:
    if isinstance(shape, schema.ShareShape):
        return model.Share(kind_over(shape.over))
    if isinstance(shape, schema.CoverageShape):
        return model.Coverage(kind_over(shape.over), _exact(shape.minimum), shape.counts)
    if isinstance(shape, schema.LevelShape):
        return Level(kind_over(shape.over) if shape.over else None)
    plain: dict[str, model.Measure] = {"sum": Sum(), "milestone": Milestone()}
    return plain.get(shape.measure, Activity())


def _exact(number: Any) -> Any:
    """A whole number as `int`, whatever zeros its decimals were written with."""
    return int(number) if isinstance(number, Decimal) and number == number.to_integral_value() else number
