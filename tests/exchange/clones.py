"""A folder in several clones, with a repository that they share: real git, real files."""

import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

from lovp.record.row import format_row
from tests.faults.check import Answer, lovp
from tests.folders import PLAN
from tests.rows import read_rows

needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="git is not here: apt-get install git")

QUIET = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_SYSTEM": os.devnull,
    "GIT_AUTHOR_NAME": "Somebody",
    "GIT_AUTHOR_EMAIL": "somebody@example.org",
    "GIT_COMMITTER_NAME": "Somebody",
    "GIT_COMMITTER_EMAIL": "somebody@example.org",
}
"""A user's git that knows of nothing but its user."""

MARKERS = (b"<<<<<<<", b">>>>>>>", b"=======")


def git(folder: Path, *words: str, code: int | None = 0, given: bytes = b"") -> str:
    """What a user's own git answers; `code` None if any end will do."""
    done = subprocess.run(
        ["git", *words],
        cwd=folder,
        env=dict(os.environ) | QUIET,
        input=given,
        capture_output=True,
        check=False,
        timeout=60,
    )
    said = done.stdout.decode("utf-8", "replace") + done.stderr.decode("utf-8", "replace")
    assert code is None or done.returncode == code, said
    return said


class Clones:
    """A bare repository `hub`, and clones of it by name, each a plan's folder with a writer of that name."""

    def __init__(self, root: Path, *names: str) -> None:
        self.root = root
        root.mkdir(exist_ok=True)
        self.hub = root / "hub.git"
        git(root, "init", "--quiet", "--bare", "hub.git")
        git(self.hub, "symbolic-ref", "HEAD", "refs/heads/main")
        first = root / names[0]
        first.mkdir()
        shutil.copy(PLAN, first / "targets.yaml")
        assert self.lovp(names[0], "sync", "--init").code == 0
        # Seen from each clone, so that the whole may be copied.
        git(first, "remote", "add", "origin", "../hub.git")
        assert self.lovp(names[0], "sync").code == 0
        for name in names[1:]:
            self.clone(name)
        self.names = names

    @classmethod
    def at(cls, root: Path, *names: str) -> "Clones":
        """Clones that are there already, as copies of others."""
        clones = cls.__new__(cls)
        clones.root, clones.hub, clones.names = root, root / "hub.git", names
        return clones

    def clone(self, name: str, *words: str) -> Path:
        """Another clone."""
        git(self.root, "clone", "--quiet", *words, self.hub.as_uri(), name)
        git(self.root / name, "remote", "set-url", "origin", "../hub.git")
        return self.root / name

    def lovp(self, name: str, *words: str, writer: str = "", environment: Mapping[str, str] = {}) -> Answer:
        """Run a command in a clone, in English, as its writer unless another is named."""
        settings = {"LOVP_WRITER": writer or name, "LOVP_LANG": "en", "HOME": str(self.root)}
        settings |= {**_quiet(), **environment}
        return lovp(self.root / name, *words, environment=settings)

    def log(self, name: str, value: int, *, writer: str = "", place: str = "Hjo") -> str:
        """Record an outcome in a clone; its id."""
        before = set(self.rows(name))
        words = ["log", "schoolinfo", str(value), "--place", place, "--date", "2024-03-12"]
        answer = self.lovp(name, *words, writer=writer)
        assert answer.code == 0, answer.err
        (new,) = set(self.rows(name)) - before
        return new

    def sync(self, name: str, *, writer: str = "") -> str:
        """Sync a clone; what it answered."""
        answer = self.lovp(name, "sync", writer=writer)
        assert answer.code == 0, answer.err
        return answer.out + answer.err

    def rows(self, name: str) -> dict[str, str]:
        """The rows in the work tree of a clone, by id, as lovp writes them; every line must be one."""
        found, problems = read_rows(self.year(name))
        assert problems == []
        rows = {row.outcome.id: row.outcome for row in found}
        for row in found:
            assert rows[row.outcome.id].content == row.outcome.content, "one id says different things"
        return {row_id: format_row(row) for row_id, row in rows.items()}

    def year(self, name: str) -> Path:
        """The folder of the record."""
        return self.root / name / "data" / "2024"

    def file(self, name: str, writer: str) -> Path:
        """A writer's file in a clone."""
        return self.year(name) / f"{writer}.csv"

    def all_the_same(self) -> dict[str, str]:
        """Sync until nothing is new anywhere; every clone and the hub then hold the same; the rows."""
        # The last one has everything; what it sent the others fetch.
        for name in (*self.names, *self.names[:-1]):
            self.sync(name)
        (first, *others) = (self.tree(name) for name in self.names)
        assert all(other == first for other in others)
        tips = {git(self.root / name, "rev-parse", "HEAD") for name in self.names}
        assert tips == {git(self.hub, "rev-parse", "main")}
        for name in self.names:
            assert git(self.root / name, "status", "--porcelain") == ""
        return self.rows(self.names[0])

    def files(self, name: str) -> dict[str, bytes]:
        """Every file of a clone that isn't git's or a lock."""
        top = self.root / name
        return {
            str(file.relative_to(top)): file.read_bytes()
            for file in top.rglob("*")
            if file.is_file() and ".git" not in file.relative_to(top).parts and file.suffix != ".lock"
        }

    def tree(self, name: str) -> dict[str, bytes]:
        """The files of a clone, with no marker of a conflict in any."""
        found = self.files(name)
        for path, data in found.items():
            assert not any(line.startswith(MARKERS) for line in data.splitlines()), path
        return found


def _quiet() -> dict[str, str]:
    return {name: text for name, text in QUIET.items() if "CONFIG" in name}
