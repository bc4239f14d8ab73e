"""Links and pictures lead to what is there: from page to page, to headings, to files of the project."""

import re
import subprocess
from functools import cache
from pathlib import Path

import pytest
from pymdownx.slugs import slugify

from tests.handbook.pages import DOCS, ROOT

FILES = [*ROOT.glob("*.md"), *(ROOT / "data").glob("*.md"), *DOCS.rglob("*.md")]
_LINK = re.compile(r"\]\(([^)\s]+)\)|<(?:img|a)\b[^>]*?(?:src|href)=\"([^\"]+)\"")
_BLOCK = re.compile(r"^( *)(```+).*?^\1\2$", re.MULTILINE | re.DOTALL)
_CODE = re.compile(r"`[^`\n]*`")
_OUTSIDE = re.compile(r"https://[a-z0-9.-]+\.[a-z]+(/\S*)?")


def links(file: Path) -> list[str]:
    """What a page links to and shows, but for what stands there as code."""
    text = _CODE.sub("", _BLOCK.sub("", file.read_text(encoding="utf-8")))
    return [one or other for one, other in _LINK.findall(text)]


@cache
def anchors(file: Path) -> set[str]:
    """What the headings of a page are called in an address."""
    slug = slugify(case="lower")
    text = _BLOCK.sub("", file.read_text(encoding="utf-8"))
    return {slug(title.replace("`", ""), "-") for title in re.findall(r"^#+ (.+)$", text, re.MULTILINE)}


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(ROOT)))
def test_links_lead_somewhere(file: Path) -> None:
    for link in links(file):
        if "://" in link:
            assert _OUTSIDE.fullmatch(link), link
            continue
        path, _sign, anchor = link.partition("#")
        target = (file.parent / path).resolve() if path else file
        assert target.exists(), link
        assert not anchor or anchor in anchors(target), link


def test_every_picture_is_shown_somewhere() -> None:
    shown = {(file.parent / link.partition("#")[0]).resolve() for file in FILES for link in links(file)}
    pictures = [file for language in ("sv", "en") for file in (DOCS / language / "pictures").glob("*")]
    assert [file for file in pictures if file not in shown] == []


def test_what_is_linked_is_in_the_project() -> None:
    """Not only on this machine."""
    done = subprocess.run(
        ["git", "-C", ROOT, "ls-files", "-z", "docs"], capture_output=True, text=True, check=True
    )
    kept = {(ROOT / name).resolve() for name in done.stdout.split("\0") if name}
    linked = {
        (file.parent / link.partition("#")[0]).resolve()
        for file in FILES
        for link in links(file)
        if "://" not in link and link.partition("#")[0]
    }
    assert [
        target for target in linked if DOCS in target.parents and target.is_file() and target not in kept
    ] == []
