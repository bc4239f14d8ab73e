"""The union of rows: by hand, and whatever the order, the copies and the files."""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lovp.model import Number, Outcome
from lovp.record.record import Record
from tests.record.helpers import Content, MakeRow, make_row, record_of

Files = Mapping[str, Content]
Read = Callable[..., Record]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Reads a record: `read({"kansli.csv": [row("1")]})`, as known at a moment if it is told."""
    return partial(record_of, tmp_path / "2024")


def counting(record: Record) -> dict[str, Number | None]:
    """The values that count, by id without its beginning."""
    return {outcome.id.removeprefix("row-"): outcome.value for outcome in record.outcomes}


def kansli(*rows: Outcome) -> Files:
    return {"kansli.csv": rows}


def test_rows_of_all_files_count_once(read: Read, row: MakeRow) -> None:
    a, b, c = row("a", 1), row("b", 2), row("c", 4, writer="ung")
    record = read({"kansli.csv": [a, b, a], "ung.csv": [c], "kansli (1).csv": [b, a]})
    assert counting(record) == {"a": 1, "b": 2, "c": 4}
    assert (record.problems, record.uncertain) == ((), ())
    assert record.copies == {"kansli (1).csv": "kansli"}


def test_a_conflict_is_named_and_decided_by_content(read: Read, row: MakeRow) -> None:
    three, seven = row("a", 3), row("a", 7)
    for one, other in ((three, seven), (seven, three)):
        record = read({"a.csv": [one], "b.csv": [other]})
        assert counting(record) == {"a": 7}
        assert record.uncertain == ("visits",)
        (problem,) = record.problems
        assert "row-a" in problem.message
        assert "a.csv:2, b.csv:2" in problem.message
    later = row("a", 1, at=5, target="hours")
    record = read({"a.csv": [later, seven], "b.csv": [three]})
    assert counting(record) == {"a": 1}
    assert record.uncertain == ("visits", "hours")
    assert "a.csv:2, a.csv:3, b.csv:2" in record.problems[0].message
    # What stands in a writer's own file and in a copy of it is named where the writer would look for it.
    record = read({"a.csv": [three], "a (1).csv": [three], "a (2).csv": [seven]})
    assert "a (2).csv:2, a.csv:2" in record.problems[0].message


def test_a_conflict_makes_the_targets_that_read_it_uncertain(read: Read, row: MakeRow) -> None:
    board = partial(row, "1", of=7, target="board", place="Åmål")
    record = read({"kansli.csv": [board(2), row("2")], "kansli (1).csv": [board(3), row("2")]})
    assert record.uncertain == ("under30", "board")
    assert counting(record) == {"1": 3, "2": 1}
    assert record.copies == {"kansli (1).csv": "kansli"}
    assert len(record.problems) == 1


def test_what_two_offices_imported_counts_once_as_recorded_first(read: Read, row: MakeRow) -> None:
    first, second = row("a", 3, writer="skola", at=1), row("a", 3, writer="kansli", at=2)
    for files in (
        {"skola.csv": [first], "kansli.csv": [second]},
        {"a.csv": [second], "b.csv": [first]},
        {"kansli.csv": [second, first]},
    ):
        record = read(files)
        assert record.outcomes == (first,)
        assert (record.problems, record.uncertain) == ((), ())
    other = row("a", 4, writer="ung", at=3)
    record = read({"kansli.csv": [second], "ung.csv": [other], "skola.csv": [first]})
    assert counting(record) == {"a": 4}
    assert "skola.csv:2, ung.csv:2" in record.problems[0].message


def test_corrections_and_their_corrections(read: Read, row: MakeRow) -> None:
    rows = [
        row("a", 1),
        row("b", 2, replaces="a", at=1),
        row("c", 3, replaces="b", at=2),
        row("x", 10),
        row("y", None, replaces="x", at=1),
        row("z", 11, replaces="y", at=2),
        row("p", 20),
        row("q", None, replaces="p", at=1),
    ]
    record = read(kansli(*rows))
    assert counting(record) == {"c": 3, "z": 11}
    assert record.problems == ()
    assert {record.last_word[f"row-{name}"] for name in "abc"} == {"row-c"}
    assert record.last_word["row-p"] == "row-q"


def test_known_at_counts_what_was_recorded_by_then(read: Read, row: MakeRow) -> None:
    rows = kansli(row("a", 1), row("b", 2, replaces="a", at=5), row("c", 4, at=6), row("a", 9, at=8))
    assert counting(read(rows, "2024-05-28T14:00:00.000000Z")) == {"a": 1}
    assert counting(read(rows, "2024-05-28T14:05:00.000000Z")) == {"b": 2}
    assert read(rows, "2024-05-28T14:07:00.000000Z").problems == ()
    assert read(rows).uncertain == ("visits",)
    assert counting(read(rows, "2024-05-28T13:59:59.999999Z")) == {}


def test_known_at_counts_nothing_twice_where_a_correction_seems_older_than_what_it_corrects(
    read: Read, row: MakeRow
) -> None:
    """Between the two the outcome and the correction of its correction counted, each by itself."""
    rows = kansli(row("c", 3, replaces="b", at=2), row("b", 2, replaces="a", at=5), row("a", 1), row("d", 9))
    assert counting(read(rows, "2024-05-28T14:02:00.000000Z")) == {"a": 1, "d": 9}
    assert counting(read(rows, "2024-05-28T14:05:00.000000Z")) == {"c": 3, "d": 9}
    assert read(rows, "2024-05-28T14:02:00.000000Z").problems == ()


def test_two_corrections_of_one_row(read: Read, row: MakeRow) -> None:
    first, early, late = row("a", 1), row("b", 2, replaces="a", at=1), row("c", 3, replaces="a", at=2)
    record = read(kansli(late, early, first))
    assert counting(record) == {"c": 3}
    (problem,) = record.problems
    assert "row-b" in problem.message
    assert "row-c" in problem.message
    # The same moment: the greater id.
    twin = row("d", 4, replaces="a", at=2)
    assert counting(read(kansli(first, twin, late))) == {"d": 4}
    # A cancellation is a correction like another.
    gone = row("e", None, replaces="a", at=3)
    assert counting(read(kansli(first, early, gone))) == {}


def test_a_correction_of_the_last_word_settles_two_corrections(read: Read, row: MakeRow) -> None:
    rows = [row("a", 1), row("b", 2, replaces="a", at=1), row("c", 3, replaces="a", at=2)]
    settled = row("d", 5, replaces="c", at=3)
    record = read(kansli(*rows, settled))
    assert (counting(record), record.problems) == ({"d": 5}, ())
    # Written without knowing of the other branch, which is newer than what it corrects.
    branch = row("e", 6, replaces="b", at=4)
    record = read(kansli(*rows, branch))
    assert (counting(record), len(record.problems)) == ({"e": 6}, 1)


def test_who_settles_two_corrections_with_a_clock_set_back_has_the_last_word(
    read: Read, row: MakeRow
) -> None:
    """The settlement was saved, and the other correction, recorded later by its clock, went on counting."""
    rows = [row("a", 1), row("b", 2, replaces="a", at=5), row("c", 3, replaces="a", at=6)]
    settled = row("d", 4, replaces="c", at=2)
    record = read(kansli(*rows, settled))
    assert (counting(record), record.problems) == ({"d": 4}, ())
    # And once more, with the clock back where it was when the first was recorded.
    again = row("0", 5, replaces="d")
    assert counting(read(kansli(again, settled, *rows))) == {"0": 5}
    # The clock was ahead when the outcome was recorded; both corrections seem to be older than it.
    rows = [row("a", 1, at=9), row("b", 2, replaces="a", at=3), row("c", 3, replaces="a", at=4)]
    record = read(kansli(*rows))
    assert len(record.problems) == 1
    last = record.last_word["row-a"].removeprefix("row-")
    assert counting(read(kansli(*rows, row("d", 4, replaces=last, at=1)))) == {"d": 4}


def test_a_correction_of_an_unknown_row_counts_by_itself(read: Read, row: MakeRow) -> None:
    record = read(kansli(row("b", 2, replaces="a"), row("d", None, replaces="c")))
    assert counting(record) == {"b": 2}
    assert [problem.line for problem in record.problems] == [2, 3]
    assert "row-a" in record.problems[0].message
    # Two corrections of a missing row are still one outcome.
    rows = [row("b", 2, replaces="a", at=1), row("c", 3, replaces="a", at=2)]
    assert counting(read(kansli(*rows))) == counting(read(kansli(row("a", 1), *rows))) == {"c": 3}


def test_circles(read: Read, row: MakeRow) -> None:
    record = read(kansli(row("a", 1, replaces="a")))
    assert (counting(record), len(record.problems)) == ({"a": 1}, 1)
    circle = [
        row("a", 1, replaces="c", at=3),
        row("b", 2, replaces="a", at=1),
        row("c", 3, replaces="b", at=2),
    ]
    record = read(kansli(*circle))
    assert (counting(record), len(record.problems)) == ({"a": 1}, 1)
    # What hangs on a circle ends it.
    assert counting(read(kansli(*circle, row("d", 4, replaces="b")))) == {"d": 4}


def test_a_very_long_history(read: Read, row: MakeRow) -> None:
    rows = [row("0000", 0)]
    rows += [row(f"{n:04}", n, replaces=f"{n - 1:04}", at=n % 60) for n in range(1, 10_000)]
    assert counting(read(kansli(*reversed(rows)))) == {"9999": 9999}


def test_which_files_are_copies(read: Read, row: MakeRow) -> None:
    a, b, c = row("a"), row("b"), row("c")
    other, both = row("o", writer="ung"), row("u", writer="Kansli Ung")
    cases: list[tuple[dict[str, list[Outcome]], dict[str, str]]] = [
        ({"kansli.csv": [a, b], "ung.csv": [other]}, {}),
        ({"kansli.csv": [a, b], "kansli.2.csv": [c]}, {}),
        ({"kansli.csv": [a, b], "ung.csv": [other], "kansli.2.csv": [a, c]}, {}),
        # Its rows stand in a file that was read before it.
        ({"kansli.csv": [a, b], "kansli.2.csv": [a]}, {"kansli.2.csv": ""}),
        ({"kansli.csv": [a, b], "kansli.2.csv": [a, b]}, {"kansli.2.csv": ""}),
        ({"kansli.csv": [a, b], "Kopia av kansli.csv": [a]}, {"Kopia av kansli.csv": ""}),
        # It has rows of one writer alone, and a name that begins with the writer's.
        ({"kansli.csv": [a, a, b], "kansli (2).csv": [b, b]}, {"kansli (2).csv": "kansli"}),
        ({"kansli.csv": [a, b], "Kansli-DATOR7.csv": [a, b, c]}, {"Kansli-DATOR7.csv": "kansli"}),
        ({"kansli.2 (konflikt).csv": [a]}, {"kansli.2 (konflikt).csv": "kansli"}),
        # A writer whose name begins with another's has a file of its own, and copies of it.
        ({"kansli.csv": [a], "kansli-ung.csv": [both]}, {}),
        ({"kansli-ung.csv": [both], "kansli-ung-PC7.csv": [both]}, {"kansli-ung-PC7.csv": "kansli-ung"}),
        ({"kansli.csv": [a], "kansli-ung.csv": [c]}, {"kansli-ung.csv": "kansli"}),
        # It has rows of others, and whose copy it is can't be told.
        ({"kansli.csv": [a], "ung.csv": [other, c]}, {"ung.csv": ""}),
        ({"kansli-DATOR7.csv": [a, other]}, {"kansli-DATOR7.csv": ""}),
    ]
    for files, copies in cases:
        assert read(files).copies == copies, files


def test_a_row_that_does_not_fit_is_a_problem_until_it_is_corrected(read: Read, row: MakeRow) -> None:
    wrong, right = row("1", target="vists"), row("2", 3)
    record = read(kansli(wrong, right))
    assert counting(record) == {"2": 3}
    (problem,) = record.problems
    assert (problem.file, problem.line) == ("kansli.csv", 2)
    assert problem.text.startswith("row-1,2024-03-12,vists,")
    assert problem.remedy == "Did you mean visits?"
    assert set(record.rows) == {"row-1", "row-2"}
    assert counting(read(kansli(wrong, right, row("3", replaces="1", at=1)))) == {"2": 3, "3": 1}
    record = read(kansli(wrong, right, row("3", None, target="vists", replaces="1", at=1)))
    assert (counting(record), record.problems) == ({"2": 3}, ())
    record = read(kansli(row("1", None)))
    assert (counting(record), len(record.problems)) == ({}, 1)


def test_personal_data_in_a_note_is_masked_and_the_row_counts(read: Read, row: MakeRow) -> None:
    record = read(kansli(row("1", 3, note="Ring Anna, 070-174 06 05"), row("2", writer="anna@example.org")))
    assert counting(record) == {"1": 3, "2": 1}
    assert [outcome.note for outcome in record.outcomes] == ["***", ""]
    assert record.rows["row-1"].note == "***"
    assert [problem.line for problem in record.problems] == [2, 3]
    assert "phone number" in record.problems[0].message
    assert not any(secret in repr(record) for secret in ("174", "anna@", "Anna"))


NAMES = st.sampled_from("abcdefgh")
LINKS = st.sampled_from(["", "", *"abcdefghz"])
RANDOM = st.builds(
    lambda name, value, replaces, at: make_row(name, value, replaces=replaces, at=at),
    NAMES,
    st.none() | st.integers(0, 3),
    LINKS,
    st.integers(0, 3),
)
PLACES = st.lists(st.integers(0, 3), min_size=12, max_size=12)


def essence(record: Record) -> tuple[object, ...]:
    """What must not depend on where rows stand."""
    told = sorted(problem.message.split(":")[0] for problem in record.problems)
    return dict(record.rows), dict(record.last_word), record.outcomes, record.uncertain, told


@given(
    rows=st.lists(RANDOM, max_size=12),
    where=PLACES,
    shuffled=st.randoms(use_true_random=False),
    known_at=st.none() | st.just("2024-05-28T14:02:00.000000Z"),
)
def test_where_rows_stand_and_how_often_changes_nothing(
    rows: list[Outcome],
    where: list[int],
    shuffled: object,
    known_at: str | None,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    folder = tmp_path_factory.getbasetemp() / "where"
    whole = record_of(folder, kansli(*rows), known_at)
    order = list(rows)
    shuffled.shuffle(order)  # type: ignore[attr-defined]
    parts = {
        f"part{file}.csv": [row for row, at in zip(order, where, strict=False) if at == file]
        for file in range(4)
    }
    assert essence(record_of(folder, parts, known_at)) == essence(whole)
    assert essence(record_of(folder, {**parts, "copy.csv": rows, "again.csv": order}, known_at)) == essence(
        whole
    )
    for row_id, last in whole.last_word.items():
        assert whole.last_word[last] == last
        former = whole.rows[row_id].replaces
        assert former not in whole.rows or whole.last_word[former] == last
