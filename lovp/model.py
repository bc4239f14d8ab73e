"""The words of the domain as frozen types: plan, target, place, calendar, outcome.

Numbers are exact: whole ones are `int`, those with decimals `Decimal`, ratios `Fraction`.
"""

from calendar import SATURDAY
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import Literal, NamedTuple, TypeAlias

Number: TypeAlias = int | Decimal
Date: TypeAlias = date

EVEN = "even"
"""The id of the calendar that has every day of the year."""


class PlaceKind(StrEnum):
    """The sizes of place, whatever a plan calls them; districts are in a roll-up alone."""

    DISTRICT = "district"
    SUBREGION = "subregion"
    MUNICIPALITY = "municipality"


@dataclass(frozen=True)
class Place:
    """A place, with the larger one that it lies in as `parent`; `tile` is its cell (column, row) on a map."""

    name: str
    kind: PlaceKind
    parent: str | None = None
    tile: tuple[int, int] | None = None


@dataclass(frozen=True)
class Span:
    """Named days from `first` to `last`, both included; a single day has them equal."""

    name: str
    first: date
    last: date


@dataclass(frozen=True)
class KeyDate(Span):
    """A date that the plan names."""

    source: str
    preliminary: bool = False


@dataclass(frozen=True)
class Calendar:
    """The days on which a target can progress: `terms` less `breaks` and, with `weekdays`, less weekends."""

    id: str
    name: str
    terms: tuple[Span, ...]
    breaks: tuple[Span, ...] = ()
    weekdays: bool = False

    def days(self, year: int) -> list[date]:
        """The days of the year that count, in order."""
        every = (date(year, 1, 1) + timedelta(number) for number in range(366))
        return [
            day
            for day in every
            if day.year == year
            and any(span.first <= day <= span.last for span in self.terms)
            and not any(span.first <= day <= span.last for span in self.breaks)
            and not (self.weekdays and day.weekday() >= SATURDAY)
        ]


@dataclass(frozen=True)
class Measure:
    """How a target's outcomes add up; `over` is the kind of place that each is reported for, if any."""

    over: PlaceKind | None = None

    @property
    def kind(self) -> str:
        """The measure's name in targets.yaml and in reports for machines."""
        return type(self).__name__.lower()


class Sum(Measure):
    """All values added, at any place or none."""


class Milestone(Measure):
    """One thing to be done: the latest row says how far, 0 to 1, and 1 is done."""


class Level(Measure):
    """A measured level: the latest row or, with `over`, the latest of each place, added."""


class Activity(Measure):
    """A commitment without a number: how many times, and when last."""


class Share(Measure):
    """The latest `value` of `of` per place, pooled: all values over all `of`."""


@dataclass(frozen=True)
class Coverage(Measure):
    """How many places have a latest `value` (or `of`, as `counts` says) of at least `minimum`."""

    minimum: Number = 1
    counts: Literal["value", "of"] = "value"


ADDITIVE = (Sum, Activity)
"""The measures whose values are added, so that parts add up to the whole."""


@dataclass(frozen=True, kw_only=True)
class Target:
    """One promise of the plan.

    A share's `goal` is a fraction (0.25), a milestone's is 1. With `standing` it is expected on every day of
    the year. `reads` names the target whose outcomes this one reads, `decimals` how many a value may have,
    `goals` those of single places, `central` the national organisation's id. In a roll-up `members` are the
    districts that have the target, each with its own.
    """

    id: str
    area: str
    name: str
    measure: Measure
    source: str
    calendar: Calendar
    unit: str | None = None
    unit_one: str | None = None
    goal: Number | None = None
    start: Number | None = None
    direction: Literal["at_least", "at_most"] = "at_least"
    due: date | None = None
    standing: bool = False
    reads: str | None = None
    decimals: int = 0
    goals: tuple[tuple[str, Number], ...] = ()
    central: str | None = None
    members: "tuple[tuple[str, Target], ...]" = ()

    @property
    def series(self) -> str:
        """The id under which this target's outcomes are recorded."""
        return self.reads or self.id

    @property
    def at_most(self) -> bool:
        """Whether the goal is a ceiling, so that lower is better."""
        return self.direction == "at_most"

    @property
    def whole(self) -> bool:
        """Whether it comes in whole things, of which there is no half."""
        is_whole = isinstance(self.measure, Coverage | Milestone)
        return is_whole or not (self.decimals or isinstance(self.measure, Share))

    @property
    def placed(self) -> bool:
        """Whether its outcomes can have a place; a milestone, and a level without `over`, is the whole's."""
        return not isinstance(self.measure, Milestone | Level) or self.measure.over is not None


@dataclass(frozen=True)
class Area:
    """A field of work, such as studies or schools, with its targets in the order of the plan."""

    id: str
    name: str
    targets: tuple[Target, ...]


@dataclass(frozen=True)
class Limits:
    """From which part of what is expected by now a target is on track, and from which it is at risk."""

    on_track: Number
    at_risk: Number


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What one organisation promises for one year, in the order of the file.

    Each place comes after the one that it lies in. `place_word` and `group_word` are what one and several of
    the smallest and the larger places are called.
    """

    organisation: str
    year: int
    language: str
    limits: Limits
    hide_below: int
    places: tuple[Place, ...]
    dates: tuple[KeyDate, ...]
    areas: tuple[Area, ...]
    place_word: tuple[str, str] = ("municipality", "municipalities")
    group_word: tuple[str, str] = ("subregion", "subregions")

    @property
    def first_day(self) -> date:
        """1 January."""
        return date(self.year, 1, 1)

    @property
    def last_day(self) -> date:
        """31 December."""
        return date(self.year, 12, 31)

    def targets(self) -> Iterator[Target]:
        """Every target."""
        return (target for area in self.areas for target in area.targets)

    @cached_property
    def target_by_id(self) -> dict[str, Target]:
        """Every target under its id."""
        return {target.id: target for target in self.targets()}

    @cached_property
    def area_by_id(self) -> dict[str, Area]:
        """Every area under its id."""
        return {area.id: area for area in self.areas}

    @cached_property
    def place_by_name(self) -> dict[str, Place]:
        """Every place under its name as the plan spells it."""
        return {place.name: place for place in self.places}

    @cached_property
    def parts(self) -> tuple[Place, ...]:
        """The largest places: the subregions or, in a roll-up, the districts."""
        return tuple(place for place in self.places if place.parent is None)

    @cached_property
    def part_of(self) -> dict[str, str]:
        """For each place the largest one that it lies in, which can be itself."""
        return {inner.name: part.name for part in self.parts for inner in self.inside(part.name)}

    def inside(self, name: str) -> tuple[Place, ...]:
        """A place and all that lies in it."""
        names = {name}
        for place in self.places:
            if place.parent in names:
                names.add(place.name)
        return tuple(place for place in self.places if place.name in names)

    @cached_property
    def subregions(self) -> tuple[Place, ...]:
        """The subregions."""
        return tuple(place for place in self.places if place.kind is PlaceKind.SUBREGION)

    @cached_property
    def municipalities(self) -> tuple[Place, ...]:
        """The municipalities."""
        return tuple(place for place in self.places if place.kind is PlaceKind.MUNICIPALITY)

    @property
    def smallest(self) -> tuple[Place, ...]:
        """Those that report: the municipalities or, in a plan that has none, the subregions."""
        return self.municipalities or self.subregions

    def word(self, kind: PlaceKind, count: int = 1) -> str:
        """What so many places of a kind are called, in the plan's language: klubb, klubbar."""
        one, many = self.group_word if kind is PlaceKind.SUBREGION else self.place_word
        return one if count == 1 else many


class Content(NamedTuple):
    """What an outcome says, whoever recorded it."""

    date: Date
    target: str
    place: str
    value: Number | None
    of: Number | None
    note: str


Counted: TypeAlias = tuple[Date, str, str, Number | None, Number | None]
"""What is counted of an outcome: its date, target, place, `value` and `of`."""


class Outcome(NamedTuple):
    """Something that happened, as one row of the record. It is never changed; a correction is another row.

    The fields are the record's columns, in their order. Without a `value` a row that replaces another only
    cancels it. `logged_at` is UTC to the microsecond, of fixed width, so that text order is time order.
    """

    id: str
    date: Date
    target: str
    place: str
    value: Number | None
    of: Number | None
    note: str
    replaces: str
    writer: str
    logged_at: str

    @property
    def cancels(self) -> bool:
        """Whether the row only cancels the one that it replaces."""
        return self.value is None

    @property
    def content(self) -> Content:
        """What it says."""
        return Content(*self[1:7])

    @property
    def counted(self) -> Counted:
        """What is counted of it."""
        return self[1:6]

    @property
    def latest_key(self) -> tuple[Date, str, str]:
        """What "latest" means everywhere: by date, then by when it was recorded, then by id."""
        return (self.date, self.logged_at, self.id)
