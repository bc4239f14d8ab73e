"""Days as people, programs and columns write them: one day, or refused by name. It is Friday."""

from contextlib import suppress
from datetime import date, timedelta
from typing import get_args

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from lovp.dates import DAY_FIRST, AmbiguousDateError, Form, month_name, parse_date
from lovp.errors import UsageError
from lovp.exchange.imports.row_parser import is_day_first

FORMS = get_args(Form)
FRIDAY = date(2024, 5, 31)
MARCH = date(2024, 3, 12)


@pytest.mark.parametrize(
    "text",
    "2024-03-12|2024-3-12|2024/03/12|20240312|240312| 2024-03-12\n|12/3|12/03|12/3-24|12/3 2024|12/3-2024|"
    "12.3.2024|12 mars|12 Mars|12 mar.|12  mars   2024|den 12 mars|Den 12:e mars|12e mars|12 march 2024|"
    # With the time after it, as forms of every kind write it; the day is that of the text, in whatever zone.
    "2024-03-12 14:05|2024-03-12 14.05|2024-03-12T14:05:00|2024-03-12T23:30:00.000Z|"
    "2024-03-12T14:05:00.123+01:00|2024/03/12 2:05:22 em CET|2024/03/12 10:13:33 AM GMT+5:30|"
    "12/3 14:05|12 mars 2024, 14:05".split("|"),
)
def test_days_that_read_the_same_everywhere(text: str) -> None:
    assert parse_date(text, FRIDAY, 2024) == parse_date(text, None, 2024) == MARCH
    assert parse_date(text, None, 2024, DAY_FIRST) == MARCH


def test_a_day_without_a_whole_year_is_in_the_plans_or_near_it() -> None:
    assert parse_date("12/3", FRIDAY, 2022) == parse_date("den 12 mars", None, 2022) == date(2022, 3, 12)
    assert parse_date("12/3-01", None, 2099) == date(2101, 3, 12)
    assert parse_date("980312", None, 2001) == date(1998, 3, 12)


def test_days_seen_from_today_are_for_people_alone() -> None:
    for text, ago in (("i dag", 0), ("today", 0), (" igår", 1), ("I  GAR", 1), ("yesterday", 1)):
        assert parse_date(text, FRIDAY, 1999) == FRIDAY - timedelta(days=ago)
        with pytest.raises(UsageError, match="is not a date"):
            parse_date(text, None, 2024)


def test_which_comes_first_is_known_of_a_person_and_not_of_a_column() -> None:
    for text in ("3/4/2024", "3-4-2024", "03/04/2024 10:00"):
        assert parse_date(text, FRIDAY, 2024) == date(2024, 4, 3)
        with pytest.raises(AmbiguousDateError, match="can be 2024-03-04 or 2024-04-03"):
            parse_date(text, None, 2024)
        assert parse_date(text, None, 2024, ["D/M/YYYY"]) == date(2024, 4, 3)
        assert parse_date(text, None, 2024, ["M/D/YYYY"]) == date(2024, 3, 4)
        with pytest.raises(AmbiguousDateError):
            parse_date(text, None, 2024, ["D/M/YYYY", "M/D/YYYY"])
    assert parse_date("31/1/2024", None, 2024) == parse_date("1/31/2024", None, 2024) == date(2024, 1, 31)
    assert parse_date("4/4/2024", None, 2024) == date(2024, 4, 4)
    with pytest.raises(UsageError, match="is not a date"):
        parse_date("1/31/2024", FRIDAY, 2024)


def test_another_row_tells_that_the_day_comes_first() -> None:
    assert is_day_first(["3/4/2024", "31-1-2024 14:05", "x"])
    assert not is_day_first(["31/1/2024", "1/31/2024"])
    assert not is_day_first(["3/4/2024", "31.1.2024", "2024-01-31", "31/1", "32/32/2024", "9" * 99])


@pytest.mark.parametrize(
    "text",
    "31/2|30 februari|2024-02-30|0000-01-01|3/4/24|24-03-12|3-4.2024||12.3|mars|12 ma|v. 11|45363|i morgon|"
    "fredag|٢٠٢٤-٠٣-١٢|2024-03-12 x|12/3 14:05 och 15:05".split("|"),
)
def test_no_days(text: str) -> None:
    for today in (None, FRIDAY):
        with pytest.raises(UsageError) as error:
            parse_date(text, today, 2024)
        assert error.value.message == f"“{text}” is not a date."
        assert error.value.remedy


PIECES = st.lists(
    st.sampled_from([*"0123456789-/:.+,TZ٣²०\x00\x1be", "12", "2024", "mars", "maj", "den "]), max_size=12
).map("".join)


@given(st.text(max_size=30) | PIECES, st.lists(st.sampled_from(FORMS), max_size=4))
@example("\ud800", [])
@example("1" * 10_000, [])
@example("99999999/9 2024", [])
def test_any_text_is_a_day_or_refused_without_an_order_to_the_terminal(text: str, forms: list[str]) -> None:
    for today in (FRIDAY, None):
        refused = None
        try:
            parse_date(text, today, 2024, forms)
        except UsageError as error:
            refused = error
        assert refused is None or (refused.remedy and refused.message.isprintable())
        assert len(str(refused)) < 250


@given(st.dates(date(1950, 1, 1), date(2049, 12, 31)), st.sampled_from(FORMS), st.sampled_from("/.-"))
def test_any_day_in_any_form(day: date, form: str, sign: str) -> None:
    text = form.replace("/", sign)
    for part, written in (("YYYY", "%Y"), ("YY", "%y"), ("MM", "%m"), ("DD", "%d")):
        text = text.replace(part, day.strftime(written))
    text = text.replace("M", str(day.month)).replace("D", str(day.day))
    # What begins with the year is always read.
    for written in (text, f"{text} 14:05", f"{text} 2:05:22 PM", day.isoformat()):
        assert parse_date(written, None, day.year, [form]) == day
    for other in ("31/31/2024", "31/31/24", "31/31"):
        with pytest.raises(UsageError, match="is not a date"):
            parse_date(other, None, 2024, [form])


@given(st.dates(date(1000, 1, 1)))
def test_every_day_is_read_as_it_is_written(day: date) -> None:
    swedish, english = month_name(day.month, "sv"), month_name(day.month, "en")
    texts = (day.isoformat(), f"{day.day}/{day.month} {day.year}", f"{day.day}.{day.month}.{day.year}")
    for text in (*texts, f"den {day.day} {swedish} {day.year}", f"{day.day} {english[:3]} {day.year}"):
        assert parse_date(text, FRIDAY, 2024) == parse_date(text, None, 2024) == day
    for text in (f"{day.day}/{day.month}/{day.year}", f"{day.month}/{day.day}/{day.year}"):
        with suppress(AmbiguousDateError):
            assert parse_date(text, None, 2024) == day
