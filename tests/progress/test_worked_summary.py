"""Months, and the paper of a month and of a year: what lags, was reached, is to be decided; by hand."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from lovp.dates import Month
from lovp.model import Activity, Area, Coverage, KeyDate, Level, Milestone, Outcome, Plan, Share, Sum
from lovp.progress.summary import Change, Summary, TargetSummary, summarise
from lovp.progress.values import Status, TargetProgress
from tests.progress.build import LAST, MAY, TOWN, check, on, plan, row, rows, table, target, these

LATER = (None,) * 7
COURSE = target(Sum(), 340)

# By the end of May 152 of 366 days have passed: 41.5 of 100 are expected.
PLAN = plan(
    target(Sum(), 100, name="courses"),
    target(Sum(), 100, name="visits"),
    target(Sum(), 10, name="meetings"),
    target(Sum(), 100, name="letters"),
    target(Share(TOWN), 1, name="young", standing=True),
    target(Coverage(TOWN), 5, name="branches"),
    target(Milestone(), name="march", due="3-8"),
    target(Milestone(), name="party", due="6-30"),
    target(Milestone(), name="gala", due="7-1"),
    target(Activity(), name="talks"),
    dates=(
        KeyDate("Election", on("6-9"), on("6-9"), "source"),
        KeyDate("Camp", on("5-30"), on("6-2"), "source", preliminary=True),
        KeyDate("Summer", on("7-1"), on("7-31"), "source"),
    ),
)
ROWS = rows(
    "courses 4-2 40 Ash; visits 2-1 10 Ash; meetings 4-1 6 Birch; meetings 5-9 4 North; letters 5-2 35;"
    "young 5-3 2/8 Ash; branches 5-3 1 Ash; talks 5-4 1 Ash; talks 6-4 1 Dill"
)


def ids(targets: Sequence[TargetProgress]) -> list[str]:
    return [each.target.id for each in targets]


def month(number: int, the_plan: Plan = PLAN, reported: Sequence[Outcome] = ROWS) -> Summary:
    return summarise(the_plan, reported, Month(2024, number))


def targets(number: int, *of: Any) -> dict[str, TargetSummary]:
    found = month(number, *of).areas
    return {each.now.target.id: each for area in found for each in area.targets}


def test_the_change_of_a_month() -> None:
    the_plan = plan(
        COURSE,
        target(Share(TOWN), Decimal("0.25"), name="young"),
        target(Coverage(TOWN), 5, name="seats"),
        target(Milestone(), name="step"),
        target(Level(), 9, name="level"),
        target(Activity(), name="talks"),
    )
    reported = rows(
        "t 4-10 30 Ash; t 5-1 7 Dill; t 5-31 5; t 2-1 4; t 6-1 90 Dill; young 3-1 2/10 Ash;"
        "young 5-9 6/10 Dill; seats 4-1 1 Ash; seats 4-1 1 Elm; seats 5-2 0 Elm; step 5-2 0.5; level 5-2 4;"
        "talks 5-2 3 Ash"
    )
    summary = summarise(the_plan, reported, Month(2024, 5), warnings=["careful"])
    (area,) = summary.areas
    # The share went from 2 of 10 to 8 of 20; South had not reported before.
    assert [these(each.now.outcome, *each[1:4]) for each in area.targets] == [
        (46, 12, (0, 7), 5),
        (Fraction(8, 20), Fraction(1, 5), (0, None), None),
        (1, -1, (0, -1), None),
        (Fraction(1, 2), Fraction(1, 2), (), None),
        (4, None, (), None),
        (3, 3, (3, 0), 0),
    ]
    check(area, id="work", name="Work")
    check(summary.progress, as_of=MAY, warnings=("careful",))
    assert [each.now for each in area.targets] == [*summary.progress.targets()]


@pytest.mark.parametrize(("before", "after"), [(4, 9), (9, 4), (4, 4)])
def test_a_summary_tells_no_change_from_or_to_a_share_of_few_people(before: int, after: int) -> None:
    reported = rows(f"t 4-1 1/{before} Ash; t 5-1 2/{after} Ash; t 1-1 5/10 Dill")
    shown = targets(5, plan(target(Share(TOWN), 1)), reported)["t"]
    check(shown, places=(None, 0), change=Fraction(7, 10 + after) - Fraction(6, 10 + before))


def test_the_first_page_of_a_month() -> None:
    paper = month(5)
    # Courses 40 of 41 whole ones expected are 97 %; letters 35 of 41, 85 %; visits 10; branches 1 of 2;
    # 2 of 8 young ones where all should be; the march is overdue; meetings reached.
    counts = {Status.REACHED: 1, Status.ON_TRACK: 1, Status.AT_RISK: 1, Status.BEHIND: 4, Status.NOT_DUE: 2}
    check(paper, counts=counts, silent=("Cedar", "Dill", "Elm"), silent_in_month=("South",))
    # What lacks: the march all of it; visits 31 of 41; young 6 of 8; branches 1 of 2; letters 6 of 41.
    assert ids(paper.lagging) == ["march", "visits", "young", "branches", "letters"]
    assert table(paper.lagging[:2], "status") == [(Status.OVERDUE,), (Status.BEHIND,)]
    assert [each.name for each in paper.coming] == ["Camp", "Election", "Party"]
    assert not paper.progress.is_over
    # What is reached is told in its month alone.
    assert [ids(month(number).reached) for number in (4, 5, 6)] == [[], ["meetings"], []]
    # Nobody is called silent in a month without any report; by March Ash alone had reported.
    check(month(3), silent_in_month=(), silent=("Birch", "Cedar", "Dill", "Elm"))


def test_a_year_that_is_over() -> None:
    the_plan = plan(
        *(target(Sum(), 10, name=name) for name in ("courses", "visits", "letters")),
        target(Share(TOWN), 1, name="young"),
        target(Milestone(), name="march", due="3-8"),
        target(Activity(), name="talks"),
    )
    paper = summarise(
        the_plan, rows("courses 4-2 10; visits 6-1 3; letters 9-1 8; march 3-8 1; talks 5-1 2"), None
    )
    check(paper.progress, is_over=True, as_of=LAST)
    # Letters have 8 of 10, and from 80 % on a goal is partly reached.
    counts = {Status.REACHED: 2, Status.PARTLY: 1, Status.BEHIND: 1, Status.NO_DATA: 1}
    check(paper, coming=(), late=(), counts=counts)
    assert ids(paper.reached) == ["courses", "march"]
    # Three of ten lack more than eight of ten.
    lagging = [(each.target.id, each.status) for each in paper.lagging]
    assert lagging == [("visits", Status.MISSED), ("letters", Status.PARTLY)]


def out_of_reach(the_plan: Plan, reported: list[Outcome], day: str) -> list[str]:
    paper = summarise(the_plan, reported, Month(2024, on(day).month), as_of=on(day))
    return ids(paper.decisions.out_of_reach)


@pytest.mark.parametrize(
    ("goal", "day", "out"),
    [
        (105, "5-31", False),  # the best month brought 7: in 7 months twice that is 98, and 98 are left
        (106, "5-31", True),
        (105, "4-30", False),  # 8 months
        (111, "5-16", False),  # 7 months and 15 days of 31: 104.8, and 104 are left
        (112, "5-16", True),
    ],
)
def test_out_of_reach_at_twice_the_best_month(goal: int, day: str, *, out: bool) -> None:
    found = out_of_reach(plan(target(Sum(), goal)), rows("t 4-3 4; t 4-4 3"), day)
    assert found == (["t"] if out else [])


def test_what_is_never_called_out_of_reach() -> None:
    the_plan = plan(
        target(Sum(), 100, name="nothing yet"),  # there is no best month
        target(Sum(), 10, name="ceiling", at_most=True),
        target(Milestone(), name="late", due="3-8"),
        target(Share(TOWN), 1, name="share"),
        target(Sum(), 1000, name="far"),
    )
    reported = rows("ceiling 2-1 50; far 2-1 1; share 2-1 1/9 Ash")
    # Nothing is decided in the first months, or when the year is over.
    for day, found in (("5-31", ["far"]), ("2-29", []), ("12-31", [])):
        assert out_of_reach(the_plan, reported, day) == found


def test_places_that_have_been_silent_for_three_months() -> None:
    """The 90 days to 31 May begin on 3 March; where nobody has reported, nobody is told from the others."""
    reported = rows("t 3-2 1 Ash; t 3-3 1 Birch; t 5-1 1 Dill; t 6-1 1 Elm")
    the_plan = plan(target(Sum(), 10))
    assert month(5, the_plan, reported).decisions.silent == ("Ash", "Cedar", "Elm")
    assert month(2, the_plan, reported).decisions.silent == ()
    assert month(6, the_plan, reported[:1]).decisions.silent == ()


def test_commitments_that_nobody_has_touched() -> None:
    the_plan = plan(target(Activity(), name="talks"), target(Activity(), name="visits"), target(Sum(), 4))
    reported = rows("talks 5-1 1; visits 6-1 1")
    untouched = [ids(month(number, the_plan, reported).decisions.untouched) for number in (2, 5, 6)]
    assert untouched == [[], ["visits"], []]


def test_notes_are_those_of_the_month_by_area_and_date() -> None:
    courses = replace(target(Sum(), 9, name="courses"), area="study")
    areas = (Area("work", "Work", (target(Sum(), 9, name="visits"),)), Area("study", "Study", (courses,)))
    noted = [
        ("5-20", "visits", "later"),
        ("5-3", "visits", "first"),
        ("5-4", "courses", "study"),
        ("4-30", "visits", "April's"),
        ("5-5", "visits", ""),
        ("6-1", "visits", "June's"),
    ]
    found = [row(day, series=series)._replace(note=note) for day, series, note in noted]
    for as_of, shown in (("5-31", ["first", "later"]), ("5-19", ["first"])):
        shown_areas = summarise(plan(areas=areas), found, Month(2024, 5), as_of=on(as_of)).areas
        assert [[each.note for each in area.notes] for area in shown_areas] == [shown, ["study"]]


def test_what_changed_in_earlier_months_alone_is_told() -> None:
    april, may, june = (row(f"{month}-10", series="visits") for month in (4, 5, 6))
    late = [Change(None, april), Change(april, may), Change(may, april), Change(april, None)]
    late.append(Change(april, april._replace(value=7)))
    changes = [Change(None, may), *late, Change(may, june)]
    assert [*summarise(PLAN, ROWS, Month(2024, 5), changes=changes).late] == late


def test_the_course_of_the_year_beside_its_pace() -> None:
    found = targets(5)
    assert these(*found["meetings"].course) == (0, 0, 0, 6, 10, *LATER)
    assert these(*found["branches"].course) == (0, 0, 0, 0, 1, *LATER)
    assert these(*found["young"].course) == (None, None, None, None, Fraction(1, 4), *LATER)
    # Of 366 days 31, 60, 91 and so on have passed at the months' ends: 8.5, 16.4 and 24.9.
    assert these(*found["courses"].pace[:3], found["courses"].pace[-1]) == (8, 16, 24, 100)
    assert these(*found["young"].pace) == (1,) * 12
    assert these(*found["talks"].pace) == (None,) * 12


def test_which_municipalities_have_reported_enough() -> None:
    branches, young = target(Coverage(TOWN, 3), 5, name="branches"), target(Share(TOWN), 1, name="young")
    known = "branches 1-5 3 Ash; branches 2-5 4 Birch; branches 3-5 2 Birch; branches 6-5 9 Dill"
    known += "; young 3-5 1/2 Elm"
    found = targets(5, plan(branches, young, COURSE), rows(known))
    lacking = dict.fromkeys(("Ash", "Birch", "Cedar", "Dill", "Elm"), False)
    assert found["branches"].municipalities == lacking | {"Ash": True}
    assert found["young"].municipalities == lacking | {"Elm": True}
    assert found["t"].municipalities == {}
