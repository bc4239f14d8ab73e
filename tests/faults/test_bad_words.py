"""Hostile words as every option and argument of every command: one clear answer, at once, nothing written."""

import os
import shutil
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from lovp.cli import demo
from tests.districts import add_2023
from tests.faults import scale
from tests.faults.check import content, lovp
from tests.faults.commands import Command, every_command, with_word
from tests.faults.hostile import WORDS, is_clear

pytestmark = pytest.mark.all

COMMANDS = list(every_command())


@pytest.fixture
def scene(prepare: Callable[[str], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """In it `b/small` is a folder with a small record, a file to import, a folder and a pipe."""
    monkeypatch.setattr(demo, "_SHOWN", ())
    (tmp_path / "a" / "b").mkdir(parents=True)
    folder = prepare("small").rename(tmp_path / "a" / "b" / "small")
    add_2023(folder / "targets.yaml")
    (folder / "mapp").mkdir()
    (folder / "imports").mkdir()
    (folder / "imports" / "skola.yaml").write_text("source: skola\nid: Nr\ndate: Datum\ntarget: schoolinfo\n")
    (folder / "svar.csv").write_text("Nr,Datum\n1,2024-03-12\n")
    os.mkfifo(folder / "rör")
    return tmp_path / "a"


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.words or "lovp")
def test_hostile_words_in_every_place(scene: Path, tmp_path: Path, command: Command) -> None:
    """As every argument and option; without a trace where it failed."""
    cases = [
        (f"{kind} as {place}", words)
        for kind, word in WORDS.items()
        for place, words in with_word(command, word)
    ]
    top, former, codes, wrong = tmp_path / "copy", content(scene), set(), []
    for name, words in scale.some(cases, 16):
        shutil.rmtree(top, ignore_errors=True)
        subprocess.run(["cp", "-a", scene, top], check=True)
        began = time.process_time()
        try:
            answer = lovp(top / "b" / "small", *words)
            assert time.process_time() - began < 2
            is_clear(answer.code, answer.out, answer.err)
            assert answer.code == 0 or content(top) == former, "it failed, and wrote"
            codes.add(answer.code)
        except Exception as error:
            wrong.append(f"{name}: {type(error).__name__} {str(error)[:300]}")
    assert not wrong, "\n".join(wrong)
    assert codes & {1, 2}
