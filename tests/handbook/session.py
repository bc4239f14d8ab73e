"""A folder in which a page's commands are run, one after the other, as at a terminal."""

import io
import os
import re
import shlex
import subprocess
import sys
from contextlib import chdir, redirect_stderr, redirect_stdout
from pathlib import Path
from unittest.mock import patch

from lovp.cli.main import main
from tests.cli.test_transcripts import ID, MOMENT
from tests.handbook.conversation import converse
from tests.handbook.pages import ROOT, Block, commands

HOME = "/home/kansli"
"""What a page says instead of the folder in which its commands were run."""
PROGRAM = f"{HOME}/.local/bin/lovp"
"""What a page says instead of the program's own path: where pipx puts it."""


class Session:
    """One scene: where it stands, what is set, and which id of this run an id of the page is."""

    def __init__(self, folder: Path, settings: dict[str, str], language: str) -> None:
        self.folder = self._home = folder
        self._ids: dict[str, str] = {}
        # The signs of a shell; and the help, whose texts are chosen as the program is loaded: in Swedish.
        self._for_process = re.compile(r"[|<>&;*`$?~]" + ("|--help" if language != "sv" else ""))
        self.environment = {
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
            "PYTHONPATH": str(ROOT),
            "HOME": str(folder),
            "LANG": "C.UTF-8",
            "TZ": "UTC",
            "COLUMNS": settings.get("columns", "80"),
            "LOVP_LANG": language,
            "LOVP_TODAY": settings.get("today", "2024-06-01"),
            "LOVP_WRITER": settings.get("writer", "kansli"),
            "XDG_CACHE_HOME": os.environ["XDG_CACHE_HOME"],
        }

    def play(self, block: Block) -> str:
        """The console block as it is today: with its own text where that is right, ids included."""
        played = ""
        steps = commands(block)
        for at, (command, expected) in enumerate(steps, 1):
            answer, code = self.run(command, block.remarks.get("typed"))
            refused = "fails" in block.remarks and at == len(steps)
            assert bool(code) == refused, f"{command} ended with {code}:\n" + "\n".join(answer)
            told = expected if self._is_told(expected, answer) else answer
            played += "".join(f"{line}\n" for line in (f"$ {command}", *told))
        return played

    def run(self, command: str, typed: str | None = None) -> tuple[list[str], int]:
        """What the command answers, line by line, and its exit code."""
        command = ID.sub(lambda found: self._ids.get(found[0], found[0]), command)
        words = shlex.split(command)
        text, code = "", 0
        if words[0] == "cd":
            self.folder = (self.folder / words[1]).resolve()
        elif words[0] == "export":
            self.environment |= dict([words[1].split("=", 1)])
        elif typed is not None:
            text, code = converse(command, typed, self.folder, self.environment)
        elif words[0] == "lovp" and not self._for_process.search(command):
            text, code = self._call(words[1:])
        else:
            text, code = self._start(command)
        for here in (f"{sys.executable} -m lovp", str(Path(sys.executable).with_name("lovp"))):
            text = text.replace(here, PROGRAM)
        return [line.rstrip() for line in text.replace(str(self._home), HOME).splitlines()], code

    def _is_told(self, expected: list[str], answer: list[str]) -> bool:
        """Whether the page has the answer; from then on an id of the page means one of this run."""
        shown, now = ID.findall("\n".join(expected)), ID.findall("\n".join(answer))
        if len(shown) == len(now):
            self._ids |= zip(shown, now, strict=True)
        parts = [r"(?:.*\n)*" if line == "…" else re.escape(_plain(line)) + r"\n" for line in expected]
        return re.fullmatch("".join(parts), "".join(f"{_plain(line)}\n" for line in answer)) is not None

    def _call(self, words: list[str]) -> tuple[str, int]:
        """What lovp answers in this process, which is quicker than to start it, and its exit code."""
        buffer = io.BytesIO()
        stream = io.TextIOWrapper(buffer, encoding="utf-8", newline="\n")
        environment = patch.dict(os.environ, self.environment, clear=True)
        with environment, chdir(self.folder), redirect_stdout(stream), redirect_stderr(stream):
            code = main(words)
        stream.flush()
        return buffer.getvalue().decode("utf-8"), code

    def _start(self, command: str) -> tuple[str, int]:
        done = subprocess.run(
            ["bash", "-c", f"exec 2>&1 </dev/null; {command}"],
            cwd=self.folder,
            env=self.environment,
            stdout=subprocess.PIPE,
            encoding="utf-8",
            check=False,
        )
        return done.stdout, done.returncode


def _plain(text: str) -> str:
    return MOMENT.sub("MOMENT", ID.sub("IDENTITY", text))
