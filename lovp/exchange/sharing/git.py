"""The installed git in a plan's folder, and its remote `origin`: no shell, and its messages in English."""

import os
import re
import subprocess
from pathlib import Path

from lovp.errors import LovpError
from lovp.files import write_files
from lovp.i18n import _
from lovp.text import printable

RULES = {
    # Bytes stay as they are, and a merge keeps both sides' lines: rows, and whom a text says to ask. A plan
    # that was changed on both sides is not merged: lines that are right one by one may not go together.
    ".gitattributes": b"data/*/*.csv -text merge=union\n/L*S?MIG.txt merge=union\n/READ?ME.txt merge=union\n"
    b"/*.yaml -merge\n",
    # Locks are no data, and a conflict copy that was folded in is not read any more.
    ".gitignore": b"data/*/.*\ndata/*/*.csv.old\n",
}
"""How git is to treat the record, by the file in which it looks for that."""

_SETTINGS = (
    # Otherwise these stop a command, or have it ask, where nothing is wrong.
    "core.safecrlf=false",
    "core.fileMode=false",
    "commit.gpgSign=false",
    "color.ui=false",
    "merge.default=text",
    "merge.renames=false",
    "merge.autoStash=false",
    # What was recorded is to survive a power cut in git as well.
    "core.fsync=all",
)
"""What a user may have set otherwise."""

Answer = subprocess.CompletedProcess[str]


def failure(reason: str) -> LovpError:
    """The error for whatever keeps folder and remote from being made alike."""
    message = _("lovp sync could not finish: {reason}").format(reason=reason)
    remedy = _("What is recorded here is kept. Look with git status or git fetch, then run lovp sync again.")
    return LovpError(message, remedy)


def reason(answer: Answer) -> str:
    """Why git failed: two lines of its messages that are no hints, without a user's name or password."""
    plain = re.sub(r"(?<=://)[^/@\s]+@", "", answer.stderr)
    lines = [printable(line.strip(), 200) for line in plain.splitlines() if line.strip()]
    told = [line for line in lines if not line.startswith(("hint:", "warning:"))]
    return " ".join(told[:2]) or f"git: {answer.returncode}"


class Git:
    """Git in one folder, as one writer."""

    def __init__(self, folder: Path, writer: str) -> None:
        self.folder = folder
        self._program = ["git", *(word for setting in _SETTINGS for word in ("-c", setting))]
        # A larger repository around the folder is none of ours.
        own = {"LC_ALL": "C", "GIT_DIR": ".git", "GIT_LITERAL_PATHSPECS": "1"}
        # An office or a role, never the person whose git this is.
        for part in ("AUTHOR", "COMMITTER"):
            own |= {f"GIT_{part}_NAME": writer, f"GIT_{part}_EMAIL": f"{writer}@lovp.invalid"}
        self._environment = os.environ | own

    def run(self, *words: str) -> Answer:
        """Run git, and return how it ended. LovpError if it can't be run."""
        try:
            return subprocess.run(
                [*self._program, *words],
                cwd=self.folder,
                env=self._environment,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                encoding="utf-8",
                errors="surrogateescape",
                check=False,
            )
        except OSError:
            message = _("git is not installed here, or can't be run; lovp sync works with it.")
            remedy = _("Install it (https://git-scm.com, or apt install git), then run lovp sync again.")
            raise LovpError(message, remedy) from None

    def __call__(self, *words: str) -> str:
        """Run git, which must succeed, and return its output. Raises LovpError with its message."""
        answer = self.run(*words)
        if answer.returncode:
            raise failure(reason(answer))
        return answer.stdout.strip()

    def attempt(self, *words: str) -> str:
        """Run git where the other end may refuse, and return why it did, if so."""
        answer = self.run(*words)
        return reason(answer) if answer.returncode else ""

    def find_commit(self, name: str) -> str:
        """The commit that a name stands for; empty if there is none."""
        return self.run("rev-parse", "--quiet", "--verify", name).stdout.strip()

    def find_branch(self) -> str:
        """The branch that is checked out. LovpError unless the folder is a repository at rest."""
        if not (self.folder / ".git").exists():
            message = _("The plan's folder is no git repository yet.")
            raise LovpError(message, _("Make it one: lovp sync --init"))
        if self("ls-files", "--unmerged"):
            raise failure(_("an earlier merge is not finished here"))
        return self("symbolic-ref", "--short", "HEAD")

    def write_rules(self) -> None:
        """Tell git how to treat the record, in the files that it reads for that."""
        for name, rules in RULES.items():
            file = self.folder / name
            text = file.read_bytes() if file.exists() else b""
            if rules not in text.replace(b"\r", b""):
                write_files({file: (text + b"\n" if text else b"") + rules})
