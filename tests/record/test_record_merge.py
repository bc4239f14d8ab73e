"""The union of rows: by hand, and whatever the order, the copies and the files."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lovp.model import Number, Outcome
from lovp.record.merge import Merged, merge
from lovp.record.read import FileRow

MakeRow = Callable[..., Outcome]


def in_file(name: str, *outcomes: Outcome) -> list[FileRow]:
    return [FileRow(outcome, name, line) for line, outcome in enumerate(outcomes, 2)]


def counting(merged: Merged) -> dict[str, Number]:
    """The values that count, by id without its beginning."""
    return {
        row.outcome.id.removeprefix("row-"): row.outcome.value
        for row in merged.last_rows()
        if row.outcome.value is not None
    }


def test_rows_of_all_files_count_once(row: MakeRow) -> None:
    a, b, c = row("a", 1), row("b", 2), row("c", 4, writer="ung")
    merged = merge(
        [*in_file("kansli.csv", a, b, a), *in_file("ung.csv", c), *in_file("kansli (1).csv", b, a)]
    )
    assert counting(merged) == {"a": 1, "b": 2, "c": 4}
    assert merged.problems == ()
    assert merged.uncertain == ()
    assert merged.copies == ("kansli (1).csv",)


def test_the_same_number_written_otherwise_is_the_same(row: MakeRow) -> None:
    merged = merge([*in_file("kansli.csv", row("a", 2)), *in_file("x.csv", row("a", Decimal("2.0")))])
    assert merged.problems == ()


def test_a_conflict_is_named_and_decided_by_content(row: MakeRow) -> None:
    three, seven = row("a", 3), row("a", 7)
    for order in (
        in_file("a.csv", three) + in_file("b.csv", seven),
        in_file("b.csv", seven) + in_file("a.csv", three),
    ):
        merged = merge(order)
        assert counting(merged) == {"a": 7}
        assert merged.uncertain == ("visits",)
        (problem,) = merged.problems
        assert "row-a" in problem.message
        assert "a.csv:2, b.csv:2" in problem.message
    later = row("a", 1, at=5, target="hours")
    merged = merge([*in_file("a.csv", later, seven), *in_file("b.csv", three)])
    assert counting(merged) == {"a": 1}
    assert merged.uncertain == ("hours", "visits")
    assert "a.csv:2, a.csv:3, b.csv:2" in merged.problems[0].message


def test_what_two_offices_imported_counts_once_as_recorded_first(row: MakeRow) -> None:
    first, second = row("a", 3, writer="skola", at=1), row("a", 3, writer="kansli", at=2)
    for files in (
        in_file("skola.csv", first) + in_file("kansli.csv", second),
        in_file("kansli.csv", second) + in_file("skola.csv", first),
    ):
        merged = merge(files)
        assert [each.outcome for each in merged.rows.values()] == [first]
        assert (merged.problems, merged.uncertain, merged.copies) == ((), (), ())
    other = row("a", 4, writer="ung", at=3)
    merged = merge(in_file("kansli.csv", second) + in_file("ung.csv", other) + in_file("skola.csv", first))
    assert counting(merged) == {"a": 4}
    assert "skola.csv:2, ung.csv:2" in merged.problems[0].message


def test_corrections_and_their_corrections(row: MakeRow) -> None:
    rows = in_file(
        "kansli.csv",
        row("a", 1),
        row("b", 2, replaces="a", at=1),
        row("c", 3, replaces="b", at=2),
        row("x", 10),
        row("y", None, replaces="x", at=1),
        row("z", 11, replaces="y", at=2),
        row("p", 20),
        row("q", None, replaces="p", at=1),
    )
    merged = merge(rows)
    assert counting(merged) == {"c": 3, "z": 11}
    assert merged.problems == ()
    assert {merged.last_word[f"row-{name}"] for name in "abc"} == {"row-c"}
    assert merged.last_word["row-p"] == "row-q"
    assert len(merged.last_word) == len(rows) == len(list(merged.last_word))
    with pytest.raises(KeyError):
        merged.last_word["row-unknown"]


def test_known_at_counts_what_was_recorded_by_then(row: MakeRow) -> None:
    rows = in_file(
        "kansli.csv", row("a", 1), row("b", 2, replaces="a", at=5), row("c", 4, at=6), row("a", 9, at=8)
    )
    assert counting(merge(rows, "2024-05-28T14:00:00.000000Z")) == {"a": 1}
    assert counting(merge(rows, "2024-05-28T14:05:00.000000Z")) == {"b": 2}
    assert merge(rows, "2024-05-28T14:07:00.000000Z").problems == ()
    assert merge(rows).uncertain == ("visits",)
    assert counting(merge(rows, "2024-05-28T13:59:59.999999Z")) == {}


def test_known_at_counts_nothing_twice_where_a_correction_seems_older_than_what_it_corrects(
    row: MakeRow,
) -> None:
    """Between the two the outcome and the correction of its correction counted, each by itself."""
    rows = in_file(
        "kansli.csv",
        row("c", 3, replaces="b", at=2),
        row("b", 2, replaces="a", at=5),
        row("a", 1),
        row("d", 9),
    )
    assert counting(merge(rows, "2024-05-28T14:02:00.000000Z")) == {"a": 1, "d": 9}
    assert counting(merge(rows, "2024-05-28T14:05:00.000000Z")) == {"c": 3, "d": 9}
    assert merge(rows, "2024-05-28T14:02:00.000000Z").problems == ()


def test_two_corrections_of_one_row(row: MakeRow) -> None:
    first, early, late = row("a", 1), row("b", 2, replaces="a", at=1), row("c", 3, replaces="a", at=2)
    merged = merge(in_file("kansli.csv", late, early, first))
    assert counting(merged) == {"c": 3}
    (problem,) = merged.problems
    assert "row-b" in problem.message
    assert "row-c" in problem.message
    # The same moment: the greater id.
    twin = row("d", 4, replaces="a", at=2)
    assert counting(merge(in_file("kansli.csv", first, twin, late))) == {"d": 4}
    # A cancellation is a correction like another.
    gone = row("e", None, replaces="a", at=3)
    assert counting(merge(in_file("kansli.csv", first, early, gone))) == {}


def test_a_correction_of_the_last_word_settles_two_corrections(row: MakeRow) -> None:
    rows = [row("a", 1), row("b", 2, replaces="a", at=1), row("c", 3, replaces="a", at=2)]
    settled = row("d", 5, replaces="c", at=3)
    merged = merge(in_file("kansli.csv", *rows, settled))
    assert counting(merged) == {"d": 5}
    assert merged.problems == ()
    # Written without knowing of the other branch, which is newer than what it corrects.
    branch = row("e", 6, replaces="b", at=4)
    merged = merge(in_file("kansli.csv", *rows, branch))
    assert counting(merged) == {"e": 6}
    assert len(merged.problems) == 1


def test_who_settles_two_corrections_with_a_clock_set_back_has_the_last_word(row: MakeRow) -> None:
    """The settlement was saved, and the other correction, recorded later by its clock, went on counting."""
    rows = [row("a", 1), row("b", 2, replaces="a", at=5), row("c", 3, replaces="a", at=6)]
    settled = row("d", 4, replaces="c", at=2)
    merged = merge(in_file("kansli.csv", *rows, settled))
    assert counting(merged) == {"d": 4}
    assert merged.problems == ()
    # And once more, with the clock back where it was when the first was recorded.
    again = row("0", 5, replaces="d")
    assert counting(merge(in_file("kansli.csv", again, settled, *rows))) == {"0": 5}
    # The clock was ahead when the outcome was recorded; both corrections seem to be older than it.
    rows = [row("a", 1, at=9), row("b", 2, replaces="a", at=3), row("c", 3, replaces="a", at=4)]
    merged = merge(in_file("kansli.csv", *rows))
    assert len(merged.problems) == 1
    last = merged.rows[merged.last_word["row-a"]].outcome.id.removeprefix("row-")
    merged = merge(in_file("kansli.csv", *rows, row("d", 4, replaces=last, at=1)))
    assert counting(merged) == {"d": 4}


def test_a_correction_of_an_unknown_row_counts_by_itself(row: MakeRow) -> None:
    merged = merge(in_file("kansli.csv", row("b", 2, replaces="a"), row("d", None, replaces="c")))
    assert counting(merged) == {"b": 2}
    assert [problem.line for problem in merged.problems] == [2, 3]
    assert "row-a" in merged.problems[0].message


def test_two_corrections_of_a_missing_row_are_still_one_outcome(row: MakeRow) -> None:
    rows = [row("b", 2, replaces="a", at=1), row("c", 3, replaces="a", at=2)]
    assert counting(merge(in_file("kansli.csv", *rows))) == {"c": 3}
    assert counting(merge(in_file("kansli.csv", row("a", 1), *rows))) == {"c": 3}


def test_circles(row: MakeRow) -> None:
    merged = merge(in_file("kansli.csv", row("a", 1, replaces="a")))
    assert counting(merged) == {"a": 1}
    assert len(merged.problems) == 1
    circle = [
        row("a", 1, replaces="c", at=3),
        row("b", 2, replaces="a", at=1),
        row("c", 3, replaces="b", at=2),
    ]
    merged = merge(in_file("kansli.csv", *circle))
    assert counting(merged) == {"a": 1}
    assert len(merged.problems) == 1
    # What hangs on a circle ends it.
    merged = merge(in_file("kansli.csv", *circle, row("d", 4, replaces="b")))
    assert counting(merged) == {"d": 4}


def test_a_very_long_history(row: MakeRow) -> None:
    rows = [row("0", 0)] + [row(str(n), n, replaces=str(n - 1), at=n % 60) for n in range(1, 20_000)]
    assert counting(merge(in_file("kansli.csv", *reversed(rows)))) == {"19999": 19999}


def test_which_files_are_copies(row: MakeRow) -> None:
    a, b, c = row("a"), row("b"), row("c")
    other = row("o", writer="ung")

    def copies(**files: list[Outcome]) -> tuple[str, ...]:
        rows = [found for name, outcomes in files.items() for found in in_file(name + ".csv", *outcomes)]
        assert merge(rows).copies == merge(reversed(rows)).copies
        return merge(rows).copies

    assert copies(kansli=[a, b], ung=[other]) == ()
    assert copies(kansli=[a, b], **{"kansli.2": [c]}) == ()
    assert copies(kansli=[a, b], **{"kansli.2": [a]}) == ("kansli.2.csv",)
    assert copies(kansli=[a, b], **{"kansli.2": [a, b]}) == ("kansli.2.csv",)
    assert copies(kansli=[a, a, b], **{"kansli (2)": [b, b]}) == ("kansli (2).csv",)
    assert copies(kansli=[a, b], **{"kansli-DATOR7": [a, b, c]}) == ("kansli-DATOR7.csv",)
    assert copies(kansli=[a], ung=[other, c]) == ("ung.csv",)
    assert copies(kansli=[a, b], ung=[other], **{"kansli.2": [a, c]}) == ()


NAMES = st.sampled_from("abcdefgh")
LINKS = st.sampled_from(["", "", *"abcdefghz"])
RANDOM = st.builds(
    lambda name, value, replaces, at: Outcome(
        f"row-{name}",
        date(2024, 3, 12),
        "visits",
        "",
        value,
        None,
        "",
        f"row-{replaces}" if replaces else "",
        "kansli",
        f"2024-05-28T14:0{at}:00.000000Z",
    ),
    NAMES,
    st.none() | st.integers(0, 3),
    LINKS,
    st.integers(0, 3),
)
FILES = st.dictionaries(st.sampled_from(["kansli.csv", "b.csv", "c.csv"]), st.lists(RANDOM, max_size=8))


def rows_in(files: dict[str, list[Outcome]]) -> list[FileRow]:
    return [row for name, outcomes in files.items() for row in in_file(name, *outcomes)]


def essence(merged: Merged) -> tuple[object, ...]:
    """What must not depend on where rows stand."""
    rows = {row_id: row.outcome for row_id, row in merged.rows.items()}
    return rows, dict(merged.last_word), counting(merged), merged.uncertain, len(merged.problems)


@given(FILES, st.randoms(use_true_random=False), st.none() | st.just("2024-05-28T14:02:00.000000Z"))
def test_order_changes_nothing(files: dict[str, list[Outcome]], random, known_at: str | None) -> None:  # type: ignore[no-untyped-def]
    rows = rows_in(files)
    shuffled = list(rows)
    random.shuffle(shuffled)
    one, other = merge(rows, known_at), merge(shuffled, known_at)
    assert essence(one) == essence(other)
    assert one.problems == other.problems
    assert one.copies == other.copies


@given(st.lists(RANDOM, max_size=12), st.lists(st.integers(0, 3), min_size=12, max_size=12))
def test_splitting_and_duplication_change_nothing(outcomes: list[Outcome], where: list[int]) -> None:
    whole = merge(in_file("kansli.csv", *outcomes))
    split = [FileRow(row, f"part{file}.csv", 2) for row, file in zip(outcomes, where, strict=False)]
    assert essence(merge(split)) == essence(whole)
    assert essence(merge([*split, *split, *in_file("copy.csv", *outcomes)])) == essence(whole)


@given(FILES, FILES, FILES)
def test_merging_is_commutative_associative_and_idempotent(
    one: dict[str, list[Outcome]], two: dict[str, list[Outcome]], three: dict[str, list[Outcome]]
) -> None:
    def union(*parts: dict[str, list[Outcome]]) -> list[FileRow]:
        return [row for part in parts for row in rows_in(part)]

    def kept(*parts: dict[str, list[Outcome]]) -> list[FileRow]:
        return list(merge(union(*parts)).rows.values())

    def total(rows: list[FileRow]) -> object:
        merged = merge(rows)
        return {row_id: row.outcome for row_id, row in merged.rows.items()}, counting(merged)

    assert total(union(one, two)) == total(union(two, one))
    if not merge(union(one, two, three)).uncertain:
        # Of what says the same the first counts, of what says different things the latest: in a conflict it
        # takes all the rows to tell, and all of them are in the files.
        assert total(kept(one, two) + rows_in(three)) == total(rows_in(one) + kept(two, three))
    assert total(kept(one)) == total(union(one, one)) == total(union(one))


@given(FILES)
def test_each_history_has_one_last_word(files: dict[str, list[Outcome]]) -> None:
    merged = merge(rows_in(files))
    for row_id, last in merged.last_word.items():
        assert merged.last_word[last] == last
        former = merged.rows[row_id].outcome.replaces
        if former in merged.rows:
            assert merged.last_word[former] == last
