"""A plan's checked shape to the words of the domain."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from lovp import model
from lovp.calendars import EVEN, even, whole_year
from lovp.i18n import _, speaking
from lovp.model import Calendar, PlaceKind, Plan, Span
from lovp.plan import schema

STANDING = "standing"


def build_plan(shape: schema.PlanShape) -> Plan:
    """The plan; `rules` must have found no fault in the shape."""
    calendars = {id_: calendar_of(id_, calendar, shape.year) for id_, calendar in shape.calendars.items()}
    paces = {**calendars, EVEN: even(shape.year), STANDING: even(shape.year)}
    decimals = dict[str, int]()
    for target in (target for area in shape.areas for target in area.targets):
        series = target.reads or target.id
        decimals[series] = max(decimals.get(series, 0), _decimals(dict(target)))
    areas = []
    for area in shape.areas:
        targets = [_target(each, area.id, paces[each.pace], decimals) for each in area.targets]
        areas.append(model.Area(area.id, area.name, tuple(targets)))
    place, group = _place_words(shape)
    return Plan(
        organisation=shape.organisation,
        year=shape.year,
        language=shape.language,
        limits=model.Limits(shape.status.on_track, shape.status.at_risk),
        hide_below=shape.hide_below,
        places=tuple(each for entry in shape.places for each in _places(entry)),
        calendars=tuple(calendars.values()),
        dates=tuple(
            model.KeyDate(day.name, day.first, day.last or day.first, day.source or "", day.preliminary)
            for day in shape.calendar
        ),
        areas=tuple(areas),
        place_word=(place[0], place[1]),
        group_word=(group[0], group[1]),
    )


def _place_words(shape: schema.PlanShape) -> tuple[list[str], list[str]]:
    """What a place and a group are called, each as one and as several."""
    with speaking(shape.language):
        place, group = [_("municipality"), _("municipalities")], [_("subregion"), _("subregions")]
        if shape.places and not any(isinstance(entry, schema.SubregionShape) for entry in shape.places):
            place, group = [_("place"), _("places")], [_("group"), _("groups")]
    return shape.place_word or place, shape.group_word or group


def calendar_of(id_: str, shape: schema.CalendarShape, year: int) -> Calendar:
    """The calendar; without terms it is the whole year."""
    terms = _spans(shape.terms) or (whole_year(shape.name, year),)
    breaks = _spans(shape.breaks) + _spans(shape.holidays)
    return Calendar(id_, shape.name, terms, breaks, weekdays=shape.days == "weekdays")


def _spans(shapes: Iterable[schema.SpanShape | schema.DayShape]) -> tuple[Span, ...]:
    return tuple(Span(each.name, each.first, each.last or each.first) for each in shapes)


def kind_over(over: str) -> PlaceKind:
    """The size of the places that a share or a coverage is over."""
    return PlaceKind.SUBREGION if over in {"subregions", "groups"} else PlaceKind.MUNICIPALITY


def _decimals(target: Mapping[str, Any]) -> int:
    """How many decimals the target says that values have, or has in a number of its own."""
    goals = [target.get("goal"), *target.get("goals", {}).values()] if target["measure"] != "share" else []
    numbers = [number for number in (*goals, target.get("minimum")) if isinstance(number, Decimal)]
    written = [len(f"{number:f}".partition(".")[2]) for number in numbers]
    return max([target["decimals"] or 0, *written])


def _places(shape: schema.Place, parent: str | None = None) -> list[model.Place]:
    """The place and, after it, what lies in it."""
    if isinstance(shape, schema.GroupShape):
        group = model.Place(shape.name, PlaceKind.SUBREGION)
        return [group, *(place for each in shape.inside for place in _places(each, shape.name))]
    tile = (shape.tile[0], shape.tile[1]) if shape.tile else None
    return [model.Place(shape.name, PlaceKind.MUNICIPALITY, parent, shape.code, tile)]


def _target(
    shape: schema.AnyTarget, area: str, calendar: Calendar, decimals: Mapping[str, int]
) -> model.Target:
    keys = dict(shape)
    return model.Target(
        id=shape.id,
        area=area,
        name=shape.name,
        measure=_measure(shape),
        source=shape.source or "",
        calendar=calendar,
        unit=shape.unit,
        goal=1 if shape.measure == "milestone" else _exact(keys.get("goal")),
        direction=model.Direction(keys.get("direction", "at_least")),
        due=shape.due,
        standing=shape.pace == STANDING,
        reads=shape.reads,
        decimals=decimals[shape.reads or shape.id],
        goals=tuple((place, _exact(goal)) for place, goal in keys.get("goals", {}).items()),
        central=shape.central,
    )


def _measure(shape: schema.AnyTarget) -> model.Measure:
    if isinstance(shape, schema.ShareShape):
        return model.Share(kind_over(shape.over))
    if isinstance(shape, schema.CoverageShape):
        return model.Coverage(kind_over(shape.over), _exact(shape.minimum), shape.counts)
    kinds = (model.Sum, model.Level, model.Milestone, model.Activity)
    return next(kind() for kind in kinds if kind.kind == shape.measure)


def _exact(number: Any) -> Any:
    """A whole number as `int`, whatever zeros its decimals were written with."""
    return int(number) if isinstance(number, Decimal) and number == number.to_integral_value() else number
