"""What was measured stands once, in English, and is in both handbooks."""

import re
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

_MEASURED = Path(__file__).parents[1] / "measured"
_LINK = re.compile(r"\]\(\.\./((?:\.\./)*measured/)")


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages of measurements to those of the language."""
    for page in sorted(_MEASURED.glob("*.md")):
        files.append(File.generated(config, f"measured/{page.name}", abs_src_path=str(page)))
    return files


def on_page_markdown(markdown: str, **_site: object) -> str:
    """Lead links to them where they are in the site; the pages have them as they are in the repository."""
    return _LINK.sub(r"](\1", markdown)
