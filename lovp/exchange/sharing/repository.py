"""The git repository of a plan's folder: made, set up for the record, refused in an unfit state."""

from pathlib import Path
from typing import NamedTuple

from lovp.errors import LovpError
from lovp.exchange.sharing.git import Git
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


class Repository(NamedTuple):
    """A repository whose top is the plan's folder: git's own folder, and the branch that is checked out."""

    inner: Path
    branch: str


def make_repository(git: Git) -> None:
    """Make the folder a repository unless it is in one."""
    if not _is_repository(git):
        git("init", "--quiet")
        git("symbolic-ref", "HEAD", "refs/heads/main")


def open_repository(git: Git) -> Repository:
    """The repository of the folder. LovpError, with the remedy, unless it can be committed and merged in."""
    if not _is_repository(git):
        raise LovpError(_("The plan's folder is no git repository yet."), _("Make it one: lovp sync --init"))
    if git("rev-parse", "--show-prefix").text:
        raise LovpError(
            _("The folder is a part of a larger git repository, whose other files lovp sync would send too."),
            _("Move the plan's folder out of it, or commit and push there yourself."),
        )
    inner = Path(git("rev-parse", "--absolute-git-dir").text)
    lock = inner / "index.lock"
    if lock.exists():
        raise LovpError(
            _("Another git is at work in the folder, or was stopped in the middle."),
            _("Wait until it is done. If no git is running, delete {file}").format(file=lock),
        )
    if any((inner / name).exists() for name in _UNFINISHED) or git("ls-files", "--unmerged").out:
        raise LovpError(
            _("A merge, or another command of git, is not finished here."),
            _("git status says how to finish it or give it up. Then run lovp sync again."),
        )
    head = git.run("symbolic-ref", "--quiet", "HEAD")
    if head.code != 0:
        raise LovpError(
            _("git is on no branch here (a detached HEAD), so a commit could get lost."),
            _("Go to a branch, such as with git switch main, then run lovp sync again."),
        )
    return Repository(inner, head.text.removeprefix("refs/heads/"))


def _is_repository(git: Git) -> bool:
    answer = git.run("rev-parse", "--git-dir")
    if "safe.directory" in answer.said:
        raise LovpError(
            _("The folder belongs to another user, so git does not work in it."),
            _("If you trust it: git config --global --add safe.directory “{folder}”").format(
                folder=git.folder
            ),
        )
    if answer.code != 0 and (git.folder / ".git").exists():
        raise LovpError(_("git can't read the repository here."), answer.shown)
    return answer.code == 0


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
