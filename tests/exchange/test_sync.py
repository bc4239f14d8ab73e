"""`lovp sync` between clones: what was recorded anywhere is everywhere, and counts once."""

from pathlib import Path

import pytest

from lovp.exchange.sharing.git import Git
from tests.exchange.clones import Clones, git, needs_git

pytestmark = [pytest.mark.all, needs_git]

TORN = b"01922d67-31e0-7cc1-93a5-00000000"


@pytest.fixture
def clones(tmp_path: Path) -> Clones:
    return Clones(tmp_path, "kansli", "skola", "ung")


def test_three_clones_end_with_the_same(clones: Clones) -> None:
    git(clones.root / "kansli", "config", "user.name", "Anna Andersson")
    ids = [clones.log(name, number) for number, name in enumerate(clones.names)]
    told = [clones.sync(name) for name in clones.names]
    assert "Sent: 1 row by kansli" in told[0]
    assert "Received: 1 row by kansli" in told[1]
    assert "Sent: 1 row by skola" in told[1]
    assert "Received: 2 rows by kansli and skola" in told[2]
    assert sorted(clones.all_the_same()) == sorted(ids)
    before = git(clones.hub, "rev-list", "--count", "main")
    for name in clones.names:
        assert clones.sync(name) == "✓ The same here and on origin/main.\n"
    assert git(clones.hub, "rev-list", "--count", "main") == before
    # A commit is a writer's, never a person's.
    people = set(git(clones.hub, "log", "--format=%an %ae%n%cn %ce", "main").splitlines())
    assert people == {f"{name} {name}@lovp.invalid" for name in clones.names}


@pytest.mark.parametrize("torn", [False, True])
def test_a_last_line_without_an_end_loses_nothing(clones: Clones, torn: bool) -> None:
    """Its lines are merged with those that others have added to the file meanwhile."""
    ids = {clones.log("kansli", 1, place="Åmål")}
    clones.all_the_same()
    ids |= {clones.log("skola", 7, writer="kansli"), clones.log("kansli", 8)}
    file = clones.file("skola", "kansli")
    file.write_bytes(file.read_bytes() + TORN if torn else file.read_bytes().rstrip())
    for name in ("kansli", "skola", "kansli"):
        clones.sync(name)
    for name in ("kansli", "skola"):
        assert (TORN in clones.file(name, "kansli").read_bytes().splitlines()) is torn
        counted = clones.lovp(name, "outcomes", "--all", "--format", "csv").out
        assert sorted(line[:36] for line in counted.splitlines()[1:]) == sorted(ids)


def test_a_row_taken_out_or_changed_by_hand_comes_back_and_is_told(clones: Clones) -> None:
    ids = [clones.log("kansli", number) for number in (1, 2, 3)]
    clones.all_the_same()
    file = clones.file("skola", "kansli")
    lines = file.read_bytes().splitlines(keepends=True)
    file.write_bytes(b"".join(lines[:2] + lines[3:]))
    assert "Taken out or changed by hand, and put back: 1 row by kansli" in clones.sync("skola")
    assert sorted(clones.all_the_same()) == sorted(ids)
    file.write_bytes(file.read_bytes().replace(b",1,", b",5,"))
    assert "put back: 1 row" in clones.sync("skola")
    clones.sync("kansli")
    answer = clones.lovp("kansli", "check")
    assert answer.code == 3
    assert "stands for different outcomes" in answer.out


def test_a_file_deleted_by_hand_comes_back(clones: Clones) -> None:
    """Deleted in the folder, or in a commit that was sent past lovp, while others add to it."""
    ids = [clones.log(name, 1) for name in clones.names]
    clones.all_the_same()
    clones.file("skola", "kansli").unlink()
    git(clones.root / "ung", "rm", "--quiet", "data/2024/kansli.csv")
    git(clones.root / "ung", "commit", "--quiet", "-m", "gone")
    git(clones.root / "ung", "push", "--quiet")
    ids.append(clones.log("kansli", 5))
    assert sorted(clones.all_the_same()) == sorted(ids)


def test_what_check_asks_to_take_out_stays_out(clones: Clones) -> None:
    """A line that is no row, and the one of two rows in conflict that is wrong."""
    first = clones.log("kansli", 1)
    clones.all_the_same()
    file = clones.file("kansli", "kansli")
    good = file.read_bytes()
    wrong = good.splitlines(keepends=True)[1].replace(b",1,", b",2,")
    file.write_bytes(good + wrong + TORN + b"\n")
    clones.sync("kansli")
    clones.sync("skola")
    other = clones.file("skola", "kansli")
    assert other.read_bytes() == good + wrong + TORN + b"\n"
    other.write_bytes(good)
    assert "put back" not in clones.sync("skola")
    assert set(clones.all_the_same()) == {first}
    assert clones.file("ung", "kansli").read_bytes() == good


@pytest.mark.parametrize("place", ["a note", "a line that is no row", "the plan"])
def test_personal_data_is_neither_committed_nor_sent(clones: Clones, place: str) -> None:
    clones.log("kansli", 1)
    clones.all_the_same()
    head = git(clones.root / "skola", "rev-parse", "HEAD")
    file = clones.plan("skola") if place == "the plan" else clones.file("skola", "kansli")
    data = file.read_bytes()
    if place == "a note":
        file.write_bytes(data.replace(b",,,kansli", b",070-174 06 05,,kansli"))
    else:
        file.write_bytes(data + b"# ring 070-174 06 05\n")
    answer = clones.lovp("skola", "sync")
    assert answer.code == 1
    assert f"{file.name} holds personal data" in answer.err
    assert "070" not in answer.out + answer.err
    assert git(clones.root / "skola", "rev-parse", "HEAD") == head


def test_conflict_copies_are_left_out_and_told_and_those_folded_in_are_ignored(clones: Clones) -> None:
    clones.log("skola", 1)
    file = clones.file("skola", "skola")
    named, other = "skola (Anna Anderssons konfliktkopia 2024-03-12).csv", "skola-PC7.csv"
    for name in (named, other):
        file.with_name(name).write_bytes(file.read_bytes())
    told = clones.sync("skola")
    assert f"data/2024/{named} was not committed. Fold conflict copies in (lovp check --tidy)" in told
    files = git(clones.hub, "ls-tree", "-r", "-z", "--name-only", "main")
    assert "Anna" not in files
    assert other in files, "a name without a person's, whose rows count once"
    assert clones.lovp("skola", "check", "--tidy").code == 0
    clones.sync("skola")
    assert git(clones.root / "skola", "status", "--porcelain") == ""
    assert ".old" not in git(clones.hub, "ls-tree", "-r", "-z", "--name-only", "main")
    assert len(clones.rows("skola")) == 1


def test_others_sent_in_between(clones: Clones, monkeypatch: pytest.MonkeyPatch) -> None:
    """Just before this one pushes, somebody else has: it is fetched, merged, and pushed again."""
    mine, theirs = clones.log("kansli", 1), clones.log("skola", 2)
    real = Git.attempt

    def attempt(git: Git, *words: str) -> str:
        if words[0] == "push":
            monkeypatch.setattr(Git, "attempt", real)
            clones.sync("skola")
        return real(git, *words)

    monkeypatch.setattr(Git, "attempt", attempt)
    told = clones.sync("kansli")
    assert "Received: 1 row by skola" in told
    assert "Sent: 1 row by kansli" in told
    assert set(clones.all_the_same()) == {mine, theirs}


def test_a_plan_changed_on_both_sides_is_told_and_nothing_is_damaged(clones: Clones) -> None:
    for name, former in (("kansli", "year: 2024"), ("skola", "hide_below: 5")):
        text = clones.plan(name).read_text("utf-8")
        clones.plan(name).write_text(text.replace(former, f"{former}  # {name}", 1), encoding="utf-8")
    clones.sync("kansli")
    kept = clones.log("skola", 4)
    before = clones.files("skola")
    answer = clones.lovp("skola", "sync")
    assert answer.code == 1
    assert "targets.yaml was changed both here and by others" in answer.err
    assert clones.files("skola") == before
    assert git(clones.root / "skola", "status", "--porcelain") == ""
    # The remedy that it names.
    assert "git checkout origin/main -- targets.yaml" in answer.err
    git(clones.root / "skola", "checkout", "origin/main", "--", "targets.yaml")
    assert kept in clones.all_the_same()
    assert "# kansli" in clones.plan("skola").read_text("utf-8")
