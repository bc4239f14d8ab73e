"""Small plans and outcomes, made by hand: two subregions with three and two municipalities."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from itertools import count
from typing import Any

from lovp.model import (
    Activity,
    Area,
    Calendar,
    Coverage,
    KeyDate,
    Level,
    Limits,
    Measure,
    Milestone,
    Number,
    Outcome,
    Place,
    PlaceKind,
    Plan,
    Share,
    Span,
    Sum,
    Target,
)
from lovp.progress.compute import progress_of
from lovp.progress.daily import daily
from lovp.progress.values import Progress, TargetProgress

TOWN, REGION = PlaceKind.MUNICIPALITY, PlaceKind.SUBREGION
PLACES = (
    Place("North", REGION),
    Place("Ash", TOWN, "North"),
    Place("Birch", TOWN, "North"),
    Place("Cedar", TOWN, "North"),
    Place("South", REGION),
    Place("Dill", TOWN, "South"),
    Place("Elm", TOWN, "South"),
)
TOWNS = ("Ash", "Birch", "Cedar", "Dill", "Elm")
ALL_MEASURES: tuple[Measure, ...] = (
    Sum(),
    Share(TOWN),
    Coverage(TOWN),
    Milestone(),
    Level(),
    Activity(),
)
MAY = date(2024, 5, 31)
LAST = date(2024, 12, 31)

_numbers = count(1)


def even(year: int = 2024) -> Calendar:
    return Calendar("even", "even", (Span("year", date(year, 1, 1), date(year, 12, 31)),))


def _day_off(year: int, month: int, day: int) -> Span:
    return Span("day off", date(year, month, day), date(year, month, day))


SCHOOL = Calendar(
    "school",
    "School year 2024",
    terms=(
        Span("spring", date(2024, 1, 9), date(2024, 6, 14)),
        Span("autumn", date(2024, 8, 20), date(2024, 12, 20)),
    ),
    breaks=(
        Span("weeks 7 and 8", date(2024, 2, 12), date(2024, 2, 23)),
        Span("Easter", date(2024, 4, 1), date(2024, 4, 5)),
        Span("week 44", date(2024, 10, 28), date(2024, 11, 1)),
        # The public holidays within the terms.
        _day_off(2024, 3, 29),
        _day_off(2024, 3, 31),
        _day_off(2024, 4, 1),
        _day_off(2024, 5, 1),
        _day_off(2024, 5, 9),
        _day_off(2024, 5, 19),
        _day_off(2024, 6, 6),
        _day_off(2024, 11, 2),
    ),
    weekdays=True,
)
"""The school year as the plan describes it, typed anew and not read from targets.yaml."""


def target(
    measure: Measure,
    goal: Number | None = None,
    *,
    name: str = "t",
    calendar: Calendar | None = None,
    due: date | None = None,
    standing: bool = False,
    start: Number | None = None,
    at_most: bool = False,
    reads: str | None = None,
    decimals: int = 0,
    goals: tuple[tuple[str, Number], ...] = (),
) -> Target:
    if isinstance(measure, Milestone):
        goal = 1
    return Target(
        id=name,
        area="work",
        name=name.capitalize(),
        measure=measure,
        source="",
        calendar=calendar or even(),
        unit="things",
        goal=goal,
        direction="at_most" if at_most else "at_least",
        due=due,
        standing=standing,
        start=start,
        reads=reads,
        decimals=decimals,
        goals=goals,
    )


def plan(
    *targets: Target,
    year: int = 2024,
    hide_below: int = 5,
    dates: tuple[KeyDate, ...] = (),
    limits: tuple[str, str] = ("0.95", "0.80"),
    areas: tuple[Area, ...] = (),
) -> Plan:
    return Plan(
        organisation="The district",
        year=year,
        language="en",
        limits=Limits(Decimal(limits[0]), Decimal(limits[1])),
        hide_below=hide_below,
        places=PLACES,
        calendars=(SCHOOL,),
        dates=dates,
        areas=areas or (Area("work", "Work", targets),),
    )


def row(
    day: str,
    value: Number | None = 1,
    place: str = "",
    of: Number | None = None,
    *,
    series: str = "t",
    logged: str = "",
    key: str = "",
) -> Outcome:
    """An outcome of the target `t`, or of another series; `day` is written 2024-03-12 or 3-12."""
    parts = [int(part) for part in day.split("-")]
    when = date(*parts) if len(parts) == len("ymd") else date(2024, parts[0], parts[1])
    logged_at = logged or f"{when}T12:00:00.000000Z"
    return Outcome(key or f"{next(_numbers):06}", when, series, place, value, of, "", "", "office", logged_at)


def progress(the_plan: Plan, rows: Sequence[Outcome], day: date, **more: Any) -> Progress:
    """Where the plan stands by the end of the day."""
    return progress_of(the_plan, daily(the_plan, rows), day, **more)


def stand(
    what: Target | Plan,
    rows: Sequence[Outcome] = (),
    day: date = MAY,
    *,
    place: str | None = None,
    number: int = 0,
) -> TargetProgress:
    """Where one target stands: the only one, or the one with the number."""
    the_plan = what if isinstance(what, Plan) else plan(what)
    return progress(the_plan, rows, day, place=place).targets()[number]


def these(*values: object) -> tuple[object, ...]:
    """The values side by side, to be compared with others: a fraction may be equal to a whole number."""
    return values
