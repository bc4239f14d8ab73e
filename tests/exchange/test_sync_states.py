"""`lovp sync` in whatever state a folder, a user's git or the other end is: a clear answer, and no damage."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.exchange.clones import Clones, git, needs_git

pytestmark = [pytest.mark.all, needs_git]


@pytest.fixture
def clones(tmp_path: Path) -> Clones:
    """Two clones: `skola` has sent a row, and `kansli` has one that is not committed yet."""
    clones = Clones(tmp_path, "kansli", "skola")
    clones.log("skola", 1)
    clones.sync("skola")
    clones.log("kansli", 2)
    return clones


def committed(clones: Clones, name: str, text: str) -> Path:
    """Commit a file that has nothing to do with lovp; the clone's folder."""
    top = clones.root / name
    (top / "text.txt").write_text(text, encoding="utf-8")
    git(top, "add", "--all")
    git(top, "commit", "--quiet", "-m", "by hand")
    return top


def both_change(clones: Clones) -> Path:
    """Both clones commit another content of that file."""
    git(committed(clones, "skola", "skola\n"), "push", "--quiet")
    top = committed(clones, "kansli", "kansli\n")
    git(top, "fetch", "--quiet")
    return top


STATES: dict[str, tuple[Callable[[Clones], object], str]] = {
    "merge": (lambda clones: git(both_change(clones), "merge", "origin/main", code=1), "git status"),
    "detached": (lambda clones: git(clones.root / "kansli", "checkout", "--detach"), "git status"),
    "lock": (lambda clones: (clones.root / "kansli/.git/index.lock").touch(), "index.lock"),
    "none": (lambda clones: shutil.rmtree(clones.root / "kansli/.git"), "lovp sync --init"),
    "both changed a file": (both_change, "text.txt was changed both here and by others"),
}


@pytest.mark.parametrize("state", STATES)
def test_an_unfit_state_is_told_with_its_remedy(clones: Clones, state: str) -> None:
    """Every file, branch and staged thing is as it was."""
    bring_about, remedy = STATES[state]
    bring_about(clones)
    top = clones.root / "kansli"

    def everything() -> tuple[object, ...]:
        words = (["status", "--porcelain"], ["for-each-ref", "refs/heads"], ["rev-parse", "HEAD"])
        return clones.files("kansli"), *(git(top, *each, code=None) for each in words)

    before = everything()
    answer = clones.lovp("kansli", "sync")
    assert (answer.code, answer.out, everything()) == (1, "", before)
    assert remedy in answer.err


def test_a_larger_repository_around_the_folder_is_left_alone(tmp_path: Path, clones: Clones) -> None:
    shutil.rmtree(clones.root / "kansli" / ".git")
    git(tmp_path, "init", "--quiet")
    assert "Make it one: lovp sync --init" in clones.lovp("kansli", "sync").err
    elsewhere = {"GIT_DIR": str(tmp_path / ".git")}
    assert "Committed here" in clones.lovp("kansli", "sync", "--init", environment=elsewhere).out
    assert git(tmp_path, "status", "--porcelain", "--untracked-files=no") == ""
    assert git(tmp_path, "rev-parse", "HEAD", code=None).startswith("HEAD")


OLD_GIT = '#!/bin/sh\ncase "$*" in *merge-tree*) exit 129;; esac\nexec {git} "$@"\n'


@pytest.mark.parametrize(("program", "told"), [("", "git is not installed here"), (OLD_GIT, "2.38")])
def test_a_git_that_is_missing_or_too_old(clones: Clones, program: str, told: str) -> None:
    folder = clones.root / "bin"
    folder.mkdir()
    if program:
        (folder / "git").write_text(program.format(git=shutil.which("git")))
        (folder / "git").chmod(0o755)
    answer = clones.lovp("kansli", "sync", environment={"PATH": str(folder)})
    assert answer.code == 1
    assert told in answer.err


def test_what_is_staged_and_changed_outside_the_record_stays_so(clones: Clones) -> None:
    top = committed(clones, "kansli", "ett\n")
    (top / "text.txt").write_text("två\n")
    (top / "ny.txt").write_text("ny\n")
    (top / "lagd.txt").write_text("lagd\n")
    git(top, "add", "lagd.txt")
    # As after copying from some disks: that is no change.
    (top / "targets.yaml").chmod(0o755)
    before = git(top, "-c", "core.fileMode=false", "status", "--porcelain")
    assert "A  lagd.txt" in before
    clones.sync("kansli")
    assert git(top, "-c", "core.fileMode=false", "status", "--porcelain") == before
    assert "lagd.txt" not in git(top, "ls-tree", "--name-only", "-r", "HEAD")


SETTINGS = {
    "line ends": "core.autocrlf=true core.safecrlf=true",
    "ways to merge": "pull.rebase=true merge.ff=only pull.ff=only merge.default=union merge.renames=true",
    "names and colours": "push.default=nothing color.ui=always core.quotePath=true",
    "a user's own": "user.useConfigOnly=true commit.gpgSign=true gpg.program=false core.hooksPath={root}/h",
    "attributes and ignored files": "core.attributesFile={root}/attributes core.excludesFile={root}/ignored",
}


@pytest.mark.parametrize("kind", SETTINGS)
def test_whatever_a_user_has_set(clones: Clones, kind: str, tmp_path: Path) -> None:
    """Two of them record in one file, and one changes the plan; all comes through, and the plan is read."""
    (tmp_path / "attributes").write_text("*.csv binary\n*.yaml -merge\n")
    (tmp_path / "ignored").write_text("*.csv\nimports\n")
    hook = tmp_path / "h" / "pre-commit"
    hook.parent.mkdir()
    hook.write_text("#!/bin/sh\nexit 1\n")
    hook.chmod(0o755)
    settings = tmp_path / "config"
    for setting in SETTINGS[kind].format(root=tmp_path).split():
        subprocess.run(["git", "config", "--file", settings, *setting.split("=", 1)], check=True)
    theirs = {"GIT_CONFIG_GLOBAL": str(settings), "GIT_AUTHOR_NAME": "", "GIT_COMMITTER_EMAIL": ""}

    def sync(name: str) -> None:
        answer = clones.lovp(name, "sync", environment=theirs)
        assert answer.code == 0, answer.err
        assert clones.lovp(name, "progress").code == 0

    sync("kansli")
    for name in clones.names:
        clones.log(name, 7, writer="delad")
        sync(name)
    sync("kansli")
    assert len(clones.all_the_same()) == 4
    assert b"\r" not in clones.file("kansli", "delad").read_bytes()
    clones.plan("kansli").write_bytes(clones.plan("kansli").read_bytes() + b"# nytt\r\n")
    sync("kansli")
    sync("skola")
    assert b"# nytt" in clones.plan("skola").read_bytes()


def test_a_hook_that_refuses(clones: Clones, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lovp.exchange.sharing.sync.TRIES", 2)
    file = clones.hub / "hooks" / "pre-receive"
    file.parent.mkdir(exist_ok=True)
    file.write_text("#!/bin/sh\necho kroken >&2\nexit 1\n")
    file.chmod(0o755)
    answer = clones.lovp("kansli", "sync")
    assert answer.code == 1
    assert "kroken" in answer.err
    assert "What is recorded here is kept" in answer.err
    file.unlink()
    assert len(clones.all_the_same()) == 2


@pytest.mark.parametrize("address", ["../borta.git", "http://anna:hemligt@127.0.0.1:1/plan.git"])
def test_off_line_it_says_so_and_keeps_the_commit(clones: Clones, address: str) -> None:
    top = clones.root / "kansli"
    git(top, "remote", "set-url", "origin", address)
    answer = clones.lovp("kansli", "sync")
    assert "hemligt" not in answer.out + answer.err
    assert answer.code == 0, answer.err
    assert "origin/main can't be reached now" in answer.err
    assert "Committed here" in answer.out
    assert git(top, "status", "--porcelain") == ""
    git(top, "remote", "set-url", "origin", str(clones.hub))
    assert "Sent: 1 row" in clones.sync("kansli")
