"""The page on data protection says what is so: each of its facts is held against the program."""

import inspect
import os
import re
import shutil
import sys
from pathlib import Path

import pytest

from lovp import dirs, i18n
from lovp.plan.cache import _MOST_FILES
from lovp.plan.load import load_plans
from lovp.record import guard
from lovp.record.new import MAX_NOTE
from lovp.record.row import COLUMNS
from tests.faults.check import Answer, lovp
from tests.faults.strace import need_strace, traced
from tests.handbook.pages import DOCS, LANGUAGES, ROOT

SECTIONS = {
    "sv": {
        "stored": "## Vad som sparas",
        "guard": "## Vad vakten nekar",
        "computer": "## Vad som finns på varje dator",
        "record": "## Text till registerförteckningen",
    },
    "en": {
        "stored": "## What is stored",
        "guard": "## What the guard refuses",
        "computer": "## What is on each computer",
        "record": "## Text for the record of processing",
    },
}
NOTE = "schoolinfo", "1", "--place", "Hjo", "--date", "2024-03-12", "--note"
COMMANDS: tuple[list[str], ...] = (
    ["log", "schoolinfo", "3", "--place", "Hjo", "--date", "2024-03-12"],
    [],
    ["progress"],
    ["outcomes"],
    ["targets"],
    ["calendar"],
    ["check"],
    ["undo"],
    ["export", "--month", "2024-03", "--format", "md,html", "--output", "reports"],
    ["form", "--output", "form.xlsx"],
)


def page(language: str) -> str:
    return (DOCS / language / "data-protection.md").read_text(encoding="utf-8")


def tables(language: str, section: str) -> list[list[list[str]]]:
    """The tables of a section, each as the rows below its header, with the cells of each."""
    text = page(language).split(SECTIONS[language][section] + "\n", 1)[1].split("\n## ", 1)[0]
    found = re.findall(r"(?:^\|.*\n)+", text, re.MULTILINE)
    assert found, section
    return [
        [[cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines()[2:]]
        for table in found
    ]


def code(cell: str) -> str:
    """What stands as code in a cell, first."""
    return cell.split("`")[1]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A plan's folder, with a home of its own beside it."""
    for name in ("XDG_CONFIG_HOME", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    plan = tmp_path / "plan"
    plan.mkdir()
    shutil.copy(ROOT / "targets.yaml", plan)
    return plan


def run(folder: Path, *words: str, language: str = "sv") -> Answer:
    return lovp(folder, *words, environment={"LOVP_LANG": language, "HOME": str(folder.parent)})


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_table_has_every_column_of_the_record_and_no_other(language: str) -> None:
    (rows,) = tables(language, "stored")
    assert [code(row[0]) for row in rows] == list(COLUMNS)
    assert str(MAX_NOTE) in next(row[1] for row in rows if code(row[0]) == "note")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_kinds_that_are_refused_are_those_of_the_guard(language: str) -> None:
    refused, _unknown = tables(language, "guard")
    known = re.findall(r'case "\w+":\s+return _\("([^"]+)"\)', inspect.getsource(guard.personal_data))
    assert len(known) == 3
    i18n.use(language)
    assert [row[0] for row in refused] == [i18n._(kind) for kind in known]
    for kind, *cells in refused:
        examples = [text for cell in cells for text in re.findall(r"`([^`]+)`", cell)]
        assert examples
        assert {guard.personal_data(text) for text in examples} == {kind}


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_kind_is_refused_by_a_run_and_not_repeated(language: str, folder: Path) -> None:
    refused, _unknown = tables(language, "guard")
    assert run(folder, "log", *NOTE, "inställt").code == 0
    (file,) = (folder / "data" / "2024").glob("*.csv")
    before = file.read_bytes()
    row_id = before.decode().splitlines()[1].split(",", 1)[0]
    mapping = folder / "imports" / "svar.yaml"
    mapping.parent.mkdir()
    mapping.write_text("source: svar\ndate: Dag\ntarget: schoolinfo\nnote: Ord\n", encoding="utf-8")
    for kind, example, *_more in refused:
        text = code(example)
        sent = folder / "svar.csv"
        sent.write_text(f"Dag,Ord\n2024-03-12,{text}\n", encoding="utf-8")
        for words in (
            ("log", *NOTE, text),
            ("amend", row_id, "--note", text),
            ("import", "svar.csv", "--yes"),
            ("init", "--writer", text),
        ):
            answer = run(folder, *words, language=language)
            said = answer.out + answer.err
            assert (answer.code, kind in said, text in said) == (1, True, False), (words, said)
    assert file.read_bytes() == before


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_it_does_not_know_is_told_honestly(language: str, folder: Path) -> None:
    _refused, unknown = tables(language, "guard")
    for row in unknown:
        assert run(folder, "log", *NOTE, code(row[0]), language=language).code == 0, row


def test_what_is_in_a_file_already_is_masked_in_every_form(folder: Path) -> None:
    number = "070-174 06 58"
    file = folder / "data" / "2024" / "skola.csv"
    file.parent.mkdir(parents=True)
    row = f"018f7a10-4c00-7abc-8def-0000000000a1,2024-05-14,schoolinfo,Hjo,3,,Ring {number},,skola,"
    file.write_text(f"{','.join(COLUMNS)}\n{row}2024-05-14T10:00:00.000000Z\n", encoding="utf-8")
    for form in ("table", "markdown", "csv", "json"):
        answer = run(folder, "outcomes", "--format", form)
        assert answer.code == 0
        assert number not in answer.out + answer.err
        assert guard.MASK in answer.out.replace("\\", "")
    checked = run(folder, "check")
    assert (checked.code, number in checked.out + checked.err) == (3, False)
    assert "data/2024/skola.csv:2" in checked.out


def test_a_small_share_is_hidden_below_the_limit_of_the_page() -> None:
    (plan,) = load_plans(ROOT / "targets.yaml")
    assert f"färre än {plan.hide_below}\n(`hide_below`" in page("sv")
    assert f"fewer than {plan.hide_below} (`hide_below`" in page("en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_folders_of_each_system_are_where_the_page_says(
    language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    (rows,) = tables(language, "computer")
    monkeypatch.setattr(Path, "home", lambda: Path("~"))
    for name in ("XDG_CONFIG_HOME", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    for name in ("APPDATA", "LOCALAPPDATA"):
        monkeypatch.setenv(name, f"%{name}%")
    said = {}
    for system, (name, *_cells) in zip(("win32", "darwin", "linux"), rows, strict=False):
        monkeypatch.setattr(sys, "platform", system)
        said[name] = tuple(map(str, (dirs.settings_folder(), dirs.cache_folder())))
    monkeypatch.undo()
    assert {row[0]: tuple(code(cell).replace("\\", os.sep) for cell in row[1:]) for row in rows[:3]} == said


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_else_is_left_on_a_computer(language: str, folder: Path) -> None:
    """Outside the plan's folder, and in it beside the outcomes."""
    *_systems, (_name, settings, cache) = tables(language, "computer")[0]
    assert str(_MOST_FILES) in cache
    assert run(folder, "init", "--writer", "kansli").code == 0
    for words in COMMANDS:
        answer = run(folder, *words)
        assert answer.code == 0, answer.err
    home = folder.parent
    left = {str(file.relative_to(home)) for file in home.rglob("*") if file.is_file()}
    left = {name for name in left if not name.startswith(("plan/reports/", "plan/form.xlsx"))}
    prefix = code(cache).rstrip("…")
    (plans,) = {name for name in left if Path(name).name.startswith(prefix)}
    assert left == {
        f".config/lovp/{code(settings)}",
        plans,
        "plan/targets.yaml",
        "plan/targets.schema.json",
        "plan/LÄS MIG.txt",
        "plan/data/2024/kansli.csv",
        "plan/data/2024/.kansli.lock",
    }
    assert Path(plans).parent == Path(".cache/lovp")
    assert "`.kansli.lock`" in page(language)
    assert (folder / "data" / "2024" / ".kansli.lock").read_bytes() == b""


def test_no_everyday_command_opens_the_network(folder: Path) -> None:
    need_strace()
    for words in COMMANDS:
        paths = {"reports": str(folder / "reports"), "form.xlsx": str(folder / "form.xlsx")}
        ran = traced(folder, [paths.get(word, word) for word in words], calls="%network")
        assert ran.answer.code == 0, ran.answer.err
        assert [line for line in ran.lines if "(" in line] == [], words


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_text_for_the_record_of_processing_has_all_that_article_30_asks_for(language: str) -> None:
    (rows,) = tables(language, "record")
    assert [row[0].strip("*")[:2] for row in rows[1:]] == ["a)", "b)", "c)", "d)", "e)", "f)", "g)"]
    assert all(len(row) == 2 and row[1] for row in rows)
