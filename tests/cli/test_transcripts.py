"""Whole outputs of the command line: what people see is what is compared."""

from pathlib import Path

import pytest

from tests.cli.transcript import FOLDER, Prepare, check, play
from tests.exchange.clones import needs_git

FILES = [
    pytest.param(file, id=file.stem, marks=[needs_git] if file.stem.startswith("sync") else [])
    for file in sorted(FOLDER.glob("*.txt"))
]


@pytest.mark.parametrize("file", FILES)
def test_transcript(
    file: Path, prepare: Prepare, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    check(file, play(file, prepare, monkeypatch, capsys))
