"""Run the installed git: arguments in a list, no shell, its messages in English."""

import os
import re
import subprocess
import tempfile
from pathlib import Path
from typing import NamedTuple

from lovp.errors import LovpError
from lovp.i18n import _
from lovp.text import printable

SECONDS = 300
"""How long a command of git may take, over the network too."""

_SETTINGS = {
    # These stop a command, or have it ask, where nothing is wrong.
    "core.safecrlf": "false",
    "core.fileMode": "false",
    "commit.gpgSign": "false",
    "push.gpgSign": "false",
    "push.recurseSubmodules": "no",
    # The plan is merged line by line, the record by the names of its files.
    "merge.default": "text",
    "merge.renames": "false",
    "merge.autoStash": "false",
    "color.ui": "false",
    # What was recorded is to survive a power cut in git as well.
    "core.fsync": "all",
}
"""Settings of the user's that would change what `lovp sync` does, and what they are for it."""

_ELSEWHERE = "GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE GIT_OBJECT_DIRECTORY GIT_PREFIX LANGUAGE".split()
"""Variables that would lead git to another repository, other files or another language."""


def failure(reason: str) -> LovpError:
    """The error for whatever keeps folder and remote from being made alike."""
    return LovpError(
        _("lovp sync could not finish: {reason}").format(reason=reason),
        _("What is recorded here is kept. Look with git status or git fetch, then run lovp sync again."),
    )


class Answer(NamedTuple):
    """How git ended: its exit code, its output, and its messages."""

    code: int
    out: bytes
    said: str

    @property
    def text(self) -> str:
        """The output as text, without what ends it: a line break, or NUL."""
        return self.out.decode("utf-8", "surrogateescape").rstrip("\n\0")

    @property
    def reason(self) -> str:
        """The first message that is no hint, without a user's name or password."""
        plain = re.sub(r"(?<=://)[^/@\s]+@", "", self.said)
        lines = [printable(line.strip(), 200) for line in plain.splitlines() if line.strip()]
        lines = [line for line in lines if not line.lower().startswith(("hint:", "warning:"))]
        count = 2 if lines and lines[0].endswith(":") else 1
        return " ".join(lines[:count]) or f"exit code {self.code}"


class Git:
    """Git in one folder, as one writer. `asks`: whether it may ask for a password on the terminal."""

    def __init__(self, folder: Path, writer: str, *, asks: bool = False) -> None:
        self.folder = folder
        self._asks = asks
        self._program = ["git"]
        for name, value in _SETTINGS.items():
            self._program += ["-c", f"{name}={value}"]
        self._environment = {name: text for name, text in os.environ.items() if name not in _ELSEWHERE}
        self._environment |= {
            "LC_ALL": "C",
            "GIT_TERMINAL_PROMPT": "1" if asks else "0",
            "GIT_LITERAL_PATHSPECS": "1",
            # A larger repository around the folder is none of ours.
            "GIT_CEILING_DIRECTORIES": str(folder.parent),
            # An office or a role, never the person whose git this is.
            "GIT_AUTHOR_NAME": writer,
            "GIT_COMMITTER_NAME": writer,
            "GIT_AUTHOR_EMAIL": f"{writer}@lovp.invalid",
            "GIT_COMMITTER_EMAIL": f"{writer}@lovp.invalid",
        }

    def run(self, *words: str, given: str = "") -> Answer:
        """Run git with that input, and return how it ended. LovpError if it can't be run."""
        # Programs that git leaves running would keep a pipe open; a file does not wait for them.
        with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
            try:
                code = subprocess.run(
                    [*self._program, *words],
                    cwd=self.folder,
                    env=self._environment,
                    input=None if self._asks and not given else given.encode(),
                    stdout=out,
                    stderr=err,
                    timeout=SECONDS,
                    check=False,
                ).returncode
            except subprocess.TimeoutExpired:
                return Answer(-1, b"", f"git {words[0]} timed out after {SECONDS} seconds")
            except OSError:
                raise LovpError(
                    _("git is not installed here, or can't be run; lovp sync works with it."),
                    _("Install it (https://git-scm.com, or apt install git), then run lovp sync again."),
                ) from None
            for file in (out, err):
                file.seek(0)
            return Answer(code, out.read(), err.read().decode("utf-8", "replace"))

    def __call__(self, *words: str, given: str = "") -> Answer:
        """Run git, which must succeed. Raises LovpError with what it said."""
        answer = self.run(*words, given=given)
        if answer.code:
            raise failure(answer.reason)
        return answer
