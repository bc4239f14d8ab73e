"""What a note or a name can carry does no harm: not on a terminal, in a spreadsheet or on a page."""

import csv
import io
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Container, Sequence
from itertools import product
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from lovp.cli import options
from lovp.render import papers
from lovp.text import clean_text, unescape_formula
from tests.faults import loaded, scale
from tests.faults.check import Answer, as_bytes, lovp
from tests.faults.conftest import Injected
from tests.faults.forms import CHECKS, every_output, readable, texts_of
from tests.faults.hostile import raw
from tests.workbooks import read

if sys.platform == "win32":
    pytest.skip("needs names of files that Windows does not take", allow_module_level=True)

pytestmark = pytest.mark.all

OUTPUTS = list(every_output())
_PDFS = [output for output in OUTPUTS if output[0] == "pdf"]
TRIED = [output for output in OUTPUTS if scale.FULL or output not in _PDFS[:-1]]
"""A PDF takes seconds, and is the page printed: in `make test` there is one."""


def test_every_form_has_a_check() -> None:
    """A new form of output must be given a check of what is harmless in it."""
    assert set(options.FORMATS) | set(papers.ENDINGS) | {"ics", "form"} == set(CHECKS)
    assert {form for form, _words in OUTPUTS} == set(CHECKS)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return loaded.folder(tmp_path_factory.mktemp("loaded") / "plan")


def is_harmless(form: str, words: list[str], answer: Answer) -> None:
    assert answer.code in (0, 3, 4), (words, answer.err)
    assert raw(answer.err) is None, words
    if "--version" not in words:
        CHECKS[form](answer.out)


@pytest.mark.parametrize(
    ("form", "words"), TRIED, ids=lambda value: value if isinstance(value, str) else " ".join(value)
)
def test_every_output_is_harmless(folder: Path, form: str, words: list[str], injected: Injected) -> None:
    place = loaded.named(3, loaded.SEEN[3])
    words = [word.replace("{place}", place).replace("{district}", loaded.SEEN[-1]) for word in words]
    widths = scale.some(("80", "30", "500"), 1) if form == "table" else ("80",)
    for width in widths:
        answer = lovp(folder, *words, environment={"COLUMNS": width})
        is_harmless(form, words, answer)
    injected("What a text can carry", f"loaded texts in every place, as {form}", harmless=len(widths))


NAMES = [loaded.named(number, text) for number, text in enumerate(loaded.SEEN)]
NOTES = [unescape_formula(clean_text(note).strip()) for note in loaded.SEEN + loaded.HIDDEN]
UNDER = {"COLUMNS": "5000"}
"""So wide that no text is broken over lines."""


MONTH = ["export", "--output", "-", "--month", "2024-03"]
YEAR = ["export", "--output", "-", "--year", "2024"]
BACK: tuple[tuple[str, list[str], Sequence[str]], ...] = (
    ("table", ["targets"], NAMES),
    ("table", ["outcomes", "--all", "--limit", "500"], NOTES),
    ("markdown", ["targets"], NAMES),
    ("markdown", ["progress"], NAMES),
    ("markdown", ["outcomes", "--all"], [note for note in NOTES if "  " not in note]),
    ("csv", ["targets"], [*NAMES, *loaded.SEEN]),
    ("csv", ["outcomes", "--all"], NOTES),
    ("csv", MONTH, NAMES),
    ("json", ["targets"], [*NAMES, *loaded.SEEN]),
    ("json", ["outcomes", "--all"], NOTES),
    ("xlsx", MONTH, [*NAMES, *NOTES]),
    ("xlsx", YEAR, [*NAMES, *loaded.SEEN]),
)
"""Which texts must be found again in which form of which command."""


def cells_of_csv(out: str) -> Container[str]:
    text = out.removeprefix("\ufeff")
    delimiter = ";" if ";" in text.splitlines()[0] else ","
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    return {unescape_formula(cell, delimiter) for row in rows for cell in row}


def cells_of_markdown(out: str) -> Container[str]:
    tokens = MarkdownIt("commonmark", {"html": True}).enable("table").parse(out)
    return {"".join(child.content for child in token.children or ()) for token in tokens}


def cells_of_workbook(out: str) -> Container[str]:
    return {cell for sheet in read(as_bytes(out)).values() for row in sheet for cell in row}


TEXTS: dict[str, Callable[[str], Container[str]]] = {
    "table": str,
    "markdown": cells_of_markdown,
    "csv": cells_of_csv,
    "json": lambda out: {*texts_of(json.loads(out))},
    "xlsx": cells_of_workbook,
}
"""The texts that each form holds, as its reader sees them."""


@pytest.mark.parametrize(("form", "words", "texts"), BACK, ids=lambda value: str(value)[:40])
def test_every_text_is_there_as_it_stands(
    folder: Path, form: str, words: list[str], texts: Sequence[str]
) -> None:
    chosen = [] if form == "table" else ["--format", form]
    answer = lovp(folder, *words, *chosen, environment=UNDER)
    assert answer.code == 0, answer.err
    shown = TEXTS[form](answer.out)
    assert [text for text in texts if text not in shown] == []


@pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash")
def test_what_tab_writes_is_a_word_and_no_order_to_the_shell(folder: Path, injected: Injected) -> None:
    """Bash puts a word on its command line as it stands: a name that it would obey is not offered."""
    asked = {"_LOVP_COMPLETE": "complete_bash", "COMP_WORDS": "lovp log m0 3 --place ", "COMP_CWORD": "5"}
    lovp_at_a_tab = [sys.executable, "-m", "lovp"]
    words = subprocess.run(
        lovp_at_a_tab, cwd=folder, env=os.environ | asked, capture_output=True, encoding="utf-8", check=True
    ).stdout.splitlines()
    assert words
    before = sorted(folder.rglob("*"))
    script = "".join(f"printf '%s\\n' {word}\n" for word in words)
    meant = subprocess.run(
        ["bash", "-c", script], cwd=folder, capture_output=True, text=True, check=True
    ).stdout.splitlines()
    assert meant == words
    assert sorted(folder.rglob("*")) == before
    injected("What a text can carry", "loaded texts as what Tab writes in bash", harmless=len(words))


FIELDS: dict[str, Callable[[str], str]] = {
    "organisation": lambda text: loaded.plan(loaded.SEEN[:6], text),
    "name, unit, source, place, date and calendar": lambda text: loaded.plan((text, *loaded.SEEN[:5]), "LO"),
}


@pytest.mark.parametrize("field", FIELDS)
def test_what_is_hidden_is_refused_in_a_plan(tmp_path: Path, field: str, injected: Injected) -> None:
    plan = tmp_path / "targets.yaml"
    texts = [text for text in loaded.HIDDEN if raw(re.sub(r"[\t\r\n]", " ", text))]
    for text in texts:
        plan.write_text(FIELDS[field](text), encoding="utf-8")
        answer = lovp(tmp_path, "targets")
        assert (answer.code, answer.out) == (1, ""), ascii(text)
        assert raw(answer.err) is None
    injected("What a text can carry", "hidden characters in a plan", refused=len(texts))


PEOPLE = (
    "900101-2385",
    "19900101 2385",
    "９００１０１－２３８５",
    "900101\u200d-2385",
    "9\u20e30\u20e30\u20e3101-2385",
    "anna.ek@example.org",
    "anna.ek＠example.org",
    "070-174 06 05",
    "070\u200c-174\xa006\xa005",
    "+46 70 174 06 05",
    "nr;900101-2385;",
    "=900101-2385",
)
_TOLD = re.compile("2385|２３８５|anna.?ek|1740605", re.IGNORECASE)


def told(text: str) -> bool:
    """Whether anything is left of a number or an address, however it is spread out on a line."""
    return bool(_TOLD.search(re.sub(r"[^\w@\n]|_", "", text)))


PERSONAL = ("note", "place", "target", "writer", "id", "replaces", "value", "date")


def test_people_in_a_record_are_shown_by_nothing(prepare: Callable[[str], Path], injected: Injected) -> None:
    """One row for each text in each column."""
    folder = prepare("plan")
    record = folder / "data" / "2024"
    record.mkdir(parents=True)
    sound = dict.fromkeys(("date", "target", "place", "value", "of", "note", "replaces"), "")
    sound |= {"date": "2024-03-12", "target": "schoolinfo", "place": "Hjo", "value": "1", "writer": "kansli"}
    with (record / "kansli.csv").open("w", encoding="utf-8", newline="") as stream:
        table = csv.DictWriter(stream, ["id", *sound, "logged_at"])
        table.writeheader()
        for number, (field, text) in enumerate(product(PERSONAL, PEOPLE)):
            row = {"id": f"rad-{number:04}", "logged_at": "2024-05-02T10:00:00.000000Z"}
            table.writerow(sound | row | {field: text})
    assert all(map(told, PEOPLE))
    corrections = [["undo", "rad-0000"], ["amend", "rad-0001", "--value", "2"], ["log", "schoolinfo", "1"]]
    for words in [*(words for _form, words in TRIED), *corrections]:
        words = [word.replace("{place}", "Hjo").replace("m0", "schoolinfo") for word in words]
        answer = lovp(folder, *words, environment=UNDER)
        assert not told(readable(answer.out) + answer.err), words
    cases = len(PERSONAL) * len(PEOPLE)
    injected("What a text can carry", "personal data in every column of a record", masked=cases)
