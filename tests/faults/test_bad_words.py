"""Hostile words as every option and argument of every command: one clear answer, at once, nothing written."""

import os
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

import pytest

from lovp.cli import demo
from tests.districts import add_2023
from tests.faults import scale
from tests.faults.check import lovp
from tests.faults.commands import VALID, WRITING, Command, every_command, with_word
from tests.faults.hostile import WORDS, is_clear

pytestmark = pytest.mark.all

COMMANDS = list(every_command())


@pytest.fixture
def folder(prepare: Callable[[str], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a small record, a file to import, a folder and a pipe; `../..` of it is the test's."""
    monkeypatch.setattr(demo, "_SHOWN", ())
    (tmp_path / "a" / "b").mkdir(parents=True)
    folder = prepare("small").rename(tmp_path / "a" / "b" / "small")
    add_2023(folder / "targets.yaml")
    (folder / "mapp").mkdir()
    (folder / "imports").mkdir()
    (folder / "imports" / "skola.yaml").write_text("source: skola\nid: Nr\ndate: Datum\ntarget: schoolinfo\n")
    (folder / "svar.csv").write_text("Nr,Datum\n1,2024-03-12\n")
    os.mkfifo(folder / "rör")
    return folder


def state(top: Path) -> Mapping[Path, bytes]:
    """Everything below, with what it holds."""
    return {path: path.read_bytes() if path.is_file() else b"" for path in top.rglob("*")}


def put_back(top: Path, former: Mapping[Path, bytes]) -> None:
    """Take away what a command has made, and put back what it has changed."""
    for path in sorted(top.rglob("*"), reverse=True):
        if path not in former:
            with suppress(OSError):
                path.rmdir() if path.is_dir() else path.unlink()
    for path, content in former.items():
        if path.is_file() and path.read_bytes() != content:
            path.write_bytes(content)


def test_every_command_is_known_here(folder: Path, tmp_path: Path) -> None:
    """A new command must be given words with which it works, so that its options are tried in earnest."""
    assert sorted(command.words for command in COMMANDS) == sorted(VALID)
    former = state(tmp_path)
    for command in COMMANDS:
        answer = lovp(folder, *command.line(*command.arguments))
        assert answer.code == 0, (command.words, answer.err)
        assert (state(tmp_path) != former) == (command.words in WRITING), command.words
        put_back(tmp_path, former)


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.words or "lovp")
def test_hostile_words_in_every_place(folder: Path, tmp_path: Path, command: Command) -> None:
    """As every argument and option, and in the environment; without a trace where it failed."""
    cases: list[tuple[str, list[str], dict[str, str]]] = [
        (f"{kind} as {place}", words, {})
        for kind, word in WORDS.items()
        for place, words in with_word(command, word)
    ]
    cases += [
        (f"{kind} as {name}", command.line(*command.arguments), {name: word})
        for name in ("LOVP_PLAN", "LOVP_WRITER", "LOVP_TODAY", "LOVP_LANG", "LC_ALL", "COLUMNS")
        for kind, word in WORDS.items()
        if command.words in ("progress", "log")
    ]
    former, codes, wrong = state(tmp_path), set(), []
    for name, words, environment in scale.some(cases, 16):
        began = time.process_time()
        try:
            answer = lovp(folder, *words, environment=environment)
            assert time.process_time() - began < 2
            is_clear(answer.code, answer.out, answer.err)
            assert answer.code == 0 or state(tmp_path) == former, "it failed, and wrote"
            codes.add(answer.code)
        except Exception as error:
            wrong.append(f"{name}: {type(error).__name__} {str(error)[:300]}")
        put_back(tmp_path, former)
    assert not wrong, "\n".join(wrong)
    assert codes & {1, 2}
