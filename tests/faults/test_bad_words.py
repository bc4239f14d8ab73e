"""Hostile words as every option and argument of every command: one clear answer, at once, nothing written."""

import os
import sys
import time
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from pathlib import Path

import pytest

from lovp.cli import demo
from lovp.pii import personal_data
from lovp.settings import slug_text
from lovp.text import clean_text, composed, fold
from tests.districts import add_2023
from tests.faults import scale
from tests.faults.check import Answer, lovp
from tests.faults.commands import VALID, WRITING, Command, every_command, with_word
from tests.faults.conftest import Injected
from tests.faults.hostile import PILE, WORDS, raw

if sys.platform == "win32":
    pytest.skip("needs pipes in folders and processes with limits", allow_module_level=True)

from tests.faults.measured import MOST_MEMORY, measured

pytestmark = pytest.mark.all

SECONDS = 2.0
LOG = ["log", "schoolinfo", "1", "--place", "Hjo", "--date", "2024-04-02"]
MAPPING = "source: skola\nid: Nr\ndate: Datum\ntarget: schoolinfo\n"
COMMANDS = list(every_command())

State = Mapping[str, bytes]
Run = Callable[[Path, list[str], Mapping[str, str]], Answer]


@pytest.fixture
def folder(prepare: Callable[[str], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a small record, a file to import, a folder and a pipe; `../..` of it is the test's."""
    monkeypatch.setattr(demo, "_SHOWN", ())
    deep = tmp_path / "a" / "b"
    deep.mkdir(parents=True)
    folder = prepare("small").rename(deep / "small")
    add_2023(folder / "targets.yaml")
    (folder / "mapp").mkdir()
    (folder / "imports").mkdir()
    (folder / "imports" / "skola.yaml").write_text(MAPPING, encoding="utf-8")
    (folder / "svar.csv").write_text("Nr,Datum\n1,2024-03-12\n", encoding="utf-8")
    os.mkfifo(folder / "rör")
    return folder


def state(folder: Path) -> State:
    """Everything in the test's folder, by name, with what it holds."""
    top = folder.parents[2]
    return {
        str(path.relative_to(top)): path.read_bytes() if path.is_file() else b"" for path in top.rglob("*")
    }


def put_back(folder: Path, former: State) -> None:
    """Take away what a command has made, and put back what it has changed."""
    top = folder.parents[2]
    for path in sorted(top.rglob("*"), reverse=True):
        if str(path.relative_to(top)) not in former:
            with suppress(OSError):
                path.rmdir() if path.is_dir() else path.unlink()
    for name, content in former.items():
        if (top / name).is_file() and (top / name).read_bytes() != content:
            (top / name).write_bytes(content)


def is_clear(answer: Answer) -> None:
    """An exit code that is documented, a message and perhaps a remedy where it failed, nothing raw."""
    assert 0 <= answer.code <= 4
    # A table for Excel must have its mark and its line ends.
    assert raw(answer.out.removeprefix("\ufeff").replace("\r\n", "\n")) is None
    assert raw(answer.err) is None
    assert "Traceback" not in answer.err
    if answer.code in (1, 2):
        assert answer.out == ""
        lines = answer.err.splitlines()
        assert lines[0].startswith("lovp: ")
        assert len(lines[0]) > len("lovp: ")
        assert len(lines) <= 2
        assert all(line.startswith("      ") and line.strip() for line in lines[1:])
        assert all(len(line) <= 1010 for line in lines)


def here(folder: Path, words: list[str], environment: Mapping[str, str]) -> Answer:
    """The command in this process, in so much time."""
    began = time.process_time()
    answer = lovp(folder, *words, environment=environment)
    assert time.process_time() - began < SECONDS
    return answer


def apart(folder: Path, words: list[str], environment: Mapping[str, str]) -> Answer:
    """The command as a process, which may take so much time and memory and no more."""
    found = measured(folder, words, environment)
    assert found.seconds < SECONDS
    assert found.megabytes < MOST_MEMORY
    return Answer(found.code, found.out, found.err)


Cases = Iterable[tuple[str, list[str], dict[str, str]]]
"""What each case is called, its words, and what is set in its environment."""


def counted(folder: Path, run: Run, cases: Cases) -> dict[str, int]:
    """How the cases ended, each clear and without a trace where it failed; bad ones are told by name."""
    former, ended, wrong = state(folder), {"answered": 0, "refused": 0}, []
    for name, words, environment in cases:
        try:
            answer = run(folder, words, environment)
            is_clear(answer)
            assert not answer.code or state(folder) == former, "it failed, and wrote"
        except Exception as error:
            wrong.append(f"{name}: {type(error).__name__} {str(error)[:300]}")
        else:
            ended["refused" if answer.code in (1, 2) else "answered"] += 1
        put_back(folder, former)
    assert not wrong, "\n".join(wrong)
    return ended


def test_every_command_is_known_here(folder: Path) -> None:
    """A new command must be given words with which it works, so that its options are tried in earnest."""
    assert sorted(command.words for command in COMMANDS) == sorted(VALID)
    former = state(folder)
    for words, (arguments, options) in VALID.items():
        answer = lovp(folder, *words.split(), *options, *arguments)
        assert answer.code == 0, (words, answer.err)
        assert (state(folder) != former) == (words in WRITING), words
        put_back(folder, former)
        assert state(folder) == former


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.words or "lovp")
def test_hostile_words_in_every_place(folder: Path, command: Command, injected: Injected) -> None:
    cases: list[tuple[str, list[str], dict[str, str]]] = [
        (f"{kind} as {place}", words, {})
        for kind, word in WORDS.items()
        for place, words in with_word(command, word)
    ]
    ended = counted(folder, here, scale.some(cases, 12))
    assert ended["refused"]
    injected("Bad input", "hostile words as every option and argument of every command", **ended)


NAMES = ("LOVP_PLAN", "LOVP_WRITER", "LOVP_TODAY", "LOVP_LANG", "LC_ALL", "COLUMNS")


def test_hostile_words_in_the_environment(folder: Path, injected: Injected) -> None:
    cases = [
        (f"{kind} as {name} of {words[0]}", words, {name: word})
        for name in NAMES
        for kind, word in WORDS.items()
        for words in (["progress"], ["--help"], LOG)
    ]
    ended = counted(folder, here, scale.some(cases, 24))
    injected("Bad input", "hostile words in the environment", **ended)


PROCESSES = (
    ["progress", "--target"],
    ["log", "schoolinfo", "1", "--note"],
    ["outcomes", "--limit"],
    ["export", "--month", "2024-03", "--output"],
    ["init"],
    ["--"],
)


def test_hostile_words_as_processes(folder: Path, injected: Injected) -> None:
    """For what only a process shows: bytes that are no text, memory, and the time of the whole."""
    cases: list[tuple[str, list[str], dict[str, str]]] = [
        (f"{kind} after {words}", [*words, word], {}) for words in PROCESSES for kind, word in WORDS.items()
    ]
    ended = counted(folder, apart, scale.some(cases, 5))
    injected("Bad input", "hostile words to whole processes, with limits of time and memory", **ended)


@pytest.mark.parametrize("function", [fold, clean_text, slug_text, personal_data, composed])
def test_a_pile_of_accents_takes_no_time(function: Callable[[str], object]) -> None:
    began = time.process_time()
    function(PILE * 5)
    assert time.process_time() - began < 1


def test_a_folder_whose_name_is_no_text_can_hold_a_plan(tmp_path: Path) -> None:
    name = os.fsdecode(b"\xff\xfe")
    home = {"HOME": str(tmp_path), "LOVP_WRITER": ""}
    answer = lovp(tmp_path, "init", name, "--writer", "skola", environment=home)
    assert answer.code == 0, answer.err
    assert "\udcff" not in answer.out
    assert "skola" in lovp(tmp_path / name, *LOG, environment=home).out
    # And settings that are no settings stop nobody who says who records.
    (settings,) = tmp_path.rglob("folders.json")
    settings.write_text("[" * 100_000, encoding="utf-8")
    assert lovp(tmp_path / name, *LOG, environment=home | {"LOVP_WRITER": "skola"}).code == 0
