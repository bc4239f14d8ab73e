"""What pydantic finds in a plan, as faults that a person can act on: what is wrong, and what to write."""

import re
from collections.abc import Collection, Iterable
from itertools import islice
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from lovp import matching
from lovp.i18n import _
from lovp.plan import schema
from lovp.plan.faults import Words, find_slip, shown, words
from lovp.plan.yaml_reader import MAX_SHOWN, Document, Fault, NodePath
from lovp.text import as_id

_SYNONYMS = Path(__file__).with_name("synonyms.txt").read_text(encoding="utf-8").splitlines()


def nearest(word: str, known: Iterable[str]) -> set[str]:
    """Those of the known words that were perhaps meant; only the first few hundred are looked at."""
    names = {each: each for each in islice(known, 300)}
    # Each line has a word of a plan, and what else people write for it.
    for each, *others in map(str.split, _SYNONYMS):
        if each in names:
            names |= dict.fromkeys(others, each)
        elif each in schema.MEASURES and "measure" in names:
            names |= dict.fromkeys(others, f"measure: {each}")
    return matching.nearest(word, names)


def unknown(name: str, word: object, known: Iterable[str], **values: object) -> Words:
    """What to say of a word that is not one of the known ones, with the nearest of them as remedy."""
    message, remedy = words(name, word=word, known=list(known)[:12], **values)
    return Words(message, matching.did_you_mean(nearest(str(word), known)) or remedy)


def shape_faults(
    error: ValidationError, document: Document, shapes: dict[int, type[schema.Shape]]
) -> list[Fault]:
    """The faults, one more than `MAX_SHOWN` at most; what is wrong is taken out of the document's data."""
    found: dict[NodePath, Fault] = {}
    for details in error.errors(include_url=False)[: MAX_SHOWN + 1]:
        path = tuple(step for step in details["loc"] if step != "[key]")
        # What is in a value that could not be read is reported already.
        if not document.unread.isdisjoint(path[:length] for length in range(len(path) + 1)):
            continue
        block = document.blocks.get(path[:-1], {})
        fields = schema.fields_of(shapes.get(id(block), schema.Shape))
        if details["type"] == "missing" and path[-1] in _meant(block, fields):
            continue
        on_key = details["type"] == "extra_forbidden" or path != details["loc"]
        found.setdefault(path, Fault(path, *_words(details, path, block, fields), on_key))
    for *parents, key in filter(None, found):
        document.blocks.get(tuple(parents), {}).pop(key, None)
    return list(found.values())


def _meant(block: dict[str, Any], known: Collection[str]) -> set[str]:
    """The known keys that the block's unknown keys were perhaps meant to be."""
    others = [key for key in block if key not in known]
    return {guess.split(":")[0] for key in others[:20] for guess in nearest(key, known)}


def _words(details: ErrorDetails, path: NodePath, block: Any, fields: dict[str, FieldInfo]) -> Words:
    """What is wrong, and what to do about it."""
    kind, value = details["type"], details["input"]
    key = next((step for step in reversed(path) if isinstance(step, str)), _("a plan"))
    values = {"key": key, **details.get("ctx", {})}
    measures = [name for name, shape in schema.MEASURES.items() if key in schema.fields_of(shape)]
    match kind:
        case "string_pattern_mismatch":
            return words(kind, id=value, better=as_id(str(value), schema.MAX_ID) or "a1")
        case "mapping-word":
            return Words(values["message"], values["remedy"])
        case "literal_error":
            return unknown(kind, value, re.findall("'([^']*)'", values["expected"]), **values)
        case "extra_forbidden" if "measure" in fields and measures:
            return words("other-measure", key=key, measure=block["measure"], measures=measures)
        case "extra_forbidden":
            return unknown(kind, key, fields)
        case "missing" | "too_short" | "too_long":
            message, remedy = words(kind, **values)
            return Words(message, f"{remedy} {_(str(fields[key].description))}")
    written = f"{kind} {shown(value)}" if isinstance(value, str) or kind == "part" else ""
    slip = find_slip(written, "number", "line/at-least", **values) if written else None
    return Words(*slip[1:]) if slip else words(kind, **values)
