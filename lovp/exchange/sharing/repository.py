"""The git repository of a plan's folder and its remote: made, set up for the record, fetched, pushed."""

import re
from pathlib import Path

from lovp.errors import LovpError
from lovp.exchange.sharing.git import Answer, Git
from lovp.files import write_whole
from lovp.i18n import _

ATTRIBUTES, IGNORED = ".gitattributes", ".gitignore"

_RULES = {
    # Bytes stay as they are, and a merge keeps both sides' lines.
    ATTRIBUTES: ("data/*/*.csv -text merge=union",),
    # Locks are no data, and a conflict copy that was folded in is not read any more.
    IGNORED: ("data/*/.*", "data/*/*.csv.old"),
}
_UNFINISHED = ("MERGE_HEAD", "rebase-merge", "rebase-apply", "CHERRY_PICK_HEAD", "REVERT_HEAD")
"""What git leaves in its folder while a merge or the like is not finished."""
_NOT_LET_IN = re.compile(
    r"authentication failed|permission denied|could not read (username|password)|prompts disabled"
    r"|host key verification|error: 40[134]|access (denied|rights)|repository.*not found|invalid username",
    re.IGNORECASE,
)
_OTHERS_WERE_QUICKER = re.compile(
    r"^!.*\((fetch first|non-fast-forward|.*lock|.*update ref|.*old value)", re.M
)


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
        file = folder / name
        text = file.read_text("utf-8", "surrogateescape") if file.exists() else ""
        if missing := [rule for rule in rules if rule not in text.splitlines()]:
            start = text if text.endswith("\n") or not text else text + "\n"
            changed[file] = (start + "\n".join(missing) + "\n").encode("utf-8", "surrogateescape")
    write_whole(changed)
    return tuple(file.name for file in changed)


def find_remote(git: Git, branch: str) -> str:
    """The name of the remote that the branch goes with; empty where there is none."""
    names = git("remote").text.split()
    chosen = git.run("config", "--get", f"branch.{branch}.remote").text
    return next((name for name in (chosen, "origin", *names) if name in names), "")


def fetch(git: Git, remote: str) -> str:
    """Fetch what others have; why the remote can't be reached, if so. LovpError where one isn't let in."""
    answer = git.run(
        *("fetch", "--quiet", "--prune", "--no-tags", "--no-recurse-submodules"),
        *(remote, f"+refs/heads/*:refs/remotes/{remote}/*"),
    )
    _refuse_stranger(answer, remote)
    return answer.reason if answer.code else ""


def push(git: Git, remote: str, branch: str) -> bool:
    """Push the branch; False if others were quicker and theirs has to be fetched first."""
    answer = git.run("push", "--porcelain", "-u", remote, f"refs/heads/{branch}")
    if answer.code and not _OTHERS_WERE_QUICKER.search(answer.text):
        _refuse_stranger(answer, remote)
        raise answer.failure
    return answer.code == 0


def _refuse_stranger(answer: Answer, remote: str) -> None:
    """Raise LovpError where the remote did not accept the password or the key."""
    if answer.code and _NOT_LET_IN.search(answer.said):
        raise LovpError(
            _("{remote} does not let you in: {reason}").format(remote=remote, reason=answer.reason),
            _("What is recorded here is kept. Log in with git fetch, then run lovp sync again."),
        )
