"""A plan's folder as a git repository: what state it is in, its trees and files, commits of these alone.

Commits are made beside the user's own index and work tree, of exactly the files that are meant: what else is
changed or staged stays so. Only `advance` changes other files, as git does when it merges.
"""

import stat
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from lovp.errors import LovpError
from lovp.exchange.sharing.git import Git, GitError, what_it_said
from lovp.i18n import _
from lovp.lock import locked

Tree = dict[str, str]
"""The files of a commit: the name of its content (an object of git) by its path."""

THEIRS = 3
"""What git calls the others' side of a file that both have changed."""

_FILE = "100644"
_UNFINISHED = {
    "MERGE_HEAD": "git merge",
    "rebase-merge": "git rebase",
    "rebase-apply": "git rebase",
    "CHERRY_PICK_HEAD": "git cherry-pick",
    "REVERT_HEAD": "git revert",
    "BISECT_START": "git bisect",
}
"""What git leaves in its folder while something is not finished, and the command that goes on or gives up."""


class Place(NamedTuple):
    """Where a repository is: git's own folder, and the branch that its work tree is on."""

    inner: Path
    branch: str


class MergedTree(NamedTuple):
    """The tree of both sides' changes, or (`tree` is empty then) the files that both changed.

    `left` has of each of these the contents by git's numbers: 1 the base, 2 ours, 3 theirs.
    """

    tree: str
    left: dict[str, dict[int, str]]


def is_repository(git: Git) -> bool:
    """Whether the folder is in a repository of git. LovpError where git will not say."""
    answer = git.tried("rev-parse", "--git-dir")
    if answer.code == 0:
        return True
    if "dubious ownership" in answer.said or "safe.directory" in answer.said:
        raise LovpError(
            _("The folder belongs to another user, so git does not work in it."),
            _("If you trust it: git config --global --add safe.directory “{folder}”").format(
                folder=git.folder
            ),
        )
    if "not a git repository" in answer.said and not (git.folder / ".git").exists():
        return False
    raise GitError(_("git can't read the repository here."), what_it_said(answer.said))


def find_place(git: Git) -> Place:
    """The repository whose top is the folder. LovpError, with the remedy, where it is in no state for it."""
    answer = git("rev-parse", "--is-bare-repository", "--is-inside-work-tree", "--absolute-git-dir")
    bare, inside, inner = answer.word.split("\n")
    if bare == "true" or inside != "true":
        raise LovpError(
            _("The folder is git's own (a bare repository), not one to work in."),
            _("Make a folder to work in: git clone {folder} NAME").format(folder=git.folder),
        )
    if git("rev-parse", "--show-prefix").word:
        raise LovpError(
            _("The folder is a part of a larger git repository, whose other files lovp sync would send too."),
            _("Move the plan's folder out of it, or commit and push there yourself."),
        )
    place = Path(inner)
    _refuse_unfinished(git, place)
    head = git.tried("symbolic-ref", "-q", "HEAD")
    if head.code != 0:
        raise LovpError(
            _("git is on no branch here (a detached HEAD), so a commit could get lost."),
            _("Go to a branch, such as with git switch main, then run lovp sync again."),
        )
    return Place(place, head.word.removeprefix("refs/heads/"))


def _refuse_unfinished(git: Git, place: Path) -> None:
    for name, command in _UNFINISHED.items():
        if (place / name).exists():
            raise LovpError(
                _("{command} is not finished here.").format(command=command),
                _("Finish it, or give it up with {command}, then run lovp sync again.").format(
                    command=f"{command} {'reset' if command == 'git bisect' else '--abort'}"
                ),
            )
    if (place / "index.lock").exists():
        raise LovpError(
            _("Another git is at work in the folder, or was stopped in the middle."),
            _("Wait until it is done. If no git is running, delete {file}").format(file=place / "index.lock"),
        )
    if git("ls-files", "-u", "-z").out:
        raise LovpError(
            _("git has files here whose versions are not united yet (git status shows them)."),
            _("Put them right, then git add and git commit; or give it up with git reset --merge."),
        )


class Repository:
    """The repository whose top is the plan's folder."""

    def __init__(self, git: Git, place: Place) -> None:
        self.git = git
        self.place = place
        self._nothing = ""
        self._index = {"GIT_INDEX_FILE": str(place.inner / "lovp-index")}

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Keep another `lovp sync` out of the folder."""
        busy = _("Another lovp sync is at work in the folder.")
        with locked(self.place.inner / "lovp-sync.lock", busy):
            yield

    def commit_at(self, name: str) -> str:
        """The commit that a name stands for; empty if there is none."""
        return self.git.tried("rev-parse", "-q", "--verify", f"{name}^{{commit}}").word

    def tree_of(self, commit: str) -> str:
        """The tree of a commit."""
        return self.git("rev-parse", f"{commit}^{{tree}}").word

    def files(self, tree: str, *paths: str) -> Tree:
        """The ordinary files of a commit or tree, below the paths; none of no commit."""
        return {path: name for path, (_mode, name) in self._entries(tree, paths).items()}

    def programs(self, tree: str, *paths: str) -> Tree:
        """Those of the files that git takes for programs, as it does with what was copied from some disks."""
        return {path: name for path, (mode, name) in self._entries(tree, paths).items() if mode != _FILE}

    def _entries(self, tree: str, paths: Sequence[str]) -> dict[str, tuple[str, str]]:
        if not tree:
            return {}
        found = {}
        for line in self.git("ls-tree", "-r", "-z", "--full-tree", tree, "--", *paths).words:
            about, path = line.split("\t", 1)
            mode, _kind, name = about.split(" ")
            if mode.startswith("100"):
                found[path] = mode, name
        return found

    def contents(self, names: set[str]) -> dict[str, bytes]:
        """The contents of so many objects, by name."""
        if not names:
            return {}
        wanted = sorted(names)
        out = self.git("cat-file", "--batch", given="".join(f"{name}\n" for name in wanted).encode()).out
        found, at = {}, 0
        for name in wanted:
            end = out.index(b"\n", at)
            size = int(out[at:end].split(b" ")[2])
            found[name] = out[end + 1 : end + 1 + size]
            at = end + 1 + size + 1
        return found

    def keep(self, data: bytes) -> str:
        """Keep the bytes, exactly as they are, as an object; its name."""
        return self.git("hash-object", "-w", "--no-filters", "--stdin", given=data).word

    def keep_as_git_does(self, path: str) -> str:
        """Keep the file of the work tree as git itself would (line breaks, filters); the object's name."""
        return self.git("hash-object", "-w", "--", path).word

    def tree_with(self, tree: str, changes: Mapping[str, str | None]) -> str:
        """The tree with some files changed (None: gone); `tree` may be empty."""
        with self._own_index():
            self.git("read-tree", *([tree] if tree else ["--empty"]), also=self._index)
            self._enter(changes, also=self._index)
            return self.git("write-tree", also=self._index).word

    def merged(self, base: str, ours: str, theirs: str, changes: Mapping[str, str | None]) -> MergedTree:
        """Both commits' changes since `base` (which may be empty), with `changes` settled already."""
        with self._own_index():
            start = base or self._tree_of_nothing()
            self.git("read-tree", "-m", "-i", "--aggressive", start, ours, theirs, also=self._index)
            self._enter(changes, also=self._index)
            left: dict[str, dict[int, str]] = {}
            for line in self.git("ls-files", "-u", "-z", also=self._index).words:
                about, path = line.split("\t", 1)
                _mode, name, stage = about.split(" ")
                left.setdefault(path, {})[int(stage)] = name
            tree = "" if left else self.git("write-tree", also=self._index).word
            return MergedTree(tree, left)

    def united_text(self, versions: Mapping[int, str]) -> bytes | None:
        """The text with both sides' changes; None where they changed the same lines, or one deleted it.

        `versions` has the names of the contents by git's numbers: 1 the base, 2 ours, 3 theirs.
        """
        if set(versions) != {1, 2, 3}:
            return None
        found = self.contents(set(versions.values()))
        with TemporaryDirectory(dir=self.place.inner, prefix="lovp-") as folder:
            files = [Path(folder) / str(number) for number in (2, 1, 3)]
            for file in files:
                file.write_bytes(found[versions[int(file.name)]])
            answer = self.git.tried("merge-file", "-p", "-q", *map(str, files))
        return answer.out if answer.code == 0 else None

    def commit(self, tree: str, parents: list[str], message: str) -> str:
        """A commit of the tree, on no branch yet."""
        return self.git(
            "commit-tree", tree, *(word for one in parents for word in ("-p", one)), "-m", message
        ).word

    def enter(self, changes: Mapping[str, str | None]) -> None:
        """Have the user's own index hold these files so (None: gone), and nothing else of it changed."""
        if changes:
            for path in (path for path, name in changes.items() if name):
                _make_no_program(self.git.folder / path)
            self._enter(changes)
            self.git.tried("update-index", "-q", "--refresh")

    def move(self, commit: str, former: str) -> None:
        """Have the branch end at the commit, if it still ends at `former` (empty: if it has none yet)."""
        known = former or "0" * len(commit)
        self.git("update-ref", "-m", "lovp sync", f"refs/heads/{self.place.branch}", commit, known)

    def advance(self, former: str, tree: str) -> None:
        """Change the other files of the work tree and the index from the commit to the tree, as git merges.

        LovpError, and nothing is changed, where that would go over what the user has not committed.
        """
        self.git.tried("update-index", "-q", "--refresh")
        answer = self.git.tried("read-tree", "-m", "-u", former, tree)
        if answer.code != 0:
            raise LovpError(
                _("Others have changed files that are changed here too, and not committed."),
                what_it_said(answer.said)
                + "\n"
                + _("Commit them with git, or put them aside (git stash), then run lovp sync again."),
            )

    def _enter(self, changes: Mapping[str, str | None], also: Mapping[str, str] | None = None) -> None:
        if not changes:
            return
        nothing = "0" * len(self._tree_of_nothing())
        # Whatever stages of a merge the index has of a path go first.
        lines = [f"0 {nothing}\t{path}\0" for path in changes]
        lines += [f"{_FILE} {name} 0\t{path}\0" for path, name in changes.items() if name]
        given = "".join(lines).encode("utf-8", "surrogateescape")
        self.git("update-index", "-z", "--index-info", given=given, also=also)

    def _tree_of_nothing(self) -> str:
        if not self._nothing:
            self._nothing = self.git("hash-object", "-w", "-t", "tree", "--stdin").word
        return self._nothing

    @contextmanager
    def _own_index(self) -> Iterator[None]:
        file = Path(self._index["GIT_INDEX_FILE"])
        for left in (file, file.with_name(file.name + ".lock")):
            left.unlink(missing_ok=True)
        try:
            yield
        finally:
            file.unlink(missing_ok=True)


def _make_no_program(file: Path) -> None:
    """Take away what says that a file can be run: it is none, and git would see a change in it for ever."""
    with suppress(OSError):
        mode = stat.S_IMODE(file.stat().st_mode)
        if mode & 0o111:
            file.chmod(mode & ~0o111)
