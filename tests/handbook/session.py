"""A folder in which a page's commands are run, one after the other, as at a terminal."""

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from tests.cli.test_transcripts import ID, MOMENT
from tests.handbook.pages import commands


class Session:
    """One scene: where it stands, and what is set."""

    def __init__(self, folder: Path, settings: Mapping[str, str], language: str) -> None:
        self.folder = folder
        self.environment = os.environ | {
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
            "HOME": str(folder),
            "COLUMNS": settings.get("columns", "80"),
            "LOVP_LANG": language,
            "LOVP_TODAY": settings.get("today", "2024-06-01"),
            "LOVP_WRITER": settings.get("writer", "kansli"),
        }

    def play(self, block: str, *, fails: bool) -> str:
        """The console block as it is today; of its commands only the last may fail, and must if `fails`."""
        played = ""
        steps = commands(block)
        for at, (command, expected) in enumerate(steps, 1):
            answer, code = self.run(command)
            assert bool(code) == (fails and at == len(steps)), f"{command} ended with {code}:\n{answer}"
            played += f"$ {command}\n{expected if _is_told(expected, answer) else answer}"
        return played

    def run(self, command: str) -> tuple[str, int]:
        """What the command answers, and its exit code."""
        if command.startswith("cd "):
            self.folder = (self.folder / shlex.split(command)[1]).resolve()
            return "", 0
        done = subprocess.run(
            ["bash", "-c", f"exec 2>&1 </dev/null; {command}"],
            cwd=self.folder,
            env=self.environment,
            stdout=subprocess.PIPE,
            encoding="utf-8",
        )
        return re.sub(r" +$", "", done.stdout, flags=re.MULTILINE), done.returncode


def _is_told(expected: str, answer: str) -> bool:
    """Whether the page has the answer, but for ids and moments and what `…` stands for."""
    wanted = re.escape(_plain(expected)).replace("…\\\n", r"(?:.*\n)*")
    return re.fullmatch(wanted, _plain(answer)) is not None


def _plain(text: str) -> str:
    return MOMENT.sub("MOMENT", ID.sub("IDENTITY", text))
