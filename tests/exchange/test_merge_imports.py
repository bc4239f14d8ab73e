"""A file against the record: twice is as once, in any order, and nothing is lost or doubled."""

from datetime import UTC, date, datetime, timedelta
from itertools import count

from hypothesis import given
from hypothesis import strategies as st

from lovp.dates import timestamp
from lovp.exchange.imports.mapping import parse_mapping
from lovp.exchange.imports.merge import Import, Kind, merge, prefix_of
from lovp.exchange.imports.row_parser import Candidate, Read, Refusal, Skipped, content_texts
from lovp.model import Content, Outcome, Sum
from lovp.record.merge import merge as merge_files
from lovp.record.new import amend, undo
from lovp.record.reader import Batch
from lovp.record.record import Record, record_of
from tests.progress.build import TOWNS, plan, target

PLAN = plan(target(Sum(), name="visits"))
NOW = datetime(2024, 6, 1, 12, tzinfo=UTC)
MAPPING = "source: school-visits\ndate: Day\nplace: Town\nvalue: Count\ntarget: visits\n"


class Folder:
    """A record in memory: rows are only ever added."""

    def __init__(self, writer: str = "kansli", mapping: str = MAPPING) -> None:
        self.rows: list[Outcome] = []
        self.writer = writer
        self.mapping = parse_mapping(mapping.encode(), "imports/m.yaml", PLAN)
        self.minutes = count()

    def record(self) -> Record:
        return record_of(merge_files(Batch(f"{row.writer}.csv", [2], [row]) for row in self.rows), PLAN)

    def take(self, *read: Read, file_wins: bool = False, kinds: tuple[Kind, ...] = ()) -> Import:
        done = merge(read, self.record(), self.mapping, file_wins=file_wins)
        now = timestamp(NOW + timedelta(minutes=next(self.minutes)))
        self.rows += done.rows(*kinds, writer=self.writer, logged_at=now)
        return done

    def correct(self, **changes: object) -> None:
        """What somebody does to the first row by hand: amend it, or undo it where nothing is changed."""
        record, first = self.record(), self.rows[0].id
        now = NOW + timedelta(minutes=next(self.minutes))
        made = amend(record, first, changes, writer="skola", now=now) if changes else None
        self.rows.append(made or undo(record, first, writer="skola", now=now))

    def counting(self) -> list[tuple[date, str, object]]:
        """What counts, whatever its ids: date, place, value."""
        return sorted((row.date, row.place, row.value) for row in self.record().outcomes)

    def values(self) -> list[object]:
        return [row[2] for row in self.counting()]


def visit(own: str = "", value: int = 3, *, row: int = 2, day: int = 12, place: str = "Ash") -> Candidate:
    content = Content(date(2024, 3, day), "visits", place, value, None, "")
    return Candidate(str(row), ("id", own, "") if own else ("row", "", *content_texts(content)), content)


def rejected(one: Candidate) -> Candidate:
    return one._replace(content=None)


def before(done: Import, kind: Kind) -> list[object]:
    """What the outcomes of a kind count now."""
    return [each.before.value for each in done.findings[kind] if each.before]


def test_new_rows_become_outcomes_once_and_an_edited_one_replaces() -> None:
    folder = Folder()
    rows = [visit("1"), visit("2", 5, row=3), visit("2", 5, row=4)]
    assert [each.row for each in folder.take(*rows).skipped] == ["4"]
    assert [row.content for row in folder.rows] == [each.content for each in rows[:2]]
    said = {(row.id[:9], row.writer, row.replaces) for row in folder.rows}
    assert said == {(prefix_of("school-visits"), "kansli", "")}
    again = folder.take(*rows)
    assert (len(again.findings[Kind.SAME]), again.rows()) == (2, [])
    (change,) = folder.take(visit("1", 4), *rows[1:]).findings[Kind.CHANGED]
    assert (change.before, change.after.id, change.row) == (folder.rows[0], folder.rows[2].id, "2")
    assert folder.values() == [4, 5]


def test_equal_rows_without_ids_are_as_many_as_they_are() -> None:
    folder = Folder()
    folder.take(visit(), visit(row=3))
    assert len(folder.take(visit(), visit(row=3), visit(row=4)).findings[Kind.SAME]) == 2
    assert len(folder.counting()) == 3
    # Of those that are rejected as many are withdrawn.
    assert before(folder.take(rejected(visit()), visit(row=3), visit(row=4)), Kind.REJECTED) == [3]
    assert len(folder.counting()) == 2


def test_an_older_file_does_not_undo_a_later_change() -> None:
    folder = Folder()
    folder.take(visit("1", 3))
    folder.take(visit("1", 4))
    assert before(folder.take(visit("1", 3)), Kind.KEPT) == [4]
    assert folder.values() == [4]


def test_a_copied_form_that_counts_from_1_again_replaces_nothing() -> None:
    folder = Folder()
    folder.take(visit("1", 3), visit("2", 5), visit("3", 7))
    # One is another thing; what else says otherwise may only look like a correction.
    copy = [visit("1", 4, day=13, place="Elm"), visit("2", 9, day=14), visit("3", 8), visit("4", 1)]
    assert before(folder.take(*copy), Kind.UNLIKE) == [3, 5, 7]
    assert folder.values() == [1, 3, 5, 7]
    folder.take(*copy, kinds=(Kind.UNLIKE,))
    assert folder.values() == [1, 8, 4, 9]


def test_what_was_corrected_or_undone_here_stays_unless_the_file_wins() -> None:
    folder, other = Folder(), Folder()
    folder.take(visit("1", 3))
    folder.correct(value=5)
    # The source is as it was, or came to the same.
    assert folder.take(visit("1", 3)).rows() == folder.take(visit("1", 5)).rows() == []
    # The source says a third thing, or withdraws it: a person has to say which is right.
    for row in (visit("1", 7), rejected(visit("1", 3))):
        assert before(folder.take(row), Kind.KEPT) == [5]
        assert folder.values() == [5]
    folder.take(visit("1", 7), file_wins=True)
    assert folder.values() == [7]
    folder.take(rejected(visit("1", 3)), file_wins=True)
    assert folder.values() == []
    other.take(visit("1", 3))
    other.correct()
    assert other.take(visit("1", 3)).rows() == other.take(visit("1", 4)).rows() == []
    other.take(visit("1", 4), file_wins=True)
    assert other.values() == [4]


def test_what_the_source_deleted_is_listed_and_counts() -> None:
    folder = Folder()
    folder.take(visit("1"), visit("2", 5))
    assert before(folder.take(visit("1")), Kind.MISSING) == [5]
    # What can't be read is there all the same; what is passed over is not.
    unreadable = Refusal("3", (("id", "2", ""),), "Count", "not a number", "")
    assert before(folder.take(visit("1"), unreadable), Kind.MISSING) == []
    assert before(folder.take(visit("1"), Skipped("3", "a draft")), Kind.MISSING) == [5]
    assert folder.values() == [3, 5]


def test_what_is_like_something_recorded_in_another_way_is_told() -> None:
    folder, day = Folder(), date(2024, 3, 12)
    by_hand = Outcome("own-1", day, "visits", "Ash", 3, None, "by hand", "", "ung", timestamp(NOW))
    folder.rows.append(by_hand)
    done = folder.take(visit("1"), visit("2", 5))
    assert (before(done, Kind.ALIKE), len(done.findings[Kind.NEW]), folder.values()) == ([3], 1, [3, 3, 5])
    # Not while what it is like does not count.
    other = Folder()
    other.rows += [by_hand, undo(folder.record(), "own-1", writer="ung", now=NOW)]
    assert before(other.take(visit("1")), Kind.ALIKE) == []


ANSWERS = st.lists(
    st.tuples(st.integers(1, 3), st.sampled_from(TOWNS[:2]), st.integers(10, 11)), min_size=1, max_size=8
)


@given(ANSWERS, st.data(), st.booleans())
def test_parts_and_orders_and_repetitions_of_an_export_come_to_the_same(
    answers: list[tuple[int, str, int]], data: st.DataObject, own_ids: bool
) -> None:
    whole = [
        visit(f"answer-{row}" if own_ids else "", value, row=row, day=day, place=place)
        for row, (value, place, day) in enumerate(answers)
    ]
    expected, found = Folder(), Folder()
    expected.take(*whole)
    # An export holds some of the answers, in any order; together they hold all, some of them often.
    exports = data.draw(st.lists(st.lists(st.sampled_from(whole), unique=True), max_size=3))
    for export in data.draw(st.permutations([*exports, whole])):
        found.take(*data.draw(st.permutations(export)))
        found.take(*export)
    assert sorted((row.id, row.content) for row in found.rows) == sorted(
        (row.id, row.content) for row in expected.rows
    )


@given(ANSWERS, st.lists(st.tuples(st.integers(0, 7), st.integers(4, 9)), max_size=4))
def test_what_counts_is_what_the_latest_file_says(
    answers: list[tuple[int, str, int]], edits: list[tuple[int, int]]
) -> None:
    folder, now = Folder(), list(answers)
    for which, value in [(0, now[0][0]), *edits]:
        now[which % len(now)] = (value, *now[which % len(now)][1:])
        rows = enumerate(now)
        folder.take(*(visit(f"{at}", n, day=day, place=town) for at, (n, town, day) in rows), file_wins=True)
    assert folder.counting() == sorted((date(2024, 3, day), place, value) for value, place, day in now)
    assert folder.record().problems == ()
