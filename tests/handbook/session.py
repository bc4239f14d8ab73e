"""A folder in which a page's commands are run, one after the other, as at a terminal."""

import io
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from importlib import import_module
from pathlib import Path

import pytest

import lovp
from lovp import i18n
from tests.handbook.conversation import converse

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

    def __init__(
        self,
        settings: dict[str, str],
        language: str,
        prepare: Callable[..., Path],
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        self._monkeypatch = monkeypatch
        self._language = settings.get("language", language)
        self._ids: dict[str, str] = {}
        self.folder = prepare(settings.get("folder", "empty"))
        self._home = self.folder
        self._columns = int(settings.get("columns", "80"))
        for name, value in {
            "LOVP_TODAY": settings.get("today", "2024-06-01"),
            "LOVP_LANG": self._language,
            "LOVP_WRITER": settings.get("writer", "kansli"),
            "COLUMNS": str(self._columns),
            "HOME": str(self._home),
            "XDG_CONFIG_HOME": str(self._home / ".config"),
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
            "GIT_CONFIG_NOSYSTEM": "1",
        }.items():
            monkeypatch.setenv(name, value)
        if "writer" in settings and not settings["writer"]:
            monkeypatch.delenv("LOVP_WRITER")
        monkeypatch.delenv("LOVP_PLAN", raising=False)
        monkeypatch.chdir(self.folder)
        self._main = _main_in(self._language, monkeypatch)

    def write(self, name: str, text: str) -> None:
        """Put a file of the page into the folder."""
        file = self.folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def run(self, command: str, typed: str | None = None) -> tuple[list[str], int]:
        """What the command answers, line by line, and its exit code."""
        command = _ID.sub(lambda match: self._ids.get(match[0], match[0]), command)
        words = shlex.split(command)
        if words[0] == "cd":
            self.folder = (self.folder / Path(words[1].replace("~", str(self._home)))).resolve()
            self._monkeypatch.chdir(self.folder)
            return [], 0
        if words[0] == "export" and "=" in words[1]:
            self._monkeypatch.setenv(*words[1].split("=", 1))
            return [], 0
        if typed is not None:
            text, code = converse(command, typed, self.folder, self._columns)
        elif words[0] == "lovp" and not _SHELL & set(command):
            text, code = self._called(words[1:])
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
        pattern = _pattern(expected)
        plain = "\n".join(found)
        if re.fullmatch(pattern, _plain(plain)) is None:
            return False
        if "…" not in expected:
            shown = _ID.findall("\n".join(expected))
            self._ids |= zip(shown, _ID.findall(plain), strict=True)
        return True

    def _called(self, words: list[str]) -> tuple[str, int]:
        """In this process, which saves the time of a start."""
        stream = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="\n")
        with redirect_stdout(stream), redirect_stderr(stream):
            code = self._main(words)
            stream.flush()
        buffer = stream.buffer
        assert isinstance(buffer, io.BytesIO)
        return buffer.getvalue().decode("utf-8"), code

    def _process(self, command: str) -> tuple[str, int]:
        done = subprocess.run(
            ["bash", "-c", command],
            cwd=self.folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            timeout=_SECONDS,
            check=False,
        )
        return done.stdout, done.returncode


def _main_in(language: str, monkeypatch: pytest.MonkeyPatch) -> Callable[[list[str]], int]:
    """The command line in the language: the texts of its options are chosen as its modules are loaded."""
    i18n.use(language)
    for name in [name for name in sys.modules if name.startswith("lovp.cli")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setattr(lovp, "cli", None)
    loaded: Callable[[list[str]], int] = import_module("lovp.cli.main").main
    return loaded


def _plain(text: str) -> str:
    return _MOMENT.sub("MOMENT", _ID.sub("IDENTITY", text))


def _pattern(expected: tuple[str, ...]) -> str:
    """What an answer must be: each line as it is, but that `…` stands for any lines."""
    parts = ["(?:.*\n)*?" if line == "…" else re.escape(_plain(line)) + "\n" for line in expected]
    pattern = "".join(parts)
    # The last line of an answer has no end here.
    return pattern + ".*" if expected[-1:] == ("…",) else pattern.removesuffix("\n")
