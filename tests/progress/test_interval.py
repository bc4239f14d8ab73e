"""Where the year ends: by hand, what holds for any record, and how often the truth is inside."""

import random
from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lovp.model import Measure, Number, Sum, Target
from lovp.progress.interval import interval
from lovp.progress.measures import Daily
from lovp.progress.pace import expected_part
from tests.bench.intervals import PROMISED, calibration, trials
from tests.progress.build import ALL_MEASURES, LAST, SCHOOL, on, target

FIRST, JUNE = on("1-1"), on("6-30")
VISITS = target(Sum(), 100, name="visits")
AT_SCHOOL = target(Sum(), 100, name="school", calendar=SCHOOL)
EARLY = target(Sum(), 100, name="early", due="9-30")
COSTS = target(Sum(), 100, name="costs", at_most=True, decimals=2)
COURSES = ("1-10", "3-10", "4-10", "6-10")


def of(day: str | date, value: Number = 1, place: str = "", reported: int = 1) -> Daily:
    return Daily(on(day), place, value, None, reported)


def weekly(first: str, weeks: int, value: Number = 1) -> list[Daily]:
    return [of(on(first) + timedelta(weeks=number), value) for number in range(weeks)]


def ends(what: Target, rows: Sequence[Daily], day: str | date = JUNE) -> tuple[object, object]:
    found = interval(what, rows, on(day))
    assert found is not None
    return found


def told(what: Target, rows: Sequence[Daily], day: str | date = JUNE) -> bool:
    return interval(what, rows, on(day)) is not None


def test_one_a_week_for_half_a_year() -> None:
    """182 of 366 days have passed, so that 26 * 184 / 182 = 26.29 are to come, in batches of one.

    The spread is 1/26 + 1/26.29 + 0.02 = 0.0965, whose root is 0.3106. The cube roots of the ends over 26.29
    are then 1 - 0.0965/9 ± 1.2 * 0.3106/3, 0.8650 and 1.1135: 17.0 and 36.3 more than 26.
    """
    assert ends(VISITS, weekly("1-3", 26)) == (43, 62)


def test_four_courses_of_thirteen() -> None:
    """52 in four of 13 fortnights, 4 in each in the mean: Pearson's statistic is (4 * 81 + 9 * 16)/4 = 117.

    Two outcomes of 13 and that over 14 are 10.2, less than an outcome, so a batch is 13. The spread is
    13/52 + 13/52.57 + 0.02 = 0.517, whose root is 0.719, and the cube roots 0.9425 ± 0.2877: 14.8 and
    97.9 more.
    """
    assert ends(VISITS, [of(day, 13) for day in COURSES]) == (67, 150)


def test_four_bursts_of_thirteen_outcomes() -> None:
    """(2 * 1 + 117)/14 = 8.5 at once, where an outcome is 1: a batch is 8.5 + 5 * 7.5 = 46.

    The spread is 46/52 + 46/52.57 + 0.02 = 1.78, whose root is 1.334, and the cube roots 0.8023 ± 0.5336: 1.0
    and 125.3 more.
    """
    assert ends(VISITS, [of(day, 13, reported=13) for day in COURSES]) == (53, 177)


def test_a_late_start_is_not_a_slow_pace() -> None:
    """Three a week from April on: 39 by the end of June, and 39 + 3 * 26.29 = 118 if that goes on."""
    late = interval(VISITS, weekly("4-3", 13, 3), JUNE)
    slow = interval(VISITS, [of(FIRST + timedelta(days=14 * number), 3) for number in range(13)], JUNE)
    assert late is not None
    assert slow is not None
    assert late.low < 118 < late.high
    assert slow.low < 78 < slow.high < sum(late) / 2


def test_days_on_which_nothing_is_expected_do_not_count() -> None:
    """From the last school day of June to the day before term nothing changes."""
    rows = [of(day, 2) for day in ("1-17", "3-6", "4-24", "5-28")]
    first, last = on("6-14"), on("8-19")
    found = {ends(AT_SCHOOL, rows, first + timedelta(days=n)) for n in range((last - first).days + 1)}
    assert len(found) == 1
    assert ends(AT_SCHOOL, rows, "8-30") not in found


@pytest.mark.parametrize("measure", ALL_MEASURES)
def test_only_sums_have_one(measure: Measure) -> None:
    assert told(target(measure, 5), weekly("1-1", 26)) == isinstance(measure, Sum)


@pytest.mark.parametrize("day", [JUNE, LAST])
def test_one_or_two_whole_things_are_not_foretold(day: date) -> None:
    # Two million kronor, to the hundred thousand, are many.
    for goal, decimals, is_told in ((1, 0, False), (2, 0, False), (3, 0, True), (2, 1, True)):
        assert told(target(Sum(), goal, decimals=decimals), weekly("1-1", 4), day) == is_told


def test_when_it_is_too_early_to_say() -> None:
    rows = weekly("1-1", 26)
    # A tenth of 366 days is 36.6: reached with the 37th day, 6 February.
    assert [told(VISITS, rows, day) for day in ("2023-12-31", "2-5", "2-6")] == [False, False, True]
    # Many outcomes, in two weeks only; a week with nothing but a zero is no third.
    twice = [of(FIRST + timedelta(days=n), 5) for n in range(14)]
    for more, is_told in (([of("5-1", 0)], False), ([of("5-1")], True)):
        assert told(VISITS, [*twice, *more]) == is_told
    assert not told(VISITS, [])


def test_at_the_end_it_is_what_was_reached() -> None:
    rows = weekly("1-1", 26, 2)
    assert ends(VISITS, rows, LAST) == ends(EARLY, rows, "9-30") == (52, 52)
    # The last school day is 20 December; what comes after it counts, and then nothing more is expected.
    assert ends(AT_SCHOOL, [*rows, of("12-21", 3)], "12-23") == (55, 55)
    assert ends(VISITS, [], LAST) == (0, 0)


whole = st.integers(0, 40) | st.sampled_from([10**6, 10**12])


def records(values: st.SearchStrategy[Number]) -> st.SearchStrategy[list[Daily]]:
    """Days, places and values of any kind, weekends and holidays among them."""
    one = st.builds(of, st.dates(FIRST, LAST), values, st.sampled_from(["", "Ash", "Elm"]))
    return st.lists(one, max_size=60, unique_by=lambda row: (row.date, row.place))


@given(st.sampled_from([VISITS, AT_SCHOOL, EARLY]), records(whole), st.dates(FIRST, LAST))
def test_it_is_in_order_whole_and_never_below_what_was_reached(
    what: Target, rows: list[Daily], day: date
) -> None:
    found = interval(what, rows, day)
    if expected_part(what, day) < Fraction(1, 10):
        assert found is None
    if found is not None:
        assert sum(row.value for row in rows if row.date <= day) <= found.low <= found.high
        assert found.low.denominator == found.high.denominator == 1


@given(
    records(st.decimals(0, 500, places=2)),
    st.dates(date(2024, 2, 6), LAST),
    st.randoms(use_true_random=False),
)
def test_only_what_was_reported_by_then_counts_in_any_order(
    rows: list[Daily], day: date, draw: random.Random
) -> None:
    found = interval(COSTS, rows, day)
    known = [row for row in rows if row.date <= day]
    draw.shuffle(known)
    assert interval(COSTS, known, day) == found
    assert found is None or all(100 % end.denominator == 0 for end in found)


@pytest.mark.all
@pytest.mark.parametrize("name", PROMISED)
def test_the_truth_falls_inside_about_as_often_as_it_should(name: str) -> None:
    """The page has the figures of 8 000 years; fewer leave some hundredths to chance: wider bounds."""
    for day, made in trials(name, years=600, seed=3).items():
        one = calibration(made)
        assert 0.72 <= one.inside <= 0.92 or one.forecasts < 150, day
