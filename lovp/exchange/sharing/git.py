"""The installed git, run as a program: arguments in a list, no shell, its words in English."""

import os
import re
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import IO, Any, NamedTuple

from lovp.cells import printable
from lovp.errors import LovpError
from lovp.i18n import _
from lovp.trouble import why

SECONDS = 120
"""How long git may take for what it does on this computer; seconds."""
NETWORK_SECONDS = 300
"""How long it may take to fetch or to send."""

_FOREIGN = (
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_INDEX_FILE",
    "GIT_OBJECT_DIRECTORY",
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_COMMON_DIR",
    "GIT_NAMESPACE",
    "GIT_PREFIX",
    "GIT_LITERAL_PATHSPECS",
    "GIT_GLOB_PATHSPECS",
    "GIT_ICASE_PATHSPECS",
    "LANGUAGE",
)
"""What would lead git to another repository, or to another language, than is meant."""

_MOST_SHOWN = 6


class Answer(NamedTuple):
    """What git ended with: its exit code, what it wrote, and what it said."""

    code: int
    out: bytes
    said: str

    @property
    def word(self) -> str:
        """What it wrote, as one text without its line break."""
        return self.out.decode("utf-8", "surrogateescape").rstrip("\n")

    @property
    def words(self) -> list[str]:
        """What it wrote, where NUL ends each text."""
        return [each for each in self.out.decode("utf-8", "surrogateescape").split("\0") if each]


class GitError(LovpError):
    """Git could not do what it must be able to do."""


class SlowError(GitError):
    """Git took too long, and was stopped."""


class Git:
    """Git in one folder, as one writer. `asks`: whether it may ask for a password on the terminal."""

    def __init__(self, folder: Path, writer: str, *, asks: bool = False) -> None:
        self.folder = folder
        self._asks = asks
        self._environment = {name: text for name, text in os.environ.items() if name not in _FOREIGN} | {
            "LC_ALL": "C",
            "GIT_TERMINAL_PROMPT": "1" if asks else "0",
            # An office or a role, never the person whose git this is.
            "GIT_AUTHOR_NAME": writer,
            "GIT_COMMITTER_NAME": writer,
            "GIT_AUTHOR_EMAIL": f"{writer}@lovp.invalid",
            "GIT_COMMITTER_EMAIL": f"{writer}@lovp.invalid",
        }

    def tried(
        self, *words: str, given: bytes = b"", net: bool = False, also: Mapping[str, str] | None = None
    ) -> Answer:
        """Run git, and return how it ended. LovpError where there is no git, or it takes too long.

        What goes over the `net` may take its time, and on a terminal ask for a password.
        """
        seconds = NETWORK_SECONDS if net else SECONDS
        # What talks to others may leave a program behind that keeps a pipe open; a file is just left.
        with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as said:
            settings: dict[str, Any] = {"stdin": None} if net and self._asks else {"input": given}
            settings |= {"stdout": out, "stderr": said} if net else {"capture_output": True}
            try:
                done = subprocess.run(
                    ["git", *words],
                    cwd=self.folder,
                    env=self._environment | dict(also or {}),
                    timeout=seconds,
                    check=False,
                    **settings,
                )
            except FileNotFoundError:
                raise _no_git() from None
            except subprocess.TimeoutExpired:
                raise SlowError(
                    _("git took longer than {count} seconds, and was stopped.").format(count=seconds),
                    _("Nothing is lost. Look at the network, then run lovp sync again."),
                ) from None
            except OSError as error:
                raise GitError(_("git could not be run: {reason}.").format(reason=why(error))) from None
            wrote, spoke = (_all_of(out), _all_of(said)) if net else (done.stdout, done.stderr)
            return Answer(done.returncode, wrote, spoke.decode("utf-8", "replace"))

    def __call__(self, *words: str, given: bytes = b"", also: Mapping[str, str] | None = None) -> Answer:
        """Run git, which must succeed. Raises GitError with what it said."""
        answer = self.tried(*words, given=given, also=also)
        if answer.code != 0:
            raise GitError(
                _("git could not do its part ({command}).").format(command=f"git {words[0]}"),
                what_it_said(answer.said) or _("Look with git status what state the folder is in."),
            )
        return answer


def _all_of(file: IO[bytes]) -> bytes:
    file.seek(0)
    return file.read()


def what_it_said(said: str) -> str:
    """Git's own words, a few lines of them, as a message may repeat them: without a name or password."""
    plain = re.sub(r"(?<=://)[^/@\s]+@", "", said)
    lines = [printable(line, 200) for line in plain.splitlines() if line.strip()]
    return "\n".join(lines[:_MOST_SHOWN])


def _no_git() -> GitError:
    return GitError(
        _("git is not installed here, and lovp sync works with it."),
        _("Install it (https://git-scm.com, or apt install git), then run lovp sync again."),
    )
