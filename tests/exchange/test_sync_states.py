"""`lovp sync` in whatever state a folder or a user's git is: a clear answer, and no damage."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.exchange.clones import Clones, git, needs_git
from tests.folders import PLAN

pytestmark = [pytest.mark.all, needs_git]


@pytest.fixture
def clones(tmp_path: Path) -> Clones:
    """Two clones: `skola` has sent a row, and `kansli` has one that is not committed yet."""
    clones = Clones(tmp_path, "kansli", "skola")
    clones.log("skola", 1)
    clones.sync("skola")
    clones.log("kansli", 2)
    return clones


def refused(clones: Clones) -> str:
    """What a sync says that is refused, and that leaves every file, branch and staged thing as it was."""
    top = clones.root / "kansli"

    def state() -> tuple[object, ...]:
        words = (["status", "--porcelain"], ["for-each-ref", "refs/heads"], ["rev-parse", "HEAD"])
        return clones.files("kansli"), *(git(top, *each, code=None) for each in words)

    before = state()
    answer = clones.lovp("kansli", "sync")
    assert answer.code == 1, answer.out
    assert answer.out == ""
    assert answer.err.startswith("lovp: ")
    assert state() == before
    return answer.err


def committed(clones: Clones, name: str, path: str, text: str) -> None:
    (clones.root / name / path).write_text(text, encoding="utf-8")
    git(clones.root / name, "add", path)
    git(clones.root / name, "commit", "--quiet", "-m", "by hand")


def both_change(clones: Clones) -> Path:
    """Both clones commit another content of one file that has nothing to do with lovp."""
    committed(clones, "skola", "anteckningar.txt", "skola\n")
    git(clones.root / "skola", "push", "--quiet")
    git(clones.root / "kansli", "add", "--all")
    committed(clones, "kansli", "anteckningar.txt", "kansli\n")
    git(clones.root / "kansli", "fetch", "--quiet")
    return clones.root / "kansli"


def unmerged(clones: Clones) -> None:
    top = clones.root / "kansli"
    committed(clones, "kansli", "text.txt", "ett\n")
    (top / "text.txt").write_text("två\n")
    git(top, "stash", "--quiet")
    committed(clones, "kansli", "text.txt", "tre\n")
    git(top, "stash", "pop", code=1)


STATES: dict[str, tuple[Callable[[Clones], object], str]] = {
    "merge": (lambda clones: git(both_change(clones), "merge", "origin/main", code=1), "git status"),
    "rebase": (lambda clones: git(both_change(clones), "rebase", "origin/main", code=1), "git status"),
    "pick": (lambda clones: git(both_change(clones), "cherry-pick", "origin/main", code=1), "git status"),
    "unmerged": (unmerged, "git status"),
    "detached": (lambda clones: git(clones.root / "kansli", "checkout", "--detach"), "git switch main"),
    "lock": (lambda clones: (clones.root / "kansli/.git/index.lock").touch(), "index.lock"),
    "damaged": (
        lambda clones: (clones.root / "kansli/.git/HEAD").write_text("nonsense\n"),
        "git can't read the repository",
    ),
    "none": (lambda clones: shutil.rmtree(clones.root / "kansli/.git"), "lovp sync --init"),
}


@pytest.mark.parametrize("state", STATES)
def test_an_unfit_state_is_told_with_its_remedy(clones: Clones, state: str) -> None:
    bring_about, remedy = STATES[state]
    bring_about(clones)
    assert remedy in refused(clones)


def test_a_part_of_a_larger_repository(tmp_path: Path, clones: Clones) -> None:
    shutil.rmtree(clones.root / "kansli" / ".git")
    git(tmp_path, "init", "--quiet")
    for words in (["sync"], ["sync", "--init"]):
        answer = clones.lovp("kansli", *words)
        assert answer.code == 1
        assert "a part of a larger git repository" in answer.err
    assert git(tmp_path, "status", "--porcelain", "--untracked-files=no") == ""


@pytest.mark.parametrize(
    ("setting", "value", "told"),
    [
        ("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1", "belongs to another user"),
        ("PATH", "nowhere", "git is not installed here"),
    ],
)
def test_a_git_that_does_not_work_here(clones: Clones, setting: str, value: str, told: str) -> None:
    answer = clones.lovp("kansli", "sync", environment={setting: value})
    assert answer.code == 1
    assert told in answer.err


def test_a_worktree_of_another_folder(clones: Clones) -> None:
    git(clones.root / "skola", "worktree", "add", "--quiet", "-b", "ung", "../ung")
    clones.log("ung", 3)
    assert "There is no branch ung on origin; there is: main" in clones.lovp("ung", "sync").err
    git(clones.root / "skola", "push", "--quiet", "-u", "origin", "ung")
    assert "The same here and on origin/ung" in clones.sync("ung")


def test_what_is_staged_and_changed_outside_the_record_stays_so(clones: Clones) -> None:
    top = clones.root / "kansli"
    committed(clones, "kansli", "text.txt", "ett\n")
    (top / "text.txt").write_text("två\n")
    (top / "ny.txt").write_text("ny\n")
    (top / "lagd.txt").write_text("lagd\n")
    git(top, "add", "lagd.txt")
    before = git(top, "status", "--porcelain", "--", "*.txt")
    assert "A  lagd.txt" in before
    clones.sync("kansli")
    assert git(top, "status", "--porcelain") == before
    assert "lagd.txt" not in git(top, "ls-tree", "--name-only", "-r", "HEAD")


def test_others_changed_a_file_that_is_changed_here_and_not_committed(clones: Clones) -> None:
    committed(clones, "skola", "text.txt", "skola\n")
    git(clones.root / "skola", "push", "--quiet")
    mine = clones.root / "kansli" / "text.txt"
    mine.write_text("mitt\n")
    answer = clones.lovp("kansli", "sync")
    assert answer.code == 1
    assert "text.txt" in answer.err
    assert "git stash" in answer.err
    assert mine.read_text() == "mitt\n"
    mine.rename(clones.root / "kansli" / "undan.txt")
    clones.sync("kansli")
    assert mine.read_text() == "skola\n"
    assert len(clones.rows("kansli")) == 2


def test_a_file_changed_on_both_sides_is_told(clones: Clones) -> None:
    top = both_change(clones)
    told = refused(clones)
    assert "anteckningar.txt was changed in the same place here and by others" in told
    # The remedy that it names: what is no part of the plan is for git and its user.
    assert "git pull --no-rebase" in told
    git(top, "pull", "--quiet", "--no-rebase", code=1)
    (top / "anteckningar.txt").write_text("båda\n")
    git(top, "commit", "--quiet", "--all", "-m", "by hand")
    assert "Sent: 1 outcome" in clones.sync("kansli")


SETTINGS = {
    "line ends": "core.autocrlf=true core.safecrlf=true",
    "line ends warned of": "core.autocrlf=input core.safecrlf=warn",
    "signed commits": "commit.gpgSign=true gpg.program=false push.gpgSign=true",
    "pull by rebasing": "pull.rebase=true merge.ff=only pull.ff=only rebase.autoStash=true",
    "a merge of their own": "merge.default=union merge.renames=true merge.autoStash=true",
    "another first branch": "init.defaultBranch=trunk push.default=nothing",
    "no user": "user.useConfigOnly=true",
    "colours": "color.ui=always core.quotePath=true core.pager=false",
    "attributes and ignored files": "core.attributesFile={root}/attributes core.excludesFile={root}/ignored",
    "a hook that fails": "core.hooksPath={root}/hooks",
}


@pytest.mark.parametrize("kind", SETTINGS)
def test_whatever_a_user_has_set(clones: Clones, kind: str, tmp_path: Path) -> None:
    """Two of them record in one file, and one changes the plan; all comes through, and the plan is read."""
    (tmp_path / "attributes").write_text("*.csv binary\n*.yaml -merge\n")
    (tmp_path / "ignored").write_text("*.csv\nimports\n")
    hook = tmp_path / "hooks" / "pre-commit"
    hook.parent.mkdir()
    hook.write_text("#!/bin/sh\nexit 1\n")
    hook.chmod(0o755)
    settings = tmp_path / "config"
    for setting in SETTINGS[kind].format(root=tmp_path).split():
        subprocess.run(["git", "config", "--file", settings, *setting.split("=", 1)], check=True)
    theirs = {"GIT_CONFIG_GLOBAL": str(settings), "GIT_AUTHOR_NAME": "", "GIT_COMMITTER_EMAIL": ""}

    def sync(name: str, *words: str) -> str:
        answer = clones.lovp(name, "sync", *words, environment=theirs)
        assert answer.code == 0, answer.err
        assert clones.lovp(name, "progress").code == 0
        return answer.out

    sync("kansli")
    for name in clones.names:
        clones.log(name, 7, writer="delad")
        sync(name)
    sync("kansli")
    assert len(clones.all_the_same()) == 4
    file = clones.file("kansli", "delad").read_bytes()
    assert b"\r" not in file
    plan = clones.root / "kansli" / "targets.yaml"
    plan.write_bytes(plan.read_bytes() + b"# nytt\n")
    sync("kansli")
    assert "targets.yaml" in sync("skola")
    new = clones.root / "ny"
    new.mkdir()
    shutil.copy(PLAN, new / "targets.yaml")
    sync("ny", "--init")
    assert git(new, "symbolic-ref", "--short", "HEAD") == "main\n"


def test_a_plan_that_was_committed_with_other_line_ends(clones: Clones, tmp_path: Path) -> None:
    """Git takes it for the same; it is neither an error nor a commit each time."""
    plan = clones.root / "kansli" / "targets.yaml"
    plan.write_bytes(plan.read_bytes().replace(b"\n", b"\r\n"))
    clones.sync("kansli")
    git(clones.root / "kansli", "config", "core.autocrlf", "true")
    assert clones.sync("kansli") == "✓ The same here and on origin/main.\n"
    plan.write_bytes(plan.read_bytes() + b"# nytt\r\n")
    clones.sync("kansli")
    clones.sync("skola")
    assert b"# nytt" in (clones.root / "skola" / "targets.yaml").read_bytes()


def test_an_environment_that_leads_git_elsewhere(clones: Clones, tmp_path: Path) -> None:
    elsewhere = {"GIT_DIR": str(tmp_path / "nowhere"), "GIT_INDEX_FILE": str(tmp_path / "index")}
    assert clones.lovp("kansli", "sync", environment=elsewhere).code == 0
    assert not (tmp_path / "nowhere").exists()


def test_files_that_git_takes_for_programs(clones: Clones) -> None:
    """As after copying from some disks: that is no change."""
    clones.all_the_same()
    clones.file("kansli", "skola").chmod(0o755)
    clones.log("skola", 3)
    clones.sync("skola")
    assert "Received: 1 outcome" in clones.sync("kansli")
