"""A plan's folder kept in step with others through git: commit, fetch, merge, push.

Git merges the record's files by keeping both sides' lines (`merge=union`): a row that stands twice counts
once. A merge is worked out in git before any file is changed, so that no conflict gets into the folder; the
files are changed under the locks of those who add to them. Every step can be the last one before a kill: the
next run goes on from what it finds.
"""

import os
import random
import shlex
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from io import BytesIO

from lovp.disk import make_folder
from lovp.errors import LovpError
from lovp.exchange.sharing.git import Git
from lovp.exchange.sharing.repository import fetch, find_remote, open_repository, push, write_rules
from lovp.exchange.sharing.shared_files import (
    Files,
    find_lost,
    find_new,
    is_record,
    is_shared,
    is_sound,
    read_shared,
    refuse_personal_data,
)
from lovp.i18n import _
from lovp.lock import locked
from lovp.model import Outcome
from lovp.record.append import append
from lovp.record.conflict_copies import writer_in
from lovp.trouble import why

TRIES = 8
"""How often what others sent in between is fetched before giving up."""
_PAUSE = 0.5
"""Seconds before the second try at most, and how much longer before each one after it."""
_ROUNDS = 4
"""How often rows are put back before giving up: into the folder, then for the merge."""
_USAGE = 129
"""The exit code of a git that does not know the words."""


@dataclass
class Synced:
    """What has come of it so far. Of rows each stands once, wherever it was written."""

    rules: tuple[str, ...]
    """Files that were changed to tell git how to treat the record."""
    remote: str = ""
    """The branch that is shared, as git names it; empty where there is nobody to share with."""
    unreachable: str = ""
    """Why it couldn't be reached."""
    sent: set[Outcome] = field(default_factory=set)
    received: set[Outcome] = field(default_factory=set)
    texts: set[str] = field(default_factory=set)
    """Files of the plan that others have changed."""
    restored: Counter[str] = field(default_factory=Counter)
    """How many rows had been taken out and were put back, by file."""
    left_out: dict[str, str] = field(default_factory=dict)
    """Files that were not committed, with the reason for each."""


def sync(git: Git, plan_name: str) -> Synced:
    """Commit what is recorded in the folder, fetch what others have, merge it, and push.

    LovpError where that can't be done; what was recorded is then where it was, and committed if possible.
    """
    inner, branch = open_repository(git)
    busy = _("Another lovp sync is at work in the folder.")
    try:
        with locked(inner / "lovp-sync.lock", busy):
            run = _Run(git, branch, plan_name, Synced(write_rules(git.folder)))
            run.settle()
            run.share()
            return run.done
    except OSError as error:
        raise LovpError(
            _("The folder can't be read or written: {reason}.").format(reason=why(error)),
            _("The record is as it was. Put that right, then try again."),
        ) from error


class _Run:
    """One run in one folder."""

    def __init__(self, git: Git, branch: str, plan_name: str, done: Synced) -> None:
        self.git, self.folder = git, git.folder
        self.branch, self.plan_name = branch, plan_name
        self.done = done

    def share(self) -> None:
        """Fetch, merge and push until both ends are the same; nothing where there is no remote."""
        remote = find_remote(self.git, self.branch)
        if not remote:
            return
        self.done.remote = f"{remote}/{self.branch}"
        for number in range(TRIES):
            # Offices that push at the same moment do not go on in step.
            time.sleep(random.uniform(0, number * _PAUSE))  # noqa: S311
            self.done.unreachable = fetch(self.git, remote)
            if self.done.unreachable:
                return
            theirs = self.commit_at(f"refs/remotes/{self.done.remote}")
            self.settle(theirs)
            head = self.commit_at("HEAD")
            new = find_new(self.files(theirs), self.files(head)) if head != theirs else set()
            if head == theirs or push(self.git, remote, self.branch):
                self.done.sent = new
                return
        raise LovpError(
            _("Others send to {remote} all the time, and nothing could be sent in between.").format(
                remote=self.done.remote
            ),
            _("What is recorded here is kept. Run lovp sync again in a while."),
        )

    def settle(self, theirs: str = "") -> None:
        """Commit the folder and merge the others' commit, if one is given, until no row would get lost."""
        for _round in range(_ROUNDS):
            with self.writers_locked(self.files(theirs)):
                lost = self.commit() or self.merge(theirs)
            if not lost:
                return
            # What was taken out there is new once it is committed here again, and a merge keeps what is new.
            self.restore(lost)
        raise LovpError(
            _("Rows are taken out again and again while lovp sync puts them back."),
            _("Close what else is at work in the folder, then run lovp sync again."),
        )

    def commit_at(self, name: str) -> str:
        """The commit that a name stands for; empty if there is none."""
        return self.git.run("rev-parse", "--quiet", "--verify", name).text

    def files(self, commit: str) -> Files:
        """The shared files of a commit or of a tree of git; none of no commit."""
        listed = self.git("ls-tree", "-r", "-z", "--full-tree", commit).texts if commit else []
        ids = {path: about.split(" ")[2] for about, path in (line.split("\t", 1) for line in listed)}
        ids = {path: each for path, each in ids.items() if is_shared(path, self.plan_name)}
        blobs = BytesIO(self.git("cat-file", "--batch", given="\n".join([*ids.values(), ""])).out)
        found = {}
        for path in ids:
            size = int(blobs.readline().split()[2])
            found[path] = blobs.read(size + 1)[:size]
        return found

    @contextmanager
    def writers_locked(self, theirs: Iterable[str]) -> Iterator[None]:
        """Keep others from adding to the record's files, those of the folder and `theirs`."""
        files = {
            *self.folder.glob("data/*/*.csv"),
            *(self.folder / path for path in filter(is_record, theirs)),
        }
        with ExitStack() as stack:
            for folder, writer in sorted({(file.parent, writer_in(file.name)) for file in files}):
                if writer:
                    make_folder(folder)
                    busy = _("Another lovp is writing the same file, {file}.").format(file=f"{writer}.csv")
                    stack.enter_context(locked(folder / f".{writer}.lock", busy))
            yield

    def restore(self, rows: Iterable[Outcome]) -> None:
        """Add rows that were taken out to their writer's file again: the record only grows."""
        for row in sorted(rows, key=lambda row: (row.logged_at, row.id)):
            file = append(self.folder / "data" / str(row.date.year), row.writer, [row])
            self.done.restored[file.relative_to(self.folder).as_posix()] += 1

    def commit(self) -> set[Outcome]:
        """Commit the record and the plan's texts as they are now; what else is changed or staged stays so.

        Returns the rows that have to be put back first; nothing is committed then.
        """
        head = self.files(self.commit_at("HEAD"))
        here, self.done.left_out = read_shared(self.folder, self.plan_name, head)
        if lost := find_lost(head, here):
            return lost
        changed = [path for path in here if here[path] != head.get(path)]
        gone = [path for path in head if not os.path.lexists(self.folder / path)]
        for path in filter(is_record, changed):
            refuse_personal_data(path, head.get(path, b""), here[path])
        if changed:
            self.git("add", "--force", "--", *changed)
        paths = ["--", *changed, *gone]
        # Git may take a text with other line ends for the one that it has.
        if len(paths) > 1 and self.git("status", "--porcelain", *paths).out:
            self.git("commit", "--quiet", "--no-verify", "--message=lovp sync", "--only", *paths)
        return set()

    def merge(self, theirs: str) -> set[Outcome]:
        """Merge the others' commit, if there is one; LovpError where both changed the same lines.

        Returns the rows that would get lost; nothing is merged then.
        """
        head = self.commit_at("HEAD")
        if not theirs or self.holds(head, theirs):
            return set()
        ours, others = self.files(head), self.files(theirs)
        merged = theirs if self.holds(theirs, head) else self.merged_tree(head, theirs)
        now = self.files(merged)
        if lost := find_lost(ours, now) | find_lost(others, now):
            return lost
        if merged != theirs:
            message = f"lovp sync: {self.done.remote}"
            merged = self.git("commit-tree", merged, "-p", head, "-p", theirs, "-m", message).text
        self.git("merge", "--ff-only", "--quiet", "--no-overwrite-ignore", merged)
        self.done.received |= find_new(ours, now)
        texts = (self.plan_name, "imports/")
        self.done.texts |= {path for path in now if path.startswith(texts) and now[path] != ours.get(path)}
        return set()

    def holds(self, commit: str, other: str) -> bool:
        """Whether the other commit is the commit itself or one before it."""
        return self.git.run("merge-base", "--is-ancestor", other, commit).code == 0

    def merged_tree(self, head: str, theirs: str) -> str:
        """The tree of git that holds both. LovpError where both changed the same lines."""
        words = ("merge-tree", "--write-tree", "--name-only", "--no-messages", "-z")
        answer = self.git.run(*words, head, theirs)
        if answer.code == _USAGE:
            raise LovpError(
                _("git is too old here: lovp sync needs git 2.38 (October 2022) or later."),
                _("Install a newer one (https://git-scm.com), then run lovp sync again."),
            )
        if answer.code not in (0, 1):
            raise answer.failure
        tree, *conflicts = answer.texts
        # A file of the record that one side deleted stays as the other side has it.
        conflicts = [path for path in conflicts if not is_record(path)]
        plans = [self.files(each).get(self.plan_name, b"") for each in (tree, head, theirs)]
        if not conflicts and plans[0] not in plans[1:] and not is_sound(plans[0], self.plan_name):
            conflicts = [self.plan_name]
        if conflicts:
            raise self.conflict(conflicts[0], head, theirs)
        return tree

    def conflict(self, path: str, head: str, theirs: str) -> LovpError:
        """The error for a file that both changed in the same place."""
        remedy = _("Merge it with git (git pull --no-rebase), then run lovp sync again.")
        if path in self.files(theirs):
            file = shlex.quote(path)
            remedy = _("Take theirs: {command}, lovp sync. Then change it again; yours: {show}").format(
                command=f"git checkout {self.done.remote} -- {file}", show=f"git show {head[:8]}:{file}"
            )
        message = _(
            "{file} was changed in the same place here and by others. Nothing was sent; both are kept."
        )
        return LovpError(message.format(file=path), remedy)
