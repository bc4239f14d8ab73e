"""`lovp form`: what it writes where, and the sheet to print, which is one page whatever is on it."""

import csv
import io
import os
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lovp import i18n
from lovp.errors import LovpError
from lovp.exchange.forms.form import logged
from lovp.model import Area, PlaceKind, Plan, Share, Sum
from lovp.render.page import pdf
from lovp.render.paper_form import paper_form
from tests.browser import faults, measured, messages, printed
from tests.exchange.phone import Phone, converted
from tests.faults.check import Answer, as_bytes, lovp
from tests.needs import needs_browser, needs_pdftotext
from tests.progress.build import plan as small
from tests.progress.build import target
from tests.workbooks import read

pytestmark = pytest.mark.all
Prepare = Callable[[str], Path]


@pytest.fixture
def folder(prepare: Prepare) -> Path:
    return prepare("plan")


def asked(folder: Path, *words: str) -> Answer:
    return lovp(folder, "form", *words)


def form_of(answer: Answer) -> Phone:
    assert answer.code == 0, answer.err
    return Phone(converted(as_bytes(answer.out)))


def test_a_file_and_standard_output_are_the_same(folder: Path) -> None:
    answer = asked(folder, "--output", "formular.xlsx")
    assert (answer.code, answer.out, answer.err) == (0, "formular.xlsx\n", "")
    written = (folder / "formular.xlsx").read_bytes()
    assert written == as_bytes(asked(folder).out) == as_bytes(asked(folder, "--output", "-").out)
    assert form_of(asked(folder)).form_id == "lo-distriktet-i-vastsverige-2024"


def test_areas_and_targets_are_chosen_as_people_write_them(folder: Path) -> None:
    areas = form_of(asked(folder, "--area", "Skola", "--area", "opinion"))
    assert areas.choices("area") == ["opinion", "skola"]
    mixed = form_of(asked(folder, "-a", "ung", "-t", "studiekonf", "--target=SFI"))
    assert mixed.choices("area") == ["studier", "ung", "skola"]
    assert mixed.put(area="studier").choices("target") == ["studiekonferens"]


def test_what_reads_another_s_outcomes_is_asked_for_as_that_one(folder: Path) -> None:
    answer = asked(folder, "--target", "aktiva-lofack")
    assert form_of(answer).choices("target") == ["unga-ledamoter"]
    assert "unga-ledamoter" in answer.err


def test_where_nothing_is_logged_there_is_no_form(folder: Path) -> None:
    text = (folder / "targets.yaml").read_text(encoding="utf-8")
    head = text.partition("areas:\n  -")[0]
    only = "{id: klart, name: Klart, measure: milestone, due: 2024-05-01, source: Klart}"
    areas = f"areas:\n  - id: a\n    name: A\n    targets: [{only}]\n"
    (folder / "targets.yaml").write_text(head + areas, encoding="utf-8")
    for words in ((), ("--paper",), ("--area", "a")):
        answer = asked(folder, *words, "--output", "x")
        assert (answer.code, answer.out) == (1, "")
        assert "--mål" in answer.err
    assert form_of(asked(folder, "--target", "klart")).choices("target") == ["klart"]


@pytest.mark.parametrize(
    ("words", "remedy"),
    [
        (("--format", "html"), "--papper"),
        (("--output", "blad.pdf"), "--papper"),
        (("--paper", "--format", "xlsx"), "--papper"),
        (("--paper", "--output", "blad.xlsx"), "--papper"),
        (("--format", "csv"), "xlsx, html, pdf"),
        (("--area", "skolan"), "skola"),
        (("--target", "schoolinf0"), "schoolinfo"),
    ],
)
def test_what_does_not_go_together_is_refused(folder: Path, words: tuple[str, ...], remedy: str) -> None:
    answer = asked(folder, *words)
    assert (answer.code, answer.out) == (2, "")
    assert remedy in answer.err
    assert [file.name for file in folder.iterdir()] == ["targets.yaml"]


def test_the_sheet_is_in_the_format_that_its_name_says(folder: Path) -> None:
    for name, begins in (
        ("a.html", b"<!doctype html>"),
        ("a", b"%PDF-"),
        ("A.PDF", b"%PDF-"),
    ):
        assert asked(folder, "--paper", "--output", name).code == 0
        assert (folder / name).read_bytes().startswith(begins)
    assert asked(folder, "--paper", "--format", "html", "--output", "b.pdf").code == 0
    assert (folder / "b.pdf").read_bytes().startswith(b"<!doctype")


def test_without_its_library_the_sheet_is_a_page(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    assert asked(folder, "--paper").out.startswith("<!doctype html>")
    for words in (("--format", "pdf"), ("--output", "blad.pdf")):
        answer = asked(folder, "--paper", *words)
        assert (answer.code, answer.out) == (1, "")
        assert "WeasyPrint" in answer.err


def test_what_can_not_be_written_is_said(folder: Path) -> None:
    for name in ("borta/a.xlsx", "."):
        answer = asked(folder, "--output", name)
        assert (answer.code, answer.out) == (1, "")
        assert "--spara-i" in answer.err


GOLDENS = Path(__file__).parent / "goldens"


def as_text(content: bytes) -> str:
    """The sheets of a form, each as CSV under its name."""
    out = io.StringIO(newline="")
    for title, rows in read(content).items():
        out.write(f"## {title}\n")
        csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue()


@pytest.mark.parametrize("kind", ["csv", "html"])
def test_the_form_and_the_sheet_are_as_they_were(folder: Path, kind: str) -> None:
    """The real plan's, whole. UPDATE_TRANSCRIPTS=1 writes them anew, to be read."""
    if kind == "csv":
        content = as_text(as_bytes(asked(folder).out))
    else:
        content = asked(folder, "--paper", "--format", "html").out
    file = GOLDENS / f"lovp-form.{kind}"
    if os.environ.get("UPDATE_TRANSCRIPTS"):
        file.write_text(content, encoding="utf-8", newline="")
    assert content == file.read_text(encoding="utf-8")


def sheet(plan: Plan, language: str = "sv") -> str:
    with i18n.speaking(language):
        return paper_form(plan, logged(tuple(plan.targets())))


def test_the_sheet_has_every_target_with_its_id_and_boxes_and_asks_for_no_name(real: Plan) -> None:
    page = sheet(real)
    for one in logged(tuple(real.targets())):
        assert page.count(f'<span class="id">{one.id}</span>') == 1
    # 63 targets, of which two are shares with a second box.
    assert page.count('<span class="box">') == 65
    assert page.count(">av<") == 2
    assert re.findall(r'<span class="name">(.*?)</span>', page) == ["Plats", "Datum", "Lämnas till", "senast"]
    assert "aldrig namn på personer" in page


def test_few_targets_have_room_for_many_days(real: Plan) -> None:
    """Four columns, twice over: the six targets of the schools take less than half of the page."""
    page = sheet(replace(real, areas=(real.area_by_id["skola"],)))
    assert page.count('<td class="head">') == 2 * 2 * 4
    assert page.count('<span class="box">') == 2 * 4 * 6


@needs_browser
@needs_pdftotext
@pytest.mark.parametrize("count", [3, 16, 63])
def test_a_browser_prints_it_on_one_page(real: Plan, count: int, tmp_path: Path) -> None:
    page = sheet(cut(real, count))
    (text,) = pages_of(printed(page, tmp_path).read_bytes())
    assert text.rstrip().splitlines()[-1].lstrip().startswith("Lämnas till")
    assert messages(page, tmp_path) == []


@needs_browser
def test_on_a_screen_nothing_sticks_out_and_nobody_is_kept_out(real: Plan, tmp_path: Path) -> None:
    for count in (6, 63):
        page = sheet(cut(real, count))
        assert [found["wide"] for found in measured(page, (600, 800, 1400), tmp_path)] == [[], [], []]
        assert [each for each in faults(page, tmp_path) if each["impact"] in ("serious", "critical")] == []


def cut(plan: Plan, count: int) -> Plan:
    """The plan with so many of the targets that are logged in the field."""
    kept = {one.id for one in logged(tuple(plan.targets()))[:count]}
    within = [(area, tuple(one for one in area.targets if one.id in kept)) for area in plan.areas]
    return replace(plan, areas=tuple(replace(area, targets=some) for area, some in within if some))


@needs_pdftotext
@pytest.mark.parametrize(
    ("count", "language"), [(1, "sv"), (7, "sv"), (16, "en"), (30, "sv"), (63, "sv"), (63, "en")]
)
def test_any_number_of_targets_is_one_page_the_same_every_time(real: Plan, count: int, language: str) -> None:
    plan = cut(real, count)
    content = pdf(sheet(plan, language))
    assert content == pdf(sheet(plan, language))
    (page,) = pages_of(content)
    assert all(one.id in page for one in logged(tuple(plan.targets())))


def pages_of(paper: bytes) -> list[str]:
    """The text of each page of a PDF."""
    words = ("pdftotext", "-layout", "-", "-")
    text = subprocess.run(words, input=paper, capture_output=True, check=True).stdout.decode()
    return text.split("\f")[:-1]


name = st.text("abcdefgijlmåäöwMWÖ 字🎉-", min_size=1, max_size=90)


@needs_pdftotext
@settings(deadline=None, max_examples=12)
@given(st.lists(st.tuples(name, st.booleans()), min_size=1, max_size=80), name)
def test_a_sheet_is_one_page_or_refused(named: list[tuple[str, bool]], organisation: str) -> None:
    """Names of any length in wide letters: what has room by the reckoning has room on the paper."""
    targets = tuple(
        replace(target(Share(PlaceKind.MUNICIPALITY) if share else Sum(), name=f"t{at}"), name=text)
        for at, (text, share) in enumerate(named)
    )
    areas = (Area("work", organisation[:40], targets),)
    plan = replace(small(areas=areas), organisation=organisation)
    try:
        page = sheet(plan)
    except LovpError:
        return
    assert len(pages_of(pdf(page))) == 1


def test_too_many_targets_are_refused(real: Plan) -> None:
    targets = tuple(replace(target(Sum(), name=f"t{at}"), name="Ett mål") for at in range(200))
    with pytest.raises(LovpError, match="200 targets have no room"):
        sheet(replace(small(areas=(Area("work", "A", targets),)), organisation="LO"))
