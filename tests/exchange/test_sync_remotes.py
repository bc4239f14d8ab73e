"""`lovp sync` and the other end in every state: not let in, away, renamed, made anew; and a shallow clone."""

import shutil
import sys
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
