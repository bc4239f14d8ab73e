"""The handbook as a site: it builds without a warning, asks nobody outside, and can be searched."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.browser import chromium
from tests.handbook.pages import DOCS, LANGUAGES
from tests.needs import needs_browser

pytestmark = pytest.mark.all

_BUILD = (sys.executable, "-m", "mkdocs", "build", "--quiet", "--strict", "--config-file")
_OUTSIDE = re.compile(
    r"<(?:script|link|img|iframe|source|object|embed)\b[^>]*?(?:src|href|data)=[\"']?(?:https?:|//)[^ >]*"
)
FOUND = {"sv": ("index.html?q=onedrive", "OneDrive"), "en": ("en/index.html?q=onedrive", "OneDrive")}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    for language, within in (("sv", ""), ("en", "en")):
        done = subprocess.run(
            [*_BUILD, DOCS / "site" / f"{language}.yml", "--site-dir", folder / within],
            capture_output=True,
            text=True,
            env={"NO_MKDOCS_2_WARNING": "1", "PATH": ""},
            check=False,
        )
        assert done.returncode == 0, done.stderr
        assert "WARNING" not in done.stderr, done.stderr
    return folder


def test_no_page_asks_anybody_outside(site: Path) -> None:
    pages = list(site.rglob("*.html"))
    assert len(pages) > 2 * 20
    for page in pages:
        assert _OUTSIDE.findall(page.read_text(encoding="utf-8")) == [], page
    for style in [*site.rglob("*.css"), *site.rglob("*.svg")]:
        assert not re.search(r"(url\(|@import)\s*[\"']?(https?:|//)", style.read_text(encoding="utf-8")), (
            style
        )


@needs_browser
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_site_opened_from_its_folder_can_be_searched(site: Path, language: str) -> None:
    address, word = FOUND[language]
    page = chromium("--virtual-time-budget=15000", "--dump-dom", f"{site.as_uri()}/{address}").stdout
    results = page.split("md-search-result__list", 1)[1].split("</ol>", 1)[0]
    assert word in results
