"""What hostile words and files were found to break, each by its name."""

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from lovp.cells import clean_text, composed, escape_formula, unescape_formula
from lovp.folding import fold
from lovp.record.decoding import MAX_LINE
from lovp.record.guard import personal_data
from lovp.record.writer import slug_text
from lovp.render.markdown import escaped
from tests.faults.check import lovp
from tests.faults.hostile import PILE

pytestmark = pytest.mark.all

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="pipes and bytes in names as Unix has them")


@pytest.mark.parametrize("function", [fold, clean_text, slug_text, personal_data, composed])
def test_a_pile_of_accents_took_minutes(function: Callable[[str], object]) -> None:
    began = time.process_time()
    function(PILE * 5)
    assert time.process_time() - began < 1


def test_accents_in_a_pile_are_composed_as_unicode_says() -> None:
    # A cedilla stands nearer to its letter than an acute accent, in whatever order they were written.
    assert composed("e" + "\u0301\u0327" * 20) == "\u0229" + "\u0327" * 19 + "\u0301" * 20
    assert composed("a\u030a") == "å"


@POSIX
def test_a_folder_whose_name_is_no_text_was_a_traceback_after_its_plan_was_written(tmp_path: Path) -> None:
    name = os.fsdecode(b"\xff\xfe")
    answer = lovp(tmp_path, "init", name, "--writer", "kansli")
    assert answer.code == 0, answer.err
    assert "\udcff" not in answer.out
    there = lovp(tmp_path / name, "init", "--writer", "skola", environment={"HOME": str(tmp_path)})
    assert there.code == 0
    logged = lovp(
        tmp_path / name,
        *["log", "schoolinfo", "1", "--place", "Hjo", "--date", "2024-04-02"],
        environment={"HOME": str(tmp_path), "LOVP_WRITER": ""},
    )
    assert "skola" in logged.out


def test_settings_nested_a_hundred_thousand_times_were_a_traceback(prepare: Callable[[str], Path]) -> None:
    folder = prepare("plan")
    environment = {"LOVP_WRITER": "", "XDG_CONFIG_HOME": "", "APPDATA": str(folder)}
    lovp(folder, "init", "--writer", "skola", environment=environment)
    (settings,) = folder.rglob("folders.json")
    settings.write_text("[" * 100_000, encoding="utf-8")
    words = ["log", "schoolinfo", "1", "--place", "Hjo", "--date", "2024-04-02"]
    assert lovp(folder, *words, environment=environment).code == 0


@pytest.mark.parametrize(
    ("text", "delimiter", "cell"),
    [
        ("a;=1+1", ",", "a;'=1+1"),
        ("a; @SUM(1)", ",", "a; '@SUM(1)"),
        ("a,=1+1", ",", "a,=1+1"),
        ("a,=1+1", ";", "a,'=1+1"),
        ("=a;'-b", ",", "'=a;''-b"),
        ("3; 4, och 5", ",", "3; 4, och 5"),
    ],
)
def test_a_formula_after_the_other_delimiter_was_run(text: str, delimiter: str, cell: str) -> None:
    assert escape_formula(text, delimiter) == cell
    assert unescape_formula(cell, delimiter) == text


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("http://x.se", "http\\://x.se"),
        ("Www.x.se", "Www\\.x.se"),
        ("$x$", "\\$x\\$"),
        ("kl. 12:30", "kl. 12:30"),
    ],
)
def test_an_address_became_a_link(text: str, markdown: str) -> None:
    assert escaped(text) == markdown


def test_a_table_that_is_no_record_took_seconds_for_a_megabyte(prepare: Callable[[str], Path]) -> None:
    folder = prepare("plan")
    (folder / "data" / "2024").mkdir(parents=True)
    (folder / "data" / "2024" / "annat.csv").write_bytes(b"a,b,c\n" * (MAX_LINE // 6) + b"\n" * MAX_LINE)
    began = time.process_time()
    assert lovp(folder, "check").code == 3
    assert time.process_time() - began < 1
