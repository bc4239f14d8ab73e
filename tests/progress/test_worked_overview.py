"""The overview, worked out by hand."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from lovp.model import Activity, Area, Coverage, KeyDate, Milestone, Outcome, Plan, Share, Sum
from lovp.progress.overview import Dated, Overview, overview
from lovp.progress.values import Status
from tests.progress.build import MAY, TOWN, TOWNS, on, plan, progress, row, rows, table, target

COURSE = plan(target(Sum(), 340))


def shown(the_plan: Plan, reported: Sequence[Outcome] = (), day: str | date = MAY) -> Overview:
    return overview(progress(the_plan, reported, day), reported)


def key(name: str, first: str, last: str = "", *, preliminary: bool = False) -> KeyDate:
    return KeyDate(name, on(first), on(last or first), "", preliminary)


def coming(the_plan: Plan, reported: Sequence[Outcome] = ()) -> tuple[Dated, ...]:
    return shown(the_plan, reported).coming


def test_overview_counts_each_area() -> None:
    late = target(Milestone(), name="g", due="3-8")
    areas = (
        Area("one", "One", (target(Sum(), 10, name="a"), target(Sum(), 5, name="b"), late)),
        Area("two", "Two", (target(Activity(), name="c"), target(Activity(), name="d"))),
        Area("three", "Three", (target(Sum(), 10, name="e"), target(Activity(), name="f"))),
    )
    found = shown(plan(areas=areas), rows("d 5-1 1; e 5-1 10")).areas
    assert table(found, "name", "counts", "followed", "active") == [
        ("One", {Status.BEHIND: 3}, 0, 0),
        ("Two", {}, 2, 1),
        ("Three", {Status.REACHED: 1}, 1, 0),
    ]


def test_overview_shows_what_lags_most_first() -> None:
    the_plan = plan(
        target(Sum(), 100, name="a"),  # 30 of 41.5: 28 % are lacking
        target(Sum(), 10, name="b"),  # 1 of 4.2: 76 %
        target(Milestone(), name="c", due="3-8"),  # all of it
        target(Sum(), 1000, name="d"),  # 280 of 415.3: 33 %
        target(Sum(), 100, name="e"),  # on track
        target(Sum(), 20, name="f", at_most=True),  # 20 and no more than 8.3: 58 % too much
        target(Coverage(TOWN), 5, name="g", standing=True),  # 3 of 5: 40 %
        target(Sum(), 100, name="h"),  # 34 of 41.5, at risk
        target(Share(TOWN), 1, name="i"),  # nothing known
    )
    reported = rows(
        "a 5-1 30; b 5-1 1; d 5-1 280; e 5-1 41; f 5-1 20; h 5-1 34; g 5-1 1 Ash; g 5-1 1 Dill; g 5-1 1 Elm"
    )
    found = shown(the_plan, reported)
    assert [each.target.id for each in found.lagging] == ["c", "b", "f", "g", "d", "a"]
    assert found.progress.as_of == MAY


def test_overview_shows_what_comes() -> None:
    the_plan = plan(
        target(Milestone(), name="done", due="6-9"),
        target(Milestone(), name="to do", due="6-9"),
        target(Milestone(), name="late", due="5-30"),
        target(Milestone(), name="far off", due="7-13"),
        target(Sum(), 5, name="no milestone", due="6-9"),
        target(Milestone(), name="some day"),
        dates=(
            key("far", "7-13"),
            key("six weeks", "7-12"),  # 42 days after 31 May
            key("over", "5-30"),
            key("going on", "5-30", "6-2", preliminary=True),
            key("today", "5-31"),
        ),
    )
    reported = rows("done 5-1 1")
    found = shown(the_plan, reported).coming
    assert [(*each[:3], each.target, each.preliminary) for each in found] == [
        (on("5-30"), on("6-2"), "going on", None, True),
        (on("5-31"), on("5-31"), "today", None, False),
        (on("6-9"), on("6-9"), "To do", "to do", False),
        (on("7-12"), on("7-12"), "six weeks", None, False),
    ]
    more = replace(the_plan, dates=(*the_plan.dates, key("early", "6-1")))
    assert table(coming(more, reported)[:4], "name") == [("going on",), ("today",), ("early",), ("To do",)]


def test_a_date_and_the_milestone_named_after_it_come_once() -> None:
    """Both begin with the same word, and it is due when the date ends; else they are two things."""
    march = replace(target(Milestone(), name="march", due="6-1"), name="The march of June")
    first = key("The first of June", "5-31", "6-1", preliminary=True)
    the_plan = plan(march, dates=(first, key("The first", "6-2"), key("Election", "6-1")))
    found = table(coming(the_plan), "name", "target", "first", "preliminary")
    # The date keeps its days and its mark, and says which target it belongs to.
    assert found == [
        ("The first of June", "march", on("5-31"), True),
        ("Election", None, on("6-1"), False),
        ("The first", None, on("6-2"), False),
    ]
    # Once it is done the date alone is left.
    done = table(coming(the_plan, rows("march 5-1 1")), "name", "target")
    assert done == [(name, None) for name, *_rest in found]


@pytest.mark.parametrize(
    ("heard", "silent"),
    [
        (["Ash", "South", ""], ("Birch", "Cedar", "Dill", "Elm")),
        (TOWNS, ()),
        # Nobody is silent where no municipality reports.
        (["South", ""], ()),
    ],
)
def test_the_silent_are_those_of_whom_nothing_is_known(heard: list[str], silent: tuple[str, ...]) -> None:
    found = shown(COURSE, [*(row("5-1", 1, place) for place in heard), row("6-1", 1, "Birch")])
    assert found.silent == silent
