"""`lovp sync` between clones: what was recorded anywhere is everywhere, once, and nothing else is touched."""

from pathlib import Path

import pytest

from lovp.record.row import HEADER
from tests.exchange.clones import Clones, git, needs_git

pytestmark = [pytest.mark.all, needs_git]


@pytest.fixture
def clones(tmp_path: Path) -> Clones:
    return Clones(tmp_path, "kansli", "skola", "ung")


def test_three_clones_end_with_the_same(clones: Clones) -> None:
    ids = [clones.log(name, number) for number, name in enumerate(clones.names)]
    told = [clones.sync(name) for name in clones.names]
    assert "Sent: 1 outcome by kansli" in told[0]
    assert "Received: 1 outcome by kansli" in told[1]
    assert "Sent: 1 outcome by skola" in told[1]
    assert "Received: 2 outcomes by kansli, skola" in told[2]
    assert sorted(clones.all_the_same()) == sorted(ids)


def test_nothing_new_makes_no_commit(clones: Clones) -> None:
    clones.all_the_same()
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
    git(clones.root / "skola", "config", "user.name", "Anna Andersson")
    git(clones.root / "skola", "config", "user.email", "anna@example.org")
    clones.log("skola", 2)
    clones.sync("skola")
    people = set(git(clones.hub, "log", "--format=%an %ae%n%cn %ce", "main").splitlines())
    assert people == {"kansli kansli@lovp.invalid", "skola skola@lovp.invalid"}


@pytest.mark.parametrize("form", ["excel", "sorted", "no end"])
def test_a_file_that_a_spreadsheet_saved_loses_nothing_and_is_put_back(clones: Clones, form: str) -> None:
    """In its own form everywhere else, its rows in another order or not, with a row added here and there."""
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
    data = b"".join(file.read_bytes() for file in clones.year("ung").glob("*.csv"))
    assert b";" not in data
    assert b"\r" not in data
    assert "Åmål".encode() in data


def saved(data: bytes, form: str) -> bytes:
    text = data.decode()
    lines = text.splitlines()
    return {
        "excel": "\r\n".join(line.replace(",", ";") for line in lines).encode("cp1252") + b"\r\n",
        "sorted": "\n".join([lines[0], *reversed(lines[1:])]).encode() + b"\n",
        "no end": data.removesuffix(b"\n"),
    }[form]


def test_a_row_taken_out_by_hand_comes_back_and_is_told(clones: Clones) -> None:
    ids = [clones.log("kansli", number) for number in range(3)]
    clones.all_the_same()
    file = clones.file("skola", "kansli")
    lines = file.read_bytes().splitlines(keepends=True)
    file.write_bytes(b"".join(lines[:2] + lines[3:]))
    assert "data/2024/kansli.csv: 1 row had been taken out or changed by hand" in clones.sync("skola")
    assert sorted(clones.all_the_same()) == sorted(ids)


def test_a_file_deleted_by_hand_comes_back(clones: Clones) -> None:
    ids = [clones.log(name, 1) for name in clones.names]
    clones.all_the_same()
    clones.file("skola", "kansli").unlink()
    git(clones.root / "ung", "rm", "--quiet", "data/2024/kansli.csv")
    git(clones.root / "ung", "commit", "--quiet", "-m", "gone")
    git(clones.root / "ung", "push", "--quiet")
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
    clones.sync("kansli")


def test_what_check_asks_to_take_out_stays_out(clones: Clones) -> None:
    """A line that is no row, and the one of two rows in conflict that is wrong."""
    first = clones.log("kansli", 1)
    clones.all_the_same()
    file = clones.file("kansli", "kansli")
    good = file.read_bytes()
    wrong = good.splitlines(keepends=True)[1].replace(b",1,", b",2,")
    file.write_bytes(good + wrong + b"torn,2024-03-\n")
    clones.sync("kansli")
    clones.sync("skola")
    other = clones.file("skola", "kansli")
    assert other.read_bytes() == good + wrong + b"torn,2024-03-\n"
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


def test_personal_data_is_neither_committed_nor_sent(clones: Clones) -> None:
    clones.log("kansli", 1)
    clones.all_the_same()
    head = git(clones.root / "skola", "rev-parse", "HEAD")
    file = clones.file("skola", "kansli")
    file.write_bytes(file.read_bytes().replace(b",,,kansli", b",ring 070-174 06 05,,kansli"))
    answer = clones.lovp("skola", "sync")
    assert answer.code == 1
    assert "holds personal data (phone number)" in answer.err
    assert "070" not in answer.out + answer.err
    assert git(clones.root / "skola", "rev-parse", "HEAD") == head


def test_conflict_copies_are_left_out_until_they_are_folded_in(clones: Clones) -> None:
    clones.log("skola", 1)
    file = clones.file("skola", "skola")
    copy = file.with_name("skola (Anna Anderssons konfliktkopia 2024-03-12).csv")
    copy.write_bytes(file.read_bytes())
    told = clones.sync("skola")
    assert "was not committed: it has no writer's name: lovp check --tidy folds conflict copies in" in told
    assert "Anna" not in git(clones.hub, "log", "--format=%s", "--name-only", "-z", "main")


def test_files_that_are_no_record_are_kept_both(clones: Clones) -> None:
    """They can't be taken apart; the one stays under its name, the other beside it, everywhere."""
    for name in clones.names[:2]:
        clones.year(name).mkdir(parents=True)
        (clones.year(name) / "annat.csv").write_bytes(f"namn;antal\n{name};1\n".encode())
        assert clones.lovp(name, "sync").code == 0
    assert clones.lovp("kansli", "sync").code == 0
    assert clones.lovp("ung", "sync").code == 0
    for name in clones.names:
        assert {file.read_bytes() for file in clones.year(name).glob("annat*.csv")} == {
            b"namn;antal\nkansli;1\n",
            b"namn;antal\nskola;1\n",
        }
        assert git(clones.root / name, "status", "--porcelain") == ""


def test_others_sent_in_between(clones: Clones, monkeypatch: pytest.MonkeyPatch) -> None:
    """Just before this one sends, somebody else has: it is fetched, united, and sent again."""
    from lovp.exchange.sharing import remote

    mine, theirs = clones.log("kansli", 1), clones.log("skola", 2)
    real = remote.push
    turns: list[int] = []

    def push(*words: object) -> bool:
        if not turns:
            turns.append(1)
            clones.sync("skola")
        return real(*words)  # type: ignore[arg-type]

    monkeypatch.setattr(remote, "push", push)
    told = clones.sync("kansli")
    assert "Received: 1 outcome by skola" in told
    assert "Sent: 1 outcome by kansli" in told
    assert set(clones.all_the_same()) == {mine, theirs}


def test_the_plan_is_shared_too_and_united_line_by_line(clones: Clones) -> None:
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


def change(clones: Clones, name: str, former: str, new: str) -> None:
    plan = clones.root / name / "targets.yaml"
    text = plan.read_text("utf-8")
    assert former in text
    plan.write_text(text.replace(former, new, 1), encoding="utf-8")


def test_a_plan_changed_differently_on_both_sides_is_told_and_nothing_is_damaged(clones: Clones) -> None:
    change(clones, "kansli", "year: 2024", "year: 2024  # kansliet")
    clones.sync("kansli")
    change(clones, "skola", "year: 2024", "year: 2024  # skola")
    kept = clones.log("skola", 4)
    before = clones.tree("skola")
    answer = clones.lovp("skola", "sync")
    assert answer.code == 1
    assert "targets.yaml was changed here and by others, in the same place" in answer.err
    assert clones.tree("skola") == before
    assert git(clones.root / "skola", "status", "--porcelain") == ""
    # The remedy that it names.
    assert "git checkout origin/main -- targets.yaml" in answer.err
    git(clones.root / "skola", "checkout", "origin/main", "--", "targets.yaml")
    clones.sync("skola")
    assert kept in clones.all_the_same()
    assert "# kansliet" in (clones.root / "skola" / "targets.yaml").read_text("utf-8")
    assert "# skola" in git(clones.root / "skola", "log", "-p", "--format=", "--", "targets.yaml")
