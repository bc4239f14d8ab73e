"""A plan's folder kept in step with others through git: fetch, commit, merge, push.

Git merges the record's files by keeping both sides' lines (`merge=union`): a row that stands twice counts
once. A merge is worked out in git before any file is changed, so that no conflict gets into the folder. Every
step can be the last one before a kill: the next run goes on from what it finds.
"""

import random
import shlex
import time
from collections.abc import Collection, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from lovp.errors import LovpError
from lovp.exchange.sharing import shared_files
from lovp.exchange.sharing.git import Git, failure, reason
from lovp.files import locked
from lovp.i18n import _
from lovp.model import Outcome
from lovp.record.append import append
from lovp.record.conflict_copies import writer_in

TRIES = 7
"""How often what others did in between is taken in before giving up."""


@dataclass
class Synced:
    """The rows that were sent, received and put back; which files were left out, and why nothing was sent."""

    remote: str
    left_out: list[str]
    unreachable: str = ""
    sent: set[Outcome] = field(default_factory=set)
    received: set[Outcome] = field(default_factory=set)
    restored: set[Outcome] = field(default_factory=set)


def sync(git: Git, plan_name: str) -> Synced:
    """Commit what is recorded in the folder, fetch what others have, merge it, and push.

    LovpError where that can't be done; what was recorded is then where it was.
    """
    branch = git.find_branch()
    git.write_rules()
    paths = (file.relative_to(git.folder).as_posix() for file in git.folder.glob("data/*/*.csv"))
    left_out = sorted(path for path in paths if not shared_files.is_record(path))
    done = Synced(f"origin/{branch}" if "origin" in git("remote").split() else "", left_out)
    refused = ""
    for number in range(TRIES):
        # Offices that push at the same moment do not go on in step.
        time.sleep(random.uniform(0, number / 2))  # noqa: S311
        refused = _share(git, plan_name, branch, done)
        if not refused:
            return done
    raise failure(refused)


def _share(git: Git, plan_name: str, branch: str, done: Synced) -> str:
    """Fetch, commit, merge and push; why that has to be done again, if so."""
    theirs = ""
    if done.remote:
        done.unreachable = git.attempt("fetch", "--prune", "--no-tags", "--no-recurse-submodules", "origin")
        theirs = git.find_commit(f"refs/remotes/{done.remote}")
    others = shared_files.read_commit(git, theirs, plan_name)
    with _locked_writers(git.folder, {*others, *shared_files.read_folder(git.folder, plan_name)}):
        head = shared_files.read_commit(git, git.find_commit("HEAD"), plan_name)
        here = shared_files.read_folder(git.folder, plan_name)
        lost = shared_files.find_lost(head, here)
        if not lost:
            _commit(git, head, here)
            merged = _merge(git, theirs, plan_name, done.remote)
            now = shared_files.read_commit(git, merged, plan_name)
            lost = shared_files.find_lost(here, now) | shared_files.find_lost(others, now)
        if not lost:
            git("merge", "--ff-only", "--quiet", "--no-overwrite-ignore", merged)
            done.received |= shared_files.rows_in(now) - shared_files.rows_in(here)
    # What was taken out there is new once it is committed here again, and a merge keeps what is new.
    for row in sorted(lost, key=lambda row: (row.logged_at, row.id)):
        append(git.folder / "data" / str(row.date.year), row.writer, [row])
    done.restored |= lost
    if lost:
        return _("others send or change files all the time, and nothing could be sent in between")
    if done.unreachable or not done.remote:
        return ""
    done.sent = shared_files.rows_in(now) - shared_files.rows_in(others)
    return git.attempt("push", "-u", "origin", f"refs/heads/{branch}") if merged != theirs else ""


@contextmanager
def _locked_writers(folder: Path, paths: Collection[str]) -> Iterator[None]:
    """Keep others from adding to the record's files among the paths."""
    files = [folder / path for path in paths if shared_files.is_record(path)]
    with ExitStack() as stack:
        for year, writer in sorted({(file.parent, writer_in(file.name)) for file in files}):
            year.mkdir(parents=True, exist_ok=True)
            busy = _("Another lovp is writing the same file, {file}.").format(file=f"{writer}.csv")
            stack.enter_context(locked(year / f".{writer}.lock", busy))
        yield


def _commit(git: Git, head: shared_files.Files, here: shared_files.Files) -> None:
    """Commit the shared files of the folder where they differ; what else is changed or staged stays so."""
    paths = [path for path in {**head, **here} if here.get(path) != head.get(path)]
    for path in paths:
        shared_files.refuse_personal_data(path, head.get(path, b""), here.get(path, b""))
    if paths:
        git("add", "--all", "--force", "--", *paths)
        # Git may take a text with other line ends for the one that it has.
        if git("status", "--porcelain", "--", *paths):
            git("commit", "--quiet", "--no-verify", "--message=lovp sync", "--only", "--", *paths)


def _merge(git: Git, theirs: str, plan_name: str, remote: str) -> str:
    """The commit that holds ours and theirs; no file is changed. LovpError where both changed the same."""
    head = git.find_commit("HEAD")
    base = git.run("merge-base", head, theirs).stdout.strip() if theirs else ""
    if base in (head, theirs):
        return head if base == theirs else theirs
    words = ("merge-tree", "--write-tree", "--name-only", "--no-messages", "-z")
    answer = git.run(*words, head, theirs)
    if answer.returncode == 129:  # the words are not known
        raise failure(_("it needs git 2.38 (October 2022) or later (https://git-scm.com)"))
    if answer.returncode not in (0, 1):
        raise failure(reason(answer.stderr))
    tree, *conflicts = answer.stdout.rstrip("\0").split("\0")
    # A file of the record that one side deleted stays as the other side has it.
    for path in conflicts:
        if not shared_files.is_record(path):
            text = _("{file} was changed both here and by others. Nothing was sent; both are kept.")
            if not shared_files.is_shared(path, plan_name):
                raise failure(text.format(file=path))
            file, is_there = shlex.quote(path), git.find_commit(f"{theirs}:{path}")
            command = f"git checkout {remote} -- {file}" if is_there else f"git rm -- {file}"
            remedy = _("Take theirs: {command}, lovp sync. Then change it again; yours: {show}")
            show = f"git show {head[:8]}:{file}"
            raise LovpError(text.format(file=path), remedy.format(command=command, show=show))
    return git("commit-tree", tree, "-p", head, "-p", theirs, "-m", f"lovp sync: {remote}")
