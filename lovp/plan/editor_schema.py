"""The shape of targets.yaml for editors: a JSON Schema, made of `schema`, with what each key means in words.

Editors that know YAML (VS Code and others, by the YAML language server) complete and check a plan by it, once
a comment at its top names the file. What a schema can't know, `lovp check` still tells. It is of draft 7,
which those editors know best; to them a date and `25 %` are texts, as YAML 1.2 has it.
"""

import json
import re
from typing import Any

from lovp import i18n
from lovp.calendars import EVEN
from lovp.plan import schema
from lovp.plan.build import STANDING
from lovp.plan.key_words import about_keys, about_measures

SCHEMA_NAME = "targets.schema.json"
"""What the file is called beside a targets.yaml."""

_DRAFT = "http://json-schema.org/draft-07/schema#"
_MODELINE = re.compile(r"#[ \t]*yaml-language-server:[ \t]*\$schema=([^\s]+)[^\r\n]*")
_PLACES = "#/definitions/"


def schema_text(language: str) -> str:
    """The schema as a file, with its words in the language."""
    with i18n.speaking(language):
        return json.dumps(_whole(), indent=2, ensure_ascii=False) + "\n"


def named_schema(text: str) -> str | None:
    """The schema that the first line of a targets.yaml names, as it is written there."""
    found = _MODELINE.match(text.removeprefix("\ufeff"))
    return found[1] if found else None


def with_schema(text: str, name: str = SCHEMA_NAME) -> str:
    """The text with a first line that names this schema, instead of the one that it names, if any."""
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    rest = text.removeprefix("\ufeff")
    if found := _MODELINE.match(rest):
        return mark + schema_line(name) + rest[found.end() :]
    return mark + schema_line(name) + ("\r\n" if "\r\n" in text else "\n") + rest


def schema_line(name: str) -> str:
    """The line that names a schema to editors, without its end."""
    return f"# yaml-language-server: $schema={name}"


def _whole() -> dict[str, Any]:
    made = schema.PLAN.json_schema(ref_template=_PLACES + "{model}")
    shapes: dict[str, Any] = made.pop("$defs")
    shapes["SubregionShape"]["properties"]["municipalities"]["items"] = {
        "anyOf": [{"type": "string", "pattern": r"\S"}, {"$ref": _PLACES + "MunicipalityShape"}]
    }
    made["properties"]["calendars"]["propertyNames"] = {
        "pattern": f"^{schema.ID.pattern}$",
        "maxLength": schema.MAX_ID,
        "not": {"enum": [EVEN, STANDING]},
    }
    shapes["AnyTarget"] = _any_target(shapes)
    shapes["AreaShape"]["properties"]["targets"]["items"] = {"$ref": _PLACES + "AnyTarget"}
    shapes["PlanShape"] = made
    for name, shape in shapes.items():
        _tell(name, shape)
    made = shapes.pop("PlanShape")
    head = {"$schema": _DRAFT, "title": "targets.yaml"}
    return {**head, **made, "definitions": dict(sorted(shapes.items()))}


def _any_target(shapes: dict[str, Any]) -> dict[str, Any]:
    """A target, whose measure decides which other keys it has.

    Of a choice between six shapes an editor would say that none fits; so it says what is wrong with the one.
    """
    measures = schema.MEASURES
    common = {key: shapes[schema.SumShape.__name__]["properties"][key] for key in _common_keys()}
    return {
        "type": "object",
        "properties": {**common, "measure": {"type": "string", "enum": list(measures)}},
        "required": ["id", "name", "measure", "source"],
        "allOf": [
            {
                "if": {"properties": {"measure": {"const": name}}, "required": ["measure"]},
                "then": {"$ref": _PLACES + shape.__name__},
            }
            for name, shape in measures.items()
        ],
    }


def _common_keys() -> tuple[str, ...]:
    return schema.keys_of(schema.TargetShape)


def _tell(name: str, shape: dict[str, Any]) -> None:
    """Put our words to the keys of a mapping, and take away what was generated for a programmer."""
    for word in ("title", "description"):
        shape.pop(word, None)
    words = about_keys(name)
    for key, value in shape["properties"].items():
        shape["properties"][key] = _plain(value) | {"description": words[key]}
    if measure := shape["properties"].get("measure"):
        told = about_measures()
        if "enum" in measure:
            # What VS Code shows beside each of the words.
            measure["enumDescriptions"] = [told[word] for word in measure["enum"]]
        else:
            measure["description"] = told[measure["const"]]


def _plain(value: dict[str, Any]) -> dict[str, Any]:
    """What is asked of a value: an empty one is none, which YAML would take for null."""
    value = {key: each for key, each in value.items() if key not in {"title", "description"}}
    if not isinstance(value.get("default"), str | int):
        value.pop("default", None)
    choices = [each for each in value.get("anyOf", ()) if each != {"type": "null"}]
    if len(choices) == 1:
        del value["anyOf"]
        value |= choices[0]
    if "$ref" in value:
        # Beside a reference, draft 7 takes no notice of anything.
        value = {"allOf": [{"$ref": value.pop("$ref")}]} | value
    return value
