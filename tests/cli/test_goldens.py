"""May of the made-up year as text, whole. UPDATE_TRANSCRIPTS=1 writes it anew, to be read."""

import os
from pathlib import Path

import pytest

from tests.faults.check import as_bytes, lovp

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


@pytest.mark.parametrize("form", ["md", "csv", "json"])
def test_the_paper_is_as_it_was(folder: Path, form: str) -> None:
    file = FOLDER / f"lovp-2024-05.{form}"
    content = as_bytes(paper(folder, form))
    if os.environ.get("UPDATE_TRANSCRIPTS"):
        FOLDER.mkdir(exist_ok=True)
        file.write_bytes(content)
    assert content == file.read_bytes()
