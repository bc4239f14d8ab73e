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
from lovp.plan.schema import PlanShape


class _ForEditors(GenerateJsonSchema):
    """Without what says something to programmers alone: defaults, and null, which no plan has."""

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])


def schema_text(language: str) -> str:
    """The schema as a file, with its words in the language."""
    made = json.dumps(PlanShape.model_json_schema(schema_generator=_ForEditors))
    with i18n.speaking(language):
        blocks = json.loads(made, object_hook=_translated)
    head = {"$schema": "http://json-schema.org/draft-07/schema#", "title": "targets.yaml"}
    return json.dumps(head | blocks, indent=2, ensure_ascii=False) + "\n"


def _translated(block: dict[str, Any]) -> dict[str, Any]:
    """The block of the schema with its description in the language spoken, and without names of classes."""
    block.pop("title", None)
    if words := block.pop("description", ""):
        block["description"] = _(words)
    return block


def with_schema(text: str) -> str:
    """The text of a plan with the schema beside it in the first line, where editors look for it."""
    return re.sub(r"(?<=yaml-language-server: \$schema=)\S+", SCHEMA_NAME, text, count=1)
