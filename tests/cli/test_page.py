"""The board's papers as a page and on paper: in a real browser, and by where each printed word stands."""

import json
import re
import subprocess
import sys
from collections.abc import Callable
from html import unescape
from itertools import combinations
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from lovp.progress.drawing import short_names
from tests.browser import faults, measured, messages
from tests.faults.check import as_bytes, lovp
from tests.faults.forms import unpacked
from tests.needs import needs_browser, needs_pdftotext

WIDTHS = (360, 800, 1400)
SCREEN = 800
MONTH = ("export", "--month", "2024-05")
YEAR = ("export", "--year", "2024")
TOGETHER = ("rollup", "export", ".", "--month", "2024-05")
PAPERS = (MONTH, YEAR, TOGETHER)


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., str]:
    """A paper of the made-up year in a form: May's, the year's, or that of nine districts."""
    base = tmp_path_factory.mktemp("page")
    assert lovp(base, "demo", str(base / "one")).code == 0
    assert lovp(base, "demo", "--districts", str(base / "many")).code == 0
    written: dict[tuple[str, ...], str] = {}

    def paper(*words: str, form: str = "html") -> str:
        command = (*words, "--format", form)
        if command not in written:
            today = {"LOVP_TODAY": "2025-01-10" if "--year" in words else "2024-06-03"}
            folder = base / ("many" if "rollup" in words else "one")
            answer = lovp(folder, *command, "--output", "-", environment=today)
            assert answer.code == 0, answer.err
            written[command] = answer.out
        return written[command]

    return paper


def unfolded(page: str) -> str:
    return page.replace("<details", "<details open")


@pytest.mark.parametrize("words", PAPERS)
def test_the_page_is_whole_by_itself(papers: Callable[..., str], words: tuple[str, ...]) -> None:
    page = papers(*words)
    assert page.startswith("<!doctype html>")
    assert '<html lang="sv">' in page
    assert not re.findall(r"(?:src|href)=\"(?!#)", page)
    assert not re.findall(r"<script|url\(|@import", page)
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(re.findall(r' id="([^"]+)"', page))
    assert ("31 december 2024" if words == YEAR else "31 maj 2024") in page


@needs_browser
@pytest.mark.parametrize("words", PAPERS)
def test_it_fits_a_phone_and_a_screen(
    papers: Callable[..., str], words: tuple[str, ...], tmp_path: Path
) -> None:
    page = papers(*words)
    for text in (page, unfolded(page)):
        for width, found in zip(WIDTHS, measured(text, WIDTHS, tmp_path), strict=True):
            assert (found["width"], found["content"], found["wide"]) == (width, width, [])
            assert found["smallest"] >= 12
            assert found["stops"] < 20
            # On a phone, the table of areas alone is a table; all others are cards.
            assert found["tables"] == 1 if width == 360 else found["tables"] > 5
    (phone,) = measured(page, WIDTHS[:1], tmp_path)
    assert phone["height"] <= 10 * SCREEN
    # Each target with a goal is a card there.
    targets = [each for each in figures(papers(*words, form="json")) if each["goal"] is not None]
    assert len(targets) > 8
    assert all(each["name"] in phone["shown"] for each in targets)
    text = "Skolinformation på gymnasiet\n▼ efter 239 av 662 klassrumspresentationer"
    assert words != MONTH or text in phone["shown"]


@needs_browser
@pytest.mark.parametrize("words", PAPERS)
def test_nobody_is_kept_out(papers: Callable[..., str], words: tuple[str, ...], tmp_path: Path) -> None:
    page = papers(*words)
    dark = page.replace("@media screen and (prefers-color-scheme: dark)", "@media screen")
    for text in (page, unfolded(page), unfolded(dark)):
        assert faults(text, tmp_path) == []
    assert messages(page, tmp_path) == []


def figures(document: str) -> list[dict[str, Any]]:
    return [target for area in json.loads(document)["areas"] for target in area["targets"]]


def test_curves_say_where_they_end(papers: Callable[..., str]) -> None:
    page = papers(*MONTH)
    found = re.findall(
        r"<strong>([^<]*)</strong><br>[^<]*<span.*?(<svg class=\"chart\".*?</svg>)", page, re.S
    )
    drawn = {unescape(title): drawing for title, drawing in found}
    for target in figures(papers(*MONTH, form="json")):
        if target["goal"] in (None, 1, 2) and target["measure"] != "share":
            assert target["name"] not in drawn
        elif target["name"] in drawn and target["measure"] != "share":
            drawing, ends = drawn[target["name"]], target["interval"]
            texts = re.findall(r'<text class="(?!month)[^>]*>([^<]*)<', drawing)
            said = {f"mål {target['goal']}", str(target["outcome"])}
            assert set(texts) == said | ({f"{ends['low']}–{ends['high']}"} if ends else set())
            assert ("<polygon" in drawing) == bool(ends)
    assert {"Skolinformation på gymnasiet", "LO:s maktutbildning"} <= set(drawn)
    # What has but one outcome has no course yet.
    assert "Debattinlägg till LO-facken" not in drawn


def test_the_map_counts_places_and_names_those_that_are_missing(papers: Callable[..., str]) -> None:
    (branch,) = (
        each for each in figures(papers(*MONTH, form="json")) if each["name"].startswith("Aktivt LO")
    )
    drawn = [part for part in papers(*MONTH).split("<figure>") if '<svg class="map"' in part]
    (figure,) = (unescape(part) for part in drawn if f"<strong>{branch['name']}</strong>" in part)
    unmet = re.findall(r'<g class="unmet"><title>([^<]*)<', figure)
    assert len(re.findall("<title>", figure)) == branch["of"]
    assert len(unmet) == branch["of"] - branch["outcome"]
    assert set(unmet) == {*branch["missing"], *branch["insufficient"]}
    said = figure[figure.index("</ul>") :]
    assert all(name in said for name in unmet)
    for part in branch["places"]:
        assert f"{part['place']} {part['outcome']}/{part['of']}" in figure


def test_short_names_tell_places_apart() -> None:
    names = ["Göteborg", "Götene", "Falkenberg", "Falköping", "Kungälv", "Kungsbacka", "Ale", "Hjo"]
    short = short_names(names)
    assert " ".join(short[name] for name in names) == "Götb Götn Fale Falö Kunä Kuns Ale Hjo"


class Word(NamedTuple):
    """A printed word and its box, in points from the upper left corner."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


def words_in(page: str, *tags: str) -> list[set[str]]:
    """The words of each element with one of these tags."""
    found = (each[0] for each in re.finditer(f"<({'|'.join(tags)})[ >].*?</\\1>", page, re.S))
    return [set(unescape(re.sub("<.*?>", " ", each)).split()) for each in found]


def told(paper: str, *command: str) -> str:
    """What a program says of the paper."""
    return subprocess.run(command, input=as_bytes(paper), capture_output=True, check=True).stdout.decode()


def printed(paper: str) -> list[tuple[float, float, list[Word]]]:
    """The width and height of each page, and its words."""
    pages = []
    for page in told(paper, "pdftotext", "-bbox", "-", "-").split("<page ")[1:]:
        width, height = map(float, re.findall(r'(?:width|height)="([\d.]+)"', page)[:2])
        boxes = re.findall(r'<word xMin="(.*?)" yMin="(.*?)" xMax="(.*?)" yMax="(.*?)">(.*?)</word>', page)
        pages.append((width, height, [Word(unescape(text), *map(float, box)) for *box, text in boxes]))
    return pages


@needs_pdftotext
@pytest.mark.parametrize("words", PAPERS)
def test_nothing_leaves_the_paper(papers: Callable[..., str], words: tuple[str, ...]) -> None:
    headings = words_in(papers(*words), "h2", "h3", "thead")
    pages, margin = printed(papers(*words, form="pdf")), 13 / 25.4 * 72
    assert 4 <= len(pages) <= 16
    for number, (width, height, every) in enumerate(pages, 1):
        for word in every:
            assert margin - 1 <= word.left < word.right <= width - margin + 1, word
            assert margin <= word.top < word.bottom <= height - 12, word
        foot = [word for word in every if word.top > height - 45]
        assert " ".join(word.text for word in foot).endswith(f"{number} / {len(pages)}")
        body = [word for word in every if word not in foot]
        lowest = max(word.bottom for word in body)
        last = {word.text for word in body if word.bottom > lowest - 3}
        # A heading may be of two lines, of which the second has more than half of the words.
        ends = [heading for heading in headings if last <= heading and 2 * len(last) >= len(heading)]
        assert ends == [], (number, last)
        for one, other in combinations(body, 2):
            apart = min(one.right, other.right) - max(one.left, other.left) < 1
            assert apart or min(one.bottom, other.bottom) - max(one.top, other.top) < 4, (number, one, other)
    text = told(papers(*words, form="pdf"), "pdftotext", "-raw", "-", "-")
    marks = "[-\N{HYPHEN}\N{SOFT HYPHEN}\n]"
    text = re.sub(marks, "", text)
    cells = set().union(*words_in(papers(*words), "td", "th"))
    assert len(cells) > 100
    assert [word for word in cells if re.sub(marks, "", word) not in text] == []


@needs_pdftotext
@pytest.mark.parametrize("words", PAPERS)
def test_who_listens_to_the_paper_has_its_order_and_language(
    papers: Callable[..., str], words: tuple[str, ...]
) -> None:
    paper = papers(*words, form="pdf")
    assert re.search(r"^Tagged: +yes$", told(paper, "pdfinfo", "-"), re.M)
    assert b"/Lang (sv)" in unpacked(as_bytes(paper))
    (title,) = re.findall("<title>(.*?)</title>", papers(*words))[:1]
    _width, _height, first = printed(paper)[0]
    tallest = max(word.bottom - word.top for word in first)
    largest = [word.text for word in first if word.bottom - word.top > tallest - 0.5]
    assert " ".join(largest) == unescape(title)
    assert papers(*words, "--output", "-", form="pdf") == paper  # the same bytes again


def test_without_its_library_there_is_no_pdf_but_a_way_to_it(
    prepare: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    command = (*MONTH, "--format", "md,pdf", "--output", str(tmp_path / "papers"))
    answer = lovp(prepare("plan"), *command, environment={"LOVP_TODAY": "2024-06-03"})
    assert (answer.code, answer.out) == (1, "")
    assert "pipx inject lovp weasyprint" in answer.err
    assert not (tmp_path / "papers").exists()
