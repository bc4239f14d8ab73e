"""`schema` as a file for editors: JSON Schema, with what each key means in the language of the plan.

Editors that know YAML (VS Code and others, by the YAML language server) complete and check a plan by it, once
a comment at its top names the file. What a schema can't know, `lovp check` still tells.
"""

import json
import re
from typing import Any

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from lovp import i18n
from lovp.i18n import _
from lovp.plan.load import SCHEMA_NAME
from lovp.plan.schema import PLAN

_MODELINE = re.compile(r"#[ \t]*yaml-language-server:[ \t]*\$schema=([^\s]+)[^\r\n]*")


class _ForEditors(GenerateJsonSchema):
    """Without what says something to programmers alone: titles, defaults, and null, which no plan has."""

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])

    def tagged_union_schema(self, schema: core_schema.TaggedUnionSchema) -> JsonSchemaValue:
        return {"oneOf": super().tagged_union_schema(schema)["oneOf"]}


def schema_text(language: str) -> str:
    """The schema as a file, with its words in the language."""
    with i18n.speaking(language):
        made = _translated(PLAN.json_schema(schema_generator=_ForEditors))
    head = {"$schema": "http://json-schema.org/draft-07/schema#", "title": "targets.yaml"}
    return json.dumps(head | made, indent=2, ensure_ascii=False) + "\n"


def _translated(value: Any) -> Any:
    """The schema with its descriptions in the language spoken, and without the names of classes."""
    if isinstance(value, list):
        return [_translated(each) for each in value]
    if not isinstance(value, dict):
        return value
    made = {key: _translated(each) for key, each in value.items() if key != "title"}
    words = made.pop("description", None)
    if isinstance(words, str) and "properties" not in made:
        made["description"] = _(words)
    return made


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
