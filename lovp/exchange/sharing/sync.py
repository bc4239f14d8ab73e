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
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field

from lovp.disk import make_folder
from lovp.errors import LovpError
from lovp.exchange.sharing.git import Answer, Git
from lovp.exchange.sharing.remote import UnreachableError, fetch, find_remote, push
from lovp.exchange.sharing.repository import open_repository, write_rules
from lovp.exchange.sharing.shared_files import (
    HELPS,
    Entry,
    find_lost,
    find_shared,
    is_record,
    is_shared,
    is_sound,
    only_rows,
    parse_entries,
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
_ROUNDS = 3
"""How often a merge is worked out anew after something was settled for it."""

Tree = Mapping[str, str]
"""Files by their path, each by the id that git has for its content."""


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
    waiting: set[Outcome] = field(default_factory=set)
    """Rows that are kept here until they can be sent."""
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
    repository = open_repository(git)
    busy = _("Another lovp sync is at work in the folder.")
    try:
        with locked(repository.inner / "lovp-sync.lock", busy):
            run = _Run(git, repository.branch, plan_name, Synced(write_rules(git.folder)))
            run.sync()
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
        self._trees: dict[str, Tree] = {"": {}}
        self._entries: dict[str, frozenset[Entry]] = {}

    def sync(self) -> None:
        """Do all of it."""
        with self.writers_locked():
            head = self.tree(self.commit_at("HEAD"))
            lost = self.lost([head], self.here(head))
        self.restore(lost)
        with self.writers_locked():
            self.commit()
        remote = find_remote(self.git, self.branch)
        if remote:
            self.done.remote = f"{remote}/{self.branch}"
            try:
                self.share(remote)
            except UnreachableError as error:
                self.done.unreachable = str(error)
                tip = self.commit_at(f"refs/remotes/{self.done.remote}")
                self.done.waiting = self.new_rows(self.tree(tip), self.tree(self.commit_at("HEAD")))

    def share(self, remote: str) -> None:
        """Fetch, merge and push until both ends are the same."""
        for number in range(TRIES):
            # Offices that push at the same moment do not go on in step.
            time.sleep(random.uniform(0, number * _PAUSE))  # noqa: S311
            theirs = fetch(self.git, remote, self.branch)
            if theirs:
                self.merge(theirs)
            head = self.commit_at("HEAD")
            if head == theirs:
                return
            new = self.new_rows(self.tree(theirs), self.tree(head))
            if push(self.git, remote, self.branch):
                self.done.sent = new
                return
        raise LovpError(
            _("Others send to {remote} all the time, and nothing could be sent in between.").format(
                remote=self.done.remote
            ),
            _("What is recorded here is kept. Run lovp sync again in a while."),
        )

    # What commits and the folder hold.

    def commit_at(self, name: str) -> str:
        """The commit that a name stands for; empty if there is none."""
        return self.git.run("rev-parse", "--quiet", "--verify", name).text

    def tree(self, commit: str) -> Tree:
        """The shared files of a commit or of a tree of git; none of no commit."""
        if commit not in self._trees:
            files = _parse_files(self.git("ls-tree", "-r", "-z", "--full-tree", commit), 2)
            self._trees[commit] = {
                path: each for path, each in files.items() if is_shared(path, self.plan_name)
            }
        return self._trees[commit]

    def here(self, head: Tree) -> Tree:
        """The files of the folder that are to be committed, as git would keep them."""
        paths, self.done.left_out = find_shared(self.folder, self.plan_name, head)
        ids = self.git("hash-object", "--stdin-paths", given="".join(f"{path}\n" for path in paths)).text
        tree = dict(zip(paths, ids.split(), strict=True))
        for path in filter(is_record, _changed(head, tree)):
            if path in tree:
                self._entries[tree[path]] = parse_entries((self.folder / path).read_bytes())
        return tree

    def entries(self, tree: Tree, paths: Iterable[str]) -> frozenset[Entry]:
        """What the files of the record at those paths say."""
        ids = {tree[path] for path in paths if path in tree and is_record(path)}
        for each in ids.difference(self._entries):
            self._entries[each] = parse_entries(self.git("cat-file", "blob", each).out)
        return frozenset[Entry]().union(*map(self._entries.__getitem__, ids))

    def new_rows(self, before: Tree, now: Tree) -> set[Outcome]:
        """The rows that the record did not have before."""
        paths = _changed(before, now)
        return only_rows(self.entries(now, paths) - self.entries(before, paths))

    def lost(self, before: Iterable[Tree], now: Tree) -> set[Outcome]:
        """The rows that one of the trees before had, and that have to come back."""
        return set[Outcome]().union(
            *(
                find_lost(self.entries(tree, tree), self.entries(now, now))
                for tree in before
                if self.new_rows(now, tree)
            )
        )

    # Changes of the folder.

    @contextmanager
    def writers_locked(self, more: Iterable[str] = ()) -> Iterator[None]:
        """Keep others from adding to the record's files, those of the folder and `more`."""
        files = {*self.folder.glob("data/*/*.csv"), *(self.folder / path for path in more if is_record(path))}
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

    def commit(self) -> None:
        """Commit the record and the plan's texts as they are now; what else is changed or staged stays so."""
        head = self.tree(self.commit_at("HEAD"))
        here = self.here(head)
        changed = [path for path in _changed(head, here) if path in here]
        gone = [path for path in head if not os.path.lexists(self.folder / path)]
        for path in changed:
            refuse_personal_data(path, self.entries(here, [path]) - self.entries(head, [path]))
        options = ["--pathspec-from-file=-", "--pathspec-file-nul"]
        if changed:
            self.git("add", "--force", *options, given="\0".join(changed))
            staged = _parse_files(self.git("ls-files", "--stage", "-z"), 1)
            # Git may take a text with other line ends for the one that it has.
            changed = [path for path in changed if staged[path] != head.get(path)]
        if changed or gone:
            options += ["--quiet", "--no-verify", "--message=lovp sync", "--only"]
            self.git("commit", *options, given="\0".join(changed + gone))

    def merge(self, theirs: str) -> None:
        """Merge the others' commit. LovpError, and no file is changed, where both changed the same lines."""
        others = self.tree(theirs)
        for _round in range(_ROUNDS):
            with self.writers_locked(others):
                self.commit()
                head = self.commit_at("HEAD")
                merged, conflicts = self.merged(head, theirs)
                lost = self.lost([self.tree(head), others], self.tree(merged))
                if not lost and not conflicts:
                    self.advance(head, merged, theirs)
                    return
            # What was taken out there is new once it is committed here again, and a merge keeps what is new.
            self.restore(lost)
            for path in conflicts:
                self.git(*(["checkout", theirs] if path in others else ["rm", "--quiet"]), "--", path)
        raise LovpError(_("git could not do its part ({command}).").format(command="git merge"))

    def merged(self, head: str, theirs: str) -> tuple[str, list[str]]:
        """The commit or tree of both; and, of what is in conflict in it, where theirs is to be taken."""
        base = self.git.run("merge-base", head, theirs).text
        if not base:
            raise LovpError(
                _("{remote} has another history: it was not begun from the same folder.").format(
                    remote=self.done.remote
                ),
                _("Look at the address (git remote -v); if it is right, git clone it, and copy data/ there."),
            )
        if base in (head, theirs):
            return (head if base == theirs else theirs), []
        answer = self.git.run("merge-tree", "--write-tree", "-z", "--no-messages", head, theirs)
        if answer.code not in (0, 1):
            raise LovpError(
                _("git could not merge: lovp sync needs git 2.38 (October 2022) or later."),
                answer.shown.split("\n")[0],
            )
        tree, *lines = answer.texts
        sides: dict[str, str] = {}
        for about, path in (line.split("\t", 1) for line in lines):
            sides[path] = sides.get(path, "") + about[-1]
        # A file of the record that one side deleted stays as the other side has it.
        conflicts = [path for path, stages in sides.items() if "23" in stages or not is_record(path)]
        plans = [self.tree(each).get(self.plan_name, "") for each in (head, theirs, tree)]
        is_new = plans[2] not in plans[:2]
        if is_new and not is_sound(self.git("cat-file", "blob", plans[2]).out, self.plan_name):
            conflicts.append(self.plan_name)
        for path in conflicts:
            if path not in HELPS:
                raise self.conflict(path, head, is_there="3" in sides.get(path, "3"))
        return tree, conflicts

    def conflict(self, path: str, head: str, *, is_there: bool) -> LovpError:
        """The error for a file that both changed in the same place. `is_there`: the others still have it."""
        file = shlex.quote(path)
        remedy = _("Merge it with git (git pull --no-rebase), then run lovp sync again.")
        if is_shared(path, self.plan_name):
            remedy = _("Take theirs: {command}, lovp sync. Then change it again; yours: {show}").format(
                command=f"git checkout {self.done.remote} -- {file}" if is_there else f"git rm {file}",
                show=f"git show {head[:8]}:{file}",
            )
        message = _(
            "{file} was changed in the same place here and by others. Nothing was sent; both are kept."
        )
        return LovpError(message.format(file=path), remedy)

    def advance(self, head: str, merged: str, theirs: str) -> None:
        """Bring the branch and the folder to the merged commit or tree."""
        if merged not in (head, theirs):
            parents = ["-p", head, "-p", theirs]
            merged = self.git("commit-tree", merged, *parents, "-m", f"lovp sync: {self.done.remote}").text
        answer = self.git.run("merge", "--ff-only", "--quiet", "--no-overwrite-ignore", merged)
        if answer.code != 0:
            raise LovpError(
                _("Others have changed files that are changed here too, and not committed."),
                answer.shown
                + "\n"
                + _("Commit them with git, or put them aside (git stash), then run lovp sync again."),
            )
        before, now = self.tree(head), self.tree(merged)
        self.done.received |= self.new_rows(before, now)
        plans = (self.plan_name, "imports/")
        self.done.texts.update(path for path in _changed(before, now) if path.startswith(plans))


def _parse_files(answer: Answer, at: int) -> dict[str, str]:
    """The ids of contents by their paths, from a list of git's that has them in that column."""
    lines = (line.split("\t", 1) for line in answer.texts)
    return {path: about.split(" ")[at] for about, path in lines}


def _changed(before: Tree, now: Tree) -> list[str]:
    """The paths at which one tree holds another content than the other, or none."""
    return [path for path in {**before, **now} if before.get(path) != now.get(path)]
