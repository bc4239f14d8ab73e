"""`make pictures`: the README's pictures, of the page of the made-up year's May as a browser shows it."""

import subprocess
import sys
import tempfile
from pathlib import Path

from tests.browser import chromium

FOLDER = Path(__file__).parents[1] / "docs" / "sv" / "pictures"
SIZES = {"page.png": (1000, 600), "curves.png": (1000, 495)}
_CURVES_ALONE = """<style>
header, nav, .skip, .lead, main > section:not([aria-labelledby="studier"]), section > :not(h2, h3, .figures),
section > h3:last-of-type { display: none }
</style></head>"""


def main() -> None:
    """Take them anew."""
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "demo"
        lovp = [sys.executable, "-m", "lovp"]
        subprocess.run([*lovp, "demo", folder], check=True, capture_output=True)
        words = ["export", "--month", "2024-05", "--format", "html", "--output", name]
        subprocess.run([*lovp, *words], cwd=folder, check=True, capture_output=True)
        page = Path(name) / "lovp-2024-05.html"
        for picture, (width, height) in SIZES.items():
            if picture == "curves.png":
                text = page.read_text(encoding="utf-8").replace("</head>", _CURVES_ALONE)
                page.write_text(text, encoding="utf-8")
            chromium(f"--window-size={width},{height}", f"--screenshot={FOLDER / picture}", page.as_uri())


if __name__ == "__main__":
    main()
