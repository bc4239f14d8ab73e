"""What is pinned is names and versions, and no document says where packages come from."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]


def test_what_is_pinned_and_written_names_no_registry() -> None:
    pins = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    assert [line for line in pins if not re.fullmatch(r"[A-Za-z0-9._-]+==[0-9][A-Za-z0-9.+]*", line)] == []
    for file in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), ROOT / "pyproject.toml"]:
        text = file.read_text(encoding="utf-8")
        assert not re.search(r"https?://(?!127|localhost)\S*(simple|pypi|pythonhosted)", text), file
