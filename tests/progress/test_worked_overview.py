"""The overview, worked out by hand."""

from dataclasses import replace
from datetime import date

from lovp.model import Activity, Area, Coverage, KeyDate, Milestone, Share, Sum
from lovp.progress.overview import overview
from lovp.progress.values import Status
from tests.progress.build import LAST, MAY, TOWN, TOWNS, plan, progress, row, target

COURSE = target(Sum(), 340)


def test_overview_counts_each_area() -> None:
    late = target(Milestone(), name="g", due=date(2024, 3, 8))
    areas = (
        Area("one", "One", (target(Sum(), 10, name="a"), target(Sum(), 5, name="b"), late)),
        Area("two", "Two", (target(Activity(), name="c"), target(Activity(), name="d"))),
        Area("three", "Three", (target(Sum(), 10, name="e"), target(Activity(), name="f"))),
    )
    rows = [row("5-1", 1, series="d"), row("5-1", 10, series="e")]
    one, two, three = overview(progress(plan(areas=areas), rows, MAY), rows).areas
    assert (one.name, one.counts, one.followed) == ("One", {Status.BEHIND: 3}, 0)
    assert (two.counts, two.followed, two.active) == ({}, 2, 1)
    assert (three.counts, three.followed, three.active) == ({Status.REACHED: 1}, 1, 0)


def test_overview_shows_what_lags_most_first() -> None:
    the_plan = plan(
        target(Sum(), 100, name="a"),  # 30 of 41.5: 28 % are lacking
        target(Sum(), 10, name="b"),  # 1 of 4.2: 76 %
        target(Milestone(), name="c", due=date(2024, 3, 8)),  # all of it
        target(Sum(), 1000, name="d"),  # 280 of 415.3: 33 %
        target(Sum(), 100, name="e"),  # on track
        target(Sum(), 20, name="f", at_most=True),  # 20 and no more than 8.3: 58 % too much
        target(Coverage(TOWN), 5, name="g", standing=True),  # 3 of 5: 40 %
        target(Sum(), 100, name="h"),  # 34 of 41.5, at risk
        target(Share(TOWN), 1, name="i"),  # nothing known
    )
    rows = [
        row("5-1", 30, series="a"),
        row("5-1", 1, series="b"),
        row("5-1", 280, series="d"),
        row("5-1", 41, series="e"),
        row("5-1", 20, series="f"),
        *(row("5-1", 1, town, series="g") for town in ("Ash", "Dill", "Elm")),
        row("5-1", 34, series="h"),
    ]
    shown = overview(progress(the_plan, rows, MAY), rows)
    assert [each.now.target.id for each in shown.lagging] == ["c", "b", "f", "g", "d", "a"]
    assert shown.lagging_in_all == 6
    # 31 May is the 152nd of 366 days: it is 23 + 30 + 31 days since 8 March.
    assert [each.days for each in shown.lagging] == [84, None, None, None, None, None]
    assert shown.progress.as_of == MAY


def test_overview_shows_what_comes() -> None:
    def key(name: str, first: date, last: date | None = None, *, preliminary: bool = False) -> KeyDate:
        return KeyDate(name, first, last or first, "", preliminary)

    dates = (
        key("far", date(2024, 7, 13)),
        key("six weeks", date(2024, 7, 12)),  # 42 days after 31 May
        key("over", date(2024, 5, 30)),
        key("going on", date(2024, 5, 30), date(2024, 6, 2), preliminary=True),
        key("today", date(2024, 5, 31)),
    )
    the_plan = plan(
        target(Milestone(), name="done", due=date(2024, 6, 9)),
        target(Milestone(), name="to do", due=date(2024, 6, 9)),
        target(Milestone(), name="late", due=date(2024, 5, 30)),
        target(Milestone(), name="far off", due=date(2024, 7, 13)),
        target(Sum(), 5, name="no milestone", due=date(2024, 6, 9)),
        target(Milestone(), name="some day"),
        dates=dates,
    )
    rows = [row("5-1", 1, series="done")]
    found = overview(progress(the_plan, rows, MAY), rows).coming
    assert [(what.first.day, what.last.day, what.name, what.target, days) for what, days in found] == [
        (30, 2, "going on", None, -1),
        (31, 31, "today", None, 0),
        (9, 9, "To do", "to do", 9),
        (12, 12, "six weeks", None, 42),
    ]
    assert [what.preliminary for what, _days in found] == [True, False, False, False]
    more = replace(the_plan, dates=(*dates, key("early", date(2024, 6, 1))))
    names = [each.what.name for each in overview(progress(more, rows, MAY), rows).coming]
    assert names == ["going on", "today", "early", "To do"]


def test_a_date_and_the_milestone_named_after_it_come_once() -> None:
    day = KeyDate("The first of June", date(2024, 5, 31), date(2024, 6, 1), "", preliminary=True)
    other = KeyDate("The first", date(2024, 6, 2), date(2024, 6, 2), "")
    march = replace(target(Milestone(), name="march", due=date(2024, 6, 1)), name="The march of June")
    apart = KeyDate("Election", date(2024, 6, 1), date(2024, 6, 1), "")
    the_plan = plan(march, dates=(day, other, apart))
    coming = [each.what for each in overview(progress(the_plan, [], MAY), []).coming]
    # The date keeps its days and its mark, and says which target it belongs to.
    assert [(each.name, each.target, each.first.day, each.preliminary) for each in coming] == [
        ("The first of June", "march", 31, True),
        ("Election", None, 1, False),
        ("The first", None, 2, False),
    ]
    # Once it is done the date alone is left.
    done = [
        each.what for each in overview(progress(the_plan, [row("5-1", 1, series="march")], MAY), []).coming
    ]
    assert [each.name for each in done] == ["The first of June", "Election", "The first"]
    assert [each.target for each in done] == [None, None, None]


def test_the_silent_are_those_of_whom_nothing_is_known() -> None:
    rows = [row("5-1", 1, "Ash"), row("5-1", 1, "South"), row("5-1", 1), row("6-1", 1, "Birch")]
    shown = overview(progress(plan(COURSE), rows, MAY), rows)
    assert (shown.silent, shown.places) == (("Birch", "Cedar", "Dill", "Elm"), 5)
    everywhere = [row("5-1", 1, town) for town in TOWNS]
    assert overview(progress(plan(COURSE), everywhere, MAY), everywhere).silent == ()


def test_nobody_is_silent_where_no_municipality_reports() -> None:
    rows = [row("5-1", 1, "South"), row("5-1", 1)]
    assert overview(progress(plan(COURSE), rows, MAY), rows).silent == ()


def test_at_the_end_of_the_year_nothing_is_to_come_or_late() -> None:
    the_plan = plan(
        target(Milestone(), name="a", due=date(2024, 3, 8)),
        target(Sum(), 10, name="b"),
        dates=(KeyDate("New Year’s Eve", LAST, LAST, ""),),
    )
    rows = [row("5-1", 4, series="b")]
    shown = overview(progress(the_plan, rows, LAST), rows)
    assert (shown.progress.is_over, shown.coming) == (True, ())
    assert [(each.now.target.id, each.days) for each in shown.lagging] == [("a", None), ("b", None)]
    day_before = overview(progress(the_plan, rows, date(2024, 12, 30)), rows)
    assert (day_before.progress.is_over, [each.days for each in day_before.coming]) == (False, [1])
    assert [each.days for each in day_before.lagging] == [297, None]
