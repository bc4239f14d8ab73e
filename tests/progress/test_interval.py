"""The interval for the year's end: by hand, what holds for any record, and how often the truth is inside."""

import random
from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction
from math import exp, lgamma, log

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from lovp.model import Daily, Measure, Number, Sum, Target
from lovp.progress.interval import Interval, interval
from lovp.progress.pace import expected_part
from tests.bench.intervals import DATES, SCENARIOS, Scenario, by_date, trials
from tests.progress.build import ALL_MEASURES, LAST, SCHOOL, target

FIRST = date(2024, 1, 1)
JUNE = date(2024, 6, 30)
VISITS = target(Sum(), 100, name="visits")
AT_SCHOOL = target(Sum(), 100, name="school", calendar=SCHOOL)
EARLY = target(Sum(), 100, name="early", due=date(2024, 9, 30))
COSTS = target(Sum(), 100, name="costs", at_most=True, decimals=2)


def on(day: date, value: Number = 1, place: str = "") -> Daily:
    return Daily(day, place, value, None, 1)


def weekly(first: date, weeks: int, value: Number = 1) -> list[Daily]:
    return [on(first + timedelta(weeks=number), value) for number in range(weeks)]


def found(what: Target, rows: Sequence[Daily], day: date = JUNE) -> Interval:
    ends = interval(what, rows, day)
    assert ends is not None
    return ends


def both(low: int, high: int) -> Interval:
    return Interval(Fraction(low), Fraction(high))


def test_one_thing_a_week_for_half_a_year_by_hand() -> None:
    """1 January 2024 is a Monday, so 26 whole weeks end on 30 June; 184 days are left, which is 26.29 weeks.

    With exactly one a week nothing is uneven: batches are of one, by which the rate is known to 1/26, and
    what is usual (0.05, worth two blocks) is drawn down by the six degrees of freedom of seven blocks to
    0.05 * 2/8. What is still to come is then negative binomial, with this mean and with the shape
    1 / (1/26 + 1/80 + 1/2080).
    """
    mean, shape = 184 / 7, 1 / (1 / 26 + 1 / 80 + 1 / 2080)

    def chance(count: int) -> float:
        ways = lgamma(count + shape) - lgamma(shape) - lgamma(count + 1)
        return exp(ways + shape * log(shape / (shape + mean)) + count * log(mean / (shape + mean)))

    def least(part: float) -> int:
        return next(count for count in range(200) if sum(map(chance, range(count + 1))) >= part)

    assert (least(0.1), least(0.9)) == (17, 37)
    assert found(VISITS, weekly(date(2024, 1, 3), 26)) == both(43, 63)


def test_batches_make_it_wider() -> None:
    """52 ones against four courses of 13, as many in all."""
    ones = [on(FIRST + timedelta(days=7 * number // 2)) for number in range(52)]
    courses = [on(date(2024, month, 10), 13) for month in (1, 3, 4, 6)]
    narrow, wide = found(VISITS, ones), found(VISITS, courses)
    assert wide.low < narrow.low < 104 < narrow.high < wide.high


def test_a_late_start_is_not_a_slow_pace() -> None:
    """Three a week from April on: 39 by the end of June, and 39 + 3 * 26.29 = 118 if that goes on."""
    ends = found(VISITS, weekly(date(2024, 4, 3), 13, 3))
    assert ends.low < 118 < ends.high
    slow = found(VISITS, [on(FIRST + timedelta(days=14 * number), 3) for number in range(13)])
    assert slow.low < 78 < slow.high < 118


def test_days_on_which_nothing_is_expected_do_not_count() -> None:
    """From the last school day of June to the day before term nothing changes, nor does a week of holiday."""
    rows = [on(day, 2) for day in (date(2024, 1, 17), date(2024, 3, 6), date(2024, 4, 24), date(2024, 5, 28))]
    first, last = date(2024, 6, 14), date(2024, 8, 19)
    ends = {interval(AT_SCHOOL, rows, first + timedelta(days=n)) for n in range((last - first).days + 1)}
    assert len(ends) == 1
    assert ends != {None}
    assert interval(AT_SCHOOL, rows, date(2024, 8, 30)) not in ends


@pytest.mark.parametrize("measure", ALL_MEASURES)
def test_only_sums_have_one(measure: Measure) -> None:
    what = VISITS if isinstance(measure, Sum) else target(measure, 5, name="other")
    assert (interval(what, weekly(FIRST, 26), JUNE) is not None) == isinstance(measure, Sum)


def test_when_it_is_too_early_to_say() -> None:
    rows = weekly(FIRST, 26)
    # A tenth of 366 days is 36.6: reached with the 37th day, 6 February.
    assert interval(VISITS, rows, date(2024, 2, 5)) is None
    assert interval(VISITS, rows, date(2024, 2, 6)) is not None
    # Many outcomes, in two weeks only; a week with nothing but a zero is no third.
    twice = [on(FIRST + timedelta(days=n), 5) for n in range(14)]
    assert interval(VISITS, [*twice, on(date(2024, 5, 1), 0)], JUNE) is None
    assert interval(VISITS, [*twice, on(date(2024, 5, 1))], JUNE) is not None
    assert interval(VISITS, [], JUNE) is None
    assert interval(VISITS, rows, date(2023, 12, 31)) is None


def test_at_the_end_it_is_what_was_reached() -> None:
    rows = weekly(FIRST, 26, 2)
    assert interval(VISITS, rows, LAST) == both(52, 52)
    assert interval(EARLY, rows, date(2024, 9, 30)) == both(52, 52)
    # The last school day is 20 December; what comes after it counts, and then nothing more is expected.
    assert interval(AT_SCHOOL, [*rows, on(date(2024, 12, 21), 3)], date(2024, 12, 23)) == both(55, 55)
    assert interval(VISITS, [], LAST) == both(0, 0)


WHATS = st.sampled_from([VISITS, AT_SCHOOL, EARLY])
whole = st.integers(0, 40)


def records(values: st.SearchStrategy[Number]) -> st.SearchStrategy[list[Daily]]:
    """Days, places and values of any kind, weekends and holidays among them."""
    row = st.builds(
        lambda day, place, value: on(FIRST + timedelta(days=day), value, place),
        st.integers(0, 365),
        st.sampled_from(["", "Ash", "Elm"]),
        values,
    )
    return st.lists(row, max_size=60, unique_by=lambda row: (row.date, row.place))


@given(WHATS, records(whole | st.sampled_from([10**6, 10**12])), st.dates(FIRST, LAST))
def test_it_is_in_order_whole_and_never_below_what_was_reached(
    what: Target, rows: list[Daily], day: date
) -> None:
    ends = interval(what, rows, day)
    weeks = {row.date.isocalendar()[:2] for row in rows if row.date <= day and row.value}
    if expected_part(what, day) < Fraction(1, 10) or (len(weeks) < 3 and expected_part(what, day) < 1):
        assert ends is None
    if ends is not None:
        reached = sum(row.value for row in rows if row.date <= day)
        assert reached <= ends.low <= ends.high
        assert ends.low.denominator == ends.high.denominator == 1


@given(
    records(st.decimals(0, 500, places=2)),
    st.dates(date(2024, 2, 6), LAST),
    st.randoms(use_true_random=False),
)
def test_only_what_was_reported_by_then_counts_in_any_order(
    rows: list[Daily], day: date, draw: random.Random
) -> None:
    ends = interval(COSTS, rows, day)
    known = [row for row in rows if row.date <= day]
    draw.shuffle(known)
    assert interval(COSTS, known, day) == ends
    assert interval(COSTS, rows, day) == ends
    assert ends is None or all(100 % end.denominator == 0 for end in ends)


@given(WHATS, records(whole), st.dates(date(2024, 2, 15), LAST))
def test_another_unit_changes_nothing(what: Target, rows: list[Daily], day: date) -> None:
    """Hours in place of days of ten hours: ten times as much, but for what was rounded."""
    ends = interval(what, rows, day)
    tenfold = interval(what, [row._replace(value=row.value * 10) for row in rows], day)
    assume(ends is not None)
    assert ends is not None
    assert tenfold is not None
    for one, ten in zip(ends, tenfold, strict=True):
        assert abs(one * 10 - ten) <= Fraction(11, 2)


@pytest.mark.all
@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.name)
def test_the_truth_falls_inside_about_as_often_as_it_should(scenario: Scenario) -> None:
    """`make bench` has the figures of 1 000 years; fewer leave some hundredths to chance: wider bounds."""
    for day, made in by_date(trials(scenario, years=120, seed=3)):
        assert made.forecasts > (60 if scenario.name == "late starters" else 300)
        if made.forecasts > 100:
            assert 0.70 <= made.inside <= 0.95, day
            assert max(made.below, made.above) < 0.22, day
    assert day == DATES[-1]
