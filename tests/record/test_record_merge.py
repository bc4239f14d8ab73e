"""The union of rows: by hand, and whatever the order, the copies and the files.

A row is written `b=2<a@5`: its name, its value (`-` cancels), what it replaces, and the minute of recording.
"""

import random
import re
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lovp.model import Outcome
from lovp.record.record import Record
from tests.record.helpers import Content, make_row, record_of

Files = Mapping[str, Content]
Read = Callable[..., Record]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Reads a record: `read({"kansli.csv": rows("a=1")})`, as known at a moment if it is told."""
    return partial(record_of, tmp_path / "2024")


def rows(text: str, **more: object) -> list[Outcome]:
    found = [re.fullmatch(r"(\w+)=(\d+|-)(?:<(\w+))?(?:@(\d+))?", word) for word in text.split()]
    cells = [each.groups(default="") for each in found if each]
    assert len(cells) == len(found)
    return [
        make_row(name, None if value == "-" else int(value), replaces=former, at=int(at or 0), **more)  # type: ignore[arg-type]
        for name, value, former, at in cells
    ]


def counting(record: Record) -> str:
    """The rows that count, by their names."""
    found = sorted((row.id.removeprefix("row-"), row.value) for row in record.outcomes)
    return " ".join(f"{name}={value}" for name, value in found)


def told(record: Record) -> str:
    return "\n".join(problem.message for problem in record.problems)


def test_rows_of_all_files_count_once(read: Read) -> None:
    record = read(
        {"kansli.csv": rows("a=1 b=2 a=1"), "ung.csv": rows("c=4"), "kansli (1).csv": rows("b=2 a=1")}
    )
    assert counting(record) == "a=1 b=2 c=4"
    assert (record.problems, record.uncertain) == ((), ())


@pytest.mark.parametrize(
    ("files", "counts", "places"),
    [
        # The latest counts, then the greatest.
        ({"a.csv": "x=3", "b.csv": "x=7"}, "x=7", "a.csv:2, b.csv:2"),
        ({"a.csv": "x=7", "b.csv": "x=3"}, "x=7", "a.csv:2, b.csv:2"),
        ({"a.csv": "x=1@5 x=7", "b.csv": "x=3"}, "x=1", "a.csv:2, a.csv:3, b.csv:2"),
        # What stands in a writer's own file and in a copy of it is named where the writer would look for it.
        ({"a.csv": "x=3", "a (1).csv": "x=3", "a (2).csv": "x=7"}, "x=7", "a (2).csv:2, a.csv:2"),
    ],
)
def test_a_conflict_is_named_and_decided_by_content(
    read: Read, files: dict[str, str], counts: str, places: str
) -> None:
    record = read({name: rows(text) for name, text in files.items()})
    assert counting(record) == counts
    assert record.uncertain == ("visits",)
    (problem,) = record.problems
    assert "row-x" in problem.message
    assert places in problem.message


def test_a_conflict_makes_the_targets_that_read_it_uncertain(read: Read) -> None:
    board = partial(rows, of=7, target="board", place="Åmål")
    record = read({"a.csv": [*board("a=2"), *rows("b=2")], "b.csv": [*board("a=3"), *rows("b=2")]})
    assert record.uncertain == ("under30", "board")
    assert (counting(record), len(record.problems)) == ("a=3 b=2", 1)
    # And each target under which one id stands.
    record = read({"a.csv": rows("a=1@5", target="hours"), "b.csv": rows("a=3")})
    assert record.uncertain == ("visits", "hours")


def test_what_two_offices_imported_counts_once_as_recorded_first(read: Read) -> None:
    (first,), (second,) = rows("a=3@1", writer="skola"), rows("a=3@2")
    for files in (
        {"skola.csv": [first], "kansli.csv": [second]},
        {"a.csv": [second], "b.csv": [first]},
        {"kansli.csv": [second, first]},
    ):
        record = read(files)
        assert record.outcomes == (first,)
        assert (record.problems, record.uncertain) == ((), ())
    other = rows("a=4@3", writer="ung")
    record = read({"kansli.csv": [second], "ung.csv": other, "skola.csv": [first]})
    assert counting(record) == "a=4"
    assert "skola.csv:2, ung.csv:2" in told(record)


TWO = "a=1 b=2<a@1 c=3<a@2 "
LATE = "a=1 b=2<a@5 c=3<a@6 d=4<c@2 "
AHEAD = "a=1@9 b=2<a@3 c=3<a@4 "
CIRCLE = "a=1<c@3 b=2<a@1 c=3<b@2 "


@pytest.mark.parametrize(
    ("text", "counts", "problems"),
    [
        ("a=1 b=2<a@1 c=3<b@2 x=10 y=-<x@1 z=11<y@2 p=20 q=-<p@1", "c=3 z=11", 0),
        # Two corrections of one row: the latest, and at the same moment the greater id.
        (TWO, "c=3", 1),
        ("a=1 d=4<a@2 c=3<a@2", "d=4", 1),
        (TWO + "e=-<a@3", "", 1),
        # A correction of the last word settles them, but none that knows of one branch alone.
        (TWO + "d=5<c@3", "d=5", 0),
        (TWO + "e=6<b@4", "e=6", 1),
        # Who settles them with a clock set back has the last word, once and once more.
        (LATE, "d=4", 0),
        (LATE + "0=5<d", "0=5", 0),
        # The clock was ahead when the outcome was recorded; both corrections seem to be older than it.
        (AHEAD, "c=3", 1),
        (AHEAD + "d=4<c@1", "d=4", 0),
        # A correction of an unknown row counts by itself; two of them are still one outcome.
        ("b=2<a d=-<c", "b=2", 2),
        ("b=2<a@1 c=3<a@2", "c=3", 3),
        # Circles, and what hangs on one ends it.
        ("a=1<a", "a=1", 1),
        (CIRCLE, "a=1", 1),
        (CIRCLE + "d=4<b", "d=4", 1),
        (CIRCLE + "d=4<b e=5<a", "e=5", 1),
        # A row that only cancels, and cancels nothing.
        ("a=-", "", 1),
    ],
)
def test_histories(read: Read, text: str, counts: str, problems: int) -> None:
    for order in (rows(text), rows(text)[::-1]):
        record = read({"kansli.csv": order})
        assert (counting(record), len(record.problems)) == (counts, problems)


def test_the_last_word_and_what_is_told_of_histories(read: Read) -> None:
    record = read({"kansli.csv": rows("a=1 b=2<a@1 c=3<b@2 p=20 q=-<p@1")})
    assert [record.last_word[f"row-{name}"] for name in "abcpq"] == ["row-c"] * 3 + ["row-q"] * 2
    record = read({"kansli.csv": rows(TWO + "z=3<y")})
    assert re.findall("row-.", told(record)) == ["row-b", "row-c", "row-c", "row-y"]
    assert [problem.line for problem in record.problems] == [4, 5]


SEEMS_OLDER = "c=3<b@2 b=2<a@5 a=1 d=9"


@pytest.mark.parametrize(
    ("text", "moment", "counts"),
    [
        ("a=1 b=2<a@5 c=4@6 a=9@8", "14:00:00.000000", "a=1"),
        ("a=1 b=2<a@5 c=4@6 a=9@8", "14:05:00.000000", "b=2"),
        ("a=1 b=2<a@5 c=4@6 a=9@8", "13:59:59.999999", ""),
        # Nothing counts twice where a correction seems older than what it corrects: it is known with that.
        (SEEMS_OLDER, "14:02:00.000000", "a=1 d=9"),
        (SEEMS_OLDER, "14:05:00.000000", "c=3 d=9"),
    ],
)
def test_known_at_counts_what_was_recorded_by_then(read: Read, text: str, moment: str, counts: str) -> None:
    record = read({"kansli.csv": rows(text)}, f"2024-05-28T{moment}Z")
    assert (counting(record), record.problems) == (counts, ())


def test_a_very_long_history(read: Read) -> None:
    links = (f"{n:04}={n}<{n - 1:04}@{n % 60}" for n in range(9_999, 0, -1))
    assert counting(read({"kansli.csv": rows(" ".join([*links, "0000=0"]))})) == "9999=9999"


A, B, C = rows("a=1 b=1 c=1")
OTHER, BOTH = rows("o=1", writer="ung")[0], rows("u=1", writer="Kansli Ung")[0]


@pytest.mark.parametrize(
    ("files", "copies"),
    [
        ({"kansli.csv": [A, B], "ung.csv": [OTHER], "kansli.2.csv": [A, C]}, {}),
        # Its rows stand in a file that was read before it.
        ({"kansli.csv": [A, B], "Kopia av kansli.csv": [A]}, {"Kopia av kansli.csv": ""}),
        # It has rows of one writer alone, and a name that begins with the writer's.
        ({"kansli.csv": [A, A, B], "kansli (2).csv": [B, B]}, {"kansli (2).csv": "kansli"}),
        ({"kansli.csv": [A, B], "Kansli-DATOR7.csv": [A, B, C]}, {"Kansli-DATOR7.csv": "kansli"}),
        # A writer whose name begins with another's has a file of its own, and copies of it.
        ({"kansli.csv": [A], "kansli-ung.csv": [BOTH]}, {}),
        ({"kansli-ung.csv": [BOTH], "kansli-ung-PC7.csv": [BOTH]}, {"kansli-ung-PC7.csv": "kansli-ung"}),
        ({"kansli.csv": [A], "kansli-ung.csv": [C]}, {"kansli-ung.csv": "kansli"}),
        # It has rows of others, and whose copy it is can't be told.
        ({"kansli.csv": [A], "ung.csv": [OTHER, C]}, {"ung.csv": ""}),
        ({"kansli-DATOR7.csv": [A, OTHER]}, {"kansli-DATOR7.csv": ""}),
    ],
)
def test_which_files_are_copies(read: Read, files: Files, copies: dict[str, str]) -> None:
    assert read(files).copies == copies


def test_a_row_that_does_not_fit_is_a_problem_until_it_is_corrected(read: Read) -> None:
    wrong = [*rows("a=1", target="vists"), *rows("b=3")]
    record = read({"kansli.csv": wrong})
    assert (counting(record), set(record.rows)) == ("b=3", {"row-a", "row-b"})
    (problem,) = record.problems
    assert (problem.file, problem.line, problem.remedy) == ("kansli.csv", 2, "Did you mean visits?")
    assert problem.text.startswith("row-a,2024-03-12,vists,")
    for correction, counts in (("c=1<a@1", "b=3 c=1"), ("c=-<a@1", "b=3")):
        record = read({"kansli.csv": [*wrong, *rows(correction)]})
        assert (counting(record), record.problems) == (counts, ())


def test_personal_data_in_a_note_is_masked_and_the_row_counts(read: Read) -> None:
    personal = [*rows("a=3", note="Ring Anna, 070-174 06 05"), *rows("b=1", writer="anna@example.org")]
    record = read({"kansli.csv": personal})
    assert counting(record) == "a=3 b=1"
    assert [record.rows[f"row-{name}"].note for name in "ab"] == ["***", ""]
    assert [problem.line for problem in record.problems] == [2, 3]
    assert "phone number" in told(record)
    assert not any(secret in repr(record) for secret in ("174", "anna@", "Anna"))


RANDOM = st.builds(
    make_row,
    st.sampled_from("abcdefgh"),
    st.none() | st.integers(0, 3),
    replaces=st.sampled_from(["", "", *"abcdefghz"]),
    at=st.integers(0, 3),
)


def essence(record: Record) -> tuple[object, ...]:
    """What must not depend on where rows stand."""
    messages = sorted(problem.message.split(":")[0] for problem in record.problems)
    return dict(record.rows), dict(record.last_word), record.outcomes, record.uncertain, messages


@given(
    made=st.lists(RANDOM, max_size=12),
    where=st.lists(st.integers(0, 3), min_size=12, max_size=12),
    chance=st.randoms(use_true_random=False),
    known_at=st.none() | st.just("2024-05-28T14:02:00.000000Z"),
)
def test_where_rows_stand_and_how_often_changes_nothing(
    made: list[Outcome],
    where: list[int],
    chance: random.Random,
    known_at: str | None,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    folder = tmp_path_factory.getbasetemp() / "where"
    whole = record_of(folder, {"kansli.csv": made}, known_at)
    order = list(made)
    chance.shuffle(order)
    placed = list(zip(order, where, strict=False))
    parts = {f"part{file}.csv": [row for row, at in placed if at == file] for file in range(4)}
    for files in (parts, {**parts, "copy.csv": made, "again.csv": order}):
        assert essence(record_of(folder, files, known_at)) == essence(whole)
    for row_id, last in whole.last_word.items():
        assert whole.last_word[last] == last
        former = whole.rows[row_id].replaces
        assert former not in whole.rows or whole.last_word[former] == last
