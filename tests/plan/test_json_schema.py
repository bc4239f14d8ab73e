"""The schema for editors: it takes every plan that is right, and refuses what a schema can know."""

import json
import os
import re
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft7Validator

from lovp.errors import PlanError
from lovp.plan import schema
from lovp.plan.load import SCHEMA_NAME
from lovp.plan.new_year import add_year, move_year
from lovp.plan.parse import parse_plans
from lovp.plan.schema import schema_text
from tests.folders import PLAN
from tests.plan.mistakes import FULL, catalogue

SCHEMA = Path(schema.__file__).with_name(SCHEMA_NAME)
"""In Swedish, as the plan that it is beside; `lovp init` writes it in the language of the plan."""
WHOLE = json.loads(SCHEMA.read_text(encoding="utf-8"))
VALIDATOR = Draft7Validator(WHOLE)
REAL = PLAN.read_text(encoding="utf-8")


class Core(yaml.SafeLoader):
    """YAML 1.2 as editors read it: no dates, `no` is a word, 012 a number."""


Core.yaml_implicit_resolvers = {}
for _tag, _form, _first in (
    ("null", r"~|null|", ["~", "n", ""]),
    ("bool", r"true|false", ["t", "f"]),
    ("int", r"[-+]?[0-9]+", list("-+0123456789")),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", list("-+.0123456789")),
):
    Core.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(f"(?:{_form})$"), _first)
Core.add_constructor("tag:yaml.org,2002:int", lambda _loader, node: int(node.value))


def refusals(text: str) -> list[str]:
    documents = yaml.load_all(text, Loader=Core)
    return [error.message for document in documents for error in VALIDATOR.iter_errors(document)]


def test_the_file_is_the_one_that_is_made_now() -> None:
    """UPDATE_DOCS=1 writes it anew."""
    if os.environ.get("UPDATE_DOCS"):
        SCHEMA.write_text(schema_text("sv"), encoding="utf-8", newline="\n")
    assert SCHEMA.read_text(encoding="utf-8") == schema_text("sv")


def test_it_takes_every_measure_and_key_and_the_plan_and_the_years_after_it() -> None:
    for text in (FULL, REAL, move_year(REAL, 2025), move_year(REAL, 2028)):
        assert refusals(text) == []


def test_it_refuses_what_a_schema_can_know_and_no_sound_plan() -> None:
    """What no schema can know is left to `lovp check`."""
    refused = [mistake for mistake in catalogue() if is_refused(mistake.text())]
    assert len(refused) >= 50
    for mistake in refused:
        with pytest.raises(PlanError):
            parse_plans(mistake.text(), "targets.yaml")


def is_refused(text: str) -> bool:
    try:
        return refusals(text) != []
    except (yaml.YAMLError, ValueError):
        return False


DIGITS = st.decimals(min_value=0, max_value=200, places=3).map(lambda number: f"{number.normalize():f}")
WORDS = st.one_of(
    DIGITS,
    st.builds("{}{}%".format, DIGITS, st.sampled_from(["", " ", "\u00a0", "  "])),
    st.from_regex(r"[a-z0-9-]{1,6}|[0-9.]{1,5} ?%", fullmatch=True),
    st.dates().map(str),
)


@given(word=WORDS, key=st.sampled_from(["goal: 25 %", "goal: 12.5", "id: traffar", "due: 2024-11-30"]))
def test_whatever_the_program_takes_the_schema_takes(word: str, key: str) -> None:
    text = FULL.replace(key, f"{key.split()[0]} {word}", 1)
    try:
        parse_plans(text, "targets.yaml")
    except PlanError:
        return
    assert refusals(text) == []


def test_the_line_that_names_the_schema_is_repeated_when_a_year_is_added() -> None:
    """Editors look for it in each document by itself."""
    named = REAL.splitlines()[0]
    assert named.startswith("# yaml-language-server: $schema=")
    text = REAL
    for year in (2025, 2026):
        added = add_year(text, year)
        assert added.startswith(text)
        assert added[len(text) :].splitlines()[:2] == ["---", named]
        text = added
    assert [plan.year for plan in parse_plans(text, "targets.yaml")] == [2024, 2025, 2026]
