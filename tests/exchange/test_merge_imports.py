"""A file against the record: twice is as once, in any order, and nothing is lost or doubled."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import count

from hypothesis import given
from hypothesis import strategies as st

from lovp.exchange.imports.candidates import Candidate, Read, Refusal, Skipped, prefix_of
from lovp.exchange.imports.merge import Import, Terms, merge
from lovp.model import Content, Outcome, Sum
from lovp.record.corrections import amend, undo
from lovp.record.merge import merge as merge_files
from lovp.record.reader import Batch
from lovp.record.record import Record, record_of
from tests.progress.build import TOWNS, plan, target

PLAN = plan(target(Sum(), name="visits"), target(Sum(), name="hours"))
NOW = datetime(2024, 6, 1, 12, tzinfo=UTC)
SOURCE = "school-visits"
FACTS = ("date", "place", "value")


class Folder:
    """A record in memory: rows are only ever added."""

    def __init__(self, writer: str = "kansli") -> None:
        self.rows: list[Outcome] = []
        self.writer = writer
        self.minutes = count()

    def record(self) -> Record:
        return record_of(merge_files(Batch(f"{row.writer}.csv", [2], [row]) for row in self.rows), PLAN)

    def terms(self, **more: bool) -> Terms:
        now = NOW + timedelta(minutes=next(self.minutes))
        return Terms(SOURCE, ("",), FACTS, self.writer, now, **more)

    def take(self, *read: Read, **more: bool) -> Import:
        done = merge(read, self.record(), self.terms(**more))
        self.rows += done.rows()
        return done

    def counting(self) -> list[tuple[date, str, str, object]]:
        """What counts, whatever its ids: date, target, place, value."""
        return sorted((row.date, row.target, row.place, row.value) for row in self.record().outcomes)


def visit(own: str = "", value: int = 3, *, row: int = 2, day: int = 12, place: str = "Ash") -> Candidate:
    return Candidate(row, own, "", Content(date(2024, 3, day), "visits", place, value, None, ""))


def rejected(one: Candidate) -> Skipped:
    return Skipped(one.row, one.own, "rejected", rejected=True, candidates=(one,))


def test_new_rows_become_outcomes_with_ids_of_their_source() -> None:
    folder = Folder()
    done = folder.take(visit("1"), visit("2", 5, row=3))
    assert [row.content for row in done.new] == [
        Content(date(2024, 3, 12), "visits", "Ash", 3, None, ""),
        Content(date(2024, 3, 12), "visits", "Ash", 5, None, ""),
    ]
    assert all(row.id.startswith(prefix_of(SOURCE)) for row in done.new)
    assert {row.writer for row in done.new} == {"kansli"}
    assert {row.replaces for row in done.new} == {""}


def test_the_same_file_again_changes_nothing() -> None:
    folder = Folder()
    rows = [visit("1"), visit("2", 5, row=3), visit("2", 5, row=4)]
    first, again = folder.take(*rows), folder.take(*rows)
    assert (len(first.new), first.same, first.repeated) == (2, 0, 1)
    assert (len(again.new), again.same, again.rows()) == (0, 2, [])


def test_equal_rows_without_ids_are_as_many_as_they_are() -> None:
    folder = Folder()
    folder.take(visit(), visit(row=3))
    done = folder.take(visit(), visit(row=3), visit(row=4))
    assert (len(done.new), done.same) == (1, 2)
    assert len(folder.counting()) == 3


def test_a_row_edited_at_the_source_replaces_and_does_not_add() -> None:
    folder = Folder()
    (first,) = folder.take(visit("1", 3)).new
    done = folder.take(visit("1", 4))
    (change,) = done.changed
    assert (change.before, change.after.replaces, change.after.value) == (first, first.id, 4)
    assert folder.counting() == [(date(2024, 3, 12), "visits", "Ash", 4)]
    assert folder.take(visit("1", 4)).rows() == []
    folder.take(visit("1", 4, day=13, place="Elm"))
    assert folder.counting() == [(date(2024, 3, 13), "visits", "Elm", 4)]


def test_an_older_file_does_not_undo_a_later_change_unless_it_is_told_to() -> None:
    folder = Folder()
    folder.take(visit("1", 3))
    folder.take(visit("1", 4))
    done = folder.take(visit("1", 3))
    assert (done.rows(), [each.before.value for each in done.older]) == ([], [4])
    folder.take(visit("1", 3), file_wins=True)
    assert [row[3] for row in folder.counting()] == [3]
    # Back and forth as often as it takes: each time a row of its own.
    folder.take(visit("1", 4), file_wins=True)
    folder.take(visit("1", 3), file_wins=True)
    assert [row[3] for row in folder.counting()] == [3]
    assert folder.record().problems == ()


def test_a_copied_form_that_counts_from_1_again_replaces_nothing() -> None:
    folder = Folder()
    folder.take(visit("1", 3), visit("2", 5), visit("3", 7, place="Elm"))
    before = folder.counting()
    # The first is another thing, the second is the same but for its place by chance, the third was corrected.
    copy = [visit("1", 4, day=13, place="Elm"), visit("2", 9, day=14), visit("3", 8, place="Elm")]
    done = folder.take(*copy, visit("4", 1))
    assert [each.before.value for each in done.unlike] == [3, 5]
    assert [each.before.value for each in done.changed] == [7]
    assert len(folder.counting()) == len(before) + 1
    assert not folder.take(*copy, file_wins=True).unlike
    assert [row[3] for row in folder.counting()] == [1, 8, 4, 9]


def test_what_cannot_differ_from_row_to_row_is_no_sign_of_another_form() -> None:
    folder = Folder()
    folder.take(visit("1", 3))
    # The mapping fixes day and place: another number is a correction.
    terms = folder.terms()._replace(varying=["value"])
    assert len(merge([visit("1", 4)], folder.record(), terms).changed) == 1
    terms = folder.terms()._replace(varying=["date", "value"])
    assert len(merge([visit("1", 4, day=13)], folder.record(), terms).unlike) == 1


def test_what_the_source_rejects_is_withdrawn_and_may_be_approved_again() -> None:
    folder = Folder()
    folder.take(visit("1"), visit("2", 5))
    done = folder.take(rejected(visit("1")), visit("2", 5))
    assert ([row.value for row in done.rejected], done.missing) == ([3], [])
    assert [row[3] for row in folder.counting()] == [5]
    assert folder.take(rejected(visit("1")), visit("2", 5)).rows() == []
    folder.take(visit("1"), visit("2", 5))
    assert [row[3] for row in folder.counting()] == [3, 5]
    # One that can't be read any more is known by its id; one that was never taken is nothing.
    unreadable = Skipped(2, "2", "rejected", rejected=True)
    assert len(folder.take(visit("1"), unreadable, rejected(visit("3"))).rows()) == 1
    assert [row[3] for row in folder.counting()] == [3]


def test_of_equal_rows_without_ids_those_that_are_rejected_are_withdrawn() -> None:
    folder = Folder()
    folder.take(visit(), visit(row=3))
    assert len(folder.take(rejected(visit()), visit(row=3)).rejected) == 1
    assert len(folder.counting()) == 1


def test_what_was_corrected_here_is_not_withdrawn() -> None:
    folder = Folder()
    (first,) = folder.take(visit("1", 3)).new
    folder.rows.append(amend(folder.record(), first.id, {"value": 5}, writer="skola", now=NOW))
    assert len(folder.take(rejected(visit("1", 3))).contested) == 1
    folder.take(rejected(visit("1", 3)), file_wins=True)
    assert folder.counting() == []


def test_what_was_corrected_here_stays_unless_the_source_says_otherwise_too() -> None:
    folder = Folder()
    (first,) = folder.take(visit("1", 3)).new
    folder.rows.append(amend(folder.record(), first.id, {"value": 5}, writer="skola", now=NOW))
    # The source is as it was: what was corrected here counts.
    done = folder.take(visit("1", 3))
    assert (done.same, done.rows()) == (1, [])
    # The source came to the same: nothing to do.
    assert folder.take(visit("1", 5)).same == 1
    # The source says a third thing: a person has to say which is right.
    done = folder.take(visit("1", 7))
    assert ([each.before.value for each in done.contested], done.rows()) == ([5], [])
    assert [row[3] for row in folder.counting()] == [5]
    folder.take(visit("1", 7), file_wins=True)
    assert [row[3] for row in folder.counting()] == [7]


def test_what_was_undone_here_does_not_come_back_by_itself() -> None:
    folder = Folder()
    (first,) = folder.take(visit("1", 3)).new
    folder.rows.append(undo(folder.record(), first.id, writer="skola", now=NOW))
    assert folder.take(visit("1", 3)).rows() == []
    assert folder.counting() == []
    assert len(folder.take(visit("1", 4)).contested) == 1
    folder.take(visit("1", 4), file_wins=True)
    assert [row[3] for row in folder.counting()] == [4]


def test_what_the_source_deleted_is_listed_and_counts_until_it_is_cancelled() -> None:
    folder = Folder()
    folder.take(visit("1"), visit("2", 5))
    done = folder.take(visit("1"))
    assert ([row.value for row in done.missing], done.rows()) == ([5], [])
    assert len(folder.counting()) == 2
    folder.take(visit("1"), cancel_missing=True)
    assert [row[3] for row in folder.counting()] == [3]
    assert folder.take(visit("1")).missing == []
    # It is there again: it counts again, once.
    assert len(folder.take(visit("1"), visit("2", 5)).changed) == 1
    assert [row[3] for row in folder.counting()] == [3, 5]


def test_what_other_sources_and_people_recorded_is_never_missing() -> None:
    folder = Folder()
    folder.rows.append(
        Outcome(
            "own-1",
            date(2024, 3, 1),
            "visits",
            "Elm",
            1,
            None,
            "",
            "",
            "ung",
            f"{date(2024, 3, 1)}T10:00:00.000000Z",
        )
    )
    assert folder.take(visit("1")).missing == []


def test_what_is_like_something_recorded_in_another_way_is_told() -> None:
    folder = Folder()
    when = "2024-03-01T10:00:00.000000Z"
    by_hand = Outcome("own-1", date(2024, 3, 12), "visits", "Ash", 3, None, "by hand", "", "ung", when)
    folder.rows.append(by_hand)
    done = folder.take(visit("1"), visit("2", 5, row=3))
    assert [(each.row, each.before) for each in done.alike] == [(2, by_hand)]
    assert len(done.new) == 2
    # Once it is there, it is told no more; nor is it while what it is like does not count.
    assert folder.take(visit("1"), visit("2", 5)).alike == []
    other = Folder()
    other.rows += [by_hand, undo(Folder.record(folder), "own-1", writer="ung", now=NOW)]
    assert other.take(visit("1")).alike == []


def test_a_row_that_cannot_be_read_is_not_missing() -> None:
    folder = Folder()
    folder.take(visit("1"), visit("2", 5))
    done = folder.take(visit("1"), Refusal(3, "2", 1, "many", "not a number", ""))
    assert done.missing == []
    # One that is passed over does not count at the source, so it is.
    done = folder.take(visit("1"), Skipped(3, "2", "the mapping passes over it"))
    assert [row.value for row in done.missing] == [5]


def test_an_id_with_two_contents_in_one_file_is_refused_in_both_rows() -> None:
    folder = Folder()
    done = folder.take(visit("1", 3, row=2), visit("1", 4, row=7), visit("2", 5, row=8))
    assert [(each.row, "row 7" in each.message or "row 2" in each.message) for each in done.refused] == [
        (2, True),
        (7, True),
    ]
    assert [row.value for row in done.new] == [5]


def test_two_parts_of_a_row_are_two_outcomes() -> None:
    folder = Folder()
    parts = ("visits", "hours")
    rows = [
        Candidate(2, "1", part, Content(date(2024, 3, 12), part, "Ash", value, None, ""))
        for part, value in zip(parts, (3, 8), strict=True)
    ]
    terms = Terms(SOURCE, parts, FACTS, "kansli", NOW)
    done = merge(rows, folder.record(), terms)
    assert len({row.id for row in done.new}) == 2
    # The whole row can't be read later: neither of its outcomes is missing.
    folder.rows += done.rows()
    later = merge([Refusal(2, "1", 0, "?", "no date", "")], folder.record(), terms)
    assert later.missing == []


def test_two_offices_that_import_the_same_file_count_it_once() -> None:
    one, other = Folder("kansli"), Folder("skola")
    file = [visit("1", 3), visit("2", 5)]
    one.take(*file)
    other.take(*file)
    one.take(visit("1", 4), visit("2", 5))
    other.take(visit("1", 4), visit("2", 5))
    one.rows += other.rows
    assert [row[3] for row in one.counting()] == [4, 5]
    assert one.record().problems == ()


ANSWERS = st.lists(
    st.tuples(st.integers(1, 3), st.sampled_from(TOWNS[:2]), st.integers(10, 11)), min_size=1, max_size=8
)


def _candidates(rows: Sequence[tuple[int, str, int]], own: Sequence[str]) -> list[Candidate]:
    return [
        visit(name, value, row=number, day=day, place=place)
        for number, (name, (value, place, day)) in enumerate(zip(own, rows, strict=True), 2)
    ]


@given(ANSWERS, st.data(), st.booleans())
def test_parts_and_orders_and_repetitions_of_an_export_come_to_the_same(
    answers: list[tuple[int, str, int]], data: st.DataObject, own_ids: bool
) -> None:
    ids = [f"answer-{number}" if own_ids else "" for number in range(len(answers))]
    whole = _candidates(answers, ids)
    expected = Folder()
    expected.take(*whole)
    # An export holds some of the answers, in any order; together they hold all, some of them often.
    exports = data.draw(st.lists(st.lists(st.sampled_from(whole), unique=True), max_size=3))
    exports.append(list(whole))
    found = Folder()
    for export in data.draw(st.permutations(exports)):
        found.take(*data.draw(st.permutations(export)))
        found.take(*export)
    assert {row.id: row.content for row in found.rows} == {row.id: row.content for row in expected.rows}
    assert len(found.rows) == len(expected.rows)


@given(ANSWERS, st.lists(st.tuples(st.integers(0, 7), st.integers(4, 9)), max_size=4))
def test_what_counts_is_what_the_latest_file_says(
    answers: list[tuple[int, str, int]], edits: list[tuple[int, int]]
) -> None:
    folder = Folder()
    now = list(answers)
    ids = [f"answer-{number}" for number in range(len(answers))]
    folder.take(*_candidates(now, ids))
    for which, value in edits:
        _value, place, day = now[which % len(now)]
        now[which % len(now)] = (value, place, day)
        folder.take(*_candidates(now, ids), file_wins=True)
    assert folder.counting() == sorted(
        (date(2024, 3, day), "visits", place, value) for value, place, day in now
    )
    assert folder.record().problems == ()
