"""The handbook as a site: it builds without a warning, such as of a dead link, and asks nobody outside."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.handbook.pages import DOCS, LANGUAGES, read

pytestmark = pytest.mark.all

_OUTSIDE = re.compile(r"<(?:script|link|img|iframe|source)\b[^>]*?(?:src|href)=[\"']?(?:https?:|//)[^ >]*")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_site_builds_and_asks_nobody_outside(language: str, tmp_path: Path) -> None:
    program = [sys.executable, "-m", "mkdocs", "build", "--strict"]
    done = subprocess.run(
        [*program, "--config-file", DOCS / "site" / f"{language}.yml", "--site-dir", tmp_path],
        capture_output=True,
        text=True,
        env={"NO_MKDOCS_2_WARNING": "1", "PATH": ""},
        check=False,
    )
    assert done.returncode == 0, done.stderr
    for page in tmp_path.rglob("*.html"):
        assert _OUTSIDE.findall(read(page)) == [], page
