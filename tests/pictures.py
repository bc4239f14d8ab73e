"""`make pictures`: the pictures of the page of the made-up year's May, as a browser shows it."""

import subprocess
import sys
import tempfile
from pathlib import Path

from tests.browser import chromium
from tests.handbook.pages import DOCS, LANGUAGES

SIZES = {"page.png": (1000, 760), "curves.png": (1000, 640)}
_CURVES_ALONE = """<style>
header, main > :not(#studier), #studier .more > :not(summary, .figures) { display: none }
</style></head>"""


def main() -> None:
    """Take them anew."""
    for language in LANGUAGES:
        with tempfile.TemporaryDirectory() as name:
            _take(language, Path(name))


def _take(language: str, folder: Path) -> None:
    lovp = [sys.executable, "-m", "lovp"]
    subprocess.run([*lovp, "demo", folder / "demo"], check=True, capture_output=True)
    plan = folder / "demo" / "targets.yaml"
    # A paper is in the language of the plan.
    plan.write_text(
        plan.read_text("utf-8").replace("language: sv", f"language: {language}"), encoding="utf-8"
    )
    words = ["export", "--month", "2024-05", "--format", "html", "--output", str(folder)]
    subprocess.run([*lovp, *words], cwd=folder / "demo", check=True, capture_output=True)
    page = folder / "lovp-2024-05.html"
    for picture, (width, height) in SIZES.items():
        if picture == "curves.png":
            text = page.read_text(encoding="utf-8").replace("</head>", _CURVES_ALONE)
            page.write_text(text, encoding="utf-8")
        file = DOCS / language / "pictures" / picture
        chromium(f"--window-size={width},{height}", f"--screenshot={file}", page.as_uri())


if __name__ == "__main__":
    main()
