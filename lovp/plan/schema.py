"""What may stand in targets.yaml: every key, what its value is, and what it means.

The same model checks a plan and, as JSON Schema, tells editors what each key is. What must hold between
several values is in `parse`.
"""

import json
import re
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Generic, Literal, TypeAlias, TypeVar, get_args

from pydantic import BaseModel, BeforeValidator, Field, ValidationInfo, WithJsonSchema, model_validator
from pydantic.fields import FieldInfo
from pydantic.main import create_model
from pydantic_core import PydanticCustomError

from lovp.i18n import _, mark, speaking

MAX_ID = 40
FIRST_YEAR, LAST_YEAR = 1900, 2200
_PERCENT = r"([0-9]{1,9}(\.[0-9]{1,9})?)[ \u00a0]?%"
_ID = mark("The short name, for commands: a to z, digits, hyphens. Keep it once something is reported.")
_INSIDE = mark("What lies in it: names alone, or with code and tile.")
_OVER = mark("Which places are counted: municipalities or subregions, or places or groups.")
_UNIT = mark("What is counted, in the plural, such as deltagare or skolbesök.")
_START = mark("Where it stands when the year begins; the pace runs from there to the goal.")
_PACE = mark("even: alike all year. standing: always at the goal. Or a calendar's id.")


def described(words: str, default: Any = ..., **more: Any) -> Any:
    """A key with what it means; without a default it is required."""
    return Field(default, description=words, **more)


def part(value: object) -> Decimal:
    """A part of a whole as an exact number from 0 to 1; `25 %` is a quarter."""
    percent = re.fullmatch(_PERCENT, value) if isinstance(value, str) else None
    found = Decimal(percent[1]).scaleb(-2) if percent else _exact(value)
    if isinstance(found, Decimal) and 0 <= found <= 1:
        return found
    raise PydanticCustomError("part", "not a part of a whole")


def _exact(value: object) -> object:
    return Decimal(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _text(value: object) -> object:
    """A text with white space collapsed: a name with two spaces in it could never be typed."""
    return " ".join(value.split()) if isinstance(value, str) else value


_FROM_0_TO_1 = {"type": "number", "minimum": 0, "maximum": 1}
_PART = WithJsonSchema({"anyOf": [_FROM_0_TO_1, {"type": "string", "pattern": f"^{_PERCENT}$"}]})

Text: TypeAlias = Annotated[str, Field(min_length=1, max_length=2000), BeforeValidator(_text)]
Id: TypeAlias = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=MAX_ID)]
Amount: TypeAlias = Annotated[Decimal, BeforeValidator(_exact), WithJsonSchema({"type": "number"})]
Part: TypeAlias = Annotated[Decimal, BeforeValidator(part), _PART]
Small: TypeAlias = Annotated[int, Field(ge=0, le=999)]
Tile: TypeAlias = Annotated[list[Small], Field(min_length=2, max_length=2)]
TwoWords: TypeAlias = Annotated[list[Text], Field(min_length=2, max_length=2)]
Over: TypeAlias = Literal["municipalities", "subregions", "places", "groups"]
Measure: TypeAlias = Literal["sum", "share", "coverage", "milestone", "level", "activity"]
Direction: TypeAlias = Literal["at_least", "at_most"]
Goal = TypeVar("Goal")


class Shape(BaseModel, strict=True, extra="forbid"):
    """A block of keys: one that it doesn't name is an error, and no value is converted to another type."""

    @model_validator(mode="before")
    @classmethod
    def _note(cls, value: Any, info: ValidationInfo) -> Any:
        # Errors don't say by which shape a block is checked: the context has it, under the block's `id`.
        if info.context is not None:
            info.context[id(value)] = cls
        return value


class PlaceShape(Shape):
    name: Text = described("The place's name; of a municipality without that word.")
    code: int | None = described("The municipality's code, such as 1496.", None, ge=1, le=9999)
    tile: Tile | None = described("Its cell on the map: [column, row].", None)


def _named(value: object) -> Any:
    """A place written as its name alone, as a block."""
    return value if isinstance(value, dict) else {"name": value}


Inner: TypeAlias = Annotated[PlaceShape, BeforeValidator(_named, json_schema_input_type=Text | PlaceShape)]


class GroupShape(Shape):
    name: Text = described("The group's name, such as Norra kretsen.", alias="group")
    inside: list[Inner] = described(_INSIDE, [], alias="places")


class SubregionShape(GroupShape):
    name: Text = described("The subregion's name, such as Skaraborg.", alias="subregion")
    inside: list[Inner] = described(_INSIDE, [], alias="municipalities")


Place: TypeAlias = PlaceShape | GroupShape | SubregionShape


def _place(value: object, info: ValidationInfo) -> Place:
    block = _named(value)
    group = GroupShape if "group" in block or "places" in block else SubregionShape
    return (PlaceShape if "name" in block else group).model_validate(block, context=info.context)


class StatusShape(Shape):
    on_track: Part = described("From this part of what is expected a target is on track.", Decimal("0.95"))
    at_risk: Part = described("From this part it is at risk, and below it behind.", Decimal("0.80"))


class SpanShape(Shape):
    name: Text = described("What it is called.")
    first: date = described("The first day, written 2024-03-08.", alias="from")
    last: date = described("The last day, which is a part of it, written 2024-03-08.", alias="to")


class DayShape(Shape):
    name: Text = described("What it is called.")
    first: date = described("The day, or the first of several, written 2024-03-08.", alias="date")
    last: date | None = described("The last of several days, written 2024-03-08.", None, alias="to")
    preliminary: bool = described("true where the date is not certain yet.", False)
    source: Text | None = described("The plan's own words.", None)


class CalendarShape(Shape):
    name: Text = described("What it is called.")
    days: Literal["weekdays", "all"] = described("weekdays: Monday to Friday. all: every day.", "all")
    terms: list[SpanShape] = described("The times of the year that count; without them all of it does.", [])
    breaks: list[SpanShape] = described("The times within them that don't count, such as the summer.", [])
    holidays: list[DayShape] = described("Days that don't count.", [])


class TargetShape(Shape):
    id: Id = described(_ID)
    name: Text = described("Its name as reports have it.")
    source: Text | None = described("The plan's own words.", None)
    measure: Measure = described("One of sum, share, coverage, milestone, level and activity.")
    due: date | None = described("The day by which it is to be done; else the year's last.", None)
    pace: Text | None = described(_PACE, None)
    reads: Text | None = described("The id of the target whose outcomes this one is counted from.", None)
    decimals: int | None = described("Decimals of a value, if more than the goal has.", None, ge=0, le=6)
    central: Text | None = described("The id of the country's target that this one counts to.", None)
    unit: Text | None = described(_UNIT, None)
    unit_one: Text | None = described("The unit of a single one: kurs where the unit is kurser.", None)


class MilestoneShape(TargetShape):
    measure: Literal["milestone"] = described("milestone: something that is done once, or not yet.")


class ActivityShape(TargetShape):
    measure: Literal["activity"] = described("activity: a commitment without a number, counted all the same.")
    unit: Text = described(_UNIT)


class CountedShape(TargetShape, Generic[Goal]):
    unit: Text = described(_UNIT)
    direction: Direction = described("at_least: it is to be reached. at_most: it is a limit.", "at_least")
    goal: Goal | None = described("The number to reach; of a share a part, written 25 %.", None)
    goals: dict[str, Goal] = described("Goals of single places; they need not add up to the goal.", {})


class SumShape(CountedShape[Amount]):
    measure: Literal["sum"] = described("sum: all that is reported is added up, such as visits.")


class LevelShape(CountedShape[Amount]):
    measure: Literal["level"] = described("level: something that is measured; the latest value counts.")
    over: Over | None = described(_OVER, None)
    start: Amount | None = described(_START, None)


class ShareShape(CountedShape[Part]):
    measure: Literal["share"] = described("share: a part of a number, at each place, such as young members.")
    over: Over = described(_OVER)
    start: Part | None = described(_START, None)


class CoverageShape(CountedShape[int]):
    measure: Literal["coverage"] = described("coverage: in how many places there is enough of something.")
    over: Over = described(_OVER)
    minimum: Amount = described("From which value on a place counts; 1 unless it is said.", 1)
    counts: Literal["value", "of"] = described("Which of the two numbers reported decides.", "value")


_ANY: Any = dict.fromkeys(("unit", "direction", "over", "start", "minimum", "counts"), (Any, None))
UnsureShape = create_model("UnsureShape", __base__=CountedShape[Any], **_ANY)
"""A target whose measure can't be told: it may have the keys of any, with any value."""


AnyTarget: TypeAlias = SumShape | ShareShape | CoverageShape | MilestoneShape | LevelShape | ActivityShape
MEASURES: dict[str, type[TargetShape]] = {
    get_args(shape.model_fields["measure"].annotation)[0]: shape for shape in get_args(AnyTarget)
}


def _target(value: object, info: ValidationInfo) -> TargetShape:
    measure = value.get("measure") if isinstance(value, dict) else None
    return MEASURES.get(str(measure), UnsureShape).model_validate(value, context=info.context)


Targets: TypeAlias = list[Annotated[AnyTarget, BeforeValidator(_target)]]
Places: TypeAlias = list[Annotated[Place, BeforeValidator(_place, json_schema_input_type=Text | Place)]]


class AreaShape(Shape):
    id: Id = described(_ID)
    name: Text = described("Its name as reports have it.")
    targets: Targets = described("The targets of the area.", min_length=1)


class PlanShape(Shape):
    organisation: Text = described("Whose plan this is. The name stands at the top of all reports.")
    year: int = described("The one year that the plan is for.", ge=FIRST_YEAR, le=LAST_YEAR)
    language: Literal["sv", "en"] = described("The language of the reports: sv or en.")
    hide_below: Small = described("Shares of fewer people than this are not shown by place.", 5)
    status: StatusShape = described("The limits between on track, at risk and behind.", StatusShape())
    places: Places = described("The places: names alone, or subregions or groups with what lies in each.", [])
    place_word: TwoWords | None = described("A place, and several: [klubb, klubbar].", None)
    group_word: TwoWords | None = described("A group, and several: [krets, kretsar].", None)
    calendars: dict[Id, CalendarShape] = described("Calendars for pace, such as the school terms, by id.", {})
    calendar: list[DayShape] = described("The year's important dates, as lovp calendar shows them.", [])
    areas: list[AreaShape] = described("The plan's areas, with their targets.", min_length=1)


def fields_of(shape: type[Shape]) -> dict[str, FieldInfo]:
    """The keys of a block, as they are written in the file, each with what it means."""
    return {field.alias or name: field for name, field in shape.model_fields.items()}


def schema_text(language: str) -> str:
    """The schema as a file, with its words in the language."""
    made = json.dumps(PlanShape.model_json_schema())
    with speaking(language):
        blocks = json.loads(made, object_hook=_for_editors)
    head = {"$schema": "http://json-schema.org/draft-07/schema#", "title": "targets.yaml"}
    return json.dumps(head | blocks, indent=2, ensure_ascii=False) + "\n"


def _for_editors(block: dict[str, Any]) -> dict[str, Any]:
    """The block in the language spoken, without names of classes, defaults and null, which no plan has."""
    kinds = [kind for kind in block.get("anyOf", ()) if kind != {"type": "null"}]
    made = {key: value for key, value in block.items() if key not in {"title", "default", "anyOf"}}
    if words := made.get("description"):
        made["description"] = _(words)
    return (kinds[0] if len(kinds) == 1 else {"anyOf": kinds} if kinds else {}) | made
