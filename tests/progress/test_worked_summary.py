"""The head of a month's summary, its notes and what changed, worked out by hand."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

from lovp.model import Activity, Area, Change, Coverage, KeyDate, Milestone, Share, Sum
from lovp.period import Month
from lovp.progress.summary import PlaceState, summarise
from lovp.progress.values import Status
from tests.progress.build import TOWN, plan, row, target, these

# By the end of May 152 of 366 days have passed: 41.5 of 100 are expected.
PLAN = plan(
    target(Sum(), 100, name="courses"),
    target(Sum(), 100, name="visits"),
    target(Sum(), 10, name="meetings"),
    target(Sum(), 100, name="letters"),
    target(Share(TOWN), 1, name="young", standing=True),
    target(Coverage(TOWN), 5, name="branches"),
    target(Milestone(), name="march", due=date(2024, 3, 8)),
    target(Milestone(), name="party", due=date(2024, 6, 30)),
    target(Milestone(), name="gala", due=date(2024, 7, 1)),
    target(Activity(), name="talks"),
    dates=(
        KeyDate("Election", date(2024, 6, 9), date(2024, 6, 9), "source"),
        KeyDate("Camp", date(2024, 5, 30), date(2024, 6, 2), "source", preliminary=True),
        KeyDate("Summer", date(2024, 7, 1), date(2024, 7, 31), "source"),
    ),
)
ROWS = [
    row("4-2", 40, "Ash", series="courses"),
    row("2-1", 10, "Ash", series="visits"),
    row("4-1", 6, "Birch", series="meetings"),
    row("5-9", 4, "North", series="meetings"),
    row("5-2", 30, "", series="letters"),
    row("5-3", 2, "Ash", 8, series="young"),
    row("5-3", 1, "Ash", series="branches"),
    row("5-4", 1, "Ash", series="talks"),
    row("6-4", 1, "Dill", series="talks"),
]


def test_what_a_tired_reader_needs() -> None:
    head = summarise(PLAN, ROWS, Month(2024, 5)).head
    assert sum(head.counts.values()) == 9
    # Courses 40 of 41 whole ones expected are 97 %; letters 30 of 41, 73 %; visits 10; branches 1 of 2;
    # 2 of 8 young ones where all should be; the march is overdue; meetings reached.
    assert head.counts == {Status.REACHED: 1, Status.ON_TRACK: 1, Status.BEHIND: 5, Status.NOT_DUE: 2}
    # What lacks: the march all of it; visits 31.5 of 41.5; young 6 of 8; branches 1.08 of 2.08; letters 11.5.
    assert [each.target.id for each in head.gaps] == ["march", "visits", "young"]
    assert [each.target.id for each in head.reached] == ["meetings"]
    assert [each.name for each in head.next_month] == ["Camp", "Election", "Party"]
    assert (head.silent, head.places) == (("Cedar", "Dill", "Elm"), 5)
    assert head.silent_this_month == ("South",)


def test_what_is_reached_is_told_in_its_month_alone() -> None:
    reached = [
        [each.target.id for each in summarise(PLAN, ROWS, Month(2024, number)).head.reached]
        for number in range(1, 13)
    ]
    assert reached == [[], [], [], [], ["meetings"], [], [], [], [], [], [], []]


def test_nobody_is_called_silent_in_a_month_without_any_report() -> None:
    head = summarise(PLAN, ROWS, Month(2024, 3)).head
    assert head.silent_this_month == ()
    # By then Ash alone had reported.
    assert head.silent == ("Birch", "Cedar", "Dill", "Elm")


def test_in_december_the_month_after_is_in_another_year() -> None:
    head = summarise(PLAN, ROWS, Month(2024, 12)).head
    assert head.next_month == ()
    assert head.counts[Status.BEHIND] == 8


def test_the_status_before_is_that_of_the_month_before() -> None:
    (area,) = summarise(PLAN, ROWS, Month(2024, 5)).areas
    before = {each.now.target.id: each.former for each in area.targets}
    # By the end of April 121 of 366 days have passed: 33 of 100 are expected, and 3 of 10.
    assert (before["courses"], before["meetings"]) == (Status.ON_TRACK, Status.ON_TRACK)
    assert (before["visits"], before["young"]) == (Status.BEHIND, Status.NO_DATA)


def test_notes_are_those_of_the_month_by_area_and_date() -> None:
    two = plan(
        areas=(
            Area("work", "Work", (target(Sum(), 9, name="visits"),)),
            Area("study", "Study", (replace(target(Sum(), 9, name="courses"), area="study"),)),
        )
    )
    rows = [
        row("5-20", series="visits")._replace(note="later"),
        row("5-3", series="visits")._replace(note="first"),
        row("5-4", series="courses")._replace(note="study"),
        row("4-30", series="visits")._replace(note="April's"),
        row("5-5", series="visits"),
        row("6-1", series="visits")._replace(note="June's"),
    ]
    areas = summarise(two, rows, Month(2024, 5)).areas
    assert [[each.note for each in area.notes] for area in areas] == [["first", "later"], ["study"]]
    areas = summarise(two, rows, Month(2024, 5), as_of=date(2024, 5, 19)).areas
    assert [each.note for each in areas[0].notes] == ["first"]


def test_what_changed_in_earlier_months_alone_is_told() -> None:
    april, may, june = (row(f"{month}-10", series="visits") for month in (4, 5, 6))
    changes = [
        Change(None, april),
        Change(None, may),
        Change(april, may),
        Change(may, april),
        Change(april, None),
        Change(may, june),
        Change(april, april._replace(value=7)),
    ]
    late = summarise(PLAN, ROWS, Month(2024, 5), changes=changes).late
    assert list(late) == [changes[0], changes[2], changes[3], changes[4], changes[6]]


def test_the_course_of_the_year_beside_its_pace() -> None:
    (area,) = summarise(PLAN, ROWS, Month(2024, 5)).areas
    months = {each.now.target.id: each for each in area.targets}
    later = (None,) * 7
    assert these(*months["meetings"].course) == (0, 0, 0, 6, 10, *later)
    assert these(*months["branches"].course) == (0, 0, 0, 0, 1, *later)
    assert these(*months["young"].course) == (None, None, None, None, Fraction(1, 4), *later)
    # Of 366 days 31, 60, 91 and so on have passed at the months' ends.
    assert these(*months["courses"].pace[:3]) == (8, 16, 24)  # of 8.5, 16.4 and 24.9
    assert months["courses"].pace[-1] == 100
    assert these(*months["young"].pace) == (1,) * 12
    assert these(*months["talks"].pace) == (None,) * 12


def test_what_is_known_of_each_municipality() -> None:
    two = plan(target(Coverage(TOWN, 3), 5, name="branches"), target(Share(TOWN), 1, name="young"))
    rows = [
        row("1-5", 3, "Ash", series="branches"),
        row("2-5", 4, "Birch", series="branches"),
        row("3-5", 2, "Birch", series="branches"),
        row("6-5", 9, "Dill", series="branches"),
        row("3-5", 1, "Elm", 2, series="young"),
    ]
    branches, young = summarise(two, rows, Month(2024, 5)).areas[0].targets
    missing, reported, active = PlaceState
    assert branches.municipalities == {
        "Ash": active,
        "Birch": reported,
        "Cedar": missing,
        "Dill": missing,
        "Elm": missing,
    }
    assert young.municipalities == dict.fromkeys(("Ash", "Birch", "Cedar", "Dill"), missing) | {
        "Elm": reported
    }
    (other,) = summarise(plan(target(Sum(), 1)), [], Month(2024, 5)).areas[0].targets
    assert other.municipalities == {}


def test_the_outcomes_are_those_to_the_day_by_date() -> None:
    summary = summarise(PLAN, ROWS, Month(2024, 4))
    assert [each.date for each in summary.outcomes] == [date(2024, 2, 1), date(2024, 4, 1), date(2024, 4, 2)]
