"""What pydantic finds in a plan, as faults that a person can act on: what is wrong, and what to write."""

import difflib
import re
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from lovp.folding import as_id, fold
from lovp.i18n import _
from lovp.plan import schema
from lovp.plan.source import shown
from lovp.plan.words import Words, words
from lovp.plan.yaml_reader import Document, Fault, NodePath

_MOST_ERRORS = 300
_SYNONYMS = Path(__file__).with_name("synonyms.txt")
_SLIPS = (
    (r"part (\d\d?(?:\.\d+)?|100)(?: ?procent| ?percent)?", "percent"),
    (r"\w+ (\d{4}) ?[/–-] ?\d+", "two-years"),
    (r"\w+ (?:≥|=>|minst|at least) ?(\d[\d.]*(?: ?%)?)", "at-least"),
    (r"\w+ (?:≤|<=|=<|<|högst|max|at most) ?(\d[\d.]*(?: ?%)?)", "at-most"),
    (r"\w+ ([1-9]\d{0,2}(?:[, ]\d{3}){1,4})", "thousands"),
    (r"\w+ (-?\d+,\d+(?: ?%)?)", "decimal-comma"),
    (r"(?:int_type|is_instance_of) (-?\d+(?:\.\d+)?)", "quoted-number"),
    (r"(?:int_type|is_instance_of) (\d+(?:\.\d+)?) ?([^\d\s]\D{0,30})", "number-with-unit"),
)
"""What people write where a number is taken, after the kind of error, and the fault that it is."""


@cache
def _synonyms() -> list[list[str]]:
    """The words of a plan, each with what else people write for it."""
    return [fold(line).split() for line in _SYNONYMS.read_text(encoding="utf-8").splitlines()]


def nearest(word: str, known: Sequence[str]) -> str:
    """The one of the known words that was perhaps meant, or nothing; only the first few hundred are tried."""
    asked, folded = fold(word[:100]), {fold(each): each for each in known[:300]}
    meant = [each for each, *others in _synonyms() if asked in others]
    close = [each for each in meant if each in known]
    close += [folded[each] for each in difflib.get_close_matches(asked, folded, n=1)]
    if "measure" in known:
        close += [f"measure: {each}" for each in meant if each in schema.MEASURES]
    return close[0] if close else ""


def did_you_mean(word: str, known: Sequence[str]) -> str:
    """A question with the nearest of the known words, or nothing."""
    guess = nearest(word, known)
    return _('Did you mean "{word}"?').format(word=guess) if guess else ""


def unknown(name: str, word: object, known: Iterable[str], **values: object) -> Words:
    """The words of the fault that a word is none of the known ones, with the nearest of them as remedy."""
    choices = list(known)
    message, remedy = words(name, word=word, known=choices[:12], **values)
    return Words(message, did_you_mean(str(word), choices) or remedy)


def id_words(value: object) -> Words:
    """What is wrong with an id, and the nearest that would do."""
    return words("string_pattern_mismatch", id=value, better=as_id(str(value), schema.MAX_ID) or "a1", count=schema.MAX_ID)


def value_at(data: object, path: NodePath) -> Any:
    """What stands at the path, or nothing."""
    for step in path:
        if isinstance(data, dict):
            data = data.get(step)
        elif isinstance(data, list) and isinstance(step, int) and step < len(data):
            data = data[step]
        else:
            return None
    return data


def shape_faults(error: ValidationError, document: Document) -> list[Fault]:
    """The faults, at most some hundreds, save where a value could not be read: that is reported already."""
    found: dict[NodePath, Fault] = {}
    for details in error.errors(include_url=False)[:_MOST_ERRORS]:
        fault = _fault(details, document.data)
        parts = {fault.path[:length] for length in range(len(fault.path) + 1)}
        if not parts & document.unread and not _stands_elsewhere(details, document):
            found.setdefault(fault.path, fault)
    return list(found.values())


def _stands_elsewhere(details: ErrorDetails, document: Document) -> bool:
    """Whether what is missing has another name, or may stand in the part of the plan that can't be read."""
    kind, path, block = details["type"], details["loc"], details["input"]
    if document.unfinished:
        return kind in {"missing", "too_short"} or not path
    if kind != "missing":
        return False
    known = list(schema.fields_of(schema.shape_at(path[:-1], block)))
    others = [key for key in block if key not in known]
    return path[-1] in {nearest(key, known).split(":")[0] for key in others[:20]}


def _fault(details: ErrorDetails, data: object) -> Fault:
    """The fault that the error is."""
    kind, value = details["type"], details["input"]
    path = tuple(step for step in details["loc"] if step != "[key]")
    key = next((step for step in reversed(path) if isinstance(step, str)), _("a plan"))
    values = {"key": key, "found": _described(value), **details.get("ctx", {})}
    found = _slip(kind, value, values) or words(kind, **values)
    if kind == "string_pattern_mismatch":
        found = id_words(value)
    elif kind == "literal_error":
        found = unknown(kind, value, re.findall("'([^']*)'", str(values["expected"])), **values)
    elif kind in {"extra_forbidden", "missing", "too_short", "too_long"}:
        block = value_at(data, path[:-1])
        fields = schema.fields_of(schema.shape_at(path[:-1], block))
        if kind == "extra_forbidden":
            found = _unknown_key(key, block, fields)
        else:
            found = Words(found.message, f"{found.remedy} {_(str(fields[key].description))}")
    return Fault(path, *found, on_key=path != details["loc"] or kind == "extra_forbidden")


def _unknown_key(key: str, block: Any, known: Iterable[str]) -> Words:
    """What to say of a key that its block doesn't take."""
    measures = [name for name, shape in schema.MEASURES.items() if key in schema.fields_of(shape)]
    if "measure" in known and measures:
        return words("other-measure", key=key, measure=block["measure"], measures=measures)
    return unknown("extra_forbidden", key, known)


def _slip(kind: str, value: object, values: dict[str, object]) -> Words | None:
    """What to say where something common stands instead of a number."""
    if isinstance(value, str) or kind == "part":
        for pattern, name in _SLIPS:
            if found := re.fullmatch(pattern, f"{kind} {shown(value)}"):
                point, digits = found[1].replace(",", "."), re.sub("[, ]", "", found[1])
                unit = found[found.lastindex or 1]
                return words(name, number=found[1], point=point, digits=digits, unit=unit, **values)
    return None


def _described(value: object) -> str:
    """What stands in the file, a text in quotes."""
    if isinstance(value, list | dict):
        return _("a list") if isinstance(value, list) else _("a block of keys")
    if isinstance(value, str):
        return _('"{text}"').format(text=shown(value))
    return str(value).lower() if isinstance(value, bool) else str(value)
