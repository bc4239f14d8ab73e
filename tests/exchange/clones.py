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

CONFIG = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
USER = {"GIT_AUTHOR_NAME": "Somebody", "GIT_AUTHOR_EMAIL": "somebody@example.org"}
USER |= {"GIT_COMMITTER_NAME": "Somebody", "GIT_COMMITTER_EMAIL": "somebody@example.org"}
"""A user's git that knows of nothing but its user."""

MARKERS = (b"<<<<<<<", b">>>>>>>", b"=======")


def git(folder: Path, *words: str, code: int | None = 0) -> str:
    """What a user's own git answers; `code` None if any end will do."""
    done = subprocess.run(
        ["git", *words],
        cwd=folder,
        env=os.environ | CONFIG | USER,
        capture_output=True,
        check=False,
        timeout=60,
    )
    said = (done.stdout + done.stderr).decode("utf-8", "replace")
    assert code is None or done.returncode == code, said
    return said


class Clones:
    """A bare repository `hub`, and clones of it by name, each a plan's folder with a writer of that name."""

    def __init__(self, root: Path, *names: str) -> None:
        self.root, self.names, self.hub = root, names, root / "hub.git"
        if root.exists() and self.hub.exists():
            return  # a copy of other clones
        root.mkdir(exist_ok=True)
        git(root, "init", "--quiet", "--bare", "--initial-branch=main", "hub.git")
        first = root / names[0]
        first.mkdir()
        shutil.copy(PLAN, first / "targets.yaml")
        assert self.lovp(names[0], "sync", "--init").code == 0
        # Seen from each clone, so that the whole may be copied.
        git(first, "remote", "add", "origin", "../hub.git")
        self.sync(names[0])
        for name in names[1:]:
            git(root, "clone", "--quiet", self.hub.as_uri(), name)
            git(root / name, "remote", "set-url", "origin", "../hub.git")

    def lovp(self, name: str, *words: str, writer: str = "", environment: Mapping[str, str] = {}) -> Answer:
        """Run a command in a clone, in English, as its writer unless another is named."""
        settings = {"LOVP_WRITER": writer or name, "LOVP_LANG": "en", "HOME": str(self.root)}
        return lovp(self.root / name, *words, environment=settings | CONFIG | dict(environment))

    def log(self, name: str, value: int, *, writer: str = "", place: str = "Hjo") -> str:
        """Record an outcome in a clone; its id."""
        before = set(self.rows(name))
        words = ["log", "schoolinfo", str(value), "--place", place, "--date", "2024-03-12"]
        answer = self.lovp(name, *words, writer=writer)
        assert answer.code == 0, answer.err
        (new,) = set(self.rows(name)) - before
        return new

    def sync(self, name: str) -> str:
        """Sync a clone; what it answered."""
        answer = self.lovp(name, "sync")
        assert answer.code == 0, answer.err
        return answer.out + answer.err

    def rows(self, name: str) -> dict[str, str]:
        """The rows in the work tree of a clone, by id, as lovp writes them; every line must be one."""
        found, problems = read_rows(self.year(name))
        assert problems == []
        rows = {row.outcome.id: row.outcome for row in found}
        assert all(rows[row.outcome.id].content == row.outcome.content for row in found), "ids in conflict"
        return {row_id: format_row(row) for row_id, row in rows.items()}

    def year(self, name: str) -> Path:
        """The folder of the record."""
        return self.root / name / "data" / "2024"

    def file(self, name: str, writer: str) -> Path:
        """A writer's file in a clone."""
        return self.year(name) / f"{writer}.csv"

    def plan(self, name: str) -> Path:
        """The plan of a clone."""
        return self.root / name / "targets.yaml"

    def all_the_same(self) -> dict[str, str]:
        """Sync until nothing is new anywhere; every clone and the hub then hold the same; the rows."""
        # The last one has everything; what it sent the others fetch.
        for name in (*self.names, *self.names[:-1]):
            self.sync(name)
        (first, *others) = (self.files(name) for name in self.names)
        assert all(other == first for other in others)
        assert not any(line.startswith(MARKERS) for data in first.values() for line in data.splitlines())
        tips = {git(self.root / name, "rev-parse", "HEAD") for name in self.names}
        assert tips == {git(self.hub, "rev-parse", "main")}
        for name in self.names:
            assert git(self.root / name, "status", "--porcelain") == ""
        return self.rows(self.names[0])

    def files(self, name: str) -> dict[str, bytes]:
        """Every file of a clone that isn't git's or a lock."""
        top = self.root / name
        found = {str(file.relative_to(top)): file for file in top.rglob("*") if file.is_file()}
        return {
            path: file.read_bytes()
            for path, file in found.items()
            if not path.startswith(".git" + os.sep) and file.suffix != ".lock"
        }
