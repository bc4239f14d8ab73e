"""May of the made-up year in every form, whole. UPDATE_TRANSCRIPTS=1 writes them anew, to be read."""

import os
import re
import subprocess
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.faults.check import as_bytes, lovp
from tests.needs import needs_pdftotext

FOLDER = Path(__file__).parent / "goldens"
TODAY = {"LOVP_TODAY": "2024-06-03"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    base = tmp_path_factory.mktemp("goldens")
    assert lovp(base, "demo", str(base / "demo")).code == 0
    return base / "demo"


def paper(folder: Path, form: str) -> str:
    words = ("--month", "2024-05", "--format", form, "--output", "-")
    answer = lovp(folder, "export", *words, environment=TODAY)
    assert (answer.code, answer.err) == (0, "")
    return answer.out


@pytest.mark.parametrize("form", ["md", "csv", "json", "html"])
def test_the_paper_is_as_it_was(folder: Path, form: str) -> None:
    file = FOLDER / f"lovp-2024-05.{form}"
    content = as_bytes(paper(folder, form))
    if os.environ.get("UPDATE_TRANSCRIPTS"):
        FOLDER.mkdir(exist_ok=True)
        file.write_bytes(content)
    assert content == file.read_bytes()


class _Words(HTMLParser):
    """The words between the elements of a page's body."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self._unseen = ""

    def handle_starttag(self, tag: str, _attrs: object) -> None:
        self._unseen = tag if tag in ("style", "title", "nav", "caption") else self._unseen

    def handle_endtag(self, tag: str) -> None:
        self._unseen = "" if tag == self._unseen else self._unseen

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.words += re.findall(r"\w+", data)


@needs_pdftotext
def test_the_pdf_has_every_word_of_the_page(folder: Path) -> None:
    """Whatever fonts there are: where lines and pages break is for them to say."""
    page = _Words()
    page.feed(paper(folder, "html"))
    command = ("pdftotext", "-raw", "-", "-")
    text = subprocess.run(
        command, input=as_bytes(paper(folder, "pdf")), capture_output=True, check=True
    ).stdout
    printed = set(re.findall(r"\w+", text.decode()))
    skip_link = {"Till", "områdena"}
    assert len(set(page.words)) > 300
    assert set(page.words) - printed - skip_link == set()
