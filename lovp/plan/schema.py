"""What may stand in targets.yaml: every key, what its value is, and what it means.

The same model checks a plan (`messages` has the words for what it finds) and, as JSON Schema, tells editors
what each key is (`json_schema`). What must hold between several values is in `rules`.
"""

import re
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, ClassVar, Literal, TypeAlias

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    Tag,
    TypeAdapter,
    WithJsonSchema,
)

from lovp.i18n import mark

MAX_ID = 40
FIRST_YEAR, LAST_YEAR = 1900, 2200
_ID = r"^[a-z0-9]+(-[a-z0-9]+)*$"
_PERCENT = r"([0-9]{1,9}(\.[0-9]{1,9})?)[ \u00a0]?%"


def described(words: str, default: Any = ..., **more: Any) -> Any:
    """A key with what it means; without a default it is required."""
    return Field(default, description=words, **more)


def is_id(word: str) -> bool:
    """Whether the word is at most `MAX_ID` characters: a to z, digits, and single hyphens between them."""
    return len(word) <= MAX_ID and re.fullmatch(_ID, word) is not None


def number(value: Any) -> Any:
    """The value as an exact number, if it is one; `25 %` is a quarter."""
    if isinstance(value, str) and (percent := re.fullmatch(_PERCENT, value)):
        return Decimal(percent[1]).scaleb(-2)
    return Decimal(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _amount(value: object) -> object:
    return value if isinstance(value, str) else number(value)


def _text(value: object) -> object:
    """A text with white space collapsed: a name with two spaces in it could never be typed."""
    return " ".join(value.split()) if isinstance(value, str) else value


def _named(value: object) -> object:
    """A place written as its name alone."""
    return value if isinstance(value, dict) else {"name": value}


_ABOVE_ZERO = WithJsonSchema({"type": "number", "exclusiveMinimum": 0})
_PART = WithJsonSchema(
    {
        "anyOf": [
            {"type": "number", "minimum": 0, "maximum": 1},
            {"type": "string", "pattern": f"^{_PERCENT}$"},
        ]
    }
)

Text: TypeAlias = Annotated[str, Field(min_length=1, max_length=2000), BeforeValidator(_text)]
Id: TypeAlias = Annotated[str, Field(pattern=_ID, max_length=MAX_ID)]
Amount: TypeAlias = Annotated[Decimal, BeforeValidator(_amount), Field(gt=0), _ABOVE_ZERO]
Whole: TypeAlias = Annotated[int, Field(gt=0)]
Part: TypeAlias = Annotated[Decimal, BeforeValidator(number), Field(ge=0, le=1), _PART]
PartGoal: TypeAlias = Annotated[Decimal, BeforeValidator(number), Field(gt=0, le=1), _PART]
Small: TypeAlias = Annotated[int, Field(ge=0, le=999)]
Code: TypeAlias = Annotated[int, Field(ge=1, le=9999)]
Decimals: TypeAlias = Annotated[int, Field(ge=0, le=6)]
Two = Field(min_length=2, max_length=2)
_OVER = mark("Which places are counted: municipalities or subregions, or places or groups.")
_GOALS = mark("Goals of single subregions; they need not add up to the goal.")
Over: TypeAlias = Literal["municipalities", "subregions", "places", "groups"]


class Shape(BaseModel):
    """A block of keys: one that it doesn't name is an error, and no value is converted to another type."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)
    called: ClassVar[str]
    """What messages call it."""


class PlaceShape(Shape):
    called = mark("a place")
    name: Text = described("The place's name; of a municipality without that word.")
    code: Code | None = described("The municipality's code, such as 1496.", None)
    tile: Annotated[list[Small], Two] | None = described("Its cell on the map: [column, row].", None)


SomePlace: TypeAlias = Annotated[
    PlaceShape, BeforeValidator(_named, json_schema_input_type=Text | PlaceShape)
]


class SubregionShape(Shape):
    called = mark("a subregion")
    subregion: Text = described("The subregion's name, such as Skaraborg.")
    municipalities: list[SomePlace] = described("What lies in it: names alone, or with code and tile.", [])


class GroupShape(Shape):
    called = mark("a group")
    group: Text = described("The group's name, such as Norra kretsen.")
    places: list[SomePlace] = described("What lies in it: names alone, or with code and tile.", [])


PLACES: dict[str, type[Shape]] = {"place": PlaceShape, "group": GroupShape, "subregion": SubregionShape}


def kind_of_place(value: object) -> str:
    """Which of `PLACES` an entry of `places:` is."""
    if not isinstance(value, dict) or "name" in value:
        return "place"
    return "group" if "group" in value or "places" in value else "subregion"


class StatusShape(Shape):
    called = mark("status")
    on_track: Part = described("From this part of what is expected a target is on track.", Decimal("0.95"))
    at_risk: Part = described("From this part it is at risk, and below it behind.", Decimal("0.80"))


class SpanShape(Shape):
    called = mark("a term or a break")
    name: Text = described("What it is called.")
    first: date = described("The first day, written 2024-03-08.", alias="from")
    last: date = described("The last day, which is a part of it, written 2024-03-08.", alias="to")


class HolidayShape(Shape):
    called = mark("a holiday")
    name: Text = described("What it is called.")
    first: date = described("The day, written 2024-03-08.", alias="date")


class CalendarShape(Shape):
    called = mark("a calendar")
    name: Text = described("What the calendar is called in reports.")
    days: Literal["weekdays", "all"] = described("weekdays: Monday to Friday. all: every day.", "all")
    terms: list[SpanShape] = described("The times of the year that count; without them all of it does.", [])
    breaks: list[SpanShape] = described("The times within them that don't count, such as the summer.", [])
    holidays: list[HolidayShape] = described("Single days that don't count.", [])


class KeyDateShape(Shape):
    called = mark("a key date")
    name: Text = described("What it is called.")
    first: date = described("The day, or the first of several, written 2024-03-08.", alias="date")
    to: date | None = described("The last of several days, written 2024-03-08.", None)
    preliminary: bool = described("true where the date is not certain yet.", False)
    source: Text | None = described("The plan's own words.", None)


class TargetShape(Shape):
    """What every target has."""

    called = mark("a target")
    id: Id = described("The short name: a to z, digits, hyphens. Keep it once something is reported.")
    name: Text = described("The target's name as reports have it.")
    source: Text | None = described("The plan's own words.", None)
    measure: Any = described("How what is reported adds up. It decides which other keys there are.")
    due: date | None = described("The day by which it is to be done; else the year's last.", None)
    pace: Text = described("even: alike all year. standing: always at the goal. Or a calendar's id.", "even")
    reads: Text | None = described("The id of the target whose outcomes this one is counted from.", None)
    decimals: Decimals | None = described("Decimals of a value; else as the goal.", None)
    central: Text | None = described("The id of the country's target that this one counts to.", None)


class CountedShape(TargetShape):
    """What every target with a goal has; each measure adds what its goal looks like."""

    unit: Text = described("What is counted, in the plural, such as deltagare or skolbesök.")
    direction: Literal["at_least", "at_most"] = described(
        "at_least: it is to be reached. at_most: it is a limit.", "at_least"
    )


class SumShape(CountedShape):
    measure: Literal["sum"] = described("sum: all that is reported is added up, such as visits.")
    goal: Amount | None = described("The number to reach.", None)
    goals: dict[str, Amount] = described(_GOALS, {})


class ShareShape(CountedShape):
    measure: Literal["share"] = described("share: a part of a number, at each place, such as young members.")
    over: Over = described(_OVER)
    goal: PartGoal | None = described("The part to reach, written 25 %.", None)
    goals: dict[str, PartGoal] = described(_GOALS, {})


class CoverageShape(CountedShape):
    measure: Literal["coverage"] = described("coverage: in how many places there is enough of something.")
    over: Over = described(_OVER)
    minimum: Amount = described("From which value on a place counts; 1 unless it is said.", 1)
    counts: Literal["value", "of"] = described("Which of the two numbers reported decides.", "value")
    goal: Whole | None = described("The number of places to reach.", None)
    goals: dict[str, Whole] = described(_GOALS, {})


class LevelShape(CountedShape):
    measure: Literal["level"] = described("level: something that is measured; the latest value counts.")
    goal: Amount | None = described("The number to reach.", None)
    goals: dict[str, Amount] = described(_GOALS, {})


class MilestoneShape(TargetShape):
    measure: Literal["milestone"] = described("milestone: something that is done once, or not yet.")
    unit: Text | None = described("What is counted, in the plural, such as deltagare or skolbesök.", None)


class ActivityShape(TargetShape):
    measure: Literal["activity"] = described("activity: a commitment without a number, counted all the same.")
    unit: Text = described("What is counted, in the plural, such as deltagare or skolbesök.")


AnyTarget: TypeAlias = SumShape | ShareShape | CoverageShape | MilestoneShape | LevelShape | ActivityShape
MEASURES: dict[str, type[TargetShape]] = {
    "sum": SumShape,
    "share": ShareShape,
    "coverage": CoverageShape,
    "milestone": MilestoneShape,
    "level": LevelShape,
    "activity": ActivityShape,
}


class UnsureShape(TargetShape):
    """A target whose measure can't be told: it may have the keys of any, with any value."""

    unit: Any = None
    direction: Any = None
    goal: Any = None
    goals: Any = None
    over: Any = None
    minimum: Any = None
    counts: Any = None


class AreaShape(Shape):
    called = mark("an area")
    id: Id = described("The area's short name, for commands: a to z, digits and hyphens, such as skola.")
    name: Text = described("The area's name as reports have it.")
    targets: Annotated[list[Annotated[AnyTarget, Field(discriminator="measure")]], Field(min_length=1)] = (
        described("The targets of the area.")
    )


class PlanShape(Shape):
    called = mark("a plan")
    organisation: Text = described("Whose plan this is. The name stands at the top of all reports.")
    year: Annotated[int, Field(ge=FIRST_YEAR, le=LAST_YEAR)] = described("The one year that the plan is for.")
    language: Literal["sv", "en"] = described("The language of the reports: sv or en.")
    hide_below: Small = described("Shares of fewer people than this are not shown by place.", 5)
    status: StatusShape = described("The limits between on track, at risk and behind.", StatusShape())
    places: list[
        Annotated[
            Annotated[SomePlace, Tag("place")]
            | Annotated[GroupShape, Tag("group")]
            | Annotated[SubregionShape, Tag("subregion")],
            Discriminator(kind_of_place),
        ]
    ] = described("The places: names alone, or subregions or groups with what lies in each.", [])
    place_word: Annotated[list[Text], Two] | None = described("A place, and several: [klubb, klubbar].", None)
    group_word: Annotated[list[Text], Two] | None = described("A group, and several: [krets, kretsar].", None)
    calendars: dict[Id, CalendarShape] = described("Calendars for pace, such as the school terms, by id.", {})
    calendar: list[KeyDateShape] = described("The year's important dates, as lovp calendar shows them.", [])
    areas: Annotated[list[AreaShape], Field(min_length=1)] = described(
        "The plan's areas, with their targets."
    )


PLAN = TypeAdapter(PlanShape)
UNSURE = TypeAdapter(UnsureShape)


def keys_of(shape: type[Shape]) -> tuple[str, ...]:
    """The keys of a block, as they are written in the file."""
    return tuple(field.alias or name for name, field in shape.model_fields.items())
