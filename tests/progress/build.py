"""Small plans and outcomes, made by hand: two subregions with three and two municipalities."""

from collections.abc import Iterable, Sequence
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
from lovp.progress.measures import daily
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
ALL_MEASURES: tuple[Measure, ...] = (Sum(), Share(TOWN), Coverage(TOWN), Milestone(), Level(), Activity())
MAY = date(2024, 5, 31)
LAST = date(2024, 12, 31)

_numbers = count(1)


def on(day: str | date) -> date:
    """The day that is written 3-12, of 2024, or 2023-3-12."""
    if isinstance(day, date):
        return day
    *year, month, number = map(int, day.split("-"))
    return date(year[0] if year else 2024, month, number)


def span(first: str, last: str = "", name: str = "s") -> Span:
    return Span(name, on(first), on(last or first))


def even(year: int = 2024) -> Calendar:
    return Calendar("even", "even", (span(f"{year}-1-1", f"{year}-12-31"),))


PUBLIC_HOLIDAYS = ("3-29", "3-31", "4-1", "5-1", "5-9", "5-19", "6-6", "11-2")
"""Those within the terms of the schools."""
SCHOOL = Calendar(
    "school",
    "School year 2024",
    terms=(span("1-9", "6-14"), span("8-20", "12-20")),
    breaks=(span("2-12", "2-23"), span("4-1", "4-5"), span("10-28", "11-1"), *map(span, PUBLIC_HOLIDAYS)),
    weekdays=True,
)
"""The school year as the plan describes it, typed anew and not read from targets.yaml."""


def target(
    measure: Measure,
    goal: Number | None = None,
    *,
    name: str = "t",
    due: str | date | None = None,
    at_most: bool = False,
    **more: Any,
) -> Target:
    """A target; `more` are the other fields of `Target`."""
    return Target(
        id=name,
        area="work",
        name=name.capitalize(),
        measure=measure,
        source="",
        goal=1 if isinstance(measure, Milestone) else goal,
        direction="at_most" if at_most else "at_least",
        due=on(due) if due else None,
        **{"calendar": even(), "unit": "things", **more},
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
    when = on(day)
    logged_at = logged or f"{when}T12:00:00.000000Z"
    return Outcome(key or f"{next(_numbers):06}", when, series, place, value, of, "", "", "office", logged_at)


def rows(text: str) -> list[Outcome]:
    """Outcomes as text: series, day, value or value/of, and the place if any; a semicolon between them."""
    found = []
    for words in map(str.split, text.split(";")):
        series, day, value, *place = words
        number, _slash, of = value.partition("/")
        whole = Decimal(of) if of else None
        found.append(row(day, Decimal(number), " ".join(place), whole, series=series))
    return found


def report(what: Target, outcome: Number | None) -> list[Outcome]:
    """What was reported on the first day so that the target has the outcome; nothing for None."""
    if outcome is None:
        return []
    match what.measure:
        case Share():
            return [row("1-1", int(outcome * 10_000), "Ash", 10_000, series=what.series)]
        case Coverage(over):
            places = [each.name for each in PLACES if each.kind is over][: int(outcome)]
            return [row("1-1", 1, name, series=what.series) for name in places]
        case _:
            return [row("1-1", outcome, series=what.series)]


def progress(the_plan: Plan, rows: Sequence[Outcome], day: str | date, **more: Any) -> Progress:
    """Where the plan stands by the end of the day."""
    return progress_of(the_plan, daily(the_plan, rows), on(day), **more)


def stand(
    what: Target | Plan,
    rows: Sequence[Outcome] = (),
    day: str | date = MAY,
    *,
    place: str | None = None,
) -> TargetProgress:
    """Where the first target stands, or the only one."""
    the_plan = what if isinstance(what, Plan) else plan(what)
    return progress(the_plan, rows, day, place=place).targets()[0]


def by_id(now: Progress) -> dict[str, TargetProgress]:
    """Each target's progress under its id."""
    return {each.target.id: each for each in now.targets()}


def check(found: object, **figures: object) -> None:
    """Hold some of the figures against others: a fraction may be equal to a whole number."""
    told = {name: getattr(found, name) for name in figures}
    assert told == figures, told


def table(rows: Iterable[object], *names: str) -> list[tuple[object, ...]]:
    """These figures of each, such as place and outcome of a target's places."""
    return [tuple(getattr(each, name) for name in names) for each in rows]


def these(*values: object) -> tuple[object, ...]:
    """The values side by side, to be compared with others: a fraction may be equal to a whole number."""
    return values
