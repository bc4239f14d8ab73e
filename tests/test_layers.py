"""Imports point one way: a part may import those below it, and nothing above."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[1] / "lovp"

BASE = {"errors", "model", "i18n", "text", "dates", "numbers", "pii", "files", "matching", "settings"}
ALLOWED = {
    "__init__": set[str](),
    "text": set[str](),
    "model": set[str](),
    "i18n": {"text"},
    "errors": {"i18n"},
    "pii": {"i18n", "model", "text"},
    "dates": {"errors", "i18n", "text"},
    "numbers": {"errors", "i18n", "model", "pii", "text"},
    "files": {"errors", "i18n", "text"},
    "matching": {"errors", "i18n", "model", "text"},
    "settings": {"errors", "files", "i18n", "model", "pii", "text"},
    "plan": BASE | {"__init__"},
    "record": BASE,
    "progress": BASE,
    "example": BASE | {"progress"},
    "exchange": BASE | {"plan", "record", "progress", "example"},
    "render": BASE | {"record", "progress", "exchange"},
    "cli": BASE | {"plan", "record", "progress", "exchange", "render", "example", "__init__"},
    "__main__": {"cli"},
}
"""What each part may import of the others. progress/ knows neither files nor plans' text: it gets values."""

ROOMS = {
    "tables": set[str](),
    "forms": {"tables"},
    "imports": {"tables", "forms"},
    "sharing": set[str](),
    "typed": set[str](),
    "districts": set[str](),
    "example_folders": set[str](),
    "rollup": {"districts"},
}
"""What the rooms of exchange/ may import of each other."""

CLOCKS = {"today", "now", "utcnow", "time", "time_ns"}
HEAVY = {
    "argparse",
    "filelock",
    "platformdirs",
    "typer",
    "yaml",
    "pydantic",
    "rich",
    "prompt_toolkit",
    "holidays",
    "phonenumbers",
    "personnummer",
    "icalendar",
    "xlsxwriter",
    "python_calamine",
}


def part_of(file: Path) -> str:
    """The part of the house that a file belongs to: its folder, or its own name at the top."""
    first = file.relative_to(SOURCE).parts[0]
    return first.removesuffix(".py")


def imports(file: Path) -> Iterator[tuple[str, bool]]:
    """The dotted names that a file imports, and whether at the top (when the module is loaded)."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    top = set(map(id, tree.body))
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, id(node) in top) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}: imports are absolute here"
            module = node.module or ""
            for alias in node.names:
                yield (f"{module}.{alias.name}", id(node) in top)


FILES = sorted(SOURCE.rglob("*.py"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(SOURCE)))
def test_imports_point_one_way(file: Path) -> None:
    part = part_of(file)
    for name, _top in imports(file):
        words = name.split(".")
        if words[0] == "lovp":
            other = words[1] if len(words) > 1 else "__init__"
            other = "__init__" if other == "__version__" else other
            assert other == part or other in ALLOWED[part], f"{part} must not import {name}"


@pytest.mark.parametrize("room", ROOMS)
def test_the_rooms_of_exchange_point_one_way(room: str) -> None:
    place = SOURCE / "exchange" / room
    for file in place.rglob("*.py") if place.is_dir() else [place.with_suffix(".py")]:
        for name, _top in imports(file):
            words = name.split(".")
            if words[:2] == ["lovp", "exchange"]:
                assert words[2] == room or words[2] in ROOMS[room], f"{file} must not import {name}"


def test_every_room_of_exchange_has_its_place() -> None:
    found = {path.stem for path in (SOURCE / "exchange").iterdir() if not path.name.startswith("__")}
    assert found == set(ROOMS)


@pytest.mark.parametrize("part", ["progress", "record", "plan", "exchange", "render"])
def test_nothing_below_the_command_line_asks_what_day_it_is(part: str) -> None:
    for file in (SOURCE / part).rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                owner = node.func.value
                name = owner.id if isinstance(owner, ast.Name) else ""
                assert not (node.func.attr in CLOCKS and name in {"date", "datetime", "time"}), file


@pytest.mark.parametrize("part", ["progress", "render"])
def test_nothing_between_prints_or_opens_files(part: str) -> None:
    for file in (SOURCE / part).rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                assert node.func.id not in {"print", "open", "input"}, file


def test_heavy_libraries_are_imported_where_they_are_used() -> None:
    """Start-up is part of every command: only the modules that need a heavy library load it, when needed."""
    rooms = {
        "yaml": "plan",
        "pydantic": "plan",
        "rich": "render",
        "python_calamine": "exchange",
        "typer": "cli",
    }
    mappings = "exchange/imports/mapping.py"
    for file in FILES:
        own = (part_of(file), file.relative_to(SOURCE).as_posix())
        for name, top in imports(file):
            library = name.split(".")[0]
            if top and library in HEAVY:
                known = rooms.get(library) in own or (library == "pydantic" and mappings in own)
                assert known, f"{file} imports {library} when it is loaded"


def test_no_module_is_too_long() -> None:
    tests = Path(__file__).parent.rglob("*.py")
    long = {
        str(file): n
        for file in [*FILES, *tests]
        if (n := len(file.read_text(encoding="utf-8").splitlines())) > 400
    }
    assert not long
