"""`lovp sync` between clones: what was recorded anywhere is everywhere, and counts once."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from lovp.exchange.sharing import repository
from lovp.record.row import HEADER
from tests.exchange.clones import QUIET, Clones, git, needs_git

pytestmark = [pytest.mark.all, needs_git]

TORN = b"01922d67-31e0-7cc1-93a5-00000000"


@pytest.fixture
def clones(tmp_path: Path) -> Clones:
    return Clones(tmp_path, "kansli", "skola", "ung")


def test_three_clones_end_with_the_same(clones: Clones) -> None:
    ids = [clones.log(name, number) for number, name in enumerate(clones.names)]
    told = [clones.sync(name) for name in clones.names]
    assert "Sent: 1 outcome by kansli" in told[0]
    assert "Received: 1 outcome by kansli" in told[1]
    assert "Sent: 1 outcome by skola" in told[1]
    assert "Received: 2 outcomes by kansli and skola" in told[2]
    assert sorted(clones.all_the_same()) == sorted(ids)
    before = git(clones.hub, "rev-list", "--count", "main")
    for name in clones.names:
        assert clones.sync(name) == "✓ The same here and on origin/main.\n"
    assert git(clones.hub, "rev-list", "--count", "main") == before


def test_corrections_travel(clones: Clones) -> None:
    first = clones.log("kansli", 3)
    clones.sync("kansli")
    clones.sync("skola")
    assert clones.lovp("skola", "amend", first, "--value", "4").code == 0
    assert clones.lovp("kansli", "undo", first).code == 0
    assert "Sent: 1 correction by skola" in clones.sync("skola")
    told = clones.sync("kansli")
    assert "Received: 1 correction by skola" in told
    assert "Sent: 1 cancellation by kansli" in told
    assert len(clones.all_the_same()) == 3


def test_commits_name_the_writer_and_never_the_user(clones: Clones) -> None:
    for name in clones.names[:2]:
        git(clones.root / name, "config", "user.name", "Anna Andersson")
        git(clones.root / name, "config", "user.email", "anna@example.org")
        clones.log(name, 2)
    clones.sync("kansli")
    clones.sync("skola")
    people = set(git(clones.hub, "log", "--format=%an %ae%n%cn %ce", "main").splitlines())
    assert people == {"kansli kansli@lovp.invalid", "skola skola@lovp.invalid"}


@pytest.mark.parametrize("form", ["excel", "sorted", "no end"])
def test_a_file_in_another_form_loses_nothing(clones: Clones, form: str) -> None:
    """Its lines are merged with those that others have added to the file meanwhile."""
    for number, place in enumerate(["Åmål", "Hjo", "Skövde"]):
        clones.log("kansli", number, place=place)
    clones.all_the_same()
    file = clones.file("skola", "kansli")
    file.write_bytes(saved(file.read_bytes(), form))
    mine = clones.log("skola", 7, writer="kansli")
    other = clones.log("kansli", 8)
    clones.sync("kansli")
    rows = clones.all_the_same()
    assert {mine, other} <= set(rows)
    assert len(rows) == 5
    counted = clones.lovp("ung", "outcomes", "--all", "--format", "csv").out
    assert counted.count("\n") == 1 + 5
    assert "Åmål" in counted


def saved(data: bytes, form: str) -> bytes:
    text = data.decode()
    lines = text.splitlines()
    return {
        "excel": "\r\n".join(line.replace(",", ";") for line in lines).encode("cp1252") + b"\r\n",
        "sorted": "\n".join([lines[0], *reversed(lines[1:])]).encode() + b"\n",
        "no end": data.removesuffix(b"\n"),
    }[form]


def test_a_torn_line_does_not_swallow_the_rows_of_others(clones: Clones) -> None:
    """Both have added to one file, and the last line of one of them has no end."""
    first = clones.log("kansli", 1, writer="delad")
    clones.all_the_same()
    mine = clones.log("skola", 2, writer="delad")
    with clones.file("skola", "delad").open("ab") as out:
        out.write(TORN)
    other = clones.log("kansli", 3, writer="delad")
    clones.sync("kansli")
    clones.sync("skola")
    clones.sync("kansli")
    for name in ("kansli", "skola"):
        lines = clones.file(name, "delad").read_bytes().splitlines()
        assert TORN in lines
        assert {line[:36].decode() for line in lines[1:] if line != TORN} == {first, mine, other}


def test_a_row_taken_out_by_hand_comes_back_and_is_told(clones: Clones) -> None:
    ids = [clones.log("kansli", number) for number in range(3)]
    clones.all_the_same()
    file = clones.file("skola", "kansli")
    lines = file.read_bytes().splitlines(keepends=True)
    file.write_bytes(b"".join(lines[:2] + lines[3:]))
    assert "data/2024/kansli.csv: 1 row had been taken out or changed by hand" in clones.sync("skola")
    assert sorted(clones.all_the_same()) == sorted(ids)


@pytest.mark.parametrize("others_add", [False, True])
def test_a_file_deleted_by_hand_comes_back(clones: Clones, others_add: bool) -> None:
    """Deleted in the folder, or in a commit that was sent past lovp, while others add to it or not."""
    ids = [clones.log(name, 1) for name in clones.names]
    clones.all_the_same()
    clones.file("skola", "kansli").unlink()
    git(clones.root / "ung", "rm", "--quiet", "data/2024/kansli.csv")
    git(clones.root / "ung", "commit", "--quiet", "-m", "gone")
    git(clones.root / "ung", "push", "--quiet")
    if others_add:
        ids.append(clones.log("kansli", 5))
    assert sorted(clones.all_the_same()) == sorted(ids)


def test_a_file_that_was_renamed_stays_renamed(clones: Clones) -> None:
    """Its rows stand elsewhere, so it may go; rows added to the former name meanwhile are not lost."""
    first = clones.log("kansli", 1)
    clones.all_the_same()
    clones.file("skola", "kansli").rename(clones.file("skola", "kontoret"))
    clones.sync("skola")
    assert not clones.file("skola", "kansli").exists()
    second = clones.log("kansli", 2)
    clones.sync("kansli")
    assert set(clones.all_the_same()) == {first, second}
    assert clones.file("ung", "kontoret").exists()


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
    assert "taken out" not in clones.sync("skola")
    assert set(clones.all_the_same()) == {first}
    assert clones.file("ung", "kansli").read_bytes() == good


def test_a_row_changed_by_hand_is_a_conflict_that_shows(clones: Clones) -> None:
    clones.log("kansli", 1)
    clones.all_the_same()
    file = clones.file("skola", "kansli")
    file.write_bytes(file.read_bytes().replace(b",1,", b",5,"))
    told = clones.sync("skola")
    assert "1 row had been taken out or changed by hand" in told
    assert "uncertain" in told
    clones.sync("kansli")
    answer = clones.lovp("kansli", "check")
    assert answer.code == 3
    assert "stands for different outcomes" in answer.out


@pytest.mark.parametrize("line", [False, True], ids=["in a note", "in a line that is no row"])
def test_personal_data_is_neither_committed_nor_sent(clones: Clones, line: bool) -> None:
    clones.log("kansli", 1)
    clones.all_the_same()
    head = git(clones.root / "skola", "rev-parse", "HEAD")
    file = clones.file("skola", "kansli")
    data = file.read_bytes()
    file.write_bytes(
        data + b"ring 070-174 06 05\n" if line else data.replace(b",,,kansli", b",070-174 06 05,,kansli")
    )
    answer = clones.lovp("skola", "sync")
    assert answer.code == 1
    assert "data/2024/kansli.csv holds personal data" in answer.err
    assert "070" not in answer.out + answer.err
    assert git(clones.root / "skola", "rev-parse", "HEAD") == head


def test_conflict_copies_are_left_out_and_those_folded_in_are_ignored(clones: Clones) -> None:
    clones.log("skola", 1)
    file = clones.file("skola", "skola")
    named, other = "skola (Anna Anderssons konfliktkopia 2024-03-12).csv", "skola-PC7.csv"
    for name in (named, other):
        file.with_name(name).write_bytes(file.read_bytes())
    told = clones.sync("skola")
    assert "was not committed: it has no writer's name: lovp check --tidy folds conflict copies in" in told
    files = git(clones.hub, "ls-tree", "-r", "-z", "--name-only", "main")
    assert "Anna" not in files
    assert other in files, "a name without a person's, whose rows count once"
    assert clones.lovp("skola", "check", "--tidy", "--yes").code == 0
    clones.sync("skola")
    assert git(clones.root / "skola", "status", "--porcelain") == ""
    assert ".old" not in git(clones.hub, "ls-tree", "-r", "-z", "--name-only", "main")
    assert len(clones.rows("skola")) == 1


def test_others_sent_in_between(clones: Clones, monkeypatch: pytest.MonkeyPatch) -> None:
    """Just before this one pushes, somebody else has: it is fetched, merged, and pushed again."""
    mine, theirs = clones.log("kansli", 1), clones.log("skola", 2)
    real = repository.push
    turns: list[int] = []

    def push(*words: object) -> bool:
        if not turns:
            turns.append(1)
            clones.sync("skola")
        return real(*words)  # type: ignore[arg-type]

    monkeypatch.setattr("lovp.exchange.sharing.sync.push", push)
    told = clones.sync("kansli")
    assert "Received: 1 outcome by skola" in told
    assert "Sent: 1 outcome by kansli" in told
    assert set(clones.all_the_same()) == {mine, theirs}


def test_all_push_at_the_same_moment(clones: Clones) -> None:
    """Who is refused fetches, merges and pushes again."""
    for number in range(2):
        ids = {clones.log(name, number, writer=writer) for name in clones.names for writer in (name, "delad")}
        running = [
            subprocess.Popen(
                [sys.executable, "-m", "lovp", "sync"],
                cwd=clones.root / name,
                env={**os.environ, **QUIET, "LOVP_WRITER": name, "HOME": str(clones.root)},
                stdout=subprocess.DEVNULL,
            )
            for name in clones.names
        ]
        assert [process.wait(60) for process in running] == [0, 0, 0]
        assert ids <= set(clones.all_the_same())


def change(clones: Clones, name: str, former: str, new: str) -> None:
    plan = clones.root / name / "targets.yaml"
    text = plan.read_text("utf-8")
    assert former in text
    plan.write_text(text.replace(former, new, 1), encoding="utf-8")


def test_the_plan_is_shared_too_and_merged_line_by_line(clones: Clones) -> None:
    change(clones, "kansli", "year: 2024", "year: 2024  # kansliet")
    plan = clones.root / "skola" / "targets.yaml"
    plan.write_text(plan.read_text("utf-8") + "# skola\n", encoding="utf-8")
    clones.sync("kansli")
    told = clones.sync("skola")
    assert "Received: targets.yaml, as others have changed it" in told
    clones.all_the_same()
    text = (clones.root / "ung" / "targets.yaml").read_text("utf-8")
    assert "# kansliet" in text
    assert text.endswith("# skola\n")


def test_a_plan_with_errors_is_left_out_and_the_record_is_not(clones: Clones) -> None:
    change(clones, "kansli", "year: 2024", "year: tjugo")
    file = clones.file("kansli", "kansli")
    file.parent.mkdir(parents=True)
    row = "row-0001,2024-03-12,schoolinfo,Hjo,3,,,,kansli,2024-03-12T10:00:00.000000Z"
    file.write_text(f"{HEADER}\n{row}\n", encoding="utf-8")
    told = clones.sync("kansli")
    assert "targets.yaml was not committed: it has errors" in told
    assert "Sent: 1 outcome" in told
    assert "tjugo" not in git(clones.hub, "show", "main:targets.yaml")
    assert "tjugo" in (clones.root / "kansli" / "targets.yaml").read_text("utf-8")


@pytest.mark.parametrize("how", ["the same line", "lines that do not go together"])
def test_a_plan_changed_differently_on_both_sides_is_told_and_nothing_is_damaged(
    clones: Clones, how: str
) -> None:
    if how == "the same line":
        for name, comment in (("kansli", "kansliet"), ("skola", "skola")):
            change(clones, name, "year: 2024", f"year: 2024  # {comment}")
    else:  # each has moved a line, which then stands twice
        for name, comment, place in (("kansli", "kansliet", "places:"), ("skola", "skola", "calendars:")):
            change(clones, name, "hide_below: 5 ", "# ")
            change(clones, name, f"\n{place}", f"\nhide_below: 5  # {comment}\n{place}")
    clones.sync("kansli")
    kept = clones.log("skola", 4)
    before = clones.tree("skola")
    answer = clones.lovp("skola", "sync")
    assert answer.code == 1
    assert "targets.yaml was changed in the same place here and by others" in answer.err
    assert clones.tree("skola") == before
    assert git(clones.root / "skola", "status", "--porcelain") == ""
    # The remedy that it names.
    assert "git checkout origin/main -- targets.yaml" in answer.err
    git(clones.root / "skola", "checkout", "origin/main", "--", "targets.yaml")
    clones.sync("skola")
    assert kept in clones.all_the_same()
    assert "# kansliet" in (clones.root / "skola" / "targets.yaml").read_text("utf-8")
    assert "# skola" in git(clones.root / "skola", "log", "-p", "--format=", "--", "targets.yaml")


def test_a_mapping_that_others_deleted_and_that_is_changed_here_is_told(clones: Clones) -> None:
    mapping = clones.root / "kansli" / "imports" / "besok.yaml"
    mapping.parent.mkdir()
    mapping.write_text("source: besok\n")
    clones.all_the_same()
    mapping.unlink()
    clones.sync("kansli")
    other = clones.root / "skola" / "imports" / "besok.yaml"
    other.write_text("source: besok  # ändrad\n", encoding="utf-8")
    answer = clones.lovp("skola", "sync")
    assert answer.code == 1
    # The remedy that it names, and what git says then.
    assert "git pull --no-rebase" in answer.err
    git(clones.root / "skola", "pull", "--no-rebase", code=1)
    git(clones.root / "skola", "rm", "imports/besok.yaml")
    git(clones.root / "skola", "commit", "--no-edit")
    clones.sync("skola")
    assert not other.exists()
