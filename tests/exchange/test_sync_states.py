"""Whatever state a user's own git has left a folder in: a clear answer, and no damage."""

import shutil
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


def refused(clones: Clones, *words: str, name: str = "kansli") -> str:
    """What a sync says that is refused, and that leaves every file, branch and staged thing as it was."""
    top = clones.root / name
    before = clones.files(name), git(top, "status", "--porcelain", code=None), heads(top)
    answer = clones.lovp(name, "sync", *words)
    assert answer.code == 1, answer.out
    assert answer.out == ""
    assert answer.err.startswith("lovp: ")
    assert (clones.files(name), git(top, "status", "--porcelain", code=None), heads(top)) == before
    return answer.err


def heads(top: Path) -> str:
    return git(top, "for-each-ref", "refs/heads", code=None) + git(top, "rev-parse", "HEAD", code=None)


def committed(clones: Clones, name: str, path: str, text: str, message: str = "by hand") -> None:
    file = clones.root / name / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    git(clones.root / name, "add", path)
    git(clones.root / name, "commit", "--quiet", "-m", message)


def both_change(clones: Clones) -> Path:
    """Both clones commit another content of one file that has nothing to do with lovp."""
    committed(clones, "skola", "anteckningar.txt", "skola\n")
    git(clones.root / "skola", "push", "--quiet")
    committed(clones, "kansli", "anteckningar.txt", "kansli\n")
    git(clones.root / "kansli", "fetch", "--quiet")
    return clones.root / "kansli"


def merge(clones: Clones) -> None:
    git(both_change(clones), "merge", "origin/main", code=1)


def rebase(clones: Clones) -> None:
    # What is recorded and not committed would keep git from rebasing.
    git(clones.root / "kansli", "add", "--all")
    git(clones.root / "kansli", "commit", "--quiet", "-m", "by hand")
    git(both_change(clones), "rebase", "origin/main", code=1)


def cherry_pick(clones: Clones) -> None:
    git(both_change(clones), "cherry-pick", "origin/main", code=1)


def revert(clones: Clones) -> None:
    top = clones.root / "kansli"
    for text in ("ett\n", "två\n", "tre\n"):
        committed(clones, "kansli", "text.txt", text)
    git(top, "revert", "--no-edit", "HEAD~1", code=1)


def unmerged(clones: Clones) -> None:
    top = clones.root / "kansli"
    committed(clones, "kansli", "text.txt", "ett\n")
    (top / "text.txt").write_text("två\n")
    git(top, "stash", "--quiet")
    committed(clones, "kansli", "text.txt", "tre\n")
    git(top, "stash", "pop", code=1)


def detached(clones: Clones) -> None:
    git(clones.root / "kansli", "checkout", "--quiet", "--detach")


def index_lock(clones: Clones) -> None:
    (clones.root / "kansli" / ".git" / "index.lock").touch()


def unreadable(clones: Clones) -> None:
    (clones.root / "kansli" / ".git" / "HEAD").write_text("nonsense\n")


STATES: dict[str, tuple[Callable[[Clones], None], str]] = {
    "an unfinished merge": (merge, "git merge --abort"),
    "an unfinished rebase": (rebase, "git rebase --abort"),
    "an unfinished cherry-pick": (cherry_pick, "git cherry-pick --abort"),
    "an unfinished revert": (revert, "git revert --abort"),
    "files that are not united": (unmerged, "git reset --merge"),
    "no branch": (detached, "git switch main"),
    "a lock of git's": (index_lock, "index.lock"),
    "a repository that git can't read": (unreadable, "git can't read the repository"),
}


@pytest.mark.parametrize("state", STATES)
def test_an_unfit_state_is_told_with_its_remedy(clones: Clones, state: str) -> None:
    bring_about, remedy = STATES[state]
    bring_about(clones)
    assert remedy in refused(clones)


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
    (clones.root / "kansli" / "text.txt").write_text("mitt\n")
    answer = clones.lovp("kansli", "sync")
    assert answer.code == 1
    assert "text.txt" in answer.err
    assert "git stash" in answer.err
    assert (clones.root / "kansli" / "text.txt").read_text() == "mitt\n"
    (clones.root / "kansli" / "text.txt").rename(clones.root / "kansli" / "undan.txt")
    clones.sync("kansli")
    assert (clones.root / "kansli" / "text.txt").read_text() == "skola\n"
    assert len(clones.rows("kansli")) == 2


def test_a_file_changed_on_both_sides_is_told(clones: Clones) -> None:
    top = both_change(clones)
    answer = clones.lovp("kansli", "sync")
    assert answer.code == 1
    assert "anteckningar.txt was changed here and by others" in answer.err
    assert (top / "anteckningar.txt").read_text() == "kansli\n"
    assert git(top, "status", "--porcelain") == ""


def test_no_repository(clones: Clones) -> None:
    shutil.rmtree(clones.root / "kansli" / ".git")
    before = clones.tree("kansli")
    answer = clones.lovp("kansli", "sync")
    assert answer.code == 1
    assert "lovp sync --init" in answer.err
    assert clones.tree("kansli") == before


def test_a_part_of_a_larger_repository(tmp_path: Path, clones: Clones) -> None:
    shutil.rmtree(clones.root / "kansli" / ".git")
    git(tmp_path, "init", "--quiet")
    for words in (["sync"], ["sync", "--init"]):
        answer = clones.lovp("kansli", *words)
        assert answer.code == 1
        assert "a part of a larger git repository" in answer.err
    assert git(tmp_path, "status", "--porcelain", "--untracked-files=no") == ""


def test_a_folder_of_another_user(clones: Clones) -> None:
    """Git refuses to work there, and says so; here it is told that the folder is another's."""
    answer = clones.lovp("kansli", "sync", environment={"GIT_TEST_ASSUME_DIFFERENT_OWNER": "1"})
    assert answer.code == 1
    assert "belongs to another user" in answer.err
    assert "safe.directory" in answer.err


def test_no_git(clones: Clones, tmp_path: Path) -> None:
    answer = clones.lovp("kansli", "sync", environment={"PATH": str(tmp_path)})
    assert answer.code == 1
    assert "git is not installed here" in answer.err


def test_a_user_whose_git_knows_no_name(clones: Clones) -> None:
    bare = dict.fromkeys(("GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL", "EMAIL"), "")
    git(clones.root / "kansli", "config", "user.useConfigOnly", "true")
    assert clones.lovp("kansli", "sync", environment=bare).code == 0


def test_an_environment_that_leads_git_elsewhere(clones: Clones, tmp_path: Path) -> None:
    elsewhere = {"GIT_DIR": str(tmp_path / "nowhere"), "GIT_INDEX_FILE": str(tmp_path / "index")}
    assert clones.lovp("kansli", "sync", environment=elsewhere).code == 0
    assert not (tmp_path / "nowhere").exists()


def test_a_branch_without_a_commit(clones: Clones) -> None:
    """A folder whose plan is wrong and that has no outcomes: there is nothing to commit."""
    new = clones.root / "ny"
    new.mkdir()
    (new / "targets.yaml").write_text("year: tjugo\n")
    git(new, "init", "--quiet")
    git(new, "symbolic-ref", "HEAD", "refs/heads/main")
    told = clones.lovp("ny", "sync")
    assert told.code == 0
    git(new, "remote", "add", "origin", str(clones.hub))
    answer = clones.lovp("ny", "sync")
    assert answer.code == 1
    assert "nothing to share here yet" in answer.err


def test_files_that_git_takes_for_programs(clones: Clones) -> None:
    """As after copying from some disks; else every clone would change the mode back, for ever."""
    clones.log("kansli", 3, writer="delad")
    clones.all_the_same()
    for name in clones.names:
        clones.log(name, 4, writer="delad")
        clones.file(name, "delad").chmod(0o755)
    git(clones.root / "kansli", "commit", "--quiet", "-am", "by hand")
    (clones.root / "skola" / "targets.yaml").chmod(0o755)
    clones.sync("kansli")
    git(clones.root / "skola", "checkout", "--quiet", "--", "targets.yaml")
    assert len(clones.all_the_same()) == 5
    before = git(clones.hub, "rev-parse", "main")
    clones.all_the_same()
    assert git(clones.hub, "rev-parse", "main") == before


def test_data_that_is_a_link(clones: Clones) -> None:
    top = clones.root / "kansli"
    (top / "data").rename(clones.root / "annan")
    try:
        (top / "data").symlink_to(clones.root / "annan", target_is_directory=True)
    except OSError:
        pytest.skip("no links here")
    assert "is a link to another folder" in refused(clones)
