"""A plan's folder kept in step with others through git: commit the record, fetch, unite, send.

The record is united by its own rule (`unite`), in files as well as in commits. Files of the record, to which
others may be adding, are only changed under their locks (`versions`), never by git. Every step can be
the last one before a kill: the next run goes on from what it finds.
"""

import time
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from lovp.errors import LovpError
from lovp.exchange.sharing import remote as net
from lovp.exchange.sharing.git import Git
from lovp.exchange.sharing.remote import Remote, UnreachableError
from lovp.exchange.sharing.repository import THEIRS, Repository, find_place
from lovp.exchange.sharing.sync_files import (
    DATA,
    HELPS,
    IMPORTS,
    LeftOut,
    changed_texts,
    clear_up,
    is_record,
    object_name,
    record_paths,
    refuse_personal_data,
    rows_added,
)
from lovp.exchange.sharing.unite import United, unite
from lovp.exchange.sharing.versions import Version, read_version, replace_version
from lovp.i18n import _
from lovp.model import Outcome
from lovp.plan.load import parse_plans

TRIES = 20
"""How often what others sent in between is fetched before giving up."""

_PAUSE = 0.1
"""Seconds before the second try, and how much longer before each one after it."""

Versions = dict[str, Version]
"""Contents of files by their path."""


class Synced(NamedTuple):
    """What came of it.

    `sent`, `received` and `waiting` are rows: sent to the others, got from them, and kept here until they can
    be sent. `back` counts by file the rows that had been taken out by hand and came back; `left_out` are
    files that were not committed. Without a `remote` there is nobody to share with; `unreachable` is why it
    couldn't be reached. `texts` names files of the plan that others have changed.
    """

    sent: tuple[Outcome, ...]
    received: tuple[Outcome, ...]
    waiting: tuple[Outcome, ...]
    back: Mapping[str, int]
    left_out: LeftOut
    remote: Remote | None
    unreachable: str
    texts: tuple[str, ...]


def sync(git: Git, plan_name: str) -> Synced:
    """Commit what is recorded in the folder, fetch what others have, unite both, and send it.

    LovpError where that can't be done; what was recorded is then where it was, and committed if possible.
    """
    repository = Repository(git, find_place(git))
    with repository.alone():
        run = _Sync(repository, plan_name)
        left_out = run.commit()
        remote = net.find_remote(git, repository.place.branch)
        sent: list[Outcome] = []
        unreachable = ""
        if remote is not None:
            try:
                sent = run.share(remote)
            except UnreachableError as error:
                unreachable = str(error)
        waiting = run.unsent(remote) if remote and unreachable else []
        return Synced(
            tuple(sent),
            tuple(run.received()),
            tuple(waiting),
            run.back,
            left_out,
            remote,
            unreachable,
            tuple(run.texts),
        )


class _Sync:
    """One run, in one repository."""

    def __init__(self, repository: Repository, plan_name: str) -> None:
        self.repository = repository
        self.git = repository.git
        self.folder = repository.git.folder
        self.plan_name = plan_name
        self.back: dict[str, int] = {}
        self.texts: list[str] = []
        self._before: Versions = {}
        """The record's files that uniting has changed, as they were before."""

    # What is here becomes a commit.

    def commit(self) -> LeftOut:
        """Commit the record, and the plan's texts, as they are now; what was left out."""
        head = self.repository.commit_at("HEAD")
        known = self._record(head)
        clear_up(self.folder)
        paths = record_paths(self.folder, known)
        texts = changed_texts(self.repository, head, self.plan_name)
        here = {path: read_version(self.folder / path) for path in sorted({*paths.names, *known})}
        changed = [path for path, data in here.items() if not _is(data, known.get(path))]
        there = self.repository.contents({known[path] for path in changed if path in known})
        former: Versions = {path: there.get(known.get(path, "")) for path in changed}
        united = self._unite(
            former,
            {path: here[path] for path in changed},
            former,
            lambda: (data for path, data in here.items() if path not in former and data is not None),
        )
        refuse_personal_data(united.files, former)
        self._place(united.files, here)
        records = {path: self._kept(data) for path, data in united.files.items() if data != former.get(path)}
        if changes := {**texts.changes, **self._programs(head), **records}:
            tree = self.repository.tree_with(head, changes)
            commit = self.repository.commit(tree, [head] if head else [], "lovp sync")
            # The index first: what is staged and not committed is what every user of git knows.
            self.repository.enter(changes)
            self.repository.move(commit, head)
        return paths.left_out + texts.left_out

    # What others have is fetched, united with it, and sent.

    def share(self, remote: Remote) -> list[Outcome]:
        """Fetch, unite and send until both ends are the same; the rows that were sent.

        Raises UnreachableError.
        """
        for number in range(TRIES):
            time.sleep(number * _PAUSE)
            tip = ""
            if net.fetch(self.git, remote):
                tip = self.unite_with(remote)
            head = self.repository.commit_at("HEAD")
            if not head:
                raise LovpError(
                    _("There is nothing to share here yet."),
                    _("Begin with lovp log, or put the plan in order."),
                )
            if head == tip:
                return []
            new = self._rows_since(tip, head)
            if net.push(self.git, remote, self.repository.place.branch):
                return new
        raise LovpError(
            _("Others send to {remote} all the time, and nothing could be sent in between.").format(
                remote=remote.shown
            ),
            _("What is recorded here is kept. Run lovp sync again in a while."),
        )

    def received(self) -> list[Outcome]:
        """The rows that uniting has brought here."""
        head = self.repository.commit_at("HEAD")
        return self._rows(self._before, self._versions(self._record(head), self._before))

    def unsent(self, remote: Remote) -> list[Outcome]:
        """The rows here of which it isn't known that they were sent."""
        return self._rows_since(self.repository.commit_at(remote.tip), self.repository.commit_at("HEAD"))

    def _rows_since(self, former: str, later: str) -> list[Outcome]:
        one, other = self._record(former), self._record(later)
        paths = [path for path, name in other.items() if one.get(path) != name]
        return self._rows(self._versions(one, paths), self._versions(other, paths))

    def _rows(self, former: Versions, later: Versions) -> list[Outcome]:
        return [row for row in rows_added(later, former, later) if isinstance(row, Outcome)]

    def unite_with(self, remote: Remote) -> str:
        """Unite the branch with the remote's, here; the commit at which the remote's ends."""
        head, tip = self.repository.commit_at("HEAD"), self.repository.commit_at(remote.tip)
        if head and head != tip and (base := self._base(head, tip, remote)) != tip:
            self._united(base, head, tip, remote)
        return tip

    def _base(self, head: str, tip: str, remote: Remote) -> str:
        """The commit that both come from; empty where they have none but are of one organisation."""
        for _time in range(2):
            found = self.git.tried("merge-base", head, tip).word
            if found:
                return found
            if self.git("rev-parse", "--is-shallow-repository").word != "true":
                break
            net.fetch(self.git, remote, whole=True)
        names = self._organisation(head), self._organisation(tip)
        if not names[0] or names[0] != names[1]:
            raise LovpError(
                _("{remote} has another history, and no plan of the same organisation.").format(
                    remote=remote.shown
                ),
                _("Look at the address (git remote -v). If it is right, begin with a copy of what is there:")
                + "\n"
                + _("git clone it to a new folder, put the files of data/ there, and run lovp sync in it."),
            )
        return ""

    def _organisation(self, commit: str) -> str:
        name = self.repository.files(commit, self.plan_name).get(self.plan_name)
        if name is None:
            return ""
        try:
            return parse_plans(self.repository.contents({name})[name], self.plan_name)[0].organisation
        except LovpError:
            return ""

    def _united(self, base: str, head: str, tip: str, remote: Remote) -> None:
        trees = [self._record(commit) for commit in (base, head, tip)]
        ours, theirs = trees[1:]
        changed = sorted(path for path in {*ours, *theirs} if ours.get(path) != theirs.get(path))
        before, mine, other = (self._versions(tree, changed) for tree in trees)
        same = {name for path, name in ours.items() if path not in changed}
        united = self._unite(before, mine, other, lambda: self.repository.contents(same).values())
        changes = {
            path: theirs[path] if path in theirs and data == other[path] else self._kept(data)
            for path, data in united.files.items()
        }
        changes = {**self._programs(tip), **changes}
        tree = self._tree(base, head, tip, changes, remote)
        self._bring_other_files(head, tree, changes, ours)
        for path in united.files:
            self._before.setdefault(path, mine.get(path))
        self._place(united.files, mine)
        self.repository.enter(changes)
        commit = tip
        if base != head or tree != self.repository.tree_of(tip):
            parents = [tip] if base == head else [head, tip]
            commit = self.repository.commit(tree, parents, f"lovp sync: {remote.shown}")
        self.repository.move(commit, head)

    def _tree(self, base: str, head: str, tip: str, changes: Mapping[str, str | None], remote: Remote) -> str:
        """The tree of both sides; the plan's texts are united line by line where they can be."""
        merged = self.repository.merged(base, head, tip, changes)
        if not merged.left:
            return merged.tree
        settled_too = dict(changes)
        for path, stages in merged.left.items():
            text = self.repository.united_text(stages)
            if text is None and path in HELPS:
                settled_too[path] = stages.get(THEIRS)
                continue
            if text is None or not self._is_sound(path, text):
                raise self._conflict(path, remote)
            settled_too[path] = self.repository.keep(text)
        return self.repository.merged(base, head, tip, settled_too).tree

    def _is_sound(self, path: str, text: bytes) -> bool:
        try:
            return path != self.plan_name or bool(parse_plans(text, path))
        except LovpError:
            return False

    def _conflict(self, path: str, remote: Remote) -> LovpError:
        quoted = f'"{path}"' if " " in path else path
        return LovpError(
            _("{file} was changed here and by others, in the same place. Nothing was united or sent.").format(
                file=path
            ),
            _("What is recorded here is kept. Take the others' version, then change it again:")
            + f"\n  git checkout {remote.shown} -- {quoted}\n  lovp sync\n"
            + _("Yours stays in git: git show {commit}:{file}").format(
                commit=self.repository.commit_at("HEAD")[:8], file=path
            ),
        )

    def _bring_other_files(
        self, head: str, tree: str, changes: Mapping[str, str | None], ours: Mapping[str, str]
    ) -> None:
        """Let git change the files outside the record, those of the record staying as they are."""
        theirs = self.repository.tree_with(tree, {path: ours.get(path) for path in changes})
        former = self.repository.tree_of(head)
        if theirs == former:
            return
        self.repository.advance(head, theirs)
        names = self.git("diff-tree", "-r", "-z", "--name-only", former, theirs).words
        self.texts += [name for name in names if name == self.plan_name or name.startswith(IMPORTS)]

    # Both.

    def _record(self, commit: str) -> dict[str, str]:
        """The record's files in a commit, by path."""
        return {path: name for path, name in self.repository.files(commit, DATA).items() if is_record(path)}

    def _programs(self, commit: str) -> dict[str, str | None]:
        """The record's files in a commit that git takes for programs: they are to become ordinary ones."""
        return {
            path: name for path, name in self.repository.programs(commit, DATA).items() if is_record(path)
        }

    def _versions(self, tree: Mapping[str, str], paths: Iterable[str]) -> Versions:
        """The contents of the paths in a tree."""
        wanted = list(paths)
        found = self.repository.contents({tree[path] for path in wanted if path in tree})
        return {path: found.get(tree.get(path, "")) for path in wanted}

    def _unite(
        self, base: Versions, ours: Versions, theirs: Versions, rest: Callable[[], Iterable[bytes]]
    ) -> United:
        united = unite(base, ours, theirs, rest)
        for path, count in united.back.items():
            self.back[path] = self.back.get(path, 0) + count
        return united

    def _place(self, files: Mapping[str, Version], former: Mapping[str, Version]) -> None:
        """Have the work tree's files of the record hold that, and what was added to them in the meantime."""
        for path, data in files.items():
            if data != former.get(path):
                replace_version(self.folder / path, _instead_of(path, former.get(path), data))

    def _kept(self, data: Version) -> str | None:
        return None if data is None else self.repository.keep(data)


def _instead_of(path: str, former: Version, data: Version) -> Callable[[Version], Version]:
    """What a file is to hold that was `former` and should be `data`, whatever it is by now."""

    def wanted(now: Version) -> Version:
        if now == former:
            return data
        files = unite({path: former}, {path: now}, {path: data}).files
        # What can't be one file stays for now; the next run makes two of it.
        return files[path] if len(files) == 1 else now

    return wanted


def _is(data: Version, name: str | None) -> bool:
    """Whether the content is the one of that name; no content is of no name."""
    if data is None or name is None:
        return data is None and name is None
    return object_name(data, name) == name
