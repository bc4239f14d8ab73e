"""The shape of targets.yaml: which keys there are, and what each value looks like.

Only what can be judged value by value stands here; what needs several values at once is in `rules`. A value
that doesn't fit raises a `PydanticCustomError` whose type `messages` turns into words.
"""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainValidator,
    TypeAdapter,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError

from lovp.model import Number

MAX_TEXT = 2000
MAX_ID = 40
FIRST_YEAR, LAST_YEAR = 1900, 2200

ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_PERCENT = re.compile(r"([0-9]{1,9}(?:\.[0-9]{1,9})?)[  ]?%")


def _text(value: str) -> str:
    """The text with white space collapsed: a name with two spaces in it could never be typed."""
    text = " ".join(value.split())
    if not text:
        raise PydanticCustomError("text_empty", "empty")
    if len(text) > MAX_TEXT:
        raise PydanticCustomError("text_too_long", "too long")
    return text


def is_id(word: str) -> bool:
    """Whether the word is at most `MAX_ID` characters: a to z, digits, and single hyphens between them."""
    return len(word) <= MAX_ID and ID.fullmatch(word) is not None


def _id(value: str) -> str:
    if not is_id(value):
        raise PydanticCustomError("id_form", "not an id")
    return value


def _number(value: object) -> Number:
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise PydanticCustomError("number_type", "not a number")
    if value <= 0:
        raise PydanticCustomError("number_range", "not above zero")
    return value


def _whole(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise PydanticCustomError("int_type", "not a whole number")
    if value <= 0:
        raise PydanticCustomError("number_range", "not above zero")
    return value


def _between(low: int, high: int) -> Callable[[int], int]:
    def check(value: int) -> int:
        if not low <= value <= high:
            raise PydanticCustomError("int_range", "out of range", {"low": low, "high": high})
        return value

    return check


def _part(value: object) -> Decimal:
    """A part of one, exactly: `25 %` and 0.25 are the same."""
    if isinstance(value, str) and (percent := _PERCENT.fullmatch(value)):
        part = Decimal(percent[1]).scaleb(-2)
    elif isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise PydanticCustomError("part_type", "not a part")
    else:
        part = Decimal(value)
    if not 0 <= part <= 1:
        raise PydanticCustomError("part_range", "not between 0 and 1")
    return part


def _positive_part(value: object) -> Decimal:
    part = _part(value)
    if not part:
        raise PydanticCustomError("number_range", "not above zero")
    return part


def _named(value: object) -> object:
    """A place written as its name alone."""
    return {"name": value} if isinstance(value, str) else value


def _json_number(kind: str, **limits: int) -> WithJsonSchema:
    return WithJsonSchema({"type": kind} | limits)


def _json_part(percent: str, **limits: int) -> WithJsonSchema:
    """A number, or a percentage in these words: a text in JSON as in YAML."""
    number = {"type": "number", "maximum": 1} | limits
    return WithJsonSchema({"anyOf": [number, {"type": "string", "pattern": f"^{percent}[ \\u00a0]?%$"}]})


_TO_A_HUNDRED = r"0*(100(\.0+)?|[0-9]{1,2}(\.[0-9]+)?)"

# What stands last in these says the same to editors (editor_schema): they can't call our functions.
Text: TypeAlias = Annotated[str, AfterValidator(_text), WithJsonSchema({"type": "string", "pattern": r"\S"})]
Id: TypeAlias = Annotated[
    str,
    AfterValidator(_id),
    WithJsonSchema({"type": "string", "pattern": f"^{ID.pattern}$", "maxLength": MAX_ID}),
]
Amount: TypeAlias = Annotated[Any, PlainValidator(_number), _json_number("number", exclusiveMinimum=0)]
Whole: TypeAlias = Annotated[Any, PlainValidator(_whole), _json_number("integer", minimum=1)]
Part: TypeAlias = Annotated[Any, PlainValidator(_part), _json_part(_TO_A_HUNDRED, minimum=0)]
PositivePart: TypeAlias = Annotated[
    Any,
    PlainValidator(_positive_part),
    _json_part(r"(?![0.]+[ \u00a0]?%)" + _TO_A_HUNDRED, exclusiveMinimum=0),
]
Small: TypeAlias = Annotated[
    int, AfterValidator(_between(0, 999)), _json_number("integer", minimum=0, maximum=999)
]
Code: TypeAlias = Annotated[
    int, AfterValidator(_between(1, 9999)), _json_number("integer", minimum=1, maximum=9999)
]
Decimals: TypeAlias = Annotated[
    int, AfterValidator(_between(0, 6)), _json_number("integer", minimum=0, maximum=6)
]
Year: TypeAlias = Annotated[
    int,
    AfterValidator(_between(FIRST_YEAR, LAST_YEAR)),
    _json_number("integer", minimum=FIRST_YEAR, maximum=LAST_YEAR),
]
Day: TypeAlias = Annotated[
    date, WithJsonSchema({"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$", "format": "date"})
]


class Shape(BaseModel):
    """Any mapping: a key that it doesn't name is an error, and no value is converted to another type."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class MunicipalityShape(Shape):
    """An entry of `municipalities:`; `tile` is its cell on the map (column, row)."""

    name: Text
    code: Code | None = None
    tile: Annotated[list[Small], Field(min_length=2, max_length=2)] | None = None


class SubregionShape(Shape):
    """An entry of `places:`, with the municipalities that lie in it."""

    subregion: Text
    municipalities: list[Annotated[MunicipalityShape, BeforeValidator(_named)]] = []


class StatusShape(Shape):
    """`status:`, from which parts of what is expected by now a target is on track, and at risk."""

    on_track: Part = Decimal("0.95")
    at_risk: Part = Decimal("0.80")


class SpanShape(Shape):
    """An entry of a calendar's `terms:` or `breaks:`, both days included."""

    name: Text
    first: Day = Field(alias="from")
    last: Day = Field(alias="to")


class HolidayShape(Shape):
    """An entry of a calendar's `holidays:`, a break of one day."""

    name: Text
    first: Day = Field(alias="date")


class CalendarShape(Shape):
    """A value of `calendars:`, whose key is its id; without `terms:` it is the whole year."""

    name: Text
    days: Literal["weekdays", "all"] = "all"
    terms: list[SpanShape] = []
    breaks: list[SpanShape] = []
    holidays: list[HolidayShape] = []


class KeyDateShape(Shape):
    """An entry of `calendar:`, one day or the days up to and including `to:`."""

    name: Text
    first: Day = Field(alias="date")
    to: Day | None = None
    preliminary: bool = False
    source: Text | None = None


class TargetShape(Shape):
    """What every target has."""

    id: Id
    name: Text
    source: Text
    due: Day | None = None
    pace: Text = "even"
    reads: Text | None = None
    decimals: Decimals = 0
    central: Text | None = None


class CountedShape(TargetShape):
    """What every target with a goal has; each measure adds what its goal looks like."""

    unit: Text
    direction: Literal["at_least", "at_most"] = "at_least"


class SumShape(CountedShape):
    """A target with `measure: sum`; its goals are in its unit."""

    measure: Literal["sum"]
    goal: Amount | None = None
    goals: dict[str, Amount] = {}


class ShareShape(CountedShape):
    """A target with `measure: share`; its goals are parts of one, written 25 % or 0.25."""

    measure: Literal["share"]
    over: Literal["municipalities", "subregions"]
    goal: PositivePart | None = None
    goals: dict[str, PositivePart] = {}


class CoverageShape(CountedShape):
    """A target with `measure: coverage`; its goals are numbers of places."""

    measure: Literal["coverage"]
    over: Literal["municipalities", "subregions"]
    minimum: Amount = 1
    counts: Literal["value", "of"] = "value"
    goal: Whole | None = None
    goals: dict[str, Whole] = {}


class LevelShape(CountedShape):
    """A target with `measure: level`; its goals are in its unit."""

    measure: Literal["level"]
    goal: Amount | None = None
    goals: dict[str, Amount] = {}


class MilestoneShape(TargetShape):
    """A target with `measure: milestone`, which writes no goal: it is done or not."""

    measure: Literal["milestone"]
    unit: Text | None = None


class ActivityShape(TargetShape):
    """A target with `measure: activity`, which has a unit and no goal."""

    measure: Literal["activity"]
    unit: Text


Counted: TypeAlias = SumShape | ShareShape | CoverageShape | LevelShape
AnyTarget: TypeAlias = Counted | MilestoneShape | ActivityShape


class UnsureShape(TargetShape):
    """A target whose measure can't be told: what every target has is still checked."""

    measure: Any = None
    unit: Text | None = None
    direction: Any = None
    goal: Any = None
    goals: Any = None
    over: Any = None
    minimum: Any = None
    counts: Any = None


class AreaShape(Shape):
    """An entry of the plan's `areas:`, with one target or more."""

    id: Id
    name: Text
    targets: Annotated[list[Annotated[AnyTarget, Field(discriminator="measure")]], Field(min_length=1)]


class PlanShape(Shape):
    """A whole document of the file, which is the plan of one year."""

    organisation: Text
    year: Year
    language: Literal["sv", "en"]
    hide_below: Small = 5
    status: StatusShape = StatusShape()
    places: list[SubregionShape] = []
    calendars: dict[str, CalendarShape] = {}
    calendar: list[KeyDateShape] = []
    areas: Annotated[list[AreaShape], Field(min_length=1)]


MEASURES: dict[str, type[TargetShape]] = {
    "sum": SumShape,
    "share": ShareShape,
    "coverage": CoverageShape,
    "milestone": MilestoneShape,
    "level": LevelShape,
    "activity": ActivityShape,
}

PLAN = TypeAdapter(PlanShape)
UNSURE = TypeAdapter(UnsureShape)


def keys_of(shape: type[Shape]) -> tuple[str, ...]:
    """The keys of a mapping, as they are written in the file."""
    return tuple(field.alias or name for name, field in shape.model_fields.items())
