"""The month's page in a real browser: nothing sticks out, nothing keeps anybody out, it prints."""

import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.browser import faults, messages, needs_browser, overflow, printed
from tests.faults.check import lovp

WIDTHS = (360, 800, 1400)


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> str:
    """May of the made-up year."""
    base = tmp_path_factory.mktemp("page")
    assert lovp(base, "demo", str(base / "demo")).code == 0
    today = {"LOVP_TODAY": "2024-06-03"}
    answer = lovp(base / "demo", "export", "--month", "2024-05", "--format", "html", environment=today)
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
    assert [fault for fault in faults(page, tmp_path) if fault["impact"] in ("serious", "critical")] == []
    dark = page.replace("@media (prefers-color-scheme: dark)", "@media all")
    assert [fault for fault in faults(dark, tmp_path) if fault["impact"] in ("serious", "critical")] == []


@needs_browser
def test_who_is_kept_out_would_be_seen(page: str, tmp_path: Path) -> None:
    pale = page.replace("--ink: #1b1b1b", "--ink: #ccc").replace('<html lang="sv">', "<html>")
    assert {"color-contrast", "html-has-lang"} <= {fault["id"] for fault in faults(pale, tmp_path)}


@needs_browser
def test_the_browser_has_nothing_to_complain_of(page: str, tmp_path: Path) -> None:
    assert messages(page, tmp_path) == []


@needs_browser
@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="needs pdftotext")
def test_it_prints_on_numbered_pages_with_nothing_cut(page: str, tmp_path: Path) -> None:
    paper = printed(page, tmp_path)
    text = subprocess.run(
        ["pdftotext", "-layout", paper, "-"], capture_output=True, text=True, check=True
    ).stdout
    pages = text.split("\f")[:-1]
    assert 10 <= len(pages) <= 20
    for number, each in enumerate(pages, 1):
        assert each.rstrip().endswith(f"{number} / {len(pages)}")
    for words in ("Skaraborg", "Utan plats", "Sent rapporterat och ändrat", "Organisering"):
        assert words in text


Prepare = Callable[[str], Path]


def test_a_year_without_anything_has_a_page_too(prepare: Prepare, tmp_path: Path) -> None:
    folder = prepare("plan")
    today = {"LOVP_TODAY": "2024-02-03"}
    answer = lovp(folder, "export", "--month", "2024-01", "--format", "html", environment=today)
    assert answer.code == 0, answer.err
    assert '<svg class="map"' in answer.out
    assert 'class="burn-up"' in answer.out
