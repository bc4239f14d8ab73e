"""`schema` as a file for editors: JSON Schema, with what each key means in the language of the plan.

Editors that know YAML (VS Code and others, by the YAML language server) complete and check a plan by it, once
a comment at its top names the file. What a schema can't know, `lovp check` still tells.
"""

import json
import re
from typing import Any

from lovp import i18n
from lovp.i18n import _
from lovp.plan.load import SCHEMA_NAME
from lovp.plan.schema import PlanShape


def schema_text(language: str) -> str:
    """The schema as a file, with its words in the language."""
    made = json.dumps(PlanShape.model_json_schema())
    with i18n.speaking(language):
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


def with_schema(text: str) -> str:
    """The text of a plan with the schema beside it in the first line, where editors look for it."""
    return re.sub(r"(?<=yaml-language-server: \$schema=)\S+", SCHEMA_NAME, text, count=1)
