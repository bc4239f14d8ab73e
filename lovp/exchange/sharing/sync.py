"""A plan's folder kept in step with others through git: fetch, commit, merge, push.

Git merges the record's files by keeping both sides' lines (`merge=union`): a row that stands twice counts
once. A merge is worked out in git before any file is changed, so that no conflict gets into the folder. Every
step can be the last one before a kill: the next run goes on from what it finds.
"""

import random
import shlex
import tarfile
import time
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from tempfile import TemporaryDirectory

from lovp.errors import LovpError, why
from lovp.exchange.sharing import shared_files
from lovp.exchange.sharing.git import Git, failure, reason
from lovp.exchange.sharing.shared_files import Files, find_lost, is_record, rows_in
from lovp.files import locked, make_folder
from lovp.i18n import _
from lovp.model import Outcome
from lovp.plan.load import parse_plans
from lovp.record.append import append
from lovp.record.conflict_copies import writer_in

TRIES = 8
"""How often what others did in between is taken in before giving up."""


@dataclass
class Synced:
    """The rows that were sent, received and put back.

    `remote` is the shared branch, if any, `unreachable` why it couldn't be reached, and `left_out` names of
    files of the record that were not committed.
    """

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
    try:
        git.write_rules()
        run = _Run(git, branch, plan_name)
        for number in range(TRIES):
            # Offices that push at the same moment do not go on in step.
            time.sleep(random.uniform(0, number / 2))  # noqa: S311
            if run.share():
                return run.done
    except OSError as error:
        raise failure(why(error)) from error
    raise failure(_("others send or change files all the time, and nothing could be sent in between"))


class _Run:
    """One run in one folder."""

    def __init__(self, git: Git, branch: str, plan_name: str) -> None:
        self.git, self.branch, self.plan_name = git, branch, plan_name
        remote = f"origin/{branch}" if "origin" in git("remote").split() else ""
        paths = (file.relative_to(git.folder).as_posix() for file in git.folder.glob("data/*/*.csv"))
        self.done = Synced(remote, sorted(path for path in paths if not is_record(path)))

    def share(self) -> bool:
        """Fetch, commit, merge and push; False if others were quicker, or rows had to be put back."""
        theirs = ""
        if self.done.remote:
            self.done.unreachable = self.git.fetch()
            theirs = self.commit_at(f"refs/remotes/{self.done.remote}")
        with self.writers_locked(self.files(theirs)):
            lost = self.commit() or self.merge(theirs)
        # What was taken out there is new once it is committed here again, and a merge keeps what is new.
        for row in sorted(lost, key=lambda row: (row.logged_at, row.id)):
            append(self.git.folder / "data" / str(row.date.year), row.writer, [row])
        self.done.restored |= lost
        if lost or self.done.unreachable or not self.done.remote:
            return not lost
        head = self.commit_at("HEAD")
        self.done.sent = rows_in(self.files(head)) - rows_in(self.files(theirs))
        return head == theirs or self.git.push(self.branch)

    def commit_at(self, name: str) -> str:
        """The commit that a name stands for; empty if there is none."""
        return self.git.run("rev-parse", "--quiet", "--verify", name).stdout.strip()

    def files(self, commit: str) -> Files:
        """The shared files of a commit or of a tree of git, as they would stand in the folder."""
        found: dict[str, bytes] = {}
        if not commit:
            return found
        with TemporaryDirectory() as folder:
            self.git("archive", f"--output={folder}/commit.tar", commit)
            with tarfile.open(f"{folder}/commit.tar") as archive:
                for member in archive:
                    content = archive.extractfile(member) if member.isfile() else None
                    if content and shared_files.is_shared(member.name, self.plan_name):
                        found[member.name] = content.read()
        return found

    @contextmanager
    def writers_locked(self, theirs: Iterable[str]) -> Iterator[None]:
        """Keep others from adding to the record's files, those of the folder and `theirs`."""
        paths = {*shared_files.read_shared(self.git.folder, self.plan_name), *theirs}
        files = [self.git.folder / path for path in paths if is_record(path)]
        with ExitStack() as stack:
            for year, writer in sorted({(file.parent, writer_in(file.name)) for file in files}):
                make_folder(year)
                busy = _("Another lovp is writing the same file, {file}.").format(file=f"{writer}.csv")
                stack.enter_context(locked(year / f".{writer}.lock", busy))
            yield

    def commit(self) -> set[Outcome]:
        """Commit the record and the plan's texts as they are now; what else is changed or staged stays so.

        Returns the rows that have to be put back first; nothing is committed then.
        """
        head = self.files(self.commit_at("HEAD"))
        here = shared_files.read_shared(self.git.folder, self.plan_name)
        if lost := find_lost(head, here):
            return lost
        paths = [path for path in {**head, **here} if here.get(path) != head.get(path)]
        for path in paths:
            shared_files.refuse_personal_data(path, head.get(path, b""), here.get(path, b""))
        if paths:
            self.git("add", "--all", "--force", "--", *paths)
            # Git may take a text with other line ends for the one that it has.
            if self.git("status", "--porcelain", "--", *paths):
                self.git("commit", "--quiet", "--no-verify", "--message=lovp sync", "--only", "--", *paths)
        return set()

    def merge(self, theirs: str) -> set[Outcome]:
        """Merge the others' commit, if there is one; LovpError where both changed the same lines.

        Returns the rows that would get lost; nothing is merged then.
        """
        head = self.commit_at("HEAD")
        base = self.git.run("merge-base", head, theirs).stdout.strip() if theirs else ""
        if base == theirs:
            return set()
        merged = theirs if base == head else self.merged_tree(head, theirs)
        ours, now = self.files(head), self.files(merged)
        if lost := find_lost(ours, now) | find_lost(self.files(theirs), now):
            return lost
        if merged != theirs:
            message = f"lovp sync: {self.done.remote}"
            merged = self.git("commit-tree", merged, "-p", head, "-p", theirs, "-m", message)
        self.git("merge", "--ff-only", "--quiet", "--no-overwrite-ignore", merged)
        self.done.received |= rows_in(now) - rows_in(ours)
        return set()

    def merged_tree(self, head: str, theirs: str) -> str:
        """The tree of git that holds both. LovpError where both changed the same lines."""
        words = ("merge-tree", "--write-tree", "--name-only", "--no-messages", "-z")
        answer = self.git.run(*words, head, theirs)
        if answer.returncode == 129:  # the words are not known
            raise failure(_("it needs git 2.38 (October 2022) or later (https://git-scm.com)"))
        if answer.returncode not in (0, 1):
            raise failure(reason(answer.stderr))
        tree, *conflicts = answer.stdout.rstrip("\0").split("\0")
        ours, others, merged = map(self.files, (head, theirs, tree))
        plan = merged.get(self.plan_name, b"")
        if plan not in (ours.get(self.plan_name), others.get(self.plan_name)):
            try:
                parse_plans(plan, self.plan_name)
            except LovpError:
                conflicts.append(self.plan_name)
        # A file of the record that one side deleted stays as the other side has it.
        for path in filter(lambda path: not is_record(path), conflicts):
            text = _(
                "{file} was changed in the same place here and by others. Nothing was sent; both are kept."
            )
            if path not in others:
                raise failure(text.format(file=path))
            file = shlex.quote(path)
            remedy = _("Take theirs: {command}, lovp sync. Then change it again; yours: {show}").format(
                command=f"git checkout {self.done.remote} -- {file}", show=f"git show {head[:8]}:{file}"
            )
            raise LovpError(text.format(file=path), remedy)
        return tree
