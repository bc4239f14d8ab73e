"""What pydantic finds in a plan, as faults that a person can act on: what is wrong, and what to write."""

import difflib
import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import islice
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from lovp.folding import as_id, fold
from lovp.i18n import _, mark
from lovp.plan import schema, slips
from lovp.plan.schema import Shape
from lovp.plan.source import shown
from lovp.plan.yaml_reader import Document, Fault, NodePath

_MOST_ERRORS = 300
_MOST_HOMES = 2
_SHAPES: dict[tuple[str | int, ...], type[Shape]] = {
    (): schema.PlanShape,
    ("status",): schema.StatusShape,
    ("places", "*", "municipalities", "*"): schema.PlaceShape,
    ("places", "*", "places", "*"): schema.PlaceShape,
    ("calendars", "*"): schema.CalendarShape,
    ("calendars", "*", "terms", "*"): schema.SpanShape,
    ("calendars", "*", "breaks", "*"): schema.SpanShape,
    ("calendars", "*", "holidays", "*"): schema.HolidayShape,
    ("calendar", "*"): schema.KeyDateShape,
    ("areas", "*"): schema.AreaShape,
}
"""The blocks of a plan by the pattern of their path, but for places and targets, of which there are kinds."""

_SWEDISH = {
    "year": "år",
    "language": "språk",
    "sv": "svenska swedish",
    "en": "engelska english",
    "places": "platser klubbar municipalities",
    "municipalities": "kommuner places",
    "subregions": "delregioner",
    "subregion": "delregion",
    "groups": "grupper",
    "calendars": "kalendrar",
    "areas": "områden",
    "targets": "mål",
    "name": "namn",
    "source": "källa",
    "measure": "mått",
    "sum": "summa",
    "share": "andel",
    "coverage": "täckning",
    "level": "nivå",
    "activity": "aktivitet",
    "goal": "mål måltal",
    "unit": "enhet",
    "due": "deadline senast",
    "date": "datum",
    "pace": "takt",
    "direction": "riktning",
    "at_least": "minst",
    "at_most": "högst",
}
"""What else somebody writes for the words of a plan, above all in Swedish."""

_EXAMPLES = {
    "organisation": "LO-distriktet i Västsverige",
    "year": "2025",
    "language": "sv",
    "subregion": "Skaraborg",
    "group": "Norra kretsen",
    "from": "2024-01-09",
    "to": "2024-06-14",
    "date": "2024-03-08",
    "measure": "sum",
    "over": "municipalities",
    "unit": "deltagare",
    "id": "schoolinfo",
    "name": "Studiekonferens",
}

_EXPECTED = {
    "string_type": (mark("a text"), mark('Put quotes around it: "{value}".')),
    "int_type": (mark("a whole number"), mark("Write it in figures, like 5.")),
    "is_instance_of": (mark("a number"), mark("Write it in figures, like 340.")),
    "date_type": (mark("a date"), mark("Write year-month-day without quotes, like 2024-03-08.")),
    "bool_type": (mark("true or false"), mark("Write true or false, without quotes.")),
    "list_type": (mark("a list"), mark("Write each value on a line of its own that begins with a dash.")),
    "dict_type": (mark("a block of keys"), mark("Write one line for each, indented: name: value.")),
}
"""What should stand where something of another kind does, and how to write it."""

_PART = mark("Write it as a percentage or a decimal, like 25 % or 0.25.")
_TWO_WORDS = (
    mark("takes two words"),
    mark("Write what one is called, and several, like [klubb, klubbar]."),
)
_LIMITS = {
    "tile": (mark("takes two numbers"), mark("Write the column and the row, like [8, 4].")),
    "place_word": _TWO_WORDS,
    "group_word": _TWO_WORDS,
    "too_short": (mark("has nothing in it"), mark("Add at least one.")),
    "too_long": (mark("has too much in it"), mark("Shorten it.")),
    "string_too_short": (mark("is empty"), mark("Write a text.")),
    "string_too_long": (mark("may have at most {max_length} characters"), mark("Shorten the text.")),
    "less_than_equal": (mark("must be at most {le}"), mark("Correct the number.")),
    "greater_than_equal": (mark("must be at least {ge}"), mark("Correct the number.")),
    "greater_than": (
        mark("must be above 0"),
        mark("Write the number to reach. If the plan gives none, measure: activity counts what is done."),
    ),
}
"""What is wrong with a value of the right kind, by its key where it has words of its own, and what to do."""


def nearest(word: str, words: Sequence[str]) -> str:
    """The one of the words that was perhaps meant, or nothing; only the first few hundred are tried."""
    asked, known = fold(word[:100]), {fold(each): each for each in words[:300]}
    swedish = [each for each in _SWEDISH if asked in fold(_SWEDISH[each]).split()]
    close = [each for each in swedish if each in words]
    close = close or [known[each] for each in difflib.get_close_matches(asked, known, n=1)]
    if not close and "measure" in words:
        close = [f"measure: {each}" for each in swedish if each in schema.MEASURES]
    return close[0] if close else ""


def did_you_mean(word: str, words: Sequence[str]) -> str:
    """A question with the nearest of the words, or nothing."""
    guess = nearest(word, words)
    return _('Did you mean "{word}"?').format(word=guess) if guess else ""


def id_words(value: object) -> tuple[str, str]:
    """What is wrong with an id, and the nearest that would do."""
    message = _('"{id}" can\'t be an id').format(id=shown(value))
    remedy = _("An id has a to z, 0 to 9 and single hyphens between them, at most {count} characters.")
    remedy = remedy.format(count=schema.MAX_ID)
    better = as_id(str(value), schema.MAX_ID)
    return message, remedy + " " + _("Write {word} perhaps.").format(word=better) if better else remedy


def shape_faults(error: ValidationError, document: Document) -> list[Fault]:
    """The faults, at most some hundreds, save where a value could not be read: that is reported already."""
    data = document.data
    found: dict[NodePath, Fault] = {}
    for details in islice(_all_errors(error), _MOST_ERRORS):
        fault = _fault(details, data)
        if details["type"] in {"missing", "union_tag_not_found"}:
            # It may stand there under another name, or in the part of the plan that can't be read.
            known = schema.keys_of(_shape(fault.path[:-1], data))
            block = value_at(data, fault.path[:-1])
            others = [key for key in block if key not in known] if isinstance(block, dict) else []
            if document.unfinished or fault.path[-1] in {
                nearest(key, known).split(":")[0] for key in others[:20]
            }:
                continue
        if document.unfinished and (details["type"] == "too_short" or not fault.path):
            continue
        if not any(fault.path[:length] in document.unread for length in range(len(fault.path) + 1)):
            found.setdefault(fault.path, fault)
    return list(found.values())


def _all_errors(error: ValidationError) -> Iterator[ErrorDetails]:
    """Pydantic's errors, and of a target whose measure can't be told those of what every target has."""
    for details in error.errors(include_url=False):
        yield details
        if details["type"].startswith("union_tag"):
            try:
                schema.UNSURE.validate_python(details["input"])
            except ValidationError as others:
                for other in others.errors(include_url=False):
                    yield {**other, "loc": (*details["loc"], "", *other["loc"])}


def value_at(data: object, path: NodePath) -> object:
    """What stands at the path, or nothing."""
    for step in path:
        if isinstance(data, dict):
            data = data.get(step)
        elif isinstance(data, list) and isinstance(step, int) and step < len(data):
            data = data[step]
        else:
            return None
    return data


def _shape(path: NodePath, data: object) -> type[Shape]:
    """What the block at the path is; of a target, by its measure."""
    block = value_at(data, path)
    if path[:1] == ("places",) and len(path) == 2:
        return schema.PLACES[schema.kind_of_place(block)]
    if path[:1] == ("areas",) and len(path) == 4:
        measure = block.get("measure") if isinstance(block, dict) else None
        return schema.MEASURES.get(str(measure), schema.UnsureShape)
    named = path[:1] == ("calendars",)
    steps = ["*" if isinstance(step, int) or (named and at == 1) else step for at, step in enumerate(path)]
    return _SHAPES[tuple(steps)]


def _fault(details: ErrorDetails, data: object) -> Fault:
    """The fault that the error is."""
    kind, value, path = details["type"], details["input"], details["loc"]
    if path[:1] == ("areas",):
        # Pydantic puts the kind of a target, and of a place, after its number.
        path = (*path[:4], *path[5:])
    elif path[:1] == ("places",):
        path = (*path[:2], *path[3:])
    if path[-1:] == ("[key]",):
        message, remedy = id_words(value)
        return Fault(path[:-1], f"calendars: {message}", remedy, on_key=True)
    if kind == "extra_forbidden":
        return Fault(path, *_unknown_key(path, data), on_key=True)
    if kind.startswith("union_tag"):
        path = (*path, "measure")
        value = value.get("measure")
    if kind in {"missing", "union_tag_not_found"}:
        return Fault(path, *_missing_key(path, data))
    if kind in {"model_type", "model_attributes_type"}:
        return Fault(path, *_no_block(path, data, value))
    key = next((str(step) for step in reversed(path) if isinstance(step, str)), "")
    part = path[0] == "status" or (len(path) > 4 and _shape(path[:4], data) is schema.ShareShape)
    message, remedy = _value_words(details, key, value, part)
    return Fault(path, f"{shown(key)}: {message}", remedy)


def _value_words(details: ErrorDetails, key: str, value: Any, part: bool) -> tuple[str, str]:
    """What is wrong with a value, as it follows upon its key, and what to do; a part is written 25 %."""
    kind, context = details["type"], details.get("ctx") or {}
    words = {"found": _described(value), **context}
    if kind in _EXPECTED:
        expected, remedy = _EXPECTED[kind]
        if kind == "is_instance_of" and part:
            expected, remedy = mark("a percentage"), _PART
        if kind in {"int_type", "is_instance_of"}:
            remedy = _in_figures(value, part) or _(remedy)
        elif kind == "string_type" and isinstance(value, list | dict):
            remedy = _("Put quotes around the text if it has brackets or colons in it.")
        word = str(value).lower() if isinstance(value, bool) else shown(value)
        message = _("takes {expected}, not {found}").format(expected=_(expected), **words)
        return message, _(remedy).replace("{value}", word)
    if kind in {"literal_error", "union_tag_invalid"}:
        choices = re.findall("'([^']*)'", context.get("expected") or context["expected_tags"])
        message = _("{found} is not one of these: {words}").format(words=", ".join(choices), **words)
        guess = did_you_mean(value, choices) if isinstance(value, str) else ""
        return message, guess or _("Write one of these words.")
    if kind.startswith("string_") and key == "id":
        return id_words(value)
    if kind in {"less_than_equal", "greater_than_equal"} and part:
        whole = isinstance(value, int | Decimal) and 1 < value <= 100
        remedy = _("Write {number} %.").format(number=value) if whole else _(_PART)
        return _("must be between 0 and 100 %"), remedy
    if kind == "greater_than" and key == "minimum":
        return _("must be above 0"), _("Write a number above 0.")
    message, remedy = _LIMITS.get(key, _LIMITS[kind]) if kind in {"too_short", "too_long"} else _LIMITS[kind]
    return _(message).format(**words), _(remedy)


def _described(value: object) -> str:
    """What stands in the file, a text in quotes."""
    if isinstance(value, str):
        return _('"{text}"').format(text=shown(value))
    if isinstance(value, list | dict):
        return _("a list") if isinstance(value, list) else _("a block of keys")
    return str(value).lower() if isinstance(value, bool) else str(value)


def _in_figures(value: object, part: bool) -> str:
    """How to write what was perhaps meant as a number or as a part of one, or nothing."""
    if isinstance(value, Decimal):
        return _("Write it without decimals.")
    text = " ".join(value.split()) if isinstance(value, str) else ""
    number = text.replace(",", ".")
    if remedy := slips.limit(text):
        return remedy
    if years := re.fullmatch(r"(\d{4}) ?[/–-] ?(\d\d|\d{4})", text):
        remedy = _("A plan is for one year: write {year}, and the next one after a line with ---.")
        return remedy.format(year=years[1])
    if re.fullmatch(r"[1-9]\d{0,2}([, ]\d{3}){1,4}", text):
        remedy = _("Write it without spaces and commas: {number}. Decimals are written with a point.")
        return remedy.format(number=re.sub("[, ]", "", text))
    if re.fullmatch(r"-?\d{1,12},\d{1,12}( ?%)?", text):
        return _("Decimals are written with a point: {number}.").format(number=number)
    if re.fullmatch(r"-?\d{1,12}(\.\d{1,12})?", text):
        return _("Take the quotes away: {number}.").format(number=text)
    if not part and (found := re.fullmatch(r"(\d{1,12}(?:\.\d{1,12})?) ?([^\d\s][^\d]{0,30})", text)):
        return _('Write {number}; "{word}" can stand in the unit.').format(number=found[1], word=found[2])
    return ""


def _no_block(path: NodePath, data: object, value: object) -> tuple[str, str]:
    """What to say where a block of keys should stand, and something else does."""
    shape = _shape(path, data)
    if not path:
        message = _("a plan is a block of keys with values, not {found}").format(found=_described(value))
        return message, _("Begin with the line organisation: and the name.")
    message = _("{holder} is a block of keys with values, not {found}")
    keys = ", ".join(f"{key}:" for key in schema.keys_of(shape)[:3])
    remedy = _("Write its keys with their values: {keys} and so on.").format(keys=keys)
    return message.format(holder=_(shape.called), found=_described(value)), remedy


def _missing_key(path: NodePath, data: object) -> tuple[str, str]:
    """What to say of a required key that isn't there, and what to do."""
    key, shape = str(path[-1]), _shape(path[:-1], data)
    message = _("{key}: is missing; {holder} needs it").format(key=key, holder=_(shape.called))
    example = f"{key}: {_EXAMPLES.get(key, '')}".strip()
    return message, _("Add it, for example: {example}").format(example=example)


def _unknown_key(path: NodePath, data: object) -> tuple[str, str]:
    """What to say of a key that its block doesn't take."""
    key, shape = str(path[-1]), _shape(path[:-1], data)
    known = schema.keys_of(shape)
    measures = [name for name, other in schema.MEASURES.items() if key in schema.keys_of(other)]
    if issubclass(shape, schema.TargetShape) and measures:
        measure = next(name for name, other in schema.MEASURES.items() if other is shape)
        message = _("{key}: is not used with measure: {measure}").format(key=key, measure=measure)
        remedy = _("Take it away, or choose one of the measures that have it: {words}.")
        return message, remedy.format(words=", ".join(measures))
    message = _("{key}: is not a key of {holder}").format(key=shown(key), holder=_(shape.called))
    shapes: set[type[Shape]] = {*_SHAPES.values(), *schema.PLACES.values(), schema.UnsureShape}
    homes = sorted({_(other.called) for other in shapes if key in schema.keys_of(other)})
    if 0 < len(homes) <= _MOST_HOMES and path[0] != "places":
        return message, _("It belongs to {holder}: check the indentation.").format(holder=" / ".join(homes))
    return message, did_you_mean(key, known) or _("These are known: {words}.").format(words=", ".join(known))
