"""What is pinned is names and versions, and no document says where packages come from."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]


def test_constraints_are_names_and_versions_alone() -> None:
    for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines():
        assert re.fullmatch(r"[A-Za-z0-9._-]+==[0-9][A-Za-z0-9.+]*", line), line


def test_no_document_or_pin_names_a_registry() -> None:
    pins = [ROOT / "constraints.txt", ROOT / "pyproject.toml"]
    for file in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *pins]:
        text = file.read_text(encoding="utf-8")
        assert not re.search(r"https?://(?!127|localhost)\S*(simple|pypi|pythonhosted)", text), file
