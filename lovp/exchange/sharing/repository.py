"""The git repository of a plan's folder and its remote: made, set up for the record, fetched, pushed."""

import re
from pathlib import Path

from lovp.errors import LovpError
from lovp.exchange.sharing.git import Answer, Git, failure
from lovp.files import write_whole
from lovp.i18n import _

ATTRIBUTES, IGNORED = ".gitattributes", ".gitignore"

_RULES = {
    # Bytes stay as they are, and a merge keeps both sides' lines: rows, and whom a text says to ask.
    ATTRIBUTES: b"data/*/*.csv -text merge=union\n/L*S?MIG.txt merge=union\n/READ?ME.txt merge=union\n",
    # Locks are no data, and a conflict copy that was folded in is not read any more.
    IGNORED: b"data/*/.*\ndata/*/*.csv.old\n",
}
_UNFINISHED = ("MERGE_HEAD", "rebase-merge", "rebase-apply", "CHERRY_PICK_HEAD", "REVERT_HEAD")
"""What git leaves in its folder while a merge or the like is not finished."""
_NOT_LET_IN = re.compile(
    r"(?i)authentication failed|permission denied|could not read (username|password)|prompts disabled"
    r"|host key verification|error: 40[134]|access denied|repository.*not found|invalid username"
)
_OTHERS_WERE_QUICKER = re.compile(r"(?m)^!.*\((fetch first|non-fast-forward|.*(lock|update ref|old value))")


def make_repository(git: Git) -> None:
    """Make the folder a repository unless it is one."""
    if not (git.folder / ".git").exists():
        git("init", "--quiet")
        git("symbolic-ref", "HEAD", "refs/heads/main")


def open_repository(git: Git) -> tuple[Path, str]:
    """Git's own folder, and the branch. LovpError unless the plan's folder is a repository at rest."""
    if not (git.folder / ".git").exists():
        raise LovpError(_("The plan's folder is no git repository yet."), _("Make it one: lovp sync --init"))
    inner = Path(git("rev-parse", "--absolute-git-dir").text)
    if any((inner / name).exists() for name in _UNFINISHED) or git("ls-files", "--unmerged").out:
        raise LovpError(
            _("A merge, or another command of git, is not finished here."),
            _("git status says how to finish it or give it up. Then run lovp sync again."),
        )
    return inner, git("symbolic-ref", "--short", "HEAD").text


def write_rules(folder: Path) -> tuple[str, ...]:
    """Tell git how to treat the record, in the files that it reads for that; the names of those changed."""
    changed = {}
    for name, rules in _RULES.items():
        text = (folder / name).read_bytes() if (folder / name).exists() else b""
        if rules not in text.replace(b"\r", b""):
            changed[folder / name] = (text + b"\n" if text else b"") + rules
    write_whole(changed)
    return tuple(file.name for file in changed)


def find_remote(git: Git, branch: str) -> str:
    """The name of the remote that the branch goes with; empty where there is none."""
    names = git("remote").text.split()
    chosen = git.run("config", "--get", f"branch.{branch}.remote").text
    return next((name for name in (chosen, "origin", *names) if name in names), "")


def fetch(git: Git, remote: str) -> str:
    """Fetch what others have; why the remote can't be reached, if so. LovpError where one isn't let in."""
    words = ["fetch", "--quiet", "--prune", "--no-tags", "--no-recurse-submodules", remote]
    answer = git.run(*words, f"+refs/heads/*:refs/remotes/{remote}/*")
    _refuse_stranger(answer, remote)
    return answer.reason if answer.code else ""


def push(git: Git, remote: str, branch: str) -> bool:
    """Push the branch; False if others were quicker and theirs has to be fetched first."""
    answer = git.run("push", "--porcelain", "-u", remote, f"refs/heads/{branch}")
    _refuse_stranger(answer, remote)
    if answer.code and not _OTHERS_WERE_QUICKER.search(answer.text):
        raise failure(answer.reason)
    return answer.code == 0


def _refuse_stranger(answer: Answer, remote: str) -> None:
    if answer.code and _NOT_LET_IN.search(answer.said):
        text = _("{remote} does not let you in ({reason}).")
        raise failure(text.format(remote=remote, reason=answer.reason))
