"""Whole outputs of the command line: what people see is what is compared."""

from pathlib import Path

import pytest

from tests.cli.transcript import FOLDER, Prepare, check, play


@pytest.mark.parametrize("file", sorted(FOLDER.glob("*.txt")), ids=lambda file: file.stem)
def test_transcript(
    file: Path, prepare: Prepare, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    check(file, play(file, prepare, monkeypatch, capsys))
