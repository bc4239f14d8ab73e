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

from lovp.errors import LovpError, why
from lovp.exchange.sharing import shared_files
from lovp.exchange.sharing.git import Git, failure
from lovp.exchange.sharing.repository import fetch, find_remote, open_repository, push, write_rules
from lovp.exchange.sharing.shared_files import Files, find_lost, find_new, is_record
from lovp.files import locked, make_folder
from lovp.i18n import _
from lovp.model import Outcome
from lovp.record.append import append
from lovp.record.conflict_copies import writer_in

TRIES = 8
"""How often what others did in between is taken in before giving up."""
_PAUSE = 0.5
"""Seconds before the second try at most, and how much longer before each one after it."""


@dataclass
class Synced:
    """What has come of it so far: rows that were sent, received and put back, each once.

    `rules` are the files that were changed to tell git how to treat the record, `remote` the branch that is
    shared, if any, and `unreachable` why it couldn't be reached. `texts` are files of the plan that others
    have changed, `restored` counts by file the rows that had been taken out, and `left_out` has the files
    that were not committed, with the reason for each.
    """

    rules: tuple[str, ...]
    remote: str = ""
    unreachable: str = ""
    sent: set[Outcome] = field(default_factory=set)
    received: set[Outcome] = field(default_factory=set)
    texts: set[str] = field(default_factory=set)
    restored: Counter[str] = field(default_factory=Counter)
    left_out: dict[str, str] = field(default_factory=dict)


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
        raise failure(why(error)) from error


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
            if head == theirs or push(self.git, remote, self.branch):
                self.done.sent = find_new(self.files(theirs), self.files(head))
                return
        raise failure(_("others send all the time, and nothing could be sent in between"))

    def settle(self, theirs: str = "") -> None:
        """Commit the folder and merge the others' commit, if one is given, until no row would get lost."""
        for _round in range(TRIES):
            with self.writers_locked(self.files(theirs)):
                lost = self.commit() or self.merge(theirs)
            if not lost:
                return
            # What was taken out there is new once it is committed here again, and a merge keeps what is new.
            self.restore(lost)
        raise failure(_("rows are taken out all the time while they are put back"))

    def commit_at(self, name: str) -> str:
        """The commit that a name stands for; empty if there is none."""
        return self.git.run("rev-parse", "--quiet", "--verify", name).text

    def files(self, commit: str) -> Files:
        """The shared files of a commit or of a tree of git; none of no commit."""
        listed = self.git("ls-tree", "-r", "-z", "--full-tree", commit).text if commit else ""
        ids: dict[str, str] = {}
        for line in filter(None, listed.split("\0")):
            about, path = line.split("\t", 1)
            if shared_files.is_shared(path, self.plan_name):
                ids[path] = about.split(" ")[2]
        blobs = BytesIO(self.git("cat-file", "--batch", given="\n".join([*ids.values(), ""])).out)
        found = {}
        for path in ids:
            size = int(blobs.readline().split()[2])
            found[path] = blobs.read(size + 1)[:size]
        return found

    @contextmanager
    def writers_locked(self, theirs: Iterable[str]) -> Iterator[None]:
        """Keep others from adding to the record's files, those of the folder and `theirs`."""
        files = [*self.folder.glob("data/*/*.csv"), *map(self.folder.joinpath, filter(is_record, theirs))]
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
        here, self.done.left_out = shared_files.read_shared(self.folder, self.plan_name, head)
        if lost := find_lost(head, here):
            return lost
        changed = [path for path in here if here[path] != head.get(path)]
        gone = [path for path in head if not os.path.lexists(self.folder / path)]
        for path in filter(is_record, changed):
            shared_files.refuse_personal_data(path, head.get(path, b""), here[path])
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
        base = self.git.run("merge-base", head, theirs).text if theirs else ""
        if base == theirs:
            return set()
        ours, others = self.files(head), self.files(theirs)
        merged = theirs if base == head else self.merged_tree(head, theirs)
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

    def merged_tree(self, head: str, theirs: str) -> str:
        """The tree of git that holds both. LovpError where both changed the same lines."""
        words = ("merge-tree", "--write-tree", "--name-only", "--no-messages", "-z")
        answer = self.git.run(*words, head, theirs)
        if answer.code == 129:  # the words are not known
            raise failure(_("it needs git 2.38 (October 2022) or later (https://git-scm.com)"))
        if answer.code not in (0, 1):
            raise failure(answer.reason)
        tree, *conflicts = answer.text.split("\0")
        # A file of the record that one side deleted stays as the other side has it.
        conflicts = [path for path in conflicts if not is_record(path)]
        merged, ours, others = (self.files(each) for each in (tree, head, theirs))
        plan, *known = (each.get(self.plan_name, b"") for each in (merged, ours, others))
        if plan not in known and not shared_files.is_sound(plan, self.plan_name):
            conflicts.append(self.plan_name)
        for path in conflicts:
            file = shlex.quote(path)
            remedy = _("Merge it with git (git pull --no-rebase), then run lovp sync again.")
            if path in others:
                remedy = _("Take theirs: {command}, lovp sync. Then change it again; yours: {show}").format(
                    command=f"git checkout {self.done.remote} -- {file}", show=f"git show {head[:8]}:{file}"
                )
            message = _(
                "{file} was changed in the same place here and by others. Nothing was sent; both are kept."
            )
            raise LovpError(message.format(file=path), remedy)
        return tree
