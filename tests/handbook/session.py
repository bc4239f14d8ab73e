"""A folder in which a page's commands are run, one after the other, as at a terminal."""

import io
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Callable
from contextlib import chdir, redirect_stderr, redirect_stdout
from importlib import import_module
from pathlib import Path
from unittest.mock import patch

import pytest

import lovp
from lovp import i18n
from tests.handbook.conversation import converse
from tests.handbook.pages import Block, steps

Main = Callable[[list[str]], int]
HOME = "/home/kansli"
"""What a page says instead of the folder in which its commands were run."""
PROGRAM = f"{HOME}/.local/bin/lovp"
"""What a page says instead of the program's own path: where pipx puts it."""
_SECONDS = 120
_ID = re.compile(r"\b[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}\b|\b[0-9a-f]{8}\b")
_MOMENT = re.compile(r"\b20[0-9-]{8}T[0-9:.]{15}Z")
_SHELL = set("|<>&;*`$?")
"""What only a shell understands."""


class Session:
    """One scene: where it stands, what is set, and which id of this run an id of the page is."""

    def __init__(self, folder: Path, environment: dict[str, str], main: Main | None = None) -> None:
        """Stand in the folder, which is the home; with `main`, lovp runs in this process: that is quicker."""
        self.folder = folder
        self.environment = environment
        self._home = folder
        self._main = main
        self._ids: dict[str, str] = {}

    def write(self, name: str, text: str) -> None:
        """Put a file of the page into the folder."""
        file = self.folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def play(self, block: Block) -> str:
        """The console block as it is today: with its own text where that is right, ids included."""
        played = []
        every = steps(block)
        for step in every:
            answer, code = self.run(step.command, block.remarks.get("typed"))
            refused = "fails" in block.remarks and step is every[-1]
            assert bool(code) == refused, f"{step.command} ended with {code}:\n" + "\n".join(answer)
            played.append(f"$ {step.command}")
            played += step.answer if self.alike(step.answer, answer) else answer
        return "".join(f"{line}\n" for line in played)

    def run(self, command: str, typed: str | None = None) -> tuple[list[str], int]:
        """What the command answers, line by line, and its exit code."""
        command = _ID.sub(lambda match: self._ids.get(match[0], match[0]), command)
        words = shlex.split(command)
        if words[0] == "cd":
            self.folder = (self.folder / words[1].replace("~", str(self._home))).resolve()
            return [], 0
        if words[0] == "export" and "=" in words[1]:
            name, value = words[1].split("=", 1)
            self.environment[name] = value
            return [], 0
        if typed is not None:
            text, code = converse(command, typed, self.folder, self.environment)
        elif self._main and words[0] == "lovp" and not _SHELL & set(command):
            text, code = self._called(self._main, words[1:])
        else:
            text, code = self._process(command)
        return [line.rstrip() for line in self._elsewhere(text).splitlines()], code

    def _elsewhere(self, text: str) -> str:
        """The text with a reader's folder and program in place of this run's."""
        for here in (f"{sys.executable} -m lovp", str(Path(sys.executable).with_name("lovp"))):
            text = text.replace(here, PROGRAM)
        return text.replace(str(self._home), HOME)

    def alike(self, expected: tuple[str, ...], found: list[str]) -> bool:
        """Whether an answer is as the page has it; from then on an id of the page means one of this run."""
        plain = "\n".join(found)
        shown, now = _ID.findall("\n".join(expected)), _ID.findall(plain)
        if len(shown) == len(now):
            self._ids |= zip(shown, now, strict=True)
        return re.fullmatch(_pattern(expected), _plain(plain)) is not None

    def _called(self, main: Main, words: list[str]) -> tuple[str, int]:
        stream = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="\n")
        environment = patch.dict(os.environ, self.environment, clear=True)
        with environment, chdir(self.folder), redirect_stdout(stream), redirect_stderr(stream):
            code = main(words)
            stream.flush()
        buffer = stream.buffer
        assert isinstance(buffer, io.BytesIO)
        return buffer.getvalue().decode("utf-8"), code

    def _process(self, command: str) -> tuple[str, int]:
        done = subprocess.run(
            ["bash", "-c", command],
            cwd=self.folder,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            timeout=_SECONDS,
            check=False,
        )
        return done.stdout, done.returncode


def surroundings(home: Path, settings: dict[str, str], language: str) -> dict[str, str]:
    """The variables of a scene; of this process's own there is only where programs are."""
    environment = {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "HOME": str(home),
        "LANG": "C.UTF-8",
        "TZ": "UTC",
        "COLUMNS": settings.get("columns", "80"),
        "LOVP_LANG": settings.get("language", language),
        "LOVP_TODAY": settings.get("today", "2024-06-01"),
        "XDG_CACHE_HOME": os.environ["XDG_CACHE_HOME"],
    }
    if writer := settings.get("writer", "kansli"):
        environment["LOVP_WRITER"] = writer
    return environment


def main_in(language: str, monkeypatch: pytest.MonkeyPatch) -> Main:
    """The command line in the language: the texts of its options are chosen as its modules are loaded."""
    i18n.use(language)
    for name in [name for name in sys.modules if name.startswith("lovp.cli")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setattr(lovp, "cli", None)
    loaded: Main = import_module("lovp.cli.main").main
    return loaded


def _plain(text: str) -> str:
    return _MOMENT.sub("MOMENT", _ID.sub("IDENTITY", text))


def _pattern(expected: tuple[str, ...]) -> str:
    """What an answer must be: each line as it is, but that `…` stands for any lines."""
    parts = ["(?:.*\n)*?" if line == "…" else re.escape(_plain(line)) + "\n" for line in expected]
    pattern = "".join(parts)
    # The last line of an answer has no end here.
    return pattern + ".*" if expected[-1:] == ("…",) else pattern.removesuffix("\n")
