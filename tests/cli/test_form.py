"""`lovp form`: what it writes where, and the sheet to print."""

import csv
import io
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from lovp import i18n
from lovp.exchange.form import logged
from lovp.model import Area, Plan, Sum
from lovp.render.forms import paper_page
from lovp.render.papers import pdf
from tests.browser import faults, measured, messages, printed
from tests.exchange.phone import Phone, converted
from tests.faults.check import Answer, as_bytes, lovp
from tests.needs import needs_browser, needs_pdftotext
from tests.progress.build import plan as small
from tests.progress.build import target
from tests.workbooks import read

pytestmark = pytest.mark.all
GOLDENS = Path(__file__).parent / "goldens"


@pytest.fixture
def folder(prepare: Callable[[str], Path]) -> Path:
    return prepare("plan")


def asked(folder: Path, *words: str) -> Answer:
    return lovp(folder, "form", *words)


def form_of(answer: Answer) -> Phone:
    assert answer.code == 0, answer.err
    return Phone(converted(as_bytes(answer.out)))


def test_areas_and_targets_are_chosen_as_people_write_them(folder: Path) -> None:
    areas = form_of(asked(folder, "--area", "Skola", "--area", "opinion"))
    assert areas.names("areas") == ["opinion", "skola"]
    mixed = form_of(asked(folder, "-a", "ung", "-t", "studiekonf", "--target=SFI"))
    assert mixed.names("areas") == ["studier", "ung", "skola"]
    assert mixed.names("targets", area="studier") == ["studiekonferens"]
    # What reads another's outcomes is asked for as that one.
    assert form_of(asked(folder, "--target", "aktiva-lofack")).names("targets") == ["unga-ledamoter"]


def test_the_sheet_is_in_the_format_that_its_name_says(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, begins in (("a.html", b"<!doctype html>"), ("A.PDF", b"%PDF-"), ("a", b"PK")):
        assert asked(folder, "--output", name).code == 0
        assert (folder / name).read_bytes().startswith(begins)
    assert asked(folder, "--paper", "--output", "a").code == 0
    assert (folder / "a").read_bytes().startswith(b"%PDF-")
    # Without its library it is a page, unless a PDF was asked for.
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    assert asked(folder, "--paper").out.startswith("<!doctype html>")
    answer = asked(folder, "--output", "blad.pdf")
    assert (answer.code, answer.out) == (1, "")
    assert "WeasyPrint" in answer.err


@pytest.mark.parametrize("kind", ["csv", "html"])
def test_the_form_and_the_sheet_are_as_they_were(folder: Path, kind: str) -> None:
    """The real plan's, whole. UPDATE_TRANSCRIPTS=1 writes them anew, to be read."""
    if kind == "html":
        content = asked(folder, "--format", "html").out
    else:
        out = io.StringIO(newline="")
        for title, rows in read(as_bytes(asked(folder).out)).items():
            csv.writer(out, lineterminator="\n").writerows([[f"## {title}"], *rows])
        content = out.getvalue()
    file = GOLDENS / f"lovp-form.{kind}"
    if os.environ.get("UPDATE_TRANSCRIPTS"):
        file.write_text(content, encoding="utf-8", newline="")
    assert content == file.read_text(encoding="utf-8")


def sheet(plan: Plan, language: str = "sv") -> str:
    with i18n.speaking(language):
        return paper_page(plan, logged(tuple(plan.targets())))


def cut(plan: Plan, count: int) -> Plan:
    """The plan with so many of the targets that are logged in the field."""
    kept = {one.id for one in logged(tuple(plan.targets()))[:count]}
    within = [(area, tuple(one for one in area.targets if one.id in kept)) for area in plan.areas]
    return replace(plan, areas=tuple(replace(area, targets=some) for area, some in within if some))


@needs_browser
@needs_pdftotext
@pytest.mark.parametrize("count", [3, 16, 63])
def test_a_browser_prints_it_on_one_page_and_shows_all_of_it(real: Plan, count: int, tmp_path: Path) -> None:
    page = sheet(cut(real, count))
    (text,) = pages_of(printed(page, tmp_path).read_bytes())
    assert text.rstrip().splitlines()[-1].lstrip().startswith("Lämnas till")
    assert messages(page, tmp_path) == []
    assert [found["wide"] for found in measured(page, (600, 800, 1400), tmp_path)] == [[], [], []]
    assert [each for each in faults(page, tmp_path) if each["impact"] in ("serious", "critical")] == []


@needs_pdftotext
def test_the_plan_s_targets_are_one_page_and_more_go_on_to_the_next(real: Plan) -> None:
    for count, language in ((7, "sv"), (30, "en"), (63, "sv")):
        plan = cut(real, count)
        content = pdf(sheet(plan, language))
        assert content == pdf(sheet(plan, language))
        (page,) = pages_of(content)
        assert all(one.id in page for one in logged(tuple(plan.targets())))
    many = tuple(replace(target(Sum(), name=f"t{at}-slut"), name="Ett mål") for at in range(200))
    text = "".join(pages_of(pdf(sheet(small(areas=(Area("work", "A", many),))))))
    assert all(text.count(f"t{at}-slut") == 1 for at in range(200))


def pages_of(paper: bytes) -> list[str]:
    """The text of each page of a PDF."""
    words = ("pdftotext", "-layout", "-", "-")
    text = subprocess.run(words, input=paper, capture_output=True, check=True).stdout.decode()
    return text.split("\f")[:-1]
