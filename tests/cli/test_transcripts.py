"""Transcripts: a file with commands and everything that they answer, run and compared whole.

A line that begins with `$ ` is a command. What follows is what it prints: standard output first, then
standard error, each of its lines marked with `! `, and last `[exit N]` where N is not 0. The lines at the top
that begin with `# ` set the scene: `# today 2024-06-01`, `# folder small` (or `example`, `plan`, `empty`),
`# language sv`, `# columns 80`. Ids and folders are replaced, since they differ from run to run.

UPDATE_TRANSCRIPTS=1 rewrites the answers. They are then to be read, line by line, before they are committed.
"""

import os
import re
import shlex
from collections.abc import Callable
from itertools import takewhile
from pathlib import Path

import pytest

from lovp.cli.main import main
from tests.exchange.clones import needs_git

ID = re.compile(r"\b[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}\b|\b[0-9a-f]{8}\b")
MOMENT = re.compile(r"\b20[0-9-]{8}T[0-9:.]{15}Z")
FILES = [
    pytest.param(file, id=file.stem, marks=[needs_git] if file.stem.startswith("sync") else [])
    for file in sorted((Path(__file__).parent / "transcripts").glob("*.txt"))
]


@pytest.mark.parametrize("file", FILES)
def test_transcript(
    file: Path,
    prepare: Callable[[str], Path],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    text = file.read_text(encoding="utf-8")
    heads = list(takewhile(lambda line: line.startswith("# "), text.splitlines()))
    setting = {"today": "2024-06-01", "folder": "example", "language": "sv", "columns": "80"}
    setting |= dict(line[2:].split(" ", 1) for line in heads)
    folder = prepare(setting["folder"])
    monkeypatch.chdir(folder)
    monkeypatch.setenv("LOVP_TODAY", setting["today"])
    monkeypatch.setenv("LOVP_LANG", setting["language"])
    monkeypatch.setenv("COLUMNS", setting["columns"])
    monkeypatch.setenv("HOME", str(folder))
    parts = ["\n".join(heads)] if heads else []
    commands = [line[2:] for line in text.splitlines() if line.startswith("$ ")]
    parts += [f"$ {command}\n{answer(command, folder, capsys)}".rstrip() for command in commands]
    now = "\n\n".join(parts) + "\n"
    if os.environ.get("UPDATE_TRANSCRIPTS"):
        file.write_text(now, encoding="utf-8")
    assert now == file.read_text(encoding="utf-8")


def answer(command: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> str:
    """What the command prints, with ids and the folder replaced."""
    code = main(shlex.split(command)[1:])
    out, err = capsys.readouterr()
    lines = [line.rstrip() for line in out.splitlines()] + [f"! {line}".rstrip() for line in err.splitlines()]
    if code:
        lines.append(f"[exit {code}]")
    plain = "\n".join(lines).replace(str(folder), "FOLDER")
    return MOMENT.sub("MOMENT", ID.sub("IDENTITY", plain))
