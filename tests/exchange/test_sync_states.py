"""`lovp sync` in whatever state a folder, a user's git or the other end is: a clear answer, and no damage."""

import shutil
import subprocess
import sys
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


# The folder.


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


# The user's git.

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


# The other end.


@pytest.mark.parametrize("hook", ["pre-push", "reference-transaction"])
def test_a_hook_that_fails(clones: Clones, hook: str) -> None:
    file = clones.root / "kansli" / ".git" / "hooks" / hook
    file.parent.mkdir(exist_ok=True)
    # What is asked of the second one is only about the branch, so that fetching goes on.
    file.write_text(
        "#!/bin/sh\n"
        + ("grep -q refs/heads && " if hook != "pre-push" else "")
        + "{ echo kroken; exit 1; } >&2\nexit 0\n"
    )
    file.chmod(0o755)
    answer = clones.lovp("kansli", "sync")
    assert answer.code == 1
    assert "kroken" in answer.err
    file.unlink()
    clones.sync("kansli")
    assert len(clones.all_the_same()) == 2


def test_a_server_that_does_not_accept_it(clones: Clones) -> None:
    file = clones.hub / "hooks" / "pre-receive"
    file.parent.mkdir(exist_ok=True)
    file.write_text("#!/bin/sh\necho 'bara på vardagar' >&2\nexit 1\n")
    file.chmod(0o755)
    answer = clones.lovp("kansli", "sync")
    assert answer.code == 1
    assert "Nothing could be sent to origin" in answer.err
    assert "bara på vardagar" in answer.err
    assert "What is recorded here is kept" in answer.err
    file.unlink()
    assert "Sent: 1 outcome" in clones.sync("kansli")


def test_a_shallow_clone(clones: Clones) -> None:
    for number in range(3):
        clones.log("skola", number)
        clones.sync("skola")
    clones.clone("grund", "--depth", "1")
    clones.log("grund", 8)
    clones.log("skola", 9)
    clones.sync("skola")
    clones.sync("grund")
    clones.names = ("kansli", "skola", "grund")
    assert len(clones.all_the_same()) == 7


def test_a_folder_without_the_branch_of_its_remote(clones: Clones) -> None:
    """The branch was renamed there: pushing would make a second one, which nobody else looks at."""
    git(clones.hub, "branch", "-m", "main", "huvudgren")
    told = clones.lovp("kansli", "sync")
    assert told.code == 1
    assert "There is no branch main on origin; there is: huvudgren" in told.err
    assert "main" not in git(clones.hub, "branch", "--list", "main")
    git(clones.root / "kansli", "branch", "-m", "huvudgren")
    assert "Sent: 1 outcome" in clones.sync("kansli")


def test_a_remote_made_anew(clones: Clones) -> None:
    """Whoever comes first gives it everything; the others find it there."""
    for name in ("kansli", "skola"):
        clones.sync(name)
    shutil.rmtree(clones.hub)
    git(clones.root, "init", "--quiet", "--bare", "hub.git")
    clones.log("kansli", 3)
    assert "Sent: 3 outcomes" in clones.sync("kansli")
    assert len(clones.all_the_same()) == 3


def test_several_remotes(clones: Clones) -> None:
    top = clones.root / "kansli"
    git(top, "branch", "--unset-upstream")
    git(top, "remote", "rename", "origin", "ett")
    git(top, "remote", "add", "två", str(clones.root / "annat.git"))
    answer = clones.lovp("kansli", "sync")
    assert answer.code == 1
    assert "several remotes: ett, två" in answer.err
    assert "git push -u NAME main" in answer.err


def test_two_folders_that_were_begun_apart(clones: Clones) -> None:
    """Git can't tell what both began with; the record can be copied, as it is a set."""
    new = clones.root / "ung"
    new.mkdir()
    shutil.copy(PLAN, new / "targets.yaml")
    assert clones.lovp("ung", "sync", "--init").code == 0
    clones.log("ung", 7)
    git(new, "remote", "add", "origin", "../hub.git")
    answer = clones.lovp("ung", "sync")
    assert answer.code == 1
    assert "origin/main has another history" in answer.err
    # The remedy that it names.
    new.rename(clones.root / "former")
    clones.clone("ung")
    shutil.copytree(clones.root / "former" / "data", new / "data", dirs_exist_ok=True)
    assert "Sent: 1 outcome by ung" in clones.sync("ung")


@pytest.mark.parametrize("what", ["moved away", "no such host", "nobody listens"])
def test_off_line_it_says_so_and_keeps_the_commit(clones: Clones, what: str) -> None:
    top = clones.root / "kansli"
    address = {
        "moved away": str(clones.root / "borta.git"),
        "no such host": "https://server.invalid/plan.git",
        "nobody listens": "http://anna:hemligt@127.0.0.1:1/plan.git",
    }[what]
    git(top, "remote", "set-url", "origin", address)
    answer = clones.lovp("kansli", "sync")
    assert "hemligt" not in answer.out + answer.err
    if "not a git command" in answer.err or "Unable to find remote helper" in answer.err:
        pytest.skip("this git can't speak with servers over HTTP")
    assert answer.code == 0, answer.err
    assert "origin/main can't be reached now" in answer.err
    assert "Committed here, to be sent: 1 outcome by kansli" in answer.out
    assert git(top, "status", "--porcelain") == ""
    clones.log("kansli", 5)
    assert "to be sent: 2 outcomes" in clones.sync("kansli")
    git(top, "remote", "set-url", "origin", str(clones.hub))
    assert "Sent: 2 outcomes" in clones.sync("kansli")


@pytest.mark.skipif(sys.platform == "win32", reason="a program that is a script of a shell")
@pytest.mark.parametrize(
    ("said", "code", "told"),
    [
        ("git@server.invalid: Permission denied (publickey).", 1, "You are not let in there"),
        ("Host key verification failed.", 1, "You are not let in there"),
        ("ssh: Could not resolve hostname server.invalid: Name or service not known", 0, "can't be reached"),
        ("ssh: connect to host server.invalid port 22: Connection timed out", 0, "can't be reached"),
        ("something that nobody has thought of", 1, "What is recorded here is kept"),
        ("", 0, "timed out after 1 seconds"),
    ],
)
def test_what_ssh_says_is_understood(
    clones: Clones, monkeypatch: pytest.MonkeyPatch, said: str, code: int, told: str
) -> None:
    """The remote is one that is reached by ssh, which is a script here; without a word it never answers."""
    monkeypatch.setattr("lovp.exchange.sharing.git.SECONDS", 300 if said else 1)
    program = clones.root / "ssh"
    program.write_text(f"#!/bin/sh\necho '{said}' >&2; exit 255\n" if said else "#!/bin/sh\nexec sleep 30\n")
    program.chmod(0o755)
    git(clones.root / "kansli", "remote", "set-url", "origin", "ssh://git@server.invalid/plan.git")
    environment = {"GIT_SSH_COMMAND": str(program), "GIT_SSH_VARIANT": "simple"}
    answer = clones.lovp("kansli", "sync", environment=environment)
    assert answer.code == code, answer.err
    assert told in answer.err
    assert said.split(":")[-1].strip() in answer.err
    assert git(clones.root / "kansli", "status", "--porcelain") == "", "it is committed all the same"
    git(clones.root / "kansli", "remote", "set-url", "origin", "../hub.git")
    monkeypatch.setattr("lovp.exchange.sharing.git.SECONDS", 300)
    assert "Sent: 1 outcome" in clones.sync("kansli")
