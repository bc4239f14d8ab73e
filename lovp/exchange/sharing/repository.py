"""The git repository of a plan's folder, set up for the record, and its remote `origin`."""

import re
from pathlib import Path

from lovp.errors import LovpError
from lovp.exchange.sharing.git import Git, failure
from lovp.files import write_whole
from lovp.i18n import _

RULES = {
    # Bytes stay as they are, and a merge keeps both sides' lines: rows, and whom a text says to ask.
    ".gitattributes": b"data/*/*.csv -text merge=union\n/L*S?MIG.txt merge=union\n/READ?ME.txt merge=union\n",
    # Locks are no data, and a conflict copy that was folded in is not read any more.
    ".gitignore": b"data/*/.*\ndata/*/*.csv.old\n",
}
"""How git is to treat the record, by the file in which it looks for that."""
_NOT_LET_IN = re.compile(
    r"(?i)authentication failed|permission denied|could not read (username|password)|prompts disabled"
    r"|host key verification|error: 40[134]|access denied|repository.*not found|invalid username"
)
_OTHERS_WERE_QUICKER = re.compile(r"(?m)^!.*\((fetch first|non-fast-forward|.*(lock|update ref|old value))")


def make_repository(git: Git) -> None:
    """Make the folder a repository unless it is one."""
    if not (git.folder / ".git").exists():
        git("init", "--quiet", "--initial-branch=main")


def find_branch(git: Git) -> str:
    """The branch that is checked out. LovpError unless the plan's folder is a repository at rest."""
    if not (git.folder / ".git").exists():
        raise LovpError(_("The plan's folder is no git repository yet."), _("Make it one: lovp sync --init"))
    if git("ls-files", "--unmerged").out:
        raise failure(_("an earlier merge is not finished here"))
    return git("symbolic-ref", "--short", "HEAD").text


def write_rules(folder: Path) -> None:
    """Tell git how to treat the record, in the files that it reads for that."""
    changed = {}
    for name, rules in RULES.items():
        text = (folder / name).read_bytes() if (folder / name).exists() else b""
        if rules not in text.replace(b"\r", b""):
            changed[folder / name] = (text + b"\n" if text else b"") + rules
    write_whole(changed)


def fetch(git: Git) -> str:
    """Fetch what others have; why the remote can't be reached, if so. LovpError where one isn't let in."""
    answer = git.run("fetch", "--quiet", "--prune", "--no-tags", "--no-recurse-submodules", "origin")
    if answer.code and _NOT_LET_IN.search(answer.said):
        raise failure(answer.reason)
    return answer.reason if answer.code else ""


def push(git: Git, branch: str) -> bool:
    """Push the branch; False if others were quicker and theirs has to be fetched first."""
    answer = git.run("push", "--porcelain", "-u", "origin", f"refs/heads/{branch}")
    if answer.code and not _OTHERS_WERE_QUICKER.search(answer.text):
        raise failure(answer.reason)
    return answer.code == 0
