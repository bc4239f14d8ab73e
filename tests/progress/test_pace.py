"""Pace: which part of a goal is expected by a date, held against days counted one by one.

The school days of 2024, counted by hand:

    spring   9-12 January (Tuesday to Friday)                                        4
             15 January (Monday) to 14 June (Friday): 22 weeks of 5                110
             weeks 7 and 8                                                         -10
             1-5 April, with Easter Monday in it                                    -5
             Good Friday 29/3, 1 May (Wednesday), Ascension 9/5, 6 June (Thursday)  -4   = 95
    autumn   20-23 August (Tuesday to Friday)                                        4
             26 August (Monday) to 20 December (Friday): 17 weeks of 5              85
             28 October to 1 November                                               -5   = 84
                                                                                         179
"""

from collections.abc import Callable
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from lovp.model import Calendar, Plan, Share, Sum
from lovp.progress.pace import active_days, expected_part, weeks_left
from tests.progress.build import LAST, SCHOOL, TOWN, even, on, span, target

SCHOOL_DAYS = 95 + 84
AT_SCHOOL = target(Sum(), 100, calendar=SCHOOL)

# Every day, as text, on which no school is held though it is a weekday within a term.
OFF = {
    *(f"2024-02-{day}" for day in range(12, 24)),
    *(f"2024-04-0{day}" for day in range(1, 6)),
    *(f"2024-10-{day}" for day in range(28, 32)),
    *("2024-03-29", "2024-05-01", "2024-05-09", "2024-06-06", "2024-11-01"),
}


def days_of(year: int) -> list[date]:
    return [day for n in range(366) if (day := date(year, 1, 1) + timedelta(days=n)).year == year]


def school_is_held(day: date) -> bool:
    """Read off the plan's words, with the days compared as text."""
    text = day.isoformat()
    in_term = "2024-01-09" <= text <= "2024-06-14" or "2024-08-20" <= text <= "2024-12-20"
    return in_term and day.strftime("%w") not in "06" and text not in OFF


def test_school_days_day_by_day(real: Plan) -> None:
    of_schools = [each for each in real.targets() if each.calendar.id == "lasar"]
    assert len(of_schools) == 5
    held = 0
    for day in days_of(2024):
        held += school_is_held(day)
        for each in (AT_SCHOOL, *of_schools):
            assert expected_part(each, day) == Fraction(held, SCHOOL_DAYS), day
        assert weeks_left(AT_SCHOOL, day) == Fraction(SCHOOL_DAYS - held, 5), day
        assert (day in active_days(of_schools[0].calendar)) == school_is_held(day)
    assert held == SCHOOL_DAYS


@pytest.mark.parametrize(("year", "length"), [(2023, 365), (2024, 366), (2100, 365)])
def test_even_pace_counts_the_days_of_the_year(year: int, length: int) -> None:
    steady = target(Sum(), 1, calendar=even(year))
    for passed, day in enumerate(days_of(year), start=1):
        assert expected_part(steady, day) == Fraction(passed, length)
        assert weeks_left(steady, day) == Fraction(length - passed, 7)


@pytest.mark.parametrize(
    ("calendar", "due", "day", "part"),
    [
        # 30 June is day 182 of the year.
        (even(), "6-30", "1-1", Fraction(1, 182)),
        (even(), "6-30", "6-29", Fraction(181, 182)),
        (even(), "6-30", "6-30", Fraction(1)),
        (SCHOOL, "2-29", "2-9", Fraction(24, 28)),
        # Before the first day of school.
        (SCHOOL, "1-5", "1-4", Fraction(0)),
        # A Sunday in a break: all that can be done is done by the Friday before the break.
        (SCHOOL, "2-18", "2-8", Fraction(23, 24)),
        (SCHOOL, "2-18", "2-9", Fraction(1)),
    ],
)
def test_a_due_date_ends_the_pace(calendar: Calendar, due: str, day: str, part: Fraction) -> None:
    assert expected_part(target(Sum(), 10, calendar=calendar, due=due), on(day)) == part


def test_days_of_terms_that_overlap_count_once_and_weekends_count_without_weekdays() -> None:
    terms, pause = (span("3-11", "3-24"), span("3-4", "3-17")), span("3-16", "3-17")
    every_day = Calendar("c", "c", terms, (pause,))
    assert len(active_days(every_day)) == 21 - 2
    assert len(active_days(Calendar("w", "w", terms, (pause,), weekdays=True))) == 15
    assert active_days(every_day)[0] == on("3-4")
    assert weeks_left(target(Sum(), 1, calendar=every_day), on("3-20")) == Fraction(4, 7)


days_of_2024 = st.dates(date(2024, 1, 1), LAST)


@st.composite
def calendars(draw: Callable[[st.SearchStrategy[date]], date]) -> Calendar:
    ends = [sorted((str(draw(days_of_2024)), str(draw(days_of_2024)))) for _number in range(3)]
    one, other, pause = (span(*each) for each in ends)
    return Calendar("c", "c", (one, other), (pause,), weekdays=draw(days_of_2024).day % 2 == 0)


@given(calendars(), st.none() | days_of_2024, st.booleans())
def test_the_expected_part_grows_from_nothing_to_all(
    calendar: Calendar, due: date | None, standing: bool
) -> None:
    assume(active_days(calendar))
    what = target(Share(TOWN), 1, calendar=calendar, due=due, standing=standing)
    former, weeks = Fraction(standing), Fraction(366)
    assert expected_part(what, date(2023, 12, 31)) == former
    for day in days_of(2024):
        part = expected_part(what, day)
        assert former <= part <= 1
        assert part == former or standing or day in active_days(calendar) or day == due
        assert 0 <= weeks_left(what, day) <= weeks
        former, weeks = part, weeks_left(what, day)
    assert former - weeks == 1
