"""A plan's checked shape to the words of the domain."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from lovp import model
from lovp.i18n import _, speaking
from lovp.model import EVEN, Calendar, PlaceKind, Plan, Span
from lovp.plan import schema

STANDING = "standing"
_MEASURES: dict[str, type[model.Measure]] = {
    kind.__name__.lower(): kind for kind in model.Measure.__subclasses__()
}


def build_plan(shape: schema.PlanShape) -> Plan:
    """The plan; the rules of `parse` must have found no fault in the shape."""
    calendars = {id_: calendar_of(id_, calendar, shape.year) for id_, calendar in shape.calendars.items()}
    even = calendar_of(EVEN, schema.CalendarShape(name=EVEN), shape.year)
    paces = {**calendars, EVEN: even, STANDING: even}
    decimals = dict[str, int]()
    for target in (target for area in shape.areas for target in area.targets):
        series = target.reads or target.id
        decimals[series] = max(decimals.get(series, 0), _decimals(dict(target)))
    areas = []
    for area in shape.areas:
        targets = [_target(each, area.id, paces[pace_of(dict(each))], decimals) for each in area.targets]
        areas.append(model.Area(area.id, area.name, tuple(targets)))
    with speaking(shape.language):
        place, group = [_("municipality"), _("municipalities")], [_("subregion"), _("subregions")]
        if shape.places and not any(isinstance(entry, schema.SubregionShape) for entry in shape.places):
            place, group = [_("place"), _("places")], [_("group"), _("groups")]
    place, group = shape.place_word or place, shape.group_word or group
    return Plan(
        organisation=shape.organisation,
        year=shape.year,
        language=shape.language,
        limits=model.Limits(shape.status.on_track, shape.status.at_risk),
        hide_below=shape.hide_below,
        places=tuple(each for entry in shape.places for each in _places(entry)),
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
    terms = _spans(shape.terms) or (Span(shape.name, date(year, 1, 1), date(year, 12, 31)),)
    breaks = _spans(shape.breaks) + _spans(shape.holidays)
    return Calendar(id_, shape.name, terms, breaks, weekdays=shape.days == "weekdays")


def _spans(shapes: Iterable[schema.SpanShape | schema.DayShape]) -> tuple[Span, ...]:
    return tuple(Span(each.name, each.first, each.last or each.first) for each in shapes)


def pace_of(target: Mapping[str, Any]) -> str:
    """The target's pace: a share or a level stands where nothing says that it moves, and all else is even."""
    stands = target.get("measure") in {"share", "level"} and target.get("start") is None
    return target.get("pace") or (STANDING if stands else EVEN)


def kind_over(target: Mapping[str, Any]) -> PlaceKind | None:
    """The size of the places that a target is over, if it is over any."""
    if target.get("over") in {"subregions", "groups"}:
        return PlaceKind.SUBREGION
    return PlaceKind.MUNICIPALITY if target.get("over") else None


def _places(shape: schema.Place, parent: str | None = None) -> list[model.Place]:
    """The place and, after it, what lies in it."""
    if isinstance(shape, schema.GroupShape):
        group = model.Place(shape.name, PlaceKind.SUBREGION)
        return [group, *(place for each in shape.inside for place in _places(each, shape.name))]
    tile = (shape.tile[0], shape.tile[1]) if shape.tile else None
    return [model.Place(shape.name, PlaceKind.MUNICIPALITY, parent, tile)]


def _target(
    shape: schema.AnyTarget, area: str, calendar: Calendar, decimals: Mapping[str, int]
) -> model.Target:
    keys = dict(shape)
    more = (_exact(shape.minimum), shape.counts) if isinstance(shape, schema.CoverageShape) else ()
    return model.Target(
        **{key: keys[key] for key in ("id", "name", "unit", "unit_one", "due", "reads", "central")},
        area=area,
        measure=_MEASURES[shape.measure](kind_over(keys), *more),
        source=shape.source or "",
        calendar=calendar,
        goal=1 if shape.measure == "milestone" else _exact(keys.get("goal")),
        start=_exact(keys.get("start")),
        direction=keys.get("direction", "at_least"),
        standing=pace_of(keys) == STANDING,
        decimals=decimals[shape.reads or shape.id],
        goals=tuple((place, _exact(goal)) for place, goal in keys.get("goals", {}).items()),
    )


def _decimals(target: Mapping[str, Any]) -> int:
    """How many decimals the target says that values have, or has in a number of its own."""
    goals = [target.get("goal"), target.get("start"), *target.get("goals", {}).values()]
    numbers = [target.get("minimum"), *(goals if target["measure"] != "share" else [])]
    return max(target["decimals"] or 0, *map(decimals_in, numbers))


def decimals_in(number: Any) -> int:
    """How many decimals the number has, as it is written."""
    return len(f"{number:f}".partition(".")[2]) if isinstance(number, Decimal) else 0


def _exact(number: Any) -> Any:
    """A whole number as `int`, whatever zeros its decimals were written with."""
    return int(number) if isinstance(number, Decimal) and number == number.to_integral_value() else number
