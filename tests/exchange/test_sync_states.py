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
    "detached": (lambda clones: git(clones.root / "kansli", "checkout", "--detach"), "git status"),
    "lock": (lambda clones: (clones.root / "kansli/.git/index.lock").touch(), "index.lock"),
    "damaged": (
        lambda clones: (clones.root / "kansli/.git/HEAD").write_text("nonsense\n"),
        "not a git repository",
    ),
    "none": (lambda clones: shutil.rmtree(clones.root / "kansli/.git"), "lovp sync --init"),
}


@pytest.mark.parametrize("state", STATES)
def test_an_unfit_state_is_told_with_its_remedy(clones: Clones, state: str) -> None:
    bring_about, remedy = STATES[state]
    bring_about(clones)
    assert remedy in refused(clones)


def test_a_larger_repository_around_the_folder_is_left_alone(tmp_path: Path, clones: Clones) -> None:
    shutil.rmtree(clones.root / "kansli" / ".git")
    git(tmp_path, "init", "--quiet")
    assert "Make it one: lovp sync --init" in clones.lovp("kansli", "sync").err
    assert "Committed here" in clones.lovp("kansli", "sync", "--init").out
    assert git(tmp_path, "status", "--porcelain", "--untracked-files=no") == ""
    assert git(tmp_path, "rev-parse", "HEAD", code=None).startswith("HEAD")


@pytest.mark.parametrize(
    ("program", "told"),
    [
        (None, "git is not installed here"),
        ('#!/bin/sh\ncase "$*" in *merge-tree*) exit 129;; esac\nexec {git} "$@"\n', "2.38"),
    ],
)
def test_a_git_that_is_missing_or_too_old(clones: Clones, program: str | None, told: str) -> None:
    clones.log("kansli", 3)
    folder = clones.root / "bin"
    folder.mkdir()
    if program:
        (folder / "git").write_text(program.format(git=shutil.which("git")))
        (folder / "git").chmod(0o755)
    answer = clones.lovp("kansli", "sync", environment={"PATH": str(folder)})
    assert answer.code == 1
    assert told in answer.err


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
    assert "would be overwritten by merge: text.txt" in answer.err
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


# The other end.


@pytest.mark.parametrize("at", ["pre-push here", "reference-transaction here", "pre-receive there"])
def test_a_hook_that_refuses(clones: Clones, at: str) -> None:
    hook, _space, where = at.partition(" ")
    top = clones.hub if where == "there" else clones.root / "kansli" / ".git"
    file = top / "hooks" / hook
    file.parent.mkdir(exist_ok=True)
    # What is asked of a transaction is only about the branch, so that fetching goes on.
    only = "grep -q refs/heads && " if hook == "reference-transaction" else ""
    file.write_text(f"#!/bin/sh\n{only}{{ echo kroken; exit 1; }} >&2\nexit 0\n")
    file.chmod(0o755)
    answer = clones.lovp("kansli", "sync")
    assert answer.code == 1
    assert "kroken" in answer.err
    assert "What is recorded here is kept" in answer.err
    file.unlink()
    clones.sync("kansli")
    assert len(clones.all_the_same()) == 2


def test_a_remote_made_anew(clones: Clones) -> None:
    """Whoever comes first gives it everything; the others find it there."""
    for name in ("kansli", "skola"):
        clones.sync(name)
    shutil.rmtree(clones.hub)
    git(clones.root, "init", "--quiet", "--bare", "hub.git")
    clones.log("kansli", 3)
    assert "Sent: 3 outcomes" in clones.sync("kansli")
    assert len(clones.all_the_same()) == 3


def test_of_several_remotes_the_branch_s_own_or_origin_is_used(clones: Clones) -> None:
    top = clones.root / "kansli"
    git(top, "remote", "add", "annat", "../annat.git")
    assert "The same here and on origin/main" in clones.sync("kansli")
    git(top, "remote", "rename", "origin", "vårt")
    assert "The same here and on vårt/main" in clones.sync("kansli")


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
    assert "unrelated histories" in answer.err
    # As the page about git says.
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
    assert answer.code == 0, answer.err
    assert "origin/main can't be reached now" in answer.err
    assert "Committed here" in answer.out
    assert git(top, "status", "--porcelain") == ""
    git(top, "remote", "set-url", "origin", str(clones.hub))
    assert "Sent: 1 outcome" in clones.sync("kansli")


@pytest.mark.skipif(sys.platform == "win32", reason="a program that is a script of a shell")
@pytest.mark.parametrize(
    ("said", "code", "told"),
    [
        ("git@server.invalid: Permission denied (publickey).", 1, "origin does not let you in"),
        ("Host key verification failed.", 1, "origin does not let you in"),
        ("ssh: Could not resolve hostname server.invalid: Name or service not known", 0, "can't be reached"),
        ("something that nobody has thought of", 0, "can't be reached"),
        ("", 0, "timed out after 1 seconds"),
    ],
)
def test_what_ssh_says_is_told(
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
