"""Imports point one way: a part may import those below it, and nothing above."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[1] / "lovp"

BASE = {"errors", "model", "i18n", "text", "dates", "numbers", "pii", "files", "matching"}
ALLOWED = {
    "__init__": set[str](),
    "text": set[str](),
    "model": set[str](),
    "i18n": {"text"},
    "errors": {"i18n", "text"},
    "pii": {"i18n", "text"},
    "dates": {"errors", "i18n", "pii", "text"},
    "numbers": {"errors", "i18n", "model", "pii", "text"},
    "files": {"errors", "i18n", "text"},
    "matching": {"errors", "i18n", "model", "pii", "text"},
    "plan": BASE | {"__init__"},
    "record": BASE,
    "progress": BASE,
    "exchange": BASE | {"plan", "record", "progress"},
    "render": BASE | {"record", "progress", "exchange"},
    "cli": BASE | {"plan", "record", "progress", "exchange", "render", "__init__"},
    "__main__": {"cli"},
}
"""What each part may import of the others. progress/ knows neither files nor plans' text: it gets values."""
ROOMS = {
    "tables": set[str](),
    "form": set[str](),
    "form_answers": {"tables", "form"},
    "imports": {"tables", "form_answers"},
    "sharing": set[str](),
    "example_folders": set[str](),
    "rollup": set[str](),
}
"""What the rooms of exchange/ may import of each other."""

CLOCKS = {"today", "now", "utcnow", "time", "time_ns"}
HEAVY: dict[str, tuple[str, ...]] = {
    "yaml": ("plan",),
    "pydantic": ("plan", "exchange/imports/mapping.py"),
    "rich": ("render",),
    "python_calamine": ("exchange",),
    "typer": ("cli",),
    "argparse": (),
    "filelock": (),
    "platformdirs": (),
    "prompt_toolkit": (),
    "holidays": (),
    "phonenumbers": (),
    "personnummer": (),
    "icalendar": (),
    "xlsxwriter": (),
}
"""Libraries that are imported where they are used, and who may do it when a module is loaded."""

FILES = {file.relative_to(SOURCE).as_posix(): file for file in sorted(SOURCE.rglob("*.py"))}
TREES = {name: ast.parse(file.read_text(encoding="utf-8")) for name, file in FILES.items()}


def imports(name: str) -> Iterator[tuple[str, bool]]:
    """The dotted names that a file imports, and whether at the top (when the module is loaded)."""
    for node in ast.walk(TREES[name]):
        top = node in TREES[name].body
        if isinstance(node, ast.Import):
            yield from ((alias.name, top) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name}: imports are absolute here"
            yield from ((f"{node.module}.{alias.name}", top) for alias in node.names)


@pytest.mark.parametrize("name", FILES)
def test_imports_point_one_way(name: str) -> None:
    part, *rest = name.removesuffix(".py").split("/")
    for imported, top in imports(name):
        library, *words = imported.split(".")
        if library == "lovp":
            other = "__init__" if words[0] == "__version__" else words[0]
            assert other == part or other in ALLOWED[part], f"{part} must not import {imported}"
            if part == other == "exchange" and rest != ["__init__"]:
                assert words[1] == rest[0] or words[1] in ROOMS[rest[0]], f"{name} must not import {imported}"
        elif library in HEAVY and top:
            # Start-up is part of every command.
            assert name.startswith(HEAVY[library]), f"{name} imports {library} when it is loaded"


@pytest.mark.parametrize("name", FILES)
def test_nothing_below_the_command_line_asks_what_day_it_is_or_prints(name: str) -> None:
    part = name.split("/")[0]
    for node in ast.walk(TREES[name]):
        if not isinstance(node, ast.Call) or part == "cli":
            continue
        if isinstance(node.func, ast.Attribute) and isinstance(node.func.value, ast.Name):
            asks = node.func.attr in CLOCKS and node.func.value.id in {"date", "datetime", "time"}
            assert not asks, f"{name}:{node.lineno}"
        if isinstance(node.func, ast.Name) and part in {"progress", "render"}:
            assert node.func.id not in {"print", "open", "input"}, f"{name}:{node.lineno}"


def test_no_module_is_too_long() -> None:
    every = [*FILES.values(), *Path(__file__).parent.rglob("*.py")]
    lengths = {str(file): len(file.read_text(encoding="utf-8").splitlines()) for file in every}
    assert {file: length for file, length in lengths.items() if length > 400} == {}
