"""Cases: what is shared with others, through git and otherwise."""

import errno
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

from lovp.exchange.sharing.git import Answer, Git
from tests.catalogue.case import Case, Fault, Step, Subject
from tests.catalogue.steps import HEADER, all_of, closed, failing, link, recorded, row, written
from tests.exchange.clones import git


def repository(folder: Path) -> None:
    """The folder in git, with a bare repository beside it that it is shared through."""
    hub = folder.parent / "hub.git"
    git(folder.parent, "init", "--quiet", "--bare", "--initial-branch=main", "hub.git")
    git(folder, "init", "--quiet", "--initial-branch=main")
    git(folder, "remote", "add", "origin", str(hub))
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "-m", "start")


def in_git(*steps: Step) -> Step:
    return all_of(repository, *steps)


def run(*words: str, code: int | None = 0) -> Step:
    return lambda folder: git(folder, *words, code=code)


def inner(name: str, text: str = "") -> Step:
    return written(f".git/{name}", text)


def another_history(folder: Path) -> None:
    other = folder.parent / "other"
    other.mkdir()
    git(other, "init", "--quiet", "--initial-branch=main")
    (other / "a.txt").write_text("a\n")
    git(other, "add", "--all")
    git(other, "commit", "--quiet", "-m", "other")
    git(other, "push", "--quiet", str(folder.parent / "hub.git"), "main")


def other_branch(folder: Path) -> None:
    git(folder, "push", "--quiet", "origin", "main:gemensam")


def others_change(folder: Path, ours: str) -> None:
    git(folder, "push", "--quiet", "-u", "origin", "main")
    other = folder.parent / "other"
    git(folder.parent, "clone", "--quiet", "hub.git", "other")
    (other / "möte.txt").write_text("skola\n")
    git(other, "add", "--all")
    git(other, "commit", "--quiet", "-m", "skola")
    git(other, "push", "--quiet")
    (folder / "möte.txt").write_text(ours)


def both_changed(folder: Path) -> None:
    others_change(folder, "kansli\n")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "-m", "kansli")


def inside_another(folder: Path) -> None:
    git(folder.parent, "init", "--quiet")


def bare(folder: Path) -> None:
    shutil.rmtree(folder / "data")
    git(folder, "init", "--quiet", "--bare")


def unmerged(folder: Path) -> None:
    both_changed(folder)
    git(folder, "fetch", "--quiet")
    git(folder, "merge", "origin/main", code=1)
    (folder / ".git" / "MERGE_HEAD").unlink()


def nothing_to_share(folder: Path) -> None:
    git(folder.parent, "init", "--quiet", "--bare", "hub.git")
    git(folder, "init", "--quiet", "--initial-branch=main")
    git(folder, "remote", "add", "origin", "../hub.git")


def both_logged(folder: Path) -> None:
    """Others have added to a file of the record, and so have we."""
    recorded("kansli", row(1))(folder)
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "-m", "kansli")
    git(folder, "push", "--quiet", "-u", "origin", "main")
    other = folder.parent / "other"
    git(folder.parent, "clone", "--quiet", "hub.git", "other")
    recorded("kansli", row(1), row(2))(other)
    git(other, "commit", "--quiet", "-am", "kansli")
    git(other, "push", "--quiet")


one_copy = all_of(
    recorded("kansli", row(1)), recorded("kansli (Annas konfliktkopia 2024-03-12)", row(1), row(2))
)


def unlike_copies(folder: Path) -> None:
    """Conflict copies that must not be folded in, each for a reason of its own."""
    recorded("skola", row(20, writer="skola"))(folder)
    for when, rows in (
        ("12", [row(20, value="9", writer="skola")]),
        ("13", [row(21, note="ring 070-123 45 67", writer="skola")]),
        ("14", [row(22, writer="ung")]),
    ):
        recorded(f"skola (Annas konfliktkopia 2024-03-{when})", *rows)(folder)
    (folder / "data/2024/skola (Annas konfliktkopia 2024-03-15).csv").symlink_to("skola.csv")
    recorded("opinion (Annas konfliktkopia 2024-03-12)", row(24, writer="opinion"))(folder)
    recorded("opinion", row(26, writer="opinion"))(folder)
    closed("data/2024/opinion.csv")(folder)
    recorded("Anna B (Annas konfliktkopia 2024-03-12)", row(25, writer="Anna B"))(folder)


def busy(where: str) -> Fault:
    """Another program has what this one waits for."""
    from lovp.record.lock import HeldError

    return lambda: patch(where, side_effect=HeldError())


def slow() -> AbstractContextManager[object]:
    """A git that does not come to an end."""
    return patch("lovp.exchange.sharing.git.subprocess.run", side_effect=subprocess.TimeoutExpired("git", 60))


@contextmanager
def others_are_quicker() -> Iterator[None]:
    """Others have always sent something in between."""
    with (
        patch("lovp.exchange.sharing.sync.net.push", return_value=False),
        patch("lovp.exchange.sharing.sync._PAUSE", 0),
    ):
        yield


def git_says(word: str, said: str) -> Fault:
    """A git that does not do one of its commands, and says that."""
    real = Git.tried

    def tried(self: Git, *words: str, **more: Any) -> Answer:
        return Answer(128, b"", said) if words[0] == word else real(self, *words, **more)

    return lambda: patch.object(Git, "tried", tried)


SHARING = Subject(
    ("Att dela med andra", "Sharing with others"),
    (
        Case("lovp sync"),
        Case("lovp sync", environment={"PATH": "/nowhere"}),
        Case("lovp sync", step=inside_another),
        Case("lovp sync", step=bare),
        Case("lovp sync", step=in_git(), environment={"GIT_TEST_ASSUME_DIFFERENT_OWNER": "1"}),
        Case("lovp sync", step=in_git(inner("HEAD", "nonsense\n"))),
        Case("lovp sync", step=in_git(run("checkout", "--quiet", "--detach"))),
        Case("lovp sync", step=in_git(inner("MERGE_HEAD", "0" * 40 + "\n"))),
        Case("lovp sync", step=in_git(inner("index.lock"))),
        Case("lovp sync", step=in_git(unmerged)),
        Case("lovp sync", step=in_git(both_changed)),
        Case("lovp sync", step=in_git(lambda folder: others_change(folder, "mitt\n"))),
        Case("lovp sync", step=in_git(another_history)),
        Case("lovp sync", step=in_git(other_branch)),
        Case(
            "lovp sync",
            step=in_git(run("remote", "rename", "origin", "ena"), run("remote", "add", "andra", "../b.git")),
        ),
        Case("lovp sync", step=in_git(run("remote", "set-url", "origin", "../borta.git"))),
        Case(
            "lovp sync",
            step=in_git(
                lambda folder: written(
                    "../hub.git/hooks/pre-receive", "#!/bin/sh\necho stängt >&2; exit 1\n"
                )(folder),
                lambda folder: (folder.parent / "hub.git/hooks/pre-receive").chmod(0o755),
            ),
        ),
        Case("lovp sync", step=in_git(recorded("kansli", row(1, note="ring 070-123 45 67")))),
        Case(
            "lovp sync",
            step=in_git(
                lambda folder: (folder / "data").rename(folder.parent / "annan"), link("data", "../annan")
            ),
        ),
        Case("lovp sync --init", step=in_git(lambda folder: folder.chmod(0o500))),
        Case("lovp sync --init", step=in_git(written(".gitignore", ""), closed(".gitignore"))),
        Case("lovp sync", kind="broken", step=nothing_to_share),
        Case("lovp sync", step=in_git(written("data/2024/anna@example.se.csv", HEADER))),
        Case("lovp sync", step=in_git(recorded("kansli", "ring anna@example.se\n"))),
        Case("lovp sync", step=in_git(recorded("kansli (Annas konfliktkopia 2024-03-12)", row(1)))),
        Case("lovp sync", step=in_git(), fault=busy("lovp.exchange.sharing.repository.locked")),
        Case(
            "lovp sync",
            step=in_git(),
            fault=failing("lovp.exchange.sharing.git.subprocess.run", errno.EACCES),
        ),
        Case("lovp sync", step=in_git(), fault=slow),
        Case(
            "lovp sync",
            step=in_git(run("push", "--quiet", "origin", "main")),
            fault=git_says("fetch", "fatal: Authentication failed for 'https://git.example.se/plan.git/'"),
        ),
        Case("lovp sync", step=in_git(), fault=git_says("ls-files", "")),
        Case("lovp sync", step=in_git(), fault=others_are_quicker),
        Case("lovp check --tidy --yes", kind="copies", out=True),
        Case(
            "lovp check --tidy --yes",
            step=one_copy,
            fault=failing("lovp.exchange.sharing.tidy.append", errno.EIO),
        ),
        Case("lovp check --tidy --yes", step=one_copy, fault=busy("lovp.exchange.sharing.tidy.locked")),
        Case(
            "lovp check --tidy --yes", step=one_copy, fault=lambda: patch("lovp.exchange.sharing.tidy.append")
        ),
        Case("lovp check --tidy --yes", kind="copies", step=unlike_copies),
        Case(
            "lovp sync", step=in_git(both_logged), fault=failing("lovp.record.rewrite.staged", errno.ENOSPC)
        ),
        Case("lovp sync", step=in_git(both_logged), fault=busy("lovp.record.rewrite.locked")),
        Case("lovp sync", step=in_git(both_logged), fault=lambda: patch("lovp.record.rewrite.MAX_FILE", 10)),
    ),
)

TOGETHER = Subject(
    ("Flera distrikt tillsammans", "Several districts together"),
    (
        Case("lovp rollup distrikt.txt"),
        Case("lovp rollup targets.yaml/distrikt"),
        Case(
            "lovp rollup ./a ./b",
            step=all_of(
                lambda folder: shutil.copytree(folder, folder.parent / "b"),
                lambda folder: (folder.parent / "b").rename(folder / "b"),
                lambda folder: shutil.copytree(folder / "b", folder / "a"),
            ),
        ),
        Case("lovp rollup lista.txt", step=written("lista.txt", bytes(100))),
        Case("lovp rollup lista.txt", step=all_of(written("lista.txt", "a"), closed("lista.txt"))),
        Case("lovp rollup skåne halland"),
        Case("lovp rollup .", step=written("targets.yaml", "year: 2024\n")),
    ),
)

SUBJECTS = (SHARING, TOGETHER)
