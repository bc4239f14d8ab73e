"""The month's page in a real browser: nothing sticks out, nothing keeps anybody out, it prints."""

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.browser import faults, messages, overflow, printed
from tests.faults.check import as_bytes, lovp
from tests.needs import needs_browser, needs_pdftotext

WIDTHS = (360, 800, 1400)
SERIOUS = ("serious", "critical")


TODAY = {"LOVP_TODAY": "2024-06-03"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The made-up year of the demo."""
    base = tmp_path_factory.mktemp("page")
    assert lovp(base, "demo", str(base / "demo")).code == 0
    return base / "demo"


@pytest.fixture(scope="module")
def page(folder: Path) -> str:
    """Its May."""
    answer = lovp(folder, "export", "--month", "2024-05", "--format", "html", environment=TODAY)
    assert answer.code == 0, answer.err
    return answer.out


def test_the_page_is_whole_by_itself(page: str) -> None:
    assert page.startswith("<!doctype html>")
    assert '<html lang="sv">' in page
    assert not re.findall(r"(?:src|href)=\"(?!#)", page)
    assert "<script" not in page
    assert "url(" not in page
    assert "@import" not in page


@needs_browser
def test_the_year_s_page_is_as_good(folder: Path, tmp_path: Path) -> None:
    after = {"LOVP_TODAY": "2025-01-10"}
    answer = lovp(folder, "export", "--year", "2024", "--format", "html", environment=after)
    for width, found in zip(WIDTHS, overflow(answer.out, WIDTHS, tmp_path), strict=True):
        assert found == {"width": width, "content": width, "wide": []}
    assert [fault for fault in faults(answer.out, tmp_path) if fault["impact"] in SERIOUS] == []
    assert messages(answer.out, tmp_path) == []


@needs_browser
def test_nothing_sticks_out_at_any_width(page: str, tmp_path: Path) -> None:
    for width, found in zip(WIDTHS, overflow(page, WIDTHS, tmp_path), strict=True):
        assert found == {"width": width, "content": width, "wide": []}


@needs_browser
def test_what_sticks_out_would_be_seen(page: str, tmp_path: Path) -> None:
    wide = page.replace("<main>", '<main><p style="width:500px">x</p>', 1)
    (found,) = overflow(wide, (360,), tmp_path)
    assert found["content"] > 360
    assert found["wide"]


@needs_browser
def test_nobody_is_kept_out(page: str, tmp_path: Path) -> None:
    assert [fault for fault in faults(page, tmp_path) if fault["impact"] in SERIOUS] == []
    dark = page.replace("@media (prefers-color-scheme: dark)", "@media all")
    assert [fault for fault in faults(dark, tmp_path) if fault["impact"] in SERIOUS] == []


@needs_browser
def test_who_is_kept_out_would_be_seen(page: str, tmp_path: Path) -> None:
    pale = page.replace("--ink: #1b1b1b", "--ink: #ccc").replace('<html lang="sv">', "<html>")
    assert {"color-contrast", "html-has-lang"} <= {fault["id"] for fault in faults(pale, tmp_path)}


@needs_browser
def test_the_browser_has_nothing_to_complain_of(page: str, tmp_path: Path) -> None:
    assert messages(page, tmp_path) == []


def pages_of(paper: bytes) -> list[str]:
    """The text of each page of a PDF."""
    words = ("pdftotext", "-layout", "-", "-")
    return (
        subprocess.run(words, input=paper, capture_output=True, check=True).stdout.decode().split("\f")[:-1]
    )


def is_numbered_and_whole(pages: list[str]) -> bool:
    assert 10 <= len(pages) <= 20
    for number, each in enumerate(pages, 1):
        assert each.rstrip().endswith(f"{number} / {len(pages)}")
    for words in ("Skaraborg", "Utan plats", "Sent rapporterat och ändrat", "Organisering", "Debattinlägg"):
        assert any(words in page for page in pages), words
    return True


@needs_browser
@needs_pdftotext
def test_it_prints_on_numbered_pages_with_nothing_cut(page: str, tmp_path: Path) -> None:
    assert is_numbered_and_whole(pages_of(printed(page, tmp_path).read_bytes()))


@needs_pdftotext
def test_the_pdf_has_the_same_pages_and_the_same_bytes_each_time(folder: Path) -> None:
    command = ("export", "--month", "2024-05", "--format", "pdf")
    answers = [as_bytes(lovp(folder, *command, environment=TODAY).out) for _time in range(2)]
    assert is_numbered_and_whole(pages_of(answers[0]))
    assert answers[0] == answers[1]


def test_without_its_library_there_is_no_pdf_but_a_way_to_it(
    folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    command = ("export", "--month", "2024-05", "--format", "md,pdf", "--output", str(tmp_path / "papers"))
    answer = lovp(folder, *command, environment=TODAY)
    assert (answer.code, answer.out) == (1, "")
    assert "WeasyPrint" in answer.err
    assert "pipx inject lovp weasyprint" in answer.err
    assert not (tmp_path / "papers").exists()


Prepare = Callable[[str], Path]


def test_a_year_without_anything_has_a_page_too(prepare: Prepare, tmp_path: Path) -> None:
    folder = prepare("plan")
    today = {"LOVP_TODAY": "2024-02-03"}
    answer = lovp(folder, "export", "--month", "2024-01", "--format", "html", environment=today)
    assert answer.code == 0, answer.err
    assert '<svg class="map"' in answer.out
    assert 'class="burn-up"' in answer.out
