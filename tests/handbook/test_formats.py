"""The page of file formats: its tables name what there is, its examples can be read."""

import csv
import inspect
import json
import re
import shlex
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from lovp import dirs, errors
from lovp.cli.main import main
from lovp.exchange.imports.mapping_file import parse_mapping
from lovp.model import Plan
from lovp.plan import schema
from lovp.plan.load import load_plans
from lovp.record.record import read_record
from lovp.record.row import COLUMNS
from lovp.render.papers import ENDINGS
from tests.handbook.arithmetic import blocks
from tests.handbook.pages import DOCS, LANGUAGES, ROOT, steps

PAGES = {language: (DOCS / language / "formats.md").read_text(encoding="utf-8") for language in LANGUAGES}
YES = {"sv": "ja", "en": "yes"}
ALL = {"sv": "alla", "en": "all"}
KEYS = {"sv": ("nyckel", "mått"), "en": ("key", "measure")}
COLUMN = {"sv": "kolumn", "en": "column"}
FILES = {"sv": ("fil", "vad den är"), "en": ("file", "what it is")}
HEADS = {"sv": ("kommando", "kod", "variabel", "system"), "en": ("command", "code", "variable", "system")}
each_language = pytest.mark.parametrize("language", LANGUAGES)

Rows = list[list[str]]

TARGET = "areas[].targets[]"
MADE_UP: dict[str, tuple[tuple[str, str], ...]] = {
    "lovp.progress/1": (("example", "progress"), ("districts", "rollup progress distrikt.txt")),
    "lovp.targets/1": (("example", "targets"),),
    "lovp.outcomes/1": (("example", "outcomes"),),
    "lovp.calendar/1": (("example", "calendar"),),
    "lovp.summary/1": (
        ("example", "export --month 2024-05"),
        ("districts", "rollup export distrikt.txt --month 2024-05"),
    ),
    "lovp.year/1": (
        ("example", "export --year 2024"),
        ("districts", "rollup export distrikt.txt --year 2024"),
    ),
    "lovp.compare/1": (("two-years", "compare 2023 2024"),),
}
"""Where every field of a schema has something to say: a kind of folder, and a command in it."""

FOLDERS = {"compare": "two-years", "rollup": "districts"}
"""Where a command of the table of CSV is run; others in the example."""


@pytest.fixture(autouse=True)
def in_june(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOVP_TODAY", "2024-06-01")
    monkeypatch.setenv("LOVP_LANG", "en")
    monkeypatch.delenv("LOVP_PLAN", raising=False)


def tables(language: str) -> Iterator[tuple[list[str], Rows]]:
    """Every table of the page: its head, and its rows."""
    for found in re.findall(r"(?:^\|.*\|\n)+", PAGES[language], re.MULTILINE):
        head, _line, *rows = [[cell.strip() for cell in row[1:-1].split("|")] for row in found.splitlines()]
        yield head, rows


def table(language: str, head: str, second: str = "") -> Rows:
    """The table with this first cell, and second one where it is given; of several the last."""
    return [rows for cells, rows in tables(language) if cells[0] == head and second in ("", cells[1])][-1]


def coded(cell: str) -> list[str]:
    return re.findall(r"`([^`]+)`", cell)


def nested(shape: type[schema.Shape], prefix: str = "") -> Iterator[tuple[str, bool]]:
    """Each key of the plan by its path, and whether it has to be there; what has keys itself is not one."""
    inner: dict[tuple[type[schema.Shape], str], tuple[type[schema.Shape], str]] = {
        (schema.PlanShape, "status"): (schema.StatusShape, ""),
        (schema.PlanShape, "places"): (schema.SubregionShape, "[]"),
        (schema.PlanShape, "calendars"): (schema.CalendarShape, ".ID"),
        (schema.PlanShape, "calendar"): (schema.KeyDateShape, "[]"),
        (schema.PlanShape, "areas"): (schema.AreaShape, "[]"),
        (schema.SubregionShape, "municipalities"): (schema.MunicipalityShape, "[]"),
        (schema.CalendarShape, "terms"): (schema.SpanShape, "[]"),
        (schema.CalendarShape, "breaks"): (schema.SpanShape, "[]"),
        (schema.CalendarShape, "holidays"): (schema.HolidayShape, "[]"),
    }
    for key, field in zip(schema.keys_of(shape), shape.model_fields.values(), strict=True):
        path = f"{prefix}{key}"
        if (shape, key) in inner:
            below, mark = inner[shape, key]
            yield from nested(below, f"{path}{mark}.")
        else:
            yield path, field.is_required()


@each_language
def test_the_keys_of_a_plan(language: str) -> None:
    key, _measure = KEYS[language]
    (rows,) = [rows for head, rows in tables(language) if head[0] == key and len(head) == 3]
    named = [(name, need == YES[language]) for cell, need, _words in rows for name in coded(cell)]
    assert named == list(nested(schema.PlanShape))


@each_language
def test_the_keys_of_a_target(language: str) -> None:
    needed: dict[str, dict[str, bool]] = {measure: {} for measure in schema.MEASURES}
    for name, measures, need, _words in table(language, *KEYS[language]):
        (key,) = coded(name)
        of = list(schema.MEASURES) if measures == ALL[language] else coded(measures)
        for measure in of:
            needed[measure][key] = need.startswith(YES[language]) and measure not in coded(need)
    for measure, shape in schema.MEASURES.items():
        fields = zip(schema.keys_of(shape), shape.model_fields.values(), strict=True)
        assert needed[measure] == {key: field.is_required() for key, field in fields}, measure


def plan_in(language: str, name: str, folder: Path) -> Plan:
    (text,) = [block.text for block in blocks(PAGES[language]) if block.title == name]
    file = folder / "targets.yaml"
    file.write_text(text, encoding="utf-8")
    (plan,) = load_plans(file)
    return plan


@each_language
def test_the_plans_can_be_read_and_the_larger_has_every_key(language: str, tmp_path: Path) -> None:
    least = plan_in(language, "targets.yaml", tmp_path)
    assert len(list(least.targets())) == 1
    plan_in(language, "exempel/targets.yaml", tmp_path)
    (text,) = [block.text for block in blocks(PAGES[language]) if block.title == "exempel/targets.yaml"]
    keys = {path.rpartition(".")[2] for path, _need in nested(schema.PlanShape)}
    keys |= {key for shape in schema.MEASURES.values() for key in schema.keys_of(shape)}
    assert {key for key in keys if not re.search(rf"(^|[ {{]){key}:", text, re.MULTILINE)} == set()
    assert {measure for measure in schema.MEASURES if f"measure: {measure}\n" not in text} == set()


@each_language
def test_no_line_of_the_smallest_plan_can_be_left_out(language: str, tmp_path: Path) -> None:
    (text,) = [block.text for block in blocks(PAGES[language]) if block.title == "targets.yaml"]
    lines = text.splitlines(keepends=True)
    for left_out in range(len(lines)):
        (tmp_path / "targets.yaml").write_text("".join(lines[:left_out] + lines[left_out + 1 :]), "utf-8")
        with pytest.raises(errors.PlanError):
            load_plans(tmp_path / "targets.yaml")


@each_language
def test_the_columns_of_the_record(language: str) -> None:
    assert [name for cell, _words in table(language, COLUMN[language]) for name in coded(cell)[:1]] == list(
        COLUMNS
    )


@each_language
def test_the_records_can_be_read(language: str, tmp_path: Path) -> None:
    plan = plan_in(language, "exempel/targets.yaml", tmp_path)
    files = [block for block in blocks(PAGES[language]) if block.language == "csv"]
    for block in files:
        (tmp_path / Path(block.title).name).write_text(block.text, encoding="utf-8")
    record = read_record(tmp_path, plan)
    assert record.problems == ()
    assert [
        (row.target, row.place, row.value, row.of) for row in record.outcomes if row.target != "franvaro"
    ] == [
        ("kurs", "Hjo", 14, None),
        ("unga", "Hjo", 2, 7),
    ]
    assert len(record.rows) == 6
    assert [str(row.value) for row in record.outcomes if row.target == "franvaro"] == ["5.9"]


@each_language
def test_the_mapping_can_be_read(language: str, tmp_path: Path) -> None:
    plan = plan_in(language, "targets.yaml", tmp_path)
    (block,) = [block for block in blocks(PAGES[language]) if block.title.startswith("imports/")]
    mapping = parse_mapping(block.text.encode(), Path(block.title).stem, block.title, plan)
    assert mapping.source == "kursanmalningar"


@each_language
def test_what_is_shown_as_json_is_json(language: str) -> None:
    shown = [
        step for block in blocks(PAGES[language]) if block.language == "console" for step in steps(block)
    ]
    documents = [
        json.loads("\n".join(step.answer)) for step in shown if step.command.endswith("--format json")
    ]
    assert [document["schema"] for document in documents] == [
        "lovp.progress/1",
        "lovp.targets/1",
        "lovp.outcomes/1",
        "lovp.calendar/1",
    ]


def paths(value: Any, path: str = "") -> set[str]:
    """Every field of the document, those of lists and of what they hold as `list[].field`."""
    if isinstance(value, list):
        return {each for item in value for each in paths(item, f"{path}[]")}
    if not isinstance(value, dict):
        return set()
    found = set()
    for key, inner in value.items():
        here = f"{path}.{key}" if path else key
        found |= {here} | paths(inner, here)
    return found


def declared(language: str, name: str) -> set[str]:
    """The fields of a schema by the page, with those that it has as `lovp.progress/1` has them."""
    found = set()
    for head, rows in tables(language):
        if coded(head[0])[:1] == [name]:
            prefix = "".join(f"{part}." for part in coded(head[0])[1:])
            found |= {f"{prefix}{field}" for row in rows for field in coded(row[0])}
    if name in ("lovp.summary/1", "lovp.year/1"):
        found |= {
            path
            for path in declared(language, "lovp.progress/1")
            if path.startswith((f"{TARGET}.", "districts[]."))
        }
    if name == "lovp.compare/1":
        found |= {path.replace(".before.", ".after.") for path in found}
    return found


def answered(capsys: pytest.CaptureFixture[str], words: str) -> str:
    capsys.readouterr()
    assert main(shlex.split(words)) == 0, words
    return capsys.readouterr().out


@pytest.mark.parametrize("name", MADE_UP)
def test_the_fields_of_json(
    name: str,
    prepare: Callable[[str], Path],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    real = set()
    for kind, command in MADE_UP[name]:
        monkeypatch.chdir(prepare(kind))
        document = json.loads(answered(capsys, f"{command} --format json"))
        assert document["schema"] == name
        real |= paths(document)
    for language in LANGUAGES:
        assert declared(language, name) == real


def test_the_page_has_every_schema() -> None:
    sources = "".join(file.read_text(encoding="utf-8") for file in (ROOT / "lovp").rglob("*.py"))
    assert set(re.findall(r'"(lovp\.[a-z]+/[0-9]+)"', sources)) == set(MADE_UP)


def test_the_columns_of_csv(
    prepare: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    columns = {language: table(language, HEADS[language][0]) for language in LANGUAGES}
    assert columns["sv"] == columns["en"]
    folders = {kind: prepare(kind) for kind in ("example", "districts", "two-years")}
    for command, names in columns["sv"]:
        words = coded(command)[0].removeprefix("lovp ")
        monkeypatch.chdir(folders[FOLDERS.get(words.split()[0], "example")])
        text = answered(capsys, f"{words} --format csv")
        excel = words.startswith("export")
        assert text.startswith("\ufeff") == excel
        first = next(
            csv.reader([text.removeprefix("\ufeff").splitlines()[0]], delimiter=";" if excel else ",")
        )
        assert ",".join(first) == coded(names)[0], command


@each_language
def test_the_names_of_files(
    language: str, prepare: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    words = [name for cell, _words in table(language, *FILES[language]) for name in coded(cell)]
    endings = [word for word in words if word.startswith(".")]
    assert sorted([*endings, ".md"]) == sorted(f".{ending}" for ending in ENDINGS.values())
    names = [name for name in words if name.startswith("lovp-")]
    reports = tmp_path / "reports"
    for kind, command in (("example", "export"), ("districts", "rollup export distrikt.txt")):
        monkeypatch.chdir(prepare(kind))
        for when in ("--month 2024-05", "--year 2024"):
            assert main(shlex.split(f"{command} {when} --output {shlex.quote(str(reports))}")) == 0
    assert sorted(names) == sorted(file.name for file in reports.iterdir())


@each_language
def test_the_exit_codes(language: str) -> None:
    codes = {0} | {
        each.exit_code
        for _name, each in inspect.getmembers(errors, inspect.isclass)
        if issubclass(each, errors.LovpError)
    }
    assert [int(code) for code, _words in table(language, HEADS[language][1])] == sorted(codes)


@each_language
def test_the_variables(language: str) -> None:
    named = [name for cell, _words in table(language, HEADS[language][2]) for name in coded(cell)]
    sources = "".join(file.read_text(encoding="utf-8") for file in (ROOT / "lovp").rglob("*.py"))
    assert {name for name in named if name.startswith("LOVP_")} == set(
        re.findall(r'"(LOVP_[A-Z]+)"', sources)
    )
    assert [name for name in named if not name.startswith("LOVP_")] == [
        "NO_COLOR",
        "COLUMNS",
    ]


@each_language
@pytest.mark.parametrize(
    ("system", "platform"), [("Linux", "linux"), ("Mac", "darwin"), ("Windows", "win32")]
)
def test_the_folders(language: str, system: str, platform: str, monkeypatch: pytest.MonkeyPatch) -> None:
    (row,) = [cells for cells in table(language, HEADS[language][3]) if cells[0] == system]
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setattr(Path, "home", lambda: Path("~"))
    for name in ("APPDATA", "LOCALAPPDATA", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, f"/{name}")
    for cell, folder in zip(row[1:], (dirs.settings_folder, dirs.cache_folder), strict=True):
        told, *otherwise = [re.sub(r"%(\w+)%\\|\$(\w+)/", r"/\1\2/", each) for each in coded(cell)]
        assert str(folder()) == told
        for path in otherwise:
            with monkeypatch.context() as untold:
                untold.delenv("XDG_CONFIG_HOME")
                untold.delenv("XDG_CACHE_HOME")
                assert str(folder()) == path


@each_language
def test_the_same_examples_are_in_both_languages(language: str) -> None:
    swedish, other = (
        [(block.title, len(block.text.splitlines())) for block in blocks(PAGES[each]) if block.title]
        for each in ("sv", language)
    )
    assert swedish == other
