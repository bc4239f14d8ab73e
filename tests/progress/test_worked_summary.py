"""The paper of a month and of a year: what lags, what was reached, what is to be decided; by hand."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from lovp.dates import Month
from lovp.model import Activity, Area, Change, Coverage, KeyDate, Milestone, Outcome, Plan, Share, Sum
from lovp.progress.summary import PlaceState, summarise
from lovp.progress.values import Status, TargetProgress
from tests.progress.build import LAST, MAY, TOWN, plan, row, target, these

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
    row("5-2", 35, "", series="letters"),
    row("5-3", 2, "Ash", 8, series="young"),
    row("5-3", 1, "Ash", series="branches"),
    row("5-4", 1, "Ash", series="talks"),
    row("6-4", 1, "Dill", series="talks"),
]


def ids(targets: tuple[TargetProgress, ...]) -> list[str]:
    return [each.target.id for each in targets]


def test_the_first_page_of_a_month() -> None:
    paper = summarise(PLAN, ROWS, Month(2024, 5))
    # Courses 40 of 41 whole ones expected are 97 %; letters 35 of 41, 85 %; visits 10; branches 1 of 2;
    # 2 of 8 young ones where all should be; the march is overdue; meetings reached.
    assert paper.counts == {
        Status.REACHED: 1,
        Status.ON_TRACK: 1,
        Status.AT_RISK: 1,
        Status.BEHIND: 4,
        Status.NOT_DUE: 2,
    }
    # What lacks: the march all of it; visits 31 of 41; young 6 of 8; branches 1 of 2; letters 6 of 41.
    assert ids(paper.lagging) == ["march", "visits", "young", "branches", "letters"]
    assert [each.status for each in paper.lagging[:2]] == [Status.OVERDUE, Status.BEHIND]
    assert ids(paper.reached) == ["meetings"]
    assert [each.name for each in paper.coming] == ["Camp", "Election", "Party"]
    assert paper.silent == ("Cedar", "Dill", "Elm")
    assert paper.silent_in_month == ("South",)
    assert not paper.progress.is_over


def test_what_is_reached_is_told_in_its_month_alone() -> None:
    reached = [ids(summarise(PLAN, ROWS, Month(2024, number)).reached) for number in range(1, 13)]
    assert reached == [[], [], [], [], ["meetings"], [], [], [], [], [], [], []]


def test_nobody_is_called_silent_in_a_month_without_any_report() -> None:
    paper = summarise(PLAN, ROWS, Month(2024, 3))
    assert paper.silent_in_month == ()
    # By then Ash alone had reported.
    assert paper.silent == ("Birch", "Cedar", "Dill", "Elm")


YEAR = plan(
    *(target(Sum(), 10, name=name) for name in ("courses", "visits", "letters")),
    target(Share(TOWN), 1, name="young"),
    target(Milestone(), name="march", due=date(2024, 3, 8)),
    target(Activity(), name="talks"),
)
OF_YEAR = [
    row("4-2", 10, series="courses"),
    row("6-1", 3, series="visits"),
    row("9-1", 8, series="letters"),
    row("3-8", 1, series="march"),
    row("5-1", 2, series="talks"),
]


def test_a_year_that_is_over() -> None:
    paper = summarise(YEAR, OF_YEAR, None)
    assert (paper.progress.is_over, paper.progress.as_of, paper.coming, paper.late) == (True, LAST, (), ())
    # Letters have 8 of 10, and from 80 % on a goal is partly reached.
    assert paper.counts == {Status.REACHED: 2, Status.PARTLY: 1, Status.BEHIND: 1, Status.NO_DATA: 1}
    assert ids(paper.reached) == ["courses", "march"]
    # Three of ten lack more than eight of ten.
    assert ids(paper.lagging) == ["visits", "letters"]
    assert [each.status for each in paper.lagging] == [Status.MISSED, Status.PARTLY]


def out_of_reach(the_plan: Plan, rows: list[Outcome], day: date) -> list[str]:
    return ids(summarise(the_plan, rows, Month(2024, day.month), as_of=day).decisions.out_of_reach)


@pytest.mark.parametrize(
    ("goal", "day", "out"),
    [
        (105, MAY, False),  # the best month brought 7: in 7 months twice that is 98, and 98 are left
        (106, MAY, True),
        (105, date(2024, 4, 30), False),  # 8 months
        (111, date(2024, 5, 16), False),  # 7 months and 15 days of 31: 104.8, and 104 are left
        (112, date(2024, 5, 16), True),
    ],
)
def test_out_of_reach_at_twice_the_best_month(goal: int, day: date, *, out: bool) -> None:
    the_plan = plan(target(Sum(), goal))
    assert out_of_reach(the_plan, [row("4-3", 4), row("4-4", 3)], day) == (["t"] if out else [])


def test_what_is_never_called_out_of_reach() -> None:
    the_plan = plan(
        target(Sum(), 100, name="nothing yet"),  # there is no best month
        target(Sum(), 10, name="ceiling", at_most=True),
        target(Milestone(), name="late", due=date(2024, 3, 8)),
        target(Share(TOWN), 1, name="share"),
        target(Sum(), 1000, name="far"),
    )
    rows = [
        row("2-1", 50, series="ceiling"),
        row("2-1", 1, "Ash", 9, series="share"),
        row("2-1", series="far"),
    ]
    assert out_of_reach(the_plan, rows, MAY) == ["far"]
    assert out_of_reach(the_plan, rows, date(2024, 2, 29)) == []  # nothing is decided in the first months
    assert out_of_reach(the_plan, rows, LAST) == []  # and nothing when the year is over


def test_places_that_have_been_silent_for_three_months() -> None:
    """The 90 days to 31 May begin on 3 March."""
    rows = [row("3-2", 1, "Ash"), row("3-3", 1, "Birch"), row("5-1", 1, "Dill"), row("6-1", 1, "Elm")]
    the_plan = plan(target(Sum(), 10))
    assert summarise(the_plan, rows, Month(2024, 5)).decisions.silent == ("Ash", "Cedar", "Elm")
    assert summarise(the_plan, rows, Month(2024, 2)).decisions.silent == ()
    # Where nobody has reported, there is nobody to be told from the others.
    assert summarise(the_plan, rows[:1], Month(2024, 6)).decisions.silent == ()


def test_commitments_that_nobody_has_touched() -> None:
    the_plan = plan(target(Activity(), name="talks"), target(Activity(), name="visits"), target(Sum(), 4))
    rows = [row("5-1", series="talks"), row("6-1", series="visits")]
    assert ids(summarise(the_plan, rows, Month(2024, 5)).decisions.untouched) == ["visits"]
    assert ids(summarise(the_plan, rows, Month(2024, 6)).decisions.untouched) == []
    assert ids(summarise(the_plan, rows, Month(2024, 2)).decisions.untouched) == []


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
