"""`lovp sync --init`: a plan's folder becomes a git repository that unites the record's files by lines."""

from pathlib import Path

from lovp.errors import LovpError
from lovp.exchange.sharing.git import Git
from lovp.exchange.sharing.repository import find_place, is_repository
from lovp.exchange.sharing.sync_files import ATTRIBUTES, IGNORED
from lovp.files import write_whole
from lovp.i18n import _
from lovp.trouble import why

BRANCH = "main"

RULES = {
    ATTRIBUTES: "data/*/*.csv -text merge=union",
    IGNORED: "data/*/.*",
}
"""What git is to know: bytes stay as they are, `git pull` keeps both sides' lines, locks are no data."""


def begin(git: Git) -> tuple[str, ...]:
    """Make the folder a repository unless it is one, and tell git how to treat the record; the files changed.

    LovpError where that can't be, or the repository is in no state for it.
    """
    if not is_repository(git):
        git("init", "--quiet")
        git("symbolic-ref", "HEAD", f"refs/heads/{BRANCH}")
    find_place(git)
    changed = {}
    for name, rule in RULES.items():
        file = git.folder / name
        text = _text(file)
        if rule not in text.splitlines():
            changed[file] = (text + ("\n" if text and not text.endswith("\n") else "") + rule + "\n").encode()
    try:
        write_whole(changed)
    except OSError as error:
        raise LovpError(
            _("{folder} can't be written to: {reason}.").format(folder=git.folder, reason=why(error)),
            _("Choose another folder."),
        ) from None
    return tuple(file.name for file in changed)


def is_set_up(folder: Path) -> bool:
    """Whether git knows how to treat the record in the folder."""
    return RULES[ATTRIBUTES] in _text(folder / ATTRIBUTES).splitlines()


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8", errors="surrogateescape") if file.is_file() else ""
    except OSError as error:
        raise LovpError(
            _("{file} can't be read: {reason}.").format(file=file.name, reason=why(error)),
            _("Check the permissions, and try again."),
        ) from None
