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


def take(language: str, folder: Path) -> None:
    """Take the pictures anew, in the language of the plan in the folder."""
    lovp = [sys.executable, "-m", "lovp"]
    subprocess.run([*lovp, "demo", folder / "demo"], check=True, capture_output=True)
    plan = folder / "demo" / "targets.yaml"
    text = plan.read_text(encoding="utf-8").replace("language: sv", f"language: {language}")
    plan.write_text(text, encoding="utf-8")
    words = ["export", "--month", "2024-05", "--format", "html", "--output", str(folder)]
    subprocess.run([*lovp, *words], cwd=folder / "demo", check=True, capture_output=True)
    page = folder / "lovp-2024-05.html"
    for picture, (width, height) in SIZES.items():
        if picture == "curves.png":
            curves = page.read_text(encoding="utf-8").replace("</head>", _CURVES_ALONE)
            page.write_text(curves, encoding="utf-8")
        file = DOCS / language / "pictures" / picture
        chromium(f"--window-size={width},{height}", f"--screenshot={file}", page.as_uri())


if __name__ == "__main__":
    for each in LANGUAGES:
        with tempfile.TemporaryDirectory() as name:
            take(each, Path(name))
