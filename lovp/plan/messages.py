"""What pydantic finds in a plan, as faults that a person can act on: what is wrong, and what to write.

Every type of error that the schema can give has its words here; a test holds that.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import islice
from typing import TypeAlias

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from lovp.folding import as_id
from lovp.i18n import _
from lovp.plan import schema
from lovp.plan.keys import SHAPES, did_you_mean, holder, meant_key, missing_key, pattern, unknown_key
from lovp.plan.nodes import Fault, NodePath
from lovp.plan.source import shown

_Words: TypeAlias = tuple[str, str]
"""What is wrong, and what to do about it."""

_MOST_ERRORS = 300

_CHOICES = {
    "language": ("sv", "en"),
    "days": ("weekdays", "all"),
    "measure": tuple(schema.MEASURES),
    "over": ("municipalities", "subregions"),
    "counts": ("value", "of"),
    "direction": ("at_least", "at_most"),
}


@dataclass(frozen=True, slots=True)
class _Error:
    """One error of pydantic's, at its path in the file; `measure` is that of the target around it, if any."""

    kind: str
    path: NodePath
    value: object
    context: dict[str, object]
    measure: str

    @property
    def key(self) -> str:
        """The last word of the path: the key whose value is wrong, or stands in a list that is."""
        words = [step for step in self.path if isinstance(step, str)]
        return words[-1] if words else ""


def shape_faults(
    error: ValidationError, data: object, unread: set[NodePath], unfinished: set[NodePath]
) -> Iterator[Fault]:
    """The faults, at most some hundreds, save where a value could not be read: that is reported already.

    In a document that is torn, `unfinished` holds the paths that its reading ended in: what is missing may
    stand in the rest.
    """
    errors = [
        found
        for found in islice(_all_errors(error, data), _MOST_ERRORS)
        if not any(found.path[:length] in unread for length in range(len(found.path) + 1))
        and not (unfinished and found.kind in {"missing", "too_short"})
        and found.path not in unfinished
    ]
    misspelt = {
        (*found.path[:-1], meant_key(found.path, found.measure))
        for found in errors
        if found.kind == "extra_forbidden"
    }
    for found in errors:
        # A misspelt key is one mistake, not one too many and one too few.
        if found.kind != "missing" or found.path not in misspelt:
            message, remedy = _WORDS.get(found.kind, _unfitting)(found)
            yield Fault(found.path, message, remedy, on_key=found.kind == "extra_forbidden")


def _all_errors(error: ValidationError, data: object) -> Iterator[_Error]:
    """The errors, and what else is wrong with a target whose measure is."""
    for details in error.errors(include_url=False, include_input=False):
        loc = details["loc"]
        if not details["type"].startswith("union_tag"):
            yield _error(details, _path(loc), data)
            continue
        kind = "missing" if details["type"] == "union_tag_not_found" else "literal_error"
        yield _error({**details, "type": kind}, (*loc, "measure"), data)
        try:
            schema.UNSURE.validate_python(_at(data, loc))
        except ValidationError as others:
            for other in others.errors(include_url=False, include_input=False):
                yield _error(other, (*loc, *other["loc"]), data)


def _error(details: ErrorDetails, path: NodePath, data: object) -> _Error:
    target = _at(data, path[:4]) if path[:1] == ("areas",) else None
    measure = target.get("measure") if isinstance(target, dict) else None
    return _Error(
        details["type"],
        path,
        _at(data, path),
        dict(details.get("ctx") or {}),
        measure if isinstance(measure, str) else "",
    )


def _at(data: object, path: NodePath) -> object:
    """What stands at the path, or nothing."""
    for step in path:
        if isinstance(data, dict):
            data = data.get(step)
        elif isinstance(data, list) and isinstance(step, int) and step < len(data):
            data = data[step]
        else:
            return None
    return data


def _path(loc: tuple[int | str, ...]) -> NodePath:
    """The path in the file: pydantic puts the measure after the target's number."""
    return (*loc[:4], *loc[5:]) if loc[:1] == ("areas",) and len(loc) > 4 else loc


def _described(value: object) -> str:
    """What kind of thing stands in the file, and the thing itself where it is short."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | Decimal):
        return _("the number {number}").format(number=value)
    if isinstance(value, date):
        return _("the date {date}").format(date=value)
    if isinstance(value, str):
        return _('the text "{text}"').format(text=shown(value))
    return _("a list") if isinstance(value, list) else _("a block of keys")


def _expected(error: _Error, expected: str) -> str:
    words = _("{key}: takes {expected}, not {found}")
    return words.format(key=shown(error.key), expected=expected, found=_described(error.value))


def _unfitting(error: _Error) -> _Words:
    message = _("{key}: can't have this value").format(key=shown(error.key))
    return message, _("See the description of targets.yaml in the documentation.")


def _choice(error: _Error) -> _Words:
    choices = _CHOICES.get(error.key, ())
    message = _("{key}: {found} is not one of these: {words}")
    message = message.format(key=shown(error.key), words=", ".join(choices), found=_described(error.value))
    guess = did_you_mean(error.value, choices) if isinstance(error.value, str) else ""
    return message, guess or _("Write one of these words.")


def _text(error: _Error) -> _Words:
    message = _expected(error, _("a text"))
    if isinstance(error.value, list | dict):
        return message, _("Put quotes around the text if it has brackets or colons in it.")
    value = str(error.value).lower() if isinstance(error.value, bool) else error.value
    return message, _('Put quotes around it: "{word}".').format(word=shown(value))


def _in_figures(error: _Error, example: str) -> str:
    """How to write what was perhaps meant as a number."""
    if isinstance(error.value, Decimal):
        return _("Write it without decimals.")
    if isinstance(error.value, str):
        text = error.value.strip()
        if re.fullmatch(r"-?\d{1,12},\d{1,12} ?%?", text):
            return _("Decimals are written with a point: {number}.").format(number=text.replace(",", "."))
        if re.fullmatch(r"\d{1,3}(\s\d{3}){1,4}", text):
            return _("Write it without spaces: {number}.").format(number="".join(text.split()))
        if re.fullmatch(r"\d{1,12}(\.\d{1,12})?", text):
            return _("Take the quotes away: {number}.").format(number=text)
        if percent := re.fullmatch(r"(\d{1,12}(\.\d{1,12})?)\s?%", text):
            return _('Write {number}; "%" can stand in the unit.').format(number=percent[1])
    return _("Write it in figures, like {example}.").format(example=example)


def _number(error: _Error) -> _Words:
    return _expected(error, _("a number")), _in_figures(error, "340")


def _whole(error: _Error) -> _Words:
    return _expected(error, _("a whole number")), _in_figures(error, "5")


def _above_zero(error: _Error) -> _Words:
    message = _("{key}: must be above 0").format(key=shown(error.key))
    if "goal" in error.path or "goals" in error.path:
        return message, _("If the plan gives no number, leave the goal out.")
    return message, _("Write a number above 0.")


def _bounds(error: _Error) -> _Words:
    low, high = error.context.get("low"), error.context.get("high")
    message = _("{key}: must be between {low} and {high}").format(key=shown(error.key), low=low, high=high)
    return message, _("Correct the number.")


def _part(error: _Error) -> _Words:
    message = _expected(error, _("a percentage"))
    if isinstance(error.value, str) and "," in error.value:
        return message, _in_figures(error, "25 %")
    return message, _("Write it as a percentage or a decimal, like 25 % or 0.25.")


def _part_bounds(error: _Error) -> _Words:
    message = _("{key}: must be between 0 and 100 %").format(key=shown(error.key))
    if isinstance(error.value, int) and 1 < error.value <= 100:
        return message, _("Write {number} %.").format(number=error.value)
    return message, _("Write it as a percentage or a decimal, like 25 % or 0.25.")


def _boolean(error: _Error) -> _Words:
    return _expected(error, _("true or false")), _("Write true or false, without quotes.")


def _date(error: _Error) -> _Words:
    remedy = _("Write year-month-day without quotes, like 2024-03-08.")
    return _expected(error, _("a date")), remedy


def _list(error: _Error) -> _Words:
    remedy = _("Write each value on a line of its own that begins with a dash.")
    return _expected(error, _("a list")), remedy


def _block(error: _Error) -> _Words:
    if not error.path:
        message = _("a plan is a block of keys with values, not {found}")
        return message.format(found=_described(error.value)), _(
            "Begin with the line organisation: and the name."
        )
    place = pattern(error.path)
    message = _("{holder} is a block of keys with values, not {found}")
    message = message.format(holder=holder(place), found=_described(error.value))
    keys = ", ".join(f"{key}:" for key in schema.keys_of(SHAPES[place])[:3])
    return message, _("Write its keys with their values: {keys} and so on.").format(keys=keys)


def _mapping(error: _Error) -> _Words:
    remedy = _("Write one line for each, indented: name: value.")
    return _expected(error, _("a block of keys")), remedy


def _too_few(error: _Error) -> _Words:
    if error.key == "tile":
        return _tile(error)
    return _("{key}: has nothing in it").format(key=shown(error.key)), _("Add at least one.")


def _tile(_error: _Error) -> _Words:
    return _("tile: takes two numbers"), _("Write the column and the row, like [8, 4].")


def _empty_text(error: _Error) -> _Words:
    return _("{key}: is empty").format(key=shown(error.key)), _("Write a text.")


def _long_text(error: _Error) -> _Words:
    message = _("{key}: may have at most {count} characters")
    return message.format(key=shown(error.key), count=schema.MAX_TEXT), _("Shorten the text.")


def _id_form(error: _Error) -> _Words:
    return id_words(error.key, error.value)


def id_words(key: str, value: object) -> _Words:
    """What is wrong with an id, and the nearest that would do."""
    message = _('{key}: "{id}" can\'t be an id').format(key=shown(key), id=shown(value))
    remedy = _("An id has a to z, 0 to 9 and single hyphens between them, at most {count} characters.")
    remedy = remedy.format(count=schema.MAX_ID)
    better = as_id(str(value), schema.MAX_ID)
    return message, remedy + " " + _("Write {word} perhaps.").format(word=better) if better else remedy


def _missing(error: _Error) -> _Words:
    return missing_key(error.path)


def _unknown_key(error: _Error) -> _Words:
    return unknown_key(error.path, error.measure)


_WORDS: dict[str, Callable[[_Error], _Words]] = {
    "missing": _missing,
    "extra_forbidden": _unknown_key,
    "literal_error": _choice,
    "string_type": _text,
    "text_empty": _empty_text,
    "text_too_long": _long_text,
    "id_form": _id_form,
    "number_type": _number,
    "number_range": _above_zero,
    "int_type": _whole,
    "int_range": _bounds,
    "part_type": _part,
    "part_range": _part_bounds,
    "bool_type": _boolean,
    "date_type": _date,
    "list_type": _list,
    "dict_type": _mapping,
    "model_type": _block,
    "model_attributes_type": _block,
    "too_short": _too_few,
    "too_long": _tile,
}
