"""The page of file formats names every key, column, code, variable and field that there is, and no other."""

import inspect
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from lovp import errors
from lovp.plan import schema
from lovp.record.row import COLUMNS
from tests.handbook.pages import DOCS, LANGUAGES, ROOT, read, tables
from tests.handbook.session import Session

ANSWERS = [
    ("lovp.progress/1", "example", "progress"),
    ("lovp.progress/1", "districts", "rollup progress ."),
    ("lovp.targets/1", "example", "targets"),
    ("lovp.outcomes/1", "example", "outcomes"),
    ("lovp.calendar/1", "example", "calendar"),
    ("lovp.summary/1", "example", "export --output - --month 2024-05"),
    ("lovp.summary/1", "small", "export --output - --month 2024-03"),
    ("lovp.summary/1", "districts", "rollup export . --output - --month 2024-05"),
    ("lovp.year/1", "example", "export --output - --year 2024"),
    ("lovp.year/1", "districts", "rollup export . --output - --year 2024"),
    ("lovp.compare/1", "two-years", "compare 2023 2024"),
]
"""Where every field of a schema has something to say: its name, a kind of folder, and a command in it."""
NAMES = sorted({name for name, _kind, _command in ANSWERS})
PAGES = [read(DOCS / language / "formats.md") for language in LANGUAGES]
every_page = pytest.mark.parametrize("page", PAGES, ids=LANGUAGES)


def coded(cell: str) -> list[str]:
    return re.findall(r"`([^`]+)`", cell)


def below(page: str, *heads: str) -> list[list[str]]:
    """The rows of the table whose first column is called so."""
    return [rows for head, *rows in tables(page) if head[0] in heads][-1]


@every_page
def test_the_keys_of_a_target(page: str) -> None:
    keys = {measure: set(schema.fields_of(shape)) for measure, shape in schema.MEASURES.items()}
    told: dict[str, set[str]] = {measure: set() for measure in keys}
    for name, measures, _needed, _words in below(page, "nyckel", "key"):
        for measure in coded(measures) or keys:
            told[measure] |= set(coded(name))
    assert told == keys


@every_page
def test_columns_codes_and_variables(page: str) -> None:
    assert [name for row in below(page, "kolumn", "column") for name in coded(row[0])] == list(COLUMNS)
    raised = [each for _name, each in inspect.getmembers(errors) if hasattr(each, "exit_code")]
    assert {int(row[0]) for row in below(page, "kod", "code")} == {0, *(each.exit_code for each in raised)}
    sources = "".join(read(file) for file in (ROOT / "lovp").rglob("*.py"))
    variables = {*re.findall(r'"(LOVP_[A-Z]+)"', sources), "NO_COLOR", "COLUMNS"}
    assert {name for row in below(page, "variabel", "variable") for name in coded(row[0])} == variables
    assert set(re.findall(r'"(lovp\.[a-z]+/[0-9]+)"', sources)) == set(NAMES)


@pytest.mark.all
@every_page
def test_the_columns_of_csv(page: str, prepare: Callable[[str], Path]) -> None:
    session = Session(prepare("example"), {}, "en")
    for command, columns in below(page, "kommando", "command"):
        if len(coded(columns)) == 1:
            answer, _code = session.run(f"{coded(command)[0]} --format csv 2>/dev/null")
            assert answer.splitlines()[0] == coded(columns)[0], command


def fields(value: Any, path: str = "") -> Iterator[str]:
    """Every field of the document, those of lists and of what they hold as `list[].field`."""
    if isinstance(value, list):
        for item in value:
            yield from fields(item, f"{path}[]")
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield f"{path}.{key}".lstrip(".")
            yield from fields(inner, f"{path}.{key}".lstrip("."))


def declared(page: str, name: str) -> set[str]:
    """The fields of a schema by the page, with those that it has as `lovp.progress/1` has them."""
    found = set()
    for head, *rows in tables(page):
        if coded(head[0])[:1] == [name]:
            prefix = "".join(f"{part}." for part in coded(head[0])[1:])
            found |= {f"{prefix}{field}" for row in rows for field in coded(row[0])}
    if name in ("lovp.summary/1", "lovp.year/1"):
        shared = ("areas[].targets[].", "districts[].")
        found |= {field for field in declared(page, "lovp.progress/1") if field.startswith(shared)}
    if name == "lovp.compare/1":
        found |= {field.replace(".before.", ".after.") for field in found}
    return found


@pytest.mark.all
@pytest.mark.parametrize("name", NAMES)
def test_the_fields_of_json(name: str, prepare: Callable[[str], Path]) -> None:
    answered = set()
    for kind, command in [(kind, command) for one, kind, command in ANSWERS if one == name]:
        answer, _code = Session(prepare(kind), {}, "en").run(f"lovp {command} --format json 2>/dev/null")
        answered |= set(fields(json.loads(answer)))
    assert [declared(page, name) ^ answered for page in PAGES] == [set(), set()]
